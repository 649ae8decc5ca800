"""Gradescope's results.json: strict, finite, clamped and capped.

The fields are those of https://gradescope-autograders.readthedocs.io/en/latest/specs/.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from grader.reports.text import plain, question_text
from grader.results import QuestionResult, Results, Visibility

MAX_OUTPUT = 12_000  # characters of one test's output; other systems cap the whole at 1 MB

Format = Literal["text", "html", "simple_format", "md", "ansi"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


class Test(_Strict):
    """One question; without a score it is informational."""

    name: str
    number: str
    score: float | None = Field(None, ge=0)
    max_score: float | None = Field(None, ge=0)
    status: Literal["passed", "failed"]
    output: str
    output_format: Format = "text"
    tags: list[str]
    visibility: Visibility
    extra_data: dict[str, Any]


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


def gradescope(results: Results) -> str:
    """The results as the text of results.json."""
    report = Report(
        score=results.score,
        execution_time=round(results.seconds, 3),
        output=plain(results.problem) or _summary(results),
        extra_data={
            "assignment": results.assignment,
            "submission": results.submission,
            "seed": results.seed,
            **results.facts,
        },
        tests=[_test(question, results) for question in results.questions],
    )
    return report.model_dump_json(indent=1, exclude_none=True) + "\n"


def _summary(results: Results) -> str:
    waiting = [question.id for question in results.questions if question.waits]
    look = [f"A person must look at: {', '.join(waiting)}."] if waiting else []
    absent = [f"Nothing is handed in for: {', '.join(results.absent)}."] if results.absent else []
    return plain("\n".join([*look, *absent, *results.notes]))


def _test(question: QuestionResult, results: Results) -> Test:
    return Test(
        name=f"{question.id} {question.title}",
        number=question.id,
        score=None if question.kind == "review" else question.score,
        max_score=None if question.kind == "review" else question.points,
        status="passed" if question.status in ("passed", "review") else "failed",
        output=_capped(question_text(question, results)),
        tags=[question.kind],
        visibility=question.visibility,
        extra_data={
            "status": question.status,
            "checks": [
                {
                    "check": verdict.check,
                    "status": verdict.status,
                    "share": verdict.share,
                    "weight": verdict.weight,
                    **({"curves": dict(verdict.curves)} if verdict.curves else {}),
                    **verdict.private,
                }
                for verdict in question.verdicts
            ],
        },
    )


def _capped(text: str) -> str:
    left_out = len(text) - MAX_OUTPUT
    return f"{text[:MAX_OUTPUT]}\n… and {left_out} characters more" if left_out > 0 else text
