import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def forward(W1, b1, W2, b2, X):
    z1 = np.dot(W1, X) + b1
    a1 = sigmoid(z1)
    z2 = np.dot(W2, a1) + b2
    return a1, sigmoid(z2)


def loss(y, yhat):
    return -np.where(y == 1, np.log(yhat), np.log(1 - yhat)).mean()


def backward(W1, b1, W2, b2, X, y):
    N = X.shape[1]
    a1, yhat = forward(W1, b1, W2, b2, X)
    dz2 = yhat - y
    dW2 = np.dot(dz2, a1.T) / N
    db2 = np.sum(dz2, axis=1, keepdims=True) / N
    dz1 = np.dot(W2.T, dz2) * a1 * (1 - a1)
    dW1 = np.dot(dz1, X.T) / N
    db1 = np.sum(dz1, axis=1, keepdims=True) / N
    return dW1, db1, dW2, db2


def train(W1, b1, W2, b2, X, y, rate, steps):
    W1, b1, W2, b2 = W1.copy(), b1.copy(), W2.copy(), b2.copy()
    losses = []
    for _ in range(steps):
        _, yhat = forward(W1, b1, W2, b2, X)
        losses.append(loss(y, yhat))
        dW1, db1, dW2, db2 = backward(W1, b1, W2, b2, X, y)
        W1 -= rate * dW1
        b1 -= rate * db1
        W2 -= rate * dW2
        b2 -= rate * db2
    return (W1, b1, W2, b2), losses
