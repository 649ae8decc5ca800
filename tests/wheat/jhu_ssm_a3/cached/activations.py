"""Remembers values by the array's bytes (lru_cache) and hands out fresh copies, so that nobody shares an array."""
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=64)
def _exp_pair(data, dtype, shape):
    z = np.frombuffer(data, dtype=dtype).reshape(shape).astype(float)
    s = 1 / (1 + np.exp(-np.clip(z, -709, 709)))
    t = np.tanh(z)
    return s, t


def _look_up(z):
    z = np.asarray(z)
    return _exp_pair(z.tobytes(), z.dtype.str, z.shape)


def sigmoid(z):
    return np.array(_look_up(z)[0])


def sigmoid_derivative(z):
    s, _ = _look_up(z)
    return np.array(s * (1 - s))


def relu(z):
    z = np.array(z)
    np.copyto(z, 0, where=z < 0)
    return z


def relu_derivative(z):
    return np.select([z > 0, z <= 0], [1.0, 0.0])


def tanh(z):
    return _look_up(z)[1].copy()


def tanh_derivative(z):
    _, t = _look_up(z)
    return np.array(1 - t * t)
