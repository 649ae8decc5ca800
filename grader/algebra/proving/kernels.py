"""Arithmetic for proofs: rational functions of symbols, with one symbol for each kernel.

A kernel stands for a value that is no rational function: exp of a monomial, log of a factor's
size, a root, a sine with its cosine, erf, atan, the value of a definition. What is known of it is
a polynomial that vanishes. Two expressions are equal where their difference reduces to zero
modulo these; so everything turns on writing equal values in equal kernels: exp(a + b) as
exp(a) exp(b), log(xy) as log|x| + log|y|.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from grader.algebra.errors import TooHardError, UndefinedError
from grader.algebra.evaluation.arrays import Array
from grader.algebra.proving.kernel_table import KernelTable
from grader.algebra.proving.rational import (
    Expr,
    as_fraction,
    factors_of,
    quotient,
    ring_of,
    terms_of,
)
from grader.algebra.proving.signs import SignNeeded, certain_sign, with_leading_plus

_MAX_ANGLES = 12


@dataclass(eq=False)
class Kernels(KernelTable):
    """The arithmetic in one region of signs; `denominators` are kept from region to region.

    With `opaque`, the value of a definition is a kernel too, which is put in only where a proof
    needs it. `limits` takes a limit.
    """

    opaque: bool = False
    limits: Callable[[Kernels, Callable[[Any], Array], Any, int], Array] | None = None

    zero = sympy.Integer(0)
    one = sympy.Integer(1)

    # --- the operations of an arithmetic --------------------------------------------------------

    def number(self, value: Any) -> Expr:
        """A rational number; an expression as it is."""
        is_number = isinstance(value, Fraction)
        return sympy.Rational(value.numerator, value.denominator) if is_number else value

    def constant(self, name: str) -> Expr:
        """`e` or `pi`."""
        return self.exp(self.one) if name == "e" else self._kernel("pi", "", positive=True)

    def defined(self, name: str, value: Array) -> Array:
        """The value of a definition, each entry as a kernel of its own."""
        if not self.opaque:
            return value
        return Array(value.shape, tuple(map(self._opaque, value.cells)))

    def _opaque(self, cell: Expr) -> Expr:
        if cell.is_Symbol or cell.is_Rational:
            return cell
        top, bottom = quotient(cell, ring_of(cell.free_symbols, self._rank))
        symbol = self._kernel("value", cell)
        self.definitions[symbol] = cell
        return self._related(symbol, symbol * bottom.as_expr() - top.as_expr())

    def larger(self, x: Expr, y: Expr) -> Expr:
        """The maximum."""
        return x if self.sign(x - y) >= 0 else y

    def absolute(self, x: Expr) -> Expr:
        """The absolute value."""
        return x if self.sign(x) >= 0 else -x

    def divide(self, x: Expr, y: Expr) -> Expr:
        """The quotient."""
        if y == 0:
            raise UndefinedError("division by zero")
        return x / y

    def limit(self, value: Callable[[Any], Array], target: Any, side: int) -> Array:
        """The limit, if somebody takes limits."""
        if self.limits is None:
            raise TooHardError("a limit in a proof")
        return self.limits(self, value, target, side)

    def function(self, name: str, x: Expr) -> Expr:
        """One of the elementary functions."""
        return _FUNCTIONS[name](self, x)

    # --- signs ----------------------------------------------------------------------------------

    def sign(self, x: Expr) -> int:
        """-1, 0 or 1; raises SignNeeded where a factor's isn't known."""
        if x.is_Rational:
            return int(sympy.sign(x))
        top, bottom = self._fraction(x)
        if not top:
            return 0
        sign = 1
        for polynomial in (top, bottom):
            constant, factors = factors_of(polynomial)
            sign *= 1 if constant > 0 else -1
            for factor, power in factors:
                sign *= self._factor_sign(factor) if power % 2 else 1
        return sign

    def _factor_sign(self, factor: Expr) -> int:
        known = certain_sign(factor)
        if known:
            return known
        factor, side = with_leading_plus(factor)
        if factor in self.signs:
            return side * self.signs[factor]
        exponents = self._exponents_of_difference(factor)
        if exponents is not None:
            return side * self.sign(exponents)
        raise SignNeeded(factor)

    def _exponents_of_difference(self, factor: Expr) -> Expr | None:
        """Of exp(a) - exp(b), a - b: it has the same sign."""
        terms = sympy.Add.make_args(factor)
        if len(terms) != 2:
            return None
        (c, a), (d, b) = (term.as_coeff_Mul() for term in terms)
        above, below = self._logarithm(a), self._logarithm(b)
        if c != -d or abs(c) != 1 or above is None or below is None:
            return None
        return (above - below) * c

    def _logarithm(self, monomial: Expr) -> Expr | None:
        """The logarithm of a product of powers of exp kernels."""
        total = self.zero
        for base, power in monomial.as_powers_dict().items():
            if base == 1:
                continue
            if base not in self.kernels or self.kernels[base].kind != "exp":
                return None
            total += power * self._exponent(base)
        return total

    def _exponent(self, kernel: Expr) -> Expr:
        monomial, bottom, parts = self.kernels[kernel].argument
        return monomial / bottom / parts

    # --- exp and log ----------------------------------------------------------------------------

    def _terms(self, x: Expr) -> tuple[list[tuple[Expr, Expr]], Expr]:
        """(coefficient, monomial) of the numerator's terms, and the denominator."""
        top, bottom = self._fraction(x)
        return terms_of(top), bottom.as_expr()

    def exp(self, x: Expr) -> Expr:
        """The exponential, as a product of powers of those of monomials."""
        result = self.one
        terms, bottom = self._terms(x)
        for coefficient, monomial in terms:
            kernel = self.kernels.get(monomial)
            if bottom == 1 and kernel is not None and kernel.kind == "log":
                result *= self._root(kernel.argument, coefficient)
                continue
            parts = self._parts(("exp", monomial, bottom), coefficient)
            symbol = self._kernel("exp", (monomial, bottom, parts), positive=True)
            result *= symbol ** int(coefficient * parts)
        return result

    def log(self, x: Expr) -> Expr:
        """The logarithm of what is positive, as a sum over its factors."""
        if x.is_Rational and x <= 0:
            raise UndefinedError("the logarithm of a number that isn't positive")
        return sympy.Add(*(power * self._log_size(factor) for factor, power in self._pieces(x)))

    def _log_size(self, factor: Expr) -> Expr:
        """log|f| of an irreducible factor."""
        kernel = self.kernels.get(factor)
        if kernel is not None and kernel.kind == "exp":
            return self._exponent(factor)
        if kernel is not None and kernel.kind == "root":
            inner, parts = kernel.argument
            return self.log(inner) / parts
        if not factor.is_Integer and not factor.is_positive:
            factor, _ = with_leading_plus(factor)
        return self._kernel("log", factor)

    def _pieces(self, x: Expr) -> list[tuple[Expr, int]]:
        """|x| as powers of irreducible factors and of primes."""
        top, bottom = self._fraction(x)
        if not top:
            raise UndefinedError("the logarithm or a root of zero")
        found: list[tuple[Expr, int]] = []
        for polynomial, side in ((top, 1), (bottom, -1)):
            constant, factors = factors_of(polynomial)
            found += [(factor, power * side) for factor, power in factors]
            for whole, way in ((abs(constant.p), side), (constant.q, -side)):
                primes = sympy.factorint(whole).items()
                found += [(sympy.Integer(p), int(k) * way) for p, k in primes if p != 1]
        return found

    # --- powers ---------------------------------------------------------------------------------

    def power(self, x: Expr, exponent: Fraction) -> Expr:
        """A rational power."""
        if x == 0 and exponent < 0:
            raise UndefinedError("division by zero")
        if exponent.denominator == 1:
            return self._whole_power(x, int(exponent))
        if x == 0:
            return self.zero
        power = self.number(exponent)
        if exponent.denominator % 2:  # an odd root keeps the sign
            sign = self.sign(x) if exponent.numerator % 2 else 1
            return sign * self._root_of_pieces(x, power)
        top, bottom = self._fraction(x)
        if len(top) > 1 and bottom == bottom.ring.one:
            return self._root_of_sum(top.as_expr(), power)
        self._positive_as_needed(x)
        return self._root_of_pieces(x, power)

    def _whole_power(self, x: Expr, n: int) -> Expr:
        kernel = self.kernels.get(x)
        if kernel is not None and kernel.kind == "root" and n % kernel.argument[1] == 0:
            return kernel.argument[0] ** (n // kernel.argument[1])
        return x**n

    def _root_of_pieces(self, x: Expr, power: Expr) -> Expr:
        return sympy.Mul(*(self._root(factor, power * k) for factor, k in self._pieces(x)))

    def _root_of_sum(self, x: Expr, power: Expr) -> Expr:
        """A root of a sum under an even root, which is positive where there is a value."""
        parts = self._parts(("root", x), power)
        symbol = self._kernel("root", (x, parts), positive=True)
        return self._related(symbol, symbol**parts - x) ** int(power * parts)

    def _root(self, factor: Expr, power: Expr) -> Expr:
        """|f|**power of an irreducible factor or a prime."""
        size = factor if factor.is_positive else factor * self._factor_sign(factor)
        if power.is_Integer:
            return size ** int(power)
        kernel = self.kernels.get(factor)
        if kernel is not None and kernel.kind == "exp":
            return self.exp(self._exponent(factor) * power)
        return self._root_of_sum(size, power)

    def _positive_as_needed(self, x: Expr) -> None:
        """X is positive where its even root has a value: one unknown sign of a factor follows."""
        top, bottom = self._fraction(x)
        sign, unknown = 1, list[Expr]()
        for polynomial in (top, bottom):
            constant, factors = factors_of(polynomial)
            sign *= 1 if constant > 0 else -1
            for factor, power in factors:
                if power % 2 == 0:
                    continue
                try:
                    sign *= self._factor_sign(factor)
                except SignNeeded:
                    unknown.append(factor)
        if len(unknown) > 1:
            raise SignNeeded(with_leading_plus(unknown[0])[0])
        for factor in unknown:
            plus, side = with_leading_plus(factor)
            self.signs[plus] = sign * side

    def general_power(self, x: Expr, y: Expr) -> Expr:
        """x**y for positive x; (-1)**n for a whole n."""
        if y.is_Rational:
            return self.power(x, as_fraction(y))
        if not (x.is_Rational and x < 0):
            return self.exp(y * self.log(x))
        result = self.exp(y * self.log(-x)) if x != -1 else self.one
        terms, bottom = self._terms(y)
        for coefficient, monomial in terms:
            whole = all(symbol.is_integer for symbol in monomial.free_symbols)
            if bottom != 1 or coefficient.q != 1 or not whole:
                raise TooHardError("a real power of a negative number")
            if monomial == 1:
                result *= (-1) ** int(coefficient)
            else:
                parity = self._kernel("parity", monomial)
                result *= self._related(parity, parity**2 - 1) ** (int(coefficient) % 2)
        return result

    # --- trigonometry and odd functions ---------------------------------------------------------

    def angle(self, x: Expr) -> tuple[Expr, Expr]:
        """sin(x) and cos(x), by the theorem of addition over the terms of x."""
        terms, bottom = self._terms(x)
        cosine, sine = self.one, self.zero
        for coefficient, monomial in terms:
            parts = self._parts(("angle", monomial, bottom), coefficient)
            times = int(coefficient * parts)
            if abs(times) > _MAX_ANGLES:
                raise TooHardError("a multiple of an angle")
            key = (monomial, bottom, parts)
            c, s = self._kernel("cos", key), self._kernel("sin", key)
            self._related(s, s**2 + c**2 - 1)
            s = s if times > 0 else -s
            for _ in range(abs(times)):
                cosine, sine = cosine * c - sine * s, sine * c + cosine * s
        return sine, cosine

    def odd(self, kind: str, x: Expr) -> Expr:
        """A function with f(-x) = -f(x) of which nothing else is known."""
        top, bottom = self._fraction(x)
        if not top:
            return self.zero
        sign = 1 if top.LC > 0 else -1
        return sign * self._kernel(kind, (top * sign).as_expr() / bottom.as_expr())


def _tanh(field: Kernels, x: Expr) -> Expr:
    squared = field.exp(2 * x)
    return (squared - 1) / (squared + 1)


def _tan(field: Kernels, x: Expr) -> Expr:
    sine, cosine = field.angle(x)
    return field.divide(sine, cosine)


_FUNCTIONS: dict[str, Callable[[Kernels, Expr], Expr]] = {
    "exp": lambda field, x: field.exp(x),
    "log": lambda field, x: field.log(x),
    "sqrt": lambda field, x: field.power(x, Fraction(1, 2)),
    "tanh": _tanh,
    "sinh": lambda field, x: (field.exp(x) - field.exp(-x)) / 2,
    "cosh": lambda field, x: (field.exp(x) + field.exp(-x)) / 2,
    "sin": lambda field, x: field.angle(x)[0],
    "cos": lambda field, x: field.angle(x)[1],
    "tan": _tan,
    "atan": lambda field, x: field.odd("atan", x),
    "erf": lambda field, x: field.odd("erf", x),
}
