"""Dataclasses with field(init=False) for the memory, Optional None until first seen (then zeros), type hints."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

import numpy as np


def _zeros(a: np.ndarray) -> np.ndarray:
    return np.zeros(np.shape(a), dtype=np.float64)


@dataclass
class Momentum:
    rate: float = 0.01
    momentum: float = 0.9
    v: Optional[np.ndarray] = field(default=None, init=False, repr=False)

    def step(self, w: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        v = _zeros(w) if self.v is None else self.v
        self.v = self.momentum * v + gradient
        return w - self.rate * self.v


@dataclass
class RMSProp:
    rate: float = 0.001
    decay: float = 0.9
    epsilon: float = 1e-8
    mean_square: Optional[np.ndarray] = field(default=None, init=False, repr=False)

    def step(self, w: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        if self.mean_square is None:
            self.mean_square = _zeros(w)
        self.mean_square = self.decay * self.mean_square + (1 - self.decay) * np.square(gradient)
        return w - self.rate * gradient / np.sqrt(self.mean_square + self.epsilon)


@dataclass(eq=False)
class Adam:
    rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    t: int = field(default=0, init=False)
    m: Optional[np.ndarray] = field(default=None, init=False, repr=False)
    v: Optional[np.ndarray] = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        assert 0 <= self.beta1 < 1 and 0 <= self.beta2 < 1

    def step(self, w: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        if self.t == 0:
            self.m, self.v = _zeros(w), _zeros(w)
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * gradient
        self.v = self.beta2 * self.v + (1 - self.beta2) * np.square(gradient)
        # the paper's reordered form, with its epsilon-hat chosen so that both are the same
        root = np.sqrt(1 - self.beta2 ** self.t)
        alpha = self.rate * root / (1 - self.beta1 ** self.t)
        return w - alpha * self.m / (np.sqrt(self.v) + self.epsilon * root)
