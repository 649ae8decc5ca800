"""Recursion: a network is a first layer and the network that follows it; generators walk along it."""

import numpy as np


def random_weight_init(indim, outdim):
    s = np.sqrt(6 / (outdim + indim))
    return np.random.uniform(-s, s, (outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    return np.fromiter((float(k == c) for k in labels for c in range(12)), float).reshape(-1, 12)


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
        self.d = None

    def forward(self, x, train=True):
        keep = np.random.uniform(0, 1, x.shape) > self.p if train else 1 - self.p
        self.d = np.multiply(keep, x > 0)
        return self.d * x

    def backward(self, grad_wrt_out):
        return self.d * grad_wrt_out


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.w = random_weight_init(indim, outdim)
        self.b = zeros_bias_init(outdim)
        self.alpha, self.lr = alpha, lr
        self.vw = self.vb = 0.0
        self.zerograd()

    def forward(self, x, train=True):
        self.x = x
        return self.w @ x + self.b

    def backward(self, grad_wrt_out):
        self.gw = self.gw + grad_wrt_out @ self.x.T
        self.gb = self.gb + grad_wrt_out.sum(axis=-1, keepdims=True)
        return self.w.T @ grad_wrt_out

    def step(self):
        self.vw = self.alpha * self.vw + self.gw
        self.vb = self.alpha * self.vb + self.gb
        self.w = self.w - self.lr * self.vw
        self.b = self.b - self.lr * self.vb

    def zerograd(self):
        self.gw = self.gb = 0.0

    def getW(self):
        return self.w

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.w, self.b = w.copy(), b.copy()


def _pairwise_max(rows):
    """The maximum over the rows by halving."""
    if len(rows) == 1:
        return rows[0]
    half = len(rows) // 2
    return np.maximum(_pairwise_max(rows[:half]), _pairwise_max(rows[half:]))


def _pairwise_lse(rows):
    """log sum exp over the rows by halving: lse(a, b) = max + log1p(exp(-|a - b|))."""
    if len(rows) == 1:
        return rows[0]
    half = len(rows) // 2
    a, b = _pairwise_lse(rows[:half]), _pairwise_lse(rows[half:])
    return np.maximum(a, b) + np.log1p(np.exp(-np.abs(a - b)))


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.z, self.y = logits, labels
        self.lse = _pairwise_lse(logits)
        return np.mean(self.lse - np.sum(labels * logits, axis=0))

    def backward(self):
        return (np.exp(self.z - self.lse) - self.y) / self.z.shape[1]

    def getAccu(self):
        return float(np.mean(np.argmax(self.z, axis=0) == np.argmax(self.y, axis=0)))


class _Link(Transform):
    """A layer and, if any, the link behind it."""

    def __init__(self, layer, rest=None):
        self.layer, self.rest = layer, rest

    def __iter__(self):
        yield self.layer
        if self.rest is not None:
            yield from self.rest

    def forward(self, x, train=True):
        out = self.layer.forward(x, train)
        return out if self.rest is None else self.rest.forward(out, train)

    def backward(self, grad_wrt_out):
        if self.rest is not None:
            grad_wrt_out = self.rest.backward(grad_wrt_out)
        return self.layer.backward(grad_wrt_out)


def _chain(sizes, p, alpha, lr):
    first, second, *others = sizes
    layer = LinearMap(first, second, alpha, lr)
    if not others:
        return _Link(layer)
    return _Link(layer, _Link(ReLU(p), _chain(sizes[1:], p, alpha, lr)))


class _Recursive(Transform):
    def linears(self):
        return (t for t in self.head if isinstance(t, LinearMap))

    def forward(self, x, train=True):
        return self.head.forward(x, train)

    def backward(self, grad_wrt_out):
        return self.head.backward(grad_wrt_out)

    def step(self):
        for t in self.head:
            t.step()

    def zerograd(self):
        for t in self.head:
            t.zerograd()

    def loadparams(self, Ws, bs):
        for t, w, b in zip(self.linears(), Ws, bs):
            t.loadparams(w, b)

    def getWs(self):
        return [t.w for t in self.linears()]

    def getbs(self):
        return [t.b for t in self.linears()]


class SingleLayerMLP(_Recursive):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.head = _chain([indim, hiddenlayer, outdim], dropout_probability, alpha, lr)


class TwoLayerMLP(_Recursive):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self.head = _chain([indim] + [h for h in hiddenlayers] + [outdim], dropout_probability, alpha, lr)
