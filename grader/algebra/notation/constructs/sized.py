"""Ones, zeros and identities, with their size or of the size that fits; indicators."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from grader.algebra.notation.constructs.conditions import condition
from grader.algebra.notation.constructs.indices import one_index, only_index, spelled_out
from grader.algebra.notation.constructs.spelled import subscript
from grader.algebra.notation.parser.reader import RELATIONS, Reader
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Apply,
    Both,
    Compare,
    Constant,
    Indicator,
    Name,
    Negative,
    Number,
    Relation,
    Tree,
)


def number(r: Reader) -> Tree:
    """A decimal, or an indicator that begins with a 1."""
    token = r.take()
    if token.text == "1" and (found := indicator(r)):
        return found
    if token.text == "0" and r.sees("_"):
        return sized(r, "zeros")
    if exponent := _exponent(r, token):
        return exponent
    places = len(token.text.partition(".")[2])
    return Number(Fraction("0" + token.text), places)


def _exponent(r: Reader, token: Token) -> Tree | None:
    """`1e-8` in code; elsewhere e is Euler's number."""
    word = r.token
    if word.start != token.stop or word.kind != "word" or word.text[0] not in "eE":
        return None
    digits = word.text[1:]
    if not digits and r.ahead().text in ("+", "-") and r.ahead().start == word.stop:
        if not r.style.code and not r.style.loose:
            r.refuse("write a power of ten as 10^{-8}; e is Euler's number", token)
        if r.ahead(2).kind != "number" or r.ahead(2).start != r.ahead().stop:
            return None
        digits = r.ahead().text + r.ahead(2).text
        r.move(r.at + 3)
    elif digits.isdigit() and r.style.code:
        r.take()
    else:
        return None
    if len(digits) > 4:
        r.refuse("a power of ten with too many digits", token)
    return Number(Fraction(f"0{token.text}") * Fraction(10) ** int(digits))


def bold(r: Reader) -> Tree:
    """A bold 1, 0 or I: an indicator, or a vector of them, or the identity."""
    token = r.take()
    if token.text != "0" and (found := indicator(r)):
        return found
    if r.sees("_"):
        return sized(r, _FILLED[token.text])
    if token.text == "0":
        return _ZERO
    return open_size(r, _FILLED[token.text], token)


_ZERO = Number(Fraction(0))
_FILLED = {"1": "ones", "0": "zeros", "I": "eye"}


class OpenSize(NamedTuple):
    """The choice of the size of ones or an identity that is written without it."""

    filled: str
    start: int


def open_size(r: Reader, filled: str, token: Token) -> Tree:
    """Ones or an identity of a size that isn't said: of each declared size in turn."""
    sizes = r.vocabulary.sizes
    if not r.style.loose or not sizes:
        r.refuse(f"say how long this is, with an index: {token.text}_N", token)
    if r.sees("^") and r.ahead().text in sizes:
        r.take()
        return Apply(filled, (Name(r.take().text),))
    way = r.choose(OpenSize(filled, token.start), [*range(len(sizes))], "", token)
    return Apply(filled, (Name(sizes[way]),))


def sized(r: Reader, filled: str) -> Tree:
    r"""Ones, zeros or an identity with the size below, `_n`, `_{m \times n}`; an entry `I_{ij}`."""
    found, _ = subscript(r)
    sizes: list[list[Token]] = [[]]
    for token in found:
        if token.text in ("*", ","):
            sizes.append([])
        else:
            sizes[-1].append(token)
    letters = r.bound | r.vocabulary.indices
    entry = spelled_out(r, [token for token in found if token.text != ","])
    if filled == "eye" and len(entry) == 2 and all(token.text in letters for token in entry):
        return Apply("delta", tuple(one_index(r, token) for token in entry))
    if unclear := [token for token in found if token.text in letters]:
        r.refuse(f"'{unclear[0].text}' is an index here, not a size", unclear[0])
    if len(sizes) > 2 or not all(sizes):
        r.refuse("a size is expected here, or two: m \\times n", found[0])
    return Apply(filled, tuple(only_index(r.within(size)) for size in sizes))


def indicator(r: Reader) -> Tree | None:
    r"""What follows a 1 that is an indicator: `_{…}`, `[…]` or `\{…\}` round a condition."""
    start = r.at + 1 if r.sees("_") else r.at
    if r.tokens[start].text not in ("[", "{", "\\{", "("):
        return None
    end = r.closing(start)
    if not any(token.text in RELATIONS for token in r.tokens[start:end]):
        return _in_interval(r, start + 1, end)
    found = r.tokens[start + 1 : end]
    if found[0].text in ("\\{", "[", "(") and found[-1].text in ("\\}", "]", ")"):
        found = found[1:-1]
    inner = r.within(found)
    holds = condition(inner)
    inner.finish()
    r.move(end + 1)
    return Indicator(holds)


def _in_interval(r: Reader, start: int, end: int) -> Tree | None:
    r"""`1_{(0, \\infty)}(x)`: whether an argument is between two bounds."""
    inside = r.tokens[start:end]
    comma = [n for n, token in enumerate(inside) if token.text == ","]
    bracketed = len(inside) > 4 and inside[0].text in ("(", "[") and inside[-1].text in (")", "]")
    if not bracketed or len(comma) != 1 or r.tokens[end + 1].text != "(":
        return None
    bounds = [
        r.within(part).expression(0) for part in (inside[1 : comma[0]], inside[comma[0] + 1 : -1])
    ]
    r.move(end + 1)
    argument = r.within(r.tokens[r.at + 1 : r.closing()]).expression(0)
    r.move(r.closing() + 1)
    below: Relation = "<" if inside[0].text == "(" else "≤"
    above: Relation = "<" if inside[-1].text == ")" else "≤"
    infinite = (Constant("inf"), Negative(Constant("inf")))
    sides = (Compare(below, bounds[0], argument), Compare(above, argument, bounds[1]))
    holds = [side for side, bound in zip(sides, bounds, strict=True) if bound not in infinite]
    return Indicator(holds[0] if len(holds) == 1 else Both(tuple(holds)))
