"""The functions that every question knows, on arrays of any arithmetic.

Those of one number go entry by entry; norm, softmax, diag and trace take their argument whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any

from grader.algebra.errors import ShapeError, TooHardError
from grader.algebra.evaluation import aggregates
from grader.algebra.evaluation.arithmetic import ELEMENTARY
from grader.algebra.evaluation.arrays import (
    Array,
    array,
    named,
    number,
    places,
    pointwise,
    transpose,
)
from grader.algebra.evaluation.context import Context
from grader.algebra.notation.constructs.functions import FUNCTIONS as KNOWN

_WORK = 20  # what an elementary function costs, in multiplications


def apply_elementary(context: Context, name: str, arguments: Sequence[Array]) -> Array:
    """A built-in function of its arguments; raises ShapeError where it takes no such arguments."""
    size = sum(len(argument.cells) for argument in arguments)
    context.allow(size, _WORK * size)
    if name in ("max", "min"):
        return _extreme(context, arguments, 1 if name == "max" else -1)
    if name == "binomial" and len(arguments) == 2:
        return aggregates.binomial(context, arguments)
    if len(arguments) != 1:
        raise ShapeError(f"{name} takes one argument, not {len(arguments)}")
    (argument,) = arguments
    if name in _WHOLE:
        return _WHOLE[name](context, argument)
    if name in _LISTED:
        return _entries(argument, _LISTED[name])
    if name in ELEMENTARY:
        return argument.map(lambda cell: context.arithmetic.function(name, cell))
    if name not in _COMPOSED:
        raise ShapeError(f"'{name}' isn't a function of numbers")
    return argument.map(lambda cell: _COMPOSED[name](context, cell))


def _extreme(context: Context, arguments: Sequence[Array], side: int) -> Array:
    def larger(a: Any, b: Any) -> Any:
        if side > 0:
            return context.arithmetic.larger(a, b)
        return -context.arithmetic.larger(-a, -b)

    if len(arguments) > 1:
        return reduce(lambda a, b: pointwise(larger, a, b, "the larger"), arguments)
    return number(reduce(larger, arguments[0].cells))


def _entries(x: Array, places_of: Callable[[int, int], Sequence[tuple[int, int]]]) -> Array:
    """Entries of a matrix in a column; every column of the matrix must be in it."""
    rows, columns = x.shape if len(x.shape) == 2 else (len(x.cells), 1)
    listed = places_of(rows, columns)
    if len(x.shape) > 2 or {c for _, c in listed} != set(range(columns)):
        raise ShapeError(f"{named(x.shape)} has no such entries")
    return array((len(listed),), (x.cells[r * columns + c] for r, c in listed))


def _softmax(context: Context, z: Array) -> Array:
    """exp(z_i) over their sum."""
    if not z.shape:
        raise ShapeError("softmax takes a column, not a number")
    if len(z.shape) == 2 and z.shape[0] > 1:
        raise TooHardError("softmax of a matrix: over its rows, or over its columns?")
    powers = [context.arithmetic.function("exp", cell) for cell in z.cells]
    whole = reduce(add, powers)
    return Array(z.shape, tuple(context.arithmetic.divide(power, whole) for power in powers))


def _softmax_right(context: Context, z: Array) -> Array:
    """The softmax of each row."""
    columns = z.shape[-1]
    rows = (z.cells[at : at + columns] for at in range(0, len(z.cells), columns))
    return Array(
        z.shape, tuple(c for r in rows for c in _softmax(context, Array((columns,), r)).cells)
    )


def _softmax_down(context: Context, z: Array) -> Array:
    """The softmax of each column."""
    return transpose(_softmax_right(context, transpose(z)))


def _norm(context: Context, x: Array) -> Array:
    """The Euclidean norm; of a matrix, Frobenius'."""
    if not x.shape:
        return x.map(context.arithmetic.absolute)
    squares = reduce(add, (cell * cell for cell in x.cells))
    return number(context.arithmetic.power(squares, Fraction(1, 2)))


def _norm1(context: Context, x: Array) -> Array:
    return number(reduce(add, map(context.arithmetic.absolute, x.cells)))


def _diag(context: Context, x: Array) -> Array:
    """A column on the diagonal; or a square matrix without what is off its diagonal."""
    if not x.shape:
        raise TooHardError("diag of one number: how long is the diagonal? write I_K or diag(1_K)")
    if len(x.shape) == 2 and x.shape[0] == 1:
        x = Array((x.shape[1],), x.cells)
    square = (x.shape[0], x.shape[0])
    context.allow(x.shape[0] ** 2)
    if len(x.shape) == 1:
        cells = (x.cells[r] if r == c else context.zero for r, c in places(square))
        return array(square, cells)
    if x.shape == square:
        return array(square, (x.at((r, c)) if r == c else context.zero for r, c in places(square)))
    raise ShapeError(f"diag takes a column or a square matrix, not {named(x.shape)}")


def _trace(context: Context, x: Array) -> Array:
    if len(x.shape) != 2 or x.shape[0] != x.shape[1]:
        raise ShapeError(f"a trace is of a square matrix, not of {named(x.shape)}")
    return number(reduce(add, (x.at((n, n)) for n in range(x.shape[0]))))


def _sigmoid(context: Context, x: Any) -> Any:
    below = context.one + context.arithmetic.function("exp", -x)
    return context.arithmetic.divide(context.one, below)


def _softplus(context: Context, x: Any) -> Any:
    return context.arithmetic.function("log", context.one + context.arithmetic.function("exp", x))


def _sign(context: Context, x: Any) -> Any:
    return context.arithmetic.number(Fraction(context.arithmetic.sign(x)))


def _sech(context: Context, x: Any) -> Any:
    return context.arithmetic.divide(context.one, context.arithmetic.function("cosh", x))


_WHOLE: dict[str, Callable[[Context, Array], Array]] = {
    **aggregates.WHOLE,
    "softmax": _softmax,
    "softmax_right": _softmax_right,
    "softmax_down": _softmax_down,
    "norm": _norm,
    "norm1": _norm1,
    "diag": _diag,
    "tr": _trace,
}
_LISTED = {f.name: f.listed for f in KNOWN if f.listed is not None}
_COMPOSED: dict[str, Callable[[Context, Any], Any]] = {
    "abs": lambda context, x: context.arithmetic.absolute(x),
    "relu": lambda context, x: context.arithmetic.larger(x, context.zero),
    "sign": _sign,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "sech": _sech,
}
FUNCTIONS = frozenset({"max", "min", "binomial", *ELEMENTARY, *_WHOLE, *_LISTED, *_COMPOSED})
