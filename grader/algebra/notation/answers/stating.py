"""The statements of an answer: values with their conditions as cases, and the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product

from grader.algebra.notation.answers.values import Value
from grader.algebra.notation.parser.choices import Alternative
from grader.algebra.tree import (
    Branch,
    Cases,
    Equation,
    Tree,
)

_RIVALS = 8


@dataclass
class _Statement:
    """A value that the answer states, by its alternatives, and its left side if that is read.

    A `rival` stands in a list with the answer, and must have the same value.
    """

    trees: list[Alternative[Tree]]
    value: Value
    complete: bool = True
    later: list[Value] = field(default_factory=list)
    rival: bool = False

    @property
    def left(self) -> Tree | None:
        first = self.trees[0].value
        return first.members[0] if isinstance(first, Equation) else None


def _pieced(values: Sequence[Value]) -> Iterator[Value]:
    """The values, with a definition by cases as one of them: `u(t) = 1` for t > 0, 0 otherwise."""
    found: list[Value] = []
    for value in values:
        last = found[-1] if found else None
        if last is not None and _goes_on(last, value):
            last.branches.append(value)
            last.otherwise = value.otherwise
            continue
        if value.defines and value.conditional:
            value.branches = [replace(value, otherwise=value.otherwise)]
        found.append(value)
    for value in found:
        if len(value.branches) > 1:
            first = value.trees[0].value
            left = first.members[0] if isinstance(first, Equation) else first
            cases = Cases(tuple(_branches(b)[0].value for b in value.branches))
            value.trees = [Alternative(Equation((left, cases), ("=",)), 0)]
    yield from found


def _goes_on(last: Value, value: Value) -> bool:
    """Whether a value is a further case of the definition before it."""
    if not (last.defines and last.conditional and value.conditional):
        return False
    if last.otherwise:
        return False
    if value.defines:  # `f = 1 if …, and f = 0 otherwise`
        return value.defines == last.defines
    return value.sentence == last.sentence


def _statements(values: Sequence[Value]) -> Iterator[_Statement]:
    """Values with their conditions as cases, and the others one by one."""
    group: list[Value] = []
    for value in values:
        if value.defines:
            continue
        if not value.conditional or (group and group[-1].otherwise):
            if group:
                yield from _cases(group)
            group = []
        if value.conditional:
            group.append(value)
        else:
            yield _Statement(value.trees, value)
    if group:
        yield from _cases(group)


def _cases(group: Sequence[Value]) -> Iterator[_Statement]:
    """A group of values with conditions; of a single one, also the value alone."""
    if len(group) == 1 and group[0].otherwise:
        yield _Statement(group[0].trees, group[0])
        return
    found = [
        Alternative(_with_left(group, choice), sum(a.cost for a in choice))
        for choice in islice(product(*(_branches(value) for value in group)), _RIVALS)
    ]
    alone = len(group) == 1
    if alone:
        found += [Alternative(a.value, a.cost + 1) for a in group[0].trees]
    yield _Statement(found, group[-1], complete=not alone, later=list(group[:-1]))


def _branches(value: Value) -> list[Alternative[Branch]]:
    return [Alternative(Branch(_end(a.value), value.condition), a.cost) for a in value.trees]


def _end(tree: Tree) -> Tree:
    return tree.members[-1] if isinstance(tree, Equation) else tree


def _with_left(group: Sequence[Value], choice: Sequence[Alternative[Branch]]) -> Tree:
    """The cases; with a left side that all of them share, if they have one."""
    cases = Cases(tuple(a.value for a in choice))
    lefts = {v.trees[0].value.members[0] for v in group if isinstance(v.trees[0].value, Equation)}
    if len(lefts) == 1:
        return Equation((lefts.pop(), cases), ("=",))
    return cases
