"""Where a tree is evaluated: a model at a point, in an arithmetic, with letters bound.

Contexts don't change. Binding a letter, entering a definition or letting a quantity move gives
another context, which shares the budget, the record of switches and the values already known.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any, TypeAlias

from grader.algebra.budget import Budget
from grader.algebra.errors import (
    LeftOverError,
    ShapeError,
    TooHardError,
    UndefinedError,
    UnsettledError,
)
from grader.algebra.evaluation.arithmetic import Arithmetic
from grader.algebra.evaluation.arrays import Array, array, named, places, pointwise
from grader.algebra.evaluation.dual import Dual, Duals
from grader.algebra.model.model import Model, Point
from grader.algebra.tree import Equation, Name, Tree, rewrite, unbound

_MAX_TIES = 6  # cells of which every pair is watched
_VISIT = 4  # the work of visiting a node, in operations on an entry
_SWITCH_WORK = 3  # of noting where an expression switches


@dataclass(frozen=True, slots=True)
class Switch:
    """A place where an expression changes its rule: where `left - right` is zero in one cell.

    Without a right side that is where the left one is zero, or where two of its cells are equal.
    """

    left: Tree
    right: Tree | None
    letters: tuple[tuple[str, int], ...]
    cell: int
    other: int | None = None

    def gap(self, context: Context) -> Any:
        """Left - right, in that cell, at the context's point."""
        return self.within(self.gaps(context))

    def gaps(self, context: Context) -> Array:
        """Left - right in every cell: the same for all switches of one comparison."""
        here = context.bind(dict(self.letters))
        gap = here.value(self.left)
        if self.right is None:
            return gap
        return pointwise(lambda a, b: a - b, gap, here.value(self.right), "a comparison")

    def within(self, gaps: Array) -> Any:
        """The gap of this switch out of all of them."""
        cell = gaps.cells[self.cell]
        return cell if self.other is None else cell - gaps.cells[self.other]


Switches: TypeAlias = "dict[Switch, int]"
"""The sides on which each switch was met: 1 above, 2 below, 4 on it, or a sum of these."""

Rule: TypeAlias = "Callable[[Context, Any], Array]"
"""What one kind of node is worth."""


