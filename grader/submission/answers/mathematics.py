r"""Where the mathematics is in a text: `$…$`, `\(…\)`, environments; and macros that it defines.

One pass: a sign that is never closed is text, and is looked for once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_MACROS = 20_000  # characters of all definitions together

_ENVIRONMENTS = "equation|align|alignat|flalign|gather|eqnarray|multline|displaymath|math"
_OPENING = re.compile(
    rf"\\[\\$]|\$\$|\$|\\\[|\\\(|\\begin\{{(?P<environment>(?:{_ENVIRONMENTS})\*?)\}}"
)
_CLOSING = {"$$": "$$", r"\[": r"\]", r"\(": r"\)"}
_DOLLAR = re.compile(r"(?<!\\)\$|\n[ \t]*\n")  # TeX allows no paragraph in between
_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?(?:new)?command|DeclareMathOperator|DeclarePairedDelimiter)\*?"
    r"|\\(?:g|e|x)?def(?![a-zA-Z])"
)


@dataclass(frozen=True)
class Span:
    """A part of a text: mathematics without the signs around it, or not mathematics."""

    text: str
    is_formula: bool


def spans(text: str) -> Iterator[Span]:
    """The parts of a text, in order."""
    begin, place, missing = 0, 0, set[str]()
    while opening := _OPENING.search(text, place):
        place = opening.end()
        found = None if opening[0] in (r"\\", r"\$") else _inside(text, opening, missing)
        if found is None:
            continue
        if opening.start() > begin:
            yield Span(text[begin : opening.start()], is_formula=False)
        formula, place = found
        begin = place
        if formula.strip():
            yield Span(formula.strip(), is_formula=True)
    if begin < len(text):
        yield Span(text[begin:], is_formula=False)


def _inside(text: str, opening: re.Match[str], missing: set[str]) -> tuple[str, int] | None:
    """The mathematics after its opening sign, and where the closing one ends; None without one."""
    start = opening.end()
    if opening[0] == "$":
        closing = _DOLLAR.search(text, start)
        one = closing is not None and closing[0] == "$"
        return (text[start : closing.start()], closing.end()) if closing and one else None
    environment = opening["environment"]
    sign = rf"\end{{{environment}}}" if environment else _CLOSING[opening[0]]
    end = -1 if sign in missing else text.find(sign, start)
    if end < 0:
        missing.add(sign)
        return None
    if environment and environment.startswith("alignat"):  # its argument counts columns
        start = text.find("}", start, end) + 1 or start
    return text[start:end], end + len(sign)


def macros(text: str) -> str:
    r"""The definitions in a text, one after another: `\newcommand{\R}{\mathbb{R}}`."""
    found: list[str] = []
    place = 0
    while (begin := _DEFINITION.search(text, place)) and sum(map(len, found)) < MAX_MACROS:
        place = _end_of_definition(text, begin.end())
        found.append(text[begin.start() : place].strip())
    return "\n".join(found)


def is_definition(formula: str) -> bool:
    """Whether a formula only defines macros."""
    begin = _DEFINITION.match(formula)
    return begin is not None and macros(formula).replace("\n", "") == formula.replace("\n", "")


def _end_of_definition(text: str, place: int) -> int:
    r"""After `{\name}[2]{body}`, `\name{body}` or `\name#1{body}`, at most a few lines on."""
    limit = min(len(text), place + 2_000)
    named = text.startswith("{", place)
    if named:
        place = _end_of_braces(text, place, limit)
    body = text.find("{", place, limit)
    return _end_of_braces(text, body, limit) if body >= 0 else place


def _end_of_braces(text: str, place: int, limit: int) -> int:
    """After the brace that closes the one at a place."""
    depth = 0
    for at in range(place, limit):
        if text[at] in "{}" and text[at - 1 : at] != "\\":
            depth += 1 if text[at] == "{" else -1
            if depth == 0:
                return at + 1
    return limit
