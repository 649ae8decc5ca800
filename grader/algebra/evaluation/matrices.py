"""Arrays as they are written: matrices, entries, rows, identities, runs with dots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from grader.algebra.errors import ShapeError
from grader.algebra.evaluation.arrays import Array, array, named, number, places, transpose
from grader.algebra.evaluation.context import Context
from grader.algebra.evaluation.exact import whole
from grader.algebra.tree import Apply, Entry, Matrix, Name, Transpose

MAX_RANGE = 64


def _transpose(context: Context, tree: Transpose) -> Array:
    return transpose(context.value(tree.operand))


def _entry(context: Context, tree: Entry) -> Array:
    base = context.value(tree.base)
    indices = [whole(context, index) for index in tree.indices]
    starts: Sequence[int] = (1,) * len(indices)
    if isinstance(tree.base, Name) and tree.base.name in context.model.by_name:
        starts = context.model.by_name[tree.base.name].starts
    if len(base.shape) == 2 and base.shape[0] == 1 and len(indices) == 1:
        base = transpose(base)
    if len(indices) == 1 and len(base.shape) == 2:
        return row(base, indices[0] - starts[0])
    if len(indices) != len(base.shape):
        raise ShapeError(f"{len(indices)} indices on {named(base.shape)}")
    place = [index - start for index, start in zip(indices, starts, strict=False)]
    return number(base.at(inside(place, base.shape)))


def inside(place: Sequence[int], shape: Sequence[int]) -> Sequence[int]:
    """The place, if it is one of the shape; raises ShapeError otherwise."""
    fits = len(place) == len(shape)
    if not fits or not all(0 <= at < size for at, size in zip(place, shape, strict=True)):
        raise ShapeError(f"an index is out of range for {named(shape)}")
    return place


def row(base: Array, at: int) -> Array:
    """One sample of several, `x^{(i)}`: a row of the array, as a column."""
    rows, columns = base.shape
    inside([at], [rows])
    return array((columns,), base.cells[at * columns : (at + 1) * columns])


def filled(context: Context, tree: Apply) -> Array:
    """Ones, zeros or the identity of a given size."""
    sizes = [whole(context, size) for size in tree.arguments]
    if not sizes or not all(0 < size <= MAX_RANGE for size in sizes):
        raise ShapeError(f"the size {' × '.join(map(str, sizes))}")
    if tree.function != "eye":
        context.allow(prod(sizes))
        return array(
            sizes, [context.one if tree.function == "ones" else context.zero] * prod(sizes)
        )
    shape = (sizes[0], sizes[-1])
    context.allow(prod(shape))
    return array(shape, (context.one if r == c else context.zero for r, c in places(shape)))


def run(context: Context, tree: Apply) -> Array:
    """Entries that follow a pattern from the first to the last: `x_1, …, x_n`."""
    last = whole(context, tree.arguments[1])
    if not 0 < last <= MAX_RANGE:
        raise ShapeError(f"entries up to number {last}")
    pattern = tree.arguments[0]
    cells = [context.bind({"·": n}).value(pattern) for n in range(1, last + 1)]
    down = tree.function == "run_down"
    return _stacked(context, [[cell] for cell in cells] if down else [cells])


def grid(context: Context, tree: Apply) -> Array:
    """A matrix whose entries follow one pattern off the diagonal, and one on it."""
    off, on, *ends = tree.arguments
    rows, columns = (whole(context, end) for end in ends)
    if not (0 < rows <= MAX_RANGE and 0 < columns <= MAX_RANGE):
        raise ShapeError(f"a matrix of {rows} × {columns}")
    return _stacked(
        context,
        [
            [
                context.bind({"·": r, ":": c}).value(on if r == c else off)
                for c in range(1, columns + 1)
            ]
            for r in range(1, rows + 1)
        ],
    )


def _matrix(context: Context, tree: Matrix) -> Array:
    return _stacked(context, [[context.value(cell) for cell in row] for row in tree.rows])


def _stacked(context: Context, rows: Sequence[Sequence[Array]]) -> Array:
    """A matrix of numbers; or rows one below the other, or columns side by side."""
    cells = [cell for row in rows for cell in row]
    context.allow(sum(len(cell.cells) for cell in cells))
    if not cells or len({len(row) for row in rows}) > 1:
        raise ShapeError("a matrix whose rows differ in length")
    if not any(cell.shape for cell in cells):
        return array((len(rows), len(rows[0])), (cell.cells[0] for cell in cells))
    shapes = {cell.shape for cell in cells}
    (shape, *others) = shapes
    if not others and len(rows[0]) == 1 and len(shape) == 2 and shape[0] == 1:
        return array((len(rows), shape[1]), (c for cell in cells for c in cell.cells))
    if not others and len(rows) == 1 and len(shape) == 1:
        return transpose(_stacked(context, [[transpose(cell)] for cell in cells]))
    raise ShapeError("a matrix of entries that aren't numbers")


RULES: dict[type, Callable[[Context, Any], Array]] = {
    Transpose: _transpose,
    Entry: _entry,
    Matrix: _matrix,
}
