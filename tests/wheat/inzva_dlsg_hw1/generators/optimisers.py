"""Each optimiser drives a coroutine that holds the state in local variables."""

import numpy as np


class _Coroutine:
    def _start(self, body):
        self._body = body
        next(self._body)

    def step(self, w, gradient):
        return w + self._body.send(gradient)


class Momentum(_Coroutine):
    def __init__(self, rate=0.01, momentum=0.9):
        def run(v=0.0, out=None):
            while True:
                gradient = yield out
                v = momentum * v + gradient
                out = -rate * v

        self._start(run())


class RMSProp(_Coroutine):
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        def run(mean=0.0, out=None):
            while True:
                gradient = yield out
                mean = mean * decay + gradient**2 * (1 - decay)
                out = -rate / (epsilon + mean**0.5) * gradient

        self._start(run())


class Adam(_Coroutine):
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        def run(m=0.0, v=0.0, t=0, out=None):
            while True:
                gradient = yield out
                t = t + 1
                m = beta1 * m + (1 - beta1) * gradient
                v = beta2 * v + (1 - beta2) * np.power(gradient, 2)
                out = -rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)

        self._start(run())
