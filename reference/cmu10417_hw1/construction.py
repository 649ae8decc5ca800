"""Problem 1.3: as many step units as points, for any labels."""

import numpy as np


def step_network(x, y):
    """W (N, D), b (N,), a (N,) with sum_j a_j step(W_j . x_i + b_j) = y_i for all N points.

    All units look in one direction, in which no two points coincide; unit j switches between the
    (j-1)th point and the jth, and adds the difference of their labels.
    """
    direction = _separating_direction(x)
    along = x @ direction
    order = np.argsort(along)
    along = along[order]
    thresholds = np.append(along[0] - 1.0, (along[:-1] + along[1:]) / 2)
    return np.tile(direction, (len(x), 1)), -thresholds, np.diff(y[order], prepend=0.0)


def _separating_direction(x):
    """The one of many random directions in which the closest points are furthest apart."""
    directions = np.random.default_rng(0).standard_normal((200, x.shape[1]))
    along = np.sort(x @ directions.T, axis=0)
    return directions[np.argmax(np.diff(along, axis=0).min(axis=0, initial=np.inf))]
