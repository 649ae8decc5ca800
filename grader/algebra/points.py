"""Exact random points of a model, and points moved onto its switching surfaces.

Coordinates are dyadic rationals of mixed magnitude, so that sums and products of a few of them
are exact at every working precision, and a switch that should be at zero is at zero.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from grader.algebra.ball import EXACT, Ball, Balls
from grader.algebra.meaning import Meaning, Switch
from grader.algebra.model import Model, Point, Symbol
from grader.algebra.tree import unbound

_DIGITS = 20
_MAGNITUDES = (0, 0, 0, 1, 1, 2, -2, -5, 4)
_MOVABLE = frozenset({"real", "positive", "nonzero", "unit"})
_MAX_COORDINATES = 8


def draw(model: Model, rng: random.Random, *, second: bool = False) -> Point:
    """A point of the model; `second` with another choice of sizes."""
    sizes = model.instance(second)
    values = {}
    for symbol in model.symbols:
        if not symbol.given:
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


def onto(model: Model, point: Point, switch: Switch) -> Iterator[tuple[Point, Point, Point]]:
    """Points on a switching surface, just below it and just above it, moving one coordinate.

    Only along coordinates in which the switch's gap is affine, found from three exact values;
    nothing is yielded where there is none.
    """
    trees = [switch.left] if switch.right is None else [switch.left, switch.right]
    names = frozenset[str]().union(*(unbound(tree) for tree in trees))
    for name in tuple(names):
        names |= model.upstream.get(name, frozenset())
    movable = sorted(
        (s for s in model.symbols if s.name in names and _can_move(s)), key=lambda s: len(s.shape)
    )
    if (gap := _gap(model, point, switch)) is None or gap.error > EXACT:
        return
    tried = 0
    for symbol in movable:
        for cell in range(len(point.values[symbol.name])):
            tried += 1
            root = _root(model, point, switch, symbol.name, cell)
            if root is not None and _within(symbol.domain, root):
                step = (
                    min(Fraction(1, 8), root / 2, (1 - root) / 2)
                    if symbol.domain == "unit"
                    else Fraction(1, 8)
                )
                sides = (moved(point, symbol.name, cell, root + d) for d in (0, -step, step))
                yield tuple(sides)  # type: ignore[misc]  # three sides make three points
                return
            if tried >= _MAX_COORDINATES:
                return


def _can_move(symbol: Symbol) -> bool:
    return not symbol.given and symbol.domain in _MOVABLE


def _within(domain: str, value: Fraction) -> bool:
    if domain == "unit":
        return 0 < value < 1
    return value > 0 if domain == "positive" else value != 0 if domain == "nonzero" else True


def moved(point: Point, name: str, cell: int, value: Fraction) -> Point:
    """The point with one coordinate changed."""
    cells = list(point.values[name])
    cells[cell] = value
    return replace(point, values={**point.values, name: tuple(cells)})


def _root(model: Model, point: Point, switch: Switch, name: str, cell: int) -> Fraction | None:
    start = point.values[name][cell]
    gaps = []
    for step in range(3):
        gap = _gap(model, moved(point, name, cell, start + step), switch)
        if gap is None or gap.error > EXACT:
            return None
        gaps.append(gap.exactly())
    slope = gaps[1] - gaps[0]
    if slope == 0 or gaps[2] - gaps[1] != slope:
        return None
    return start - gaps[0] / slope


def _gap(model: Model, point: Point, switch: Switch) -> Ball | None:
    try:
        gap = switch.gap(Meaning(model, point, Balls(300)))
    except (ArithmeticError, ValueError):
        return None
    return gap if isinstance(gap, Ball) else None
