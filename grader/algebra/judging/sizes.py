"""Sizes at which to compare: large where they are numbers, long axes where they are axes.

With two small choices of sizes, n(n-1)/2 can't be told from 2n-3, nor a maximum from that of the
first two entries. A size that is no axis of anything that matters is a random number below 2^20.
Of the others each is long in turn; but only where the dependence on a size can be other than
uniform, because a long axis costs time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator

from grader.algebra.model.model import Model
from grader.algebra.model.reach import Reach
from grader.algebra.tree import (
    Apply,
    Compare,
    Derivative,
    Entry,
    Expectation,
    Limit,
    Name,
    Number,
    Over,
    Sum,
    Tree,
    unbound,
    walk,
)

_LARGE = (8, 2**20)
_LONG = (12, 32)
_DEAR = (4, 6)  # where there are derivatives, limits or expectations
_DEAR_MAX = 9
_MAX_LITERAL = 45
_SHORT = (2, 3, 4, 5, 6, 7)
_SIZED = frozenset({"eye", "ones", "zeros", "delta", "run_down", "run_right", "grid"})


class Sizes:
    """The choices of sizes for one comparison."""

    def __init__(
        self, model: Model, met: Reach, free: Iterable[str | int], rng: random.Random
    ) -> None:
        self.model = model
        self.met = met
        self.rng = rng
        self.axes, self.numbers = size_roles(model, met, free)

    def ordinary(self, count: int) -> Iterator[dict[str, int]]:
        """So many choices, the axes by turns of one short choice or another."""
        for n in range(count):
            yield {**self.model.instance(bool(n % 2), n), **self._large()}

    def telling(self) -> Iterator[dict[str, int]]:
        """Choices with one axis long, where that can tell expressions apart."""
        if not self.axes or not self._can_differ():
            return
        dear = any(isinstance(node, (Derivative, Limit, Expectation)) for node in self.met.nodes)
        for axis in self.axes:
            for length in self._lengths(dear or any(map(_has_primes, self.met.nodes))):
                yield self._with(axis, length)

    def _lengths(self, dear: bool) -> list[int]:
        longest = largest_literal(self.met)
        if dear:
            beyond = longest + 1 if _DEAR[0] <= longest < _DEAR_MAX else 0
            return [beyond or self.rng.randint(*_DEAR)]
        return [self.rng.randint(*_LONG), self.rng.randint(*_LONG), longest + 2]

    def _with(self, axis: str, length: int) -> dict[str, int]:
        short = [n for n in _SHORT if n != length and n not in self.model.taken]
        self.rng.shuffle(short)
        others = dict(zip((name for name in self.axes if name != axis), short, strict=False))
        instance = self.model.instance(turn=self.rng.randrange(self.model.turns))
        return {**instance, **others, axis: length, **self._large()}

    def _large(self) -> dict[str, int]:
        return {name: self.rng.randrange(*_LARGE) for name in self.numbers}

    def _can_differ(self) -> bool:
        """Whether the dependence on an axis can be other than uniform."""
        values = any(is_value(name, self.met) for name in self.axes)
        return values or any(self._is_uneven(node) for node in self.met.nodes)

    def _is_uneven(self, node: Tree) -> bool:
        if isinstance(node, Entry):
            return any(isinstance(index, (Number, Sum)) for index in node.indices)
        if isinstance(node, Over):
            return isinstance(node.high, Number) or node.index not in unbound(node.body)
        if isinstance(node, Compare):
            sides = (node.left, node.right)
            letters = any(isinstance(s, Name) and s.name not in self.model.by_name for s in sides)
            return letters and any(isinstance(s, Number) for s in sides)
        if isinstance(node, Apply) and node.function == "delta":
            return any(isinstance(index, Number) for index in node.arguments)
        whole = isinstance(node, Apply) and node.function in ("max", "min")
        return whole and len(node.arguments) == 1  # type: ignore[union-attr]


def size_roles(model: Model, met: Reach, free: Iterable[str | int]) -> tuple[list[str], list[str]]:
    """The sizes that matter: those that are axes, and those that are numbers alone."""
    names = [name for name in model.size_names() if name not in model.sizes]
    axes = _axes(model, met) | {_base(axis) for axis in free}
    numbers = [name for name in names if name in met.names and name not in axes]
    return [name for name in names if name in axes], numbers


def largest_literal(met: Reach) -> int:
    """The largest whole number that an index can meet."""
    places = (place for node in met.nodes for place in _index_places(node))
    found = (_literal(part) for place in places for part in walk(place))
    return max((n for n in found if n <= _MAX_LITERAL), default=0)


def is_value(size: str, met: Reach) -> bool:
    """Whether a size stands for a number somewhere, not only for how far a range goes."""
    bounds = [bound for node in met.nodes for bound in _bounds(node)]
    uses = [node for node in met.nodes if node == Name(size)]
    return len(uses) > bounds.count(Name(size))


def _axes(model: Model, met: Reach) -> set[str]:
    """The sizes that are axes, bounds or indices of anything that matters."""
    axes = {_base(axis) for s in model.symbols if s.name in met.names for axis in s.shape}
    for node in met.nodes:
        if isinstance(node, Over):
            inside = [bound for bound in (node.low, node.high) if bound is not None]
            axes |= {_base(model.indices[node.index])} if node.index in model.indices else set()
        elif isinstance(node, Entry) or (isinstance(node, Apply) and node.function in _SIZED):
            inside = list(node.indices if isinstance(node, Entry) else node.arguments)
        else:
            continue
        axes |= {part.name for tree in inside for part in walk(tree) if isinstance(part, Name)}
    return axes


def _index_places(node: Tree) -> tuple[Tree, ...]:
    """Where an index may stand or be compared with."""
    if isinstance(node, Entry):
        return node.indices
    if isinstance(node, Over):
        return tuple(place for place in (node.low, node.high, node.condition) if place is not None)
    if isinstance(node, Compare):
        return (node.left, node.right)
    return node.arguments if isinstance(node, Apply) and node.function in _SIZED else ()


def _bounds(node: Tree) -> tuple[Tree | None, ...]:
    """Where a size bounds a range or says how long an array is: there it is no value."""
    if isinstance(node, Over):
        return (node.high,)
    return node.arguments if isinstance(node, Apply) and node.function in _SIZED else ()


def _base(axis: str | int) -> str:
    return re.sub(r"[+-]\d+$", "", axis) if isinstance(axis, str) else ""


def _literal(node: Tree) -> int:
    if not isinstance(node, Number) or node.value.denominator != 1:
        return 0
    return int(node.value)


def _has_primes(node: Tree) -> bool:
    return isinstance(node, Apply) and node.order > 0
