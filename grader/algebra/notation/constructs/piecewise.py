"""Sympy's `Piecewise((1, x > 0), (0, True))`, and the unit step `Heaviside(x)`."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.algebra.notation.constructs.conditions import condition
from grader.algebra.notation.constructs.functions import arguments
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.tree import Branch, Cases, Compare, Indicator, Number, Relation, Tree

_ZERO = Number(Fraction(0))
_RELATIONS: dict[str, Relation] = {
    "Eq": "=", "Ne": "≠", "Gt": ">", "Ge": "≥", "Lt": "<", "Le": "≤",
}  # fmt: skip
_STEPS = frozenset({"Heaviside", "heaviside", "H", "Theta"})
_SAID = re.compile(r"heaviside|\bstep\b", re.IGNORECASE)


def piecewise(r: Reader) -> Tree:
    """Pairs of a value and its condition; the first condition that holds counts."""
    r.take()
    r.expect("(")
    found = []
    while not r.skip(")"):
        r.expect("(")
        value = r.expression(0)
        r.expect(",")
        found.append(Branch(value, _condition(r)))
        r.expect(")")
        r.skip(",")
    return Cases(tuple(found))


def _condition(r: Reader) -> Tree | None:
    """`x > 0`, `Eq(i, j)`; None for `True`."""
    if r.token.text == "True":
        r.take()
        return None
    if r.token.text in _RELATIONS and r.ahead().text == "(":
        relation = _RELATIONS[r.take().text]
        left, right = arguments(r)
        return Compare(relation, left, right)
    return condition(r)


def unit_step(r: Reader) -> Tree | None:
    """`H(x)` where H isn't declared; other letters where the text speaks of a step."""
    if r.ahead().text != "(" or not r.style.loose:
        return None
    lone = r.token.kind == "letter" or len(r.token.text) == 1
    if r.token.text not in _STEPS and not (lone and _SAID.search(r.text)):
        return None
    r.take()
    return Indicator(Compare(">", arguments(r)[0], _ZERO))


def step_or_size(r: Reader) -> Tree | None:
    """`H(q_i)` where H is a size: the unit step most likely, unless the brackets hold sizes."""
    sized = r.token.text in r.vocabulary.sizes and r.token.text not in r.vocabulary.ranks
    if not sized or r.token.text not in _STEPS or r.ahead().text != "(" or not r.style.loose:
        return None
    inside = r.tokens[r.at + 2 : r.closing(r.at + 1)]
    if not any(t.kind in ("word", "letter") and t.text not in r.vocabulary.sizes for t in inside):
        return None
    return unit_step(r) if r.choose(("step", r.token.start), (0, 1), "", r.token) == 0 else None
