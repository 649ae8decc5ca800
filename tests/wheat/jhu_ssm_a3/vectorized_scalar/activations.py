"""Scalar Python functions with math, made entrywise by np.vectorize with otypes (empty arrays work too)."""
import math
from functools import wraps

import numpy as np


def entrywise(f):
    """f for numbers -> f for arrays."""
    g = np.vectorize(f, otypes=[float])

    @wraps(f)
    def h(z):
        return g(z)

    return h


@entrywise
def sigmoid(z):
    if z < 0:
        return 1 - 1 / (1 + math.exp(z)) if z > -1 else math.exp(z) / (1 + math.exp(z))
    return 1 / (1 + math.exp(-z))


@entrywise
def sigmoid_derivative(z):
    e = math.exp(-abs(z))
    return e / (1 + e) ** 2


@entrywise
def relu(z):
    return max(0, z)


@entrywise
def relu_derivative(z):
    if z > 0:
        return 1
    elif z < 0:
        return 0
    return 0.25


@entrywise
def tanh(z):
    return math.tanh(z)


@entrywise
def tanh_derivative(z):
    return 1.0 - math.tanh(z) ** 2
