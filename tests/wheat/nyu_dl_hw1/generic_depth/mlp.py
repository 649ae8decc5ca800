"""Written for any depth, with zip over two lists; numpy's Generator; notebook cells below."""

from __future__ import annotations

import random
import typing as t

import numpy as np
from matplotlib import pyplot as plt

np.set_printoptions(precision=4, suppress=True)


class MLP:
    """Two linear layers, each with an activation."""

    generator = np.random.default_rng()

    def __init__(
        self,
        linear_1_in_features: int,
        linear_1_out_features: int,
        f_function: str,
        linear_2_in_features: int,
        linear_2_out_features: int,
        g_function: str,
    ) -> None:
        self.activations: t.List[str] = [f_function, g_function]
        dims = [
            (linear_1_in_features, linear_1_out_features),
            (linear_2_in_features, linear_2_out_features),
        ]
        self.depth = len(dims)
        self.parameters: dict[str, np.ndarray] = {}
        for i, (n_in, n_out) in enumerate(dims, start=1):
            self.parameters.update(
                {
                    f"W{i}": self.generator.normal(0, np.sqrt(2 / n_in), (n_out, n_in)),
                    f"b{i}": self.generator.normal(0, 1, n_out),
                }
            )
        self.grads = {f"dJd{k}": np.zeros_like(v) for k, v in self.parameters.items()}
        self.cache: dict[str, t.Any] = {}

    def forward(self, x):
        a = x
        inputs, pre = [], []
        for i, name in enumerate(self.activations, start=1):
            inputs.append(a.copy())
            s = a @ self.parameters[f"W{i}"].T + self.parameters[f"b{i}"].reshape(1, -1)
            pre.append(s.copy())
            if name == "relu":
                s[s < 0] = 0
            if name == "sigmoid":
                np.negative(s, out=s)
                np.exp(s, out=s)
                s += 1
                np.reciprocal(s, out=s)
            a = s
        self.cache = {"inputs": inputs, "pre": pre}
        return a

    def backward(self, dJdy_hat):
        delta = np.array(dJdy_hat)
        steps = list(zip(self.cache["inputs"], self.cache["pre"], self.activations))
        for i, (a, s, name) in reversed(list(enumerate(steps, start=1))):
            if name == "relu":
                delta *= s > 0
            if name == "sigmoid":
                y = 1 / (1 + np.exp(-s))
                delta *= y
                delta *= 1 - y
            self.grads[f"dJdW{i}"] = (a.T @ delta).T
            self.grads[f"dJdb{i}"] = np.sum(delta, axis=0, keepdims=False)
            delta = delta @ self.parameters[f"W{i}"]

    def clear_grad_and_cache(self):
        for key, value in self.grads.items():
            self.grads[key] = np.zeros(shape=value.shape)
        self.cache = {}


def mse_loss(y, y_hat):
    error = y_hat - y
    return (error**2).mean(), error / error.size + error / error.size


def bce_loss(y, y_hat):
    one = np.asarray(y, bool)
    likelihood = np.where(one, y_hat, 1 - y_hat)
    likelihood = np.where(likelihood > 0, likelihood, 1e-16)
    grad = np.where(one, -1.0, 1.0) / likelihood / likelihood.size
    return np.mean(-np.log(likelihood)), grad


# %%
random.seed(1)
example = MLP(3, 4, "relu", 4, 2, "sigmoid")
inputs_ = np.array([[random.random() for _ in range(3)] for _ in range(5)])
print(example.forward(inputs_))
J_, grad_ = mse_loss(np.zeros((5, 2)), example.forward(inputs_))
example.backward(grad_)
print(example.grads["dJdb1"])
# %%
plt.imshow(example.parameters["W1"])
plt.colorbar()
plt.show()
