"""Signs of factors: known ones, certain ones, and regions of signs that can't be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import sympy

from grader.algebra.proving.rational import Expr

Signs: TypeAlias = "Mapping[Expr, int]"
"""The sign of each factor in a region."""

_MAX_PAIRS = 400


class SignNeeded(Exception):
    """The sign of a factor decides what an expression is: both cases are tried."""

    def __init__(self, factor: Expr) -> None:
        super().__init__(str(factor))
        self.factor = factor


def with_leading_plus(factor: Expr) -> tuple[Expr, int]:
    """The factor or its negative, such that the leading coefficient is positive; and the sign."""
    symbols = sorted(factor.free_symbols, key=lambda symbol: symbol.name)
    leading = sympy.Poly(factor, *symbols).LC()
    return (factor, 1) if leading > 0 else (sympy.expand(-factor), -1)


def certain_sign(factor: Expr) -> int:
    """1 or -1 where positive symbols and even powers leave no doubt, else 0."""
    if factor.is_positive:
        return 1
    if factor.is_negative:
        return -1
    terms = sympy.Add.make_args(sympy.expand(factor))
    if all(map(_is_positive, terms)):
        return 1
    return -1 if all(_is_positive(-term) for term in terms) else 0


def _is_positive(term: Expr) -> bool:
    """Whether a term is positive; an even power of any symbol counts, as its zero is one point."""
    coefficient, monomial = term.as_coeff_Mul()
    if coefficient <= 0:
        return False
    powers = monomial.as_powers_dict().items()
    return all(base == 1 or base.is_positive or power % 2 == 0 for base, power in powers)


def impossible(signs: Signs) -> bool:
    """Whether no values have these signs: Fourier-Motzkin, with every monomial as an unknown.

    Exact: what is impossible for unrelated unknowns is impossible for monomials.
    """
    rows = [_row(factor, sign) for factor, sign in signs.items()]
    unknowns = {key for row in rows for key in row if key != 1}
    for unknown in unknowns:
        powers = unknown.as_powers_dict().items()
        if all(base.is_positive or power % 2 == 0 for base, power in powers):
            rows.append({unknown: sympy.Integer(1)})
    for unknown in sorted(unknowns, key=str):
        above = [row for row in rows if row.get(unknown, 0) > 0]
        below = [row for row in rows if row.get(unknown, 0) < 0]
        if len(above) * len(below) > _MAX_PAIRS:
            return False
        rows = [row for row in rows if not row.get(unknown, 0)]
        rows += [_without(unknown, a, b) for a in above for b in below]
    return any(row.get(sympy.Integer(1), 0) <= 0 for row in rows)


def _row(factor: Expr, sign: int) -> dict[Expr, Expr]:
    """A strict inequality: the coefficients of a sum that is above zero."""
    polynomial = sympy.Poly(factor)
    row: dict[Expr, Expr] = {}
    for powers, coefficient in polynomial.terms():
        pairs = zip(polynomial.gens, powers, strict=True)
        monomial = sympy.Mul(*(base**power for base, power in pairs))
        row[monomial] = row.get(monomial, 0) + coefficient * sign
    return row


def _without(unknown: Expr, above: dict[Expr, Expr], below: dict[Expr, Expr]) -> dict[Expr, Expr]:
    """Two inequalities added such that an unknown cancels."""
    row = {}
    for key in above.keys() | below.keys():
        value = above.get(key, 0) / above[unknown] - below.get(key, 0) / below[unknown]
        if value != 0 and key != unknown:
            row[key] = value
    return row
