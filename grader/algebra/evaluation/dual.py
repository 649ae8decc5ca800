"""Numbers that carry their derivatives: forward-mode automatic differentiation.

A dual is a value and its partial derivatives by some coordinates, each in whatever arithmetic
lies below (balls here, SymPy for proofs). Griewank and Walther, "Evaluating Derivatives" (2008),
chapter 3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.algebra.evaluation.interval import UndefinedError


@dataclass(frozen=True, slots=True)
class Dual:
    """A value and its non-zero slopes, by number of coordinate."""

    value: Any
    slopes: Mapping[int, Any]

    def __add__(self, other: Any) -> Dual:
        other = _lift(other)
        return Dual(self.value + other.value, _added(self.slopes, other.slopes))

    __radd__ = __add__

    def __neg__(self) -> Dual:
        return Dual(-self.value, {key: -slope for key, slope in self.slopes.items()})

    def __sub__(self, other: Any) -> Dual:
        return self + -_lift(other)

    def __rsub__(self, other: Any) -> Dual:
        return _lift(other) + -self

    def __mul__(self, other: Any) -> Dual:
        other = _lift(other)
        slopes = _added(self.times(other.value), other.times(self.value))
        return Dual(self.value * other.value, slopes)

    __rmul__ = __mul__

    def times(self, factor: Any) -> dict[int, Any]:
        """The slopes, each times a factor."""
        return {key: slope * factor for key, slope in self.slopes.items()}

    def __truediv__(self, other: Any) -> Dual:
        other = _lift(other)
        ratio = self.value / other.value
        top = _added(self.slopes, other.times(-ratio))
        return Dual(ratio, {key: slope / other.value for key, slope in top.items()})

    def __rtruediv__(self, other: Any) -> Dual:
        return _lift(other) / self


def _added(first: Mapping[int, Any], second: Mapping[int, Any]) -> Mapping[int, Any]:
    if not first or not second:
        return first or second
    both = {key: first[key] + second[key] for key in first.keys() & second.keys()}
    return {**first, **second, **both}


def _lift(number: Any) -> Dual:
    return number if isinstance(number, Dual) else Dual(number, {})


class Duals:
    """The arithmetic of duals over another arithmetic."""

    def __init__(self, below: Any) -> None:
        self.below = below
        self.number: Callable[[Fraction], Any] = below.number
        self.constant: Callable[[str], Any] = below.constant

    def sign(self, x: Any) -> int:
        """The sign of the value."""
        return int(self.below.sign(x.value if isinstance(x, Dual) else x))

    def larger(self, x: Any, y: Any) -> Any:
        """The maximum; at a tie of different slopes it has no derivative."""
        if not isinstance(x, Dual) and not isinstance(y, Dual):
            return self.below.larger(x, y)
        sign = self.sign(x - y)
        if sign == 0 and _lift(x).slopes != _lift(y).slopes:
            raise UndefinedError("no derivative where a maximum switches")
        return x if sign >= 0 else y

    def absolute(self, x: Any) -> Any:
        """The absolute value; at zero it has no derivative."""
        if not isinstance(x, Dual):
            return self.below.absolute(x)
        if not x.slopes:
            return Dual(self.below.absolute(x.value), {})
        sign = self.sign(x)
        if sign == 0:
            raise UndefinedError("no derivative of an absolute value at zero")
        return x if sign > 0 else -x

    def function(self, name: str, x: Any) -> Any:
        """An elementary function and its slope."""
        if not isinstance(x, Dual):
            return self.below.function(name, x)
        value = self.below.function(name, x.value)
        if not x.slopes:
            return Dual(value, {})
        return Dual(value, x.times(_SLOPES[name](self.below, x.value, value)))

    def power(self, x: Any, exponent: Fraction) -> Any:
        """A rational power and its slope."""
        if not isinstance(x, Dual):
            return self.below.power(x, exponent)
        value = self.below.power(x.value, exponent)
        if not x.slopes or exponent == 0:
            return Dual(value, {})
        slope = self.below.number(exponent) * self.below.power(x.value, exponent - 1)
        return Dual(value, x.times(slope))

    def general_power(self, x: Any, y: Any) -> Any:
        """x**y for positive x."""
        if not isinstance(x, Dual) and not isinstance(y, Dual):
            return self.below.general_power(x, y)
        return self.function("exp", y * self.function("log", x))


def _one(field: Any) -> Any:
    return field.number(Fraction(1))


_SLOPES: dict[str, Callable[[Any, Any, Any], Any]] = {
    "exp": lambda field, x, y: y,
    "log": lambda field, x, y: _one(field) / x,
    "sqrt": lambda field, x, y: _one(field) / (y + y),
    "tanh": lambda field, x, y: _one(field) - y * y,
    "sin": lambda field, x, y: field.function("cos", x),
    "cos": lambda field, x, y: -field.function("sin", x),
    "tan": lambda field, x, y: _one(field) + y * y,
    "atan": lambda field, x, y: _one(field) / (_one(field) + x * x),
    "sinh": lambda field, x, y: field.function("cosh", x),
    "cosh": lambda field, x, y: field.function("sinh", x),
    "erf": lambda field, x, y: (
        field.number(Fraction(2))
        / field.power(field.constant("pi"), Fraction(1, 2))
        * field.function("exp", -(x * x))
    ),
}
