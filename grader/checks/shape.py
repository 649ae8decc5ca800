"""Shape: the dimensions of an array, in numbers or by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.answers import Answer
from grader.checks.written import WrittenCheck, key
from grader.results import Verdict

_AXIS = re.compile(r"\d+|[A-Za-z]\w*")
_WORDS = re.compile(
    r"\\times|\\cdot|\\in|\\mathbb\{?R\}?|\bR\^|\b(?:by|shape|matrix|vector|is|of|x)\b"
    r"|(?<=\d)[x×](?=\d)"
)


@dataclass(frozen=True)
class Shape(WrittenCheck):
    """`right` are the axes, as numbers or names; `also` are other shapes that pass."""

    right: Sequence[str | int] | None = key(default=None)
    also: Sequence[Sequence[str | int]] | None = key(default=())

    def look(self, answer: Answer, seed: int) -> Verdict:
        """As `WrittenCheck.look`."""
        del seed  # nothing is drawn
        text = _WORDS.sub(" ", self.written(answer).words)
        axes = _AXIS.findall(text)
        note = f"read as: ({', '.join(axes)})"
        if self.right is None:
            return self.doubted(f"{note}\nyour instructor has the key")
        shapes = [[str(axis) for axis in shape] for shape in (self.right, *(self.also or ()))]
        if axes in shapes:
            return self.earned(note)
        if axes[::-1] == shapes[0]:
            return self.lost("the shape is another", note, "It looks transposed.")
        return self.lost("the shape is another", note)
