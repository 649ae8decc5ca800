"""Written answers: what a student wrote in each field of each question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from grader.results import Note
from grader.submission.answers.mathematics import Span, is_definition, spans

_SET_OFF = re.compile(r"\A(\*\*|`)([^`]+)\1\Z")  # as code, or bold
_OUTSIDE, _OPERATES = re.compile(r"[-−+*/^·×=\d\s.()]*"), re.compile(r"[-−+*/^·×\d]")
_SIGNS = re.compile(r"\\text(?:bf|it)?|[*`${}]")


@dataclass(frozen=True)
class Written:
    """The text of one field, and where it begins; `macros` are the definitions it may use."""

    text: str
    place: str
    macros: str = ""

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        return tuple(span for span in spans(self.text) if span.text.strip())

    @property
    def formulas(self) -> tuple[str, ...]:
        """What is between mathematics signs.

        The whole text without any, or where only numbers and operations are outside them.
        """
        if _OUTSIDE.fullmatch(self.prose) and _OPERATES.search(self.prose):
            return (re.sub(r"\$|\\[()]", " ", self.text).strip(),)
        found = [span.text for span in self._spans if span.is_formula]
        whole = _SET_OFF.sub(r"\2", self.text.strip())
        wanted = found or ([whole] if whole else [])
        return tuple(formula for formula in wanted if not is_definition(formula))

    @property
    def prose(self) -> str:
        """What is outside mathematics signs; without any, nothing."""
        if not any(span.is_formula for span in self._spans):
            return ""
        return " ".join(" " if span.is_formula else span.text for span in self._spans)

    @property
    def words(self) -> str:
        """The text without mathematics signs and emphasis."""
        return _SIGNS.sub("", self.text).strip()


@dataclass(frozen=True)
class Answer:
    """What is submitted for one question: its fields, or why a person must read it.

    `unread` says of single fields why a person must read them. `files` are texts of data files
    by name, such as results tables.
    """

    place: str
    fields: Mapping[str, Written] = field(default_factory=dict)
    problem: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answers:
    """The answers by question, and what must be said about the sheets.

    `unnamed` says of a sheet which headings name no question.
    """

    by_question: Mapping[str, Answer] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    unnamed: tuple[Note, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """The notes for students, as lines."""
        return tuple(str(note) for note in self.notes if note.audience == "student")

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in: a sheet as students get it."""
        return not any(answer.fields or answer.problem for answer in self.by_question.values())
