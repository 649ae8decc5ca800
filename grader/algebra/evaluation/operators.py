"""What numbers, names, operations and applied functions are worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations
from operator import add, mul, sub
from typing import Any

from grader.algebra.errors import ShapeError, TooHardError, UndefinedError
from grader.algebra.evaluation.aggregates import inverse
from grader.algebra.evaluation.arrays import (
    Array,
    dot,
    entrywise,
    number,
    outer,
    places,
    pointwise,
    product,
    product_size,
    spread,
)
from grader.algebra.evaluation.context import Context
from grader.algebra.evaluation.derivatives import function_derivative
from grader.algebra.evaluation.exact import rational, whole
from grader.algebra.evaluation.functions import FUNCTIONS, apply_elementary
from grader.algebra.evaluation.matrices import filled, grid, run
from grader.algebra.tree import (
    Apply,
    Constant,
    Equation,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Tree,
)

_POWER_WORK = 20  # what a power costs, in multiplications
_TIE_WORK = 20  # of noting where one argument overtakes another


def _number(context: Context, tree: Number) -> Array:
    return number(context.arithmetic.number(tree.value))


def _constant(context: Context, tree: Constant) -> Array:
    if tree.name in ("e", "pi"):
        return number(context.arithmetic.constant(tree.name))
    if tree.name == "inf":
        raise TooHardError("arithmetic with infinity: write a limit")
    raise UndefinedError("left undefined")


def _name(context: Context, tree: Name) -> Array:
    found = context.letters.get(tree.name, context.point.sizes.get(tree.name))
    if found is None:
        return context.named(tree.name)
    if isinstance(found, Array):
        return found
    return number(context.arithmetic.number(Fraction(found)))


def plus(context: Context, a: Array, b: Array) -> Array:
    """The sum of two arrays; a column is added to each row of a matrix where that alone fits."""
    context.allow(max(len(a.cells), len(b.cells)))
    if a.shape != b.shape:
        a, b = spread(a, b), spread(b, a)
    return pointwise(add, a, b, "a sum")


def _sum(context: Context, tree: Sum) -> Array:
    return reduce(lambda a, b: plus(context, a, b), map(context.value, tree.terms))


def _negative(context: Context, tree: Negative) -> Array:
    operand = context.value(tree.operand)
    context.allow(len(operand.cells))
    return operand.map(lambda cell: -cell)


def _product(context: Context, tree: Product) -> Array:
    first, *others = tree.factors
    if tree.kind == "⊙":
        start = context.value(first)
        return reduce(lambda a, b: _hadamard(context, a, b), others, start)
    return multiply(context, tree.kind, map(context.value, tree.factors))


def multiply(context: Context, kind: str, factors: Iterable[Array]) -> Array:
    """The product of arrays, in the sense that the sign between them has."""

    def times(a: Array, b: Array) -> Array:
        operations, entries = product_size(a, b)
        context.allow(entries, operations)
        return _BETWEEN[kind](a, b)

    return reduce(times, factors)


_BETWEEN = {"*": product, "·": dot, "⊛": entrywise, "⊗": outer}


def _hadamard(context: Context, left: Array, right: Any) -> Array:
    """An entrywise product: of `a ⊙ b x^T`, (a ⊙ b) x^T where only that fits."""
    value = context.value(right)
    context.allow(max(len(left.cells), len(value.cells)))
    if value.shape and left.shape and value.shape != left.shape and isinstance(right, Product):
        first, *others = (context.value(factor) for factor in right.factors)
        if first.shape == left.shape:
            left = pointwise(mul, left, first, "an entrywise product")
            kind = right.kind if right.kind in _BETWEEN else "*"
            return multiply(context, kind, [left, *others])
    return pointwise(mul, left, value, "an entrywise product")


def _quotient(context: Context, tree: Quotient) -> Array:
    top, bottom = context.value(tree.top), context.value(tree.bottom)
    if len(bottom.shape) > 1 and bottom.shape[0] == bottom.shape[1]:
        raise TooHardError(
            "a division by a square matrix has two readings: A B^{-1}, or by entries"
        )
    context.allow(max(len(top.cells), len(bottom.cells)))
    return pointwise(context.arithmetic.divide, top, bottom, "a quotient")


def _is_minus_one(tree: Tree) -> bool:
    return isinstance(tree, Negative) and tree.operand == Number(Fraction(1))


def _power(context: Context, tree: Power) -> Array:
    arithmetic = context.arithmetic
    if tree.base == Constant("e"):
        return apply_elementary(context, "exp", [context.value(tree.exponent)])
    base = context.value(tree.base)
    context.allow(len(base.cells), _POWER_WORK * len(base.cells))
    if len(base.shape) > 1 and base.shape[0] == base.shape[1] and _is_minus_one(tree.exponent):
        return inverse(context, base)
    if len(base.shape) > 1 and base.shape[0] > 1 and not _diagonal(context, base):
        raise TooHardError("a power of a matrix has two readings: write A A, or A \\odot A")
    exponent = rational(context, tree.exponent)
    if exponent is None:
        exponents = context.value(tree.exponent)
        return pointwise(arithmetic.general_power, base, exponents, "a power")
    if exponent.denominator % 2 == 0:
        context.note(base, tree.base, needed=True)
    if exponent > 0 or _diagonal(context, base):  # zero stays zero off the diagonal
        zero = context.zero
        return base.map(lambda cell: cell if cell is zero else arithmetic.power(cell, exponent))
    return base.map(lambda cell: arithmetic.power(cell, exponent))


def _diagonal(context: Context, base: Array) -> bool:
    """Whether all off the diagonal is exactly zero: then a power is taken entry by entry."""
    if len(base.shape) != 2 or base.shape[0] != base.shape[1]:
        return False
    return all(base.at((r, c)) is context.zero for r, c in places(base.shape) if r != c)


def _apply(context: Context, tree: Apply) -> Array:
    if tree.function == "delta":
        one, other = (whole(context, index) for index in tree.arguments)
        return number(context.one if one == other else context.zero)
    if tree.function in ("eye", "ones", "zeros"):
        return filled(context, tree)
    if tree.function in ("run_down", "run_right", "grid"):
        return (grid if tree.function == "grid" else run)(context, tree)
    arguments = [context.value(argument) for argument in tree.arguments]
    if tree.order:
        return function_derivative(context, tree, arguments)
    _note_function(context, tree, arguments)
    if tree.function in FUNCTIONS:
        return apply_elementary(context, tree.function, arguments)
    return _declared_function(context, tree, arguments)


def _note_function(context: Context, tree: Apply, arguments: Sequence[Array]) -> None:
    if context.switches is None or not arguments:
        return
    if tree.function in ("log", "sqrt", "abs", "relu", "sign"):
        needed = tree.function in ("log", "sqrt")
        context.note(arguments[0], tree.arguments[0], needed=needed)
    elif tree.function in ("max", "min") and len(arguments) == 1:
        context.note_ties(arguments[0], tree.arguments[0])
    elif tree.function in ("max", "min"):
        pairs = zip(arguments, tree.arguments, strict=True)
        context.budget.charge(_TIE_WORK * len(arguments) * (len(arguments) - 1) // 2)
        for (one, left), (other, right) in combinations(pairs, 2):
            gap = pointwise(sub, one, other, "a comparison")
            context.note(gap, left, right)


def _declared_function(context: Context, tree: Apply, arguments: Sequence[Array]) -> Array:
    """A declared function; of a number, it goes entry by entry of an array."""
    declared = [f for f in context.model.functions if f.name == tree.function]
    if not declared:
        raise ShapeError(f"'{tree.function}' isn't a function here")
    (function,) = declared
    if len(arguments) != len(function.parameters):
        raise ShapeError(f"{function.name} takes {len(function.parameters)} arguments")
    if function.name not in context.model.bodies:
        return apply_elementary(context, function.definition, arguments)
    body = context.model.bodies[function.name]

    written = dict(zip(function.parameters, tree.arguments, strict=True))

    def of(values: Sequence[Array], entry: int | None = None) -> Array:
        letters = dict(zip(function.parameters, values, strict=True))
        return context.inside(letters, written, entry).value(body)

    if len(arguments) > 1 or not arguments[0].shape:
        return of(arguments)
    entries = [of([number(cell)], place) for place, cell in enumerate(arguments[0].cells)]
    if any(entry.shape for entry in entries):  # a function of the whole, such as of θ ⊙ u
        return of(arguments)
    return Array(arguments[0].shape, tuple(entry.cells[0] for entry in entries))


def _equation(context: Context, tree: Equation) -> Array:
    raise ShapeError("an equation where a value is expected")


RULES: dict[type, Callable[[Context, Any], Array]] = {
    Number: _number,
    Constant: _constant,
    Name: _name,
    Sum: _sum,
    Negative: _negative,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Apply: _apply,
    Equation: _equation,
}
