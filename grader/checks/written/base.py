"""What all checks of written answers have: fields, and a key that students aren't given."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, ClassVar

from typing_extensions import Self, override

from grader.algebra import NotationError
from grader.context import Context
from grader.protocol import Check, Needs
from grader.results import Failure, Verdict
from grader.submission.answers import Answer, Written

KEY_ELSEWHERE = "your instructor has the key"
ABSENT = Failure("not submitted", absent=True)


def key(**options: Any) -> Any:
    """Declare a field of a check that holds an answer: None in a student's handout."""
    return dataclasses.field(metadata={"key": True}, **options)


@dataclass(frozen=True)
class WrittenCheck(Check, ABC):
    """A check that reads one or more fields of a question's written answer.

    Args:
        field: the name of the field on the answer sheet.
        public_key: give students the key too, so that they see their points.

    """

    kind: ClassVar[str] = "written"

    field: str
    public_key: bool = dataclasses.field(default=False, kw_only=True)

    @property
    @override
    def name(self) -> str:
        return self.title or self.field

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that it reads."""
        return (self.field,)

    @property
    @override
    def needs(self) -> Needs:
        return Needs(fields=self.fields)

    @property
    def has_key(self) -> bool:
        """Whether the answer is known here."""
        return all(getattr(self, name) is not None for name in self._keys())

    @override
    def for_students(self) -> Self | None:
        return self if self.public_key else self.without_key()

    def without_key(self) -> Self:
        """Return the check as a student has it."""
        nothing: dict[str, Any] = dict.fromkeys(self._keys())
        return replace(self, **nothing)

    def _keys(self) -> list[str]:
        return [entry.name for entry in dataclasses.fields(self) if entry.metadata.get("key")]

    @override
    def judge(self, context: Context) -> Verdict:
        answer, needs = context.answer, self.needs
        files = [name for name in needs.files if name in context.files]
        if answer is None:
            answer = Answer("")
        unread = [answer.unread[name] for name in needs.fields if name in answer.unread]
        if answer.problem or unread:
            return self.pend("; ".join(filter(None, [answer.problem, *unread])))
        if answer.fields.keys().isdisjoint(needs.fields) and not files:
            return self.lose(ABSENT)
        try:
            found = self.look(answer, context)
        except NotationError as error:
            place = next((answer.fields[n].place for n in needs.fields if n in answer.fields), "")
            found = self.pend(f"{place}: this can't be read: {error}")
        if not found.pending:
            return found
        texts = {name: context.files[name] for name in files}
        return replace(found, answer=self._normal(answer, texts, found))

    def _normal(self, answer: Answer, files: Mapping[str, str], found: Verdict) -> str:
        """The answer as equal answers have it: as it was read, or its words; equal files too."""
        if found.reading:
            return found.reading.plain
        texts = [answer.fields[name].text for name in self.fields if name in answer.fields]
        digests = [f"{n}: {sha256(text.encode()).hexdigest()[:12]}" for n, text in files.items()]
        return "\n".join([*(" ".join(text.split()) for text in texts), *digests])

    @abstractmethod
    def look(self, answer: Answer, context: Context) -> Verdict:
        """Judge the fields; at least one of them is there. May raise NotationError."""

    def written(self, answer: Answer) -> Written:
        """Return the text of its one field."""
        return answer.fields[self.field]


def no_key(names: Sequence[str] = ()) -> str:
    """Say that students can't be told more."""
    return "; ".join((*names, KEY_ELSEWHERE))
