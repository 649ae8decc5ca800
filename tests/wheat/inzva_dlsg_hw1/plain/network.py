"""Literal formulas, simple sigmoid, literal logarithms, new arrays everywhere, a list of losses."""
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(W1, b1, W2, b2, X):
    A1 = sigmoid(W1 @ X + b1)
    return A1, sigmoid(W2 @ A1 + b2)


def loss(y, yhat):
    return -np.mean(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))


def backward(W1, b1, W2, b2, X, y):
    N = X.shape[1]
    A1, yhat = forward(W1, b1, W2, b2, X)
    dZ2 = (yhat - y) / N
    dZ1 = W2.T @ dZ2 * A1 * (1 - A1)
    return dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)


def train(W1, b1, W2, b2, X, y, rate, steps):
    losses = []
    for _ in range(steps):
        losses.append(loss(y, forward(W1, b1, W2, b2, X)[1]))
        dW1, db1, dW2, db2 = backward(W1, b1, W2, b2, X, y)
        W1 = W1 - rate * dW1
        b1 = b1 - rate * db1
        W2 = W2 - rate * dW2
        b2 = b2 - rate * db2
    return (W1, b1, W2, b2), losses
