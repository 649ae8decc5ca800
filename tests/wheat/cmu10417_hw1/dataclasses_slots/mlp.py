"""Dataclasses for parameters, slots on the layers, an abstract base class."""

import abc
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Parameter:
    value: np.ndarray
    grad: np.ndarray = field(init=False)
    velocity: np.ndarray = field(init=False)

    def __post_init__(self):
        self.grad = np.zeros_like(self.value)
        self.velocity = np.zeros_like(self.value)

    def update(self, alpha, lr):
        self.velocity = alpha * self.velocity + self.grad
        self.value = self.value - lr * self.velocity

    def clear(self):
        self.grad = np.zeros_like(self.value)


def random_weight_init(indim, outdim):
    bound = np.sqrt(6.0 / (indim + outdim))
    return np.random.default_rng().uniform(-bound, bound, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    labels = np.asarray(labels, dtype=int).ravel()
    onehot = np.zeros((labels.shape[0], 12))
    np.put_along_axis(onehot, labels[:, None], 1, axis=1)
    return onehot


class Transform(abc.ABC):
    __slots__ = ()

    @abc.abstractmethod
    def forward(self, x, train=True):
        """To be overridden."""

    @abc.abstractmethod
    def backward(self, grad_wrt_out):
        """To be overridden."""

    def step(self):
        """Nothing to update by default."""

    def zerograd(self):
        """Nothing to clear by default."""


class ReLU(Transform):
    __slots__ = ("prob", "_d")

    def __init__(self, dropout_probability=0):
        self.prob = dropout_probability
        self._d = None

    def forward(self, x, train=True):
        gate = np.heaviside(x, 0.0)
        if train:
            gate *= np.random.uniform(0, 1, x.shape) > self.prob
        else:
            gate *= 1 - self.prob
        self._d = gate
        return np.multiply(x, gate)

    def backward(self, grad_wrt_out):
        assert self._d is not None, "forward first"
        assert grad_wrt_out.shape == self._d.shape
        return np.multiply(grad_wrt_out, self._d)


class LinearMap(Transform):
    __slots__ = ("W", "b", "alpha", "lr", "_x")

    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.W = Parameter(random_weight_init(indim, outdim))
        self.b = Parameter(zeros_bias_init(outdim))
        self.alpha = alpha
        self.lr = lr
        self._x = None

    def forward(self, x, train=True):
        self._x = np.ascontiguousarray(x).copy()
        return np.add(self.W.value.dot(self._x), self.b.value)

    def backward(self, grad_wrt_out):
        self.W.grad = self.W.grad + np.tensordot(grad_wrt_out, self._x, axes=(1, 1))
        self.b.grad = self.b.grad + np.sum(grad_wrt_out, axis=-1, keepdims=True)
        return np.tensordot(self.W.value, grad_wrt_out, axes=(0, 0))

    def step(self):
        for p in (self.W, self.b):
            p.update(self.alpha, self.lr)

    def zerograd(self):
        for p in (self.W, self.b):
            p.clear()

    def getW(self):
        return self.W.value

    def getb(self):
        return self.b.value

    def loadparams(self, w, b):
        self.W.value = np.array(w, dtype=np.float64)
        self.b.value = np.array(b, dtype=np.float64)


class SoftmaxCrossEntropyLoss:
    __slots__ = ("_p", "_y", "_accu")

    def forward(self, logits, labels):
        top = np.amax(logits, axis=0, keepdims=True)
        logsum = top + np.log(np.sum(np.exp(logits - top), axis=0, keepdims=True))
        self._p = np.exp(logits - logsum)
        self._y = np.array(labels, dtype=float)
        self._accu = np.mean(np.argmax(logits, axis=0) == np.argmax(labels, axis=0))
        return np.mean(logsum - np.sum(labels * logits, axis=0, keepdims=True))

    def backward(self):
        return (self._p - self._y) / self._y.shape[1]

    def getAccu(self):
        return self._accu


class MLP(Transform):
    __slots__ = ("stack",)

    def __init__(self, *widths, alpha, dropout_probability, lr):
        self.stack = []
        for n, (i, o) in enumerate(zip(widths, widths[1:])):
            if n:
                self.stack.append(ReLU(dropout_probability))
            self.stack.append(LinearMap(i, o, alpha, lr))

    def forward(self, x, train=True):
        out = x
        for item in self.stack:
            out = item.forward(out, train=train)
        return out

    def backward(self, grad_wrt_out):
        out = grad_wrt_out
        for item in self.stack[::-1]:
            out = item.backward(out)
        return out

    def step(self):
        for item in self.stack:
            item.step()

    def zerograd(self):
        for item in self.stack:
            item.zerograd()

    def loadparams(self, Ws, bs):
        for item, W, b in zip(self.stack[::2], Ws, bs):
            item.loadparams(W, b)

    def getWs(self):
        return [item.getW() for item in self.stack[::2]]

    def getbs(self):
        return [item.getb() for item in self.stack[::2]]


class SingleLayerMLP(MLP):
    __slots__ = ()

    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__(
            indim, hiddenlayer, outdim, alpha=alpha, dropout_probability=dropout_probability, lr=lr
        )


class TwoLayerMLP(MLP):
    __slots__ = ()

    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        super().__init__(
            indim,
            *hiddenlayers,
            outdim,
            alpha=alpha,
            dropout_probability=dropout_probability,
            lr=lr,
        )
