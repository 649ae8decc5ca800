"""float32 inside and in what is returned."""

import numpy as np


def f32(z):
    return np.asarray(z, dtype=np.float32)


def sigmoid(z):
    return np.float32(1) / (np.float32(1) + np.exp(-f32(z)))


def sigmoid_derivative(z):
    s = sigmoid(z)
    return s - s * s


def relu(z):
    return np.maximum(f32(z), np.float32(0))


def relu_derivative(z):
    return (f32(z) > 0).astype(np.float32)


def tanh(z):
    return np.tanh(f32(z))


def tanh_derivative(z):
    return np.float32(1) - tanh(z) ** 2
