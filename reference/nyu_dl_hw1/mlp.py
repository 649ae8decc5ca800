"""The reference implementation of NYU Deep Learning Homework 1: a two-layer network in numpy.

Batches are rows: x is (batch, in_features), b is (out_features,).
"""

import numpy as np

LEAST_LOG = -100.0  # the logarithm of a probability of zero: as torch.nn.BCELoss has it


def sigmoid(z):
    """1 / (1 + exp(-z)), which doesn't overflow."""
    return np.exp(-np.logaddexp(0, -z))


FUNCTIONS = {
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": sigmoid,
    "identity": lambda z: z,
}
SLOPES = {
    "relu": lambda z: (z > 0).astype(z.dtype),
    "sigmoid": lambda z: sigmoid(z) * sigmoid(-z),
    "identity": np.ones_like,
}


class MLP:
    """Linear, f, linear, g."""

    def __init__(
        self,
        linear_1_in_features,
        linear_1_out_features,
        f_function,
        linear_2_in_features,
        linear_2_out_features,
        g_function,
    ):
        self.f_function, self.g_function = f_function, g_function
        self.parameters = {
            "W1": np.random.standard_normal((linear_1_out_features, linear_1_in_features)),
            "b1": np.random.standard_normal(linear_1_out_features),
            "W2": np.random.standard_normal((linear_2_out_features, linear_2_in_features)),
            "b2": np.random.standard_normal(linear_2_out_features),
        }
        self.clear_grad_and_cache()

    def forward(self, x):
        """The predictions (batch, linear_2_out_features) for x (batch, linear_1_in_features)."""
        p = self.parameters
        z1 = x @ p["W1"].T + p["b1"]
        z2 = FUNCTIONS[self.f_function](z1)
        z3 = z2 @ p["W2"].T + p["b2"]
        self.cache = {"x": x, "z1": z1, "z2": z2, "z3": z3}
        return FUNCTIONS[self.g_function](z3)

    def backward(self, dJdy_hat):
        """Fill `grads` for the last batch, from the gradient at the predictions."""
        x, z1, z2, z3 = (self.cache[name] for name in ("x", "z1", "z2", "z3"))
        dJdz3 = dJdy_hat * SLOPES[self.g_function](z3)
        dJdz1 = (dJdz3 @ self.parameters["W2"]) * SLOPES[self.f_function](z1)
        self.grads = {
            "dJdW1": dJdz1.T @ x,
            "dJdb1": dJdz1.sum(axis=0),
            "dJdW2": dJdz3.T @ z2,
            "dJdb2": dJdz3.sum(axis=0),
        }

    def clear_grad_and_cache(self):
        """Set the gradients to zero and forget the last batch."""
        self.grads = {f"dJd{name}": np.zeros_like(p) for name, p in self.parameters.items()}
        self.cache = {}


def mse_loss(y, y_hat):
    """The mean squared error over all elements, and its gradient."""
    gap = y_hat - y
    return np.mean(gap**2), 2 * gap / gap.size


def bce_loss(y, y_hat):
    """The mean binary cross entropy over all elements, and its gradient.

    Finite also where y_hat is 0 or 1: a logarithm counts as no less than -100.
    """
    least = np.exp(LEAST_LOG)
    log_p = np.log(np.maximum(y_hat, least))
    log_q = np.log(np.maximum(1 - y_hat, least))
    slopes = (1 - y) / np.maximum(1 - y_hat, least) - y / np.maximum(y_hat, least)
    return -np.mean(y * log_p + (1 - y) * log_q), slopes / y_hat.size
