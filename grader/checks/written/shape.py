"""Shape: the dimensions of an array, in numbers or by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from grader.checks.written.base import KEY_ELSEWHERE, WrittenCheck, key
from grader.checks.written.options import NEGATED
from grader.context import Context
from grader.numerics.diagnosis import TRANSPOSED
from grader.results import Failure, Formula, Reading, Verdict
from grader.submission.answers import Answer

_SKIPPED = re.compile(
    r"(?:\\mathbb\s*\{?|\b)R\}?\s*\^|\\(?:left|right|mathbb|text)\b|\\[,;! ]|\*\*|[${}`]"
    r"|\ban? (?=[a-z]{2})"  # an article, not an axis
)
_NUMBER = r"(?<!\d)\d{1,9}(?!\d)"
_GLUED = re.compile(
    rf"(?<![A-Za-z])(?:{_NUMBER}|[A-Za-z])(?:x(?:{_NUMBER}|[A-Za-z]))+(?!\w)"
)  # 3x4
_ROWS = re.compile(
    r"\b(?!an?\b)(\w+)\s+rows?\b\s*(?:and|by|with|of|,|x|×)*\s*(\w+)\s+(?:columns?|entries|elements)\b"
)
_VECTOR = re.compile(
    r"\b(row|column)(?:\s+vector)?\s*,?\s+(?:of|with)\s+(?:length|size|dimension)?\s*(\w+)(?:\s+entries)?"
)
_LINE = re.compile(
    r"(\w+)\s+(?:entries|elements|numbers|components)\s+in\s+(?:a|1)\s+(row|column)\b"
)
_DIGITS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_IN_WORDS = re.compile(
    rf"\b({'|'.join(_DIGITS)})(?=\s+(?:by|x|×|rows?|columns?)\b)|(?<=\bby )({'|'.join(_DIGITS)})\b"
    rf"|(?<=\bin )(one)(?=\s+(?:row|column)\b)"
)
_REASON = re.compile(  # 'as d × 1' is none
    r"\b(?:(?:because|since|as|where)\b(?!\W*\w+\W*(?:x|×|by|\*|,|\\times)\W*\w)"
    r"|rather than\b|instead of\b)|[,;(]\s*not\b"
)
_OPEN = re.compile(  # more than one shape is meant, or none for certain
    r"\b(?:or|either|maybe|perhaps|possibly|could|might|sure|unsure|conventions?|depend\w*|"
    r"other way|vice versa)\b",
    re.IGNORECASE,
)
_TRANSPOSED = re.compile(r"\btranspos", re.IGNORECASE)
_SIGNS = r"[,×*]|\bby\b|\bx\b"
_STATES = re.compile(r"\w\s*(?:[,×*]|x|by|\\times)\s*\w|\w,|\w\d?x\w")
_LONGEST = 500  # characters
_CROSS = re.compile(r"\w[\s)]*(?:×|\*|\bby\b|\bx\b)[\s(]*\w")
_OUTSIDE = re.compile(r",(?![^\[(]*[\])])")  # a comma that is in no brackets
_BETWEEN = rf"[\s()\[\]]*(?:{_SIGNS})[\s()\[\]]*"


@dataclass(frozen=True)
class Shape(WrittenCheck):
    """`right` are the axes, as numbers or names; `also` are other shapes that pass.

    An axis is a number, a single letter or one of these names; words around them don't matter.
    An answer that names several shapes, or says what isn't the shape, is for a person.
    """

    right: Sequence[str | int] | None = key(default=None)
    also: Sequence[Sequence[str | int]] | None = key(default=())

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        del context  # the answer says it all
        right = [str(axis) for axis in self.right or ()]
        shapes = [right, *([str(axis) for axis in shape] for shape in self.also or ())]
        text = _stated(self.written(answer).text, flat=all(len(shape) != 2 for shape in shapes))
        names = {axis for shape in shapes for axis in shape}
        runs = _longest_runs(text, names)
        if not runs:
            return self.pend("no shape was found here, such as 3 × n")
        doubtful = NEGATED.search(text) or _TRANSPOSED.search(text)
        if len(runs) > 1 or doubtful or _OPEN.search(self.written(answer).text[:_LONGEST]):
            found = " and ".join(f"({', '.join(axes)})" for axes in runs)
            return self.pend(f"which shape is meant? Here is {found}: write one alone")
        axes = _in_case(runs[0], names)
        reading = Reading((Formula(f"({', '.join(axes)})"),))
        if self.right is None:
            return self.pend(KEY_ELSEWHERE, reading=reading)
        if axes in shapes:
            return self.earn(reading=reading)
        transposed = TRANSPOSED if axes[::-1] == right else None
        return self.lose(Failure("the shape is wrong", diagnosis=transposed), reading=reading)


def _stated(text: str, *, flat: bool) -> str:
    """What an answer states, before its reason; rows and columns in words as `a × b`.

    In `flat` shapes a column of 3 is 3.
    """
    text = _IN_WORDS.sub(lambda m: _DIGITS[m[0]], text[:_LONGEST])
    text = _ROWS.sub(r"\1 × \2", text)
    if not flat:
        text = _LINE.sub(r"\2 of \1", text)
        text = _VECTOR.sub(lambda m: f"1 × {m[2]}" if m[1] == "row" else f"{m[2]} × 1", text)
    stated = _REASON.split(text, maxsplit=1)[0]
    return stated if _STATES.search(stated) else text


def _longest_runs(text: str, names: set[str]) -> list[tuple[str, ...]]:
    r"""The different axes in `J \in R^{1 \times d}`, `(n, k, k, d)`, `a row, 1 by d`, `3x4`."""
    known = "".join(f"{re.escape(name)}|" for name in sorted(names, key=len, reverse=True))
    axis = rf"(?<![A-Za-z_\\])(?:{known}{_NUMBER}|[A-Za-z]\d{{0,9}})(?!\w)"
    text = re.sub(r"\\(?:times|cdot)(?![A-Za-z])|-by-", "×", text.rpartition(r"\in")[2])
    text = _GLUED.sub(lambda run: run[0].replace("x", " x "), _SKIPPED.sub("", text))
    text = re.sub(r"[)\]]\s*,\s*[(\[]", ");(", text)
    if _CROSS.search(text):
        text = _OUTSIDE.sub(";", text)
    runs = re.findall(rf"{axis}(?:{_BETWEEN}{axis})*", text)
    found = [tuple(re.findall(axis, re.sub(_BETWEEN, " ", run))) for run in runs]
    longest = max(map(len, found), default=0)
    return list(dict.fromkeys(axes for axes in found if len(axes) == longest))


def _in_case(axes: Sequence[str], names: set[str]) -> list[str]:
    """The axes, `D` as `d` where no other size has that letter."""
    known = {name.lower(): name for name in names}
    one = len(known) == len(names) and len({a.lower() for a in axes}) == len(set(axes))
    return [known.get(axis.lower(), axis) if one else axis for axis in axes]
