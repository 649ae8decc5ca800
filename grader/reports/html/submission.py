"""The page of one submission, for staff or for the student."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.audience import Audience
from grader.reports.html.curves import panels
from grader.reports.html.page import render
from grader.reports.student import for_student
from grader.results import Failure, QuestionResult, Results, Verdict

COSTLIEST = 3  # causes at the top of a page
OUTPUT = 20_000  # characters of what the student's code printed
MANY = 3  # questions that one failure must stop to be named at the top


@dataclass
class Shown:
    """A verdict as it is shown, with the checks in which the same shows."""

    verdict: Verdict
    worth: float = 0.0
    lost: float = 0.0
    pending: float = 0.0
    same: list[str] = field(default_factory=list)

    def add(self, question: QuestionResult, verdict: Verdict) -> None:
        """Add the points of a check in which it shows."""
        points = worth(question, verdict)
        self.worth += points
        self.lost += points * verdict.lost
        self.pending += points * verdict.pending


@dataclass
class Cause:
    """Why points were lost: the questions, how many checks, and how many points."""

    label: str
    questions: list[str] = field(default_factory=list)
    checks: int = 0
    points: float = 0.0


def submission_page(results: Results, audience: Audience = "staff", *, closed: bool = False) -> str:
    """Return the page of a submission.

    Args:
        results: as `grade` returns them.
        audience: for a student it leaves out hidden questions and all that is marked for staff,
            and what the assignment's feedback doesn't show.
        closed: the due date has passed: feedback may show more then.

    """
    if audience == "student":
        results = for_student(results, closed=closed)
    stops = stopped(results)
    return render(
        "submission",
        ["theme.js"],
        title=f"{results.submission}: {results.assignment}",
        results=results,
        lost=max(0.0, results.points - results.earned - results.pending),
        staff=audience == "staff",
        stops=stops,
        causes=costliest(results, stops),
        shown=shown,
        panels=panels,
        longest=OUTPUT,
    )


def stopped(results: Results) -> list[tuple[Failure, list[str]]]:
    """Return the failures that stopped several questions, each with those questions."""
    found: dict[str, tuple[Failure, list[str]]] = {}
    for question in results.questions:
        failure = question.blocked_by
        if failure and not failure.absent:
            found.setdefault(failure.summary, (failure, []))[1].append(question.id)
    return [stop for stop in found.values() if len(stop[1]) >= MANY]


def costliest(
    results: Results, stops: list[tuple[Failure, list[str]]], least: int = 2
) -> list[Cause]:
    """Return the causes that cost most, where there are `least` or more; not those in `stops`."""
    known = {failure.summary for failure, _ in stops}
    causes: dict[str, Cause] = {}
    for question in results.questions:
        for verdict in question.verdicts:
            lost = verdict.lost * worth(question, verdict)
            if not lost or question.absent or _summary(verdict) in known:
                continue
            cause = causes.setdefault(label(verdict), Cause(label(verdict)))
            cause.points, cause.checks = cause.points + lost, cause.checks + 1
            if question.id not in cause.questions:
                cause.questions.append(question.id)
    found = sorted(causes.values(), key=lambda cause: -cause.points)
    return found[:COSTLIEST] if len(found) >= least else []


def label(verdict: Verdict) -> str:
    """Return what is wrong in a few words, the same for the same mistake."""
    reading, failure = verdict.reading, verdict.failure
    if failure is None:
        wrong = [item.text for item in verdict.items if item.state != "passed"]
        return wrong[0] if wrong else verdict.reason or verdict.check
    if reading and reading.wrong_step is not None:
        end = "the end is right, but " if reading.end_right else ""
        return f"{end}step {reading.wrong_step + 1} is wrong"
    return failure.diagnosis.sentence if failure.diagnosis else failure.summary


def worth(question: QuestionResult, verdict: Verdict) -> float:
    """Return the points that a check can earn."""
    if verdict.guard:
        return 0.0
    total = sum(v.weight for v in question.verdicts if not v.guard)
    return question.points * verdict.weight / total if total else 0.0


def shown(question: QuestionResult) -> list[Shown]:
    """Return the verdicts to show in full; those with the same failure once."""
    found: dict[object, Shown] = {}
    blocked = question.blocked_by.summary if question.blocked_by else None
    for verdict in question.verdicts:
        failure = verdict.failure
        quiet = verdict.state == "passed" and not verdict.curves
        if quiet or (failure is not None and failure.summary == blocked):
            continue
        key: object = verdict.check
        if failure is not None and not (verdict.reading or verdict.items or verdict.curves):
            key = (verdict.state, label(verdict))
        if key in found:
            found[key].same.append(verdict.check)
        found.setdefault(key, Shown(verdict)).add(question, verdict)
    return list(found.values())


def _summary(verdict: Verdict) -> str | None:
    return verdict.failure.summary if verdict.failure else None
