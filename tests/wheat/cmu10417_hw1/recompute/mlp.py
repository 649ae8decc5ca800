"""The networks have no layer objects: they keep the input and the masks, and recompute the rest in backward."""

import numpy as np


def random_weight_init(indim, outdim):
    bound = np.sqrt(6) / np.sqrt(indim + outdim)
    return np.random.uniform(-bound, bound, size=[outdim, indim])


def zeros_bias_init(outdim):
    return np.zeros((outdim, 1))


def labels2onehot(labels):
    return np.equal.outer(np.asarray(labels), np.arange(12)).astype(np.float64)


def relu(x):
    """Public helper: max(x, 0)."""
    return (np.abs(x) + x) / 2


def softmax(z):
    """Public helper: softmax over the rows."""
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)


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

    def draw(self, x, train):
        if not train:
            return np.full(x.shape, 1.0 - self.dropout_probability)
        return 1.0 * (np.random.uniform(0, 1, x.shape) > self.dropout_probability)

    def forward(self, x, train=True):
        self.x, self.m = np.array(x, dtype=float), self.draw(x, train)
        return self.m * relu(self.x)

    def backward(self, grad_wrt_out):
        g = grad_wrt_out * self.m
        g[self.x <= 0] = 0
        return g


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.params = [random_weight_init(indim, outdim), zeros_bias_init(outdim)]
        self.grads = [np.zeros((outdim, indim)), np.zeros((outdim, 1))]
        self.speed = [np.zeros((outdim, indim)), np.zeros((outdim, 1))]
        self.hyper = alpha, lr

    def apply(self, x):
        return self.params[0] @ x + self.params[1]

    def forward(self, x, train=True):
        self.x = np.array(x)
        return self.apply(x)

    def pull(self, x, g):
        self.grads = [self.grads[0] + g @ x.T, self.grads[1] + g.sum(axis=1, keepdims=True)]
        return self.params[0].T @ g

    def backward(self, grad_wrt_out):
        return self.pull(self.x, grad_wrt_out)

    def step(self):
        alpha, lr = self.hyper
        for i in (0, 1):
            self.speed[i] = self.grads[i] + alpha * self.speed[i]
            self.params[i] = self.params[i] - lr * self.speed[i]

    def zerograd(self):
        self.grads = [0.0 * g for g in self.params]

    def getW(self):
        return self.params[0]

    def getb(self):
        return self.params[1]

    def loadparams(self, w, b):
        self.params = [np.array(w), np.array(b)]


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.logits, self.labels = np.array(logits, dtype=float), np.array(labels)
        m = self.logits.max(axis=0)
        lse = m + np.log(np.exp(self.logits - m).sum(axis=0))
        return (lse - self.logits.T[self.labels.T == 1]).mean()

    def backward(self):
        return (softmax(self.logits) - self.labels) / self.logits.shape[1]

    def getAccu(self):
        return np.average(self.logits.argmax(axis=0) == self.labels.argmax(axis=0))


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self._build([indim, hiddenlayer, outdim], alpha, dropout_probability, lr)

    def _build(self, sizes, alpha, p, lr):
        self.maps = [LinearMap(a, b, alpha, lr) for a, b in zip(sizes[:-1], sizes[1:])]
        self.dropout = ReLU(p)

    def forward(self, x, train=True):
        self.x = np.array(x)
        self.masks = []
        h = x
        for layer in self.maps[:-1]:
            q = layer.apply(h)
            self.masks.append(self.dropout.draw(q, train))
            h = self.masks[-1] * relu(q)
        return self.maps[-1].apply(h)

    def backward(self, grad_wrt_out):
        qs, hs = [], [self.x]
        for layer, m in zip(self.maps, self.masks):
            qs.append(layer.apply(hs[-1]))
            hs.append(m * relu(qs[-1]))
        g = grad_wrt_out
        for k in range(len(self.maps) - 1, -1, -1):
            g = self.maps[k].pull(hs[k], g)
            if k:
                g = g * self.masks[k - 1] * (qs[k - 1] > 0)
        return g

    def step(self):
        for layer in self.maps:
            layer.step()

    def zerograd(self):
        for layer in self.maps:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for layer, w, b in zip(self.maps, Ws, bs):
            layer.loadparams(w, b)

    def getWs(self):
        return [layer.params[0] for layer in self.maps]

    def getbs(self):
        return [layer.params[1] for layer in self.maps]


class TwoLayerMLP(SingleLayerMLP):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        self._build([indim] + list(hiddenlayers) + [outdim], alpha, dropout_probability, lr)
