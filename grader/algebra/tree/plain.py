"""A tree in plain notation, so that students see how their answer was read.

What is shown reads back as the same tree. Products carry their sign and whatever could be
misread stands in brackets: plainness goes before beauty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Literal

from grader.algebra.tree.nodes import (
    Apply,
    Both,
    Branch,
    Cases,
    Compare,
    Constant,
    Derivative,
    Entry,
    Equation,
    Expectation,
    Indicator,
    Limit,
    Matrix,
    Name,
    Negative,
    Number,
    Over,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    Tree,
)
from grader.algebra.tree.traversal import rewrite

_TIGHT = (Number, Constant, Name, Entry, Apply, Matrix, Indicator, Transpose, Cases, Expectation)
_CONSTANTS = {"e": "e", "pi": "pi", "inf": "∞", "undefined": "\\text{undefined}"}


def _subscript(text: str) -> str:
    return text if len(text) == 1 and text.isalpha() else f"{{{text}}}"


def show(tree: Tree) -> str:
    """The tree in one line of plain notation."""
    return _RULES[type(tree)](tree)


def _tight(tree: Tree) -> str:
    """Ready to carry an index, a power or a transpose."""
    return show(tree) if isinstance(tree, _TIGHT) else f"({show(tree)})"


def _factor(tree: Tree) -> str:
    return show(tree) if isinstance(tree, (*_TIGHT, Power)) else f"({show(tree)})"


def _term(tree: Tree) -> str:
    return f"({show(tree)})" if isinstance(tree, Sum | Negative) else show(tree)


def decimal(tree: Number) -> str:
    """A number with as many digits as were typed."""
    digits = str(int(tree.value * 10**tree.places)).rjust(tree.places + 1, "0")
    return f"{digits[: -tree.places]}.{digits[-tree.places :]}" if tree.places else digits


def _transpose(tree: Transpose) -> str:
    twice = isinstance(tree.operand, Transpose)  # two marks side by side would be one power
    return f"({show(tree.operand)})ᵀ" if twice else f"{_tight(tree.operand)}ᵀ"


def _sum(tree: Sum) -> str:
    text = _term(tree.terms[0]) if not isinstance(tree.terms[0], Negative) else show(tree.terms[0])
    for term in tree.terms[1:]:
        minus = isinstance(term, Negative)
        text += f" - {_term(term.operand)}" if isinstance(term, Negative) else ""
        text += "" if minus else f" + {_term(term)}"
    return text


def _negative(tree: Negative) -> str:
    inner = tree.operand
    plain = isinstance(inner, Quotient) or (isinstance(inner, Product) and inner.kind != "⊙")
    return f"-{show(inner) if plain else _factor(inner)}"


def _product(tree: Product) -> str:
    return f" {tree.kind} ".join(_factor(factor) for factor in tree.factors)


def _quotient(tree: Quotient) -> str:
    return f"{_factor(tree.top)}/{_factor(tree.bottom)}"


def _list(trees: Sequence[Tree], separator: str = ", ") -> str:
    return separator.join(show(tree) for tree in trees)


def _apply(tree: Apply) -> str:
    if tree.function in ("run_down", "run_right"):
        separator = "; " if tree.function == "run_down" else ", "
        first, last = (show(pattern_at(tree, end)) for end in ("first", "last"))
        return f"[{separator.join((first, '…', last))}]"
    if tree.function == "grid":
        (a, b), (c, d) = (map(show, row) for row in corners(tree))
        return f"[{a}, …, {b}; …, …, …; {c}, …, {d}]"
    if tree.function == "norm1":
        return f"‖{show(tree.arguments[0])}‖_1"
    return f"{tree.function}{chr(39) * tree.order}({_list(tree.arguments)})"


def pattern_at(run: Apply, end: Literal["first", "last"]) -> Tree:
    """The first or last entry of a run of entries with dots between."""
    pattern, last = run.arguments
    index = _ONE if end == "first" else last
    return rewrite(pattern, lambda node: index if node == Name("·") else node)


def corners(grid: Apply) -> tuple[tuple[Tree, Tree], tuple[Tree, Tree]]:
    """The entries in the corners of a matrix with dots between."""
    off, on, down, right = grid.arguments

    def at(row: Tree, column: Tree) -> Tree:
        place = {Name("·"): row, Name(":"): column}
        cell = on if row == column else off
        return rewrite(cell, lambda n: place.get(n, n) if isinstance(n, Name) else n)

    return (at(_ONE, _ONE), at(_ONE, right)), (at(down, _ONE), at(down, right))


def _cases(tree: Cases) -> str:
    return f"cases({_list(tree.branches, '; ')})"


def _branch(tree: Branch) -> str:
    condition = "otherwise" if tree.condition is None else f"if {show(tree.condition)}"
    return f"{show(tree.value)} {condition}"


def _matrix(tree: Matrix) -> str:
    return f"[{'; '.join(_list(row) for row in tree.rows)}]"


def _over(tree: Over) -> str:
    body = show(tree.body) if isinstance(tree.body, _TIGHT) else f"({show(tree.body)})"
    if tree.kind == "integral":
        bounds = (
            ""
            if tree.low is None or tree.high is None
            else (f"_{{{show(tree.low)}}}^{{{show(tree.high)}}}")
        )
        return f"∫{bounds} ({show(tree.body)}) d{tree.index}"
    low = tree.index if tree.low is None else f"{tree.index}={show(tree.low)}"
    if isinstance(tree.condition, Compare):
        low = f"{tree.index}{tree.condition.relation}{show(tree.condition.right)}"
    high = "" if tree.high is None else f"^{{{show(tree.high)}}}"
    return f"{tree.kind}_{{{low}}}{high} {body}"


def _expectation(tree: Expectation) -> str:
    over = f"_{_subscript(','.join(tree.over))}" if tree.over else ""
    return f"{tree.kind}{over}[{show(tree.body)}]"


def _derivative(tree: Derivative) -> str:
    return f"∂{_tight(tree.of)}/∂{_tight(tree.by)}"


def _chain(tree: Equation) -> str:
    rest = zip(tree.relations, tree.members[1:], strict=True)
    return show(tree.members[0]) + "".join(f" {sign} {show(member)}" for sign, member in rest)


_ONE = Number(Fraction(1))
_RULES: dict[type, Callable[[Any], str]] = {
    Number: decimal,
    Constant: lambda tree: _CONSTANTS[tree.name],
    Name: lambda tree: tree.name,
    Sum: _sum,
    Negative: _negative,
    Product: _product,
    Quotient: _quotient,
    Power: lambda tree: f"{_tight(tree.base)}^{{{show(tree.exponent)}}}",
    Transpose: _transpose,
    Entry: lambda tree: f"{_tight(tree.base)}_{_subscript(_list(tree.indices, ','))}",
    Apply: _apply,
    Compare: lambda tree: f"{show(tree.left)} {tree.relation} {show(tree.right)}",
    Both: lambda tree: _list(tree.conditions, " and "),
    Indicator: lambda tree: f"1[{show(tree.condition)}]",
    Branch: _branch,
    Cases: _cases,
    Matrix: _matrix,
    Over: _over,
    Limit: lambda tree: f"lim_{{{tree.variable}→{show(tree.target)}}} ({show(tree.body)})",
    Expectation: _expectation,
    Derivative: _derivative,
    Equation: _chain,
}
