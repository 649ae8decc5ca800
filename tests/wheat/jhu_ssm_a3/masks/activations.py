"""Boolean masks write into zeros of float; relu multiplies by its mask; slope 1 at the kink."""
import numpy as np


def sigmoid(z):
    z = np.asarray(z)
    out = np.zeros(z.shape)
    pos = z >= 0
    out[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
    neg = ~pos
    e = np.exp(z[neg])
    out[neg] = e / (e + 1.0)
    return out


def sigmoid_derivative(z):
    s = sigmoid(z)
    return s - s ** 2


def relu(z):
    return z * (z > 0)


def relu_derivative(z):
    out = np.zeros(np.shape(z))
    out[np.asarray(z) >= 0] = 1
    return out


def tanh(z):
    return 2 * sigmoid(2 * np.asarray(z)) - 1


def tanh_derivative(z):
    t = tanh(z)
    return (1 - t) * (1 + t)
