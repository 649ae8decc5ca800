"""Keyword-only extras with defaults, logging, type conversions of every argument."""

import logging
from typing import Optional, Union

import numpy as np

log = logging.getLogger(__name__)
logging.basicConfig(level=logging.WARNING)
Array = Union[np.ndarray, list]
VERSION = '1.0'


def random_weight_init(indim, outdim, *, gain=1.0, rng: Optional[np.random.Generator] = None):
    indim, outdim = int(indim), int(outdim)
    bound = gain * np.sqrt(6.0 / (indim + outdim))
    draw = np.random.uniform if rng is None else rng.uniform
    return draw(-bound, bound, (outdim, indim))


def zeros_bias_init(outdim, *, value=0.0):
    return np.full((int(outdim), 1), float(value))


def labels2onehot(labels: Array, *, classes: int = 12) -> np.ndarray:
    labels = np.asarray(labels).astype(int).reshape(-1)
    return np.squeeze(np.eye(classes)[labels.reshape(-1, 1)], axis=1)


class Transform:
    def forward(self, x, train=True):
        pass

    def backward(self, grad_wrt_out):
        pass

    def step(self):
        pass

    def zerograd(self):
        pass


class ReLU(Transform):
    def __init__(self, dropout_probability=0, *, name='relu'):
        self.dropout_probability = float(dropout_probability)
        self.name = name

    def forward(self, x, train=True):
        self.x = np.copy(x)
        self.mask = (
            np.random.uniform(0, 1, x.shape) > self.dropout_probability
            if train
            else 1 - self.dropout_probability
        )
        return np.maximum(x, 0) * self.mask

    def backward(self, grad_wrt_out):
        return grad_wrt_out * (self.x > 0) * self.mask


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01, *, weight_decay=0.0, name=''):
        self.w, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.dw, self.db = np.zeros((outdim, indim)), np.zeros((outdim, 1))
        self.vw, self.vb = np.zeros((outdim, indim)), np.zeros((outdim, 1))
        self.alpha, self.lr, self.weight_decay = float(alpha), float(lr), weight_decay
        log.debug('LinearMap %s: %d -> %d', name, indim, outdim)

    def forward(self, x, train=True):
        self.x = np.copy(x)
        return self.w @ x + self.b

    def backward(self, grad_wrt_out):
        self.dw = self.dw + grad_wrt_out @ self.x.T
        self.db = self.db + grad_wrt_out.sum(axis=1, keepdims=True)
        return self.w.T @ grad_wrt_out

    def step(self):
        self.vw = self.alpha * self.vw + (self.dw + self.weight_decay * self.w)
        self.vb = self.alpha * self.vb + self.db
        self.w = self.w - self.lr * self.vw
        self.b = self.b - self.lr * self.vb

    def zerograd(self):
        self.dw = np.zeros_like(self.w)
        self.db = np.zeros_like(self.b)

    def getW(self):
        return self.w

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.w, self.b = np.copy(w), np.copy(b)


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        shifted = logits - np.max(logits, axis=0)
        self.logp = shifted - np.log(np.sum(np.exp(shifted), axis=0))
        self.labels = np.copy(labels)
        return -np.sum(self.labels * self.logp) / labels.shape[1]

    def backward(self):
        return (np.exp(self.logp) - self.labels) / self.labels.shape[1]

    def getAccu(self):
        return np.mean(np.argmax(self.logp, axis=0) == np.argmax(self.labels, axis=0))


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.layers = [
            LinearMap(indim, hiddenlayer, alpha, lr),
            ReLU(dropout_probability),
            LinearMap(hiddenlayer, outdim, alpha, lr),
        ]

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
        for layer, w, b in zip(self.layers[::2], Ws, bs):
            layer.loadparams(w, b)

    def getWs(self):
        return [layer.getW() for layer in self.layers[::2]]

    def getbs(self):
        return [layer.getb() for layer in self.layers[::2]]


class TwoLayerMLP(SingleLayerMLP):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        first, second = hiddenlayers
        self.layers = [
            LinearMap(indim, first, alpha, lr),
            ReLU(dropout_probability),
            LinearMap(first, second, alpha, lr),
            ReLU(dropout_probability),
            LinearMap(second, outdim, alpha, lr),
        ]
