"""All are lambdas bound to names, derivatives come from a higher-order function of the value; integer 0/1 slopes."""
import functools

import numpy as np

from_value = lambda f, d: functools.wraps(f)(lambda z: d(f(z)))  # noqa: E731

sigmoid = lambda z: np.exp(-np.logaddexp(0, -z))  # noqa: E731
sigmoid_derivative = from_value(sigmoid, lambda s: s * (1 - s))

relu = lambda z: (np.abs(z) + z) / 2  # noqa: E731
relu_derivative = lambda z: (z > 0).astype(int)  # noqa: E731

tanh = lambda z: np.sinh(np.clip(z, -300, 300)) / np.cosh(np.clip(z, -300, 300))  # noqa: E731
tanh_derivative = from_value(tanh, lambda t: 1 - t * t)
