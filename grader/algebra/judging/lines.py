"""Points on every side of every threshold that lies on some lines through the model.

A threshold in the wrong place differs from the right one only between the two, where a random
point seldom lies. So each line is cut at the switches met on it, and one point is taken in every
gap between neighbours and beyond the outermost; what new switches that point meets cut the line
further. Every new combination of signs is the start of further lines.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

from flint import arb

from grader.algebra.budget import Budget
from grader.algebra.errors import ShapeError, UndefinedError, UnsettledError
from grader.algebra.evaluation.arrays import Array
from grader.algebra.evaluation.context import Context, Switch, Switches
from grader.algebra.evaluation.evaluator import at
from grader.algebra.evaluation.interval import Intervals, exactly, sign
from grader.algebra.judging.roots import crossings, dyadic_between, polynomial, roots
from grader.algebra.model.model import Model, Point
from grader.algebra.model.points import MOVABLE

_BITS = 200
_AXES, _SLANTED = 8, 6  # lines along coordinates, and lines in random directions
_ROUNDS = 6
_RESTARTS, _RESTART_AXES = 12, 4

Direction: TypeAlias = "dict[tuple[str, int], Fraction]"
Look: TypeAlias = "Callable[[Point], Switches]"
"""Compares at a point and gives the switches met there, with the side of each."""


class Lines:
    """Walks along lines; `look` is called at every point."""

    def __init__(self, model: Model, rng: random.Random, budget: Budget, look: Look) -> None:
        self.model = model
        self.rng = rng
        self.budget = budget
        self.look = look
        self.domains = {s.name: s.domain for s in model.symbols if s.domain in MOVABLE}
        self.regions: dict[frozenset[tuple[Switch, int]], Point] = {}

    def walk(self, draw: Callable[[], Point]) -> Iterator[Point]:
        """Every point to look at, one after the other."""
        axes = self._axes(draw())
        for axis in axes[:_AXES]:
            yield from self._along(draw(), axis)
        for _ in range(_SLANTED if len(axes) > 1 else 1):
            yield from self._along(draw(), self._slanted(axes))
        tried: set[frozenset[tuple[Switch, int]]] = set()
        for _ in range(_RESTARTS):
            fresh = [region for region in self.regions if region not in tried]
            if not fresh:
                return
            tried.add(fresh[-1])  # the latest region is the narrowest
            for axis in axes[:_RESTART_AXES]:
                yield from self._along(self.regions[fresh[-1]], axis)

    def _axes(self, point: Point) -> list[Direction]:
        names = [name for name in point.values if name in self.domains]
        return [
            {(name, cell): Fraction(1)} for name in names for cell in range(len(point.values[name]))
        ]

    def _slanted(self, axes: Iterable[Direction]) -> Direction:
        signs = (1, -1)
        return {
            key: Fraction(self.rng.choice(signs) * self.rng.randrange(1, 64), 16)
            for axis in axes
            for key in axis
        }

    def _along(self, start: Point, direction: Direction) -> Iterator[Point]:
        """One point in each gap between switches on a line."""
        low, high = self._window(start, direction)
        marks: set[Fraction] = set()
        known: set[Switch] = set()
        done: set[tuple[Fraction, Fraction]] = set()
        met = set(self._looked(start))
        yield start
        for _ in range(_ROUNDS):
            if not met - known:
                return
            values = _Values(self.model, self.budget, start, direction)
            for switch in met - known:
                marks |= set(_cuts(values, switch, low, high))
            known |= met
            for gap in pairwise(_ends(marks, low, high)):
                if gap in done or gap[0] >= gap[1]:
                    continue
                done.add(gap)
                share = Fraction(self.rng.randrange(256, 768), 1024)
                place = dyadic_between(*gap, share)
                if gap[0] < place < gap[1]:
                    point = _moved(start, direction, place)
                    met |= set(self._looked(point))
                    yield point

    def _looked(self, point: Point) -> Switches:
        met = self.look(point)
        self.regions.setdefault(frozenset(met.items()), point)
        return met

    def _window(
        self, start: Point, direction: Direction
    ) -> tuple[Fraction | None, Fraction | None]:
        """The interval of the line that stays in the domain; None is endless."""
        edges = []
        for (name, cell), slope in direction.items():
            value = start.values[name][cell]
            domain = self.domains[name]
            limits = (0,) if domain == "positive" else (0, 1) if domain == "unit" else ()
            edges += [(limit - value) / slope for limit in limits]
        low = max((edge for edge in edges if edge < 0), default=None)
        return low, min((edge for edge in edges if edge > 0), default=None)


class _Values:
    """The gaps of switches along a line; those of one comparison are worked out together."""

    def __init__(self, model: Model, budget: Budget, start: Point, direction: Direction) -> None:
        self.model = model
        self.budget = budget
        self.start = start
        self.direction = direction
        self.contexts: dict[Fraction, Context] = {}
        self.known: dict[tuple[Any, Fraction], Array | None] = {}

    def gap(self, switch: Switch, t: Fraction) -> arb | None:
        """The gap at a place on the line, or None where there is none."""
        key = ((switch.left, switch.right, switch.letters), t)
        if key not in self.known:
            self.known[key] = self._worked_out(switch, t)
        found = self.known[key]
        gap: arb | None = None if found is None else switch.within(found)
        return gap

    def _worked_out(self, switch: Switch, t: Fraction) -> Array | None:
        if t not in self.contexts:
            point = _moved(self.start, self.direction, t)
            self.contexts[t] = at(self.model, point, Intervals(_BITS), self.budget)
        try:
            return switch.gaps(self.contexts[t])
        except (UndefinedError, UnsettledError, ShapeError):
            return None


def _cuts(
    values: _Values, switch: Switch, low: Fraction | None, high: Fraction | None
) -> Iterator[Fraction]:
    """Where a line crosses a switch."""

    def exact(t: Fraction) -> Fraction | None:
        gap = values.gap(switch, t)
        return exactly(gap) if gap is not None and gap.is_exact() else None

    def side(t: Fraction) -> int | None:
        gap = values.gap(switch, t)
        try:
            return None if gap is None else sign(gap)
        except UnsettledError:
            return 0

    coefficients = polynomial(exact)
    found = crossings(side, low, high) if coefficients is None else roots(coefficients)
    return (t for t in found if (low is None or t > low) and (high is None or t < high))


def _ends(marks: set[Fraction], low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """The marks in order, with an end beyond each outermost one."""
    inner = sorted(marks)
    first, last = (inner[0], inner[-1]) if inner else (Fraction(0), Fraction(0))
    return [
        first - 1 - abs(first) if low is None else low,
        *inner,
        last + 1 + abs(last) if high is None else high,
    ]


def _moved(point: Point, direction: Direction, t: Fraction) -> Point:
    values = {name: list(cells) for name, cells in point.values.items()}
    for (name, cell), slope in direction.items():
        values[name][cell] += t * slope
    return replace(point, values={name: tuple(cells) for name, cells in values.items()})
