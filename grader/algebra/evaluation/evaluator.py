"""What a tree is worth at a point of a model.

One evaluator for every arithmetic: balls to judge, duals to differentiate, SymPy to prove. It
walks the tree; nothing in it depends on text.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add, mul, truediv
from typing import Any

from grader.algebra.evaluation import derivatives, operators, reductions
from grader.algebra.evaluation.arrays import (
    Array,
    Bound,
    ShapeError,
    array,
    named,
    number,
    places,
    pointwise,
)
from grader.algebra.evaluation.dual import Dual, Duals
from grader.algebra.evaluation.functions import apply_elementary
from grader.algebra.evaluation.interval import TooHardError
from grader.algebra.model.model import Model, Point
from grader.algebra.tree import (
    Apply,
    Equation,
    Name,
    Negative,
    Number,
    Product,
    Quotient,
    Sum,
    Tree,
    unbound,
)

MAX_STEPS = 200_000


@dataclass(frozen=True, slots=True)
class Switch:
    """A place where an expression changes its rule: where `left - right` is zero in one cell."""

    left: Tree
    right: Tree | None
    bound: tuple[tuple[str, int], ...]
    cell: int

    def gap(self, meaning: Meaning) -> Any:
        """Left - right, in that cell, at the meaning's point."""
        bound = dict(self.bound)
        gap = meaning.value(self.left, bound)
        if self.right is not None:
            gap = pointwise(
                lambda a, b: a - b, gap, meaning.value(self.right, bound), "a comparison"
            )
        return gap.cells[self.cell]


