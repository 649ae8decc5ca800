"""What do wrong numbers have in common with the right ones? One line that points at the mistake.

Ask it on a case of pairwise distinct sizes: on the smallest case, with two columns, 'divided by
the batch size' and 'halved' look the same. A single entry has a factor by chance: only two cases
that agree can confirm it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np

from grader.results import Diagnosis

CLOSE = 1e-4  # relative
BY_CHANCE = ("sign", "times_size", "over_size", "doubled", "halved", "factor")

Numbers = tuple[np.ndarray, np.ndarray, Mapping[str, int]]  # submitted, expected, named sizes
Shape = tuple[int, ...]


def diagnose(yours: np.ndarray, expected: np.ndarray, sizes: Mapping[str, int]) -> Diagnosis | None:
    """Return what is wrong with `yours`; `sizes` are the case's named sizes."""
    found = _found(yours, expected, sizes)
    single = np.count_nonzero(expected) < 2
    return next((each for each in found if not (single and each.code in BY_CHANCE)), None)


def agreed(one: Numbers, other: Numbers) -> Diagnosis | None:
    """Return what is wrong on two cases alike, in the numbers of the other one."""
    restatements = (restated(found, *other) for found in _found(*one))
    return next((found for found in restatements if found), None)


def restated(
    diagnosis: Diagnosis, yours: np.ndarray, expected: np.ndarray, sizes: Mapping[str, int]
) -> Diagnosis | None:
    """Return a diagnosis of another case in the numbers of this one, or None if it is not true."""
    for found in _found(yours, expected, sizes):
        if found.code == diagnosis.code and _about(found) == _about(diagnosis):
            return found
    return None


def _about(diagnosis: Diagnosis) -> object:
    """What a diagnosis is about, whatever the case: the size, the factor, the axis."""
    parameters = diagnosis.parameters
    factor = parameters.get("factor")
    return parameters.get("size"), factor and round(factor, 3), parameters.get("axis")


def _found(
    yours: np.ndarray, expected: np.ndarray, sizes: Mapping[str, int]
) -> Iterator[Diagnosis]:
    """Every diagnosis that is true, the most telling first; none of complex numbers."""
    if np.iscomplexobj(yours) or np.iscomplexobj(expected):
        return
    yours, expected = np.asarray(yours, float), np.asarray(expected, float)
    if not np.isfinite(yours).all():
        yield NOT_FINITE
        return
    if yours.shape != expected.shape and yours.size != expected.size:
        return
    yours = yours.reshape(expected.shape)
    if _same(yours, expected):
        return
    if not yours.any():
        yield Diagnosis("zeros", "It is all zeros: was it ever computed, or cleared too early?")
        return
    yield from _proportional(yours, expected, sizes)
    for diagnosis in (_offset, _rearranged, _partly):
        found = diagnosis(yours, expected)
        if found is not None:
            yield found


TRANSPOSED = Diagnosis("transposed", "It looks transposed.")
REPEATED = Diagnosis(
    "not_repeatable",
    "Two equal calls return different values: something is random, or kept from the call before.",
)
NOT_FINITE = Diagnosis(
    "not_finite",
    "It is not finite: an overflow, a division by zero, or the logarithm of zero.",
)


def diagnose_shape(yours: Shape, expected: Shape) -> Diagnosis | None:
    """Return what turned the expected shape into this one."""
    return next(_found_in_shapes(yours, expected), None)


def restated_shape(diagnosis: Diagnosis | None, yours: Shape, expected: Shape) -> Diagnosis | None:
    """Return a diagnosis of other shapes if it is true of these too."""
    return diagnosis if diagnosis in tuple(_found_in_shapes(yours, expected)) else None


def _found_in_shapes(yours: Shape, expected: Shape) -> Iterator[Diagnosis]:
    if yours == expected[::-1]:
        yield TRANSPOSED
    squeezed = [tuple(axis for axis in shape if axis != 1) for shape in (yours, expected)]
    if squeezed[0] == squeezed[1]:
        yield Diagnosis(
            "axis_of_one", "An axis of length 1 was dropped or added: see keepdims, or reshape."
        )
    if len(yours) > len(expected) and _contains(yours, expected):
        yield Diagnosis("axis_left", "One axis is left over: a sum over it is missing.")
    if len(yours) < len(expected) and _contains(expected, yours):
        yield Diagnosis("axis_gone", "One axis is gone: it was summed or indexed away.")


def _contains(longer: Shape, shorter: Shape) -> bool:
    return any(longer[:k] + longer[k + 1 :] == shorter for k in range(len(longer)))


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.linalg.norm(one - other) <= CLOSE * np.linalg.norm(other) + 1e-300)


def _proportional(
    yours: np.ndarray, expected: np.ndarray, sizes: Mapping[str, int]
) -> Iterator[Diagnosis]:
    square = float(np.vdot(expected, expected))
    factor = float(np.vdot(expected, yours)) / square if square else 0.0
    if abs(factor - 1) < 2 * CLOSE or not _same(yours, factor * expected):
        return
    for value, found in _factors(sizes):
        if abs(factor - value) <= CLOSE * abs(value):
            yield found
    if np.count_nonzero(expected) > 2:  # fewer are proportional to anything
        sentence = f"Every entry is {factor:.6g} times what is expected."
        yield Diagnosis("factor", sentence, {"factor": factor})


def _factors(sizes: Mapping[str, int]) -> Iterator[tuple[float, Diagnosis]]:
    """Factors that have a name; a size explains more than that it is doubled."""
    products = {f"{a} · {b}": m * n for (a, m), (b, n) in combinations(sizes.items(), 2)}
    squares = {f"{name}²": size**2 for name, size in sizes.items()}
    yield -1.0, Diagnosis("sign", "Its sign is flipped.")
    for name, size in {**sizes, **products, **squares}.items():
        parameters: dict[str, Any] = {"size": name, "value": size}
        large = f"It is {name} = {size} times too large: a division by {name} is missing."
        small = f"It is {name} = {size} times too small: divided by {name} once too often."
        if size > 1:
            yield float(size), Diagnosis("times_size", large, parameters)
            yield 1 / size, Diagnosis("over_size", small, parameters)
    yield 2.0, Diagnosis("doubled", "It is doubled.")
    yield 0.5, Diagnosis("halved", "It is halved.")


def _offset(yours: np.ndarray, expected: np.ndarray) -> Diagnosis | None:
    gap = yours - expected
    if gap.size > 1 and _same(gap, np.full_like(gap, gap.mean())):
        sentence = f"Every entry is off by the same {gap.mean():.6g}."
        return Diagnosis("offset", sentence, {"offset": float(gap.mean())})
    return None


def _rearranged(yours: np.ndarray, expected: np.ndarray) -> Diagnosis | None:
    if yours.ndim != 2 or min(yours.shape) == 1:
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
