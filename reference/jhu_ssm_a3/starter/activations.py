"""Three activation functions and their derivatives: your implementation goes here.

Each takes a numpy array of any shape and returns one of the same shape, entry by entry. At its
kink any slope between those on both sides will do. Plot them on [-10, 10] to see that they are
right, but in another file, which imports this one. No call changes its argument, nor what an
earlier call returned.
"""

import numpy as np


def sigmoid(z):
    """1 / (1 + exp(-z))."""
    raise NotImplementedError


def sigmoid_derivative(z):
    """The derivative of sigmoid at z."""
    raise NotImplementedError


def relu(z):
    """max(0, z)."""
    raise NotImplementedError


def relu_derivative(z):
    """The derivative of relu at z."""
    raise NotImplementedError


def tanh(z):
    """(exp(z) - exp(-z)) / (exp(z) + exp(-z))."""
    raise NotImplementedError


def tanh_derivative(z):
    """The derivative of tanh at z."""
    raise NotImplementedError
