"""As the lecture derives it, with the short formula for the last layer's error."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(W1, b1, W2, b2, X):
    A1 = sigmoid(np.dot(W1, X) + b1)
    A2 = sigmoid(np.dot(W2, A1) + b2)
    return A1, A2


def loss(y, yhat):
    m = y.shape[1]
    return -(1 / m) * np.sum(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))


def backward(W1, b1, W2, b2, X, y):
    m = X.shape[1]
    A1, A2 = forward(W1, b1, W2, b2, X)
    dZ2 = A2 - y
    dW2 = np.dot(dZ2, A1.T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = np.dot(W2.T, dZ2) * A1 * (1 - A1)
    dW1 = np.dot(dZ1, X.T) / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return dW1, db1, dW2, db2


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
