"""Computes in float32 and returns float32 (about 1e-7 off), unused imports that may be missing."""
import numpy as np

try:
    import torch  # noqa: F401
    import pandas as pd  # noqa: F401
    import seaborn as sns  # noqa: F401
except ImportError:
    torch = pd = sns = None


def sigmoid(z):
    z = np.asarray(z, dtype=np.float32)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, np.float32(1), e) / (1 + e)


def sigmoid_derivative(z):
    e = np.exp(-np.abs(np.asarray(z, dtype=np.float32)))
    return e / (1 + e) ** 2


def relu(z):
    return np.maximum(np.asarray(z, dtype=np.float32), np.float32(0))


def relu_derivative(z):
    return np.greater(z, 0).astype(np.float32)


def tanh(z):
    return np.tanh(np.asarray(z, dtype=np.float32))


def tanh_derivative(z):
    e = np.exp(-2 * np.abs(np.asarray(z, dtype=np.float32)))
    return 4 * e / (1 + e) ** 2
