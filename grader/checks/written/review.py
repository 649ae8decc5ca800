"""Review: free text that a person reads, with a rubric that only the instructor sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from typing_extensions import override

from grader.checks.written.base import WrittenCheck, key
from grader.context import Context
from grader.results import Verdict
from grader.submission.answers import Answer


@dataclass(frozen=True)
class Review(WrittenCheck):
    """The text is collected into the results beside the `rubric`."""

    kind: ClassVar[str] = "review"

    rubric: str | None = key(default=None)

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        del context  # the answer says it all
        return self.pend("a person reads this", rubric=self.rubric or "")
