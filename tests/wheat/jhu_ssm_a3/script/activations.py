"""A script with its plots and checks at the bottom, at the level of the module."""

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
import sys

sns.set_style("whitegrid")
plt.rcParams["figure.figsize"] = (8, 3)


def sigmoid(z):
    z = np.array(z, copy=True, dtype=float)
    return np.where(z < 0, np.exp(np.minimum(z, 0)), 1) / (1 + np.exp(-np.abs(z)))


def sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


def relu(z):
    return np.where(z > 0, z, np.zeros_like(z))


def relu_derivative(z):
    return (np.sign(z) + 1) // 2


def tanh(z):
    e = np.expm1(-2 * np.abs(z))
    return -np.sign(z) * e / (2 + e)


def tanh_derivative(z):
    e = np.exp(-2 * np.abs(z))
    return 4 * e / (1 + e) ** 2


xs = np.linspace(-10, 10, 200)
fig, axes = plt.subplots(1, 3)
for ax, (f, g) in zip(
    axes, [(sigmoid, sigmoid_derivative), (relu, relu_derivative), (tanh, tanh_derivative)]
):
    numeric = (f(xs + 1e-6) - f(xs - 1e-6)) / 2e-6
    away = np.abs(xs) > 1e-3
    assert np.allclose(numeric[away], g(xs)[away], atol=1e-5), f
    ax.plot(xs, f(xs), label=f.__name__)
    ax.plot(xs, g(xs), "--", label=g.__name__)
    ax.legend()
fig.tight_layout()
fig.savefig("activations.pdf")
print("all gradients agree", file=sys.stderr)
