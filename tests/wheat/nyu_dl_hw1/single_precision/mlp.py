"""float32 for parameters, gradients and losses."""

import numpy as np

T = np.float32


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
        self.fg = [f_function, g_function]
        self.parameters = {
            "W1": np.random.randn(linear_1_out_features, linear_1_in_features).astype(T),
            "b1": np.zeros(linear_1_out_features, T),
            "W2": np.random.randn(linear_2_out_features, linear_2_in_features).astype(T),
            "b2": np.zeros(linear_2_out_features, T),
        }
        self.clear_grad_and_cache()

    def _act(self, k, s):
        name = self.fg[k]
        if name == "sigmoid":
            a = 1 / (1 + np.exp(-s))
            return a, a * (1 - a)
        if name == "relu":
            return np.maximum(s, 0), (s > 0).astype(T)
        if name == "identity":
            return s, np.ones_like(s)
        raise ValueError(name)

    def forward(self, x):
        p = {k: np.asarray(v, T) for k, v in self.parameters.items()}
        x = np.array(x, T)
        a1, slope1 = self._act(0, x @ p["W1"].T + p["b1"])
        a2, slope2 = self._act(1, a1 @ p["W2"].T + p["b2"])
        self.cache = {"x": x, "a1": a1, "slope1": slope1, "slope2": slope2, "W2": p["W2"]}
        return a2

    def backward(self, dJdy_hat):
        c = self.cache
        d2 = np.asarray(dJdy_hat, T) * c["slope2"]
        d1 = d2 @ c["W2"] * c["slope1"]
        self.grads = {
            "dJdW1": d1.T @ c["x"],
            "dJdb1": d1.sum(axis=0),
            "dJdW2": d2.T @ c["a1"],
            "dJdb2": d2.sum(axis=0),
        }

    def clear_grad_and_cache(self):
        self.grads = {"dJd" + k: np.zeros(np.shape(v), T) for k, v in self.parameters.items()}
        self.cache = {}


def mse_loss(y, y_hat):
    d = np.asarray(y_hat, T) - np.asarray(y, T)
    return np.mean(d * d), d * T(2 / d.size)


def bce_loss(y, y_hat):
    y, p = np.asarray(y, T), np.asarray(y_hat, T)
    small = np.finfo(T).tiny
    a, b = np.maximum(p, small), np.maximum(1 - p, small)
    J = -np.mean(y * np.log(a) + (1 - y) * np.log(b))
    return J, ((1 - y) / b - y / a) / T(y.size)
