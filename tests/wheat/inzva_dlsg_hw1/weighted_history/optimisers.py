"""Remembers all gradients and sums them with weights at every step; dataclasses."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


def discounted(history, beta, power=1):
    total = np.zeros_like(history[0], dtype=float)
    for age, g in enumerate(reversed(history)):
        total = total + beta**age * g**power
    return total


@dataclass
class Momentum:
    rate: float = 0.01
    momentum: float = 0.9
    history: list = field(default_factory=list, repr=False)

    def step(self, w: npt.NDArray, gradient: npt.NDArray) -> npt.NDArray:
        self.history.append(np.copy(gradient))
        return w - self.rate * discounted(self.history, self.momentum)


@dataclass
class RMSProp:
    rate: float = 0.001
    decay: float = 0.9
    epsilon: float = 1e-8
    history: list = field(default_factory=list, repr=False)

    def step(self, w, gradient):
        self.history.append(np.copy(gradient))
        mean_square = (1 - self.decay) * discounted(self.history, self.decay, 2)
        return w - self.rate * gradient / (np.sqrt(mean_square) + self.epsilon)


@dataclass
class Adam:
    rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    history: list = field(default_factory=list, repr=False)

    def step(self, w, gradient):
        self.history.append(np.copy(gradient))
        t = len(self.history)
        m = (1 - self.beta1) * discounted(self.history, self.beta1) / (1 - self.beta1**t)
        v = (1 - self.beta2) * discounted(self.history, self.beta2, 2) / (1 - self.beta2**t)
        return w - self.rate * m / (np.sqrt(v) + self.epsilon)
