"""Conditions, indicators and cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from grader.algebra.errors import ShapeError, UndefinedError
from grader.algebra.evaluation.arrays import Array, named, number, pointwise
from grader.algebra.evaluation.context import Context
from grader.algebra.tree import Both, Branch, Cases, Compare, Indicator, Tree

_HOLDS = {"=": (0,), "≈": (0,), "≠": (-1, 1), "<": (-1,), "≤": (-1, 0), ">": (1,), "≥": (0, 1)}


def truth(context: Context, tree: Tree) -> Array:
    """A condition, cell by cell: an array of True and False."""
    if isinstance(tree, Both):
        parts = [truth(context, part) for part in tree.conditions]
        return reduce(lambda a, b: pointwise(lambda x, y: x and y, a, b, "conditions"), parts)
    if not isinstance(tree, Compare):
        raise ShapeError("a condition is expected")
    left, right = context.value(tree.left), context.value(tree.right)
    gap = pointwise(lambda a, b: a - b, left, right, "a comparison")
    context.allow(len(gap.cells))
    holds = _HOLDS[tree.relation]
    signs = (context.sign(cell, tree.left, tree.right, n) for n, cell in enumerate(gap.cells))
    return Array(gap.shape, tuple(sign in holds for sign in signs))


def _condition(context: Context, tree: Tree) -> Array:
    raise ShapeError("a condition where a value is expected")


def _indicator(context: Context, tree: Indicator) -> Array:
    holds = truth(context, tree.condition)
    return holds.map(lambda held: context.one if held else context.zero)


def _cases(context: Context, tree: Cases) -> Array:
    """The first branch that holds; for conditions on arrays, cell by cell."""
    for place, branch in enumerate(tree.branches):
        holds = number(True) if branch.condition is None else truth(context, branch.condition)
        if not holds.shape:
            if holds.cells[0]:
                return context.value(branch.value)
            continue
        return _mixed(context, holds, branch, Cases(tree.branches[place + 1 :]))
    raise UndefinedError("no case applies")


def _mixed(context: Context, holds: Array, branch: Branch, rest: Cases) -> Array:
    shape, zero = holds.shape, number(context.zero)
    here = context.value(branch.value) if any(holds.cells) else zero
    there = zero if all(holds.cells) else _cases(context, rest)
    spread = [a if a.shape else Array(shape, a.cells * len(holds.cells)) for a in (here, there)]
    if {a.shape for a in spread} != {shape}:
        raise ShapeError(f"cases of {named(here.shape)} on conditions of {named(shape)}")
    cells = zip(holds.cells, spread[0].cells, spread[1].cells, strict=True)
    return Array(shape, tuple(a if chosen else b for chosen, a, b in cells))


RULES: dict[type, Callable[[Context, Any], Array]] = {
    Compare: _condition,
    Both: _condition,
    Branch: _condition,
    Indicator: _indicator,
    Cases: _cases,
}
