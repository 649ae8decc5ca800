"""Loops: one sample at a time, outer products, pure-Python sums in the losses; gradients start at 0 in backward."""

import math

import numpy as np


def relu(v):
    return v if v > 0 else 0.0


def sigmoid(v):
    if v < 0:
        return math.exp(v) / (1.0 + math.exp(v))
    return 1.0 / (1.0 + math.exp(-v))


def identity(v):
    return v


FUNCTIONS = {f.__name__: f for f in (relu, sigmoid, identity)}
SLOPES = {
    "relu": lambda v: 1.0 if v > 0 else 0.0,
    "sigmoid": lambda v: sigmoid(v) * sigmoid(-v),
    "identity": lambda v: 1.0,
}


def each(function, vector):
    return np.array([function(float(v)) for v in vector])


class MLP:
    def __init__(
        self,
        linear_1_in_features,
        linear_1_out_features,
        f_function,
        linear_2_in_features,
        linear_2_out_features,
        g_function,
    ):
        self.f, self.g = f_function, g_function
        self.parameters = {
            "W1": 0.1 * np.random.randn(linear_1_out_features, linear_1_in_features),
            "b1": np.zeros(linear_1_out_features),
            "W2": 0.1 * np.random.randn(linear_2_out_features, linear_2_in_features),
            "b2": np.zeros(linear_2_out_features),
        }
        self._empty()

    def _empty(self):
        self.grads = {
            "dJdW1": np.zeros(self.parameters["W1"].shape),
            "dJdb1": np.zeros(self.parameters["b1"].shape),
            "dJdW2": np.zeros(self.parameters["W2"].shape),
            "dJdb2": np.zeros(self.parameters["b2"].shape),
        }
        self.cache = {}

    def forward(self, x):
        p = self.parameters
        samples = []
        for row in x:
            z1 = p["W1"].dot(row) + p["b1"]
            z2 = each(FUNCTIONS[self.f], z1)
            z3 = p["W2"].dot(z2) + p["b2"]
            samples.append((row, z1, z2, z3))
        self.cache["samples"] = samples
        return np.array([each(FUNCTIONS[self.g], s[3]) for s in samples])

    def backward(self, dJdy_hat):
        samples, W2 = self.cache["samples"], self.parameters["W2"]
        self._empty()
        self.cache["samples"] = samples
        for (x, z1, z2, z3), g in zip(samples, dJdy_hat):
            d3 = g * each(SLOPES[self.g], z3)
            d1 = W2.T.dot(d3) * each(SLOPES[self.f], z1)
            self.grads["dJdW2"] += np.outer(d3, z2)
            self.grads["dJdb2"] += d3
            self.grads["dJdW1"] += np.outer(d1, x)
            self.grads["dJdb1"] += d1

    def clear_grad_and_cache(self):
        self._empty()


def mse_loss(y, y_hat):
    rows, columns = y.shape
    J, grad = 0.0, np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            d = y_hat[i, j] - y[i, j]
            J += d * d / (rows * columns)
            grad[i, j] = 2 * d / (rows * columns)
    return J, grad


def bce_loss(y, y_hat):
    rows, columns = y.shape
    terms, grad = [], np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            p = float(y_hat[i, j])
            if y[i, j] == 0:
                p = 1 - p
            p = max(p, 1e-300)
            terms.append(-math.log(p))
            grad[i, j] = (1 if y[i, j] == 0 else -1) / p / (rows * columns)
    return math.fsum(terms) / (rows * columns), grad
