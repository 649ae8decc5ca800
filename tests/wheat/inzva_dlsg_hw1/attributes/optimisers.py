"""Plain attributes that start as None or 0 and become arrays with the first step."""

import numpy as np


class Momentum:
    def __init__(self, rate=0.01, momentum=0.9):
        self.rate = rate
        self.momentum = momentum
        self.v = 0

    def step(self, w, gradient):
        self.v = self.momentum * self.v + gradient
        return w - self.rate * self.v


class RMSProp:
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        self.rate = rate
        self.decay = decay
        self.epsilon = epsilon
        self.cache = None

    def step(self, w, gradient):
        if self.cache is None:
            self.cache = np.zeros_like(w)
        self.cache = self.decay * self.cache + (1 - self.decay) * gradient**2
        return w - self.rate * gradient / (np.sqrt(self.cache) + self.epsilon)


class Adam:
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon
        self.m = self.v = None
        self.t = 0

    def step(self, w, gradient):
        if self.m is None:
            self.m, self.v = np.zeros_like(w), np.zeros_like(w)
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * gradient
        self.v = self.beta2 * self.v + (1 - self.beta2) * gradient**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        return w - self.rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
