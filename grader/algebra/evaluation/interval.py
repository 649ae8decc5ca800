"""Real numbers known to within a power of two.

A ball is a binary number of fixed precision and a bound on its error, 2**error. Every operation
bounds the error of its result, so that two balls that don't meet are two different numbers,
whatever cancelled on the way. Points are dyadic: sums and products of few of them are exact
(error -inf), and then a sign is certain even at zero. After F. Johansson, "Arb: efficient
arbitrary-precision midpoint-radius interval arithmetic" (2017), with the radius cut down to its
exponent.

Strict real semantics: what has no real value raises UndefinedError; what this precision can't
decide raises UnsettledError.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from mpmath import libmp

EXACT = float("-inf")
Binary: TypeAlias = tuple[int, int, int, int]
_MAX_MAGNITUDE = 2_000
_MAX_POWER = 10**6


class UndefinedError(ArithmeticError):
    """No real number: the logarithm of a negative one, a division by zero, an overflow."""


class UnsettledError(ArithmeticError):
    """Too low a precision to tell."""


class TooHardError(ArithmeticError):
    """What can't be worked out here: never the student's fault."""


def _magnitude(value: Binary) -> float:
    """The least m with |value| < 2**m."""
    return value[2] + value[3] if value[1] else EXACT


def _join(*errors: float) -> float:
    """The exponent of a sum of errors, rounded up."""
    largest = max(errors)
    near = sum(error > largest - 10 for error in errors)
    return largest + (0.01, 1.01, 1.6, 2.1)[min(near, 4) - 1] if largest > EXACT else EXACT


@dataclass(frozen=True, slots=True)
class Interval:
    """A number: `value` (a raw mpmath binary) to within 2**error, worked with at `bits`."""

    value: Binary
    error: float
    bits: int

    def __add__(self, other: Interval) -> Interval:
        if not isinstance(other, Interval):
            return NotImplemented
        value = libmp.mpf_add(self.value, other.value, self.bits, "n")
        return Interval(
            value, _join(self.error, other.error, self._sum_rounding(other, value)), self.bits
        )

    def _sum_rounding(self, other: Interval, value: Binary) -> float:
        """The rounding of a sum; none where all its digits fit."""
        a, b = self.value, other.value
        if not a[1] or not b[1]:
            return EXACT
        span = max(a[2] + a[3], b[2] + b[3]) + 1 - min(a[2], b[2])
        return EXACT if span <= self.bits else max(_magnitude(a), _magnitude(b)) + 1 - self.bits

    def __neg__(self) -> Interval:
        return Interval(libmp.mpf_neg(self.value), self.error, self.bits)

    def __sub__(self, other: Interval) -> Interval:
        if not isinstance(other, Interval):
            return NotImplemented
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if not isinstance(other, Interval):
            return NotImplemented
        value = libmp.mpf_mul(self.value, other.value, self.bits, "n")
        fits = self.value[3] + other.value[3] <= self.bits
        rounding = EXACT if fits else _magnitude(value) - self.bits
        if self.error == other.error == EXACT:
            return Interval(value, rounding, self.bits)
        first, second = _magnitude(self.value), _magnitude(other.value)
        cross = (first + other.error, second + self.error, self.error + other.error)
        return Interval(value, _join(*cross, rounding), self.bits)

    def __truediv__(self, other: Interval) -> Interval:
        if not isinstance(other, Interval):
            return NotImplemented
        if not other.value[1]:
            raise UndefinedError("division by zero") if other.error == EXACT else UnsettledError
        least = _magnitude(other.value) - 1
        if other.error > least - 2:
            raise UnsettledError
        value = libmp.mpf_div(self.value, other.value, self.bits, "n")
        size = _magnitude(value)
        rounding = EXACT if other.value[1] == 1 else size - self.bits
        return Interval(
            value,
            _join(self.error - least + 1, size + other.error - least + 1, rounding),
            self.bits,
        )

    def __abs__(self) -> Interval:
        return Interval(libmp.mpf_abs(self.value), self.error, self.bits)

    @property
    def magnitude(self) -> float:
        """The least m with |value| < 2**m; -inf for zero."""
        return _magnitude(self.value)

    def sign(self) -> int:
        """-1, 0 or 1; raises UnsettledError where zero is within the error."""
        if self.value[1] and self.magnitude - 1 >= self.error:
            return -1 if self.value[0] else 1
        if self.error == EXACT and not self.value[1]:
            return 0
        raise UnsettledError

    def exactly(self) -> Fraction:
        """The midpoint as a rational number."""
        sign, digits, exponent, _ = self.value
        whole = Fraction(-digits if sign else digits)
        return whole * Fraction(2) ** exponent

    def __float__(self) -> float:
        return float(libmp.to_float(self.value))

    def shown(self, digits: int = 6) -> str:
        """The number in decimal, for people."""
        tiny = self.magnitude < -_MAX_MAGNITUDE  # as what tends to zero is, far out
        return "0.0" if tiny else str(libmp.to_str(self.value, digits))


class Intervals:
    """The arithmetic of balls of one precision.

    With `snap`, a sign that the precision can't tell is taken to be zero: for points that were
    put on a switching surface on purpose.
    """

    def __init__(self, bits: int, *, snap: bool = False) -> None:
        self.bits = bits
        self.snap = snap
        self._numbers: dict[tuple[int, int], Interval] = {}

    def number(self, value: Fraction) -> Interval:
        """A rational number."""
        key = value.numerator, value.denominator
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = self._rational(*key)
        return found

    def _rational(self, top: int, bottom: int) -> Interval:
        if not bottom & (bottom - 1) and top.bit_length() <= self.bits:
            return Interval(libmp.from_man_exp(top, 1 - bottom.bit_length()), EXACT, self.bits)
        raw = libmp.from_rational(top, bottom, self.bits, "n")
        return Interval(raw, _magnitude(raw) - self.bits, self.bits)

    def constant(self, name: str) -> Interval:
        """`e` or `pi`."""
        raw = libmp.mpf_e(self.bits) if name == "e" else libmp.mpf_pi(self.bits)
        return Interval(raw, _magnitude(raw) - self.bits, self.bits)

    def sign(self, x: Interval) -> int:
        """-1, 0 or 1."""
        try:
            return x.sign()
        except UnsettledError:
            if self.snap:
                return 0
            raise

    def larger(self, x: Interval, y: Interval) -> Interval:
        """The maximum; where they can't be told apart either is within the joint error."""
        gap = x - y
        first = not gap.value[0]
        certain = gap.error == EXACT or (gap.value[1] and gap.magnitude - 1 >= gap.error)
        best = x if first else y
        return (
            best if certain else Interval(best.value, _join(x.error, y.error, gap.error), self.bits)
        )

    def absolute(self, x: Interval) -> Interval:
        """The absolute value."""
        return abs(x)

    def function(self, name: str, x: Interval) -> Interval:
        """One of the elementary functions in ELEMENTARY."""
        return ELEMENTARY[name](x, self.bits)

    def power(self, x: Interval, exponent: Fraction) -> Interval:
        """A rational power; a negative number has odd roots and no even ones."""
        top, bottom = exponent.numerator, exponent.denominator
        if bottom == 1:
            return self._whole_power(x, top)
        sign = self.sign(x)
        if sign < 0 and bottom % 2 == 0:
            raise UndefinedError("an even root of a negative number")
        if sign == 0:
            if top < 0:
                raise UndefinedError("division by zero")
            return Interval(
                libmp.fzero, x.error * float(exponent) if x.error > EXACT else EXACT, self.bits
            )
        if bottom == 2:
            return self._whole_power(ELEMENTARY["sqrt"](x, self.bits), top)
        root = self.general_power(abs(x), self.number(exponent))
        return -root if sign < 0 and top % 2 else root

    def _whole_power(self, x: Interval, n: int) -> Interval:
        if n == 2:
            return x * x
        if abs(n) > _MAX_POWER:
            return self._huge_power(x, n)
        if n < 0:
            return self.number(Fraction(1)) / self._whole_power(x, -n)
        if n == 0:
            return self.number(Fraction(1))
        value = libmp.mpf_pow_int(x.value, n, self.bits, "n")
        size = max(x.magnitude, x.error + 1)
        rounding = EXACT if x.value[3] * n <= self.bits else _magnitude(value) - self.bits + 1
        return Interval(
            value,
            _join(n.bit_length() + (n - 1) * size + x.error + 2, rounding) if n > 1 else x.error,
            self.bits,
        )

    def _huge_power(self, x: Interval, n: int) -> Interval:
        result = self._real_power(abs(x), self.number(Fraction(n)))
        return -result if n % 2 and self.sign(x) < 0 else result

    def general_power(self, x: Interval, y: Interval) -> Interval:
        """x**y for positive x."""
        if y.error == EXACT and y.value[2] >= 0 and y.magnitude < 64:
            return self.power(x, y.exactly())
        return self._real_power(x, y)

    def _real_power(self, x: Interval, y: Interval) -> Interval:
        sign = self.sign(x)
        if sign == 0 and self.sign(y) > 0:
            return self.number(Fraction(0))
        if sign <= 0:
            raise UndefinedError("a real power of a number that isn't positive")
        return _exp(y * _log(x, self.bits), self.bits)


