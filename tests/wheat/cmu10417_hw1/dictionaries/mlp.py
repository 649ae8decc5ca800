"""Parameters, gradients and velocities in dictionaries; the forward's cache as well."""

import math

import numpy as np
from numpy.random import uniform


def random_weight_init(indim, outdim):
    r = math.sqrt(6) / math.sqrt(indim + outdim)
    return uniform(-r, r, (outdim, indim))


def zeros_bias_init(outdim):
    return np.array([[0.0]] * outdim)


def labels2onehot(labels):
    n = len(labels)
    res = np.zeros(n * 12)
    res[np.arange(n) * 12 + labels] = 1.0
    return res.reshape(n, 12)


class Transform:
    params = ()

    def forward(self, x, train=True):
        return x

    def backward(self, grad_wrt_out):
        return grad_wrt_out

    def step(self):
        pass

    def zerograd(self):
        pass


class ReLU(Transform):
    def __init__(self, dropout_probability=0):
        self.config = dict(p=dropout_probability)
        self.cache = {}

    def forward(self, x, train=True):
        p = self.config["p"]
        self.cache = {"x": np.array(x), "train": train}
        out = x * (x > 0)
        if train:
            self.cache["keep"] = uniform(0, 1, x.shape) > p
            return out * self.cache["keep"]
        return out * (1 - p)

    def backward(self, grad_wrt_out):
        g = grad_wrt_out * (self.cache["x"] > 0)
        if self.cache["train"]:
            return g * self.cache["keep"]
        return g * (1 - self.config["p"])


class LinearMap(Transform):
    def __init__(self, indim, outdim, alpha=0, lr=0.01):
        self.config = dict(alpha=alpha, lr=lr)
        self.p = {"W": random_weight_init(indim, outdim), "b": zeros_bias_init(outdim)}
        self.v = {k: np.zeros(a.shape) for k, a in self.p.items()}
        self.g = {k: np.zeros(a.shape) for k, a in self.p.items()}
        self.cache = {}

    def forward(self, x, train=True):
        self.cache["x"] = x.copy()
        return self.p["W"].dot(x) + self.p["b"]

    def backward(self, grad_wrt_out):
        # one outer product for each example, added up
        for d, x in zip(grad_wrt_out.T, self.cache["x"].T):
            self.g["W"] += np.outer(d, x)
            self.g["b"] += d[:, None]
        return np.array([self.p["W"].T.dot(d) for d in grad_wrt_out.T]).T

    def step(self):
        a, lr = self.config["alpha"], self.config["lr"]
        for k in self.p:
            self.v[k] = a * self.v[k] + self.g[k]
            self.p[k] = self.p[k] - lr * self.v[k]

    def zerograd(self):
        for k in self.g:
            self.g[k][:] = 0

    def getW(self):
        return self.p["W"]

    def getb(self):
        return self.p["b"]

    def loadparams(self, w, b):
        self.p.update(W=w.copy(), b=b.copy())


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        self.cache = {"z": logits.copy(), "y": labels.copy()}
        z = logits - np.max(logits, axis=0, keepdims=True)
        s = np.exp(z).sum(axis=0, keepdims=True)
        self.cache["p"] = np.exp(z) / s
        losses = [-(y * (col - np.log(t))).sum() for y, col, t in zip(labels.T, z.T, s[0])]
        return sum(losses) / len(losses)

    def backward(self):
        p, y = self.cache["p"], self.cache["y"]
        return p / y.shape[1] - y / y.shape[1]

    def getAccu(self):
        guess = self.cache["z"].T.argmax(1)
        truth = self.cache["y"].T.argmax(1)
        return np.average(guess == truth)


class SingleLayerMLP(Transform):
    def __init__(self, indim, outdim, hiddenlayer=100, alpha=0.1, dropout_probability=0, lr=0.01):
        self.modules = {
            "fc1": LinearMap(indim, hiddenlayer, alpha=alpha, lr=lr),
            "relu1": ReLU(dropout_probability),
            "fc2": LinearMap(hiddenlayer, outdim, alpha=alpha, lr=lr),
        }

    def _fcs(self):
        return [m for name, m in self.modules.items() if name.startswith("fc")]

    def forward(self, x, train=True):
        for m in self.modules.values():
            x = m.forward(x, train)
        return x

    def backward(self, grad_wrt_out):
        for m in list(self.modules.values())[::-1]:
            grad_wrt_out = m.backward(grad_wrt_out)
        return grad_wrt_out

    def step(self):
        for m in self.modules.values():
            m.step()

    def zerograd(self):
        for m in self.modules.values():
            m.zerograd()

    def loadparams(self, Ws, bs):
        for m, w, b in zip(self._fcs(), Ws, bs):
            m.loadparams(w, b)

    def getWs(self):
        return [m.getW() for m in self._fcs()]

    def getbs(self):
        return [m.getb() for m in self._fcs()]


class TwoLayerMLP(SingleLayerMLP):
    def __init__(
        self, indim, outdim, hiddenlayers=[100, 100], alpha=0.1, dropout_probability=0, lr=0.01
    ):
        self.modules = {
            "fc1": LinearMap(indim, hiddenlayers[0], alpha=alpha, lr=lr),
            "relu1": ReLU(dropout_probability),
            "fc2": LinearMap(hiddenlayers[0], hiddenlayers[1], alpha=alpha, lr=lr),
            "relu2": ReLU(dropout_probability),
            "fc3": LinearMap(hiddenlayers[1], outdim, alpha=alpha, lr=lr),
        }
