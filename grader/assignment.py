"""What an author declares: an assignment, its questions, and what every check is.

A check says what it *needs*, which *problems* its declaration has, what of it may travel *to
students*, and *judges*. The rest of the system knows checks by this protocol alone.
"""

from __future__ import annotations

import inspect
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, ClassVar, Literal

from typing_extensions import Self

from grader.context import Context
from grader.declaration import misfits, place
from grader.feedback import Feedback
from grader.oracles import Recorded, Reference
from grader.results import EXACT, Failure, Verdict, Visibility
from grader.sandbox.host.limits import Limits

Driver = Callable[..., Any]


@dataclass(frozen=True)
class Recording:
    """Cases to record with the reference's outputs: `record(reference, count, seed)`.

    `cases` of them stand in the assignment's own fixtures, and `in_handout` in a student's,
    where there is no reference.
    """

    record: Callable[[Reference, int, int], list[Recorded]]
    cases: int = 0
    in_handout: int = 0


@dataclass(frozen=True)
class Needs:
    """What a check must be given.

    `drivers` run over the student's modules; `sources` are texts of further drivers, which run
    over `modules`. `fields` are parts of a written answer; `files` are data files of the
    submission by name; `sheets` the first lines of those that students fill in; `asks` is added
    to the question's text.
    """

    drivers: tuple[Driver, ...] = ()
    modules: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    recording: Recording | None = None
    sheets: tuple[tuple[str, str], ...] = ()
    asks: str = ""


_EVERY_CHECK = """
Every check takes:
    weight: its part of the question's points, relative to the question's other checks.
    title: what is checked, for the student; by default the name of the kind.
    hint: shown to the student when the check fails.
    guard: a guard earns nothing and takes points from what other checks earn. What a function
        that knows nothing passes (zeros, the identity) must be a guard.
"""


@dataclass(frozen=True, kw_only=True)
class Check(ABC):
    """The base class of every kind of check; another package may define more.

    `judge` returns `self.earn()`, `self.lose(…)` or `self.pend(…)`. Its package names it in the
    entry point group `grader.checks`.

    Example:
        >>> @dataclass(frozen=True)
        ... class Words(Check):
        ...     field: str
        ...     words: Sequence[str]
        ...     @property
        ...     def needs(self) -> Needs:
        ...         return Needs(fields=(self.field,))
        ...     def judge(self, context: Context) -> Verdict:
        ...         text = context.answer.fields[self.field].text
        ...         used = all(word in text for word in self.words)
        ...         return self.earn() if used else self.lose("not all words are used")

    """

    def __init_subclass__(cls, **options: Any) -> None:
        """Add to the documentation of each kind of check what every check takes."""
        super().__init_subclass__(**options)
        if cls.__doc__:
            cls.__doc__ = f"{inspect.cleandoc(cls.__doc__)}\n{_EVERY_CHECK}"

    kind: ClassVar[str] = "code"  # a word for reports: code, written, experiment, review

    weight: float = 1.0
    title: str = ""
    hint: str = ""
    guard: bool = False
    place: str = place()

    @property
    def name(self) -> str:
        """The title, or the kind of check."""
        return self.title or type(self).__name__.lower()

    @property
    def needs(self) -> Needs:
        """What it must be given to judge."""
        return Needs()

    def problems(self, modules: Sequence[str]) -> list[str]:
        """What is wrong with the declaration, a line each; `modules` are those submitted."""
        del modules
        fine = 0 <= self.weight < math.inf
        return [] if fine else [f"weight: write a number from 0 up, not {self.weight:g}"]

    def derived_keys(self) -> Iterator[str]:
        """Yield the keys that it derived from what is asked, in LaTeX, for the author to read."""
        yield from ()

    def for_students(self) -> Self | None:
        """The check as a student may have it, without its key; None if they may not."""
        return self

    @abstractmethod
    def judge(self, context: Context) -> Verdict:
        """Judge a submission by what the context offers.

        May raise `Blocked` (from `context.student`), and NotationError for an answer that can't
        be read. Any other exception is ours: the check's points are then pending.
        """

    def earn(self, share: float = 1.0, **details: Any) -> Verdict:
        """Return a verdict with this share of the weight earned, the rest lost."""
        return self._verdict(earned=share, **details)

    def lose(self, failure: Failure | str, share: float = 0.0, **details: Any) -> Verdict:
        """Return a verdict with a failure; a `share` of the weight is still earned."""
        if isinstance(failure, str):
            failure = Failure(failure)
        meaningless = failure.absent or failure.malformed or failure.places or failure.ended
        if self.hint and not (failure.hint or meaningless):
            failure = replace(failure, hint=self.hint)
        return self._verdict(earned=share, failure=failure, **details)

    def pend(self, reason: str, share: float = 1.0, **details: Any) -> Verdict:
        """Return a verdict with this share of the weight left to a person."""
        return self._verdict(pending=share, reason=reason, **details)

    def _verdict(self, **details: Any) -> Verdict:
        kind = type(self).__name__
        return Verdict(self.name, kind, self.weight, self.guard, **details)


Check.__doc__ = f"{inspect.cleandoc(Check.__doc__ or '')}\n{_EVERY_CHECK}"


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

    @property
    def drivers(self) -> list[Driver]:
        """The drivers that its checks run."""
        return [driver for check in self.checks for driver in check.needs.drivers]

    @property
    def modules(self) -> list[str]:
        """The modules over which its checks run drivers of their own."""
        return [name for check in self.checks for name in check.needs.modules]

    @property
    def sources(self) -> list[str]:
        """The texts of those drivers, each once."""
        return list(dict.fromkeys(text for check in self.checks for text in check.needs.sources))

    @property
    def runs_code(self) -> bool:
        """Whether a check of it runs a student's code."""
        return bool(self.drivers or self.modules)

    @property
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
        return [
            f"{place}: question {question.id or question.title!r}: {problem}"
            for number, question in enumerate(self.questions)
            for place, problem in _problems(question, question.id in ids[:number], modules)
        ]

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
