"""Weights behind properties and setters; gradients in one flat vector with views."""

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


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.alpha = alpha
        self.lr = lr
        self.shape = (outdim, indim)
        n = outdim * indim
        self._theta = np.zeros(n + outdim)
        self._theta[:n] = random_weight_init(indim, outdim).ravel()
        self._grad = np.zeros(n + outdim)
        self._vel = np.zeros(n + outdim)

    @property
    def W(self):
        return self._theta[: -self.shape[0]].reshape(self.shape)

    @W.setter
    def W(self, value):
        self._theta[: -self.shape[0]] = np.ravel(value)

    @property
    def b(self):
        return self._theta[-self.shape[0] :].reshape(-1, 1)

    @b.setter
    def b(self, value):
        self._theta[-self.shape[0] :] = np.ravel(value)

    def forward(self, x, train=True):
        self._x = x.copy()
        return self.W.dot(x) + self.b

    def backward(self, grad_wrt_out):
        self._grad += np.concatenate(
            [np.ravel(grad_wrt_out @ self._x.T), np.sum(grad_wrt_out, axis=1)]
        )
        return self.W.T.dot(grad_wrt_out)

    def step(self):
        self._vel = self.alpha * self._vel + self._grad
        self._theta -= self.lr * self._vel

    def zerograd(self):
        self._grad = np.zeros_like(self._grad)

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.W = w
        self.b = b


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
