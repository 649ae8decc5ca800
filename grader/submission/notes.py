"""What the reading of a submission has to say: a message about a file, for students or staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from grader.submission.limits import MAX_NOTES

Audience = Literal["student", "staff"]


@dataclass(frozen=True)
class Note:
    """A message in one line about `file`, by the student's own name for it.

    Students see what is for `student`; staff see everything.
    """

    message: str
    file: str = ""
    audience: Audience = "student"

    def __str__(self) -> str:
        return f"{self.file}: {self.message}" if self.file else self.message


def capped(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Each note once, and the number of those left out beyond MAX_NOTES."""
    different = list(dict.fromkeys(notes))
    left_out = len(different) - MAX_NOTES
    more = [Note(f"and {left_out} more messages like these")] if left_out > 0 else []
    return (*different[:MAX_NOTES], *more)
