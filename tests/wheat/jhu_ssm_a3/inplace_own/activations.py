"""In-place work with out= on its own copy only; optional out= keyword for callers who ask; slope 0 at the kink."""
import numpy as np


def _own(z, out):
    if out is None:
        return np.array(z, dtype=np.float64)
    out[...] = z
    return out


def sigmoid(z, out=None):
    a = _own(z, out)
    np.multiply(a, 0.5, out=a)
    np.tanh(a, out=a)
    a += 1
    a *= 0.5
    return a


def sigmoid_derivative(z, out=None):
    a = sigmoid(z, out)
    a *= 1 - a
    return a


def relu(z, out=None):
    a = _own(z, out)
    a[a < 0] = 0
    return a


def relu_derivative(z, out=None):
    a = _own(z, out)
    np.sign(a, out=a)
    np.maximum(a, 0, out=a)
    return a


def tanh(z, out=None):
    a = _own(z, out)
    return np.tanh(a, out=a)


def tanh_derivative(z, out=None):
    a = tanh(z, out)
    np.square(a, out=a)
    np.subtract(1, a, out=a)
    return a
