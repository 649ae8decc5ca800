"""Definite integrals, by verified quadrature: Arb's, over complex boxes.

The integrand is evaluated in complex numbers, where its functions are analytic; what isn't
(an absolute value, a case) can't be integrated so. An integral to infinity is taken as far as
2**30, and only where its outer part is too small to matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from flint import acb, arb, ctx, fmpq

from grader.algebra.errors import ShapeError, TooHardError, UnsettledError
from grader.algebra.evaluation.arrays import Array, named, number
from grader.algebra.evaluation.context import Context
from grader.algebra.tree import Constant, Negative, Over, Tree

Integrand: TypeAlias = "Callable[[acb], acb]"

_EVALUATIONS = 20_000  # of an integrand, between two bounds
_PIECES = 30  # each twice as long as the one before it, for an integral to infinity
_NEGLIGIBLE = 10  # of them, the outermost, must be
_SLACK = 24  # bits by which a negligible piece may exceed the precision

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
    """The integral of a number between two bounds, of which either may be infinite."""
    if tree.low is None or tree.high is None:
        raise TooHardError("an integral without bounds")
    inner = replace(
        context, arithmetic=Complexes(), switches=None, known=dict(context.known), differentiated={}
    )

    def integrand(x: acb) -> acb:
        found = inner.bind({tree.index: number(x)}).value(tree.body)
        if found.shape:
            raise ShapeError(f"an integral of {named(found.shape)}")
        return acb(found.cells[0])

    low, high = (_bound(context, bound) for bound in (tree.low, tree.high))
    found = _between(integrand, low, high)
    if not found.real.is_finite():
        raise UnsettledError
    return number(found.real)


def _bound(context: Context, tree: Tree) -> acb | int:
    """The value of a bound; 1 or -1 for plus or minus infinity."""
    if tree in (Constant("inf"), Negative(Constant("inf"))):
        return 1 if isinstance(tree, Constant) else -1
    value = context.value(tree)
    if value.shape or not isinstance(value.cells[0], arb):
        raise TooHardError("an integral with bounds that aren't plain numbers")
    return acb(value.cells[0])


def _between(integrand: Integrand, low: acb | int, high: acb | int) -> acb:
    if isinstance(low, acb):
        if isinstance(high, acb):
            return _finite(integrand, low, high)
        return _outwards(integrand, low, high)
    if isinstance(high, acb):
        return -_outwards(integrand, high, low)
    return _outwards(integrand, acb(0), high) - _outwards(integrand, acb(0), low)


def _finite(integrand: Integrand, low: acb, high: acb) -> acb:
    """Arb's integral; it doesn't stop for an exception, so the first one is kept and raised."""
    failed: list[Exception] = []

    def guarded(x: acb, analytic: bool) -> acb:
        if failed:
            return acb("nan")
        try:
            return integrand(x)
        except UnsettledError:
            return acb("nan")  # on so wide a box; Arb halves it
        except Exception as error:
            failed.append(error)
            return acb("nan")

    found = acb.integral(guarded, low, high, eval_limit=_EVALUATIONS)
    if failed:
        raise failed[0]
    return found


def _outwards(integrand: Integrand, start: acb, side: int) -> acb:
    """The integral from a number to infinity on one side; raises UnsettledError."""
    total, pieces, at = acb(0), [], start
    for doubling in range(_PIECES):
        after = at + side * 2**doubling
        pieces.append(_finite(integrand, at, after))
        total, at = total + pieces[-1], after
    small = total.abs_lower() * arb(2) ** (_SLACK - ctx.prec)
    if not all(piece.abs_upper() <= small for piece in pieces[-_NEGLIGIBLE:]):
        raise UnsettledError
    return total
