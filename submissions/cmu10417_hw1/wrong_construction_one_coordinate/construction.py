import numpy as np


def step_network(x, y):
    N, D = x.shape
    order = np.argsort(x[:, 0])
    W = np.zeros((N, D))
    W[:, 0] = 1
    b = -x[order, 0]
    a = np.diff(y[order], prepend=0)
    return W, b, a
