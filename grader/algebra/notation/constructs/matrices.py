"""Matrices and lists: their rows, blank cells, and what dots stand for."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NoReturn

from grader.algebra.notation.constructs.grids import grid
from grader.algebra.notation.constructs.sized import open_size
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Apply,
    Entry,
    Matrix,
    Name,
    Number,
    Product,
    Tree,
    rewrite,
    walk,
)

MAX_CELLS = 400


MATRICES = frozenset({"pmatrix", "bmatrix", "matrix", "array", "vmatrix", "smallmatrix", "Bmatrix"})


_ZERO = Number(Fraction(0))


def row_of(r: Reader, first: Tree, end: str, *, upright: bool) -> Tree:
    r"""`[a, b; c, d]`, `(a \quad b)`, `[[a, b], [c, d]]`, `[a_1, …, a_n]`.

    Commas in round brackets make a column.
    """
    start, listed = r.token, r.sees(",")
    rows: list[list[Tree | None]] = [[first]]
    while not r.sees(end):
        if r.skip(";", "newline"):
            rows.append([])
        r.skip(",", "quad")
        if r.sees(end):
            break
        rows[-1].append(None if r.skip("…") else r.expression(0))
    r.expect(end)
    if upright and listed and len(rows) == 1:
        dots = None in rows[0] and set(rows[0]) - {None, _ZERO}
        message = "is this a row or a column? write it with pmatrix" if dots else ""
        upright = r.choose(("upright", start.start), (0, 1), message, start) == 0
    if any(cell is None for row in rows for cell in row):
        return with_dots(r, [[cell] for cell in rows[0]] if upright and listed else rows, start)
    full = [[cell for cell in row if cell is not None] for row in rows]
    if len(full) == 1 and len(full[0]) > 1 and all(isinstance(c, Matrix) for c in full[0]):
        full = [list(c.rows[0]) for c in full[0] if isinstance(c, Matrix)]
        upright = False
    if upright and listed and len(full) == 1:
        full = [[cell] for cell in full[0]]
    return matrix_of(r, full)


def matrix_of(r: Reader, rows: Sequence[Sequence[Tree]]) -> Tree:
    """A matrix, if its rows are equally long and it isn't too large; of one cell, what is in it."""
    if len({len(row) for row in rows}) != 1:
        r.refuse("the rows of this matrix have different lengths")
    if len(rows) * len(rows[0]) > MAX_CELLS:
        r.refuse(f"a matrix of more than {MAX_CELLS} entries")
    if len(rows) == len(rows[0]) == 1:
        return rows[0][0]
    return Matrix(tuple(tuple(row) for row in rows))


def rows(r: Reader) -> list[list[Tree | str | None]]:
    """The cells of a matrix; None where dots stand, "" where nothing does."""
    outer, r.level = r.level, r.level + 1
    bars, r.bars = r.bars, ()
    found: list[list[Tree | str | None]] = [[""]]
    while r.token.kind not in ("end", "stop"):
        if r.skip("newline"):
            found.append([""])
        elif r.sees("&", ","):
            r.take()
            found[-1].append("")
        else:
            dots = r.skip("…", "⋱")
            found[-1][-1] = None if dots else r.expression(0)
    r.level, r.bars = outer, bars
    return [row for row in found if row != [""]]


def with_dots(r: Reader, cells: Sequence[Sequence[Tree | str | None]], start: Token) -> Tree:
    """A matrix; or what dots stand for: `a_1, …, a_n` in a row, a column or on a diagonal."""
    filled = _filled(r, cells, start)
    full = [[cell for cell in row if cell is not None] for row in filled]
    if full == filled and full:
        return matrix_of(r, full)
    if {cell for row in full for cell in row} == {_ZERO}:
        return _ZERO  # zeros, however many
    if (diagonal := _diagonal(filled)) is not None:
        pattern = common_pattern(diagonal)
        if pattern is not None:
            return Apply("diag", (Apply("run_down", _to_a_size(r, pattern, start)),))
        return _constant_run(r, diagonal) or no_run(r, start)
    if (found := grid(filled)) is not None:
        return found
    upright = all(len(row) == 1 for row in filled)
    line = [row[0] for row in filled] if upright else filled[0] if len(filled) == 1 else []
    first, last = line[:-2], line[-1:]
    if len(line) < 3 or line[-2] is not None or None in [*first, *last]:
        r.refuse("dots in a matrix can't be read: write it as a product, or with diag", start)
    shown = [cell for cell in (*first, *last) if cell is not None]
    run = common_pattern(shown)
    if run is None and len(set(shown)) == 1 and shown[0] == Number(Fraction(1)):
        return open_size(r, "ones", start)
    run = run or no_run(r, start)
    return Apply("run_down" if upright else "run_right", _to_a_size(r, run, start))


