"""A Sequential container with add(), iterated by the networks through a mixin."""

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
    """A function of one input."""

    trainable = False

    def forward(self, x, train=True):
        raise NotImplementedError

    def backward(self, grad_wrt_out):
        raise NotImplementedError

    def step(self):
        """Overridden by what has parameters."""

    def zerograd(self):
        """Overridden by what has parameters."""

    def __call__(self, *args, **kwargs):
        return self.forward(*args, **kwargs)


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
    trainable = True

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


class Sequential(Transform):
    def __init__(self):
        self._items = []

    def add(self, item):
        self._items.append(item)
        return self

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def __getitem__(self, i):
        return self._items[i]

    def forward(self, x, train=True):
        for item in self:
            x = item(x, train=train)
        return x

    def backward(self, grad_wrt_out):
        for i in range(len(self) - 1, -1, -1):
            grad_wrt_out = self[i].backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for item in self:
            item.step()

    def zerograd(self):
        for item in self:
            item.zerograd()


class ParameterMixin:
    def _trainable(self):
        return (item for item in self if item.trainable)

    def loadparams(self, Ws, bs):
        for item, w, b in zip(self._trainable(), Ws, bs):
            item.loadparams(w, b)

    def getWs(self):
        return [item.getW() for item in self._trainable()]

    def getbs(self):
        return [item.getb() for item in self._trainable()]


class SingleLayerMLP(ParameterMixin, Sequential):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        super().__init__()
        self.add(LinearMap(indim, hiddenlayer, alpha, lr)).add(ReLU(dropout_probability))
        self.add(LinearMap(hiddenlayer, outdim, alpha, lr))


class TwoLayerMLP(ParameterMixin, Sequential):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        super().__init__()
        last = indim
        for width in hiddenlayers:
            self.add(LinearMap(last, width, alpha, lr)).add(ReLU(dropout_probability))
            last = width
        self.add(LinearMap(last, outdim, alpha, lr))
