"""Plain numpy with if/elif for the activations; everything cached, gradients overwritten."""

import numpy as np


def activate(z, name):
    if name == "relu":
        return np.maximum(z, 0)
    elif name == "sigmoid":
        return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))
    elif name == "identity":
        return z
    raise ValueError(name)


def derivative(z, a, name):
    if name == "relu":
        return (z > 0).astype(float)
    elif name == "sigmoid":
        return a * (1 - a)
    elif name == "identity":
        return np.ones_like(z)
    raise ValueError(name)


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
        self.parameters = dict(
            W1=np.random.randn(linear_1_out_features, linear_1_in_features),
            b1=np.random.randn(linear_1_out_features),
            W2=np.random.randn(linear_2_out_features, linear_2_in_features),
            b2=np.random.randn(linear_2_out_features),
        )
        self.grads = dict(
            dJdW1=np.zeros((linear_1_out_features, linear_1_in_features)),
            dJdb1=np.zeros(linear_1_out_features),
            dJdW2=np.zeros((linear_2_out_features, linear_2_in_features)),
            dJdb2=np.zeros(linear_2_out_features),
        )
        self.cache = dict()

    def forward(self, x):
        z1 = x @ self.parameters["W1"].T + self.parameters["b1"]
        z2 = activate(z1, self.f_function)
        z3 = z2 @ self.parameters["W2"].T + self.parameters["b2"]
        y_hat = activate(z3, self.g_function)
        self.cache["x"] = x
        self.cache["z1"] = z1
        self.cache["z2"] = z2
        self.cache["z3"] = z3
        self.cache["y_hat"] = y_hat
        return y_hat

    def backward(self, dJdy_hat):
        c = self.cache
        dJdz3 = dJdy_hat * derivative(c["z3"], c["y_hat"], self.g_function)
        self.grads["dJdW2"] = dJdz3.T @ c["z2"]
        self.grads["dJdb2"] = dJdz3.sum(axis=0)
        dJdz2 = dJdz3 @ self.parameters["W2"]
        dJdz1 = dJdz2 * derivative(c["z1"], c["z2"], self.f_function)
        self.grads["dJdW1"] = dJdz1.T @ c["x"]
        self.grads["dJdb1"] = dJdz1.sum(axis=0)

    def clear_grad_and_cache(self):
        for grad in self.grads:
            self.grads[grad] = np.zeros_like(self.grads[grad])
        self.cache = dict()


def mse_loss(y, y_hat):
    diff = y_hat - y
    return np.mean(diff ** 2), 2 * diff / diff.size


def bce_loss(y, y_hat):
    p = np.clip(np.asarray(y_hat, dtype=np.float64), 1e-15, 1 - 1e-15)
    J = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return J, (p - y) / (p * (1 - p)) / p.size
