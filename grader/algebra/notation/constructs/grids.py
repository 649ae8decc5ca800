"""Matrices with dots in both directions: one pattern off the diagonal, and one on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from grader.algebra.tree import Apply, Entry, Name, Number, Tree, rewrite, walk

ROW, COLUMN = Name("·"), Name(":")
_ONE = Number(Fraction(1))
Cells = Sequence[Sequence["Tree | None"]]


def grid(rows: Cells) -> Tree | None:
    r"""`a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mn}`.

    The entry in row · and column :, the one on the diagonal, and how many rows and columns there
    are; None for anything else.
    """
    if not _dotted(rows):
        return None
    down, right = _label(rows[-1][0]), _label(rows[0][-1])
    if down is None or right is None:
        return None
    places = list(_places(rows, down, right))
    off = {
        _marked(cell, {row: ROW, column: COLUMN}) for cell, row, column in places if row != column
    }
    on = {_marked(cell, {row: ROW}) for cell, row, column in places if row == column}
    if len(off) != 1 or len(on) != 1:
        return None
    return Apply("grid", (off.pop(), on.pop(), down, right))


def _dotted(rows: Cells) -> bool:
    """Whether dots stand in the last row and column but one, and nowhere else."""
    height, width = len(rows), len(rows[0]) if rows else 0
    if height < 3 or width < 3 or any(len(row) != width for row in rows):
        return False
    return all(
        (cell is None) == (r == height - 2 or c == width - 2)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    )


def _label(cell: Tree | None) -> Tree | None:
    """The number of the last row or column, from a cell of which the other number is 1."""
    entries = [n for n in walk(cell) if isinstance(n, Entry)] if cell is not None else []
    others = {index for entry in entries for index in entry.indices} - {_ONE}
    return others.pop() if len(others) == 1 else None


def _places(rows: Cells, down: Tree, right: Tree) -> Iterator[tuple[Tree, Tree, Tree]]:
    """Each cell that is written, with the numbers of its row and column."""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                number = down if r == len(rows) - 1 else Number(Fraction(r + 1))
                yield cell, number, right if c == len(row) - 1 else Number(Fraction(c + 1))


def _marked(cell: Tree, holes: Mapping[Tree, Tree]) -> Tree:
    def mark(node: Tree) -> Tree:
        if not isinstance(node, Entry):
            return node
        return Entry(node.base, tuple(holes.get(index, index) for index in node.indices))

    return rewrite(cell, mark)