class Meaning:
    """A model at a point in an arithmetic; `switches` collects the signs met on the way."""

    def __init__(
        self, model: Model, point: Point, field: Any, switches: dict[Switch, int] | None = None,
        *, by: str = "", parent: Meaning | None = None,
    ) -> None:  # fmt: skip
        self.model = model
        self.point = point
        self.field: Any = field
        self.switches = switches
        self.by = by
        self.parent = parent
        self.steps = 0
        self.defining = 0
        self.zero: Any = field.number(Fraction(0))
        self.one: Any = field.number(Fraction(1))
        self._known: dict[str, Array] = {}
        self._seeded: dict[str, Meaning] = {}

    def value(self, tree: Tree, bound: Bound) -> Array:
        """The tree's value, with letters bound to whole numbers or arrays.

        Raises UndefinedError, UnsettledError, ShapeError or TooHardError.
        """
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise TooHardError("this takes too long to work out")
        return _RULES[type(tree)](self, tree, bound)

    def over(self, tree: Tree, free: Sequence[tuple[str, int, int]]) -> Array:
        """The value for every choice of the free indices, given as (letter, first, count)."""
        if not {letter for letter, *_ in free} & unbound(tree):
            return self.value(tree, {})
        cells = []
        for place in places([count for *_, count in free]):
            bound = {letter: first + at for (letter, first, _), at in zip(free, place, strict=True)}
            cell = self.value(tree, bound)
            if cell.shape:
                raise ShapeError(f"each entry should be a number; this is {named(cell.shape)}")
            cells.append(cell.cells[0])
        return array([count for *_, count in free], cells)

    # --- names --------------------------------------------------------------------------------

    def named(self, name: str) -> Array:
        """The value of a declared symbol."""
        if name not in self._known:
            self._known[name] = self._worked_out(name)
        return self._known[name]

    def _worked_out(self, name: str) -> Array:
        if self.parent is not None and name == self.by:
            seeds = self.parent.named(name)
            return Array(
                seeds.shape, tuple(Dual(c, {n: self.parent.one}) for n, c in enumerate(seeds.cells))
            )
        if self.parent is not None and self.by not in self.model.upstream.get(name, ()):
            return self.parent.named(name)
        if name in self.model.definitions:
            return self._derived(name)
        if name in self.point.values:
            return array(self.shape(name), map(self.field.number, self.point.values[name]))
        raise ShapeError(f"'{name}' is left over: nothing says what it runs over")

    def _derived(self, name: str) -> Array:
        self.defining += 1
        found = self._defined(name)
        self.defining -= 1
        return found

    def _defined(self, name: str) -> Array:
        tree, shape = self.model.definitions[name], self.shape(name)
        if isinstance(tree, Equation):
            left, body = tree.members
            letters = [index.name for index in left.indices if isinstance(index, Name)]  # type: ignore[union-attr]  # the model checked that the left is an Entry
            firsts = self.model.by_name[name].starts
            return self.over(body, list(zip(letters, firsts, shape, strict=True)))
        found = self.value(tree, {})
        if found.shape != array(shape, ()).shape:
            raise ShapeError(
                f"{name} is declared as {named(shape)}, its definition is {named(found.shape)}"
            )
        return found

    def shape(self, name: str) -> tuple[int, ...]:
        """The declared shape in numbers."""
        return tuple(
            self.model.extent(axis, self.point.sizes) for axis in self.model.by_name[name].shape
        )

    # --- whole numbers and fixed fractions ------------------------------------------------------

    def rational(self, tree: Tree, bound: Bound) -> Fraction | None:
        """The value as a fraction, where it is made of numbers, sizes and indices alone."""
        if isinstance(tree, Number):
            return tree.value
        if isinstance(tree, Name):
            whole = bound.get(tree.name, self.point.sizes.get(tree.name))
            return Fraction(whole) if isinstance(whole, int) else None
        if isinstance(tree, Negative):
            inner = self.rational(tree.operand, bound)
            return None if inner is None else -inner
        parts = (
            tree.terms
            if isinstance(tree, Sum)
            else tree.factors
            if isinstance(tree, Product)
            else ()
        )
        if isinstance(tree, Quotient):
            parts = (tree.top, tree.bottom)
        found = [self.rational(part, bound) for part in parts]
        known = [part for part in found if part is not None]
        if not known or len(known) != len(found) or (isinstance(tree, Quotient) and known[1] == 0):
            return None
        return reduce(
            add if isinstance(tree, Sum) else truediv if isinstance(tree, Quotient) else mul, known
        )

    def whole(self, tree: Tree, bound: Bound) -> int:
        """The value as a whole number; raises ShapeError if it is none."""
        found = self.rational(tree, bound)
        if found is None or found.denominator != 1:
            left = sorted(unbound(tree) - bound.keys() - self.point.sizes.keys())
            if left:
                raise ShapeError(f"'{left[0]}' is left over: neither asked for nor summed over")
            raise ShapeError("an index that isn't a whole number")
        return int(found)

    # --- switches -------------------------------------------------------------------------------

    def sign(self, gap: Any, left: Tree, right: Tree | None, bound: Bound, cell: int) -> int:
        """The sign of a gap, which is noted as a switch."""
        sign = int(self.field.sign(gap))
        if self.switches is not None and all(isinstance(b, int) for b in bound.values()):
            fixed = tuple((key, b) for key, b in bound.items() if isinstance(b, int))
            switch = Switch(left, right, fixed, cell)
            self.switches[switch] = self.switches.get(switch, 0) | (
                1 if sign > 0 else 2 if sign < 0 else 4
            )
        return sign

    def note(
        self,
        values: Array,
        tree: Tree,
        bound: Bound,
        right: Tree | None = None,
        *,
        needed: bool = False,
    ) -> None:
        """Note the switch at zero of each cell, where its sign can be told.

        What a model's own definitions need for being defined is the model's affair.
        """
        if self.switches is None or (needed and self.defining):
            return
        for cell, value in enumerate(values.cells):
            with contextlib.suppress(ArithmeticError):
                self.sign(value, tree, right, bound, cell)

    # --- derivatives ----------------------------------------------------------------------------

    def seeded(self, name: str) -> Meaning:
        """The same model with one quantity free to move."""
        if self.parent is not None or isinstance(self.field, Duals):
            raise TooHardError("a derivative inside a derivative")
        if name not in self._seeded:
            self._seeded[name] = Meaning(
                self.model, self.point, Duals(self.field), self.switches, by=name, parent=self
            )
        return self._seeded[name]

    def moving(self) -> Meaning:
        """The same point in dual numbers, with nothing moving yet."""
        moving = Meaning(self.model, self.point, Duals(self.field))
        moving._known = self._known
        return moving

    def sibling(self, point: Point) -> Meaning:
        """The same question at another point."""
        if self.parent is None:
            return Meaning(self.model, point, self.field)
        parent = self.parent.sibling(point)
        return parent.seeded(self.by)

    def function_of(self, tree: Apply, arguments: Sequence[Array]) -> Array:
        """A declared function: entry by entry of its argument."""
        function = next(f for f in self.model.functions if f.name == tree.function)
        if len(arguments) != len(function.parameters):
            raise ShapeError(f"{function.name} takes {len(function.parameters)} arguments")
        if function.name not in self.model.bodies:
            return apply_elementary(self, function.definition, arguments)
        body = self.model.bodies[function.name]
        (only, *more) = arguments
        if more or not only.shape:
            return self.value(body, dict(zip(function.parameters, arguments, strict=True)))
        return only.map(
            lambda cell: self.value(body, {function.parameters[0]: number(cell)}).cells[0]
        )


_RULES: Mapping[type, Callable[[Meaning, Any, Bound], Array]] = {
    **operators.RULES,
    **reductions.RULES,
    **derivatives.RULES,
}
