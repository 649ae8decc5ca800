"""Dataclasses with default factories, a Parameter record that holds value, gradient and velocity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional, Sequence

import numpy as np


def random_weight_init(indim: int, outdim: int) -> np.ndarray:
    bound: float = float(np.sqrt(6.0 / (indim + outdim)))
    return np.random.default_rng().uniform(-bound, bound, size=(outdim, indim))


def zeros_bias_init(outdim: int) -> np.ndarray:
    return np.zeros(shape=(outdim, 1))


def labels2onehot(labels: Sequence[int]) -> np.ndarray:
    index = np.asarray(labels, dtype=np.intp).ravel()
    onehot = np.zeros((index.size, 12))
    np.put_along_axis(onehot, index[:, None], 1.0, axis=1)
    return onehot


@dataclass
class Parameter:
    value: np.ndarray
    grad: np.ndarray = field(init=False)
    velocity: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.grad = np.zeros_like(self.value)
        self.velocity = np.zeros_like(self.value)

    def accumulate(self, g: np.ndarray) -> None:
        self.grad = self.grad + g

    def clear(self) -> None:
        self.grad = np.zeros_like(self.value)

    def update(self, lr: float, alpha: float) -> None:
        self.velocity = alpha * self.velocity + self.grad
        self.value = self.value - lr * self.velocity

    def load(self, value: np.ndarray) -> None:
        self.value = np.array(value, dtype=np.float64).reshape(self.value.shape)


class Transform:
    def forward(self, x, train=True):
        ...

    def backward(self, grad_wrt_out):
        ...

    def step(self):
        ...

    def zerograd(self):
        ...


@dataclass
class ReLU(Transform):
    dropout_probability: float = 0
    gate: Optional[np.ndarray] = field(default=None, init=False, repr=False)

    def forward(self, x: np.ndarray, train: bool = True) -> np.ndarray:
        positive = (x > 0).astype(np.float64)
        if train:
            drawn = np.random.uniform(0, 1, x.shape)
            self.gate = positive * (drawn > self.dropout_probability)
        else:
            self.gate = positive * (1.0 - self.dropout_probability)
        return np.multiply(x, self.gate)

    def backward(self, grad_wrt_out: np.ndarray) -> np.ndarray:
        assert self.gate is not None, "backward before forward"
        assert self.gate.shape == grad_wrt_out.shape
        return np.multiply(grad_wrt_out, self.gate)


@dataclass
class LinearMap(Transform):
    indim: int
    outdim: int
    alpha: float = 0
    lr: float = 0.01
    W: Parameter = field(init=False, repr=False)
    b: Parameter = field(init=False, repr=False)
    last: Optional[np.ndarray] = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.W = Parameter(random_weight_init(self.indim, self.outdim))
        self.b = Parameter(zeros_bias_init(self.outdim))

    def forward(self, x, train=True):
        self.last = x
        return self.W.value @ x + self.b.value

    def backward(self, grad_wrt_out):
        self.W.accumulate(grad_wrt_out @ self.last.T)
        self.b.accumulate(grad_wrt_out @ np.ones((grad_wrt_out.shape[1], 1)))
        return self.W.value.T @ grad_wrt_out

    def step(self):
        for p in (self.W, self.b):
            p.update(self.lr, self.alpha)

    def zerograd(self):
        for p in (self.W, self.b):
            p.clear()

    def getW(self):
        return self.W.value

    def getb(self):
        return self.b.value

    def loadparams(self, w, b):
        self.W.load(w)
        self.b.load(b)


@dataclass
class SoftmaxCrossEntropyLoss:
    logp: Optional[np.ndarray] = None
    labels: Optional[np.ndarray] = None

    def forward(self, logits, labels):
        z = logits - logits.max(axis=0, keepdims=True)
        self.logp = z - np.log(np.exp(z).sum(axis=0, keepdims=True))
        self.labels = np.array(labels)
        return float(np.mean(np.sum(-self.labels * self.logp, axis=0)))

    def backward(self):
        return (np.exp(self.logp) - self.labels) / self.labels.shape[1]

    def getAccu(self):
        hits = np.argmax(self.logp, 0) == np.argmax(self.labels, 0)
        return float(hits.sum() / hits.size)


@dataclass(eq=False)
class _Net(Transform):
    layers: List[Transform]

    def forward(self, x, train=True):
        for layer in self.layers:
            x = layer.forward(x, train=train)
        return x

    def backward(self, grad_wrt_out):
        for layer in self.layers[::-1]:
            grad_wrt_out = layer.backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for layer in self.layers:
            layer.step()

    def zerograd(self):
        for layer in self.layers:
            layer.zerograd()

    @property
    def linears(self) -> List[LinearMap]:
        return [t for t in self.layers if isinstance(t, LinearMap)]

    def loadparams(self, Ws, bs):
        assert len(Ws) == len(bs) == len(self.linears)
        for layer, w, b in zip(self.linears, Ws, bs):
            layer.loadparams(w, b)

    def getWs(self):
        return [t.getW() for t in self.linears]

    def getbs(self):
        return [t.getb() for t in self.linears]


class SingleLayerMLP(_Net):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__([LinearMap(indim, hiddenlayer, alpha, lr), ReLU(dropout_probability),
                          LinearMap(hiddenlayer, outdim, alpha, lr)])


class TwoLayerMLP(_Net):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        a, b = hiddenlayers
        super().__init__([LinearMap(indim, a, alpha, lr), ReLU(dropout_probability),
                          LinearMap(a, b, alpha, lr), ReLU(dropout_probability),
                          LinearMap(b, outdim, alpha, lr)])
