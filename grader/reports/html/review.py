"""The page of what needs review: each distinct answer once, with its rubric and who wrote it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from grader.reports.html.page import render
from grader.reports.html.submission import worth
from grader.results import QuestionResult, Reading, Results, Verdict

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)  # of the points, each a button
NAMES = 8  # of those who wrote an answer that are shown


@dataclass
class Answer:
    """One answer that needs review, and who wrote it."""

    key: str
    text: str
    reason: str
    reading: Reading | None
    points: float
    names: list[str] = field(default_factory=list)


@dataclass
class Place:
    """A check with answers that need review."""

    question: str
    title: str
    check: str
    rubric: str
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def commonest(self) -> list[Answer]:
        """The answers, those of most submissions first."""
        return sorted(self.answers.values(), key=lambda answer: -len(answer.names))

    @property
    def count(self) -> int:
        """How many submissions wait for a decision here."""
        return sum(len(answer.names) for answer in self.answers.values())

    @property
    def points(self) -> float:
        """The points that wait for a decision here."""
        return sum(len(answer.names) * answer.points for answer in self.answers.values())


class Pending:
    """All that needs review in a class, added up from results."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, str], Place] = {}
        self.assignment = ""

    def add(self, results: Results) -> None:
        """Add what needs review in a submission."""
        self.assignment = results.assignment
        for question in results.questions:
            for verdict in question.verdicts:
                if verdict.pending and not verdict.error:
                    self._add(results.submission, question, verdict)

    def _add(self, name: str, question: QuestionResult, verdict: Verdict) -> None:
        place = self.places.setdefault(
            (question.id, verdict.check),
            Place(question.id, question.title, verdict.check, verdict.rubric),
        )
        text = verdict.answer or (verdict.reading.plain if verdict.reading else verdict.reason)
        points = worth(question, verdict) * verdict.pending
        key = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        answer = Answer(key, text, verdict.reason, verdict.reading, points)
        place.answers.setdefault(key, answer).names.append(name)


def review_page(pending: Pending) -> str:
    """Return the page on which a person decides, and copies the decisions as a sheet."""
    places = sorted(pending.places.values(), key=lambda place: -place.points)
    return render(
        "review",
        ["theme.js", "review.js"],
        title=f"{pending.assignment}: what needs review",
        assignment=pending.assignment,
        places=places,
        answers=sum(len(place.answers) for place in places),
        count=sum(place.count for place in places),
        shares=SHARES,
        most=NAMES,
    )
