"""When are two arrays the same answer? A tolerance that no correct implementation exceeds.

A student may compute in single precision anywhere, add 1e-8 inside a logarithm, or sum in
another order: each is a legitimate choice. So the tolerance is that of the precision which the
*assignment* allows (never that of the student's type: half precision must be as right), on the
scale of the entry and of its whole array, widened by how far the *reference* moves when its
inputs are rounded to that precision. The last term is what makes an ill-conditioned case
harmless: it is measured, not guessed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.results import Difference

SINGLE, DOUBLE = (float(np.finfo(dtype).eps) for dtype in (np.float32, np.float64))
PRECISIONS = {"single": SINGLE, "double": DOUBLE}
MARGIN = 64.0  # units of precision; log(p + 1e-8) for log(p) is off by up to 50
TRACE = 1e-12  # an exact zero may come out as rounding dust


def as_numbers(value: Any) -> np.ndarray | None:
    """The value as an array of numbers, or None if it isn't one."""
    if isinstance(value, (bool, int, float, complex, np.ndarray)):
        array = np.asarray(value)
        return array if array.dtype.kind in "biufc" else None
    return None


def tolerance(
    yours: np.ndarray,
    expected: np.ndarray,
    noise: np.ndarray | float = 0.0,
    precision: float = SINGLE,
    relative: float = 0.0,
) -> np.ndarray:
    """Return the distance allowed at each entry; whole numbers are exact but for noise.

    Args:
        yours: the student's array.
        expected: the right one, of the same shape.
        noise: how far the reference itself moves at each entry.
        precision: the relative precision that the assignment allows.
        relative: what the author allows besides, relative to the entry and to the whole array.

    """
    magnitude = np.abs(np.where(np.isfinite(expected), expected, 0.0)).astype(float)
    scale = magnitude + np.sqrt(np.mean(magnitude**2)) if magnitude.size else magnitude
    exact = yours.dtype.kind in "biu" and expected.dtype.kind in "biu"
    unit = 0.0 if exact else MARGIN * precision
    dust = unit if exact or (yours.dtype.itemsize < 8 and yours.dtype.kind == "f") else TRACE
    return np.asarray((unit + relative) * scale + dust + noise)


def same_shape(yours: np.ndarray, expected: np.ndarray) -> bool:
    """Equal shapes; a single number may come as a float, an array of no axes or of one entry."""
    return yours.shape == expected.shape or yours.size == expected.size == 1


def difference(
    name: str,
    yours: np.ndarray,
    expected: np.ndarray,
    noise: np.ndarray | float = 0.0,
    precision: float = SINGLE,
    relative: float = 0.0,
) -> Difference | None:
    """Return where two arrays of the same shape differ. Not-a-number equals only itself.

    The arguments are those of `tolerance`.
    """
    yours = yours.reshape(expected.shape)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        gap = np.abs(yours.astype(complex) - expected).astype(float)
        excess = gap / tolerance(yours, expected, noise, precision, relative)
    same = (yours == expected) | (np.isnan(yours) & np.isnan(expected))
    excess = np.where(same, 0.0, np.where(np.isnan(excess), np.inf, excess))
    if not excess.size or excess.max() <= 1.0:
        return None
    entry = np.unravel_index(int(np.argmax(excess)), excess.shape)
    wrong = np.asarray(excess > 1.0)
    return Difference(name, yours, expected, wrong, tuple(map(int, entry)))
