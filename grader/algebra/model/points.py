"""Exact random points of a model.

Coordinates are dyadic rationals of mixed magnitude, so that sums and products of a few of them
are exact at every working precision, and a switch that should be at zero is at zero.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from grader.algebra.model.model import Model, Point
from grader.algebra.model.symbols import Symbol

_DIGITS = 20
_MAGNITUDES = (0, 0, 0, 1, 1, 2, -2, -5, 4)


def draw(model: Model, rng: random.Random, *, second: bool = False) -> Point:
    """A point of the model; `second` with another choice of sizes."""
    sizes = model.instance(second)
    values = {}
    for symbol in model.symbols:
        if not symbol.definition:
            shape = tuple(model.extent(axis, sizes) for axis in symbol.shape)
            values[symbol.name] = tuple(_cells(symbol, shape, rng))
    return Point(sizes, values)


def _cells(symbol: Symbol, shape: tuple[int, ...], rng: random.Random) -> Iterator[Fraction]:
    count = 1
    for size in shape:
        count *= size
    kind = symbol.domain.split()[0]
    if kind not in ("onehot", "simplex"):
        yield from (_number(kind, rng) for _ in range(count))
        return
    width = shape[-1] if shape else 1
    for _ in range(count // width):
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
