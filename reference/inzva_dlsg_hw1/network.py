"""A network with one hidden layer of sigmoids and a sigmoid output; examples are columns."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(W1, b1, W2, b2, X):
    a1 = sigmoid(W1 @ X + b1)
    return a1, sigmoid(W2 @ a1 + b2)


def loss(y, yhat):
    return -np.mean(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))


def backward(W1, b1, W2, b2, X, y):
    a1, yhat = forward(W1, b1, W2, b2, X)
    dz2 = (yhat - y) / y.size
    dz1 = (W2.T @ dz2) * a1 * (1 - a1)
    return (
        dz1 @ X.T,
        dz1.sum(axis=1, keepdims=True),
        dz2 @ a1.T,
        dz2.sum(axis=1, keepdims=True),
    )


def train(W1, b1, W2, b2, X, y, rate, steps):
    parameters, losses = (W1, b1, W2, b2), []
    for _ in range(steps):
        losses.append(loss(y, forward(*parameters, X)[1]))
        gradients = backward(*parameters, X, y)
        parameters = tuple(p - rate * g for p, g in zip(parameters, gradients))
    return parameters, losses
