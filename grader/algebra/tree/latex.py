r"""A tree in LaTeX, typeset as a reader expects it; what is shown reads back as the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

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
from grader.algebra.tree.plain import corners, decimal, pattern_at

_LETTERS = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell
"""
_GREEK = frozenset(_LETTERS.split())
_COMMANDS = frozenset(["exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min"])
_WORDS = {"relu": "ReLU", "atan": "arctan"}
_CONSTANTS = {"e": "e", "pi": r"\pi", "inf": r"\infty", "undefined": r"\text{undefined}"}
_SIGNS = {"*": " ", "·": r" \cdot ", "⊙": r" \odot ", "⊛": r" \odot ", "⊗": r" \otimes "}
_RELATIONS = {"≠": r"\neq", "≤": r"\le", "≥": r"\ge", "≈": r"\approx"}
_TIGHT = (Number, Constant, Name, Entry, Matrix, Indicator, Cases, Expectation)


def latex(tree: Tree) -> str:
    """The tree in LaTeX."""
    return _RULES[type(tree)](tree)


def name(text: str) -> str:
    r"""A declared name: `yhat` as `\hat{y}`, `W2` as `W_{2}`, `sigma` as `\sigma`."""
    accented = re.fullmatch(r"(\w+?)(hat|bar|tilde)", text)
    if accented:
        return rf"\{accented[2]}{{{name(accented[1])}}}"
    numbered = re.fullmatch(r"([A-Za-z]+)(\d+)", text)
    if numbered:
        return f"{name(numbered[1])}_{{{numbered[2]}}}"
    if text in _GREEK:
        return f"\\{text}"
    return text if len(text) == 1 else rf"\mathrm{{{text}}}"


def _bracketed(tree: Tree) -> str:
    return rf"\left({latex(tree)}\right)"


def _tight(tree: Tree) -> str:
    """Ready to carry an index, a power or a transpose."""
    return latex(tree) if isinstance(tree, _TIGHT) else _bracketed(tree)


def _factor(tree: Tree) -> str:
    return (
        _bracketed(tree) if isinstance(tree, (Sum, Negative, Product, Over, Limit)) else latex(tree)
    )


def _term(tree: Tree) -> str:
    return _bracketed(tree) if isinstance(tree, Sum | Negative) else latex(tree)


def _sum(tree: Sum) -> str:
    first, *rest = tree.terms
    text = latex(first) if isinstance(first, Negative) else _term(first)
    for term in rest:
        minus = isinstance(term, Negative)
        text += f" - {_term(term.operand)}" if isinstance(term, Negative) else ""
        text += "" if minus else f" + {_term(term)}"
    return text


def _negative(tree: Negative) -> str:
    return f"-{_term(tree.operand)}"


def _product(tree: Product) -> str:
    """Factors side by side; a dot where two numbers meet."""
    text = _factor(tree.factors[0])
    for factor in tree.factors[1:]:
        written = _factor(factor)
        sign = r" \cdot " if tree.kind == "*" and written[0].isdigit() else _SIGNS[tree.kind]
        text += sign + written
    return text


def _list(trees: Sequence[Tree], separator: str = ", ") -> str:
    return separator.join(map(latex, trees))


def _apply(tree: Apply) -> str:
    if tree.function in ("run_down", "run_right"):
        separator = r" \\ " if tree.function == "run_down" else " & "
        first, last = (latex(pattern_at(tree, end)) for end in ("first", "last"))
        dots = r"\vdots" if tree.function == "run_down" else r"\dots"
        return rf"\begin{{pmatrix}}{separator.join((first, dots, last))}\end{{pmatrix}}"
    if tree.function == "grid":
        (a, b), (c, d) = (map(latex, row) for row in corners(tree))
        dots = r"\vdots & \ddots & \vdots"
        rows = rf"{a} & \cdots & {b} \\ {dots} \\ {c} & \cdots & {d}"
        return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"
    inside = _list(tree.arguments)
    if tree.function in ("norm", "norm1", "abs"):
        bar = "|" if tree.function == "abs" else r"\|"
        return rf"{bar}{inside}{bar}" + ("_1" if tree.function == "norm1" else "")
    if tree.function == "sqrt" and not tree.order:
        return rf"\sqrt{{{inside}}}"
    if tree.function == "delta":
        return rf"\delta_{{{_list(tree.arguments, '')}}}"
    if tree.function in ("eye", "ones", "zeros"):
        letter = {"eye": "I", "ones": r"\mathbf{1}", "zeros": r"\mathbf{0}"}[tree.function]
        return letter + "_{" + _list(tree.arguments, r" \times ") + "}"
    return _function(tree.function) + "'" * tree.order + rf"\left({inside}\right)"


