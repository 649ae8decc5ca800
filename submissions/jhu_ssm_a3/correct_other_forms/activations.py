import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


def relu(z):
    return (z + np.abs(z)) / 2


def relu_derivative(z):
    return 0.5 * (1 + np.sign(z))


def tanh(z):
    return 2 * sigmoid(2 * z) - 1


def tanh_derivative(z):
    return 4 * sigmoid_derivative(2 * z)
