import numpy as np


def step_network(x, y):
    N, D = x.shape
    v = np.random.randn(D)
    t = x @ v
    order = np.argsort(t)
    t = t[order]
    # unit j is on for all points after the (j-1)th
    cuts = np.concatenate([[t[0] - 1], t[:-1]])
    a = np.concatenate([[y[order[0]]], np.diff(y[order])])
    return np.tile(v, (N, 1)), -cuts, a
