"""Weights are kept as (indim, outdim) and biases flat; properties and the getters give the asked shapes."""

import numpy as np


def random_weight_init(indim, outdim):
    limit = (6 / (indim + outdim)) ** 0.5
    return np.random.uniform(low=-limit, high=limit, size=(outdim, indim))


def zeros_bias_init(outdim):
    return np.zeros(outdim)[:, None]


def labels2onehot(labels):
    return np.take(np.eye(12), np.asarray(labels, dtype=int), axis=0)


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
        self._rate = dropout_probability
        self._rows = None

    @property
    def keep_probability(self):
        return 1 - self._rate

    def forward(self, x, train=True):
        if train:
            kept = np.random.uniform(0, 1, x.shape) > self._rate
        else:
            kept = self.keep_probability
        self._rows = (kept * (x > 0)).T
        return (x.T * self._rows).T

    def backward(self, grad_wrt_out):
        return (grad_wrt_out.T * self._rows).T


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self._k = random_weight_init(indim, outdim).T.copy()
        self._c = zeros_bias_init(outdim).ravel()
        self._dk, self._dc = np.zeros((indim, outdim)), np.zeros(outdim)
        self._mk, self._mc = np.zeros((indim, outdim)), np.zeros(outdim)
        self._alpha, self._lr = alpha, lr

    @property
    def W(self):
        return self._k.T

    @W.setter
    def W(self, w):
        self._k = np.array(np.transpose(w), dtype=float)

    @property
    def b(self):
        return self._c[:, None]

    @b.setter
    def b(self, b):
        self._c = np.array(b, dtype=float).ravel()

    def forward(self, x, train=True):
        self._rows = x.T
        return (self._rows @ self._k + self._c).T

    def backward(self, grad_wrt_out):
        rows = grad_wrt_out.T
        self._dk += self._rows.T @ rows
        self._dc += rows.sum(0)
        return (rows @ self._k.T).T

    def step(self):
        self._mk = self._alpha * self._mk + self._dk
        self._mc = self._alpha * self._mc + self._dc
        self._k = self._k - self._lr * self._mk
        self._c = self._c - self._lr * self._mc

    def zerograd(self):
        self._dk = np.zeros(self._k.shape)
        self._dc = np.zeros(self._c.shape)

    def getW(self):
        return self.W

    def getb(self):
        return self.b

    def loadparams(self, w, b):
        self.W, self.b = w, b


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        z = np.asarray(logits).T
        self._t = np.asarray(labels).T
        self._z = z - np.max(z, axis=-1, keepdims=True)
        self._norm = np.exp(self._z).sum(axis=-1, keepdims=True)
        per_sample = np.log(self._norm)[:, 0] - np.sum(self._z * self._t, axis=-1)
        return per_sample.mean()

    @property
    def probabilities(self):
        return (np.exp(self._z) / self._norm).T

    def backward(self):
        return (self.probabilities - self._t.T) / len(self._t)

    def getAccu(self):
        return np.mean(self._z.argmax(-1) == self._t.argmax(-1))


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.hidden = LinearMap(indim, hiddenlayer, alpha, lr)
        self.relu = ReLU(dropout_probability)
        self.out = LinearMap(hiddenlayer, outdim, alpha, lr)

    @property
    def linears(self):
        return self.hidden, self.out

    def forward(self, x, train=True):
        return self.out.forward(self.relu.forward(self.hidden.forward(x), train))

    def backward(self, grad_wrt_out):
        return self.hidden.backward(self.relu.backward(self.out.backward(grad_wrt_out)))

    def step(self):
        for layer in self.linears:
            layer.step()

    def zerograd(self):
        for layer in self.linears:
            layer.zerograd()

    def loadparams(self, Ws, bs):
        for layer, layer.W, layer.b in zip(self.linears, Ws, bs):
            pass

    def getWs(self):
        return [layer.W for layer in self.linears]

    def getbs(self):
        return [layer.b for layer in self.linears]


class TwoLayerMLP(SingleLayerMLP):
    def __init__(self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1,
                 dropout_probability=0, lr=0.01):
        first, second = hiddenlayers
        self.hidden = LinearMap(indim, first, alpha, lr)
        self.relu = ReLU(dropout_probability)
        self.out = SingleLayerMLP(first, outdim, second, alpha, dropout_probability, lr)

    @property
    def linears(self):
        return (self.hidden, *self.out.linears)

    def forward(self, x, train=True):
        return self.out.forward(self.relu.forward(self.hidden.forward(x), train), train)
