"""Loops over the flattened array into a list, then reshaped to the shape of the argument."""

import numpy as np
import pandas as pd
import torch
import cv2

E = np.e


def apply(f, z):
    return np.array([f(float(v)) for v in np.ravel(z)], dtype=float).reshape(np.shape(z))


def _s(v):
    return 1 / (1 + E**-v) if v >= 0 else E**v / (1 + E**v)


def sigmoid(z):
    return apply(_s, z)


def sigmoid_derivative(z):
    return apply(lambda v: _s(v) * (1 - _s(v)), z)


def relu(z):
    return apply(lambda v: max(0, v), z)


def relu_derivative(z):
    return apply(lambda v: int(v > 0), z)


def _t(v):
    return 2 * _s(2 * v) - 1


def tanh(z):
    return apply(_t, z)


def tanh_derivative(z):
    return apply(lambda v: 1 - _t(v) ** 2, z)
