"""Directions between the differences of points; every unit scaled so that its gap is 2."""

import numpy as np


def step_network(x, y):
    """Any direction does that no difference of two points is orthogonal to."""
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    n, d = x.shape
    i, j = np.triu_indices(n, 1)
    diff = x[i] - x[j]
    w, quality = np.ones(d), 0.0
    state = np.random.RandomState(1)
    for _ in range(50):
        trial = state.randn(d, 200)
        trial = trial / np.sqrt((trial**2).sum(0))
        smallest = np.abs(diff @ trial).min(axis=0) if len(diff) else np.ones(200)
        k = smallest.argmax()
        if smallest[k] > quality:
            w, quality = trial[:, k], smallest[k]
    order = np.argsort(x @ w)
    z = (x @ w)[order]
    W = np.zeros((n, d))
    b = np.zeros(n)
    for unit in range(n):
        if unit == 0:
            W[unit], b[unit] = w, 1 - z[0]
            continue
        scale = 2 / (z[unit] - z[unit - 1])
        W[unit] = w * scale
        b[unit] = 1 - z[unit] * scale
    a = np.diff(np.concatenate([[0.0], y[order]]))
    return W, b, a
