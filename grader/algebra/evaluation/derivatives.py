"""Derivatives, read off dual numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from grader.algebra.errors import ShapeError, TooHardError
from grader.algebra.evaluation.arrays import Array, array, number
from grader.algebra.evaluation.context import Context
from grader.algebra.evaluation.dual import Dual
from grader.algebra.evaluation.exact import whole
from grader.algebra.evaluation.matrices import inside, row
from grader.algebra.tree import Apply, Derivative, Entry, Name


def function_derivative(context: Context, tree: Apply, arguments: Sequence[Array]) -> Array:
    """The first or second derivative of a function of one variable, entry by entry."""
    if tree.order > 2 or context.still is not None:
        raise TooHardError("a higher derivative")
    if len(arguments) != 1:
        raise ShapeError(f"{tree.function}' of {len(arguments)} arguments")
    duals = context.in_duals()
    inner = Apply(tree.function, (Name("·"),), tree.order - 1)

    def derivative(place: int, cell: Any) -> Any:
        moving = {"·": number(Dual(cell, {0: context.one}))}
        entry = place if arguments[0].shape else None
        here = duals.inside({**context.letters, **moving}, {"·": tree.arguments[0]}, entry)
        return _partial(context, here.value(inner).cells[0], 0)

    cells = (derivative(place, cell) for place, cell in enumerate(arguments[0].cells))
    return Array(arguments[0].shape, tuple(cells))


def _derivative(context: Context, tree: Derivative) -> Array:
    """Output axes first, then input axes; the derivative of a number has its argument's shape."""
    base = tree.by.base if isinstance(tree.by, Entry) else tree.by
    if not isinstance(base, Name) or base.name not in context.model.by_name:
        raise ShapeError("differentiate with respect to a declared symbol")
    below = context.named(base.name)
    of = context.differentiate(base.name).value(tree.of)
    if isinstance(tree.by, Entry) and not of.shape and len(tree.by.indices) < len(below.shape):
        cells = [_partial(context, of.cells[0], n) for n in range(len(below.cells))]
        first = context.model.by_name[base.name].starts[0]
        return row(Array(below.shape, tuple(cells)), whole(context, tree.by.indices[0]) - first)
    if isinstance(tree.by, Entry):
        coordinate = _coordinate(context, tree.by, base.name, below)
        return of.map(lambda cell: _partial(context, cell, coordinate))
    context.allow(len(of.cells) * len(below.cells))
    cells = [_partial(context, cell, n) for cell in of.cells for n in range(len(below.cells))]
    if context.model.layout == "jacobian" and not of.shape and len(below.shape) == 1:
        return Array((1, *below.shape), tuple(cells))
    return array((*of.shape, *below.shape), cells)


def _coordinate(context: Context, by: Entry, name: str, below: Array) -> int:
    numbered = Array(below.shape, tuple(range(len(below.cells))))
    starts = context.model.by_name[name].starts
    place = [whole(context, i) - first for i, first in zip(by.indices, starts, strict=False)]
    return int(numbered.at(inside(place, below.shape)))


def _partial(context: Context, cell: Any, coordinate: int) -> Any:
    return cell.partials.get(coordinate, context.zero) if isinstance(cell, Dual) else context.zero


RULES: dict[type, Callable[[Context, Any], Array]] = {Derivative: _derivative}
