"""Loops over the examples of a batch, with outer products; plain lists of losses."""

import math

import numpy as np


def act(name, s):
    if name == "identity":
        return s.copy()
    out = np.zeros(len(s))
    for i, v in enumerate(s):
        if name == "relu":
            out[i] = max(v, 0)
        elif v >= 0:
            out[i] = 1 / (1 + math.exp(-v))
        else:
            out[i] = math.exp(v) / (1 + math.exp(v))
    return out


def act_prime(name, s):
    if name == "identity":
        return np.ones(len(s))
    if name == "relu":
        return np.array([1.0 if v > 0 else 0.0 for v in s])
    a = act(name, s)
    return a * (1 - a)


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
        self.names = f_function, g_function
        self.parameters = {
            "W1": np.random.rand(linear_1_out_features, linear_1_in_features) - 0.5,
            "b1": np.random.rand(linear_1_out_features) - 0.5,
            "W2": np.random.rand(linear_2_out_features, linear_2_in_features) - 0.5,
            "b2": np.random.rand(linear_2_out_features) - 0.5,
        }
        self.grads = {}
        self.clear_grad_and_cache()

    def forward(self, x):
        self.cache["rows"] = []
        outputs = []
        for row in x:
            s1 = self.parameters["W1"] @ row + self.parameters["b1"]
            a1 = act(self.names[0], s1)
            s2 = self.parameters["W2"] @ a1 + self.parameters["b2"]
            self.cache["rows"].append((row.copy(), s1, a1, s2))
            outputs.append(act(self.names[1], s2))
        return np.array(outputs)

    def backward(self, dJdy_hat):
        grads = {k: np.zeros_like(v) for k, v in self.grads.items()}
        for d, (row, s1, a1, s2) in zip(dJdy_hat, self.cache["rows"]):
            d2 = d * act_prime(self.names[1], s2)
            d1 = (self.parameters["W2"].T @ d2) * act_prime(self.names[0], s1)
            grads["dJdW1"] += np.outer(d1, row)
            grads["dJdb1"] += d1
            grads["dJdW2"] += np.outer(d2, a1)
            grads["dJdb2"] += d2
        self.grads.update(grads)

    def clear_grad_and_cache(self):
        self.grads = {"dJd" + k: np.zeros(v.shape) for k, v in self.parameters.items()}
        self.cache = {}


def mse_loss(y, y_hat):
    J, grad = 0.0, np.zeros(y.shape)
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            J += (y_hat[i, j] - y[i, j]) ** 2 / y.size
            grad[i, j] = 2 * (y_hat[i, j] - y[i, j]) / y.size
    return J, grad


def bce_loss(y, y_hat):
    J, grad = [], np.zeros(y.shape)
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            p = min(max(float(y_hat[i, j]), 1e-14), 1 - 1e-14)
            J.append(-math.log(p) if y[i, j] else -math.log(1 - p))
            grad[i, j] = (-1 / p if y[i, j] else 1 / (1 - p)) / y.size
    return sum(J) / len(J), grad
