"""Derivatives, read off dual numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from grader.algebra.evaluation.arrays import (
    MAX_CELLS,
    Array,
    Bound,
    ShapeError,
    array,
    named,
    number,
)
from grader.algebra.evaluation.dual import Dual, Duals
from grader.algebra.evaluation.interval import TooHardError
from grader.algebra.tree import (
    Apply,
    Derivative,
    Entry,
    Name,
)

if TYPE_CHECKING:
    from grader.algebra.evaluation.evaluator import Meaning


def slope_of(m: Meaning, tree: Apply, arguments: Sequence[Array]) -> Array:
    """The derivative of a function of one variable, entry by entry."""
    if tree.order > 1 or isinstance(m.field, Duals):
        raise TooHardError("a higher derivative")
    if len(arguments) != 1:
        raise ShapeError(f"{tree.function}' of {len(arguments)} arguments")
    moving = m.moving()

    def slope(cell: Any) -> Any:
        seed = number(Dual(cell, {0: m.one}))
        inner = Apply(tree.function, (Name("·"),))
        found = moving.value(inner, {"·": seed}).cells[0]
        return found.slopes.get(0, m.zero) if isinstance(found, Dual) else m.zero

    return arguments[0].map(slope)


def _derivative(m: Meaning, tree: Derivative, bound: Bound) -> Array:
    """Output axes first, then input axes; the derivative of a number has its argument's shape."""
    base = tree.by.base if isinstance(tree.by, Entry) else tree.by
    if not isinstance(base, Name) or base.name not in m.model.by_name:
        raise ShapeError("one differentiates by a declared quantity")
    below = m.named(base.name)
    of = m.seeded(base.name).value(tree.of, bound)
    if isinstance(tree.by, Entry):
        coordinate = _coordinate(m, tree.by, base.name, below, bound)
        return of.map(lambda cell: _part(m, cell, coordinate))
    if len(of.cells) * len(below.cells) > MAX_CELLS:
        raise TooHardError("a derivative of this size")
    cells = [_part(m, cell, n) for cell in of.cells for n in range(len(below.cells))]
    if m.model.layout == "jacobian" and not of.shape and len(below.shape) == 1:
        return Array((1, *below.shape), tuple(cells))
    return array((*of.shape, *below.shape), cells)


def _coordinate(m: Meaning, by: Entry, name: str, below: Array, bound: Bound) -> int:
    numbered = Array(below.shape, tuple(range(len(below.cells))))
    starts = m.model.by_name[name].starts
    place = [m.whole(i, bound) - first for i, first in zip(by.indices, starts, strict=False)]
    if len(place) != len(below.shape) or not all(
        0 <= at < size for at, size in zip(place, below.shape, strict=True)
    ):
        raise ShapeError(f"an index runs out of {named(below.shape)}")
    return int(numbered.at(place))


def _part(m: Meaning, cell: Any, coordinate: int) -> Any:
    return cell.slopes.get(coordinate, m.zero) if isinstance(cell, Dual) else m.zero


RULES: dict[type, Callable[[Meaning, Any, Bound], Array]] = {
    Derivative: _derivative,
}
