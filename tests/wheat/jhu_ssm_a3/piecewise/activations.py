"""Np.piecewise on a float copy throughout, a slope of 0.5 at the kink."""
import numpy as np


def _f(z):
    return np.array(z, dtype=float)


def sigmoid(z):
    z = _f(z)
    return np.piecewise(z, [z >= 0, z < 0], [lambda t: 1 / (1 + np.exp(-t)), lambda t: np.exp(t) / (1 + np.exp(t))])


def sigmoid_derivative(z):
    z = _f(z)
    up = lambda t: np.exp(-t) / (1 + np.exp(-t)) ** 2  # noqa: E731
    return np.piecewise(z, [z >= 0], [up, lambda t: up(-t)])


def relu(z):
    z = _f(z)
    return np.piecewise(z, [z > 0], [lambda t: t, 0])


def relu_derivative(z):
    z = _f(z)
    return np.piecewise(z, [z < 0, z == 0, z > 0], [0, 0.5, 1])


def tanh(z):
    z = _f(z)
    pos = lambda t: -np.expm1(-2 * t) / (1 + np.exp(-2 * t))  # noqa: E731
    return np.piecewise(z, [z >= 0], [pos, lambda t: -pos(-t)])


def tanh_derivative(z):
    z = _f(z)
    return np.piecewise(z, [z >= 0], [lambda t: 4 * np.exp(-2 * t) / (1 + np.exp(-2 * t)) ** 2,
                                      lambda t: 4 * np.exp(2 * t) / (1 + np.exp(2 * t)) ** 2])
