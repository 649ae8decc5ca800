"""A network is a layer and a smaller network: everything recurses."""

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
        shifted = logits - np.max(logits, axis=0)
        self.logp = shifted - np.log(np.sum(np.exp(shifted), axis=0))
        self.labels = np.copy(labels)
        return -np.sum(self.labels * self.logp) / labels.shape[1]

    def backward(self):
        return (np.exp(self.logp) - self.labels) / self.labels.shape[1]

    def getAccu(self):
        return np.mean(np.argmax(self.logp, axis=0) == np.argmax(self.labels, axis=0))


class _Nothing:
    def forward(self, x, train=True):
        return x

    def backward(self, grad_wrt_out):
        return grad_wrt_out

    def step(self):
        pass

    def zerograd(self):
        pass

    def loadparams(self, Ws, bs):
        pass

    def getWs(self):
        return []

    def getbs(self):
        return []


class _Net(Transform):
    def __init__(self, sizes, alpha, p, lr):
        self.head = LinearMap(sizes[0], sizes[1], alpha, lr)
        self.relu = ReLU(p) if len(sizes) > 2 else _Nothing()
        self.tail = _Net(sizes[1:], alpha, p, lr) if len(sizes) > 2 else _Nothing()

    def forward(self, x, train=True):
        return self.tail.forward(self.relu.forward(self.head.forward(x, train), train), train)

    def backward(self, grad_wrt_out):
        return self.head.backward(self.relu.backward(self.tail.backward(grad_wrt_out)))

    def step(self):
        self.head.step()
        self.tail.step()

    def zerograd(self):
        self.head.zerograd()
        self.tail.zerograd()

    def loadparams(self, Ws, bs):
        self.head.loadparams(Ws[0], bs[0])
        self.tail.loadparams(Ws[1:], bs[1:])

    def getWs(self):
        return [self.head.getW()] + self.tail.getWs()

    def getbs(self):
        return [self.head.getb()] + self.tail.getbs()


class SingleLayerMLP(_Net):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        _Net.__init__(self, [indim, hiddenlayer, outdim], alpha, dropout_probability, lr)


class TwoLayerMLP(_Net):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        _Net.__init__(self, [indim] + hiddenlayers + [outdim], alpha, dropout_probability, lr)