def _rounded(value: Binary, error: float, bits: int) -> Interval:
    return Interval(value, _join(error, _magnitude(value) - bits + 1), bits)


def _exp(x: Interval, bits: int) -> Interval:
    if x.magnitude > _MAX_MAGNITUDE:
        raise UndefinedError("too large a number")
    if x.error > 0:
        raise UnsettledError
    if not x.value[1] and x.error == EXACT:
        return Interval(libmp.fone, EXACT, bits)
    value = libmp.mpf_exp(x.value, bits, "n")
    return _rounded(value, _magnitude(value) + x.error + 1, bits)


def _log(x: Interval, bits: int) -> Interval:
    if x.sign() <= 0:
        raise UndefinedError("the logarithm of a number that isn't positive")
    if x.error > x.magnitude - 3:
        raise UnsettledError
    if x.value == libmp.fone and x.error == EXACT:
        return Interval(libmp.fzero, EXACT, bits)
    value = libmp.mpf_log(x.value, bits, "n")
    return _rounded(value, x.error - x.magnitude + 2, bits)


def _sqrt(x: Interval, bits: int) -> Interval:
    try:
        sign = x.sign()
    except UnsettledError:
        # Within the error of zero: the root is within the root of the error.
        return Interval(libmp.fzero, _join(x.error, x.magnitude) / 2 + 1, bits)
    if sign < 0:
        raise UndefinedError("the square root of a negative number")
    if sign == 0:
        return x
    value = libmp.mpf_sqrt(x.value, bits, "n")
    square = x.error == EXACT and libmp.mpf_eq(libmp.mpf_mul(value, value), x.value)
    return (
        Interval(value, EXACT, bits)
        if square
        else _rounded(value, x.error - _magnitude(value) + 1, bits)
    )


