"""Indices: what a subscript says of an array."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import Name, Number, Tree


def spelled_out(r: Reader, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Subscript words cut into single letters and digits."""
    pieces: list[Token] = []
    for token in tokens:
        whole = token.kind not in ("word", "number") or token.text in r.vocabulary.names
        for offset, sign in enumerate([token.text] if whole else token.text):
            kind = "number" if sign.isdigit() else token.kind
            pieces.append(Token(kind, sign, token.start + offset, token.start + offset + 1))
    return tuple(pieces)


def lists(r: Reader, start: int) -> bool:
    """Whether a comma stands directly inside the brackets that open at a place."""
    level = 0
    for token in r.tokens[start : r.closing(start)]:
        level += (token.text in ("(", "[", "{", "⟨")) - (token.text in (")", "]", "}", "⟩"))
        if token.text == "," and level == 1:
            return True
    return False


def list_of_indices(r: Reader, rank: int | None) -> tuple[Tree, ...]:
    """Indices separated by commas, or single letters and digits run together."""
    if any(token.text in (",", "+", "-", "*", "(") for token in r.tokens):
        found = [_index(r)]
        while r.skip(","):
            found.append(_index(r))
        r.finish()
        return tuple(found)
    whole = r.tokens[0]
    single = whole.kind == "number" or whole.text in r.vocabulary.names
    if rank == 1 and len(r.tokens) == 2 and single:
        return (one_index(r, whole),)
    return tuple(one_index(r, token) for token in spelled_out(r, r.tokens[:-1]))


def _index(r: Reader) -> Tree:
    """One index of several: a letter of a student's own, or an expression."""
    after = r.ahead().text
    if len(r.token.text) == 1 and r.token.kind == "word" and after in (",", ""):
        return one_index(r, r.take())
    return r.expression(0)


def only_index(r: Reader) -> Tree:
    """A subscript that is a single index or size."""
    found = list_of_indices(r, 1)
    if len(found) != 1:
        r.refuse("one index or size is expected here", r.tokens[0])
    return found[0]


def one_index(r: Reader, token: Token) -> Tree:
    """A number, an index letter or a size; in a student's text any letter."""
    if token.text.isdigit():
        return Number(Fraction(token.text))
    if token.text in r.bound or token.text in r.vocabulary.indices:
        return Name(token.text)
    if token.text in r.vocabulary.names:
        return Name(r.vocabulary.names[token.text])
    if r.style.loose and (len(token.text) == 1 or token.text == "ell") and token.text.isalpha():
        return Name(token.text)
    return r.refuse(f"'{token.text}' isn't an index of this question", token)
