"""Rational functions of symbols as pairs of polynomials: the one place where SymPy computes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import sympy
from sympy.polys.domains import QQ
from sympy.polys.orderings import lex
from sympy.polys.rings import PolyRing

from grader.algebra.errors import TooHardError, UndefinedError

Expr: TypeAlias = Any
Polynomial: TypeAlias = Any
_MAX_GCD = 4_000  # terms times terms; beyond, denominators are just multiplied
_MAX_PRODUCT = 100_000  # terms times terms of what is multiplied: a tenth of a second

Rank: TypeAlias = "Callable[[Any], tuple[int, str]]"


def ring_of(symbols: Iterable[Expr], rank: Rank) -> PolyRing:
    """The polynomials in these symbols; those of higher rank are eliminated first."""
    ordered = sorted(symbols, key=rank, reverse=True)
    return PolyRing(ordered or [sympy.Symbol("_")], QQ, lex)


def quotient(expression: Expr, ring: PolyRing) -> tuple[Polynomial, Polynomial]:
    """Numerator and denominator; raises UndefinedError where the denominator is zero."""
    generators = dict(zip(ring.symbols, ring.gens, strict=True))
    known: dict[Expr, tuple[Polynomial, Polynomial]] = {}

    def convert(e: Expr) -> tuple[Polynomial, Polynomial]:
        if e not in known:
            known[e] = _converted(e)
        return known[e]

    def _converted(e: Expr) -> tuple[Polynomial, Polynomial]:
        if e.is_Symbol:
            return generators[e], ring.one
        if e.is_Rational:
            return ring.ground_new(QQ(int(e.p), int(e.q))), ring.one
        if e.is_Add:
            return _sum(ring, [convert(term) for term in e.args])
        if e.is_Mul:
            return _product(ring, [convert(factor) for factor in e.args])
        if e.is_Pow and e.exp.is_Integer:
            return _power(*convert(e.base), int(e.exp))
        raise TooHardError(f"no rational function: {type(e).__name__}")

    top, bottom = convert(expression)
    if not bottom:
        raise UndefinedError("division by zero")
    return top, bottom


def _sum(ring: PolyRing, terms: Sequence[tuple[Polynomial, Polynomial]]) -> tuple[Any, Any]:
    """A sum; terms over the same denominator are added first."""
    over: dict[Polynomial, Polynomial] = {}
    for top, bottom in terms:
        over[bottom] = over[bottom] + top if bottom in over else top
    total, below = ring.zero, ring.one
    for bottom, top in over.items():
        if not top:
            continue
        if bottom == below:
            total += top
            continue
        ours, theirs = below, bottom
        if len(below) * len(bottom) < _MAX_GCD:
            common = below.gcd(bottom)
            ours, theirs = below.exquo(common), bottom.exquo(common)
        total, below = _times(total, theirs) + _times(top, ours), _times(below, theirs)
    return total, below


def _product(ring: PolyRing, factors: Sequence[tuple[Polynomial, Polynomial]]) -> tuple[Any, Any]:
    top, bottom = ring.one, ring.one
    for above, below in factors:
        top, bottom = _times(top, above), _times(bottom, below)
    return top, bottom


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    """A product. It is one call, whatever its size: so the count of calls wouldn't end it."""
    if len(one) * len(other) > _MAX_PRODUCT:
        raise TooHardError("a product of large polynomials")
    return one * other


def _power(top: Polynomial, bottom: Polynomial, exponent: int) -> tuple[Any, Any]:
    if exponent < 0:
        if not top:
            raise UndefinedError("division by zero")
        top, bottom, exponent = bottom, top, -exponent
    return top**exponent, bottom**exponent


def rational_number(value: Any) -> Expr:
    """A coefficient as a SymPy number."""
    return sympy.Rational(int(value.numerator), int(value.denominator))


def terms_of(polynomial: Polynomial) -> list[tuple[Expr, Expr]]:
    """(coefficient, monomial) of every term."""
    symbols = polynomial.ring.symbols
    found = []
    for powers, coefficient in polynomial.terms():
        pairs = zip(symbols, powers, strict=True)
        monomial = sympy.Mul(*(symbol**power for symbol, power in pairs if power))
        found.append((rational_number(coefficient), monomial))
    return found


def factors_of(polynomial: Polynomial) -> tuple[Expr, list[tuple[Expr, int]]]:
    """The constant and the irreducible factors with their powers."""
    if len(polynomial) == 1:
        ((powers, coefficient),) = polynomial.terms()
        pairs = zip(polynomial.ring.symbols, powers, strict=True)
        return rational_number(coefficient), [(symbol, int(k)) for symbol, k in pairs if k]
    constant, factors = polynomial.factor_list()
    return rational_number(constant), [(f.as_expr(), int(k)) for f, k in factors]


def as_fraction(number: Expr) -> Fraction:
    """A SymPy rational as Python's."""
    return Fraction(int(number.p), int(number.q))
