"""Conditions said in words: 'for positive x', 'if x is negative', 'when i equals j'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from grader.algebra.notation.answers.segments import Piece
from grader.algebra.notation.parser.vocabulary import SIGN
from grader.algebra.tree import Both, Compare, Entry, Name, Number, Relation, Tree

_ZERO = Number(Fraction(0))
_SIGNS: dict[str, Relation] = {
    "positive": ">", "negative": "<", "nonnegative": "≥", "non-negative": "≥",
    "nonpositive": "≤", "non-positive": "≤", "nonzero": "≠", "non-zero": "≠", "zero": "=",
}  # fmt: skip
_BETWEEN: dict[str, Relation] = {
    "is": "=", "equals": "=", "is equal to": "=", "equal to": "=", "are": "=", "exceeds": ">",
    "is greater than": ">", "is larger than": ">", "is bigger than": ">", "is above": ">",
    "is less than": "<", "is smaller than": "<", "is below": "<", "is at least": "≥",
    "is at most": "≤", "is not": "≠", "isn't": "≠", "is not equal to": "≠", "differs from": "≠",
    "is different from": "≠",
}  # fmt: skip
_ALIKE: dict[str, Relation] = {
    "equal": "=", "same": "=", "coincide": "=", "agree": "=", "match": "=",
    "differ": "≠", "different": "≠", "distinct": "≠", "unequal": "≠",
}  # fmt: skip


def is_lone(tree: Tree) -> bool:
    """Whether a formula is one quantity, of which words may say something."""
    return isinstance(tree, (Name, Number, Entry))


def said(subject: Tree, before: Sequence[str], word: str) -> Tree | None:
    """What a word says of a quantity: `x` is 'positive', `i and j` are 'equal'."""
    if isinstance(subject, Compare):
        return replace(subject, relation=_ALIKE[word]) if word in _ALIKE else None
    if list(before) in ([], ["is"], ["are"]) and word in _SIGNS:
        return Compare(_SIGNS[word], subject, _ZERO)
    return related(subject, before, _ZERO) if word == "zero" else None


def related(subject: Tree, between: Sequence[str], other: Tree) -> Tree | None:
    """Two quantities that words compare."""
    relation = _BETWEEN.get(" ".join(between))
    return None if relation is None else Compare(relation, subject, other)


def pair(subject: Tree, between: Sequence[str], other: Tree) -> Tree | None:
    """`i and j`, of which a word will say whether they are equal."""
    return Compare("=", subject, other) if list(between) == ["and"] else None


def defines(tree: Tree) -> bool:
    """Whether an equation says what a name of their own is: `with probability q = 1 - p`."""
    if not isinstance(tree, Compare) or tree.relation != "=" or isinstance(tree.right, Number):
        return False
    return isinstance(tree.left, Name) and tree.left.name.startswith(SIGN)


def compares(tree: Tree) -> bool:
    """Whether a formula after 'and' or a comma goes on with a condition."""
    if isinstance(tree, Both):
        return all(compares(part) for part in tree.conditions)
    if not isinstance(tree, Compare):
        return False
    plain = all(isinstance(side, (Name, Number)) for side in (tree.left, tree.right))
    entries = isinstance(tree.left, (Name, Entry)) and isinstance(tree.right, Number)
    return tree.relation not in ("=", "≈") or plain or entries


def is_place(piece: Piece) -> bool:
    """Whether a formula is a place, as in 'undefined at x = 0'."""
    texts = [token.text for token in piece.tokens]
    return len(texts) == 3 and texts[1] == "=" and piece.tokens[2].kind == "number"


def equates(tree: Tree | None, ranks: Mapping[str, int]) -> bool:
    """Whether this may be another equation after one and a comma: no `i = j`, no `x > 0`."""
    if not isinstance(tree, Compare) or tree.relation != "=":
        return not isinstance(tree, (Compare, Both))
    return not all(isinstance(s, Name) and s.name not in ranks for s in (tree.left, tree.right))
