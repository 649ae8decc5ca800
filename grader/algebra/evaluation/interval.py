"""Real numbers known to within an error bound: Arb's intervals (python-flint).

Every operation bounds the error of its result, so that two intervals that don't meet are two
different numbers, whatever cancelled on the way. Points are dyadic: sums and products of few of
them are exact, and then a sign is certain even at zero. F. Johansson, "Arb: efficient
arbitrary-precision midpoint-radius interval arithmetic" (2017).

Strict real semantics: what has no real value raises UndefinedError; what this precision can't
decide raises UnsettledError.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import flint
from flint import arb, fmpq

from grader.algebra.errors import TooHardError, UndefinedError, UnsettledError
from grader.algebra.evaluation.arithmetic import ELEMENTARY
from grader.algebra.evaluation.arrays import Array

EXACT = float("-inf")
_MAX_ARGUMENT = arb(2) ** 2000
_MAX_POWER = 10**6
_WRITABLE = 10_000  # powers of two; what is beyond isn't written out


def magnitude(x: arb) -> float:
    """The least m with |midpoint| < 2**m; -inf for zero."""
    digits, exponent = x.mid().man_exp()
    return int(exponent) + int(digits).bit_length() if digits else EXACT


def error(x: arb) -> float:
    """A power of two that bounds the error; -inf for an exact number."""
    digits, exponent = x.rad().man_exp()
    return int(exponent) + int(digits).bit_length() if digits else EXACT


def sign(x: arb) -> int:
    """-1, 0 or 1; raises UnsettledError where zero is within the error."""
    if x > 0:
        return 1
    if x < 0:
        return -1
    if x.is_zero():
        return 0
    raise UnsettledError


def exactly(x: arb) -> Fraction:
    """The midpoint as a rational number; raises TooHardError where it is too long to write."""
    digits, exponent = x.mid().man_exp()
    if abs(int(exponent)) > _WRITABLE:
        raise TooHardError("a number of this size")
    return Fraction(int(digits)) * Fraction(2) ** int(exponent)


def shown(x: arb) -> str:
    """The number in decimal, for people."""
    size = magnitude(x)
    if size < -_WRITABLE:
        return "0"
    if abs(size) < 1000:
        return f"{float(x.mid()):.6g}"
    return str(x.mid().str(6, radius=False)) if size < _WRITABLE else f"about 2^{int(size)}"


class Intervals:
    """The arithmetic of intervals of one precision.

    With `snap`, a sign that the precision can't tell is taken to be zero: for points that were
    put on a switching surface on purpose.
    """

    def __init__(self, bits: int, *, snap: bool = False) -> None:
        self.bits = bits
        self.snap = snap
        self.zero = arb(0)
        self.one = arb(1)
        self._numbers: dict[Fraction, arb] = {}
        self.activate()

    def activate(self) -> None:
        """Make this precision the one that flint works with: it has one for all."""
        flint.ctx.prec = self.bits

    def number(self, value: Fraction) -> arb:
        """A rational number."""
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = arb(fmpq(value.numerator, value.denominator))
        return found

    def constant(self, name: str) -> arb:
        """`e` or `pi`."""
        return arb.const_e() if name == "e" else arb.pi()

    def sign(self, x: arb) -> int:
        """-1, 0 or 1."""
        try:
            return sign(x)
        except UnsettledError:
            if self.snap:
                return 0
            raise

    def larger(self, x: arb, y: arb) -> arb:
        """The maximum; where they can't be told apart it encloses both."""
        return x.max(y)

    def absolute(self, x: arb) -> arb:
        """The absolute value."""
        return abs(x)

    def divide(self, x: arb, y: arb) -> arb:
        """The quotient; by zero there is none."""
        if y.is_zero():
            raise UndefinedError("division by zero")
        if y.contains(0):
            raise UnsettledError
        return x / y

    def function(self, name: str, x: arb) -> arb:
        """One of the elementary functions."""
        if not abs(x) < _MAX_ARGUMENT and name != "log" and name != "sqrt":
            raise UndefinedError("too large a number")
        return _FUNCTIONS[name](x)

    def power(self, x: arb, exponent: Fraction) -> arb:
        """A rational power; a negative number has odd roots and no even ones."""
        top, bottom = exponent.numerator, exponent.denominator
        if bottom == 1:
            return self._whole_power(x, top)
        side = self.sign(x)
        if side < 0 and bottom % 2 == 0:
            raise UndefinedError("an even root of a negative number")
        if side == 0:
            if top < 0:
                raise UndefinedError("division by zero")
            return abs(x) ** arb(fmpq(top, bottom)) if not x.is_zero() else self.zero
        if bottom > _MAX_POWER:
            raise TooHardError("a root of this degree")
        root = self._whole_power(abs(x).root(bottom), top)
        return -root if side < 0 and top % 2 else root

    def _whole_power(self, x: arb, n: int) -> arb:
        if n < 0:
            return self.divide(self.one, self._whole_power(x, -n))
        if n <= _MAX_POWER:
            return x**n
        result = self._real_power(abs(x), self.number(Fraction(n)))
        return -result if n % 2 and self.sign(x) < 0 else result

    def general_power(self, x: arb, y: arb) -> arb:
        """x**y for positive x; for a whole y, any x."""
        if y.is_exact() and y.is_integer() and magnitude(y) < 64:
            return self.power(x, exactly(y))
        return self._real_power(x, y)

    def _real_power(self, x: arb, y: arb) -> arb:
        side = self.sign(x)
        if side == 0 and self.sign(y) > 0:
            return self.zero
        if side <= 0:
            raise UndefinedError("a real power of a number that isn't positive")
        return self.function("exp", y * _log(x))

    def defined(self, name: str, value: Array) -> Array:
        """The value of a definition."""
        return value

    def limit(self, value: Callable[[arb], Array], target: arb | None, side: int) -> Array:
        """The value near the target, at two distances that must agree."""
        steps = (self.bits // 6, self.bits // 3)
        first, second = (value(self._near(target, side, step)) for step in steps)
        cells = zip(first.cells, second.cells, strict=True)
        return Array(second.shape, tuple(self._settled(a, b, steps[0]) for a, b in cells))

    @staticmethod
    def _near(target: arb | None, side: int, steps: int) -> arb:
        if target is None:
            return arb(side) * arb(2) ** steps
        return target + arb(side) * arb(2) ** -steps

    @staticmethod
    def _settled(first: arb, second: arb, steps: int) -> arb:
        gap = abs(first - second)
        if not gap < arb(2) ** (-steps // 2):
            raise TooHardError("a limit that isn't reached soon")
        return second + arb(0, arb(2) ** (-3 * steps // 2))


def _exp(x: arb) -> arb:
    if x.rad() > 1:
        raise UnsettledError
    return x.exp()


def _log(x: arb) -> arb:
    if x <= 0:
        raise UndefinedError("the logarithm of a number that isn't positive")
    if not x > 0:
        raise UnsettledError
    return x.log()


def _sqrt(x: arb) -> arb:
    if x < 0:
        raise UndefinedError("the square root of a negative number")
    return x.nonnegative_part().sqrt()


def _finite(function: Callable[[arb], arb]) -> Callable[[arb], arb]:
    def apply(x: arb) -> arb:
        found = function(x)
        if not found.is_finite():
            raise UnsettledError
        return found

    return apply


_DOMAINS: dict[str, Callable[[arb], arb]] = {"exp": _exp, "log": _log, "sqrt": _sqrt}
_WHOLE_LINE: dict[str, Callable[[arb], arb]] = {
    "tanh": arb.tanh, "sin": arb.sin, "cos": arb.cos, "tan": arb.tan, "atan": arb.atan,
    "erf": arb.erf, "sinh": arb.sinh, "cosh": arb.cosh,
}  # fmt: skip
_FUNCTIONS = {**_DOMAINS, **{name: _finite(function) for name, function in _WHOLE_LINE.items()}}
assert _FUNCTIONS.keys() == ELEMENTARY  # noqa: S101 - the two lists belong together
