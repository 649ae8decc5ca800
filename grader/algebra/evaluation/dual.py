"""Numbers that carry their derivatives: forward-mode automatic differentiation.

A dual is a value and its partial derivatives with respect to some coordinates, each in whatever
arithmetic lies below (intervals here, symbols for proofs). Griewank and Walther, "Evaluating
Derivatives" (2008), chapter 3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.algebra.errors import TooHardError, UndefinedError
from grader.algebra.evaluation.arithmetic import Arithmetic
from grader.algebra.evaluation.arrays import Array


@dataclass(frozen=True, slots=True)
class Dual:
    """A value and its non-zero partial derivatives, by number of coordinate."""

    value: Any
    partials: Mapping[int, Any]

    def __add__(self, other: Any) -> Dual:
        other = _lift(other)
        return Dual(self.value + other.value, _added(self.partials, other.partials))

    __radd__ = __add__

    def __neg__(self) -> Dual:
        return Dual(-self.value, {key: -partial for key, partial in self.partials.items()})

    def __sub__(self, other: Any) -> Dual:
        return self + -_lift(other)

    def __rsub__(self, other: Any) -> Dual:
        return _lift(other) + -self

    def __mul__(self, other: Any) -> Dual:
        other = _lift(other)
        partials = _added(self.times(other.value), other.times(self.value))
        return Dual(self.value * other.value, partials)

    __rmul__ = __mul__

    def times(self, factor: Any) -> dict[int, Any]:
        """The partial derivatives, each times a factor."""
        return {key: partial * factor for key, partial in self.partials.items()}


def _added(first: Mapping[int, Any], second: Mapping[int, Any]) -> Mapping[int, Any]:
    if not first or not second:
        return first or second
    both = {key: first[key] + second[key] for key in first.keys() & second.keys()}
    return {**first, **second, **both}


def _lift(number: Any) -> Dual:
    return number if isinstance(number, Dual) else Dual(number, {})


class Duals:
    """The arithmetic of duals over another arithmetic."""

    def __init__(self, below: Arithmetic) -> None:
        self.below = below
        self.zero = below.zero
        self.one = below.one
        self.number: Callable[[Any], Any] = below.number
        self.constant: Callable[[str], Any] = below.constant

    def sign(self, x: Any) -> int:
        """The sign of the value."""
        return self.below.sign(x.value if isinstance(x, Dual) else x)

    def larger(self, x: Any, y: Any) -> Any:
        """The maximum; at a tie of different derivatives it has none."""
        if not isinstance(x, Dual) and not isinstance(y, Dual):
            return self.below.larger(x, y)
        sign = self.sign(x - y)
        if sign == 0 and _lift(x).partials != _lift(y).partials:
            raise UndefinedError("no derivative where a maximum switches")
        return x if sign >= 0 else y

    def absolute(self, x: Any) -> Any:
        """The absolute value; at zero it has no derivative."""
        if not isinstance(x, Dual):
            return self.below.absolute(x)
        if not x.partials:
            return Dual(self.below.absolute(x.value), {})
        sign = self.sign(x)
        if sign == 0:
            raise UndefinedError("no derivative of an absolute value at zero")
        return x if sign > 0 else -x

    def divide(self, x: Any, y: Any) -> Any:
        """The quotient and its derivative."""
        if not isinstance(x, Dual) and not isinstance(y, Dual):
            return self.below.divide(x, y)
        top, bottom = _lift(x), _lift(y)
        ratio = self.below.divide(top.value, bottom.value)
        partials = _added(top.partials, bottom.times(-ratio))
        divided = {key: self.below.divide(p, bottom.value) for key, p in partials.items()}
        return Dual(ratio, divided)

    def function(self, name: str, x: Any) -> Any:
        """An elementary function and its derivative."""
        if not isinstance(x, Dual):
            return self.below.function(name, x)
        value = self.below.function(name, x.value)
        if not x.partials:
            return Dual(value, {})
        return Dual(value, x.times(_DERIVATIVES[name](self.below, x.value, value)))

    def power(self, x: Any, exponent: Fraction) -> Any:
        """A rational power and its derivative."""
        if not isinstance(x, Dual):
            return self.below.power(x, exponent)
        value = self.below.power(x.value, exponent)
        if not x.partials or exponent == 0:
            return Dual(value, {})
        factor = self.below.number(exponent) * self.below.power(x.value, exponent - 1)
        return Dual(value, x.times(factor))

    def general_power(self, x: Any, y: Any) -> Any:
        """x**y for positive x."""
        if not isinstance(x, Dual) and not isinstance(y, Dual):
            return self.below.general_power(x, y)
        return self.function("exp", y * self.function("log", x))

    def defined(self, name: str, value: Array) -> Array:
        """The value of a definition; its derivatives are kept."""
        below = self.below.defined(name, value.map(lambda cell: _lift(cell).value))
        pairs = zip(below.cells, value.cells, strict=True)
        cells = (Dual(b, c.partials) if isinstance(c, Dual) else b for b, c in pairs)
        return Array(value.shape, tuple(cells))

    def limit(self, value: Callable[[Any], Array], target: Any, side: int) -> Array:
        """No limits inside a derivative."""
        raise TooHardError("a limit inside a derivative")


def _of_sqrt(below: Arithmetic, x: Any, y: Any) -> Any:
    return below.divide(below.one, y + y)


def _of_atan(below: Arithmetic, x: Any, y: Any) -> Any:
    return below.divide(below.one, below.one + x * x)


def _of_erf(below: Arithmetic, x: Any, y: Any) -> Any:
    root = below.power(below.constant("pi"), Fraction(1, 2))
    return below.divide(below.number(Fraction(2)), root) * below.function("exp", -(x * x))


_DERIVATIVES: dict[str, Callable[[Arithmetic, Any, Any], Any]] = {
    "exp": lambda below, x, y: y,
    "log": lambda below, x, y: below.divide(below.one, x),
    "sqrt": _of_sqrt,
    "tanh": lambda below, x, y: below.one - y * y,
    "sin": lambda below, x, y: below.function("cos", x),
    "cos": lambda below, x, y: -below.function("sin", x),
    "tan": lambda below, x, y: below.one + y * y,
    "atan": _of_atan,
    "sinh": lambda below, x, y: below.function("cosh", x),
    "cosh": lambda below, x, y: below.function("sinh", x),
    "erf": _of_erf,
}
