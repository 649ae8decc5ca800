"""The expression tree: a fixed, closed set of immutable nodes.

Everything that is read becomes one of these, and everything else in this room (printing,
evaluating, differentiating, proving) is a function of them. A tree never holds text of a
student's: names in it are the ones that the question declared.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeAlias

ProductKind: TypeAlias = Literal["*", "·", "⊙", "⊛", "⊗"]
Relation: TypeAlias = Literal["=", "≠", "<", "≤", ">", "≥", "≈"]


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal, exactly; `places` counts the digits typed after the point."""

    value: Fraction
    places: int = 0


@dataclass(frozen=True, slots=True)
class Constant:
    """`e`, `pi`, `inf`, or `undefined` (the value of a branch that has none)."""

    name: Literal["e", "pi", "inf", "undefined"]


@dataclass(frozen=True, slots=True)
class Name:
    """A declared symbol, a size, an index letter or a bound variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Two or more terms; a difference is a sum with a `Negative`."""

    terms: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus the operand."""

    operand: Tree


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more factors: `*` matrix product or scaling, `·` also dot product, `⊙` Hadamard.

    Two aren't written: `*` and `·` are read as `⊛`, where products of two columns are meant entry
    by entry, and as `⊗`, where they are the outer ones.
    """

    factors: tuple[Tree, ...]
    kind: ProductKind = "*"


@dataclass(frozen=True, slots=True)
class Quotient:
    """Top over bottom."""

    top: Tree
    bottom: Tree


@dataclass(frozen=True, slots=True)
class Power:
    """Base to the exponent."""

    base: Tree
    exponent: Tree


@dataclass(frozen=True, slots=True)
class Transpose:
    """A column becomes a row, a row a column, a matrix its mirror image."""

    operand: Tree


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an array; indices count from 1, as in mathematics."""

    base: Tree
    indices: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Apply:
    """A function, or (with `order` primes) its derivative, of its arguments."""

    function: str
    arguments: tuple[Tree, ...]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Compare:
    """A condition: left, relation, right."""

    relation: Relation
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Both:
    """All the conditions hold."""

    conditions: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """1 where the condition holds, entry by entry, and 0 elsewhere."""

    condition: Tree


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of `Cases`; a condition of None is 'otherwise'."""

    value: Tree
    condition: Tree | None


@dataclass(frozen=True, slots=True)
class Cases:
    """The value of the first branch whose condition holds."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of entries, all of one length."""

    rows: tuple[tuple[Tree, ...], ...]


@dataclass(frozen=True, slots=True)
class Over:
    """A sum or product over an index; without bounds the index runs over what it subscripts."""

    kind: Literal["sum", "prod"]
    index: str
    low: Tree | None
    high: Tree | None
    condition: Tree | None
    body: Tree


@dataclass(frozen=True, slots=True)
class Limit:
    """The body as the variable tends to the target."""

    variable: str
    target: Tree
    body: Tree


@dataclass(frozen=True, slots=True)
class Expectation:
    """The mean (`E`) or variance (`Var`) over the random symbols named, or over all in the body."""

    kind: Literal["E", "Var"]
    over: tuple[str, ...]
    body: Tree


@dataclass(frozen=True, slots=True)
class Derivative:
    """The derivative of an expression by a declared quantity or by an entry of one."""

    of: Tree
    by: Name | Entry


@dataclass(frozen=True, slots=True)
class Chain:
    """Expressions joined by relations: `a = b = c`."""

    members: tuple[Tree, ...]
    relations: tuple[Relation, ...]


Tree: TypeAlias = (
    Number
    | Constant
    | Name
    | Sum
    | Negative
    | Product
    | Quotient
    | Power
    | Transpose
    | Entry
    | Apply
    | Compare
    | Both
    | Indicator
    | Branch
    | Cases
    | Matrix
    | Over
    | Limit
    | Expectation
    | Derivative
    | Chain
)

NODES: tuple[type, ...] = (
    Number,
    Constant,
    Name,
    Sum,
    Negative,
    Product,
    Quotient,
    Power,
    Transpose,
    Entry,
    Apply,
    Compare,
    Both,
    Indicator,
    Branch,
    Cases,
    Matrix,
    Over,
    Limit,
    Expectation,
    Derivative,
    Chain,
)
_FIELDS = {node: tuple(field.name for field in dataclasses.fields(node)) for node in NODES}


def children(tree: Tree) -> Iterator[Tree]:
    """The nodes directly below, in order."""
    for name in _FIELDS[type(tree)]:
        yield from _nodes(getattr(tree, name))


def _nodes(part: Any) -> Iterator[Tree]:
    if isinstance(part, tuple):
        for item in part:
            yield from _nodes(item)
    elif isinstance(part, NODES):
        yield part  # type: ignore[misc]  # NODES and Tree list the same classes


def parts(tree: Tree) -> dict[str, Any]:
    """What a node is made of, by name."""
    return {name: getattr(tree, name) for name in _FIELDS[type(tree)]}


def walk(tree: Tree) -> Iterator[Tree]:
    """The tree and all below it, each before its children; without recursion."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(children(node))))


def depth(tree: Tree) -> int:
    """How many nodes the longest way down has; without recursion."""
    deepest, stack = 0, [(tree, 1)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        stack.extend((child, level + 1) for child in children(node))
    return deepest


def rewrite(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """The tree with `change` applied to each node, the lowest first."""
    parts = {name: _rewritten(getattr(tree, name), change) for name in _FIELDS[type(tree)]}
    return change(type(tree)(**parts))


def _rewritten(part: Any, change: Callable[[Tree], Tree]) -> Any:
    if isinstance(part, tuple):
        return tuple(_rewritten(item, change) for item in part)
    return rewrite(part, change) if isinstance(part, NODES) else part  # type: ignore[arg-type]  # as above


def unbound(tree: Tree, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names that no sum, product or limit of the tree binds."""
    if isinstance(tree, Name):
        return frozenset({tree.name}) - bound
    inner = bound
    if isinstance(tree, Over):
        inner = bound | {tree.index}
    elif isinstance(tree, Limit):
        inner = bound | {tree.variable}
    return frozenset[str]().union(*(unbound(child, inner) for child in children(tree)))
