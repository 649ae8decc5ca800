"""einsum, a cache passed between helpers, recursion over the steps; prints at the bottom."""

import numpy as np
import torch
import torch.nn as nn

plt = None
try:
    import matplotlib.pyplot as plt
except ImportError:
    pass


def _forward(params, X):
    W1, b1, W2, b2 = params
    z1 = np.einsum("hd,dn->hn", W1, X) + b1
    h = np.reciprocal(1 + np.exp(-z1))
    z2 = np.einsum("oh,hn->on", W2, h) + b2
    return dict(X=X, z1=z1, h=h, z2=z2, yhat=np.reciprocal(1 + np.exp(-z2)))


def forward(W1, b1, W2, b2, X):
    cache = _forward((W1, b1, W2, b2), X)
    return [cache["h"], cache["yhat"]]


def loss(y, yhat):
    return np.average(-y * np.log(yhat) - (1 - y) * np.log(1 - yhat))


def _backward(params, cache, y):
    n = y.size
    d2 = cache["yhat"] - y
    d1 = np.einsum("oh,on->hn", params[2], d2) * cache["h"] * (1 - cache["h"])
    return [
        np.einsum("hn,dn->hd", d1, cache["X"]) / n,
        np.mean(d1, axis=1, keepdims=True),
        np.einsum("on,hn->oh", d2, cache["h"]) / n,
        np.mean(d2, axis=1, keepdims=True),
    ]


def backward(W1, b1, W2, b2, X, y):
    params = (W1, b1, W2, b2)
    return _backward(params, _forward(params, X), y)


def train(W1, b1, W2, b2, X, y, rate, steps):
    params = (W1, b1, W2, b2)
    if steps == 0:
        return params, []
    cache = _forward(params, X)
    now = loss(y, cache["yhat"])
    params = tuple(p - rate * g for p, g in zip(params, _backward(params, cache, y)))
    params, later = train(*params, X, y, rate, steps - 1)
    return params, [now] + later


X_test = np.random.rand(2, 8)
y_test = np.round(np.random.rand(1, 8))
p_test, l_test = train(
    np.random.randn(3, 2), np.zeros((3, 1)), np.random.randn(1, 3), np.zeros((1, 1)),
    X_test, y_test, 0.5, 10,
)
print("loss:", l_test)
if plt is not None:
    plt.plot(l_test)
    plt.show()
