"""What an author declares: an assignment, its questions, and what every check has."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from grader.results import Kind, Visibility
from grader.sandbox.host.limits import Limits

_PACKAGE = str(Path(__file__).parent)


def _declared_at() -> str:
    """`file:line` of the author's file that is being loaded, outside this package."""
    frame = sys._getframe(1)  # the only way to name the line of a declaration
    while frame.f_back and (frame.f_code.co_filename.startswith((_PACKAGE, "<"))):
        frame = frame.f_back
    return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"


@dataclass(frozen=True, kw_only=True)
class Check:
    """What all checks have. `weight` is relative to the question's other checks.

    `title` says what is checked, for the student; `hint` is shown when it fails.
    """

    kind: ClassVar[Kind]
    earns: ClassVar[bool] = True  # a check that doesn't can only keep marks that another earns

    weight: float = 1.0
    title: str = ""
    hint: str = ""
    place: str = field(default_factory=_declared_at, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The title, or the kind of check."""
        return self.title or type(self).__name__.lower()

    def problems(self, modules: Sequence[str]) -> list[str]:
        """What is wrong with the declaration; `modules` are those that students hand in."""
        return [] if self.weight >= 0 else [f"weight {self.weight:g} is negative"]


@dataclass(frozen=True)
class Question:
    """A question: what it is worth, and the checks that share its points by their weights.

    `own_process` gives it a process of its own, so that no state leaks in from the question
    before it. A question that isn't `visible` is left out of what students are given. `text` is
    what is asked, for the file of answers that students start from.
    """

    id: str
    title: str
    points: float
    checks: Sequence[Check]
    visibility: Visibility = "visible"
    own_process: bool = True
    text: str = ""
    place: str = field(default_factory=_declared_at, repr=False, compare=False)

    @property
    def kind(self) -> Kind:
        """The kind of its first check."""
        return self.checks[0].kind

    @property
    def has_code(self) -> bool:
        """Whether a check of it runs students' code."""
        return any(check.kind == "code" for check in self.checks)

    @property
    def is_written(self) -> bool:
        """Whether a check of it reads what students write or measure."""
        return any(check.kind != "code" for check in self.checks)


@dataclass(frozen=True)
class Assignment:
    """A homework: the files handed in, and the questions.

    `files` are module files such as `mlp.py`, which a driver takes by the name `mlp`; `points`,
    if given, is what the questions must add up to; `preload` names libraries that the
    students' processes start with, where they are installed; `imports` are the modules that
    students may import, by their first names, beside their own (None: any).
    """

    title: str
    files: Sequence[str]
    questions: Sequence[Question]
    points: float | None = None
    limits: Limits = field(default_factory=Limits)
    preload: Sequence[str] = ()
    imports: Sequence[str] | None = None
    place: str = field(default_factory=_declared_at, repr=False, compare=False)

    @property
    def written(self) -> bool:
        """Whether any question is answered in writing."""
        return any(question.is_written for question in self.questions)

    @property
    def data_files(self) -> list[str]:
        """The files of curves that its experiments read."""
        files = [f for q in self.questions for c in q.checks for f in getattr(c, "files", ())]
        return list(dict.fromkeys(files))

    def problems(self) -> list[str]:
        """Every mistake of the declaration, each with its line and question."""
        found = [f"{self.place}: no questions"] if not self.questions else []
        total = sum(question.points for question in self.questions)
        if self.points is not None and abs(total - self.points) > 1e-9:
            found.append(
                f"{self.place}: the questions are worth {total:g} points, not {self.points:g}"
            )
        seen: set[str] = set()
        modules = [Path(file).stem for file in self.files]
        for question in self.questions:
            found += [
                f"{place}: question {question.id}: {problem}"
                for place, problem in _question_problems(question, seen, modules)
            ]
            seen.add(question.id)
        return found


def _question_problems(
    question: Question, seen: set[str], modules: Sequence[str]
) -> list[tuple[str, str]]:
    found = []
    if question.id in seen:
        found.append((question.place, "another question has this id"))
    if question.points < 0:
        found.append((question.place, f"{question.points:g} points"))
    if not question.checks:
        found.append((question.place, "no checks"))
    elif not sum(check.weight for check in question.checks) > 0:
        found.append((question.place, "its checks have no weight"))
    fields = [name for check in question.checks for name in getattr(check, "fields", ())]
    found += [
        (question.place, f"two of its checks read the field {name!r}")
        for name in sorted({name for name in fields if fields.count(name) > 1})
    ]
    for check in question.checks:
        found += [(check.place, f"{check.name}: {text}") for text in check.problems(modules)]
    return found
