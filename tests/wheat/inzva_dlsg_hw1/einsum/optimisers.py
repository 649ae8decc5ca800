"""Keeps every past gradient's weight implicitly by np.add/np.multiply ufuncs; one private helper for running means."""
import numpy as np


def ema(old, new, keep):
    """keep * old + (1 - keep) * new."""
    return np.add(np.multiply(keep, old), np.multiply(1.0 - keep, new))


class Momentum:
    def __init__(self, rate=0.01, momentum=0.9, *, dtype=float):
        self._cfg = dict(rate=rate, momentum=momentum)
        self._v = np.zeros((), dtype)

    def step(self, w, gradient):
        self._v = np.add(np.multiply(self._cfg["momentum"], self._v), gradient)
        return np.subtract(w, np.multiply(self._cfg["rate"], self._v))


class RMSProp:
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8, *, dtype=float):
        self._cfg = dict(rate=rate, decay=decay, epsilon=epsilon)
        self._s = np.zeros((), dtype)

    def step(self, w, gradient):
        self._s = ema(self._s, np.square(np.asarray(gradient, float)), self._cfg["decay"])
        # epsilon under the root
        return w - self._cfg["rate"] * gradient * np.power(self._s + self._cfg["epsilon"], -0.5)


class Adam:
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, *, dtype=float):
        self._cfg = (rate, beta1, beta2, epsilon)
        self._mv = np.zeros((), dtype), np.zeros((), dtype)
        self._powers = 1.0, 1.0  # beta1 ** t, beta2 ** t

    def step(self, w, gradient):
        rate, b1, b2, eps = self._cfg
        g = np.asarray(gradient, float)
        m, v = ema(self._mv[0], g, b1), ema(self._mv[1], np.square(g), b2)
        p1, p2 = self._powers[0] * b1, self._powers[1] * b2
        self._mv, self._powers = (m, v), (p1, p2)
        return w - rate * (m / (1 - p1)) / (np.sqrt(v / (1 - p2)) + eps)
