"""Gradescope's results.json: strict, finite, clamped, and under 1 MB.

The fields are those of https://gradescope-autograders.readthedocs.io/en/latest/specs/.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from grader.feedback import LEVELS
from grader.reports.student import for_student, shown
from grader.reports.text import plain, points, question_text
from grader.results import QuestionResult, Results, Verdict, Visibility

MAX_BYTES = 1_000_000  # of the file; other systems refuse larger ones
MAX_OUTPUT = 12_000  # characters of one test's output
MAX_SUMMARY = 20_000  # characters of the output at the top
MAX_CURVES = 10_000  # values in the curves of one check

Format = Literal["text", "html", "simple_format", "md", "ansi"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


class Test(_Strict):
    """One question. Without a status it is neither passed nor failed: points are pending.

    One without a score is only read: what students see of a question after the due date.
    """

    name: str
    number: str
    score: float | None = Field(default=None, ge=0)
    max_score: float | None = Field(default=None, ge=0)
    status: Literal["passed", "failed"] | None = None
    output: str
    output_format: Format = "text"
    tags: list[str]
    visibility: Visibility
    extra_data: dict[str, Any]


class Entry(_Strict):
    """A line of the leaderboard."""

    name: str
    value: float
    order: Literal["asc", "desc"]


class Report(_Strict):
    """The whole file."""

    score: float = Field(ge=0)
    execution_time: float = Field(ge=0)
    output: str
    output_format: Format = "text"
    test_output_format: Format = "text"
    visibility: Visibility = "visible"
    stdout_visibility: Visibility = "hidden"
    extra_data: dict[str, Any]
    tests: list[Test]
    leaderboard: list[Entry] | None = None


def gradescope(results: Results, *, score: float | None = None) -> str:
    """Return the results as the text of results.json; `score` counts in place of their own.

    What students read in it is what the assignment's feedback allows; where it allows more after
    the due date, Gradescope shows that then.
    """
    for most in (MAX_OUTPUT, MAX_OUTPUT // 8, MAX_OUTPUT // 64, 0):
        text = _report(results, most, score).model_dump_json(indent=1, exclude_none=True) + "\n"
        if len(text.encode()) < MAX_BYTES:
            return text
    short = _report(results, 0, score)
    tests = [test.model_copy(update={"extra_data": {}}) for test in short.tests]
    return short.model_copy(update={"tests": tests}).model_dump_json(exclude_none=True) + "\n"


def failed(output: str, *, score: float = 0.0, extra: Mapping[str, Any] | None = None) -> str:
    """Return a results.json that says why nothing was graded."""
    report = Report(
        score=score,
        execution_time=0.0,
        output=_capped(plain(output), MAX_SUMMARY),
        extra_data=dict(extra or {}),
        tests=[],
    )
    return report.model_dump_json(indent=1, exclude_none=True) + "\n"


def _report(results: Results, most: int, score: float | None = None) -> Report:
    """The file, with at most so many characters for each test's output."""
    room = MAX_CURVES if most == MAX_OUTPUT else 0
    return Report(
        score=results.earned if score is None else score,
        execution_time=round(results.seconds, 3),
        output=_capped(plain(results.problem) or _summary(for_student(results)), MAX_SUMMARY),
        extra_data={
            "assignment": results.assignment,
            "submission": plain(results.submission),
            "seed": results.seed,
            "graded": results.graded,
            "pending": results.pending,
            **results.facts,
        },
        tests=[
            test
            for question in results.questions
            for test in (_test(question, results, most, room), *_after(question, results, most))
        ],
        leaderboard=_leaderboard(results) or None,
    )


def _leaderboard(results: Results) -> list[Entry]:
    """What verdicts give for it; of questions that students see, since all see the leaderboard."""
    ranks = (v.rank for q in results.questions if q.visibility == "visible" for v in q.verdicts)
    return [
        Entry(name=plain(rank.name), value=rank.value, order=rank.order)
        for rank in ranks
        if rank and math.isfinite(rank.value)
    ]


def _summary(results: Results) -> str:
    waiting = [f"{q.id} ({points(q.pending)})" for q in results.questions if q.pending]
    lines = [f"Needs review: {', '.join(waiting)}."] if waiting else []
    lines += [f"Not submitted: {', '.join(results.absent)}."] if results.absent else []
    lines += [str(note) for note in results.notes]
    return plain("\n".join(lines))


def _test(question: QuestionResult, results: Results, most: int, room: int) -> Test:
    status: Literal["passed", "failed"] | None = None
    seen = _seen(question, results)
    if not question.pending:
        status = "passed" if question.state == "passed" else "failed"
    return Test(
        name=f"{question.id} {question.title}",
        number=question.id,
        score=question.earned,
        max_score=question.points,
        status=status,
        output=_capped(question_text(seen, results), most),
        tags=[question.kind],
        visibility=question.visibility,
        extra_data={
            "state": question.state,
            "pending": question.pending,
            "checks": [_check(verdict, most, room) for verdict in question.verdicts],
        },
    )


def _after(question: QuestionResult, results: Results, most: int) -> list[Test]:
    """What students see more of a question after the due date, if they do."""
    before, after = results.feedback.before, results.feedback.after
    if question.visibility != "visible" or LEVELS.index(after) <= LEVELS.index(before):
        return []
    more = question_text(shown(question, after), results)
    if more == question_text(shown(question, before), results):
        return []
    return [
        Test(
            name=f"{question.id} {question.title}: after the due date",
            number=question.id,
            output=_capped(more, most),
            tags=[question.kind],
            visibility="after_due_date",
            extra_data={},
        )
    ]


def _seen(question: QuestionResult, results: Results) -> QuestionResult:
    """Return a question as those see it to whom Gradescope shows it."""
    if question.visibility == "hidden":
        return question  # staff alone
    early = question.visibility == "visible"
    return shown(question, results.feedback.before if early else results.feedback.after)


def _check(verdict: Verdict, most: int, room: int) -> dict[str, Any]:
    """One check, with what only staff read; Gradescope shows `extra_data` to nobody else."""
    found: dict[str, Any] = {
        "check": verdict.check,
        "kind": verdict.kind,
        "state": verdict.state,
        "earned": verdict.earned,
        "pending": verdict.pending,
        "weight": verdict.weight,
    }
    if verdict.guard:
        found["guard"] = True
    if verdict.curves and sum(map(len, verdict.curves.values())) < room:
        found["curves"] = {n: [*map(_finite, curve)] for n, curve in verdict.curves.items()}
    for name in ("error", "answer", "rubric", "caution"):
        if getattr(verdict, name):
            found[name] = _capped(plain(getattr(verdict, name)), most)
    return found


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _capped(text: str, most: int) -> str:
    left_out = len(text) - most
    return f"{text[:most]}\n… and {left_out} characters more" if left_out > 0 else text
