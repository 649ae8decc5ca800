"""Momentum lives in an optimizer object of its own that every LinearMap owns."""

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
        self.x = np.copy(x)
        self.mask = (
            np.random.uniform(0, 1, x.shape) > self.dropout_probability
            if train
            else 1 - self.dropout_probability
        )
        return np.maximum(x, 0) * self.mask

    def backward(self, grad_wrt_out):
        return grad_wrt_out * (self.x > 0) * self.mask


class MomentumSGD:
    def __init__(self, lr, alpha):
        self.lr, self.alpha = lr, alpha
        self.state = {}

    def update(self, key, param, grad):
        v = self.alpha * self.state.get(key, np.zeros_like(param)) - self.lr * grad
        self.state[key] = v
        return param + v


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.optimizer = MomentumSGD(lr, alpha)
        self.loadparams(random_weight_init(indim, outdim), zeros_bias_init(outdim))
        self.zerograd()

    def forward(self, x, train=True):
        self.inputs = [x.copy()]
        return self.w @ x + self.b

    def backward(self, grad_wrt_out):
        x = self.inputs[-1]
        self.pending.append((grad_wrt_out.copy(), x))
        return self.w.T @ grad_wrt_out

    def step(self):
        # gradients aren't added up before they are needed
        dw = sum((g @ x.T for g, x in self.pending), np.zeros(self.w.shape))
        db = sum((g.sum(1, keepdims=True) for g, _ in self.pending), np.zeros(self.b.shape))
        self.w = self.optimizer.update("w", self.w, dw)
        self.b = self.optimizer.update("b", self.b, db)

    def zerograd(self):
        self.pending = []

    def getW(self):
        return np.array(self.w)

    def getb(self):
        return np.array(self.b)

    def loadparams(self, w, b):
        self.w = np.array(w, dtype=float, order="F")
        self.b = np.array(b, dtype=float)


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