def _lipschitz(
    raw: Callable[..., Any], at_zero_exact: bool = True
) -> Callable[[Interval, int], Interval]:
    """A function whose slope is nowhere above 1 (1.13 for erf)."""

    def apply(x: Interval, bits: int) -> Interval:
        if x.magnitude > _MAX_MAGNITUDE:
            raise UndefinedError("too large a number")
        if at_zero_exact and not x.value[1]:
            return x
        return _rounded(raw(x.value, bits, "n"), x.error + 0.2, bits)

    return apply


def _hyperbolic(sign: int) -> Callable[[Interval, int], Interval]:
    def apply(x: Interval, bits: int) -> Interval:
        up, down = _exp(x, bits), _exp(-x, bits)
        both = up + down if sign > 0 else up - down
        return both * Interval(libmp.from_rational(1, 2, bits, "n"), EXACT, bits)

    return apply


def _tan(x: Interval, bits: int) -> Interval:
    return ELEMENTARY["sin"](x, bits) / ELEMENTARY["cos"](x, bits)


ELEMENTARY: dict[str, Callable[[Interval, int], Interval]] = {
    "exp": _exp,
    "log": _log,
    "sqrt": _sqrt,
    "tanh": _lipschitz(libmp.mpf_tanh),
    "sin": _lipschitz(libmp.mpf_sin),
    "cos": _lipschitz(libmp.mpf_cos, at_zero_exact=False),
    "atan": _lipschitz(libmp.mpf_atan),
    "erf": _lipschitz(libmp.mpf_erf),
    "sinh": _hyperbolic(-1),
    "cosh": _hyperbolic(1),
    "tan": _tan,
}
