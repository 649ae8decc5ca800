"""What do wrong numbers have in common with the right ones? One line that points at the mistake.

Ask it on a case of pairwise distinct sizes: on the smallest case, with two columns, 'divided by
the batch size' and 'halved' look the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.results import Diagnosis

CLOSE = 1e-4  # relative


def diagnose(yours: np.ndarray, expected: np.ndarray, sizes: Mapping[str, int]) -> Diagnosis | None:
    """Return what is wrong with `yours`; `sizes` are the case's named sizes."""
    yours, expected = np.asarray(yours, float), np.asarray(expected, float)
    if not np.isfinite(yours).all():
        return NOT_FINITE
    if yours.shape != expected.shape and yours.size != expected.size:
        return None
    yours = yours.reshape(expected.shape)
    if _same(yours, expected):
        return None
    if not yours.any():
        return Diagnosis("zeros", "It is all zeros: was it ever computed, or cleared too early?")
    return (
        _proportional(yours, expected, sizes)
        or _offset(yours, expected)
        or _rearranged(yours, expected)
        or _partly(yours, expected)
    )


TRANSPOSED = Diagnosis("transposed", "It looks transposed.")
NOT_FINITE = Diagnosis(
    "not_finite",
    "It is not finite: an overflow, a division by zero, or the logarithm of zero.",
)


def diagnose_shape(yours: tuple[int, ...], expected: tuple[int, ...]) -> Diagnosis | None:
    """Return what turned the expected shape into this one."""
    if yours == expected[::-1]:
        return TRANSPOSED
    squeezed = [tuple(axis for axis in shape if axis != 1) for shape in (yours, expected)]
    if squeezed[0] == squeezed[1]:
        return Diagnosis(
            "axis_of_one", "An axis of length 1 was dropped or added: see keepdims, or reshape."
        )
    if len(yours) > len(expected) and _contains(yours, expected):
        return Diagnosis("axis_left", "One axis is left over: a sum over it is missing.")
    if len(yours) < len(expected) and _contains(expected, yours):
        return Diagnosis("axis_gone", "One axis is gone: it was summed or indexed away.")
    return None


def _contains(longer: tuple[int, ...], shorter: tuple[int, ...]) -> bool:
    return any(longer[:k] + longer[k + 1 :] == shorter for k in range(len(longer)))


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.linalg.norm(one - other) <= CLOSE * np.linalg.norm(other) + 1e-300)


def _proportional(
    yours: np.ndarray, expected: np.ndarray, sizes: Mapping[str, int]
) -> Diagnosis | None:
    square = float(np.vdot(expected, expected))
    factor = float(np.vdot(expected, yours)) / square if square else 0.0
    if abs(factor - 1) < 2 * CLOSE or not _same(yours, factor * expected):
        return None
    for value, found in _factors(sizes).items():
        if abs(factor - value) <= CLOSE * abs(value):
            return found
    return Diagnosis(
        "factor", f"Every entry is {factor:.6g} times what is expected.", {"factor": factor}
    )


def _factors(sizes: Mapping[str, int]) -> dict[float, Diagnosis]:
    """Factors that have a name."""
    named = {
        -1.0: Diagnosis("sign", "Its sign is flipped."),
        2.0: Diagnosis("doubled", "It is doubled."),
        0.5: Diagnosis("halved", "It is halved."),
    }
    for name, size in sizes.items():
        parameters: dict[str, Any] = {"size": name, "value": size}
        large = f"It is {name} = {size} times too large: a division by {name} is missing."
        small = f"It is {name} = {size} times too small: divided by {name} once too often."
        named.setdefault(float(size), Diagnosis("times_size", large, parameters))
        named.setdefault(1 / size, Diagnosis("over_size", small, parameters))
    return named


def _offset(yours: np.ndarray, expected: np.ndarray) -> Diagnosis | None:
    gap = yours - expected
    if gap.size > 1 and _same(gap, np.full_like(gap, gap.mean())):
        sentence = f"Every entry is off by the same {gap.mean():.6g}."
        return Diagnosis("offset", sentence, {"offset": float(gap.mean())})
    return None


def _rearranged(yours: np.ndarray, expected: np.ndarray) -> Diagnosis | None:
    if yours.ndim != 2 or yours.size == 1:
        return None
    if yours.shape[0] == yours.shape[1] and _same(yours.T, expected):
        return Diagnosis("transpose", "It is the transpose of what is expected.")
    if _same(yours.reshape(expected.T.shape).T, expected):
        return Diagnosis(
            "reshaped", "The numbers are right, in another order: reshaped instead of transposed."
        )
    if _same(np.sort(yours, axis=None), np.sort(expected, axis=None)):
        return Diagnosis("reordered", "The numbers are right, in another order.")
    return None


def _partly(yours: np.ndarray, expected: np.ndarray) -> Diagnosis | None:
    wrong = np.abs(yours - expected) > CLOSE * (np.abs(expected) + np.sqrt(np.mean(expected**2)))
    if wrong.all() or not wrong.any():
        return None
    for axis in range(yours.ndim):
        hit = np.unique(np.argwhere(wrong)[:, axis])
        right = np.setdiff1d(np.arange(yours.shape[axis]), hit)
        for indices, word in ((hit, "wrong"), (right, "right")):
            if len(indices) == 1 and yours.shape[axis] > 2:
                return Diagnosis(
                    f"one_{word}",
                    f"Only index {indices[0]} of axis {axis} is {word}.",
                    {"index": int(indices[0]), "axis": axis},
                )
    if not yours[wrong].any():
        return Diagnosis(
            "mask_wide", "The wrong entries are zero but should not be: a mask is too wide."
        )
    if not expected[wrong].any():
        return Diagnosis(
            "mask_narrow", "The wrong entries should be zero: a mask is missing or too narrow."
        )
    count = int(np.count_nonzero(wrong))
    return Diagnosis(
        "partly",
        f"{count} of {wrong.size} entries are wrong, the others right.",
        {"wrong": count, "of": int(wrong.size)},
    )
