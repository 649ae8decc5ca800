"""Broadcasting in code: how many axes a formula has, and which axis one of them stands for."""

from __future__ import annotations

from collections.abc import Mapping

from grader.algebra.tree import (
    Apply,
    Entry,
    Name,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    Tree,
)

Ranks = Mapping[str, int]
_WHOLE = frozenset({"total", "mean", "norm", "norm1", "tr", "delta", "length"})
_ALONG = frozenset({"total_down", "total_right", "mean_down", "mean_right"})


def aligned(left: Tree, right: Tree, ranks: Ranks) -> tuple[Tree, Tree]:
    """Two operands as numpy pairs them: a vector beside a matrix is a row of it."""
    axes, others = rank(left, ranks), rank(right, ranks)
    if axes == 2 and others == 1:
        return left, Transpose(right)
    return (Transpose(left), right) if axes == 1 and others == 2 else (left, right)


def column(array: Tree) -> Tree:
    """A vector as a matrix of one column: `x[:, None]`."""
    return Apply("column", (array,))


def rank(tree: Tree, ranks: Ranks) -> int:
    """How many axes numpy counts in a formula."""
    if isinstance(tree, Name):
        return ranks.get(tree.name, 0)
    if isinstance(tree, Transpose):
        return 2
    if isinstance(tree, Entry):
        return max(rank(tree.base, ranks) - len(tree.indices), 0)
    if isinstance(tree, Apply):
        return _applied(tree, ranks)
    if isinstance(tree, Product) and tree.kind in ("·", "*"):
        axes = [rank(factor, ranks) for factor in tree.factors]
        inner = [n for n in axes if n]
        return max(sum(inner) - 2 * (len(inner) - 1), 0)
    if isinstance(tree, Product) and tree.kind == "⊗":
        return 2
    parts = _parts(tree)
    return max((rank(part, ranks) for part in parts), default=0)


def _applied(tree: Apply, ranks: Ranks) -> int:
    if tree.function in ("column", "diag", "eye"):
        return 2
    if tree.function in _WHOLE:
        return 0
    if tree.function in ("ones", "zeros"):
        return len(tree.arguments)
    axes = max((rank(argument, ranks) for argument in tree.arguments), default=0)
    if tree.function in _ALONG:
        return max(axes - 1, 0)
    return 0 if tree.function in ("max", "min") and len(tree.arguments) == 1 else axes


def _parts(tree: Tree) -> tuple[Tree, ...]:
    if isinstance(tree, Sum):
        return tree.terms
    if isinstance(tree, Product):
        return tree.factors
    if isinstance(tree, Negative):
        return (tree.operand,)
    if isinstance(tree, Quotient):
        return tree.top, tree.bottom
    return (tree.base,) if isinstance(tree, Power) else ()
