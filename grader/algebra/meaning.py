"""What a tree is worth at a point of a model.

One evaluator for every arithmetic: balls to judge, duals to differentiate, SymPy to prove. It
walks the tree; nothing in it depends on text.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import add, mul, truediv
from typing import Any

from grader.algebra.arrays import (
    MAX_CELLS,
    Array,
    ShapeError,
    array,
    dot,
    named,
    number,
    places,
    pointwise,
    product,
    transpose,
)  # fmt: skip
from grader.algebra.ball import Ball, Balls, UndefinedError
from grader.algebra.dual import Dual, Duals
from grader.algebra.functions import FUNCTIONS, apply_elementary
from grader.algebra.model import Model, Point
from grader.algebra.tree import (
    Apply,
    Both,
    Branch,
    Cases,
    Chain,
    Compare,
    Constant,
    Derivative,
    Entry,
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
    unbound,
    walk,
)  # fmt: skip

MAX_STEPS = 200_000
MAX_RANGE = 64
MAX_MASKS = 4096


class TooHardError(ArithmeticError):
    """What this evaluator can't work out: never the student's fault."""


Bound = Mapping[str, "int | Array"]


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
        if isinstance(tree, Chain):
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
            left = sorted(unbound(tree) - bound.keys())
            raise ShapeError(
                f"the index {' '.join(left) or ''} isn't a whole number that is known here"
            )
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
            return apply_elementary(self, function.means, arguments)
        body = self.model.bodies[function.name]
        (only, *more) = arguments
        if more or not only.shape:
            return self.value(body, dict(zip(function.parameters, arguments, strict=True)))
        return only.map(
            lambda cell: self.value(body, {function.parameters[0]: number(cell)}).cells[0]
        )


# --- a rule for each node -----------------------------------------------------------------------


def _number(m: Meaning, tree: Number, bound: Bound) -> Array:
    return number(m.field.number(tree.value))


def _constant(m: Meaning, tree: Constant, bound: Bound) -> Array:
    if tree.name in ("e", "pi"):
        return number(m.field.constant(tree.name))
    raise UndefinedError("an infinite value" if tree.name == "inf" else "left undefined")


def _name(m: Meaning, tree: Name, bound: Bound) -> Array:
    found = bound.get(tree.name, m.point.sizes.get(tree.name))
    if found is None:
        return m.named(tree.name)
    return found if isinstance(found, Array) else number(m.field.number(Fraction(found)))


def _sum(m: Meaning, tree: Sum, bound: Bound) -> Array:
    terms = [m.value(term, bound) for term in tree.terms]
    return reduce(lambda a, b: pointwise(add, a, b, "a sum"), terms)


def _negative(m: Meaning, tree: Negative, bound: Bound) -> Array:
    return m.value(tree.operand, bound).map(lambda cell: -cell)


def _product(m: Meaning, tree: Product, bound: Bound) -> Array:
    factors = [m.value(factor, bound) for factor in tree.factors]
    if tree.kind == "⊙":
        return reduce(lambda a, b: pointwise(mul, a, b, "an entrywise product"), factors)
    return reduce(dot if tree.kind == "·" else product, factors)


def _quotient(m: Meaning, tree: Quotient, bound: Bound) -> Array:
    top, bottom = m.value(tree.top, bound), m.value(tree.bottom, bound)
    if len(bottom.shape) > 1 and bottom.shape[0] > 1:
        raise ShapeError(f"a division by {named(bottom.shape)}")
    return pointwise(truediv, top, bottom, "a quotient")


def _power(m: Meaning, tree: Power, bound: Bound) -> Array:
    if tree.base == Constant("e"):
        return m.value(tree.exponent, bound).map(lambda cell: m.field.function("exp", cell))
    base = m.value(tree.base, bound)
    exponent = m.rational(tree.exponent, bound)
    if len(base.shape) > 1 and base.shape[0] > 1 and not _diagonal(m, base):
        raise ShapeError("a power of a matrix has two readings: write A A, or A \\odot A")
    if exponent is not None:
        if exponent.denominator % 2 == 0:
            m.note(base, tree.base, bound, needed=True)
        return base.map(lambda cell: m.field.power(cell, exponent))
    return pointwise(m.field.general_power, base, m.value(tree.exponent, bound), "a power")


def _diagonal(m: Meaning, base: Array) -> bool:
    """Whether all off the diagonal is exactly zero: then a power is taken entry by entry."""
    if len(base.shape) != 2 or base.shape[0] != base.shape[1]:
        return False
    return all(base.at((r, c)) is m.zero for r, c in places(base.shape) if r != c)


def _transpose(m: Meaning, tree: Transpose, bound: Bound) -> Array:
    return transpose(m.value(tree.operand, bound))


def _entry(m: Meaning, tree: Entry, bound: Bound) -> Array:
    base = m.value(tree.base, bound)
    indices = [m.whole(index, bound) for index in tree.indices]
    starts: Sequence[int] = (1,) * len(indices)
    if isinstance(tree.base, Name) and tree.base.name in m.model.by_name:
        starts = m.model.by_name[tree.base.name].starts
    if len(base.shape) == 2 and base.shape[0] == 1 and len(indices) == 1:
        base = transpose(base)
    if len(indices) == 1 and len(base.shape) == 2:
        return _row(base, indices[0] - starts[0])
    if len(indices) != len(base.shape):
        raise ShapeError(f"{len(indices)} indices on {named(base.shape)}")
    place = [index - start for index, start in zip(indices, starts, strict=False)]
    if not all(0 <= at < size for at, size in zip(place, base.shape, strict=True)):
        raise ShapeError(f"an index runs out of {named(base.shape)}")
    return number(base.at(place))


def _row(base: Array, at: int) -> Array:
    """One sample of several, `x^{(i)}`: a row of the array, stood up as a column."""
    rows, columns = base.shape
    if not 0 <= at < rows:
        raise ShapeError(f"an index runs out of {named(base.shape)}")
    return array((columns,), base.cells[at * columns : (at + 1) * columns])


def _apply(m: Meaning, tree: Apply, bound: Bound) -> Array:
    if tree.function == "delta":
        same = m.whole(tree.arguments[0], bound) == m.whole(tree.arguments[1], bound)
        return number(m.one if same else m.zero)
    if tree.function in ("eye", "ones", "zeros"):
        return _filled(m, tree.function, m.whole(tree.arguments[0], bound))
    if tree.function in ("run_down", "run_right"):
        return _run(m, tree, bound)
    arguments = [m.value(argument, bound) for argument in tree.arguments]
    if tree.order:
        return _slope(m, tree, arguments)
    _note_function(m, tree, arguments, bound)
    if tree.function in FUNCTIONS:
        return apply_elementary(m, tree.function, arguments)
    return m.function_of(tree, arguments)


def _note_function(m: Meaning, tree: Apply, arguments: Sequence[Array], bound: Bound) -> None:
    if m.switches is None:
        return
    if tree.function in ("log", "sqrt", "abs", "relu", "sign"):
        needed = tree.function in ("log", "sqrt")
        m.note(arguments[0], tree.arguments[0], bound, needed=needed)
    elif tree.function in ("max", "min") and len(arguments) == 2:
        gap = pointwise(lambda a, b: a - b, arguments[0], arguments[1], "a comparison")
        m.note(gap, tree.arguments[0], bound, tree.arguments[1])


def _filled(m: Meaning, kind: str, size: int) -> Array:
    if not 0 < size <= MAX_RANGE:
        raise ShapeError(f"the size {size}")
    if kind != "eye":
        return array((size,), [m.one if kind == "ones" else m.zero] * size)
    return array((size, size), (m.one if r == c else m.zero for r, c in places((size, size))))


def _run(m: Meaning, tree: Apply, bound: Bound) -> Array:
    last = m.whole(tree.arguments[1], bound)
    if not 0 < last <= MAX_RANGE:
        raise ShapeError(f"entries up to number {last}")
    cells = [m.value(tree.arguments[0], {**bound, "·": n}) for n in range(1, last + 1)]
    return _stacked([[cell] for cell in cells] if tree.function == "run_down" else [cells])


def _slope(m: Meaning, tree: Apply, arguments: Sequence[Array]) -> Array:
    """The derivative of a function of one variable, entry by entry."""
    if tree.order > 1 or isinstance(m.field, Duals):
        raise TooHardError("a higher derivative")
    if len(arguments) != 1:
        raise ShapeError(f"{tree.function}' of {len(arguments)} arguments")
    moving = Meaning(m.model, m.point, Duals(m.field))
    moving._known = m._known

    def slope(cell: Any) -> Any:
        seed = number(Dual(cell, {0: m.one}))
        inner = Apply(tree.function, (Name("·"),))
        found = moving.value(inner, {"·": seed}).cells[0]
        return found.slopes.get(0, m.zero) if isinstance(found, Dual) else m.zero

    return arguments[0].map(slope)


def _truth(m: Meaning, tree: Tree, bound: Bound) -> Array:
    """A condition, cell by cell."""
    if isinstance(tree, Both):
        parts = [_truth(m, part, bound) for part in tree.conditions]
        return reduce(lambda a, b: pointwise(lambda x, y: x and y, a, b, "conditions"), parts)
    if not isinstance(tree, Compare):
        raise ShapeError("a condition is expected")
    left, right = m.value(tree.left, bound), m.value(tree.right, bound)
    gap = pointwise(lambda a, b: a - b, left, right, "a comparison")
    holds = _HOLDS[tree.relation]
    told = (m.sign(cell, tree.left, tree.right, bound, n) for n, cell in enumerate(gap.cells))
    return Array(gap.shape, tuple(sign in holds for sign in told))


_HOLDS = {"=": (0,), "≈": (0,), "≠": (-1, 1), "<": (-1,), "≤": (-1, 0), ">": (1,), "≥": (0, 1)}


def _indicator(m: Meaning, tree: Indicator, bound: Bound) -> Array:
    return _truth(m, tree.condition, bound).map(lambda holds: m.one if holds else m.zero)


def _condition(m: Meaning, tree: Tree, bound: Bound) -> Array:
    raise ShapeError("a condition where a value is expected")


def _cases(m: Meaning, tree: Cases, bound: Bound) -> Array:
    """The first branch that holds; for conditions on arrays, cell by cell."""
    for number_, branch in enumerate(tree.branches):
        holds = _truth(m, branch.condition, bound) if branch.condition else number(True)
        if not holds.shape:
            if holds.cells[0]:
                return m.value(branch.value, bound)
            continue
        rest = Cases(tree.branches[number_ + 1 :])
        return _mixed(m, holds, branch, rest, bound)
    raise UndefinedError("no case applies")


def _mixed(m: Meaning, holds: Array, branch: Branch, rest: Cases, bound: Bound) -> Array:
    shape = holds.shape
    here = m.value(branch.value, bound) if any(holds.cells) else number(m.zero)
    there = number(m.zero) if all(holds.cells) else _cases(m, rest, bound)
    spread = [a if a.shape else Array(shape, a.cells * len(holds.cells)) for a in (here, there)]
    if {a.shape for a in spread} != {shape}:
        raise ShapeError(f"cases of {named(here.shape)} on conditions of {named(shape)}")
    cells = zip(holds.cells, spread[0].cells, spread[1].cells, strict=True)
    return Array(shape, tuple(a if chosen else b for chosen, a, b in cells))


def _matrix(m: Meaning, tree: Matrix, bound: Bound) -> Array:
    return _stacked([[m.value(cell, bound) for cell in row] for row in tree.rows])


def _stacked(rows: Sequence[Sequence[Array]]) -> Array:
    """A matrix of numbers; or rows one below the other, or columns side by side."""
    cells = [cell for row in rows for cell in row]
    if not any(cell.shape for cell in cells):
        return array((len(rows), len(rows[0])), (cell.cells[0] for cell in cells))
    shapes = {cell.shape for cell in cells}
    if (
        len(shapes) == 1
        and len(rows[0]) == 1
        and len(cells[0].shape) == 2
        and cells[0].shape[0] == 1
    ):
        return array((len(rows), cells[0].shape[1]), (c for cell in cells for c in cell.cells))
    if len(shapes) == 1 and len(rows) == 1 and len(cells[0].shape) == 1:
        return transpose(_stacked([[transpose(cell)] for cell in cells]))
    raise ShapeError("a matrix of entries that aren't numbers")


def _over(m: Meaning, tree: Over, bound: Bound) -> Array:
    values = []
    for index in _range(m, tree, bound):
        inner = {**bound, tree.index: index}
        if tree.condition is None or all(_truth(m, tree.condition, inner).cells):
            values.append(m.value(tree.body, inner))
    if not values:
        return number(m.zero if tree.kind == "sum" else m.one)
    if tree.kind == "sum":
        return reduce(lambda a, b: pointwise(add, a, b, "a sum"), values)
    return reduce(product, values)


def _range(m: Meaning, tree: Over, bound: Bound) -> Iterable[int]:
    if tree.high is None:
        first, count = index_range(m, tree.index, tree.body)
        return range(first, first + count)
    low = m.whole(tree.low, bound) if tree.low is not None else 1
    high = m.whole(tree.high, bound)
    if high - low > MAX_RANGE:
        raise TooHardError(f"a sum of {high - low + 1} terms")
    return range(low, high + 1)


def index_range(m: Meaning, letter: str, body: Tree) -> tuple[int, int]:
    """(first, count) of an index from what it subscripts; raises ShapeError where that differs."""
    found = set()
    for node in walk(body):
        if (
            isinstance(node, Entry)
            and isinstance(node.base, Name)
            and node.base.name in m.model.by_name
        ):
            symbol = m.model.by_name[node.base.name]
            axes = zip(node.indices, symbol.starts, m.shape(symbol.name), strict=False)
            found |= {(first, count) for index, first, count in axes if index == Name(letter)}
    if not found and letter in m.model.indices:
        found = {(1, m.model.extent(m.model.indices[letter], m.point.sizes))}
    if len(found) != 1:
        told = "nothing says" if not found else "its uses differ on"
        raise ShapeError(f"{told} what the index {letter} runs over: write its bounds")
    return found.pop()


def _limit(m: Meaning, tree: Limit, bound: Bound) -> Array:
    """The value near the target, at two distances that must agree. Balls only."""
    if not isinstance(m.field, Balls):
        raise TooHardError("a limit here")
    moving = {n for n in unbound(tree.body) if tree.variable in m.model.upstream.get(n, ())}
    if moving:
        raise TooHardError(f"a limit of {', '.join(sorted(moving))}")
    found = [_approached(m, tree, side, bound) for side in _sides(tree.target)]
    cells = zip(*(array_.cells for array_ in found), strict=True)
    return Array(found[0].shape, tuple(_agreed(m, same) for same in cells))


def _sides(target: Tree) -> Sequence[int]:
    if target == Constant("inf"):
        return (1,)
    return (-1,) if target == Negative(Constant("inf")) else (1, -1)


def _approached(m: Meaning, tree: Limit, side: int, bound: Bound) -> Array:
    near, nearer = m.field.bits // 6, m.field.bits // 3
    endless = isinstance(tree.target, Constant) or tree.target == Negative(Constant("inf"))
    values = []
    for steps in (near, nearer):
        if endless:
            place = number(m.field.number(Fraction(side * 2**steps)))
        else:
            step = number(m.field.number(Fraction(side, 2**steps)))
            place = pointwise(add, m.value(tree.target, bound), step, "a limit")
        values.append(m.value(tree.body, {**bound, tree.variable: place}))
    first, second = values
    return Array(
        second.shape,
        tuple(_settled(m, a, b, near) for a, b in zip(first.cells, second.cells, strict=True)),
    )


def _settled(m: Meaning, first: Ball, second: Ball, steps: int) -> Ball:
    gap = first - second
    if max(gap.magnitude, gap.error) > -steps // 2:
        raise TooHardError("a limit that isn't reached soon")
    return Ball(second.value, max(second.error, -1.5 * steps), m.field.bits)


def _agreed(m: Meaning, same: Sequence[Ball]) -> Ball:
    if len(same) == 2 and (same[0] - same[1]).magnitude > -m.field.bits // 12:
        raise UndefinedError("the limits from the two sides differ")
    return same[0]


def _expectation(m: Meaning, tree: Expectation, bound: Bound) -> Array:
    """The mean over every value of the random masks, exactly."""
    masks = tree.over or tuple(sorted(_random(m, tree.body)))
    mean = _mean(m, tree.body, masks, bound)
    if tree.kind == "E":
        return mean
    if mean.shape:
        raise TooHardError("the variance of an array")
    return pointwise(
        lambda a, b: a - b * b,
        _mean(m, Power(tree.body, Number(Fraction(2))), masks, bound),
        mean,
        "",
    )


def _random(m: Meaning, tree: Tree) -> set[str]:
    names = set(unbound(tree))
    for name in unbound(tree):
        names |= m.model.upstream.get(name, frozenset())
    return {
        n
        for n in names
        if n in m.model.by_name and m.model.by_name[n].domain.startswith("bernoulli")
    }


def _mean(m: Meaning, body: Tree, masks: Sequence[str], bound: Bound) -> Array:
    counts = [len(m.point.values.get(name, ())) for name in masks]
    if not masks or 0 in counts:
        raise ShapeError("an expectation over what? nothing random is named")
    if 2 ** sum(counts) > MAX_MASKS:
        raise TooHardError(f"an expectation over {sum(counts)} random entries")
    total: Array | None = None
    for bits in places([2] * sum(counts)):
        term = _weighted(m, body, masks, bits, bound)
        total = term if total is None else pointwise(add, total, term, "a mean")
    return total if total is not None else number(m.zero)


def _weighted(
    m: Meaning, body: Tree, masks: Sequence[str], bits: Sequence[int], bound: Bound
) -> Array:
    values, weight, rest = dict(m.point.values), number(m.one), list(bits)
    for name in masks:
        count = len(values[name])
        chance = m.value(m.model.chances[name], bound)
        for bit in rest[:count]:
            factor = chance if bit else chance.map(lambda p: m.one - p)
            weight = pointwise(mul, weight, factor, "a chance")
        values[name], rest = tuple(map(Fraction, rest[:count])), rest[count:]
    sibling = m.sibling(replace(m.point, values=values))
    sibling.steps = m.steps
    found = product(weight, sibling.value(body, bound))
    m.steps = sibling.steps
    return found


def _derivative(m: Meaning, tree: Derivative, bound: Bound) -> Array:
    """Output axes first, then input axes; the derivative of a number has its argument's shape."""
    base = tree.by.base if isinstance(tree.by, Entry) else tree.by
    if not isinstance(base, Name) or base.name not in m.model.by_name:
        raise ShapeError("one differentiates by a declared quantity")
    below = m.named(base.name)
    of = m.seeded(base.name).value(tree.of, bound)
    if isinstance(tree.by, Entry):
        coordinate = _coordinate(m, tree.by, base.name, below, bound)
        return of.map(lambda cell: _part(m, cell, coordinate))
    if len(of.cells) * len(below.cells) > MAX_CELLS:
        raise TooHardError("a derivative of this size")
    cells = [_part(m, cell, n) for cell in of.cells for n in range(len(below.cells))]
    if m.model.layout == "jacobian" and not of.shape and len(below.shape) == 1:
        return Array((1, *below.shape), tuple(cells))
    return array((*of.shape, *below.shape), cells)


