"""Formulas joined over what stands between them: `= b` on a new line, 'times', 'divided by'."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from grader.algebra.notation.answers.values import Value
from grader.algebra.notation.parser.choices import Alternative
from grader.algebra.tree import (
    Apply,
    Derivative,
    Entry,
    Equation,
    Name,
    Negative,
    Number,
    Product,
    Quotient,
    Relation,
    Sum,
    Tree,
)

Alternatives = Sequence[Alternative[Tree]]
_BY_WORDS: Mapping[str, Callable[[Tree, Tree], Tree]] = {
    "times": lambda a, b: Product((a, b), "*"),
    "multiplied by": lambda a, b: Product((a, b), "*"),
    "divided by": Quotient,
    "plus": lambda a, b: Sum((a, b)),
    "minus": lambda a, b: Sum((a, Negative(b))),
}


_ROUNDED = re.compile(
    r"(?:(?:which|that|this|it) )?(?:is |equals )?(?:about|approximately|roughly)"
)


def rounded(between: Sequence[str], number: Alternatives) -> bool:
    """Whether words say that a decimal is what stands before: `σ(-0.5)`, which is about 0.378."""
    tree = number[0].value
    decimal = isinstance(tree, Number) and tree.places > 0
    return decimal and bool(_ROUNDED.fullmatch(" ".join(between)))


def continued(
    before: Alternatives, more: Alternatives, sign: Relation = "="
) -> list[Alternative[Tree]]:
    """`a`, and then `= b`: one derivation for each way to read what follows."""
    left, signs = _members(before[0].value)
    found: list[Alternative[Tree]] = []
    for alternative in more:
        right, rest = _members(alternative.value)
        tree: Tree = Equation((*left, *right), (*signs, sign, *rest))
        found.append(Alternative(tree, alternative.cost))
    return found


def combined(
    before: Alternatives, between: Sequence[str], more: Alternatives
) -> list[Alternative[Tree]] | None:
    """`a times b`, and what else words make of two formulas; None for other words."""
    join = _BY_WORDS.get(" ".join(between))
    if join is None:
        return None
    left, signs = _members(before[0].value)
    found = []
    for alternative in more:
        right, rest = _members(alternative.value)
        members = (*left[:-1], join(left[-1], right[0]), *right[1:])
        tree = Equation(members, (*signs, *rest)) if len(members) > 1 else members[0]
        found.append(Alternative(tree, alternative.cost))
    return found


def worked_on(values: Sequence[Value], last: Value) -> Value:
    """What `= b` goes on from: what is worked on, not a name explained beside it.

    Of `f' = A`, then `3 + 1 = 4` on the way, then `= B`, that is `f' = A`.
    """
    if not last.main or (last.defines and last.listed):
        return next((v for v in reversed(values) if v.main and not v.defines), last)
    before = values[-2] if len(values) > 1 else last
    on_the_way = isinstance(last.trees[0].value, Equation) and not _states_what(last)
    worked = before.main and not before.conditional and _states_what(before)
    return before if on_the_way and worked else last


def _states_what(value: Value) -> bool:
    """Whether an equation says what a named quantity or a derivative is."""
    tree = value.trees[0].value
    left = tree.members[0] if isinstance(tree, Equation) else None
    return isinstance(left, (Apply, Derivative, Entry, Name))


def _members(tree: Tree) -> tuple[tuple[Tree, ...], tuple[Relation, ...]]:
    return (tree.members, tree.relations) if isinstance(tree, Equation) else ((tree,), ())
