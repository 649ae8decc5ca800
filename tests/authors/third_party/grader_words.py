"""A check that isn't the grader's: does an answer, or the code's own text, use certain words?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader import Check, Context, Failure, Needs, Verdict


@dataclass(frozen=True)
class Words(Check):
    """The answer uses each of `words`; each that it doesn't use loses its part.

    Example:
        >>> Words("why", ["convex", "gradient"])

    """

    field: str
    words: Sequence[str]

    @property
    def needs(self) -> Needs:
        return Needs(fields=(self.field,), asks=f"Use the words {', '.join(self.words)}.")

    def problems(self, modules: Sequence[str]) -> list[str]:
        return [*super().problems(modules), *([] if self.words else ["words: write some"])]

    def judge(self, context: Context) -> Verdict:
        written = context.answer and context.answer.fields.get(self.field)
        if not written:
            return self.lose(Failure("not submitted", absent=True))
        missing = [word for word in self.words if word not in written.text]
        if missing:
            return self.lose(
                f"missing: {', '.join(missing)}", share=1 - len(missing) / len(self.words)
            )
        return self.earn()
