"""Every factor of the chain rule by itself, examples one by one, in a class."""

import numpy as np


class Net:
    def __init__(self, *params):
        self.params = [np.array(p, dtype=float) for p in params]

    @staticmethod
    def squash(z):
        return 0.5 * (1.0 + np.tanh(0.5 * z))

    def run(self, x):
        W1, b1, W2, b2 = self.params
        h = self.squash(W1 @ x + b1)
        return h, self.squash(W2 @ h + b2)

    def grads(self, X, y):
        W1, b1, W2, b2 = self.params
        total = [np.zeros_like(p) for p in self.params]
        n = X.shape[1]
        for i in range(n):
            x, t = X[:, i : i + 1], y[:, i : i + 1]
            h, p = self.run(x)
            dp = -(t / p) + (1 - t) / (1 - p)
            dz2 = dp * p * (1 - p)
            dh = W2.T @ dz2
            dz1 = dh * h * (1 - h)
            for tot, g in zip(total, (dz1 @ x.T, dz1, dz2 @ h.T, dz2)):
                tot += g / n
        return total

    def descend(self, grads, rate):
        for p, g in zip(self.params, grads):
            p -= rate * g


def forward(W1, b1, W2, b2, X):
    return Net(W1, b1, W2, b2).run(X)


def loss(y, yhat):
    return float(np.mean(np.where(y == 1, -np.log(yhat), -np.log1p(-yhat))))


def backward(W1, b1, W2, b2, X, y):
    return tuple(Net(W1, b1, W2, b2).grads(X, y))


def train(W1, b1, W2, b2, X, y, rate, steps):
    net = Net(W1, b1, W2, b2)
    losses = np.zeros(steps)
    for k in range(steps):
        losses[k] = loss(y, net.run(X)[1])
        net.descend(net.grads(X, y), rate)
    return tuple(net.params), losses
