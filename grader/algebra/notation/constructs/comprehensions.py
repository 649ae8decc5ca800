"""Comprehensions: `sum(y[k] * p[k] for k in range(K))`, `[p[j] - y[j] for j in range(M)]`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from grader.algebra.notation.constructs.assignments import listed as cut_at_commas
from grader.algebra.notation.constructs.conditions import condition
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Compare,
    Entry,
    Name,
    Negative,
    Number,
    Over,
    Sum,
    Tree,
    rewrite,
    unbound,
)

_ONE = Number(Fraction(1))
_PLACE = "κ"  # the letter of a loop over the entries themselves


@dataclass
class _Loop:
    """`for … in … if …`: the index, its bounds, and what the names of its entries stand for."""

    index: str
    low: Tree | None = None
    high: Tree | None = None
    holds: Tree | None = None
    entries: Mapping[str, Tree] = field(default_factory=dict)
    ranges: bool = False

    def put_in(self, node: Tree) -> Tree:
        """The entry that a name stands for."""
        return self.entries.get(node.name, node) if isinstance(node, Name) else node


def comprehension(r: Reader, *, summed: bool) -> Tree | None:
    """The sum, or the entry for any value of the indices; None where no loop stands in brackets.

    Indices count from 1, as in formulas, unless their value is used too: `z**k for k in range(5)`.
    """
    end = r.closing()
    inside = list(r.tokens[r.at + 1 : end])
    if summed and inside and inside[0].text == "[" and r.closing(r.at + 1) == end - 1:
        inside = inside[1:-1]
    body, *clauses = _cut(inside, "for")
    if not body or not clauses:
        return None
    inner = r.within(inside)
    loops = []
    for clause in clauses:
        loop = _loop(inner, clause)
        inner.bound |= {loop.index, *loop.entries}
        loops.append(loop)
    reading = inner.within(body)
    tree = reading.expression(0)
    reading.finish()
    for loop in reversed(loops):
        tree = rewrite(tree, loop.put_in)
        if loop.ranges and _is_counted(tree, loop.index):
            tree, loop = _from_zero(tree, loop)
        if summed:
            tree = Over("sum", loop.index, loop.low, loop.high, loop.holds, tree)
    r.move(end + 1)
    return tree


def _is_counted(tree: Tree, index: str) -> bool:
    """Whether an index is used as a number, and not only to name entries or to meet another one."""

    def without(node: Tree) -> Tree:
        if isinstance(node, Entry):
            return node.base
        meets = isinstance(node, Compare) and all(
            isinstance(side, Name) for side in (node.left, node.right)
        )
        return _ONE if meets else node

    return index in unbound(rewrite(tree, without))


def _from_zero(tree: Tree, loop: _Loop) -> tuple[Tree, _Loop]:
    """The loop with its index as it is in code; entries have the place after it."""

    def change(node: Tree) -> Tree:
        if not isinstance(node, Entry):
            return node
        places = (Sum((n, _ONE)) if loop.index in unbound(n) else n for n in node.indices)
        return Entry(node.base, tuple(places))

    low, high = (_less_one(bound) for bound in (loop.low, loop.high))
    return rewrite(tree, change), replace(loop, low=low, high=high)


def _less_one(bound: Tree | None) -> Tree | None:
    if isinstance(bound, Number):
        return Number(bound.value - 1)
    if isinstance(bound, Sum) and bound.terms[-1] == _ONE:
        return bound.terms[0] if len(bound.terms) == 2 else Sum(bound.terms[:-1])
    return None if bound is None else Sum((bound, Negative(_ONE)))


def _cut(tokens: Sequence[Token], word: str) -> list[list[Token]]:
    """Tokens cut at a word outside brackets."""
    found: list[list[Token]] = [[]]
    level = 0
    for token in tokens:
        level += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if not level and token.text == word:
            found.append([])
        else:
            found[-1].append(token)
    return found


def _loop(r: Reader, clause: Sequence[Token]) -> _Loop:
    """`k in range(K) if k != j`."""
    clause, *conditions = _cut(clause, "if")
    named, *over = _cut(clause, "in")
    if len(over) != 1 or not over[0] or not named:
        r.refuse("a loop is written 'for k in range(K)'", clause[0] if clause else None)
    letters = [part[0].text for part in cut_at_commas(named) if part]
    loop = _over(r, letters, over[0])
    for tokens in conditions:
        inner = r.within(tokens)
        inner.bound |= {loop.index}
        loop.holds = condition(inner)
    return loop


def _over(r: Reader, letters: Sequence[str], over: Sequence[Token]) -> _Loop:
    called = over[0].text if len(over) > 2 and over[1].text == "(" else ""
    inside = cut_at_commas(over[2:-1]) if called in ("range", "zip", "enumerate") else [[*over]]
    arguments = [r.within(part).expression(0) for part in inside if part]
    if called == "range" and len(letters) == 1 and len(arguments) == 1:
        return _Loop(letters[0], _ONE, arguments[0], ranges=True)
    if called == "range" and len(letters) == 1 and len(arguments) == 2:
        low, high = arguments
        return _Loop(letters[0], Sum((low, _ONE)), high, ranges=True)
    index, names = (letters[0], letters[1:]) if called == "enumerate" else (_PLACE, letters)
    if called == "range" or len(names) != len(arguments):
        r.refuse("this loop can't be read: write 'for k in range(K)'", over[0])
    entries = {
        name: Entry(array, (Name(index),)) for name, array in zip(names, arguments, strict=True)
    }
    return _Loop(index, entries=entries)
