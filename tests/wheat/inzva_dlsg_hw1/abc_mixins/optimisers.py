"""A template method in an ABC (step -> _direction), mixins for running means, __call__, read-only properties."""
from abc import ABCMeta, abstractmethod

import numpy as np

__all__ = ["Optimiser", "Momentum", "RMSProp", "Adam"]


class Optimiser(metaclass=ABCMeta):
    def __init__(self, rate):
        self.__rate = rate
        self.__count = 0

    @property
    def rate(self):
        return self.__rate

    @property
    def count(self):
        """How many steps so far."""
        return self.__count

    def step(self, w, gradient):
        """The parameters after one more step, in w's shape."""
        self.__count += 1
        return np.asarray(w - self.rate * self._direction(np.array(gradient, dtype=float)))

    __call__ = step

    @abstractmethod
    def _direction(self, g):
        ...


class MeanMixin:
    """Running means by name."""

    def mean(self, name, value, decay):
        store = self.__dict__.setdefault("_means", {})
        store[name] = decay * store.get(name, np.zeros_like(value)) + (1 - decay) * value
        return store[name]


class Momentum(Optimiser):
    def __init__(self, rate=0.01, momentum=0.9):
        super().__init__(rate)
        self.momentum = momentum
        self._velocity = None

    def _direction(self, g):
        if self._velocity is None:
            self._velocity = np.zeros_like(g)
        self._velocity = self.momentum * self._velocity + g
        return self._velocity


class RMSProp(MeanMixin, Optimiser):
    def __init__(self, rate=0.001, decay=0.9, epsilon=1e-8):
        super().__init__(rate)
        self.decay, self.epsilon = decay, epsilon

    def _direction(self, g):
        return g / (np.sqrt(self.mean("squares", g ** 2, self.decay)) + self.epsilon)


class Adam(MeanMixin, Optimiser):
    def __init__(self, rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        super().__init__(rate)
        self.betas = beta1, beta2
        self.epsilon = epsilon

    def _direction(self, g):
        first, second = (self.mean(k, g ** k, b) / (1 - b ** self.count)
                         for k, b in enumerate(self.betas, start=1))
        return first / (second ** 0.5 + self.epsilon)
