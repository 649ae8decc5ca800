"""Trees to SymPy expressions, with no text on the way.

The evaluator runs over SymPy's arithmetic at a point whose coordinates are symbols that are
named here (`s0`, `s1`, …). SymPy's parser is never called and sees no name of a student's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

import sympy

from grader.algebra.budget import Budget
from grader.algebra.errors import TooHardError, UndefinedError
from grader.algebra.evaluation.arrays import Array
from grader.algebra.evaluation.evaluator import at, evaluate
from grader.algebra.judging.question import Question
from grader.algebra.model import Model, Point, Symbol
from grader.algebra.tree import Apply, Cases, Derivative, Entry, Indicator, Tree, unbound, walk

_FUNCTIONS = {
    "exp": sympy.exp, "log": sympy.log, "sqrt": sympy.sqrt, "tanh": sympy.tanh, "sin": sympy.sin,
    "cos": sympy.cos, "tan": sympy.tan, "atan": sympy.atan, "erf": sympy.erf,
    "sinh": sympy.sinh, "cosh": sympy.cosh,
}  # fmt: skip


class SympyArithmetic:
    """SymPy expressions as numbers; what depends on a sign that isn't known raises TooHardError."""

    zero = sympy.Integer(0)
    one = sympy.Integer(1)

    def divide(self, x: Any, y: Any) -> Any:
        """The quotient."""
        if y == 0:
            raise UndefinedError("division by zero")
        return x / y

    def defined(self, name: str, value: Array) -> Array:
        """The value of a definition."""
        return value

    def limit(self, value: Any, target: Any, side: int) -> Array:
        """No limits."""
        raise TooHardError("a limit")

    def number(self, value: Any) -> Any:
        """A fraction, or a symbol as it is."""
        return (
            sympy.Rational(value.numerator, value.denominator)
            if isinstance(value, Fraction)
            else value
        )

    def constant(self, name: str) -> Any:
        """`e` or `pi`."""
        return sympy.E if name == "e" else sympy.pi

    def sign(self, x: Any) -> int:
        """The sign of a number."""
        if not x.is_number:
            raise TooHardError("a proof by cases")
        return int(sympy.sign(x))

    def larger(self, x: Any, y: Any) -> Any:
        """The maximum."""
        return x if self.sign(x - y) >= 0 else y

    def absolute(self, x: Any) -> Any:
        """The absolute value."""
        return sympy.Abs(x)

    def function(self, name: str, x: Any) -> Any:
        """An elementary function."""
        return _FUNCTIONS[name](x)

    def power(self, x: Any, exponent: Fraction) -> Any:
        """A rational power."""
        return sympy.Pow(x, self.number(exponent))

    def general_power(self, x: Any, y: Any) -> Any:
        """Any power."""
        return sympy.Pow(x, y)


def differences(answer: Tree, asked: Question, model: Model, *, second: bool = False) -> list[Any]:
    """Answer - truth in every entry, at symbolic values of all that the model draws.

    Raises TooHardError where an expression switches, and what evaluation raises.
    """
    model = _cut(model, answer, asked.truth)
    sizes = model.instance(second)
    point = Point(sizes, cast("dict[str, tuple[Fraction, ...]]", dict(_coordinates(model, sizes))))
    context = at(model, point, SympyArithmetic(), Budget(seconds=60))
    sides: list[Array] = [
        evaluate(context, tree, asked.ranges(model, point)) for tree in (answer, asked.truth)
    ]
    if sides[0].shape != sides[1].shape:
        raise TooHardError("arrays of different shapes")
    return [a - t for a, t in zip(sides[0].cells, sides[1].cells, strict=True)]


def _cut(model: Model, *trees: Tree) -> Model:
    """The model with what is differentiated by left free, and what switches.

    What holds for any value of a derived quantity holds for the one that it has.
    """
    free = {name for tree in trees for name in _moving(tree)}
    free |= {name for name, tree in model.definitions.items() if _switches(tree)}
    symbols = (replace(s, definition="") if s.name in free else s for s in model.symbols)
    return replace(model, symbols=tuple(symbols))


def _moving(tree: Tree) -> Iterator[str]:
    for node in walk(tree):
        if isinstance(node, Derivative):
            base = node.by.base if isinstance(node.by, Entry) else node.by
            yield from unbound(base)


def _switches(tree: Tree) -> bool:
    kinds = ("relu", "max", "min", "abs", "sign")
    return any(
        isinstance(node, Cases | Indicator) or (isinstance(node, Apply) and node.function in kinds)
        for node in walk(tree)
    )


def _coordinates(model: Model, sizes: dict[str, int]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    made = 0
    for symbol in model.symbols:
        if symbol.definition:
            continue
        count = 1
        for axis in symbol.shape:
            count *= model.extent(axis, sizes)
        yield symbol.name, _cells(symbol, made, count)
        made += count


def _cells(symbol: Symbol, made: int, count: int) -> tuple[Any, ...]:
    positive = True if symbol.domain in ("positive", "unit", "natural", "simplex") else None
    cells = [sympy.Symbol(f"s{made + n}", real=True, positive=positive) for n in range(count)]
    if symbol.domain in ("onehot", "simplex") and len(symbol.shape) == 1:
        cells[-1] = 1 - sum(cells[:-1])
    return tuple(cells)
