"""Three ways to step down a gradient, each with its memory of the steps before."""

import numpy as np


class Momentum:
    def __init__(self, rate=0.01, momentum=0.9):
        self.rate, self.momentum = rate, momentum
        self.velocity = 0.0

    def step(self, w, gradient):
        self.velocity = self.momentum * self.velocity + gradient
        return w - self.rate * self.velocity


class RMSProp:
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        self.rate, self.decay, self.epsilon = rate, decay, epsilon
        self.square = 0.0

    def step(self, w, gradient):
        self.square = self.decay * self.square + (1 - self.decay) * gradient**2
        return w - self.rate * gradient / np.sqrt(self.square + self.epsilon)


class Adam:
    """Kingma and Ba (2015), Algorithm 1."""

    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon
        self.mean = self.square = 0.0
        self.steps = 0

    def step(self, w, gradient):
        self.steps += 1
        self.mean = self.beta1 * self.mean + (1 - self.beta1) * gradient
        self.square = self.beta2 * self.square + (1 - self.beta2) * gradient**2
        mean = self.mean / (1 - self.beta1**self.steps)
        square = self.square / (1 - self.beta2**self.steps)
        return w - self.rate * mean / (np.sqrt(square) + self.epsilon)