def _to_a_size(r: Reader, run: tuple[Tree, ...], start: Token) -> tuple[Tree, ...]:
    """What runs to a declared size; to another letter, as `w_1, …, w_n`, to each size in turn."""
    body, last = run
    sizes = r.vocabulary.sizes
    if not (r.style.loose and isinstance(last, Name) and sizes) or last.name in {*sizes, *r.bound}:
        return run
    way = r.choose(("run", last.name, start.start), [*range(len(sizes))], "", start)
    return body, Name(sizes[way])


def _filled(
    r: Reader, cells: Sequence[Sequence[Tree | str | None]], start: Token
) -> list[list[Tree | None]]:
    """The rows with blank cells as zeros: only in a square that is diagonal or triangular."""
    if not any(cell == "" for row in cells for cell in row):
        return [[cell for cell in row if not isinstance(cell, str)] for row in cells]
    width = max(len(row) for row in cells)
    square = [[*row, *[""] * (width - len(row))] for row in cells]
    if _dotted(square):
        return [[None if isinstance(cell, str) else cell for cell in row] for row in square]
    if len(square) != width:
        r.refuse("a blank cell in a matrix: write 0 where you mean it", start)
    sides = {
        (n > m) - (n < m) for n, row in enumerate(square) for m, c in enumerate(row) if c != ""
    }
    if not sides <= {0, 1} and not sides <= {0, -1}:
        r.refuse("a blank cell in a matrix: write 0 where you mean it", start)
    return [[_ZERO if isinstance(cell, str) else cell for cell in row] for row in square]


def _dotted(rows_: Sequence[Sequence[Tree | str | None]]) -> bool:
    """Whether blank cells go with dots: in the last row and column but one, the corners written."""
    if len(rows_) < 3 or len(rows_[0]) < 3 or not any(None in row for row in rows_):
        return False
    corners = {rows_[0][-1], rows_[-1][0]}
    blank = [(r, c) for r, row in enumerate(rows_) for c, cell in enumerate(row) if cell == ""]
    between = all(r == len(rows_) - 2 or c == len(rows_[0]) - 2 for r, c in blank)
    return between and corners.isdisjoint({None, "", _ZERO})


def _constant_run(r: Reader, diagonal: Sequence[Tree]) -> Apply | None:
    """A diagonal of equal entries that name no place: a multiple of the identity."""
    if len(set(diagonal)) != 1 or not r.style.loose or not r.vocabulary.sizes:
        return None
    eye = open_size(r, "eye", r.token)
    assert isinstance(eye, Apply)  # noqa: S101 - there are sizes
    if diagonal[0] == Number(Fraction(1)):
        return eye
    return Apply("diag", (Product((diagonal[0], Apply("ones", eye.arguments)), "*"),))


def no_run(r: Reader, start: Token) -> NoReturn:
    """Refuse dots that continue nothing."""
    r.refuse("the dots don't continue one pattern: the first entries and the last differ", start)


def _diagonal(rows_: Sequence[Sequence[Tree | None]]) -> list[Tree] | None:
    """What is written on the diagonal of a square with dots before its last entry, all else 0."""
    size = len(rows_)
    if size < 3 or any(len(row) != size for row in rows_):
        return None
    on = [row[n] for n, row in enumerate(rows_)]
    off = {cell for n, row in enumerate(rows_) for m, cell in enumerate(row) if m != n}
    if on[-2] is not None or not off <= {None, _ZERO}:
        return None
    shown = [cell for cell in on if cell is not None]
    return shown if len(shown) == size - 1 else None


def common_pattern(shown: Sequence[Tree]) -> tuple[Tree, ...] | None:
    """The pattern of entries numbered 1, 2, … and last: (entry at `·`, last number).

    Each entry with its own number replaced must give one and the same pattern; else None.
    """
    last = _indices(shown[-1]) - _indices(shown[0])
    if len(last) != 1:
        return None
    numbers = [*(Number(Fraction(n)) for n in range(1, len(shown))), *last]
    patterns = {_marked(cell, at) for cell, at in zip(shown, numbers, strict=True)}
    return (patterns.pop(), *last) if len(patterns) == 1 else None


def _marked(tree: Tree, at: Tree) -> Tree:
    def mark(node: Tree) -> Tree:
        if not isinstance(node, Entry):
            return node
        return Entry(node.base, tuple(Name("·") if i == at else i for i in node.indices))

    return rewrite(tree, mark)


def _indices(tree: Tree) -> set[Tree]:
    return {index for node in walk(tree) if isinstance(node, Entry) for index in node.indices}
