"""What leaves the pipeline: verdicts of checks, marks of questions, results of a submission."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

Status = Literal["passed", "failed", "partial", "review", "error"]
Kind = Literal["code", "written", "experiment", "review"]
Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]


@dataclass(frozen=True)
class Difference:
    """Where an output differs: the entry furthest out, how many entries, and both arrays."""

    output: str
    yours: np.ndarray
    expected: np.ndarray
    entry: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Failure:
    """What a student needs to find a mistake.

    `summary` is the fault in a line; `given` the smallest inputs that show it; `diagnosis` what
    the wrong numbers have in common; `lines` the places (file, line) in the
    student's files, for exceptions; `ended` says that the process is gone and no more can be run,
    `absent` that nothing was handed in to judge.
    """

    summary: str
    driver: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    difference: Difference | None = None
    diagnosis: str = ""
    hint: str = ""
    lines: tuple[tuple[str, int], ...] = ()
    ended: bool = False
    absent: bool = False


@dataclass(frozen=True)
class Verdict:
    """One check's judgement: `share` of its weight is earned.

    `review` asks a human to look and takes no marks; `error` is ours, and takes none either.
    `curves` are kept for the report: name -> values. A check that doesn't itself earn (that
    inputs are left unchanged, say) only counts beside one that has earned something. `private`
    is for the instructor alone: a rubric, the text that a person must read.
    """

    check: str
    status: Status
    share: float
    weight: float = 1.0
    note: str = ""
    failure: Failure | None = None
    curves: Mapping[str, Sequence[float]] = field(default_factory=dict)
    examples: int = 0
    earns: bool = True
    private: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionResult:
    """A question's verdicts and the marks they add up to."""

    id: str
    title: str
    kind: Kind
    points: float
    verdicts: tuple[Verdict, ...]
    visibility: Visibility = "visible"
    output: str = ""

    @property
    def earned(self) -> float:
        """Points times the weighted share, between 0 and the points."""
        if not any(verdict.earns and verdict.share for verdict in self.verdicts):
            return 0.0
        total = math.fsum(verdict.weight for verdict in self.verdicts)
        share = math.fsum(verdict.weight * verdict.share for verdict in self.verdicts) / total
        return min(max(self.points * share, 0.0), self.points)

    @property
    def score(self) -> float:
        """What is earned, to four decimals."""
        return round(self.earned, 4)

    @property
    def status(self) -> Status:
        """An error of ours; or else whether marks are lost; or else whether a person decides."""
        found = {verdict.status for verdict in self.verdicts}
        if "error" in found:
            return "error"
        if found & {"failed", "partial"}:
            return "failed" if found == {"failed"} else "partial"
        return "review" if "review" in found else "passed"

    @property
    def absent(self) -> bool:
        """Whether nothing was handed in for it."""
        return all(verdict.failure and verdict.failure.absent for verdict in self.verdicts)

    @property
    def waits(self) -> bool:
        """Whether a person must look at it."""
        return any(verdict.status in ("review", "error") for verdict in self.verdicts)


@dataclass(frozen=True)
class Results:
    """All that is known of one graded submission; every report is a function of this.

    `problem` says why it couldn't be graded; `notes` are what was found amiss on the way, such as
    an answer to a question that there isn't; `facts` are versions, digests and the like;
    `drivers` say by name what each driver does, to show what was called.
    """

    assignment: str
    submission: str
    questions: tuple[QuestionResult, ...]
    seed: int
    seconds: float = 0.0
    problem: str = ""
    notes: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    drivers: Mapping[str, str] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The sum of the questions' marks."""
        return round(math.fsum(question.earned for question in self.questions), 4)

    @property
    def points(self) -> float:
        """The marks that there are."""
        return math.fsum(question.points for question in self.questions)

    @property
    def absent(self) -> list[str]:
        """The questions that nothing was handed in for."""
        return [question.id for question in self.questions if question.absent]

    @property
    def full_marks(self) -> bool:
        """Whether nothing is wrong: every question has all its marks, or waits for a person."""
        return not self.problem and all(q.status in ("passed", "review") for q in self.questions)
