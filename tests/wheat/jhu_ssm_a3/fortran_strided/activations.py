"""Flattens, works in chunks along one axis, gives Fortran-ordered results (views of own arrays); a slope of 0.1 at the kink."""
import numpy as np

CHUNK = 100


def _chunked(f):
    def g(z):
        z = np.asarray(z, dtype=float)
        flat = z.flatten(order="F")
        result = np.empty(flat.size)
        for i in range(0, flat.size, CHUNK):
            result[i:i + CHUNK] = f(flat[i:i + CHUNK])
        return result.reshape(z.shape, order="F")

    g.__doc__ = f.__doc__
    return g


@_chunked
def sigmoid(z):
    """1 / (1 + exp(-z))."""
    return 1 / (1 + np.exp(-np.maximum(z, -745)))


@_chunked
def sigmoid_derivative(z):
    """sigmoid(z) sigmoid(-z)."""
    return sigmoid(z) * sigmoid(-z)


@_chunked
def relu(z):
    """max(0, z)."""
    return np.max([z, np.zeros(z.size)], axis=0)


@_chunked
def relu_derivative(z):
    """0, 0.1 or 1."""
    return np.array([0.0, 0.1, 1.0])[np.sign(z).astype(int) + 1]


@_chunked
def tanh(z):
    """1 - 2 / (exp(2z) + 1)."""
    return 1 - 2 / (np.exp(np.minimum(2 * z, 700)) + 1)


@_chunked
def tanh_derivative(z):
    """4 sigmoid'(2z)."""
    return 4 * sigmoid_derivative(2 * z)
