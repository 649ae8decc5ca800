"""What stands in brackets and bars: groups, lists, matrices, norms and cases."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NoReturn

from grader.algebra.notation.cursor import Cursor
from grader.algebra.notation.tokens import Token
from grader.algebra.notation.vocabulary import joined, subscript
from grader.algebra.tree import (
    Apply,
    Both,
    Branch,
    Cases,
    Compare,
    Entry,
    Equation,
    Indicator,
    Matrix,
    Name,
    Number,
    Tree,
    rewrite,
    walk,
)

MAX_CELLS = 400

_CONDITION_WORDS = frozenset({"if", "for", "when", "where", ",", "if,", "for all"})
_OTHERWISE = frozenset({"otherwise", "else", "otherwise.", "otherwise,"})


class Brackets(Cursor):
    """Reads brackets, bars and environments."""

    def inside(self, opening: str, end: str) -> Tree:
        """What stands between two brackets; bars outside don't close inside."""
        self.expect(opening)
        bars, self.bars = self.bars, []
        content = self.chain()
        self.bars = bars
        self.skip("quad")
        return content

    def group(self) -> Tree:
        """`{…}`: one expression."""
        content = self.inside("{", "}")
        self.expect("}")
        if isinstance(content, Equation):
            self.refuse("a relation has no place inside these braces")
        return content

    def parenthesis(self) -> Tree:
        """`(…)`: an expression, a condition as a mask, or a column `(a, b)`."""
        content = self.inside("(", ")")
        if self._goes_on(")"):
            return self.row_of(content, ")", upright=True)
        self.expect(")")
        return Indicator(as_condition(content)) if isinstance(content, Equation) else content

    def bracket(self) -> Tree:
        """`[…]`: an expression, an indicator, a row or a matrix."""
        content = self.inside("[", "]")
        if isinstance(content, Equation):
            self.expect("]")
            return Indicator(as_condition(content))
        if self.sees(";") or self._goes_on("]"):
            return self.row_of(content, "]", upright=False)
        self.expect("]")
        return Matrix(((content,),)) if isinstance(content, Matrix) else content

    def _goes_on(self, end: str) -> bool:
        """Whether another entry follows the first, after a comma or a wide space."""
        spaced = self.tokens[self.at - 1].text == "quad" and not self.sees(end)
        return spaced or self.sees(",") or self.begins_operand()

    def row_of(self, first: Tree, end: str, *, upright: bool) -> Tree:
        r"""`[a, b; c, d]`, `(a \\quad b)`, `[[a, b], [c, d]]`, `[a_1, …, a_n]`.

        Commas in round brackets make a column.
        """
        start, listed = self.token, self.sees(",")
        rows: list[list[Tree | None]] = [[first]]
        while not self.sees(end):
            if self.skip(";", "newline"):
                rows.append([])
            self.skip(",", "quad")
            rows[-1].append(None if self.skip("…") else self.expression(0))
            self.skip("quad")
        self.expect(end)
        if len(rows) == 1 and all(isinstance(cell, Matrix) for cell in rows[0]):
            rows = [list(cell.rows[0]) for cell in rows[0] if isinstance(cell, Matrix)]
        elif upright and listed and len(rows) == 1:
            rows = [[cell] for cell in rows[0]]
        found = self.with_dots(rows, start)
        if upright and listed and isinstance(found, Apply):
            self.refuse("is this a row or a column? write [a, …, b], or [a, …, b]^T", start)
        return found

    def matrix_of(self, rows: Sequence[Sequence[Tree]]) -> Tree:
        """Rows as a matrix; refused where their lengths differ."""
        if len({len(row) for row in rows}) != 1 or not rows[0]:
            self.refuse("the rows of this matrix have different lengths")
        if len(rows) * len(rows[0]) > MAX_CELLS:
            self.refuse(f"more than {MAX_CELLS} entries in a matrix")
        return Matrix(tuple(tuple(row) for row in rows))

    def double_bar(self, token: Token) -> bool:
        """Whether a typed `||` is the end of one absolute value and more."""
        return "|" in self.bars and token.text == "‖" and token.stop - token.start == 2

    def bar(self, sign: str) -> Tree:
        """`|…|` or `‖…‖`, with the norm's index."""
        self.take()
        self.bars.append(sign)
        content = self.expression(0)
        if sign == "|" and self.double_bar(self.token):
            token = self.token
            halves = [Token("op", "|", token.start + n, token.start + n + 1) for n in (0, 1)]
            self.tokens[self.at : self.at + 1] = halves
        self.bars.pop()
        self.expect(sign)
        if sign == "|":
            return Apply("abs", (content,))
        if self.sees("_"):
            inside, self.at, _ = subscript(self.tokens, self.at, self.text)
            return self.norm(content, inside)
        return Apply("norm", (content,))

    def norm(self, content: Tree, index: Sequence[Token]) -> Tree:
        """The norm that an index names."""
        kind = joined(index)
        if kind not in ("1", "2", "F"):
            self.refuse(f"the norm with index '{kind}' isn't known: 1, 2 and F are")
        return Apply("norm1" if kind == "1" else "norm", (content,))

    def environment(self) -> Tree:
        r"""`\begin{…}`: cases, or a matrix."""
        start = self.take()
        kind = start.text.rstrip("*")
        if kind == "cases":
            branches = self.branches()
            self.ends(kind)
            return Cases(branches)
        if kind not in ("pmatrix", "bmatrix", "matrix", "array", "vmatrix", "smallmatrix"):
            self.refuse(f"the environment '{kind}' can't be read here", start)
        rows = self.rows()
        self.ends(kind)
        return self.with_dots(rows, start)

    def one_sided(self) -> Tree:
        r"""Cases as `\\left\\{ \\begin{array} … \\end{array} \\right.`."""
        start = self.take()
        kind = self.token.text
        if self.token.kind != "begin" or kind not in ("array", "aligned", "matrix"):
            self.refuse("an operand is expected here, not a brace", start)
        self.take()
        branches = self.branches()
        self.ends(kind)
        self.expect("\\right")
        self.expect(".")
        return Cases(branches)

    def ends(self, kind: str) -> None:
        r"""Step over `\end{…}`."""
        if self.token.kind != "end" or self.token.text.rstrip("*") != kind:
            self.refuse(f"\\end{{{kind}}} is expected here")
        self.take()

    def rows(self) -> list[list[Tree | None]]:
        """The cells of a matrix; None where dots stand."""
        outer, self.level = self.level, self.level + 1
        bars, self.bars = self.bars, []
        rows: list[list[Tree | None]] = [[]]
        while self.token.kind not in ("end", "stop"):
            if self.skip("newline"):
                rows.append([])
            elif not self.skip("&", ","):
                dots = self.skip("…", "⋱")
                rows[-1].append(None if dots else self.expression(0))
        self.level, self.bars = outer, bars
        return [row for row in rows if row]

    def with_dots(self, rows: list[list[Tree | None]], start: Token) -> Tree:
        """A matrix; or what dots stand for: `a_1, …, a_n` in a row, a column or on a diagonal."""
        full = [[cell for cell in row if cell is not None] for row in rows]
        if full == rows and full:
            return self.matrix_of(full)
        if {cell for row in full for cell in row} == {Number(Fraction(0))}:
            return Number(Fraction(0))  # zeros, however many
        if (diagonal := _diagonal(rows)) is not None:
            run = common_pattern(diagonal) or self.no_run(start)
            return Apply("diag", (Apply("run_down", run),))
        upright = all(len(row) == 1 for row in rows)
        line = [row[0] for row in rows] if upright else rows[0] if len(rows) == 1 else []
        first, last = line[:-2], line[-1:]
        if len(line) < 3 or line[-2] is not None or None in first + last:
            self.refuse(
                "dots in a matrix can't be read: write it as a product, or with diag", start
            )
        shown = [cell for cell in (*first, *last) if cell is not None]
        return Apply(
            "run_down" if upright else "run_right", common_pattern(shown) or self.no_run(start)
        )

    def no_run(self, start: Token) -> NoReturn:
        """Refuse dots that continue nothing."""
        self.refuse(
            "the dots don't continue one pattern: the first entries and the last differ", start
        )

    def branches(self) -> tuple[Branch, ...]:
        """The lines of cases."""
        outer, self.level = self.level, self.level + 1
        found: list[Branch] = []
        while self.token.kind not in ("end", "stop"):
            found.append(self.branch())
            self.skip("newline", ",", ".")
        self.level = outer
        if not found:
            self.refuse("these cases are empty")
        return tuple(found)

    def branch(self) -> Branch:
        """A value and its condition."""
        value = self.chain()
        if isinstance(value, Equation):
            value = value.members[-1] if set(value.relations) == {"="} else self._no_chain()
        self._to_condition()
        if self.token.kind in ("text", "word") and self.token.text in _OTHERWISE:
            self.take()
            return Branch(value, None)
        return Branch(value, self.condition())

    def _no_chain(self) -> NoReturn:
        self.refuse("a case is a value and a condition, with & or a comma between them")

    def _to_condition(self) -> None:
        while True:
            words = self.token.kind in ("text", "word") and self.token.text in _CONDITION_WORDS
            if not words and not self.sees("&", ",", "quad"):
                return
            self.take()

    def typed_cases(self) -> Tree:
        """`cases(a if x > 0; b otherwise)`."""
        self.take()
        self.expect("(")
        outer, self.level = self.level, self.level + 1
        found = [self.branch()]
        while self.skip(";"):
            found.append(self.branch())
        self.level = outer
        self.expect(")")
        return Cases(tuple(found))


