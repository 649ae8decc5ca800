"""Scalar functions of the math module, made to take arrays by np.vectorize."""

import math

import numpy as np


@np.vectorize
def _sigmoid(v):
    if v < -700:
        return 0.0
    return 1.0 / (1.0 + math.exp(-v))


def sigmoid(z):
    return _sigmoid(z)


def sigmoid_derivative(z):
    return np.vectorize(lambda v: _sigmoid(v) * (1 - _sigmoid(v)), otypes=[float])(z)


def relu(z):
    return np.vectorize(lambda v: v if v > 0 else 0.0, otypes=[float])(z)


def relu_derivative(z):
    return np.vectorize(lambda v: 1.0 if v > 0 else 0.0, otypes=[float])(z)


def tanh(z):
    return np.vectorize(math.tanh, otypes=[float])(z)


def tanh_derivative(z):
    return np.vectorize(lambda v: 1 - math.tanh(v) ** 2, otypes=[float])(z)
