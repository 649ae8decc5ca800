"""A frozen dataclass with properties and type hints does the work; the functions only wrap it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Tuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True)
class Points:
    x: npt.NDArray
    y: npt.NDArray

    @property
    def n(self) -> int:
        return self.x.shape[0]

    @property
    def slope(self) -> float:
        xc = self.x - self.x.mean()
        return float(xc @ self.y / (xc @ xc))

    @property
    def intercept(self) -> float:
        return float((self.y - self.slope * self.x).mean())

    def residuals(self, w0: float, w1: float) -> npt.NDArray:
        return self.y - w1 * self.x - w0


def fit(x: npt.NDArray, y: npt.NDArray) -> Tuple[float, float]:
    p = Points(x, y)
    return p.intercept, p.slope


def rss(x: npt.NDArray, y: npt.NDArray, w0: float, w1: float) -> float:
    return float(np.linalg.norm(Points(x, y).residuals(w0, w1)) ** 2)


def rss_gradient(x: npt.NDArray, y: npt.NDArray, w0: float, w1: float) -> Tuple[float, float]:
    r = Points(x, y).residuals(w0, w1)
    return float(np.sum(-2 * r)), float(np.sum(-2 * r * x))
