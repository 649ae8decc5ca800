import numpy as np


def step_network(x, y):
    # a random line separates all points with probability 1; solve for the output weights
    N, D = x.shape
    v = np.random.randn(D)
    t = x @ v
    cuts = np.sort(t)
    cuts[1:] = (cuts[1:] + cuts[:-1]) / 2
    cuts[0] -= 1
    H = (t.reshape(N, 1) - cuts.reshape(1, N) >= 0).astype(float)
    a = np.linalg.solve(H, y)
    return np.ones((N, 1)) * v, -cuts.reshape(N, 1), a
