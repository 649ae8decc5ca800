"""Abstract layers and dataclasses: layers share the network's dictionaries; __call__ is forward; type hints."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Dict

import numpy as np

Store = Dict[str, np.ndarray]


class Layer(ABC):
    @abstractmethod
    def __call__(self, net: "MLP", x: np.ndarray) -> np.ndarray: ...

    @abstractmethod
    def back(self, net: "MLP", grad: np.ndarray) -> np.ndarray: ...


@dataclass(frozen=True)
class Linear(Layer):
    index: int
    fan_in: int
    fan_out: int

    def setup(self, net):
        scale = np.sqrt(2 / self.fan_in)
        net.parameters[f"W{self.index}"] = scale * np.random.randn(self.fan_out, self.fan_in)
        net.parameters[f"b{self.index}"] = np.zeros(self.fan_out)
        net.grads[f"dJdW{self.index}"] = np.zeros((self.fan_out, self.fan_in))
        net.grads[f"dJdb{self.index}"] = np.zeros(self.fan_out)

    def __call__(self, net, x):
        net.cache[f"linear{self.index}"] = x
        W, b = net.parameters[f"W{self.index}"], net.parameters[f"b{self.index}"]
        return np.dot(x, W.T) + b[np.newaxis, :]

    def back(self, net, grad):
        net.grads[f"dJdW{self.index}"] = np.dot(grad.T, net.cache[f"linear{self.index}"])
        net.grads[f"dJdb{self.index}"] = np.sum(grad, axis=0)
        return np.dot(grad, net.parameters[f"W{self.index}"])


@dataclass(frozen=True)
class Activation(Layer):
    key: str

    def __call__(self, net, x):
        out = self.value(x)
        net.cache[self.key] = (x, out)
        return out

    def back(self, net, grad):
        x, out = net.cache[self.key]
        return grad * self.slope(x, out)


class Relu(Activation):
    value = staticmethod(lambda z: np.clip(z, 0, None))
    slope = staticmethod(lambda z, a: np.heaviside(z, 0))


class Sigmoid(Activation):
    value = staticmethod(lambda z: (1 + np.tanh(z / 2)) / 2)
    slope = staticmethod(lambda z, a: a * (1 - a))


class Identity(Activation):
    value = staticmethod(lambda z: z.copy())
    slope = staticmethod(lambda z, a: 1)


def named(name: str, key: str) -> Activation:
    for cls in Activation.__subclasses__():
        if cls.__name__.lower() == name:
            return cls(key)
    raise KeyError(name)


class MLP:
    def __init__(
        self,
        linear_1_in_features: int,
        linear_1_out_features: int,
        f_function: str,
        linear_2_in_features: int,
        linear_2_out_features: int,
        g_function: str,
    ) -> None:
        self.parameters: Store = {}
        self.grads: Store = {}
        self.cache: Dict[str, object] = {}
        self.layers = (
            Linear(1, linear_1_in_features, linear_1_out_features), named(f_function, "f"),
            Linear(2, linear_2_in_features, linear_2_out_features), named(g_function, "g"),
        )
        for layer in self.layers[::2]:
            layer.setup(self)

    def forward(self, x: np.ndarray) -> np.ndarray:
        for layer in self.layers:
            x = layer(self, x)
        return x

    __call__ = forward

    def backward(self, dJdy_hat: np.ndarray) -> None:
        for layer in self.layers[::-1]:
            dJdy_hat = layer.back(self, dJdy_hat)

    def clear_grad_and_cache(self) -> None:
        self.grads = {name: np.zeros_like(grad) for name, grad in self.grads.items()}
        self.cache = {}


def mse_loss(y, y_hat):
    J = np.linalg.norm(y_hat - y) ** 2 / y.size
    return J, 2 / y.size * (y_hat - y)


def bce_loss(y, y_hat):
    """By the logit of the clipped probability: J = softplus(l) - y l."""
    p = np.clip(y_hat.astype(np.float64), 1e-14, 1 - 1e-14)
    with np.errstate(all="raise"):
        J = np.mean(-np.log1p(-p) - y * (np.log(p) - np.log1p(-p)))
        grad = np.divide(p - y, p * (1 - p) * p.size)
    return J, grad
