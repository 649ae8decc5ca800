"""Points moved onto the surfaces where an expression switches."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import arb

from grader.algebra.budget import Budget
from grader.algebra.evaluation.context import Switch
from grader.algebra.evaluation.evaluator import at
from grader.algebra.evaluation.interval import Intervals, exactly
from grader.algebra.model.model import Model, Point
from grader.algebra.model.points import MOVABLE, moved, within
from grader.algebra.tree import unbound

_MAX_COORDINATES = 8
_BITS = 300


def onto(
    model: Model, point: Point, switch: Switch, budget: Budget
) -> Iterator[tuple[Point, Point, Point]]:
    """Points on a switching surface, just below it and just above it, moving one coordinate.

    Only along coordinates in which the switch's gap is affine, found from three exact values;
    nothing is yielded where there is none.
    """
    trees = [switch.left] if switch.right is None else [switch.left, switch.right]
    names = frozenset[str]().union(*(unbound(tree) for tree in trees))
    for name in tuple(names):
        names |= model.upstream.get(name, frozenset())
    drawn = names & point.values.keys()
    movable = [s for s in model.symbols if s.name in drawn and s.domain in MOVABLE]
    movable.sort(key=lambda symbol: len(symbol.shape))
    if (gap := _gap(model, point, switch, budget)) is None or not gap.is_exact():
        return
    tried = 0
    for symbol in movable:
        for cell in range(len(point.values[symbol.name])):
            tried += 1
            root = _root(model, point, switch, symbol.name, cell, budget)
            if root is not None and within(symbol.domain, root):
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


def _root(
    model: Model, point: Point, switch: Switch, name: str, cell: int, budget: Budget
) -> Fraction | None:
    start = point.values[name][cell]
    gaps = []
    for step in range(3):
        gap = _gap(model, moved(point, name, cell, start + step), switch, budget)
        if gap is None or not gap.is_exact():
            return None
        gaps.append(exactly(gap))
    slope = gaps[1] - gaps[0]
    if slope == 0 or gaps[2] - gaps[1] != slope:
        return None
    return start - gaps[0] / slope


def _gap(model: Model, point: Point, switch: Switch, budget: Budget) -> arb | None:
    try:
        gap: arb = switch.gap(at(model, point, Intervals(_BITS), budget))
    except (ArithmeticError, ValueError):
        return None
    return gap
