"""Review: free text that a person reads, with a rubric that only the instructor sees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from grader.checks.written.base import WrittenCheck, key
from grader.results import Kind, Verdict
from grader.submission.answers import Answer


@dataclass(frozen=True)
class Review(WrittenCheck):
    """The text is collected into the results beside the `rubric`."""

    kind: ClassVar[Kind] = "review"

    rubric: str | None = key(default=None)

    def look(self, answer: Answer, seed: int) -> Verdict:
        """As `WrittenCheck.look`."""
        del seed  # nothing is drawn
        found = self.doubted("a person reads this")
        private = {"answer": self.written(answer).text, "rubric": self.rubric or ""}
        return replace(found, private=private)
