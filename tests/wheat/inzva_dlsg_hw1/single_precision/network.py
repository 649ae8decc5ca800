"""float32 throughout, with a named tuple of parameters and in-place updates of copies."""

from collections import namedtuple

import numpy as np

P = namedtuple("P", "W1 b1 W2 b2")


def cast(a):
    return np.array(a, dtype=np.float32)


def sigmoid(z):
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    e = np.exp(z[~pos])
    out[~pos] = e / (1 + e)
    return out


def forward(W1, b1, W2, b2, X):
    p = P(*map(cast, (W1, b1, W2, b2)))
    h = sigmoid(p.W1 @ cast(X) + p.b1)
    return h, sigmoid(p.W2 @ h + p.b2)


def loss(y, yhat):
    y, yhat = cast(y), np.clip(yhat, 1e-15, 1 - 1e-15)
    return np.float32(-(y * np.log(yhat) + (1 - y) * np.log(1 - yhat)).mean())


def backward(W1, b1, W2, b2, X, y):
    X, y = cast(X), cast(y)
    h, yhat = forward(W1, b1, W2, b2, X)
    delta2 = (yhat - y) / X.shape[1]
    delta1 = (cast(W2).T @ delta2) * (h - h**2)
    return P(delta1 @ X.T, delta1.sum(1, keepdims=True), delta2 @ h.T, delta2.sum(1, keepdims=True))


def train(W1, b1, W2, b2, X, y, rate, steps):
    p = P(*map(cast, (W1, b1, W2, b2)))
    losses = []
    while len(losses) < steps:
        losses += [loss(y, forward(*p, X)[1])]
        for a, g in zip(p, backward(*p, X, y)):
            a -= np.float32(rate) * g
    return p, losses
