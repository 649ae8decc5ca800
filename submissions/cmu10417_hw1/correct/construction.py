import numpy as np


def step_network(x, y):
    N, D = x.shape
    rng = np.random.RandomState(0)
    # try a few directions and keep the one where the points end up least crowded
    best, gap = None, -1
    for _ in range(100):
        v = rng.randn(D)
        s = np.sort(np.dot(x, v))
        g = np.min(np.diff(s)) if N > 1 else 1.0
        if g > gap:
            best, gap = v, g
    order = np.argsort(np.dot(x, best))
    W = np.zeros((N, D))
    b = np.zeros(N)
    a = np.zeros(N)
    total = 0
    for j in range(N):
        W[j] = best
        b[j] = -np.dot(x[order[j]], best) + gap / 2  # on at this point and all later ones
        a[j] = y[order[j]] - total
        total = y[order[j]]
    return W, b, a
