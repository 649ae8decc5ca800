"""Where a function of one variable changes its sign: exactly for polynomials, else by search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from flint import acb, fmpq, fmpq_poly

from grader.algebra.evaluation.interval import exactly

Values: TypeAlias = "Callable[[Fraction], Fraction | None]"
"""An exact value, or None where it isn't known exactly."""

MAX_DEGREE = 5
_SURPLUS = 2  # points more than the degree takes, so that no other function passes for it
_FINE = 2**64
_STEPS = 20  # bisections of a first interval
_SIZES = range(-12, 9)


def polynomial(value: Values) -> list[Fraction] | None:
    """The coefficients of a polynomial of degree up to MAX_DEGREE, lowest first; else None."""
    edge: list[Fraction] = []  # the last difference of each order
    newton: list[Fraction] = []
    for place in range(MAX_DEGREE + _SURPLUS + 1):
        found = value(Fraction(place))
        if found is None:
            return None
        new = [found]
        for before in edge:
            new.append(new[-1] - before)
        edge = new
        newton.append(edge[-1])
        if place >= _SURPLUS and not any(newton[-_SURPLUS:]):
            return _trimmed(_from_newton(newton))
    return None


def _from_newton(newton: Sequence[Fraction]) -> list[Fraction]:
    """Σ c_k (t choose k), as powers of t."""
    result, basis = [Fraction(0)] * len(newton), [Fraction(1)]
    for place, factor in enumerate(newton):
        for power, coefficient in enumerate(basis):
            result[power] += factor * coefficient
        times_t = [Fraction(0), *basis]
        less = [coefficient * place for coefficient in basis] + [Fraction(0)]
        basis = [(a - b) / (place + 1) for a, b in zip(times_t, less, strict=True)]
    return result


def _trimmed(coefficients: list[Fraction]) -> list[Fraction]:
    while len(coefficients) > 1 and not coefficients[-1]:
        coefficients.pop()
    return coefficients


def roots(coefficients: Sequence[Fraction]) -> list[Fraction]:
    """The real roots of a polynomial, each very nearly; a single one exactly."""
    if len(coefficients) < 2:
        return []
    if len(coefficients) == 2:
        return [-coefficients[0] / coefficients[1]]
    exact = fmpq_poly([fmpq(c.numerator, c.denominator) for c in coefficients])
    found: list[tuple[acb, int]] = exact.numer().complex_roots()  # type: ignore[assignment]  # pairs
    real = [root.real for root, _ in found if root.imag == 0]
    return [Fraction(round(exactly(root) * _FINE), _FINE) for root in real]


def crossings(
    sign: Callable[[Fraction], int | None], low: Fraction | None, high: Fraction | None
) -> list[Fraction]:
    """Where the sign changes, of what is no polynomial: on a grid of every magnitude."""
    positive = [Fraction(2) ** k * (1 + Fraction(j, 4)) for k in _SIZES for j in range(4)]
    grid = sorted([*positive, Fraction(0), *(-t for t in positive)])
    inside = [t for t in grid if (low is None or t > low) and (high is None or t < high)]
    return [*_crossings(sign, inside)]


def _crossings(sign: Callable[[Fraction], int | None], marks: Sequence[Fraction]) -> list[Fraction]:
    found = []
    signs = [sign(mark) for mark in marks]
    for (a, below), (b, above) in pairwise(zip(marks, signs, strict=True)):
        if below == 0:
            found.append(a)
        elif below and above and below * above < 0:
            found.append(_bisected(sign, a, b, below))
    if signs and signs[-1] == 0:
        found.append(marks[-1])
    return found


def _bisected(
    sign: Callable[[Fraction], int | None], a: Fraction, b: Fraction, below: int
) -> Fraction:
    for _ in range(_STEPS):
        middle = (a + b) / 2
        here = sign(middle)
        if not here:
            return middle
        a, b = (a, middle) if here * below < 0 else (middle, b)
    return (a + b) / 2


def dyadic_between(a: Fraction, b: Fraction, share: Fraction) -> Fraction:
    """A binary fraction of few digits strictly between two numbers, near a share of the way."""
    digits = 4
    while (b - a) * 2**digits < 16:
        digits += 4
    return Fraction(round((a + (b - a) * share) * 2**digits), 2**digits)
