"""Type hints, asserts, a dict registry, derivatives from the complex step and exact identities; prints under __main__."""
from __future__ import annotations

from typing import Callable, Dict

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["sigmoid", "sigmoid_derivative", "relu", "relu_derivative", "tanh", "tanh_derivative"]
REGISTRY: Dict[str, Callable[[ArrayLike], NDArray]] = {}


def register(f):
    def checked(z: ArrayLike) -> NDArray:
        z = np.asarray(z)
        out = np.asarray(f(z))
        assert out.shape == z.shape, (out.shape, z.shape)
        return out

    checked.__name__ = f.__name__
    REGISTRY[f.__name__] = checked
    return checked


def complex_step(f: Callable, z: NDArray, h: float = 1e-30) -> NDArray:
    return np.imag(f(z + 1j * h)) / h


@register
def sigmoid(z: NDArray) -> NDArray:
    return (1.0 + np.tanh(z / 2.0)) / 2.0


@register
def sigmoid_derivative(z: NDArray) -> NDArray:
    return complex_step(lambda u: (1.0 + np.tanh(u / 2.0)) / 2.0, z)


@register
def relu(z: NDArray) -> NDArray:
    return np.fmax(z, 0)


@register
def relu_derivative(z: NDArray) -> NDArray:
    return (np.sign(z) + 1) / 2


@register
def tanh(z: NDArray) -> NDArray:
    return np.tanh(z)


@register
def tanh_derivative(z: NDArray) -> NDArray:
    return complex_step(np.tanh, z)


if __name__ == "__main__":
    grid = np.linspace(-10, 10, 5)
    for name, f in REGISTRY.items():
        print(f"{name:20}", f(grid))
