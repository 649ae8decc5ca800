"""Shape: the dimensions of an array, in numbers or by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from grader.checks.written.base import KEY_ELSEWHERE, WrittenCheck, key
from grader.context import Context
from grader.numerics.diagnosis import TRANSPOSED
from grader.results import Failure, Formula, Reading, Verdict
from grader.submission.answers import Answer

_SKIPPED = re.compile(
    r"(?:\\mathbb\s*\{?|\b)R\}?\s*\^|\\(?:left|right|mathbb|text)\b|\\[,;! ]|\*\*|[${}`]"
    r"|\ban? (?=[a-z]{2})"  # an article, not an axis
)
_GLUED = re.compile(r"(?<![A-Za-z])(?:\d+|[A-Za-z])(?:x(?:\d+|[A-Za-z]))+(?!\w)")  # 3x4
_SIGNS = r"[,×*]|\bby\b|\bx\b"
_BETWEEN = rf"[\s()\[\]]*(?:{_SIGNS})[\s()\[\]]*"


@dataclass(frozen=True)
class Shape(WrittenCheck):
    """`right` are the axes, as numbers or names; `also` are other shapes that pass.

    An axis is a number, a single letter or one of these names; words around them don't matter.
    """

    right: Sequence[str | int] | None = key(default=None)
    also: Sequence[Sequence[str | int]] | None = key(default=())

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        del context  # the answer says it all
        right = [str(axis) for axis in self.right or ()]
        shapes = [right, *([str(axis) for axis in shape] for shape in self.also or ())]
        axes = _longest_run(self.written(answer).text, {axis for shape in shapes for axis in shape})
        if not axes:
            return self.pend("no shape was found here, such as 3 × n")
        reading = Reading((Formula(f"({', '.join(axes)})"),))
        if self.right is None:
            return self.pend(KEY_ELSEWHERE, reading=reading)
        if axes in shapes:
            return self.earn(reading=reading)
        transposed = TRANSPOSED if axes[::-1] == right else None
        return self.lose(Failure("the shape is wrong", diagnosis=transposed), reading=reading)


def _longest_run(text: str, names: set[str]) -> list[str]:
    r"""The axes in `J \in R^{1 \times d}`, `(n, k, k, d)`, `a row, 1 by d`, `3x4`."""
    known = "".join(f"{re.escape(name)}|" for name in sorted(names, key=len, reverse=True))
    axis = rf"(?<![A-Za-z_\\])(?:{known}\d+|[A-Za-z]\d*)(?!\w)"
    text = re.sub(r"\\(?:times|cdot)(?![A-Za-z])|-by-", "×", text.rpartition(r"\in")[2])
    text = _GLUED.sub(lambda run: run[0].replace("x", " x "), _SKIPPED.sub("", text))
    runs = re.findall(rf"{axis}(?:{_BETWEEN}{axis})*", text)
    found = [re.findall(axis, re.sub(_BETWEEN, " ", run)) for run in runs]
    return max(reversed(found), key=len, default=[])  # the last of the longest
