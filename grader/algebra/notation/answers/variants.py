"""What a formula may mean beside what it says: zeros of the size that fits, entrywise products.

These are further readings of a tree, where mathematics is written loosely: a `0` beside a vector
in cases, `p (1 - p)` for vectors, `(x - c)^2` for a squared length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from grader.algebra.notation.constructs.broadcasting import rank
from grader.algebra.tree import (
    Apply,
    Branch,
    Cases,
    Constant,
    Entry,
    Equation,
    Name,
    Number,
    Power,
    Product,
    ProductKind,
    Transpose,
    Tree,
    children,
    rewrite,
    walk,
)

_ZERO, _TWO, _THREE = (Number(Fraction(n)) for n in (0, 2, 3))
Ranks = Mapping[str, int]


def variants(tree: Tree, ranks: Ranks) -> Iterator[tuple[Tree, int]]:
    """The tree, and what else it may mean, each with how unlikely that is."""
    yield tree, 0
    seen, all_changed = {tree}, tree
    for change, cost in _CHANGES:
        found, all_changed = _changed(tree, change, ranks), _changed(all_changed, change, ranks)
        if found not in seen:
            seen.add(found)
            yield found, cost
    if all_changed not in seen:
        yield all_changed, sum(cost for _, cost in _CHANGES)


def _changed(tree: Tree, change: Callable[[Tree, Ranks], Tree], ranks: Ranks) -> Tree:
    return rewrite(tree, lambda node: change(node, ranks))


def _nothing(node: Tree, ranks: Ranks) -> Tree:
    r"""`0 \cdot h` and `0^T` as a 0 of any shape: there 0 stands for an array of zeros."""
    if isinstance(node, Transpose) and node.operand == _ZERO:
        return _ZERO
    zero = isinstance(node, Product) and _ZERO in node.factors
    return _ZERO if zero and Constant("inf") not in set(walk(node)) else node


def _zeros(node: Tree, ranks: Ranks) -> Tree:
    """A 0 among cases as zeros of the size of another case."""
    if not isinstance(node, Cases) or not any(b.value == _ZERO for b in node.branches):
        return node
    others = [b.value for b in node.branches if b.value != _ZERO]
    if not others or not any(_is_array(value, ranks) for value in others):
        return node
    zeros = Product((_ZERO, others[0]), "*")
    return Cases(
        tuple(Branch(zeros, b.condition) if b.value == _ZERO else b for b in node.branches)
    )


def _powers(node: Tree, ranks: Ranks) -> Tree:
    """A power of a matrix as a product."""
    base = node.base if isinstance(node, Power) else node
    base = base.operand if isinstance(base, Transpose) else base
    return _multiplied(node, ranks, "*") if isinstance(base, Name) else node


def _powers_of_entries(node: Tree, ranks: Ranks) -> Tree:
    r"""A power of a matrix entry by entry: `1 - \tanh^2(A)`."""
    return _multiplied(node, ranks, "⊙")


def _multiplied(node: Tree, ranks: Ranks, kind: ProductKind) -> Tree:
    """The square or the cube of a matrix, multiplied out."""
    if not isinstance(node, Power) or node.exponent not in (_TWO, _THREE):
        return node
    factors = (node.base,) * (2 if node.exponent == _TWO else 3)
    return Product(factors, kind) if rank(node.base, ranks) == 2 else node


def _by_rows(node: Tree, ranks: Ranks) -> Tree:
    """The softmax of a matrix as that of each row."""
    return _along(node, ranks, "softmax_right")


def _by_columns(node: Tree, ranks: Ranks) -> Tree:
    return _along(node, ranks, "softmax_down")


def _along(node: Tree, ranks: Ranks, function: str) -> Tree:
    matrix = isinstance(node, Apply) and node.function == "softmax" and not node.order
    return Apply(function, node.arguments) if matrix and rank(node, ranks) == 2 else node  # type: ignore[union-attr]  # an Apply


def _entrywise(node: Tree, ranks: Ranks) -> Tree:
    """Products of columns entry by entry."""
    if isinstance(node, Product) and node.kind == "*":
        arrays = sum(_is_array(factor, ranks) for factor in node.factors)
        return replace(node, kind="⊛") if arrays > 1 else node
    return node


def _lengths(node: Tree, ranks: Ranks) -> Tree:
    """The square or absolute value of an array as that of its length."""
    if isinstance(node, Power) and node.exponent == _TWO and _is_array(node.base, ranks):
        within = node.base.function if isinstance(node.base, Apply) else ""
        return node if within in ("norm", "abs") else Power(Apply("norm", (node.base,)), _TWO)
    if isinstance(node, Apply) and node.function == "abs" and _is_array(node.arguments[0], ranks):
        return Apply("norm", node.arguments)
    return node


def _is_array(tree: Tree, ranks: Ranks) -> bool:
    """Whether a whole array is named in a tree, outside entries and norms."""
    if isinstance(tree, Name):
        return ranks.get(tree.name, 0) > 0
    if isinstance(tree, Entry):
        return isinstance(tree.base, Name) and len(tree.indices) < ranks.get(tree.base.name, 0)
    if isinstance(tree, Apply) and tree.function in ("norm", "norm1", "tr", "total", "delta"):
        return False
    if isinstance(tree, Equation):
        return False
    return any(_is_array(child, ranks) for child in children(tree))


_CHANGES: tuple[tuple[Callable[[Tree, Ranks], Tree], int], ...] = (
    (_nothing, 1),
    (_zeros, 1),
    (_powers, 1),
    (_powers_of_entries, 1),
    (_by_rows, 1),
    (_by_columns, 2),
    (_entrywise, 2),
    (_lengths, 3),
)
