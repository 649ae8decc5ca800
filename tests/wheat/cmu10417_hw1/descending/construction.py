"""Units that go off along the line (weights -u), filled in a Python loop in the order of the points, direction sought by avoiding pair differences."""
from typing import Tuple

import numpy as np


class NoDirection(Exception):
    pass


def separating_direction(x: np.ndarray, tries: int = 300, seed: int = 1) -> np.ndarray:
    """The direction in which the nearest two points (of all pairs) are farthest apart."""
    n, d = x.shape
    i, j = np.triu_indices(n, k=1)
    pairs = x[i] - x[j]
    candidates = np.vstack([np.eye(d), np.random.RandomState(seed).uniform(-1, 1, size=(tries, d))])
    if not len(pairs):
        return candidates[0]
    candidates /= np.abs(candidates).max(axis=1, keepdims=True)
    worst = np.array([np.abs(pairs @ c).min() for c in candidates])
    if worst.max() <= 0:
        raise NoDirection
    return candidates[worst.argmax()]


def step_network(x: np.ndarray, y: np.ndarray) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    N, D = x.shape
    u = separating_direction(x)
    W, b, a = np.zeros((N, D)), np.zeros(N), np.zeros(N)
    ranked = sorted(range(N), key=lambda i: x[i] @ u, reverse=True)
    reached = 0.0
    for k, i in enumerate(ranked):
        here = x[i] @ u
        before = x[ranked[k - 1]] @ u if k else here + 2
        W[i] = -u                     # on for all points at or below the threshold
        b[i] = (here + before) / 2
        a[i] = y[i] - reached
        reached = y[i]
    return W, b, a
