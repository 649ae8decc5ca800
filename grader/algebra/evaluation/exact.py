"""Whole numbers and fractions: indices, bounds and exponents, which must be known exactly."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import add, mul

from grader.algebra.errors import LeftOverError, ShapeError, TooHardError
from grader.algebra.evaluation.context import Context
from grader.algebra.tree import (
    Apply,
    Constant,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Tree,
    unbound,
    walk,
)

_MAX_BITS = 4_000


def rational(context: Context, tree: Tree) -> Fraction | None:
    """The value as a fraction, where it is made of numbers, sizes and indices alone."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Name):
        whole = context.letters.get(tree.name, context.point.sizes.get(tree.name))
        return Fraction(whole) if isinstance(whole, int) else _drawn(context, tree.name)
    if isinstance(tree, Negative):
        inner = rational(context, tree.operand)
        return None if inner is None else -inner
    if isinstance(tree, Quotient):
        top, bottom = rational(context, tree.top), rational(context, tree.bottom)
        return None if top is None or not bottom else top / bottom
    if isinstance(tree, Power):
        return _power(rational(context, tree.base), rational(context, tree.exponent))
    if isinstance(tree, Apply):
        return _applied(context, tree)
    if isinstance(tree, Sum):
        return _joined(context, tree.terms, add)
    return _joined(context, tree.factors, mul) if isinstance(tree, Product) else None


_FUNCTIONS: dict[str, Callable[..., Fraction]] = {
    "max": max, "min": min, "floor": lambda x: Fraction(floor(x)), "abs": abs,
    "ceil": lambda x: Fraction(ceil(x)),
}  # fmt: skip


def _applied(context: Context, tree: Apply) -> Fraction | None:
    """A function of numbers, `max(1, j - 2)`, or the length of an array."""
    if tree.function == "length":
        shape = context.value(tree.arguments[0]).shape
        return Fraction(shape[0]) if shape else None
    function = None if tree.order else _FUNCTIONS.get(tree.function)
    known = [rational(context, argument) for argument in tree.arguments]
    if function is None or None in known:
        return None
    if len(known) < 2 and tree.function in ("max", "min"):
        return known[0]
    return function(*known)


def _drawn(context: Context, name: str) -> Fraction | None:
    """The value of a declared whole number; None where it is a symbol, as in a proof."""
    symbol = context.model.by_name.get(name)
    whole = symbol is not None and not symbol.shape and symbol.domain in ("natural", "integer")
    drawn = context.point.values.get(name, ()) if whole and name not in context.letters else ()
    return drawn[0] if drawn and isinstance(drawn[0], Fraction) else None


def _joined(
    context: Context, parts: tuple[Tree, ...], join: Callable[[Fraction, Fraction], Fraction]
) -> Fraction | None:
    found = [rational(context, part) for part in parts]
    known = [value for value in found if value is not None]
    return reduce(join, known) if len(known) == len(found) else None


def _power(base: Fraction | None, exponent: Fraction | None) -> Fraction | None:
    if base is None or exponent is None or exponent.denominator != 1 or (exponent < 0 and not base):
        return None
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    return base ** int(exponent) if bits * abs(exponent) <= _MAX_BITS else None


def whole(context: Context, tree: Tree) -> int:
    """The value as a whole number; raises ShapeError if it is none, TooHardError for infinity."""
    found = rational(context, tree)
    if found is None or found.denominator != 1:
        known = context.letters.keys() | context.point.sizes.keys()
        if left := sorted(unbound(tree) - known):
            message = f"'{left[0]}' is left over: neither asked for nor summed over"
            raise LeftOverError(message, left[0])
        if Constant("inf") in set(walk(tree)):
            raise TooHardError("an index that runs to infinity")
        if found is None:
            raise TooHardError("an index that isn't known to be a whole number")
        raise ShapeError("an index that isn't a whole number")
    return int(found)
