"""Shape: the dimensions of an array, in numbers or by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from grader.checks.written.base import KEY_ELSEWHERE, WrittenCheck, key
from grader.checks.written.choice import NEGATED
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
    r"(\w+)\s+rows?\b\s*(?:and|by|with|of|,|x|×)*\s*(\w+)\s+(?:columns?|entries|elements)\b"
)
_VECTOR = re.compile(
    r"\b(row|column)(?:\s+vector)?\s*,?\s+(?:of|with)\s+(?:length|size|dimension)?\s*(\w+)(?:\s+entries)?"
)
_REASON = re.compile(
    r"\b(?:because|since|as|where|whereas|while|rather than|instead of|for)\b|[,;(]\s*not\b"
)
_SIGNS = r"[,×*]|\bby\b|\bx\b"
_STATES = re.compile(r"\w\s*(?:[,×*]|x|by|\\times)\s*\w|\w,|\w\d?x\w")
_LONGEST = 500  # characters
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
        runs = _longest_runs(text, {axis for shape in shapes for axis in shape})
        if not runs:
            return self.pend("no shape was found here, such as 3 × n")
        if len(runs) > 1 or NEGATED.search(text):
            found = " and ".join(f"({', '.join(axes)})" for axes in runs)
            return self.pend(f"which shape is meant? Here is {found}: write one alone")
        axes = list(runs[0])
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
    text = _ROWS.sub(r"\1 × \2", text[:_LONGEST])
    if not flat:
        text = _VECTOR.sub(lambda m: f"1 × {m[2]}" if m[1] == "row" else f"{m[2]} × 1", text)
    stated = _REASON.split(text, maxsplit=1)[0]
    return stated if _STATES.search(stated) else text


def _longest_runs(text: str, names: set[str]) -> list[tuple[str, ...]]:
    r"""The different axes in `J \in R^{1 \times d}`, `(n, k, k, d)`, `a row, 1 by d`, `3x4`."""
    known = "".join(f"{re.escape(name)}|" for name in sorted(names, key=len, reverse=True))
    axis = rf"(?<![A-Za-z_\\])(?:{known}{_NUMBER}|[A-Za-z]\d{{0,9}})(?!\w)"
    text = re.sub(r"\\(?:times|cdot)(?![A-Za-z])|-by-", "×", text.rpartition(r"\in")[2])
    text = _GLUED.sub(lambda run: run[0].replace("x", " x "), _SKIPPED.sub("", text))
    runs = re.findall(rf"{axis}(?:{_BETWEEN}{axis})*", text)
    found = [tuple(re.findall(axis, re.sub(_BETWEEN, " ", run))) for run in runs]
    longest = max(map(len, found), default=0)
    return list(dict.fromkeys(axes for axes in found if len(axes) == longest))
