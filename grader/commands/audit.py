"""grader audit: what an assignment's checks let pass, and what they refuse wrongly."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import track

from grader.audit import CHAFF, WHEAT, Attempt, attempts
from grader.errors import UsageError
from grader.grading import grade, judging
from grader.loading import load
from grader.logs import logging_to_a_temporary_file
from grader.results import QuestionResult, Results

LIMIT = 2.0  # percent of the points that knowing nothing may earn


def run(options: argparse.Namespace) -> int:
    """Return 0 if the checks are sound, 1 if they let something pass or refuse right work."""
    assignment = load(options.assignment)
    if assignment.reference is None:
        raise UsageError(f"{assignment.folder} is a handout: audit the assignment itself")
    wheat = Path(options.right) if options.right else assignment.folder / WHEAT
    chaff = Path(options.wrong) if options.wrong else assignment.folder / CHAFF
    for given in filter(None, (options.right, options.wrong)):
        if not Path(given).is_dir():
            raise UsageError(f"there is no folder {given}")
    problems: list[str] = []
    console = Console(stderr=True)
    with logging_to_a_temporary_file(), judging(assignment) as judges:
        tried = list(attempts(assignment, wheat, chaff))
        for attempt in track(tried, "auditing", console=console, transient=True):
            results = grade(
                assignment,
                attempt.submission,
                seed=options.seed,
                examples=options.examples,
                judges=judges,
            )
            print(f"{_percent(results):5.1f} %  {attempt.kind}: {attempt.name}")
            problems += _problems(attempt, results)
    print("\n".join(["", *(problems or ["the checks are sound as far as these show"])]))
    return 1 if problems else 0


def _submitted(results: Results) -> list[QuestionResult]:
    """The questions for which something was submitted."""
    return [question for question in results.questions if not question.absent]


def _percent(results: Results) -> float:
    """The share earned of the points for what was submitted."""
    points = sum(question.points for question in _submitted(results))
    return 100 * sum(q.earned for q in _submitted(results)) / points if points else 0.0


def _problems(attempt: Attempt, results: Results) -> Iterator[str]:
    """Yield what is to be mended, a line each."""
    name = f"{attempt.kind}: {attempt.name}"
    if attempt.kind == "knows nothing" and _percent(results) > LIMIT:
        earned = ", ".join(q.id for q in results.questions if q.earned)
        yield f"{name} earns {_percent(results):.1f} % of the points, in {earned}"
    elif attempt.kind == "wrong" and not any(q.lost for q in _submitted(results)):
        yield f"{name} loses nothing: write a check that notices it"
    elif attempt.kind == "right":
        for question in _submitted(results):
            if question.lost:
                yield f"{name} loses {question.lost:g} points in {question.id}"
