"""Turns the batch to rows inside and back at the ends; keeps W transposed, in Fortran order."""

import numpy as np


def random_weight_init(indim, outdim):
    lim = np.sqrt(6 / (indim + outdim))
    return np.asfortranarray(np.random.uniform(-lim, lim, (outdim, indim)))


def zeros_bias_init(outdim):
    return np.zeros((1, outdim)).T


def labels2onehot(labels):
    return np.equal.outer(np.asarray(labels), np.arange(12)).astype(np.float32)


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
        self.drop = dropout_probability

    def forward(self, x, train=True):
        if train:
            self.keep = np.random.uniform(0, 1, x.shape) > self.drop
            y = np.where(self.keep, x, 0)
            y = np.clip(y, 0, None)
            self.d = (y > 0) * 1
        else:
            y = np.clip(x, 0, None) * (1 - self.drop)
            self.d = (x > 0) * (1 - self.drop)
        return y

    def backward(self, grad_wrt_out):
        return self.d * grad_wrt_out


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.Wt = random_weight_init(indim, outdim).T
        self.b = zeros_bias_init(outdim).ravel()
        self.alpha, self.lr = alpha, lr
        self.dWt = np.zeros(self.Wt.shape)
        self.db = np.zeros(self.b.shape)
        self.mW = np.zeros(self.Wt.shape)
        self.mb = np.zeros(self.b.shape)

    def forward(self, x, train=True):
        self.rows = x.T.copy()
        return (self.rows @ self.Wt + self.b).T

    def backward(self, grad_wrt_out):
        g = grad_wrt_out.T
        self.dWt = self.dWt + self.rows.T @ g
        self.db = self.db + g.sum(0)
        return (g @ self.Wt.T).T

    def step(self):
        self.mW, self.mb = self.alpha * self.mW + self.dWt, self.alpha * self.mb + self.db
        self.Wt, self.b = self.Wt - self.lr * self.mW, self.b - self.lr * self.mb

    def zerograd(self):
        self.dWt, self.db = np.zeros(self.Wt.shape), np.zeros(self.b.shape)

    def getW(self):
        return self.Wt.T

    def getb(self):
        return self.b[:, None]

    def loadparams(self, w, b):
        self.Wt = np.array(w).T.copy()
        self.b = np.array(b).flatten()


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.z, self.y = logits.T.copy(), labels.T.copy()
        m = self.z.max(1, keepdims=True)
        e = np.exp(self.z - m)
        self.p = e / e.sum(1, keepdims=True)
        ll = (self.z - m - np.log(e.sum(1, keepdims=True)))[self.y.astype(bool)]
        return -ll.mean()

    def backward(self):
        return ((self.p - self.y) / self.z.shape[0]).T

    def getAccu(self):
        return np.mean(self.z.argmax(1) == self.y.argmax(1))


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.f = [
            LinearMap(indim, hiddenlayer, alpha, lr),
            ReLU(dropout_probability),
            LinearMap(hiddenlayer, outdim, alpha, lr),
        ]

    def forward(self, x, train=True):
        return self.f[2].forward(self.f[1].forward(self.f[0].forward(x, train), train), train)

    def backward(self, grad_wrt_out):
        return self.f[0].backward(self.f[1].backward(self.f[2].backward(grad_wrt_out)))

    def step(self):
        for f in self.f:
            f.step()

    def zerograd(self):
        for f in self.f:
            f.zerograd()

    def loadparams(self, Ws, bs):
        for f, w, b in zip(self.f[::2], Ws, bs):
            f.loadparams(w, b)

    def getWs(self):
        return tuple(f.getW() for f in self.f[::2])

    def getbs(self):
        return tuple(f.getb() for f in self.f[::2])


class TwoLayerMLP(Transform):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        self.f = [
            LinearMap(indim, hiddenlayers[0], alpha, lr),
            ReLU(dropout_probability),
            LinearMap(hiddenlayers[0], hiddenlayers[1], alpha, lr),
            ReLU(dropout_probability),
            LinearMap(hiddenlayers[1], outdim, alpha, lr),
        ]

    step = SingleLayerMLP.step
    zerograd = SingleLayerMLP.zerograd
    loadparams = SingleLayerMLP.loadparams
    getWs = SingleLayerMLP.getWs
    getbs = SingleLayerMLP.getbs

    def forward(self, x, train=True):
        h = x
        for f in self.f:
            h = f.forward(h, train)
        return h

    def backward(self, grad_wrt_out):
        h = grad_wrt_out
        for f in self.f[::-1]:
            h = f.backward(h)
        return h
