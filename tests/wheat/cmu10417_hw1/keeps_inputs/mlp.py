"""Keeps the inputs only; backward and getAccu compute everything again."""

import numpy as np


def random_weight_init(indim, outdim):
    bound = np.sqrt(6.0 / (indim + outdim))
    return np.random.uniform(-bound, bound, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    onehot = np.zeros((len(labels), 12))
    for i, label in enumerate(labels):
        onehot[i, label] = 1
    return onehot


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
    def __init__(self, dropout_probability=0):
        self.p = dropout_probability

    def forward(self, x, train=True):
        self.x, self.train = x.copy(), train
        self.u = np.random.uniform(0, 1, x.shape) if train else None
        return self._f(x)

    def _f(self, x):
        kept = (self.u > self.p) if self.train else (1 - self.p)
        return (abs(x) + x) / 2 * kept

    def backward(self, grad_wrt_out):
        kept = (self.u > self.p) if self.train else (1 - self.p)
        return np.where(self.x > 0, grad_wrt_out, 0) * kept


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.w, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.dw, self.db = np.zeros((outdim, indim)), np.zeros((outdim, 1))
        self.vw, self.vb = np.zeros((outdim, indim)), np.zeros((outdim, 1))
        self.alpha, self.lr = alpha, lr

    def forward(self, x, train=True):
        self.x = np.copy(x)
        return self.w @ x + self.b

    def backward(self, grad_wrt_out):
        self.dw = self.dw + grad_wrt_out @ self.x.T
        self.db = self.db + grad_wrt_out.sum(axis=1, keepdims=True)
        return self.w.T @ grad_wrt_out

    def step(self):
        self.vw = self.alpha * self.vw + self.dw
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
        self.logits = logits.copy()
        self.labels = labels.copy()
        return -np.mean(np.sum(labels * log_softmax(logits), axis=0))

    def backward(self):
        n = self.logits.shape[1]
        return np.divide(np.exp(log_softmax(self.logits)) - self.labels, n)

    def getAccu(self):
        best = self.logits == self.logits.max(axis=0, keepdims=True)
        return float((best * self.labels).sum() / self.labels.sum())


def log_softmax(z):
    z = z - z.max(axis=0, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=0, keepdims=True))


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