def _diagonal(rows: Sequence[Sequence[Tree | None]]) -> list[Tree] | None:
    """What is written on the diagonal of a square with dots before its last entry, all else 0."""
    size = len(rows)
    if size < 3 or any(len(row) != size for row in rows):
        return None
    on = [row[n] for n, row in enumerate(rows)]
    off = {cell for n, row in enumerate(rows) for m, cell in enumerate(row) if m != n}
    if on[-2] is not None or not off <= {None, Number(Fraction(0))}:
        return None
    shown = [cell for cell in on if cell is not None]
    return shown if len(shown) == size - 1 else None


def as_condition(chain: Tree) -> Tree:
    """A chain read as a condition: each neighbouring pair compared."""
    if not isinstance(chain, Equation):
        return chain
    pairs = zip(chain.relations, chain.members, chain.members[1:], strict=False)
    found = tuple(Compare(relation, left, right) for relation, left, right in pairs)
    return found[0] if len(found) == 1 else Both(found)


def common_pattern(shown: Sequence[Tree]) -> tuple[Tree, ...] | None:
    """The pattern of entries numbered 1, 2, … and last: (entry at `·`, last number).

    Each entry with its own number replaced must give one and the same pattern; else None.
    """
    last = _indices(shown[-1]) - _indices(shown[0])
    if len(last) != 1:
        return None
    numbers = [*(Number(Fraction(n)) for n in range(1, len(shown))), *last]
    patterns = {_marked(entry, number) for entry, number in zip(shown, numbers, strict=True)}
    return (patterns.pop(), *last) if len(patterns) == 1 else None


def _marked(tree: Tree, number: Tree) -> Tree:
    def mark(node: Tree) -> Tree:
        if not isinstance(node, Entry):
            return node
        return Entry(node.base, tuple(Name("·") if i == number else i for i in node.indices))

    return rewrite(tree, mark)


def _indices(tree: Tree) -> set[Tree]:
    return {index for node in walk(tree) if isinstance(node, Entry) for index in node.indices}
