"""Loops over samples and units, math.exp with two branches, outer products summed, numpy only as a container."""
import math

import numpy as np


def sig(z):
    """A stable sigmoid of one number."""
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    e = math.exp(z)
    return e / (1.0 + e)


def forward(W1, b1, W2, b2, X):
    hidden, D = W1.shape
    N = X.shape[1]
    A = np.zeros((hidden, N))
    P = np.zeros((1, N))
    for n in range(N):
        out = float(b2[0, 0])
        for j in range(hidden):
            z = float(b1[j, 0])
            for d in range(D):
                z += float(W1[j, d]) * float(X[d, n])
            A[j, n] = sig(z)
            out += float(W2[0, j]) * A[j, n]
        P[0, n] = sig(out)
    return A, P


def loss(y, yhat):
    total = 0.0
    for t, p in zip(np.ravel(y), np.ravel(yhat)):
        q = float(p) if t == 1 else 1.0 - float(p)
        total += -math.log(max(q, 1e-300))
    return total / np.size(y)


def backward(W1, b1, W2, b2, X, y):
    A, P = forward(W1, b1, W2, b2, X)
    dW1, db1 = np.zeros(W1.shape), np.zeros(b1.shape)
    dW2, db2 = np.zeros(W2.shape), np.zeros(b2.shape)
    N = X.shape[1]
    for n in range(N):
        x, a = X[:, n:n + 1], A[:, n:n + 1]
        d2 = P[0, n] - y[0, n]
        dW2 += d2 * a.T
        db2 += d2
        d1 = W2.T * d2 * a * (1 - a)
        dW1 += np.outer(d1, x)
        db1 += d1
    for g in (dW1, db1, dW2, db2):
        g /= N
    return dW1, db1, dW2, db2


def train(W1, b1, W2, b2, X, y, rate, steps):
    p = [np.array(a, dtype=float) for a in (W1, b1, W2, b2)]
    losses = np.zeros(steps)
    for k in range(steps):
        losses[k] = loss(y, forward(*p, X)[1])
        grads = backward(*p, X, y)
        for i in range(4):
            p[i] -= rate * grads[i]
    return tuple(p), losses
