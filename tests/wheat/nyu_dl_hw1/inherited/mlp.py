"""A base class with the mechanics, an MLP that says what is in it; the gradients are a property."""

import abc

import numpy as np


def stable_sigmoid(s):
    e = np.exp(-np.abs(s))
    return np.where(s >= 0, 1, e) / (1 + e)


class Base(abc.ABC):
    def __init__(self):
        self._grads = {}
        self.parameters = {}
        self.cache = {}

    @property
    def grads(self):
        return self._grads

    @abc.abstractmethod
    def functions(self):
        """The activations' names in order."""

    def _initialise(self, i, n_in, n_out, scale=0.5):
        self.parameters[f"W{i}"] = scale * np.random.standard_normal((n_out, n_in))
        self.parameters[f"b{i}"] = scale * np.random.standard_normal((n_out,))

    def forward(self, x):
        assert x.ndim == 2
        a = np.array(x)
        for i, name in enumerate(self.functions(), start=1):
            self.cache[f"a{i - 1}"] = a
            a = a @ self.parameters[f"W{i}"].T + self.parameters[f"b{i}"]
            if name == "relu":
                self.cache[f"slope{i}"] = np.sign(np.maximum(a, 0))
                a = np.maximum(a, 0)
            elif name == "sigmoid":
                a = stable_sigmoid(a)
                self.cache[f"slope{i}"] = a - a**2
            else:
                self.cache[f"slope{i}"] = np.array(1.0)
        return a.copy()

    def backward(self, dJdy_hat):
        d = dJdy_hat
        for i in range(len(self.functions()), 0, -1):
            d = d * self.cache[f"slope{i}"]
            self._grads[f"dJdW{i}"] = self._grads[f"dJdW{i}"] + d.T @ self.cache[f"a{i - 1}"]
            self._grads[f"dJdb{i}"] = self._grads[f"dJdb{i}"] + d.sum(axis=0)
            d = d @ self.parameters[f"W{i}"]

    def clear_grad_and_cache(self):
        self._grads.update({"dJd" + k: np.zeros_like(p) for k, p in self.parameters.items()})
        self.cache = {}


class MLP(Base):
    def __init__(
        self,
        linear_1_in_features,
        linear_1_out_features,
        f_function,
        linear_2_in_features,
        linear_2_out_features,
        g_function,
    ):
        super().__init__()
        self.f, self.g = f_function, g_function
        self._initialise(1, linear_1_in_features, linear_1_out_features)
        self._initialise(2, linear_2_in_features, linear_2_out_features)
        self.clear_grad_and_cache()

    def functions(self):
        return self.f, self.g


def mse_loss(y, y_hat):
    e = y_hat - y
    return float(np.vdot(e, e) / e.size), 2 * e / e.size


def bce_loss(y, y_hat, *, eps=1e-13):
    y = np.asarray(y, dtype=float)
    p = np.clip(y_hat, eps, 1 - eps)
    return -(y * np.log(p) + (1 - y) * np.log1p(-p)).mean(), -(y / p - (1 - y) / (1 - p)) / p.size
