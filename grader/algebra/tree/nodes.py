"""The expression tree: a fixed, closed set of immutable nodes.

Everything that is read becomes one of these, and everything else in this room (printing,
evaluating, differentiating, proving) is a function of them. A tree never holds text of a
student's: names in it are the ones that the question declared.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

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

    kind: Literal["sum", "prod", "integral"]
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
class Equation:
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
    | Equation
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
    Equation,
)
