"""A proof at given sizes: every value of what is discrete, every region of signs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any, TypeAlias

import sympy

from grader.algebra.budget import Budget
from grader.algebra.errors import TooHardError, UndefinedError
from grader.algebra.evaluation.evaluator import at, evaluate
from grader.algebra.judging.pointwise import Pair
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model, Point
from grader.algebra.model.reach import reach
from grader.algebra.model.symbols import Symbol
from grader.algebra.proving.kernel_table import DenominatorFound
from grader.algebra.proving.kernels import Kernels
from grader.algebra.proving.limits import limit
from grader.algebra.proving.rational import Expr
from grader.algebra.proving.signs import SignNeeded, impossible
from grader.algebra.tree import Derivative, Entry, Expectation, Name, Tree, children, unbound

Values: TypeAlias = "dict[str, tuple[Any, ...]]"

MAX_REGIONS = 256
MAX_CASES = 96
_MAX_MASK = 7
_POSITIVE = frozenset({"positive", "unit", "natural", "simplex"})
_WHOLE = frozenset({"integer", "natural"})


def freed(model: Model, answer: Tree, truth: Tree, *, shared: bool) -> Model:
    """The model with definitions left out that a proof may need nothing of.

    What holds for any value of a quantity holds for the one that it has; but only where nothing
    that is differentiated with respect to stands behind it, or its derivative would be lost.
    With `shared`, only those that the answer names, and of these the ones furthest upstream.
    """
    nodes = reach(model, [answer, truth]).nodes
    moving = {name for node in nodes if isinstance(node, Derivative) for name in _base(node)}
    free = {name for name, above in model.upstream.items() if not (above - {name}) & moving}
    if shared:
        named = unbound(answer) & model.by_name.keys()
        free = {n for n in free & named if not (model.upstream[n] - {n}) & named}
    symbols = (replace(s, definition="") if s.name in free else s for s in model.symbols)
    return replace(model, symbols=tuple(symbols))


def _base(node: Derivative) -> frozenset[str]:
    return unbound(node.by.base if isinstance(node.by, Entry) else node.by)


@dataclass
class Attempt:
    """One way to prove an equality at given sizes: an arithmetic, definitions kept or put in."""

    answer: Tree
    asked: Question
    model: Model
    sizes: Mapping[str, int]
    arithmetic: type[Kernels]
    opaque: bool
    denominators: dict[Any, int] = field(default_factory=dict)
    regions: int = 0
    defined: int = 0

    def holds(self) -> bool:
        """Whether the difference is zero in every case and region; raises TooHardError."""
        values, choices = self._values()
        if prod(len(choice) for choice in choices) > MAX_CASES:
            raise TooHardError("too many cases")
        cases = itertools.product(*choices)
        points = (Point(self.sizes, {**values, **dict(case)}) for case in cases)
        found = all(self._holds_at(point) for point in points)
        if found and not self.defined:
            raise TooHardError("nowhere defined")
        return found

    def _holds_at(self, point: Point) -> bool:
        waiting: list[dict[Expr, int]] = [{}]
        while waiting:
            signs = waiting.pop()
            self.regions += 1
            if self.regions > MAX_REGIONS:
                raise TooHardError("too many regions")
            try:
                if not self._holds_in(point, signs) and not (signs and impossible(signs)):
                    return False
            except DenominatorFound:
                waiting.append(signs)
            except SignNeeded as needed:
                halves = ({**signs, needed.factor: sign} for sign in (1, -1))
                waiting += [half for half in halves if len(half) == 1 or not impossible(half)]
            except UndefinedError:
                continue
        return True

    def _holds_in(self, point: Point, signs: dict[Expr, int]) -> bool:
        kernels = self.arithmetic(dict(signs), self.denominators, opaque=self.opaque, limits=limit)
        context = at(self.model, point, kernels, Budget(seconds=60))
        ranges = self.asked.ranges(self.model, point)
        truth = evaluate(context, self.asked.truth, ranges)
        answer = evaluate(context, self.answer, ranges)
        answer = Pair(self.answer, self.asked, self.model).fitted(answer, truth)
        self.defined += 1
        return all(kernels.is_zero(a - t) for a, t in zip(answer.cells, truth.cells, strict=True))

    def _values(self) -> tuple[Values, list[list[tuple[str, tuple[Any, ...]]]]]:
        """Symbols for what is continuous, all values of what is discrete."""
        met = reach(self.model, [self.answer, self.asked.truth])
        values: Values = {}
        choices: list[list[tuple[str, tuple[Any, ...]]]] = []
        for symbol in self.model.symbols:
            if symbol.definition or symbol.name not in met.names:
                continue
            shape = [self.model.extent(axis, self.sizes) for axis in symbol.shape]
            if symbol.name in self.model.chances and not any(
                _outside_means(tree, symbol.name) for tree in met.trees
            ):
                values[symbol.name] = (sympy.Integer(0),) * prod(shape)
            elif symbol.domain.split()[0] in ("binary", "bernoulli", "onehot"):
                choices.append([(symbol.name, cells) for cells in _discrete(symbol, shape)])
            else:
                values[symbol.name] = tuple(continuous(symbol, shape))
        return values, choices


def _outside_means(tree: Tree, name: str) -> bool:
    """Whether a random quantity stands outside of every expectation, which takes all its values."""
    if isinstance(tree, Expectation):
        return False
    return tree == Name(name) or any(_outside_means(child, name) for child in children(tree))


def _discrete(symbol: Symbol, shape: Sequence[int]) -> Iterator[tuple[Expr, ...]]:
    if symbol.domain != "onehot":
        if prod(shape) > _MAX_MASK:
            raise TooHardError("too large a mask")
        yield from itertools.product((sympy.Integer(0), sympy.Integer(1)), repeat=prod(shape))
        return
    width = shape[-1] if shape else 1
    rows = [tuple(sympy.Integer(int(n == hot)) for n in range(width)) for hot in range(width)]
    for chosen in itertools.product(rows, repeat=prod(shape) // width):
        yield tuple(itertools.chain(*chosen))


def continuous(symbol: Symbol, shape: Sequence[int]) -> list[Expr]:
    """One symbol for each entry, named by us; the last of a simplex is what the others leave."""
    options: dict[str, bool] = {"real": True}
    if symbol.domain in _POSITIVE:
        options = {"positive": True}
    elif symbol.domain == "nonzero":
        options["nonzero"] = True
    if symbol.domain in _WHOLE:
        options["integer"] = True
    cells = [sympy.Symbol(f"{symbol.name}_{n}", **options) for n in range(prod(shape))]
    if symbol.domain == "simplex":
        width = shape[-1] if shape else 1
        for first in range(0, len(cells), width):
            others = cells[first : first + width - 1]
            cells[first + width - 1] = 1 - sympy.Add(*others)
    return cells
