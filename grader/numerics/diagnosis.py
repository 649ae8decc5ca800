"""What do wrong numbers have in common with the right ones? One line that points at the mistake.

Ask it on a case of pairwise distinct sizes: on the smallest case, with two columns, 'divided by
the batch size' and 'halved' look the same.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

CLOSE = 1e-4  # relative


def diagnose(yours: np.ndarray, expected: np.ndarray, sizes: Mapping[str, int]) -> str:
    """One sentence, or nothing. `sizes` are the case's named sizes, for factors of them."""
    yours, expected = np.asarray(yours, float), np.asarray(expected, float)
    if not np.isfinite(yours).all():
        return "It isn't finite: an overflow, a division by zero or the logarithm of zero."
    if yours.shape != expected.shape and yours.size != expected.size:
        return ""
    yours = yours.reshape(expected.shape)
    if _same(yours, expected):
        return ""
    if not yours.any():
        return "It is all zeros: was it ever computed, or cleared too early?"
    return (
        _proportional(yours, expected, sizes)
        or _offset(yours, expected)
        or _rearranged(yours, expected)
        or _partly(yours, expected)
    )


def diagnose_shape(yours: tuple[int, ...], expected: tuple[int, ...]) -> str:
    """What turned the expected shape into this one."""
    if yours == expected[::-1]:
        return "It looks transposed."
    squeezed = [tuple(axis for axis in shape if axis != 1) for shape in (yours, expected)]
    if squeezed[0] == squeezed[1]:
        return "An axis of length 1 was dropped or added: see keepdims, or reshape."
    if len(yours) > len(expected) and _contains(yours, expected):
        return "One axis is left over: a sum over it is missing."
    if len(yours) < len(expected) and _contains(expected, yours):
        return "One axis is gone: it was summed or indexed away."
    return ""


def _contains(longer: tuple[int, ...], shorter: tuple[int, ...]) -> bool:
    return any(longer[:k] + longer[k + 1 :] == shorter for k in range(len(longer)))


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.linalg.norm(one - other) <= CLOSE * np.linalg.norm(other) + 1e-300)


def _proportional(yours: np.ndarray, expected: np.ndarray, sizes: Mapping[str, int]) -> str:
    square = float(np.vdot(expected, expected))
    factor = float(np.vdot(expected, yours)) / square if square else 0.0
    if abs(factor - 1) < 2 * CLOSE or not _same(yours, factor * expected):
        return ""
    named = {-1.0: "Its sign is flipped.", 2.0: "It is doubled.", 0.5: "It is halved."}
    for name, size in sizes.items():
        named.setdefault(
            float(size), f"It is {name} = {size} times too large: a division by {name} is missing."
        )
        named.setdefault(
            1 / size, f"It is {name} = {size} times too small: divided by {name} once too often."
        )
    for value, sentence in named.items():
        if abs(factor - value) <= CLOSE * abs(value):
            return sentence
    return f"Every entry is {factor:.6g} times what is expected."


def _offset(yours: np.ndarray, expected: np.ndarray) -> str:
    gap = yours - expected
    if gap.size > 1 and _same(gap, np.full_like(gap, gap.mean())):
        return f"Every entry is off by the same {gap.mean():.6g}."
    return ""


def _rearranged(yours: np.ndarray, expected: np.ndarray) -> str:
    if yours.ndim != 2 or yours.size == 1:
        return ""
    if yours.shape[0] == yours.shape[1] and _same(yours.T, expected):
        return "It is the transpose of what is expected."
    if _same(yours.reshape(expected.T.shape).T, expected):
        return "The numbers are right, in another order: reshaped instead of transposed."
    if _same(np.sort(yours, axis=None), np.sort(expected, axis=None)):
        return "The numbers are right, in another order."
    return ""


def _partly(yours: np.ndarray, expected: np.ndarray) -> str:
    wrong = np.abs(yours - expected) > CLOSE * (np.abs(expected) + np.sqrt(np.mean(expected**2)))
    if wrong.all() or not wrong.any():
        return ""
    for axis in range(yours.ndim):
        hit = np.unique(np.argwhere(wrong)[:, axis])
        if len(hit) == 1 and yours.shape[axis] > 2:
            return f"Only index {hit[0]} of axis {axis} is wrong."
        right = np.setdiff1d(np.arange(yours.shape[axis]), hit)
        if len(right) == 1 and yours.shape[axis] > 2:
            return f"Only index {right[0]} of axis {axis} is right."
    if not yours[wrong].any():
        return "The wrong entries are zero where they shouldn't be: a mask is too wide."
    if not expected[wrong].any():
        return "The wrong entries should be zero: a mask is missing or too narrow."
    return f"{np.count_nonzero(wrong)} of {wrong.size} entries are wrong, the others right."
