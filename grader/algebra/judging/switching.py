"""Points moved onto the surfaces where an expression switches."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.algebra.evaluation.evaluator import Meaning, Switch
from grader.algebra.evaluation.interval import EXACT, Interval, Intervals
from grader.algebra.model.model import Model, Point
from grader.algebra.model.points import moved
from grader.algebra.model.symbols import Symbol
from grader.algebra.tree import unbound

_MOVABLE = frozenset({"real", "positive", "nonzero", "unit"})
_MAX_COORDINATES = 8


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
    return not symbol.definition and symbol.domain in _MOVABLE


def _within(domain: str, value: Fraction) -> bool:
    if domain == "unit":
        return 0 < value < 1
    return value > 0 if domain == "positive" else value != 0 if domain == "nonzero" else True


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


def _gap(model: Model, point: Point, switch: Switch) -> Interval | None:
    try:
        gap = switch.gap(Meaning(model, point, Intervals(300)))
    except (ArithmeticError, ValueError):
        return None
    return gap if isinstance(gap, Interval) else None
