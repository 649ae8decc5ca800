"""Code as it runs: names that are assigned again, comments, functions' heads, imports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.algebra.notation.tokens import Token
from grader.algebra.notation.vocabulary import Vocabulary

_NO_FORMULA = re.compile(
    r"^[ \t]*(?:def \w+\([^)\n]*\)[^:\n]*:|(?:import|from) [^\n]*|>>>)|#[^\n]*|\"{3}.*?\"{3}",
    re.MULTILINE | re.DOTALL,
)
_OPERATIONS = frozenset("+-*/@")


def without_comments(text: str) -> str:
    """Code without what computes nothing."""
    return _NO_FORMULA.sub("", text)


def in_order(lines: Sequence[list[Token]], known: Vocabulary) -> list[list[Token]]:
    """Lines in which a name that is assigned again is another name from there on.

    Only names of a student's own: `g = …`, `g *= 2`, `g = g / N`.
    """
    versions: dict[str, int] = {}
    found = []
    for line in lines:
        name, operation, at = _assigned(line)
        if not name or known.knows(name):
            found.append([_current(token, versions) for token in line])
            continue
        right = [_current(token, versions) for token in line[at:]]
        left, equal = line[0], line[at - 1]
        if operation and name in versions and right:
            old = _current(left, versions)
            sign = equal._replace(text=operation)
            opening, closing = equal._replace(text="("), right[-1]._replace(kind="op", text=")")
            right = [old, sign, opening, *right, closing]
        versions[name] = versions.get(name, 0) + 1
        found.append([_current(left, versions), equal, *right])
    return found


def _assigned(line: Sequence[Token]) -> tuple[str, str, int]:
    """The name that a line assigns, the operation of `*=`, and where the right side begins."""
    texts = [token.text for token in line[:3]]
    if len(texts) < 3 or line[0].kind not in ("word", "letter"):
        return "", "", 0
    if texts[1] == "=":
        return texts[0], "", 2
    if texts[1] in _OPERATIONS and texts[2] == "=" and line[1].stop == line[2].start:
        return texts[0], texts[1], 3
    return "", "", 0


def _current(token: Token, versions: dict[str, int]) -> Token:
    version = versions.get(token.text, 0)
    return token._replace(text=f"{token.text}~{version}") if version > 1 else token
