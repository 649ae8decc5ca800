import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def forward(W1, b1, W2, b2, X):
    a1 = sigmoid(np.einsum("hd,dn->hn", W1, X) + b1)
    return a1, sigmoid(np.einsum("oh,hn->on", W2, a1) + b2)


def loss(y, yhat):
    p = np.clip(yhat, 1e-12, 1 - 1e-12)
    return float(-(y * np.log(p) + (1 - y) * np.log1p(-p)).sum() / y.shape[1])


def backward(W1, b1, W2, b2, X, y):
    gradients = [np.zeros(p.shape) for p in (W1, b1, W2, b2)]
    a1, yhat = forward(W1, b1, W2, b2, X)
    for n in range(X.shape[1]):
        x, a = X[:, n : n + 1], a1[:, n : n + 1]
        dz2 = yhat[:, n : n + 1] - y[:, n : n + 1]
        dz1 = W2.T * dz2 * a * (1 - a)
        for total, one in zip(gradients, (dz1 @ x.T, dz1, dz2 @ a.T, dz2)):
            total += one / X.shape[1]
    return gradients


def train(W1, b1, W2, b2, X, y, rate, steps):
    losses = []
    for _ in range(steps):
        losses += [loss(y, forward(W1, b1, W2, b2, X)[1])]
        dW1, db1, dW2, db2 = backward(W1, b1, W2, b2, X, y)
        W1, b1, W2, b2 = W1 - rate * dW1, b1 - rate * db1, W2 - rate * dW2, b2 - rate * db2
    return [W1, b1, W2, b2], np.array(losses)
