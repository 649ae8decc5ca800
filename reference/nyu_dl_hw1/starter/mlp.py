"""NYU Deep Learning Homework 1, programming part: your implementation goes here.

Batches are rows: x has shape (batch, features). Work in torch tensors or in numpy arrays, as you
like: you are given what your file imports (tensors, if it says `import torch`). Keep the
interface; no automatic differentiation.

Networks are independent: several are used at once. No function changes its arguments, nor what
an earlier call returned.
"""

import numpy as np


class MLP:
    """A linear layer, f, a linear layer, g; f and g are each "relu", "sigmoid" or "identity"."""

    def __init__(
        self,
        linear_1_in_features,
        linear_1_out_features,
        f_function,
        linear_2_in_features,
        linear_2_out_features,
        g_function,
    ):
        """Give the network its three dictionaries.

        parameters: "W1" (linear_1_out_features, linear_1_in_features) and "b1"
        (linear_1_out_features,); "W2" and "b2" likewise. They may be replaced at any time.
        grads: "dJdW1", "dJdb1", "dJdW2", "dJdb2", each of its parameter's shape.
        cache: what forward keeps for backward.
        """
        raise NotImplementedError

    def forward(self, x):
        """y_hat, shape (batch, linear_2_out_features), for x (batch, linear_1_in_features)."""
        raise NotImplementedError

    def backward(self, dJdy_hat):
        """Fill grads, from the gradient at y_hat, shape (batch, linear_2_out_features)."""
        raise NotImplementedError

    def clear_grad_and_cache(self):
        """Make every gradient zero and the cache empty: called between two batches."""
        raise NotImplementedError


def mse_loss(y, y_hat):
    """(J, dJdy_hat): the mean of (y_hat - y)^2 over all elements, and its gradient.

    y, y_hat and dJdy_hat have the shape (batch, features).
    """
    raise NotImplementedError


def bce_loss(y, y_hat):
    """(J, dJdy_hat): the mean binary cross entropy over all elements, and its gradient.

    y is made of zeros and ones. Both results are finite also where y_hat is exactly 0 or 1.
    """
    raise NotImplementedError
