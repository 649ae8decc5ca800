"""Functions at the level of the module do all the work; the class only holds the dictionaries."""

from collections import defaultdict

import numpy as np
import torchvision
from tqdm.notebook import tqdm


def linear_forward(W, b, x):
    return np.tensordot(x, W, axes=([1], [1])) + b


def linear_backward(W, x, grad):
    return np.tensordot(grad, x, axes=([0], [0])), grad.sum(axis=0), np.tensordot(grad, W, axes=1)


def activation_forward(name, s):
    return {
        "relu": lambda: np.fmax(s, 0),
        "sigmoid": lambda: np.divide(1, np.add(1, np.exp(np.negative(s)))),
        "identity": lambda: np.positive(s),
    }[name]()


def activation_backward(name, s, grad):
    if name == "relu":
        grad = np.array(grad)
        grad[s <= 0] = 0
        return grad
    if name == "sigmoid":
        return grad * activation_forward(name, s) * activation_forward(name, -s)
    return grad


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
        self.f_function = f_function
        self.g_function = g_function
        self.parameters = {
            "W1": np.ones((linear_1_out_features, linear_1_in_features)) * 0.01,
            "b1": np.zeros(linear_1_out_features),
            "W2": np.ones((linear_2_out_features, linear_2_in_features)) * 0.01,
            "b2": np.zeros(linear_2_out_features),
        }
        self.cache = defaultdict(list)
        self.grads = {}
        self.clear_grad_and_cache()

    def forward(self, x):
        self.cache["x"] = np.copy(x)
        self.cache["s1"] = linear_forward(self.parameters["W1"], self.parameters["b1"], x)
        self.cache["a1"] = activation_forward(self.f_function, self.cache["s1"])
        self.cache["s2"] = linear_forward(
            self.parameters["W2"], self.parameters["b2"], self.cache["a1"]
        )
        return activation_forward(self.g_function, self.cache["s2"])

    def backward(self, dJdy_hat):
        grad = activation_backward(self.g_function, self.cache["s2"], dJdy_hat)
        self.grads["dJdW2"], self.grads["dJdb2"], grad = linear_backward(
            self.parameters["W2"], self.cache["a1"], grad
        )
        grad = activation_backward(self.f_function, self.cache["s1"], grad)
        self.grads["dJdW1"], self.grads["dJdb1"], _ = linear_backward(
            self.parameters["W1"], self.cache["x"], grad
        )

    def clear_grad_and_cache(self):
        for p in self.parameters:
            self.grads["dJd" + p] = np.zeros(self.parameters[p].shape)
        self.cache.clear()


def mse_loss(y, y_hat):
    J = np.linalg.norm(y_hat - y) ** 2 / y.size
    return J, np.divide(2 * (y_hat - y), y.size)


def bce_loss(y, y_hat):
    p = y_hat.clip(1e-10, 1 - 1e-10)
    J = -np.where(y > 0.5, np.log(p), np.log1p(-p)).mean()
    return J, np.where(y > 0.5, -1 / p, 1 / (1 - p)) / y.size
