"""What every check is: what it needs, what its declaration lacks, what students get, its verdict.

The rest of the system knows checks by this protocol alone.
"""

from __future__ import annotations

import inspect
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from typing_extensions import Self

from grader.context import Context
from grader.declaration import place
from grader.oracles import Recorded, Reference
from grader.results import Failure, Verdict

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
    hint: shown to the student when the check fails, and none before it with the same driver.
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
