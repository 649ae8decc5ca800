"""Sums and means of arrays, inverses, and functions of whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from math import comb, factorial
from operator import add
from typing import Any

from grader.algebra.errors import ShapeError, TooHardError, UndefinedError
from grader.algebra.evaluation.arrays import Array, array, named, number, transpose
from grader.algebra.evaluation.context import Context

_MAX_SIDE = 8
_MAX_WHOLE = 200


def _total(context: Context, x: Array) -> Array:
    return number(reduce(add, x.cells, context.zero))


def _mean(context: Context, x: Array) -> Array:
    return _divided(context, _total(context, x), len(x.cells))


def _divided(context: Context, x: Array, count: int) -> Array:
    share = context.arithmetic.number(Fraction(1, count))
    return x.map(lambda cell: cell * share)


def _total_down(context: Context, x: Array) -> Array:
    """The sum over the rows: one number for each column."""
    if len(x.shape) < 2:
        return _total(context, x)
    _, columns = _sides(x)
    cells = [reduce(add, x.cells[c::columns]) for c in range(columns)]
    return array((columns,), cells)


def _total_right(context: Context, x: Array) -> Array:
    """The sum over the columns: one number for each row."""
    if len(x.shape) < 2:
        return _total(context, x)
    return _total_down(context, transpose(x))


def _mean_down(context: Context, x: Array) -> Array:
    return _divided(context, _total_down(context, x), x.shape[0] if x.shape else 1)


def _mean_right(context: Context, x: Array) -> Array:
    return _divided(context, _total_right(context, x), x.shape[-1] if x.shape else 1)


def _length(context: Context, x: Array) -> Array:
    """How many entries or rows there are."""
    if not x.shape:
        raise ShapeError("the length of a number")
    return number(context.arithmetic.number(Fraction(x.shape[0])))


def _column(context: Context, x: Array) -> Array:
    """A vector as a matrix of one column, which goes with each column of another."""
    return Array((len(x.cells), 1), x.cells)


def _sides(x: Array) -> tuple[int, int]:
    if len(x.shape) != 2:
        raise ShapeError(f"a matrix is expected, not {named(x.shape)}")
    return x.shape[0], x.shape[1]


def inverse(context: Context, x: Array) -> Array:
    """The inverse of a square matrix, by cofactors; of a number, its reciprocal."""
    if not x.shape:
        return x.map(lambda cell: context.arithmetic.divide(context.one, cell))
    rows, columns = _sides(x)
    if rows != columns:
        raise ShapeError(f"the inverse of {named(x.shape)}")
    if rows > _MAX_SIDE:
        raise TooHardError("the inverse of a matrix of this size")
    context.allow(rows**2, 2 * rows**3 * 2**rows)
    whole = determinant(context, x, tuple(range(rows)), tuple(range(rows)))
    cells = [_cofactor(context, x, c, r) for r in range(rows) for c in range(rows)]
    return Array(x.shape, tuple(context.arithmetic.divide(cell, whole) for cell in cells))


def _cofactor(context: Context, x: Array, row: int, column: int) -> Any:
    rows = tuple(r for r in range(x.shape[0]) if r != row)
    columns = tuple(c for c in range(x.shape[0]) if c != column)
    minor = determinant(context, x, rows, columns)
    return -minor if (row + column) % 2 else minor


def determinant(context: Context, x: Array, rows: tuple[int, ...], columns: tuple[int, ...]) -> Any:
    """The determinant of some rows and columns, by expansion along the rows."""
    known: dict[tuple[int, ...], Any] = {(): context.one}

    def of(left: tuple[int, ...]) -> Any:
        if left not in known:
            row = rows[len(rows) - len(left)]
            found = context.zero
            for n, column in enumerate(left):
                term = x.at((row, column)) * of((*left[:n], *left[n + 1 :]))
                found = found - term if n % 2 else found + term
            known[left] = found
        return known[left]

    return of(columns)


def _whole_number(context: Context, x: Array) -> int:
    if x.shape:
        raise ShapeError(f"a whole number is expected, not {named(x.shape)}")
    for n in range(_MAX_WHOLE):
        gap = x.cells[0] - context.arithmetic.number(Fraction(n))
        if context.arithmetic.sign(gap) == 0:
            return n
    raise UndefinedError("a whole number is expected")


def _factorial(context: Context, x: Array) -> Array:
    return number(context.arithmetic.number(Fraction(factorial(_whole_number(context, x)))))


def _rounded(context: Context, x: Array, side: int) -> Array:
    """The largest whole number below (`side` 1), or the smallest above (-1)."""

    def of(cell: Any) -> Any:
        for n in range(-_MAX_WHOLE, _MAX_WHOLE):
            gap = cell * context.arithmetic.number(Fraction(side))
            gap = gap - context.arithmetic.number(Fraction(n + 1))
            if context.arithmetic.sign(gap) < 0:
                return context.arithmetic.number(Fraction(side * n))
        raise TooHardError("rounding a number of this size")

    return x.map(of)


def binomial(context: Context, arguments: Sequence[Array]) -> Array:
    """The binomial coefficient, n over k."""
    n, k = (_whole_number(context, x) for x in arguments)
    return number(context.arithmetic.number(Fraction(comb(n, k))))


WHOLE: dict[str, Callable[[Context, Array], Array]] = {
    "total": _total,
    "mean": _mean,
    "total_down": _total_down,
    "total_right": _total_right,
    "mean_down": _mean_down,
    "mean_right": _mean_right,
    "length": _length,
    "column": _column,
    "inverse": inverse,
    "factorial": _factorial,
    "floor": lambda context, x: _rounded(context, x, 1),
    "ceil": lambda context, x: _rounded(context, x, -1),
}
