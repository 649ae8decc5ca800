"""Buffers changed in place, a base class with an abstract direction, epsilon under the root."""

from abc import ABC, abstractmethod

import numpy as np


class Optimiser(ABC):
    def __init__(self, rate):
        self.rate = rate
        self.buffers = {}

    def buffer(self, name, like):
        return self.buffers.setdefault(name, np.zeros(np.shape(like)))

    @abstractmethod
    def direction(self, gradient): ...

    def step(self, w, gradient):
        new = np.array(w, dtype=float)
        new -= self.rate * self.direction(np.asarray(gradient))
        return new


class Momentum(Optimiser):
    def __init__(self, rate=0.01, momentum=0.9):
        super().__init__(rate)
        self.momentum = momentum

    def direction(self, gradient):
        v = self.buffer("v", gradient)
        v *= self.momentum
        v += gradient
        return v


class RMSProp(Optimiser):
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        super().__init__(rate)
        self.decay = decay
        self.epsilon = epsilon

    def direction(self, gradient):
        s = self.buffer("s", gradient)
        s *= self.decay
        s += (1 - self.decay) * np.square(gradient)
        return gradient / np.sqrt(s + self.epsilon)


class Adam(Optimiser):
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        super().__init__(rate)
        self.betas = beta1, beta2
        self.epsilon = epsilon
        self.powers = [1.0, 1.0]

    def direction(self, gradient):
        estimates = []
        for k, (beta, g) in enumerate(zip(self.betas, (gradient, gradient * gradient))):
            moment = self.buffer(k, gradient)
            moment += (1 - beta) * (g - moment)
            self.powers[k] *= beta
            estimates.append(moment / (1 - self.powers[k]))
        return estimates[0] / (np.sqrt(estimates[1]) + self.epsilon)
