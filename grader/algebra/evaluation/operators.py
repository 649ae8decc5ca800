"""What each kind of node is worth: operations, entries, conditions and matrices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from math import prod
from operator import add, mul, truediv
from typing import TYPE_CHECKING, Any

from grader.algebra.evaluation.arrays import (
    Array,
    Bound,
    ShapeError,
    array,
    dot,
    entrywise,
    named,
    number,
    outer,
    places,
    pointwise,
    product,
    transpose,
)
from grader.algebra.evaluation.derivatives import slope_of
from grader.algebra.evaluation.functions import FUNCTIONS, apply_elementary
from grader.algebra.evaluation.interval import TooHardError, UndefinedError
from grader.algebra.tree import (
    Apply,
    Both,
    Branch,
    Cases,
    Compare,
    Constant,
    Entry,
    Equation,
    Indicator,
    Matrix,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    Tree,
)

if TYPE_CHECKING:
    from grader.algebra.evaluation.evaluator import Meaning

MAX_RANGE = 64


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
    if tree.kind == "⊙":
        first, *others = tree.factors
        return reduce(lambda a, b: _entrywise(m, a, b, bound), others, m.value(first, bound))
    factors = [m.value(factor, bound) for factor in tree.factors]
    return reduce(_BETWEEN[tree.kind], factors)


_BETWEEN = {"*": product, "·": dot, "⊛": entrywise, "⊗": outer}


def _entrywise(m: Meaning, left: Array, right: Tree, bound: Bound) -> Array:
    """An entrywise product: of `a ⊙ b x^T`, (a ⊙ b) x^T where only that fits."""
    value = m.value(right, bound)
    if value.shape and left.shape and value.shape != left.shape and isinstance(right, Product):
        first, *others = (m.value(factor, bound) for factor in right.factors)
        if first.shape == left.shape:
            left = pointwise(mul, left, first, "an entrywise product")
            return reduce(_BETWEEN.get(right.kind, product), others, left)
    return pointwise(mul, left, value, "an entrywise product")


def _quotient(m: Meaning, tree: Quotient, bound: Bound) -> Array:
    top, bottom = m.value(tree.top, bound), m.value(tree.bottom, bound)
    if len(bottom.shape) > 1 and bottom.shape[0] == bottom.shape[1]:
        raise TooHardError(
            "a division by a square matrix has two readings: A B^{-1}, or by entries"
        )
    return pointwise(truediv, top, bottom, "a quotient")


def _power(m: Meaning, tree: Power, bound: Bound) -> Array:
    if tree.base == Constant("e"):
        return m.value(tree.exponent, bound).map(lambda cell: m.field.function("exp", cell))
    base = m.value(tree.base, bound)
    exponent = m.rational(tree.exponent, bound)
    if len(base.shape) > 1 and base.shape[0] > 1 and not _diagonal(m, base):
        raise TooHardError("a power of a matrix has two readings: write A A, or A \\odot A")
    if exponent is not None:
        if exponent.denominator % 2 == 0:
            m.note(base, tree.base, bound, needed=True)
        if exponent > 0:  # zero stays zero, so that a diagonal matrix stays diagonal
            return base.map(lambda c: c if c is m.zero else m.field.power(c, exponent))
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
        return _filled(m, tree.function, [m.whole(size, bound) for size in tree.arguments])
    if tree.function in ("run_down", "run_right"):
        return _run(m, tree, bound)
    arguments = [m.value(argument, bound) for argument in tree.arguments]
    if tree.order:
        return slope_of(m, tree, arguments)
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


def _filled(m: Meaning, kind: str, sizes: Sequence[int]) -> Array:
    if not all(0 < size <= MAX_RANGE for size in sizes):
        raise ShapeError(f"the size {' × '.join(map(str, sizes))}")
    if kind != "eye":
        return array(sizes, [m.one if kind == "ones" else m.zero] * prod(sizes))
    shape = (sizes[0], sizes[-1])
    return array(shape, (m.one if r == c else m.zero for r, c in places(shape)))


def _run(m: Meaning, tree: Apply, bound: Bound) -> Array:
    last = m.whole(tree.arguments[1], bound)
    if not 0 < last <= MAX_RANGE:
        raise ShapeError(f"entries up to number {last}")
    cells = [m.value(tree.arguments[0], {**bound, "·": n}) for n in range(1, last + 1)]
    return _stacked([[cell] for cell in cells] if tree.function == "run_down" else [cells])


def truth(m: Meaning, tree: Tree, bound: Bound) -> Array:
    """A condition, cell by cell: an array of True and False."""
    if isinstance(tree, Both):
        parts = [truth(m, part, bound) for part in tree.conditions]
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
    return truth(m, tree.condition, bound).map(lambda holds: m.one if holds else m.zero)


def _condition(m: Meaning, tree: Tree, bound: Bound) -> Array:
    raise ShapeError("a condition where a value is expected")


def _cases(m: Meaning, tree: Cases, bound: Bound) -> Array:
    """The first branch that holds; for conditions on arrays, cell by cell."""
    for number_, branch in enumerate(tree.branches):
        holds = truth(m, branch.condition, bound) if branch.condition else number(True)
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


def _chain(m: Meaning, tree: Equation, bound: Bound) -> Array:
    raise ShapeError("a chain of equalities where a value is expected")


RULES: dict[type, Callable[[Meaning, Any, Bound], Array]] = {
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
    Equation: _chain,
}
