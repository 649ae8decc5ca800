"""A dataclass of parameters with cached forward pass (cached_property) and masks in a stable sigmoid."""
from __future__ import annotations

from dataclasses import astuple, dataclass, field, fields
from functools import cached_property

import numpy as np


def stable_sigmoid(z: np.ndarray) -> np.ndarray:
    out = np.empty(z.shape, dtype=float)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1 + ez)
    return out


@dataclass
class Net:
    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray
    X: np.ndarray = field(repr=False, default=None)

    @cached_property
    def A1(self) -> np.ndarray:
        return stable_sigmoid(self.W1 @ self.X + self.b1)

    @cached_property
    def yhat(self) -> np.ndarray:
        return stable_sigmoid(self.W2 @ self.A1 + self.b2)

    def gradients(self, y: np.ndarray) -> "Net":
        n = self.X.shape[1]
        delta2 = self.yhat - y
        delta1 = (self.W2.T @ delta2) * self.A1 * (1.0 - self.A1)
        return Net(delta1 @ self.X.T / n, delta1.mean(axis=1, keepdims=True),
                   delta2 @ self.A1.T / n, delta2.mean(axis=1, keepdims=True))

    @property
    def parameters(self) -> tuple:
        return self.W1, self.b1, self.W2, self.b2

    def moved(self, d: "Net", rate: float) -> "Net":
        return Net(*(p - rate * g for p, g in zip(self.parameters, d.parameters)), self.X)


def forward(W1, b1, W2, b2, X):
    net = Net(W1, b1, W2, b2, X)
    return net.A1, net.yhat


def loss(y: np.ndarray, yhat: np.ndarray) -> float:
    tiny = np.finfo(float).tiny
    y = np.asarray(y, dtype=float)
    return float(np.mean(-y * np.log(np.maximum(yhat, tiny)) - (1 - y) * np.log(np.maximum(1 - yhat, tiny))))


def backward(W1, b1, W2, b2, X, y):
    return Net(W1, b1, W2, b2, X).gradients(y).parameters


def train(W1, b1, W2, b2, X, y, rate, steps):
    net, losses = Net(W1, b1, W2, b2, X), []
    for _ in range(steps):
        losses.append(loss(y, net.yhat))
        net = net.moved(net.gradients(y), rate)
    return net.parameters, losses
