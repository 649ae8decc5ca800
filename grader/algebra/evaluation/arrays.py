"""Small arrays of any kind of number, with the products that mathematics writes.

Shapes: () a number, (n,) a column, (1, n) a row, (n, m) a matrix, more axes a tensor. A matrix
with one column is a column, and one with a single entry a number, so that `w^T x` is a number.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, mul
from typing import Any

from grader.algebra.errors import ShapeError, TooHardError, TwoReadingsError


@dataclass(frozen=True, slots=True)
class Array:
    """Cells in row-major order."""

    shape: tuple[int, ...]
    cells: tuple[Any, ...]

    def map(self, change: Callable[[Any], Any]) -> Array:
        """Each cell changed."""
        return Array(self.shape, tuple(change(cell) for cell in self.cells))

    def at(self, place: Sequence[int]) -> Any:
        """The cell at a place, counted from 0."""
        offset = 0
        for size, index in zip(self.shape, place, strict=True):
            offset = offset * size + index
        return self.cells[offset]


def number(cell: Any) -> Array:
    """A number as an array."""
    return Array((), (cell,))


def array(shape: Sequence[int], cells: Iterable[Any]) -> Array:
    """An array in canonical shape: no matrix of one column, no row of one entry."""
    shape = tuple(shape)
    if len(shape) == 2 and shape[1] == 1:
        shape = shape[:1]
    if shape == (1,):
        shape = ()
    return Array(shape, tuple(cells))


def places(shape: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All places of a shape, counted from 0, in row-major order."""
    return itertools.product(*(range(size) for size in shape))


def named(shape: Sequence[int]) -> str:
    """A shape in words."""
    if not shape:
        return "a number"
    if len(shape) == 1:
        return f"a column of {shape[0]}"
    if len(shape) == 2 and shape[0] == 1:
        return f"a row of {shape[1]}"
    return f"an array of {' × '.join(map(str, shape))}"


def pointwise(operation: Callable[[Any, Any], Any], a: Array, b: Array, what: str) -> Array:
    """Cell by cell; a number goes with every cell, a row or a matrix of one column with each other.

    Raises ShapeError for other unequal shapes.
    """
    if a.shape == b.shape:
        return Array(a.shape, tuple(map(operation, a.cells, b.cells)))
    if not b.shape:
        return a.map(lambda cell: operation(cell, b.cells[0]))
    if not a.shape:
        return b.map(lambda cell: operation(a.cells[0], cell))
    if len(a.shape) == len(b.shape) == 2 and all(
        1 in pair or len(set(pair)) == 1 for pair in zip(a.shape, b.shape, strict=True)
    ):
        shape = (max(a.shape[0], b.shape[0]), max(a.shape[1], b.shape[1]))
        pairs = ((_stretched(a, place), _stretched(b, place)) for place in places(shape))
        return array(shape, (operation(x, y) for x, y in pairs))
    raise ShapeError(f"{what} of {named(a.shape)} and {named(b.shape)}")


def _stretched(a: Array, place: Sequence[int]) -> Any:
    """The cell at a place; an axis of one goes on for ever."""
    return a.at([0 if size == 1 else at for size, at in zip(a.shape, place, strict=True)])


def spread(a: Array, b: Array) -> Array:
    """A column or row as rows of a matrix, if it is as long as these and not as the columns."""
    row = len(a.shape) == 1 or (len(a.shape) == 2 and a.shape[0] == 1)
    if not row or len(b.shape) != 2 or not len(a.cells) == b.shape[1] != b.shape[0] > 1:
        return a
    return Array(b.shape, a.cells * b.shape[0])


def transpose(a: Array) -> Array:
    """Rows become columns."""
    if not a.shape:
        return a
    if len(a.shape) > 2:
        raise ShapeError(f"the transpose of {named(a.shape)}")
    rows, columns = (a.shape[0], 1) if len(a.shape) == 1 else a.shape
    return array(
        (columns, rows), (a.cells[r * columns + c] for c in range(columns) for r in range(rows))
    )


def product(a: Array, b: Array) -> Array:
    """The matrix product, or scaling by a number."""
    if not a.shape or not b.shape:
        return pointwise(mul, a, b, "a product")
    if len(a.shape) == len(b.shape) == 1:
        advice = (
            "write a^T b for the dot product, a b^T for the outer, a \\odot b for the entrywise"
        )
        if a.shape == b.shape:
            raise TwoReadingsError(f"a product of two columns has two readings: {advice}")
        raise ShapeError(f"a product of {named(a.shape)} and {named(b.shape)}: {advice}")
    return _matrix_product(a, b)


def dot(a: Array, b: Array) -> Array:
    """A product; of two columns the dot product."""
    if len(a.shape) == len(b.shape) == 1 and a.shape == b.shape:
        return number(reduce(add, map(mul, a.cells, b.cells)))
    if len(a.shape) == 1 and len(b.shape) == 2 and a.shape[0] == b.shape[0]:
        return transpose(product(transpose(a), b))  # a row in code
    return product(a, b)


def entrywise(a: Array, b: Array) -> Array:
    """A product; of two columns entry by entry, and of two matrices that only fit so."""
    if a.shape == b.shape and (len(a.shape) == 1 or (len(a.shape) == 2 and len({*a.shape}) == 2)):
        return pointwise(mul, a, b, "a product")
    return product(a, b)


def outer(a: Array, b: Array) -> Array:
    """A product; of two columns every entry with every other."""
    if len(a.shape) == len(b.shape) == 1:
        return product(a, transpose(b))
    return product(a, b)


def _matrix_product(a: Array, b: Array) -> Array:
    if len(a.shape) > 2 or len(b.shape) > 2:
        raise TooHardError(
            f"a product of {named(a.shape)} and {named(b.shape)}: which axes are summed?"
        )
    rows, inner = a.shape if len(a.shape) == 2 else (a.shape[0], 1)
    length, columns = b.shape if len(b.shape) == 2 else (b.shape[0], 1)
    if inner != length:
        raise ShapeError(f"a product of {named(a.shape)} and {named(b.shape)} doesn't fit")
    upper = [a.cells[r * inner : (r + 1) * inner] for r in range(rows)]
    upright = [b.cells[c::columns] for c in range(columns)]
    return array(
        (rows, columns), (reduce(add, map(mul, line, stand)) for line in upper for stand in upright)
    )


def product_size(a: Array, b: Array) -> tuple[int, int]:
    """How many multiplications a product takes, and how many entries it has, at most."""
    if not a.shape or not b.shape:
        return max(len(a.cells), len(b.cells)), max(len(a.cells), len(b.cells))
    inner = max(a.shape[1] if len(a.shape) == 2 else 1, 1)
    operations = len(a.cells) * len(b.cells) // inner
    return operations, operations // inner
