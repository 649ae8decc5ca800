r"""Whether the named sizes of a formula's axes fit one another, as far as they can be told.

It tells which size a bold 1 or an I has that is written without one: `A \mathbf 1` with A of
n × m has a 1 of m.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypeAlias

from grader.algebra.notation.text.errors import NotationError
from grader.algebra.tree import (
    Apply,
    Constant,
    Derivative,
    Equation,
    Name,
    Negative,
    Number,
    Product,
    Quotient,
    Sum,
    Transpose,
    Tree,
)

Shape: TypeAlias = "tuple[str | int, ...]"
Shapes: TypeAlias = "Mapping[str, Shape]"


def check_sizes(tree: Tree, shapes: Shapes, text: str) -> None:
    """Raises NotationError where two axes that meet have sizes of different names."""
    try:
        _shape(tree, shapes)
    except _MisfitError:
        raise NotationError("no size of this 1 or I fits", text) from None


class _MisfitError(Exception):
    """Two axes that meet have sizes of different names."""


def _shape(tree: Tree, shapes: Shapes) -> Shape | None:
    """The shape of an expression, a row as (1, n); None where it can't be told."""
    if isinstance(tree, Name):
        return shapes.get(tree.name)
    if isinstance(tree, (Number, Constant)):
        return ()
    if isinstance(tree, Negative):
        return _shape(tree.operand, shapes)
    if isinstance(tree, Transpose):
        return _turned(_shape(tree.operand, shapes))
    if isinstance(tree, Apply):
        return _applied(tree, shapes)
    if isinstance(tree, (Sum, Equation)):
        return _alike(tree.terms if isinstance(tree, Sum) else tree.members, shapes)
    if isinstance(tree, Product):
        return _product(tree, shapes)
    if isinstance(tree, Quotient):
        bottom = _shape(tree.bottom, shapes)
        return _shape(tree.top, shapes) if bottom == () else None
    if isinstance(tree, Derivative) and _shape(tree.of, shapes) == ():
        return _shape(tree.by, shapes)
    return None


def _turned(shape: Shape | None) -> Shape | None:
    if not shape:
        return shape
    n, m = shape if len(shape) == 2 else (*shape, 1)
    return (m,) if n == 1 else (m, n)


def _applied(tree: Apply, shapes: Shapes) -> Shape | None:
    sizes = [a.name for a in tree.arguments if isinstance(a, Name)]
    if tree.function in ("ones", "zeros") and len(sizes) == len(tree.arguments):
        return tuple(sizes)
    if tree.function == "eye" and len(sizes) == 1:
        return (sizes[0], sizes[0])
    for argument in tree.arguments:
        _shape(argument, shapes)
    return None


def _alike(trees: Iterable[Tree], shapes: Shapes) -> Shape | None:
    """The shape of what is added, multiplied entry by entry, or equal; numbers go with any."""
    known = [shape for tree in trees if (shape := _shape(tree, shapes))]
    for one, other in pairwise(known):
        if len(one) == len(other) and set(one) - {1} != set(other) - {1}:
            raise _MisfitError
    return known[0] if known else None


def _product(tree: Product, shapes: Shapes) -> Shape | None:
    if tree.kind in ("⊙", "⊛"):
        return _alike(tree.factors, shapes)
    found: Shape | None = ()
    for factor in tree.factors:
        found = _times(found, _shape(factor, shapes))
    return found if tree.kind == "*" else None


def _times(left: Shape | None, right: Shape | None) -> Shape | None:
    """The shape of a matrix product; a number goes with any."""
    if left is None or right is None or not left or not right:
        return None if left is None or right is None else left or right
    if len(left) == 1:  # a column: only a row can follow
        return (*left, right[1]) if len(right) == 2 and right[0] == 1 else None
    if left[1] != right[0]:
        raise _MisfitError
    kept = (left[0], *right[1:])
    return kept if len(kept) == 2 else kept if kept[0] != 1 else ()
