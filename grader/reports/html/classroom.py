"""The page of a class: each submission is condensed to a row as it comes, so memory stays flat."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grader.reports.html.histogram import histogram
from grader.reports.html.page import render
from grader.reports.html.submission import costliest, label, stopped
from grader.results import EXACT, QuestionResult, Results, Verdict

EIGHTHS = 8  # of a cell, by which its ink is lost or needs review
DIAGNOSES = 3  # of a question that are shown
LONGEST = 160  # characters of a diagnosis
ABSENT = 3  # questions not submitted that are worth a note


@dataclass(frozen=True)
class Cell:
    """A question of a submission in the table."""

    style: str
    earned: float
    pending: float
    points: float


@dataclass(frozen=True)
class Row:
    """A submission in the table; `diagnoses` are numbers of the class's diagnoses."""

    name: str
    earned: float
    pending: float
    points: float
    cells: dict[str, Cell]
    diagnoses: Sequence[int]
    note: str


@dataclass
class Mistake:
    """A mistake in a question: how often, in which checks, and a typical submission."""

    number: int
    label: str
    count: int = 0
    checks: set[str] = field(default_factory=set)
    typical: str = ""
    fewest: float = math.inf


@dataclass
class Tally:
    """A question over the class."""

    id: str
    title: str
    points: float
    shares: list[float] = field(default_factory=lambda: [0.0, 0.0])
    count: int = 0
    passed: int = 0
    lost: int = 0
    absent: int = 0
    mistakes: dict[tuple[str, ...], Mistake] = field(default_factory=dict)

    @property
    def commonest(self) -> list[Mistake]:
        """The mistakes that most submissions show."""
        return sorted(self.mistakes.values(), key=lambda found: -found.count)


class Class:
    """What the page of a class says, added up from results."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.questions: dict[str, Tally] = {}
        self.assignment = self.graded = ""
        self.unloaded = self._mistakes = 0

    def add(self, results: Results) -> None:
        """Condense a submission to a row."""
        self.assignment = results.assignment
        self.graded = max(self.graded, results.graded)
        stops = stopped(results)
        self.unloaded += bool(stops or results.problem)
        numbers: set[int] = set()
        for question in results.questions:
            tally = self.questions.setdefault(
                question.id, Tally(question.id, question.title, question.points)
            )
            numbers |= self._count(tally, question, results.submission)
        self.rows.append(
            Row(
                results.submission,
                results.earned,
                results.pending,
                results.points,
                {question.id: _cell(question) for question in results.questions},
                sorted(numbers),
                _note(results),
            )
        )

    def _count(self, tally: Tally, question: QuestionResult, name: str) -> set[int]:
        """Add a question of a submission to those of the class; the numbers of its mistakes."""
        earned, pending = question.shares
        tally.shares[0] += earned
        tally.shares[1] += pending
        tally.count += 1
        tally.passed += question.state == "passed"
        tally.lost += earned + pending < 1 - EXACT
        tally.absent += question.absent
        found: dict[int, Mistake] = {}
        wrong = [v for v in question.verdicts if v.failure and not v.absent and v.lost]
        for verdict in wrong:
            key = _key(verdict)
            if key not in tally.mistakes:
                tally.mistakes[key] = Mistake(self._mistakes, label(verdict)[:LONGEST])
                self._mistakes += 1
            mistake = tally.mistakes[key]
            mistake.checks.add(verdict.check)
            found[mistake.number] = mistake
        for mistake in found.values():
            mistake.count += 1
            if len(wrong) < mistake.fewest:
                mistake.typical, mistake.fewest = name, len(wrong)
        return set(found)


def class_page(results: Iterable[Results]) -> str:
    """Return the page of a class, from results as they come; they are not kept."""
    found = Class()
    for one in results:
        found.add(one)
    return page_of(found)


def page_of(found: Class) -> str:
    """Return the page of a class whose results are added up."""
    rows = sorted(found.rows, key=lambda row: row.name)
    points = max((row.points for row in rows), default=0.0)
    earned = [row.earned for row in rows]
    possible = [row.earned + row.pending for row in rows]
    quarters = statistics.quantiles(earned, n=4, method="inclusive") if len(earned) > 1 else []
    total = math.fsum(row.points for row in rows)
    pending = math.fsum(row.pending for row in rows)
    return render(
        "class",
        ["theme.js", "class.js"],
        title=f"{found.assignment}: class report",
        assignment=found.assignment,
        graded=found.graded,
        rows=rows,
        points_of=points,
        questions=list(found.questions.values()),
        gaps=_gaps(list(found.questions)),
        quarters=quarters,
        median=statistics.median(earned) if earned else 0.0,
        pending=pending,
        decided=100 * (1 - pending / total) if total else 100,
        complete=sum(not row.pending for row in rows),
        unloaded=found.unloaded,
        charts=[
            ("only-l", histogram(earned, possible, points, 1104, 230)),
            ("only-s", histogram(earned, possible, points, 358, 200)),
        ],
        most=DIAGNOSES,
    )


def _cell(question: QuestionResult) -> Cell:
    earned, pending = question.shares
    lost = max(0.0, 1 - earned - pending)
    ink = math.ceil(EIGHTHS * lost - 1e-6)
    hatched = min(EIGHTHS - ink, math.ceil(EIGHTHS * pending - 1e-6))
    styles = ["c", f"l{ink}" if ink else "", f"p{hatched}" if hatched else ""]
    style = "c x" if question.absent else " ".join(filter(None, styles))
    return Cell(style, question.earned, question.pending, question.points)


def _note(results: Results) -> str:
    """What cost a submission most."""
    stops = stopped(results)
    if results.problem or stops:
        return (results.problem or stops[0][0].summary)[:LONGEST]
    if len(results.absent) >= ABSENT:
        return f"not submitted: {len(results.absent)} questions"
    for cause in costliest(results, [], least=1):
        return f"{cause.questions[0]} {cause.label}"[:LONGEST]
    return ""


def _key(verdict: Verdict) -> tuple[str, ...]:
    """What is the same for the same mistake: a diagnosis without its numbers, or the words."""
    diagnosis = verdict.failure.diagnosis if verdict.failure else None
    if diagnosis is None or not diagnosis.parameters:
        return (label(verdict),)
    names = (str(v) for v in diagnosis.parameters.values() if not isinstance(v, (int, float)))
    return (diagnosis.code, *names)


def _gaps(ids: Sequence[str]) -> set[str]:
    """The questions that begin a section: `3.1` after `2.6`."""
    sections = [id_.partition(".")[0] for id_ in ids]
    if sections == list(ids):
        return set()
    return {ids[k] for k in range(1, len(ids)) if sections[k] != sections[k - 1]}