@dataclass(frozen=True, eq=False, slots=True)
class Context:
    """A model at a point in an arithmetic, and what letters stand for.

    Inside a function, `arguments` are what its parameters were written as, and `entry` is the one
    that it is applied to: so its switches can be noted as its caller sees them.
    `moving` is the quantity that derivatives are taken with respect to; `still` is then the same
    context with nothing moving. `rules` says what each kind of node is worth.
    """

    model: Model
    point: Point
    arithmetic: Arithmetic
    budget: Budget
    rules: Mapping[type, Rule]
    switches: Switches | None = None
    letters: Mapping[str, int | Array] = field(default_factory=dict)
    arguments: Mapping[str, Tree] = field(default_factory=dict)
    entry: int | None = None
    moving: str = ""
    still: Context | None = None
    within_definition: bool = False
    weight: int = 1
    known: dict[str, Array] = field(default_factory=dict)
    differentiated: dict[str, Context] = field(default_factory=dict)

    @property
    def zero(self) -> Any:
        """Zero in this arithmetic."""
        return self.arithmetic.zero

    @property
    def one(self) -> Any:
        """One in this arithmetic."""
        return self.arithmetic.one

    def value(self, tree: Tree) -> Array:
        """The tree's value.

        Raises UndefinedError, UnsettledError, ShapeError or TooHardError.
        """
        self.budget.charge(_VISIT)
        return self.rules[type(tree)](self, tree)

    def over(self, tree: Tree, free: Sequence[tuple[str, int, int]]) -> Array:
        """The value for every choice of the free indices, given as (letter, first, count)."""
        counts = [count for *_, count in free]
        if not {letter for letter, *_ in free} & unbound(tree):
            found = self.value(tree)
            return found if found.shape or not free else array(counts, found.cells * prod(counts))
        cells = []
        for place in places(counts):
            bound = {letter: first + at for (letter, first, _), at in zip(free, place, strict=True)}
            cell = self.bind(bound).value(tree)
            if cell.shape:
                raise ShapeError(f"each entry should be a number; this is {named(cell.shape)}")
            cells.append(cell.cells[0])
        return array(counts, cells)

    def allow(self, entries: int, operations: int | None = None) -> None:
        """Charge an array and the operations that make it; raises BudgetError."""
        self.budget.allow(entries * self.weight)
        self.budget.charge((operations or 0) * self.weight)

    # --- other contexts -------------------------------------------------------------------------

    def bind(self, letters: Mapping[str, int | Array]) -> Context:
        """The context with letters standing for whole numbers or arrays."""
        return Context(  # not by `replace`, which takes longer than what is done with it
            self.model, self.point, self.arithmetic, self.budget, self.rules, self.switches,
            {**self.letters, **letters}, self.arguments, self.entry, self.moving, self.still,
            self.within_definition, self.weight, self.known, self.differentiated,
        )  # fmt: skip

    def inside(
        self, letters: Mapping[str, int | Array], written: Mapping[str, Tree], entry: int | None
    ) -> Context:
        """The context of a function's body: its parameters, and nothing else of the caller's."""
        outside = {name: self._as_called(tree) for name, tree in written.items()}
        entry = self.entry if entry is None else entry
        return replace(self, letters=letters, arguments=outside, entry=entry)

    def _as_called(self, tree: Tree) -> Tree:
        """A tree with what the parameters in it were written as."""
        if not self.arguments:
            return tree
        return rewrite(
            tree,
            lambda node: self.arguments.get(node.name, node) if isinstance(node, Name) else node,
        )

    def at(self, point: Point) -> Context:
        """The same question at another point; nothing that was known holds there."""
        still = self.still.at(point) if self.still is not None else None
        return replace(self, point=point, still=still, known={}, differentiated={})

    def differentiate(self, name: str) -> Context:
        """The same model with one quantity free to move."""
        if self.still is not None or isinstance(self.arithmetic, Duals):
            raise TooHardError("a derivative inside a derivative")
        if name not in self.differentiated:
            self.differentiated[name] = replace(
                self, arithmetic=Duals(self.arithmetic), moving=name, letters={}, known={},
                arguments={}, entry=None, still=replace(self, letters={}, arguments={}),
                weight=1 + len(self.named(name).cells),
            )  # fmt: skip
        return replace(
            self.differentiated[name],
            letters=self.letters, within_definition=self.within_definition,
            arguments=self.arguments, entry=self.entry,
        )  # fmt: skip

    def in_duals(self) -> Context:
        """The same point in dual numbers, with nothing moving yet."""
        return replace(self, arithmetic=Duals(self.arithmetic), weight=2)

    # --- names ----------------------------------------------------------------------------------

    def named(self, name: str) -> Array:
        """The value of a declared symbol."""
        if name not in self.known:
            self.known[name] = self._worked_out(name)
        return self.known[name]

    def _worked_out(self, name: str) -> Array:
        if self.still is not None and name == self.moving:
            seeds = self.still.named(name).cells
            one = self.still.one
            duals = tuple(Dual(cell, {n: one}) for n, cell in enumerate(seeds))
            return Array(self.still.named(name).shape, duals)
        if self.still is not None and self.moving not in self.model.upstream.get(name, ()):
            return self.still.named(name)
        if name in self.model.definitions:
            plain = replace(self, letters={}, arguments={}, entry=None, within_definition=True)
            found = plain._defined(name)
            return self.arithmetic.defined(name, found)
        if name in self.point.values:
            return array(self.shape(name), map(self.arithmetic.number, self.point.values[name]))
        raise LeftOverError(f"'{name}' is left over: nothing says what it runs over", name)

    def _defined(self, name: str) -> Array:
        tree, shape = self.model.definitions[name], self.shape(name)
        if isinstance(tree, Equation):
            left, body = tree.members
            letters = [index.name for index in left.indices if isinstance(index, Name)]  # type: ignore[union-attr]  # the model checked that the left is an Entry
            firsts = self.model.by_name[name].starts
            return self.over(body, list(zip(letters, firsts, shape, strict=True)))
        found = self.value(tree)
        if found.shape != array(shape, ()).shape:
            raise ShapeError(
                f"{name} is declared as {named(shape)}, its definition is {named(found.shape)}"
            )
        return found

    def shape(self, name: str) -> tuple[int, ...]:
        """The declared shape in numbers."""
        axes = self.model.by_name[name].shape
        return tuple(self.model.extent(axis, self.point.sizes) for axis in axes)

    # --- switches -------------------------------------------------------------------------------

    def sign(
        self, gap: Any, left: Tree, right: Tree | None, cell: int, other: int | None = None
    ) -> int:
        """The sign of a gap, which is noted as a switch."""
        sign = self.arithmetic.sign(gap)
        known = {k: n for k, n in self.letters.items() if k not in self.arguments}
        numbers = tuple((key, n) for key, n in known.items() if isinstance(n, int))
        if self.switches is not None and len(numbers) == len(known):
            self.budget.charge(_SWITCH_WORK)
            left, right = self._as_called(left), right and self._as_called(right)
            cell = cell if self.entry is None else self.entry
            switch = Switch(left, right, numbers, cell, other)
            self.switches[switch] = self.switches.get(switch, 0) | {1: 1, -1: 2, 0: 4}[sign]
        return sign

    def note(
        self, values: Array, tree: Tree, right: Tree | None = None, *, needed: bool = False
    ) -> None:
        """Note the switch at zero of each cell, where its sign can be told.

        What a model's own definitions need for being defined is the model's affair.
        """
        if self.switches is None or (needed and self.within_definition):
            return
        for cell, value in enumerate(values.cells):
            with contextlib.suppress(UndefinedError, UnsettledError):
                self.sign(value, tree, right, cell)

    def note_ties(self, values: Array, tree: Tree) -> None:
        """Note where two cells of an array are equal."""
        if self.switches is None:
            return
        for one, other in itertools.combinations(range(min(len(values.cells), _MAX_TIES)), 2):
            with contextlib.suppress(UndefinedError, UnsettledError):
                self.sign(values.cells[one] - values.cells[other], tree, None, one, other)