def _coordinate(m: Meaning, by: Entry, name: str, below: Array, bound: Bound) -> int:
    numbered = Array(below.shape, tuple(range(len(below.cells))))
    starts = m.model.by_name[name].starts
    place = [m.whole(i, bound) - first for i, first in zip(by.indices, starts, strict=False)]
    if len(place) != len(below.shape) or not all(
        0 <= at < size for at, size in zip(place, below.shape, strict=True)
    ):
        raise ShapeError(f"an index runs out of {named(below.shape)}")
    return int(numbered.at(place))


def _part(m: Meaning, cell: Any, coordinate: int) -> Any:
    return cell.slopes.get(coordinate, m.zero) if isinstance(cell, Dual) else m.zero


def _chain(m: Meaning, tree: Chain, bound: Bound) -> Array:
    raise ShapeError("a chain of equalities where a value is expected")


_RULES: dict[type, Callable[[Meaning, Any, Bound], Array]] = {
    Number: _number,
    Constant: _constant,
    Name: _name,
    Sum: _sum,
    Negative: _negative,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Transpose: _transpose,
    Entry: _entry,
    Apply: _apply,
    Compare: _condition,
    Both: _condition,
    Indicator: _indicator,
    Branch: _condition,
    Cases: _cases,
    Matrix: _matrix,
    Over: _over,
    Limit: _limit,
    Expectation: _expectation,
    Derivative: _derivative,
    Chain: _chain,
}
