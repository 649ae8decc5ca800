"""Exact random points of a model.

Coordinates are dyadic rationals of mixed magnitude, so that sums and products of a few of them
are exact at every working precision, and a switch that should be at zero is at zero.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from math import prod

from grader.algebra.model.model import Model, Point
from grader.algebra.model.symbols import Symbol

_DIGITS = 20
_MAGNITUDES = (0, 0, 0, 1, 1, 2, -2, -5, 4)


def draw(
    model: Model, rng: random.Random, sizes: Mapping[str, int] | None = None,
    names: Collection[str] | None = None,
) -> Point:  # fmt: skip
    """A point of the model with these sizes; with `names`, of these symbols alone."""
    sizes = model.instance() if sizes is None else sizes
    drawn = [s for s in model.symbols if not s.definition and (names is None or s.name in names)]
    return Point(sizes, {symbol.name: tuple(_cells(model, symbol, sizes, rng)) for symbol in drawn})


def _cells(
    model: Model, symbol: Symbol, sizes: Mapping[str, int], rng: random.Random
) -> Iterator[Fraction]:
    shape = [model.extent(axis, sizes) for axis in symbol.shape]
    kind = symbol.domain.split()[0]
    if kind not in ("onehot", "simplex"):
        yield from (_number(kind, rng) for _ in range(prod(shape)))
        return
    width = shape[-1] if shape else 1
    for _ in range(prod(shape) // width):
        yield from _one_hot(width, rng) if kind == "onehot" else _simplex(width, rng)


def _number(kind: str, rng: random.Random) -> Fraction:
    if kind in ("binary", "bernoulli"):
        return Fraction(rng.randrange(2))
    if kind in ("integer", "natural"):
        return Fraction(rng.randint(1 if kind == "natural" else -6, 7))
    part = Fraction(rng.randrange(1, 2**_DIGITS), 2**_DIGITS)
    if kind == "unit":
        return part
    size = part * Fraction(2) ** rng.choice(_MAGNITUDES)
    return size if kind == "positive" or rng.random() < 0.5 else -size


def _one_hot(width: int, rng: random.Random) -> Iterator[Fraction]:
    hot = rng.randrange(width)
    return (Fraction(int(n == hot)) for n in range(width))


def _simplex(width: int, rng: random.Random) -> Iterator[Fraction]:
    """Positive parts of one, all dyadic."""
    whole = 2**_DIGITS
    cuts = sorted(rng.sample(range(1, whole), width - 1))
    return (Fraction(b - a, whole) for a, b in zip([0, *cuts], [*cuts, whole], strict=True))


def moved(point: Point, name: str, cell: int, value: Fraction) -> Point:
    """The point with one coordinate changed."""
    cells = list(point.values[name])
    cells[cell] = value
    return replace(point, values={**point.values, name: tuple(cells)})


def within(domain: str, value: Fraction) -> bool:
    """Whether a number is in a domain of real numbers."""
    if domain == "unit":
        return 0 < value < 1
    return value > 0 if domain == "positive" else value != 0 if domain == "nonzero" else True


MOVABLE = frozenset({"real", "positive", "nonzero", "unit"})
"""The domains in which a coordinate can be moved a little."""
