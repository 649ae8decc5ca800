"""Stable branches for both signs with boolean masks; one half as the slope at the kink."""

import numpy as np


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1 + ez)
    return out


def sigmoid_derivative(z):
    s = sigmoid(z)
    s *= 1 - s
    return s


def relu(z):
    out = np.array(z)
    out[out < 0] = 0
    return out


def relu_derivative(z):
    out = np.zeros(np.shape(z))
    out[z > 0] = 1
    out[z == 0] = 0.5
    return out


def tanh(z):
    e = np.exp(-2 * np.abs(np.asarray(z, dtype=float)))
    return np.sign(z) * (1 - e) / (1 + e)


def tanh_derivative(z):
    t = tanh(z)
    return (1 - t) * (1 + t)
