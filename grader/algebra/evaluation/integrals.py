"""Definite integrals, by verified quadrature: Arb's, over complex boxes.

The integrand is evaluated in complex numbers, where its functions are analytic; what isn't
(an absolute value, a case) can't be integrated so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flint import acb, arb, fmpq

from grader.algebra.errors import ShapeError, TooHardError, UnsettledError
from grader.algebra.evaluation.arrays import Array, named, number
from grader.algebra.evaluation.context import Context
from grader.algebra.tree import Over

_FUNCTIONS: dict[str, Callable[[acb], acb]] = {
    "exp": acb.exp, "log": acb.log, "sqrt": acb.sqrt, "tanh": acb.tanh, "sin": acb.sin,
    "cos": acb.cos, "tan": acb.tan, "atan": acb.atan, "erf": acb.erf, "sinh": acb.sinh,
    "cosh": acb.cosh,
}  # fmt: skip


class Complexes:
    """The arithmetic of complex boxes, for integrands."""

    def __init__(self) -> None:
        self.zero = acb(0)
        self.one = acb(1)

    def number(self, value: Any) -> Any:
        """A rational number; what is a number already stays what it is."""
        if isinstance(value, Fraction):
            return acb(arb(fmpq(value.numerator, value.denominator)))
        return value

    def constant(self, name: str) -> Any:
        """`e` or `pi`."""
        return acb(arb.const_e() if name == "e" else arb.pi())

    def sign(self, x: Any) -> int:
        """No complex number has a sign."""
        raise TooHardError("an integral of what isn't smooth")

    def larger(self, x: Any, y: Any) -> Any:
        """No complex number is larger than another."""
        raise TooHardError("an integral of what isn't smooth")

    def absolute(self, x: Any) -> Any:
        """The absolute value isn't analytic."""
        raise TooHardError("an integral of what isn't smooth")

    def divide(self, x: Any, y: Any) -> Any:
        """The quotient; a box round zero gives no bound."""
        return x / y

    def function(self, name: str, x: Any) -> Any:
        """One of the elementary functions."""
        if name not in _FUNCTIONS:
            raise TooHardError(f"an integral of {name}")
        return _FUNCTIONS[name](acb(x))

    def power(self, x: Any, exponent: Fraction) -> Any:
        """A rational power."""
        if exponent.denominator == 1:
            return acb(x) ** exponent.numerator
        return acb(x) ** acb(arb(fmpq(exponent.numerator, exponent.denominator)))

    def defined(self, name: str, value: Array) -> Array:
        """The value of a definition."""
        return value

    def general_power(self, x: Any, y: Any) -> Any:
        """x**y."""
        return acb(x) ** acb(y)

    def limit(self, value: Callable[[Any], Array], target: Any, side: int) -> Array:
        """No limits inside integrals."""
        raise TooHardError("a limit inside an integral")


def integral(context: Context, tree: Over) -> Array:
    """The integral of a number between two bounds."""
    if tree.low is None or tree.high is None:
        raise TooHardError("an integral without bounds")
    bounds = [context.value(bound) for bound in (tree.low, tree.high)]
    if any(bound.shape or not isinstance(bound.cells[0], arb) for bound in bounds):
        raise TooHardError("an integral with bounds that aren't plain numbers")
    inner = replace(context, arithmetic=Complexes(), switches=None)

    def integrand(x: acb, analytic: bool) -> acb:
        found = inner.bind({tree.index: number(x)}).value(tree.body)
        if found.shape:
            raise ShapeError(f"an integral of {named(found.shape)}")
        return acb(found.cells[0])

    low, high = (acb(bound.cells[0]) for bound in bounds)
    found = acb.integral(integrand, low, high)
    if not found.real.is_finite():
        raise UnsettledError
    return number(found.real)
