"""Answers that are right up to something: a sign, an order, a rotation, a basis.

Among all answers that count as the same, `aligned` picks the one that is nearest to the right
one. What follows (tolerance, diagnosis, the difference that is shown) is as for any answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.numerics.data import same
from grader.numerics.tolerance import as_numbers

FREEDOMS = {
    "sign": "each column times 1 or -1, a vector as a whole",
    "scale": "each column times a number other than 0, a vector as a whole",
    "constant": "a constant that is added to every entry",
    "order": "the items in any order: entries of a vector, rows of a matrix, items of a list",
    "permutation": "the columns in any order",
    "labels": "integers that name groups, under any other names",
    "rotation": "the rows turned or mirrored together, as points",
    "basis": "any columns that span the same subspace",
}
MOST = 2000  # items whose order is found


@dataclass(frozen=True)
class Freedoms:
    """What outputs are right up to: all of them (the name ""), or those that are named."""

    by_output: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def of(self, output: str) -> tuple[str, ...]:
        """What this output is right up to."""
        return next((free for name, free in self.by_output if name in ("", output)), ())


NONE = Freedoms()


def freedoms(up_to: str | Sequence[str] | Mapping[str, str | Sequence[str]]) -> Freedoms:
    """Return what an author wrote: for all outputs alike, or by output; raises ValueError."""
    written = up_to if isinstance(up_to, Mapping) else {"": up_to}
    found = {
        name: (free,) if isinstance(free, str) else tuple(free) for name, free in written.items()
    }
    unknown = [free for each in found.values() for free in each if free not in FREEDOMS]
    if unknown:
        raise ValueError(f"write some of {', '.join(FREEDOMS)}, not {unknown[0]!r}")
    return Freedoms(tuple((name, free) for name, free in found.items() if free))


def aligned(yours: Any, expected: Any, up_to: Collection[str]) -> Any:
    """Return the answer that counts as the same as `yours` and is nearest to `expected`."""
    one, other = as_numbers(yours), as_numbers(expected)
    if one is None or other is None:
        both_lists = isinstance(yours, (list, tuple)) and isinstance(expected, (list, tuple))
        return _list_in_order(yours, expected) if both_lists and "order" in up_to else yours
    if one.shape != other.shape or not (np.isfinite(one).all() and np.isfinite(other).all()):
        return yours
    if "labels" in up_to:
        return _renamed(one, other)
    for freedom, align in (("rotation", _rotated), ("basis", _in_span)):
        if freedom in up_to and one.ndim == 2:
            return align(one, other)
    if "order" in up_to and one.ndim:
        one = one[_order(one, other, frozenset())]
    if "permutation" in up_to and one.ndim == 2:
        one = one[:, _order(one.T, other.T, frozenset(up_to))]
    if "sign" in up_to or "scale" in up_to:
        one = one * _factors(one, other, any_size="scale" in up_to)
    return one + np.mean(other - one) if "constant" in up_to and one.size else one


def _list_in_order(yours: Any, expected: Any) -> list[Any]:
    """The items in the order of the right ones, where they are equal; the others then follow."""
    left, found = list(yours), []
    for item in expected:
        at = next((k for k, mine in enumerate(left) if same(mine, item)), None)
        found.append(item if at is None else left.pop(at))
        if at is None:
            found[-1] = None
    return [left.pop(0) if item is None and left else item for item in found] + left


def _factors(one: np.ndarray, other: np.ndarray, *, any_size: bool) -> np.ndarray:
    """What each column is to be multiplied by; of complex numbers, a sign is any phase."""
    axis = -2 if one.ndim > 1 else None
    along = np.sum(np.conj(one) * other, axis=axis, keepdims=True)
    size = np.sum(np.abs(one) ** 2, axis=axis, keepdims=True) if any_size else np.abs(along)
    factors = np.where(size > 0, along / np.where(size > 0, size, 1), 1)
    return np.asarray(np.where(factors == 0, 1, factors)).reshape(size.shape if one.ndim else ())


def _order(one: np.ndarray, other: np.ndarray, up_to: frozenset[str]) -> np.ndarray:
    """Which item of `one` belongs in the place of each item of `other`."""
    count = len(one)
    if count > MOST:
        return np.arange(count)
    if one.ndim == 1 and one.dtype.kind in "biuf" and not up_to & {"sign", "scale"}:
        found = np.empty(count, int)
        found[np.argsort(other, kind="stable")] = np.argsort(one, kind="stable")
        return found
    return _matched(_distances(one.reshape(count, -1), other.reshape(count, -1), up_to))


def _distances(one: np.ndarray, other: np.ndarray, up_to: frozenset[str]) -> np.ndarray:
    """How far each item of `one` is from each of `other`, squared; at its best sign or scale."""
    inner = other @ np.conj(one).T
    left, right = (np.sum(np.abs(each) ** 2, axis=1) for each in (other, one))
    if "scale" in up_to:
        return np.asarray(left[:, None] - np.abs(inner) ** 2 / np.where(right > 0, right, 1))
    nearest = np.abs(inner) if "sign" in up_to else inner.real
    return np.asarray(left[:, None] + right - 2 * nearest)


def _matched(costs: np.ndarray) -> np.ndarray:
    """Pair rows with columns, the nearest first."""
    found = np.full(len(costs), -1)
    for place in np.argsort(costs, axis=None, kind="stable"):
        row, column = divmod(int(place), len(costs))
        if found[row] < 0 and column not in found:
            found[row] = column
    return found


def _renamed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Each label under the name of the group that it shares most with."""
    names, mine = np.unique(one, return_inverse=True)
    wanted, right = np.unique(other, return_inverse=True)
    shared = np.zeros((len(names), len(wanted)), int)
    np.add.at(shared, (mine.ravel(), right.ravel()), 1)
    new = wanted.max(initial=0) + 1 + np.arange(len(names))  # names that no group has
    for place in np.argsort(-shared, axis=None, kind="stable")[: shared.size]:
        name, group = divmod(int(place), len(wanted))
        if new[name] > wanted.max() and wanted[group] not in new and shared[name, group]:
            new[name] = wanted[group]
    return np.asarray(new[mine].reshape(one.shape))


def _rotated(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    left, _, right = np.linalg.svd(np.conj(one).T @ other)
    return np.asarray(one @ left @ right)


def _in_span(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The right columns, as far as yours span them; yours as they are if they span too much."""
    basis = _orthonormal(one)
    if basis.shape != _orthonormal(other).shape:
        return one
    return np.asarray(basis @ (np.conj(basis).T @ other))


def _orthonormal(columns: np.ndarray) -> np.ndarray:
    left, values, _ = np.linalg.svd(columns, full_matrices=False)
    least = max(columns.shape) * float(np.finfo(np.float32).eps) * values.max(initial=0)
    return np.asarray(left[:, values > least])
