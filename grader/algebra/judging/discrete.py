"""Every value of what takes few: of bits, and of one-hot rows.

Seven random points miss one value of a bit in one run of 64. So such coordinates go through a
table instead, in which each takes each of its values, and any two bits all four combinations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import NamedTuple

from grader.algebra.judging.signs import combinations
from grader.algebra.model.model import Model, Point

_BITS = frozenset({"binary", "bernoulli"})
_ALL = 16  # combinations, of which every one is tried


class _Place(NamedTuple):
    """A bit, or a one-hot row: the cells from `first` on."""

    name: str
    first: int
    width: int

    def cells(self, choice: int) -> tuple[Fraction, ...]:
        """Its cells for one of its values."""
        if self.width == 1:
            return (Fraction(choice),)
        return tuple(Fraction(int(n == choice)) for n in range(self.width))


def arrangements(model: Model, point: Point) -> list[Point]:
    """The point with its bits and one-hot rows as in each row of the table."""
    places = list(_places(model, point))
    return [_arranged(point, places, row) for row in _table([p.width for p in places])]


def _places(model: Model, point: Point) -> list[_Place]:
    found = []
    for symbol in model.symbols:
        kind, cells = symbol.domain.split()[0], len(point.values.get(symbol.name, ()))
        width = 1
        if kind == "onehot":
            width = model.extent(symbol.shape[-1], point.sizes) if symbol.shape else 1
        if width == 1 and kind not in _BITS:
            continue
        found += [_Place(symbol.name, first, width) for first in range(0, cells, width)]
    return found


def _table(widths: Sequence[int]) -> list[tuple[int, ...]]:
    """Rows of choices; a width of 1 is a bit."""
    options = [range(max(width, 2)) for width in widths]
    if prod(map(len, options)) <= _ALL:
        return list(product(*options))
    bits = list(combinations(widths.count(1))) or [()]
    rows = []
    for n in range(max(len(bits), *widths)):
        signs = iter(bits[n % len(bits)])
        rows.append(
            tuple(
                int(next(signs) > 0) if width == 1 else (n + k) % width
                for k, width in enumerate(widths)
            )
        )
    return rows


def _arranged(point: Point, places: Sequence[_Place], row: Sequence[int]) -> Point:
    values = {name: list(cells) for name, cells in point.values.items()}
    for place, choice in zip(places, row, strict=True):
        values[place.name][place.first : place.first + place.width] = place.cells(choice)
    return replace(point, values={name: tuple(cells) for name, cells in values.items()})
