"""What an author declares: an assignment and its questions, and what is wrong with either."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal

from grader.declaration import misfits, place
from grader.feedback import Feedback
from grader.protocol import Check, Driver
from grader.results import EXACT, Visibility
from grader.sandbox.host.limits import Limits


@dataclass(frozen=True)
class Question:
    """A question: what it is worth, and the checks that share its points by their weights.

    Args:
        id: its number, such as `3.1`.
        title: what students know it by.
        points: what it is worth.
        checks: at least one of them must not be a guard.
        visibility: a question that isn't `visible` is left out of what students are given.
        own_process: run its code in a fresh process: no state leaks in from the question before.
        text: what is asked, for the answer sheet that students start from.

    """

    id: str
    title: str
    points: float
    checks: Sequence[Check]
    visibility: Visibility = "visible"
    own_process: bool = True
    text: str = ""
    place: str = place()

    @property
    def kind(self) -> str:
        """The kind of its first check."""
        return self.checks[0].kind

    @cached_property
    def drivers(self) -> list[Driver]:
        """The drivers that its checks run."""
        return [driver for check in self.checks for driver in check.needs.drivers]

    @cached_property
    def modules(self) -> list[str]:
        """The modules over which its checks run drivers of their own."""
        return [name for check in self.checks for name in check.needs.modules]

    @cached_property
    def sources(self) -> list[str]:
        """The texts of those drivers, each once."""
        return list(dict.fromkeys(text for check in self.checks for text in check.needs.sources))

    @property
    def runs_code(self) -> bool:
        """Whether a check of it runs a student's code."""
        return bool(self.drivers or self.modules)

    @cached_property
    def fields(self) -> list[str]:
        """The fields of its written answer."""
        return [name for check in self.checks for name in check.needs.fields]

    @property
    def files(self) -> list[str]:
        """The data files that its checks read."""
        return list(dict.fromkeys(f for check in self.checks for f in check.needs.files))

    @property
    def is_written(self) -> bool:
        """Whether a check of it reads an answer sheet or a data file."""
        return bool(self.fields or self.files)


@dataclass(frozen=True)
class Assignment:
    """A homework: the files that students submit, and the questions.

    Args:
        title: what students know it by.
        files: the modules that students submit, by path: `src/mlp.py`, or a package `mytorch/`. A
            driver takes each by its last name: `mlp`, `mytorch`.
        scripts: those of `files` that drivers run as programs: `hello.run(["-v"], stdin="Ada")`.
        questions: in the order of the homework.
        points: if given, what the questions must add up to.
        limits: what a student's process may use.
        preload: libraries that students' processes start with, where they are installed.
        imports: what students may import beside their own modules, by first names; None is any.
        support: files of the assignment's folder that go along: data, modules. They win.
        keep: patterns of what else of the student's comes along; None: Python and small data files.
        precision: `single` or `double`: what a correct answer may be computed in.
        feedback: what students see before and after the due date.
        install: the line that installs this harness, for the handout; by default this version.

    """

    title: str
    files: Sequence[str]
    questions: Sequence[Question]
    points: float | None = None
    limits: Limits = field(default_factory=Limits)
    preload: Sequence[str] = ()
    imports: Sequence[str] | None = None
    scripts: Sequence[str] = ()
    support: Sequence[str] = ()
    keep: Sequence[str] | None = None
    precision: Literal["single", "double"] = "single"
    feedback: Feedback = field(default_factory=Feedback)
    install: str = ""
    place: str = place()

    @property
    def written(self) -> bool:
        """Whether any question is answered in writing."""
        return any(question.is_written for question in self.questions)

    @property
    def data_files(self) -> list[str]:
        """The data files that its questions read."""
        return list(dict.fromkeys(f for question in self.questions for f in question.files))

    def problems(self) -> list[str]:
        """Return every mistake of the declaration, each with its line and question."""
        found = misfits(self) or self._own_problems()
        if found:
            return [f"{self.place}: {problem}" for problem in found]
        ids = [question.id for question in self.questions]
        modules = [PurePosixPath(file).stem for file in self.files]
        found = [
            f"{place}: question {question.id or question.title!r}: {problem}"
            for number, question in enumerate(self.questions)
            for place, problem in _problems(question, question.id in ids[:number], modules)
        ]
        return found or [*self._shown_by_later_ones()]

    def _own_problems(self) -> list[str]:
        found = [] if self.questions else ["questions: write at least one"]
        files = [file for file in self.files if not file.endswith((".py", "/"))]
        found += [f"files: write '{PurePosixPath(n).with_suffix('.py')}', not {n!r}" for n in files]
        strange = [name for name in self.scripts if name not in self.files]
        found += [f"scripts: {name!r} is not in files: write it there too" for name in strange]
        dotted = [name for name in self.imports or () if "." in name]
        found += [f"imports: write {name.partition('.')[0]!r}, not {name!r}" for name in dotted]
        total = math.fsum(question.points for question in self.questions if not misfits(question))
        if self.points is not None and abs(total - self.points) > EXACT:
            worth = f"the questions are worth {total:g} points: write points={total:g}"
            found.append(f"{worth}, not {self.points:g}")
        return found

    def _shown_by_later_ones(self) -> Iterator[str]:
        """Yield the visible questions whose process has seen what a hidden one gave it."""
        hidden = ""  # a hidden question whose process goes on
        for question in filter(lambda question: question.runs_code, self.questions):
            if question.own_process:
                hidden = ""
            if question.visibility != "visible":
                hidden = question.id
            elif hidden:
                yield (
                    f"{question.place}: question {question.id!r}: own_process: its process has "
                    f"seen the hidden question {hidden!r}, and may show it: write own_process=True"
                )


Problems = Iterator[tuple[str, str]]


def _problems(question: Question, is_second: bool, modules: Sequence[str]) -> Problems:
    """Yield each mistake in a question, with its line."""
    found = [(question.place, problem) for problem in misfits(question)]
    found = found or [
        (getattr(check, "place", question.place), f"{check.name}: {problem}")
        for check in question.checks
        for problem in _declared(check, modules)
    ]
    if is_second:
        found.append((question.place, "another question has this id"))
    yield from found or [(question.place, problem) for problem in _own_problems(question)]


def _own_problems(question: Question) -> Iterator[str]:
    if not question.id:
        yield "id: write its number, such as '3.1'"
    if not 0 <= question.points < math.inf:
        yield f"points: write a number from 0 up, not {question.points:g}"
    if not question.checks:
        yield "checks: write at least one"
    elif not math.fsum(check.weight for check in question.checks if not check.guard) > 0:
        yield "no check of it earns points: give one that is no guard a weight above 0"
    yield from _twice(question)


def _twice(question: Question) -> Iterator[str]:
    for what, names in (
        ("are called {}: give each a title of its own", [c.name for c in question.checks]),
        ("read the field {}: give each a field of its own", question.fields),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"two of its checks {what.format(repr(name))}"


def _declared(check: Check, modules: Sequence[str]) -> list[str]:
    """Return what is wrong with a check's declaration, whatever its class makes of it."""
    if not hasattr(check, "place"):
        return [f"{type(check).__name__}.__init__ must call super().__init__"]
    try:
        return (
            misfits(check)
            or check.problems(modules)
            or [f"needs.{problem}" for problem in misfits(check.needs)]
        )
    except Exception as error:
        return [f"its declaration can't be read: {type(error).__name__}: {error}"]
