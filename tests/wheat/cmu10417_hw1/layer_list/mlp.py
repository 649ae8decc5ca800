"""One network class over a list of layers; both MLPs are three-line subclasses."""

from __future__ import annotations

from typing import List, Sequence

import numpy as np


def random_weight_init(indim: int, outdim: int) -> np.ndarray:
    limit = (6 / (indim + outdim)) ** 0.5
    return limit * (2 * np.random.rand(outdim, indim) - 1)


def zeros_bias_init(outdim: int) -> np.ndarray:
    return np.zeros((outdim, 1), dtype=np.float64)


def labels2onehot(labels) -> np.ndarray:
    return (np.arange(12)[None, :] == np.asarray(labels).reshape(-1, 1)).astype(int)


class Transform:
    def forward(self, x, train=True): ...

    def backward(self, grad_wrt_out): ...

    def step(self): ...

    def zerograd(self): ...


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        super().__init__()
        self.dropout = dropout_probability
        self._slope = None

    def forward(self, x, train=True):
        slope = (x >= 0).astype(float)
        if train:
            slope = slope * (np.random.uniform(size=x.shape) > self.dropout)
        else:
            slope = slope * (1.0 - self.dropout)
        self._slope = slope
        return x * slope

    def backward(self, grad_wrt_out):
        return self._slope * grad_wrt_out


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        super().__init__()
        self.alpha, self.lr = alpha, lr
        self.params = [random_weight_init(indim, outdim), zeros_bias_init(outdim)]
        self.velocity = [0.0, 0.0]
        self.zerograd()

    def forward(self, x, train=True):
        self._in = np.array(x)
        W, b = self.params
        return W.dot(x) + b

    def backward(self, grad_wrt_out):
        new = [
            grad_wrt_out.dot(self._in.T),
            grad_wrt_out.dot(np.ones((grad_wrt_out.shape[1], 1))),
        ]
        self.grads = [old + n for old, n in zip(self.grads, new)]
        return self.params[0].T.dot(grad_wrt_out)

    def step(self):
        self.velocity = [self.alpha * v + g for v, g in zip(self.velocity, self.grads)]
        self.params = [p - self.lr * v for p, v in zip(self.params, self.velocity)]

    def zerograd(self):
        self.grads = [0.0, 0.0]

    def getW(self):
        return self.params[0].copy()

    def getb(self):
        return self.params[1].copy()

    def loadparams(self, w, b):
        self.params = [np.array(w, dtype=float), np.array(b, dtype=float)]


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        e = np.exp(logits - np.max(logits, axis=0))
        self.p = e / e.sum(0)
        self.y = np.array(labels)
        # the log of the exact sum: log(p) may be log(0)
        lse = np.log(e.sum(0)) + np.max(logits, axis=0)
        return float(np.mean(lse - (labels * logits).sum(0)))

    def backward(self):
        return (self.p - self.y) / self.y.shape[-1]

    def getAccu(self):
        n = self.y.shape[1]
        return sum(np.argmax(self.p[:, i]) == np.argmax(self.y[:, i]) for i in range(n)) / n


class _Network(Transform):
    def __init__(self, sizes: Sequence[int], alpha, dropout_probability, lr):
        self.layers: List[Transform] = []
        for a, b in zip(sizes[:-1], sizes[1:]):
            self.layers += [LinearMap(a, b, alpha, lr), ReLU(dropout_probability)]
        self.layers.pop()

    @property
    def linears(self):
        return [layer for layer in self.layers if isinstance(layer, LinearMap)]

    def forward(self, x, train=True):
        for layer in self.layers:
            x = layer.forward(x, train)
        return x

    def backward(self, grad_wrt_out):
        for layer in reversed(self.layers):
            grad_wrt_out = layer.backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for layer in self.layers:
            layer.step()

    def zerograd(self):
        for layer in self.layers:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for layer, w, b in zip(self.linears, Ws, bs):
            layer.loadparams(w, b)

    def getWs(self):
        return [layer.getW() for layer in self.linears]

    def getbs(self):
        return [layer.getb() for layer in self.linears]


class SingleLayerMLP(_Network):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)


class TwoLayerMLP(_Network):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        super().__init__([indim, *hiddenlayers, outdim], alpha, dropout_probability, lr)
