"""What all checks of written answers have: fields, and a key that students aren't given."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from grader.algebra import NotationError
from grader.assignment import Check
from grader.results import Failure, Kind, Status, Verdict
from grader.submission.answers import Answer, Written


def key(**options: Any) -> Any:
    """A field of a check that holds an answer: None in a student's bundle."""
    return dataclasses.field(metadata={"key": True}, **options)


@dataclass(frozen=True)
class WrittenCheck(Check, ABC):
    """A check that reads one or more fields of a question's written answer.

    With `public_key` students are given the key too, and see their marks.
    """

    kind: ClassVar[Kind] = "written"

    field: str
    public_key: bool = dataclasses.field(default=False, kw_only=True)

    @property
    def name(self) -> str:
        """The title, or the field."""
        return self.title or self.field

    @property
    def fields(self) -> Sequence[str]:
        """The names of the fields that it reads."""
        return (self.field,)

    @property
    def files(self) -> Sequence[str]:
        """The names of the data files that it reads."""
        return ()

    @property
    def has_key(self) -> bool:
        """Whether the answer is known here."""
        return all(
            getattr(self, entry.name) is not None
            for entry in dataclasses.fields(self)
            if entry.metadata.get("key")
        )

    def without_key(self) -> WrittenCheck:
        """The check as a student has it."""
        keys = [entry.name for entry in dataclasses.fields(self) if entry.metadata.get("key")]
        nothing: dict[str, Any] = dict.fromkeys(keys)
        return dataclasses.replace(self, **nothing)

    def judge(self, answer: Answer | None, seed: int = 0) -> Verdict:
        """Judge a question's answer."""
        if answer is None:
            return self._absent("this question isn't answered")
        if answer.problem:
            return self.doubted(answer.problem)
        handed_in = answer.fields.keys() | answer.files.keys()
        if handed_in.isdisjoint((*self.fields, *self.files)):
            return self._absent(f"nothing is written for {', '.join(self.fields or self.files)}")
        try:
            return self.look(answer, seed)
        except NotationError as error:
            place = answer.fields[self.fields[0]].place if self.fields else answer.place
            return self.doubted(f"{place}: this can't be read: {error}")

    @abstractmethod
    def look(self, answer: Answer, seed: int) -> Verdict:
        """Judge the fields; at least one of them is there. May raise NotationError."""

    def written(self, answer: Answer) -> Written:
        """The text of its one field."""
        return answer.fields[self.field]

    def earned(self, note: str = "") -> Verdict:
        """All of the weight."""
        return self._verdict("passed", 1.0, note)

    def lost(self, summary: str, note: str = "", hint: str = "", share: float = 0.0) -> Verdict:
        """None of the weight, or a share of it."""
        status: Status = "partial" if share else "failed"
        failure = Failure(summary, diagnosis=hint, hint=self.hint)
        return self._verdict(status, share, note, failure)

    def _absent(self, summary: str) -> Verdict:
        """Nothing to judge, and so no hint."""
        return self._verdict("failed", 0.0, "", Failure(summary, absent=True))

    def doubted(self, note: str) -> Verdict:
        """A person decides; no marks until then."""
        return self._verdict("review", 0.0, note)

    def _verdict(
        self, status: Status, share: float, note: str, failure: Failure | None = None
    ) -> Verdict:
        return Verdict(self.name, status, share, self.weight, note, failure)
