"""Explicit Python loops over entries, units and examples, no product of matrices."""

import math

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
        self.dropout_probability = dropout_probability

    def forward(self, x, train=True):
        rows, cols = x.shape
        out = np.zeros((rows, cols))
        self.factor = np.zeros((rows, cols))
        if train:
            u = np.random.uniform(0, 1, x.shape)
        for i in range(rows):
            for j in range(cols):
                if x[i, j] > 0:
                    if not train:
                        self.factor[i, j] = 1 - self.dropout_probability
                    elif u[i, j] > self.dropout_probability:
                        self.factor[i, j] = 1
                    out[i, j] = x[i, j] * self.factor[i, j]
        return out

    def backward(self, grad_wrt_out):
        rows, cols = grad_wrt_out.shape
        g = np.zeros((rows, cols))
        for i in range(rows):
            for j in range(cols):
                g[i, j] = grad_wrt_out[i, j] * self.factor[i, j]
        return g


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.w, self.b = random_weight_init(indim, outdim), zeros_bias_init(outdim)
        self.dw, self.db = np.zeros((outdim, indim)), np.zeros((outdim, 1))
        self.vw, self.vb = np.zeros((outdim, indim)), np.zeros((outdim, 1))
        self.alpha, self.lr = alpha, lr

    def forward(self, x, train=True):
        self.x = np.copy(x)
        out = np.zeros((self.w.shape[0], x.shape[1]))
        for i in range(out.shape[0]):
            for j in range(out.shape[1]):
                out[i, j] = sum(self.w[i] * x[:, j]) if x.shape[0] < 9 else self.w[i].dot(x[:, j])
                out[i, j] += self.b[i, 0]
        return out

    def backward(self, grad_wrt_out):
        outdim = len(self.w)
        g = np.zeros(self.x.shape)
        for n in range(self.x.shape[1]):
            for i in range(outdim):
                self.db[i, 0] += grad_wrt_out[i, n]
                self.dw[i] += grad_wrt_out[i, n] * self.x[:, n]
                g[:, n] += grad_wrt_out[i, n] * self.w[i]
        return g

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
        classes, batch = logits.shape
        self.grad = np.zeros((classes, batch))
        self.correct = 0
        total = 0.0
        for j in range(batch):
            z = [float(v) for v in logits[:, j]]
            top = max(z)
            s = sum(math.exp(v - top) for v in z)
            for i in range(classes):
                self.grad[i, j] = (math.exp(z[i] - top) / s - labels[i, j]) / batch
                total -= labels[i, j] * (z[i] - top - math.log(s))
            self.correct += z.index(top) == list(labels[:, j]).index(1)
        self.batch = batch
        return total / batch

    def backward(self):
        return self.grad.copy()

    def getAccu(self):
        return self.correct / self.batch


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