def _function(text: str) -> str:
    if text in _COMMANDS:
        return f"\\{text}"
    return f"\\{text}" if text in _GREEK else rf"\mathrm{{{_WORDS.get(text, text)}}}"


def _branch(tree: Branch) -> str:
    condition = r"\text{otherwise}" if tree.condition is None else latex(tree.condition)
    return f"{latex(tree.value)} & {condition}"


def _cases(tree: Cases) -> str:
    return r"\begin{cases} " + _list(tree.branches, r" \\ ") + r" \end{cases}"


def _matrix(tree: Matrix) -> str:
    rows = r" \\ ".join(_list(row, " & ") for row in tree.rows)
    return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"


def _over(tree: Over) -> str:
    low = tree.index if tree.low is None or tree.high is None else f"{tree.index}={latex(tree.low)}"
    if isinstance(tree.condition, Compare):
        low = f"{tree.index} {_relation(tree.condition.relation)} {latex(tree.condition.right)}"
    high = "" if tree.high is None else f"^{{{latex(tree.high)}}}"
    return rf"\{tree.kind}_{{{low}}}{high} {_factor(tree.body)}"


def _relation(sign: str) -> str:
    return _RELATIONS.get(sign, sign)


def _expectation(tree: Expectation) -> str:
    over = f"_{{{', '.join(map(name, tree.over))}}}" if tree.over else ""
    kind = r"\mathbb{E}" if tree.kind == "E" else r"\mathrm{Var}"
    return rf"{kind}{over}\left[{latex(tree.body)}\right]"


def _derivative(tree: Derivative) -> str:
    by = latex(tree.by)
    if isinstance(tree.of, (Name, Entry)):
        return rf"\frac{{\partial {latex(tree.of)}}}{{\partial {by}}}"
    return rf"\frac{{\partial}}{{\partial {by}}} {_bracketed(tree.of)}"


def _equation(tree: Equation) -> str:
    rest = zip(tree.relations, tree.members[1:], strict=True)
    return latex(tree.members[0]) + "".join(f" {_relation(r)} {latex(m)}" for r, m in rest)


def _comparison(tree: Compare) -> str:
    return f"{latex(tree.left)} {_relation(tree.relation)} {latex(tree.right)}"


_RULES: dict[type, Callable[[Any], str]] = {
    Number: decimal,
    Constant: lambda tree: _CONSTANTS[tree.name],
    Name: lambda tree: name(tree.name),
    Sum: _sum,
    Negative: _negative,
    Product: _product,
    Quotient: lambda tree: rf"\frac{{{latex(tree.top)}}}{{{latex(tree.bottom)}}}",
    Power: lambda tree: f"{_tight(tree.base)}^{{{latex(tree.exponent)}}}",
    Transpose: lambda tree: rf"{_tight(tree.operand)}^\top",
    Entry: lambda tree: f"{_indexed(tree.base)}_{{{_list(tree.indices, ',')}}}",
    Apply: _apply,
    Compare: _comparison,
    Both: lambda tree: _list(tree.conditions, r" \land "),
    Indicator: lambda tree: rf"\mathbf{{1}}\left[{latex(tree.condition)}\right]",
    Branch: _branch,
    Cases: _cases,
    Matrix: _matrix,
    Over: _over,
    Limit: lambda tree: (
        rf"\lim_{{{name(tree.variable)} \to {latex(tree.target)}}} {_bracketed(tree.body)}"
    ),
    Expectation: _expectation,
    Derivative: _derivative,
    Equation: _equation,
}


def _indexed(base: Tree) -> str:
    """What an index follows; a numbered name has its number above, as layers do."""
    numbered = re.fullmatch(r"([A-Za-z]+)(\d+)", base.name) if isinstance(base, Name) else None
    return f"{name(numbered[1])}^{{({numbered[2]})}}" if numbered else _tight(base)
