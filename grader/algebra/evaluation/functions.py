"""The functions that every question knows, on arrays of any arithmetic.

Those of one number go entry by entry; norm, softmax, diag and trace take their argument whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from grader.algebra.evaluation.arrays import (
    Array,
    ShapeError,
    array,
    named,
    number,
    places,
    pointwise,
)
from grader.algebra.evaluation.interval import TooHardError

if TYPE_CHECKING:
    from grader.algebra.evaluation.evaluator import Meaning

_ELEMENTARY_WORDS = "exp log sqrt tanh sin cos tan atan erf sinh cosh"
_ELEMENTARY = frozenset(_ELEMENTARY_WORDS.split())


def apply_elementary(m: Meaning, name: str, arguments: Sequence[Array]) -> Array:
    """A built-in function of its arguments; raises ShapeError where it takes no such arguments."""
    if name in ("max", "min"):
        return _extreme(m, arguments, 1 if name == "max" else -1)
    if len(arguments) != 1:
        raise ShapeError(f"{name} takes one argument, not {len(arguments)}")
    (argument,) = arguments
    if name in _WHOLE:
        return _WHOLE[name](m, argument)
    if name in _ELEMENTARY:
        return argument.map(lambda cell: m.field.function(name, cell))
    return argument.map(lambda cell: _COMPOSED[name](m, cell))


def _extreme(m: Meaning, arguments: Sequence[Array], side: int) -> Array:
    def larger(a: Any, b: Any) -> Any:
        return m.field.larger(a, b) if side > 0 else -m.field.larger(-a, -b)

    if len(arguments) > 1:
        return reduce(lambda a, b: pointwise(larger, a, b, "the larger"), arguments)
    return number(reduce(larger, arguments[0].cells))


def _softmax(m: Meaning, z: Array) -> Array:
    """exp(z_i) over their sum."""
    if not z.shape:
        raise ShapeError("softmax takes a column, not a number")
    powers = [m.field.function("exp", cell) for cell in z.cells]
    whole = reduce(add, powers)
    return Array(z.shape, tuple(power / whole for power in powers))


def _norm(m: Meaning, x: Array) -> Array:
    """The Euclidean norm; of a matrix, Frobenius'."""
    if not x.shape:
        return x.map(m.field.absolute)
    squares = reduce(add, (cell * cell for cell in x.cells))
    return number(m.field.power(squares, Fraction(1, 2)))


def _norm1(m: Meaning, x: Array) -> Array:
    return number(reduce(add, map(m.field.absolute, x.cells)))


def _diag(m: Meaning, x: Array) -> Array:
    """A column on the diagonal; or a square matrix without what is off its diagonal."""
    if not x.shape:
        raise TooHardError("diag of one number: how long is the diagonal? write I_K or diag(1_K)")
    if len(x.shape) == 2 and x.shape[0] == 1:
        x = Array((x.shape[1],), x.cells)
    if len(x.shape) == 1:
        square = (x.shape[0], x.shape[0])
        return array(square, (x.cells[r] if r == c else m.zero for r, c in places(square)))
    if len(x.shape) == 2 and x.shape[0] == x.shape[1]:
        return array(x.shape, (x.at((r, c)) if r == c else m.zero for r, c in places(x.shape)))
    raise ShapeError(f"diag takes a column or a square matrix, not {named(x.shape)}")


def _trace(m: Meaning, x: Array) -> Array:
    if len(x.shape) != 2 or x.shape[0] != x.shape[1]:
        raise ShapeError(f"a trace is of a square matrix, not of {named(x.shape)}")
    return number(reduce(add, (x.at((n, n)) for n in range(x.shape[0]))))


def _sigmoid(m: Meaning, x: Any) -> Any:
    return m.one / (m.one + m.field.function("exp", -x))


def _softplus(m: Meaning, x: Any) -> Any:
    return m.field.function("log", m.one + m.field.function("exp", x))


_WHOLE: dict[str, Callable[[Meaning, Array], Array]] = {
    "softmax": _softmax,
    "norm": _norm,
    "norm1": _norm1,
    "diag": _diag,
    "tr": _trace,
}
_COMPOSED: dict[str, Callable[[Meaning, Any], Any]] = {
    "abs": lambda m, x: m.field.absolute(x),
    "relu": lambda m, x: m.field.larger(x, m.zero),
    "sign": lambda m, x: m.field.number(Fraction(m.field.sign(x))),
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "sech": lambda m, x: m.one / m.field.function("cosh", x),
}
FUNCTIONS = frozenset({"max", "min", *_ELEMENTARY, *_WHOLE, *_COMPOSED})
