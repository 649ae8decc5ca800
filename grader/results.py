"""What leaves the pipeline: verdicts of checks, points of questions, results of a submission.

Everything here is data, from which every report is drawn. Points are *earned*, *pending* (a
person must look) or *lost*, and never two of these. Fields are for students, or marked for staff.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from grader.audience import Audience, staff
from grader.failures import DataDifference as DataDifference
from grader.failures import Diagnosis as Diagnosis
from grader.failures import Difference as Difference
from grader.failures import Failure as Failure
from grader.failures import Place as Place
from grader.feedback import Feedback

State = Literal["passed", "failed", "partial", "pending"]
Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]
VISIBILITIES: tuple[Visibility, ...] = ("visible", "hidden", "after_due_date", "after_published")

EXACT = 1e-9  # a share within this of a whole is the whole


@dataclass(frozen=True)
class Formula:
    """A formula as it was read: in plain text and in LaTeX."""

    plain: str
    latex: str = ""


@dataclass(frozen=True)
class Counterexample:
    """Values at which two sides of an equality differ; `entry` is the entry of an array."""

    values: tuple[tuple[str, str], ...]
    entry: tuple[int, ...]
    left: str
    right: str


@dataclass(frozen=True)
class Reading:
    """A written answer as it was read: its steps, `steps[0] relations[0] steps[1] …`.

    `wrong_step` is the index of the first equality that is wrong, `end_right` whether the last
    formula is right (None: not decided); `source` is where the answer stands.
    """

    steps: tuple[Formula, ...]
    relations: tuple[str, ...] = ()
    wrong_step: int | None = None
    end_right: bool | None = None
    counterexample: Counterexample | None = None
    source: str = ""

    @property
    def plain(self) -> str:
        """The steps with their relations, in plain text."""
        first, *rest = (step.plain for step in self.steps)
        return first + "".join(f" {r} {s}" for r, s in zip(self.relations, rest, strict=True))


@dataclass(frozen=True)
class Item:
    """One scored part of a check: a claim, a node of a graph, a setting of an experiment."""

    text: str
    state: State


@dataclass(frozen=True)
class Rank:
    """A line of a leaderboard: its name, the value, and which values come first."""

    name: str
    value: float
    order: Literal["asc", "desc"]


@dataclass(frozen=True)
class Verdict:
    """One check's judgement: the shares of its weight that are earned and pending.

    `reason` says why it needs review; `error` is what we failed at, which costs the student
    nothing: its share is pending. `remarks` are further lines. A `guard` earns nothing; it can
    only take points from what other checks earn. `answer` is the student's answer in a normal
    form, so that equal answers are judged once; `rubric` says what it is worth, `caution` why
    not to rely on the verdict. `rank` is for a leaderboard.
    """

    check: str
    kind: str = ""
    weight: float = 1.0
    guard: bool = False
    earned: float = 0.0
    pending: float = 0.0
    failure: Failure | None = None
    reason: str = ""
    remarks: tuple[str, ...] = ()
    reading: Reading | None = None
    items: tuple[Item, ...] = ()
    curves: Mapping[str, Sequence[float]] = field(default_factory=dict)
    cases: int = 0
    rank: Rank | None = None
    error: str = staff(default="")
    answer: str = staff(default="")
    rubric: str = staff(default="")
    caution: str = staff(default="")

    def __post_init__(self) -> None:
        if not (self.earned >= 0 and self.pending >= 0 and self.earned + self.pending <= 1 + EXACT):
            raise ValueError(f"shares {self.earned} earned and {self.pending} pending")

    @property
    def lost(self) -> float:
        """The share of the weight that is lost."""
        left = 1.0 - self.earned - self.pending
        return left if left > EXACT else 0.0

    @property
    def state(self) -> State:
        """Passed, failed or partial where points are lost, else pending."""
        return _state(self.earned, self.pending, self.lost)

    @property
    def absent(self) -> bool:
        """Whether nothing was submitted for it."""
        return self.failure is not None and self.failure.absent


@dataclass(frozen=True)
class QuestionResult:
    """A question's verdicts, and the points they add up to.

    The checks that earn share the points by weight. Guards then scale what was earned: a failed
    guard takes its share of all the weights, and a pending one makes that share pending.
    `output` is what the student's code printed; `blocked_by` the one failure that stopped every
    check of code.
    """

    id: str
    title: str
    kind: str
    points: float
    verdicts: tuple[Verdict, ...]
    visibility: Visibility = "visible"
    output: str = ""
    blocked_by: Failure | None = None

    @property
    def shares(self) -> tuple[float, float]:
        """The shares of the points that are earned and pending."""
        earners = [verdict for verdict in self.verdicts if not verdict.guard]
        weight = math.fsum(verdict.weight for verdict in earners)
        if not weight:
            return 0.0, 0.0
        earned = math.fsum(v.weight * v.earned for v in earners) / weight
        pending = math.fsum(v.weight * v.pending for v in earners) / weight
        guards = [verdict for verdict in self.verdicts if verdict.guard]
        total = weight + math.fsum(verdict.weight for verdict in guards)
        kept = 1.0 - math.fsum(v.weight * (v.lost + v.pending) for v in guards) / total
        at_stake = math.fsum(v.weight * v.pending for v in guards) / total
        return earned * kept, pending * (kept + at_stake) + earned * at_stake

    @property
    def earned(self) -> float:
        """The points earned."""
        return _rounded(self.points * self.shares[0])

    @property
    def pending(self) -> float:
        """The points that a person must decide."""
        return _rounded(self.points * self.shares[1])

    @property
    def lost(self) -> float:
        """The points that are neither earned nor pending."""
        return _rounded(self.points - self.earned - self.pending)

    @property
    def state(self) -> State:
        """Passed only at full points."""
        earned, pending = self.shares
        return _state(earned, pending, 1.0 - earned - pending)

    @property
    def absent(self) -> bool:
        """Whether nothing was submitted for it."""
        return all(verdict.absent for verdict in self.verdicts)

    @property
    def erred(self) -> bool:
        """Whether the grader failed at one of its checks."""
        return any(verdict.error for verdict in self.verdicts)


@dataclass(frozen=True)
class Note:
    """A remark on the submission as a whole, such as an answer to an unknown question.

    `file` is what it is about, by the student's own name for it.
    """

    message: str
    file: str = ""
    audience: Audience = "student"

    def __str__(self) -> str:
        return f"{self.file}: {self.message}" if self.file else self.message


@dataclass(frozen=True)
class Results:
    """All that is known of one graded submission; every report is a function of this.

    `problem` says why it could not be graded; `facts` are versions, digests and the like;
    `drivers` say by name what each driver does, to show what was called. `feedback` is what
    students may see (`grader.reports.student`). `graded` is the time in ISO format, and
    `seconds` how long it took: all else is the same for the same seed.
    """

    assignment: str
    submission: str
    questions: tuple[QuestionResult, ...]
    seed: int
    seconds: float = 0.0
    graded: str = ""
    problem: str = ""
    notes: tuple[Note, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    drivers: Mapping[str, str] = field(default_factory=dict)
    feedback: Feedback = field(default_factory=Feedback)

    @property
    def earned(self) -> float:
        """The sum of the points earned."""
        return _rounded(math.fsum(question.earned for question in self.questions))

    @property
    def pending(self) -> float:
        """The sum of the points that a person must decide."""
        return _rounded(math.fsum(question.pending for question in self.questions))

    @property
    def points(self) -> float:
        """The points that there are."""
        return math.fsum(question.points for question in self.questions)

    @property
    def absent(self) -> list[str]:
        """The questions for which nothing was submitted."""
        return [question.id for question in self.questions if question.absent]

    @property
    def full(self) -> bool:
        """Whether every point is earned."""
        return not self.problem and all(q.state == "passed" for q in self.questions)

    @property
    def erred(self) -> bool:
        """Whether the grader failed somewhere, which is never the student's fault."""
        return any(question.erred for question in self.questions)


def _state(earned: float, pending: float, lost: float) -> State:
    if lost > EXACT:
        return "partial" if earned > EXACT or pending > EXACT else "failed"
    return "pending" if pending > EXACT else "passed"


def _rounded(points: float) -> float:
    """Points to four decimals; never a negative zero."""
    return round(max(points, 0.0), 4)
