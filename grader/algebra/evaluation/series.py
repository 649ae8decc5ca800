"""Infinite series, summed until what is left is too small to matter.

Terms are taken in blocks. Where each block is smaller than the one before it by some factor, what
is left is less than a geometric series of that factor, which is added to the error of the sum. A
series whose blocks grow has no value; of one that falls too slowly, such as 1/n², none is known.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import arb

from grader.algebra.errors import ShapeError, TooHardError, UndefinedError, UnsettledError
from grader.algebra.evaluation.arrays import Array, named, number

_BLOCK = 8  # terms; every other one may be zero, as of a sine
_BLOCKS = 1000
_NEGLIGIBLE = arb(2) ** -100  # of the sum
_GROWN = arb(2) ** 40  # times the first block


def series(first: int, term: Callable[[int], Array]) -> Array:
    """The sum of the terms from the first one on.

    Raises UndefinedError where they grow, UnsettledError where they fall too slowly.
    """
    total, before, begun = arb(0), arb(0), arb(0)
    for block in range(_BLOCKS):
        cells = [_cell(term(first + _BLOCK * block + n)) for n in range(_BLOCK)]
        total = sum(cells, total)
        size = max((abs(cell).upper() for cell in cells), key=float)
        begun = begun if block else size + 1
        if size.is_zero() and before.is_zero() and block:
            return number(total)
        if block and size >= begun * _GROWN and size > before:
            raise UndefinedError("a series whose terms grow")
        if block and size < before:
            factor = size / before
            left = _BLOCK * size * factor / (1 - factor)
            if left < _NEGLIGIBLE * (abs(total).lower() + _NEGLIGIBLE):
                return number(total + arb(0, left.upper()))
        before = size
    raise UnsettledError


def _cell(term: Array) -> arb:
    if term.shape:
        raise ShapeError(f"an infinite series of {named(term.shape)}")
    if not isinstance(term.cells[0], arb):
        raise TooHardError("an infinite series here")
    return term.cells[0]
