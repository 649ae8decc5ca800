"""Layer objects with forward/backward methods and a mixin, deepcopy of the arguments, loss and gradient through the chain from dyhat kept safe."""
import copy
from abc import ABC, abstractmethod

import numpy as np


class Layer(ABC):
    @abstractmethod
    def forward(self, x): ...

    @abstractmethod
    def backward(self, d): ...

    def __call__(self, x):
        return self.forward(x)


class CountsMixin:
    calls = 0

    def forward(self, x):
        self.calls += 1
        return super().forward(x)


class _Affine(Layer):
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return self.W @ x + self.b

    def backward(self, d):
        self.dW = d @ self.x.T
        self.db = np.sum(d, axis=1).reshape(-1, 1)
        return self.W.T @ d


class Affine(CountsMixin, _Affine):
    pass


class Sigmoid(Layer):
    def forward(self, z):
        e = np.exp(-np.abs(z))
        self.s = np.where(z >= 0, 1, e) / (1 + e)
        return self.s

    def backward(self, d):
        return d * self.s * (1 - self.s)


class Network:
    def __init__(self, W1, b1, W2, b2):
        self.layers = [Affine(W1, b1), Sigmoid(), Affine(W2, b2), Sigmoid()]

    @property
    def params(self):
        one, _, two, _ = self.layers
        return one.W, one.b, two.W, two.b

    @property
    def grads(self):
        one, _, two, _ = self.layers
        return one.dW, one.db, two.dW, two.db

    def run(self, X):
        out = X
        for layer in self.layers:
            out = layer(out)
        return self.layers[1].s, out

    def back(self, y):
        # the last sigmoid and the loss together, so that nothing is divided by zero
        d = (self.layers[3].s - y) / y.shape[1]
        for layer in reversed(self.layers[:3]):
            d = layer.backward(d)
        return self.grads


def forward(W1, b1, W2, b2, X):
    return Network(W1, b1, W2, b2).run(X)


def loss(y, yhat):
    right = np.where(y == 1, yhat, 1 - yhat)
    return -np.log(np.fmax(right, 1e-200)).mean()


def backward(W1, b1, W2, b2, X, y):
    net = Network(W1, b1, W2, b2)
    net.run(X)
    return net.back(y)


def train(W1, b1, W2, b2, X, y, rate, steps):
    params = copy.deepcopy([W1, b1, W2, b2])
    losses = []
    for _ in range(steps):
        net = Network(*params)
        losses.append(float(loss(y, net.run(X)[1])))
        params = [p - rate * g for p, g in zip(net.params, net.back(y))]
    return tuple(params), tuple(losses)
