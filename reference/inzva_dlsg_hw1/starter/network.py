"""Homework 1: your network goes here. Use numpy only, and keep the interface.

One hidden layer of sigmoids, one sigmoid output. Examples are columns: X has shape (D, N), the
labels y have shape (1, N) and are 0 or 1. W1 is (hidden, D), b1 (hidden, 1), W2 (1, hidden) and
b2 (1, 1). No function changes its arguments.
"""

import numpy as np


def forward(W1, b1, W2, b2, X):
    """The hidden activations, (hidden, N), and the predictions, (1, N)."""
    raise NotImplementedError


def loss(y, yhat):
    """The binary cross entropy, averaged over the examples: a number."""
    raise NotImplementedError


def backward(W1, b1, W2, b2, X, y):
    """The gradients (dW1, db1, dW2, db2) of that average, each in its parameter's shape."""
    raise NotImplementedError


def train(W1, b1, W2, b2, X, y, rate, steps):
    """Plain gradient descent on all examples at once, for so many steps.

    Returns ((W1, b1, W2, b2), losses): the parameters after the last step, and the loss before
    each step.
    """
    raise NotImplementedError
