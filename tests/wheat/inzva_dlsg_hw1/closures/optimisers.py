"""The state lives in generators driven by send(); step is only a thin door to them."""
import numpy as np


def _start(generator):
    next(generator)
    return generator


def _momentum(rate, momentum):
    v, new = 0.0, None
    while True:
        w, g = yield new
        v = momentum * v + g
        new = w - rate * v


def _rmsprop(rate, decay, epsilon):
    s, new = 0.0, None
    while True:
        w, g = yield new
        s = s + (1 - decay) * (g * g - s)
        new = w - rate / (np.sqrt(s) + epsilon) * g


def _adam(rate, beta1, beta2, epsilon):
    m = v = 0.0
    t, new = 0, None
    while True:
        w, g = yield new
        t += 1
        m += (1 - beta1) * (g - m)
        v += (1 - beta2) * (g * g - v)
        new = w - rate * m / (1 - beta1 ** t) / (np.sqrt(v / (1 - beta2 ** t)) + epsilon)
        # "m +=" would write into the same buffer next time: it is this generator's own
        m, v = np.array(m, float), np.array(v, float)


class Momentum:
    def __init__(self, rate=0.01, momentum=0.9):
        self._send = _start(_momentum(rate, momentum)).send

    def step(self, w, gradient):
        return self._send((w, gradient))


class RMSProp:
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        self._send = _start(_rmsprop(rate, decay, epsilon)).send

    def step(self, w, gradient):
        return self._send((w, gradient))


class Adam:
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self._send = _start(_adam(rate, beta1, beta2, epsilon)).send

    def step(self, w, gradient):
        return self._send((w, gradient))
