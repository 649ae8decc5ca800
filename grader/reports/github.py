"""What a workflow on GitHub reads: annotations at a student's lines, and Classroom's points.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from grader.reports.text import plain
from grader.results import Failure, QuestionResult, Results

MOST = 10  # annotations of a kind that GitHub shows for one step


def workflow_commands(results: Results, folder: str = "") -> Iterator[str]:
    """Yield an annotation for each question that lost points, then the points for Classroom.

    Args:
        results: of one submission.
        folder: where the submission is in the repository.

    """
    shown = [question for question in results.questions if question.lost and not question.absent]
    for question in shown[:MOST]:
        yield _annotation(question, folder)
    if results.problem:
        yield _command("error", results.problem, title="The submission can't be graded")
    total = f"{results.earned:g}/{results.points:g}"
    yield _command("notice", f"Points {total}", title="Autograding complete")
    report = {"totalPoints": results.earned, "maxPoints": results.points}
    yield _command("notice", json.dumps(report), title="Autograding report")


def _annotation(question: QuestionResult, folder: str) -> str:
    failures = [verdict.failure for verdict in question.verdicts if verdict.failure]
    placed = next((failure for failure in failures if failure.places), None)
    failure = placed or next(iter(failures), Failure("points were lost"))
    lost = f"{question.id} {question.title}: {question.lost:g} of {question.points:g} points lost"
    if not failure.places:
        return _command("error", failure.summary, title=lost)
    place = failure.places[-1]
    file = str(PurePosixPath(folder, place.file))
    return _command("error", failure.summary, file=file, line=str(place.line), title=lost)


def _command(name: str, message: str, **properties: str) -> str:
    given = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{name} {given}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """Text that can't end the command, nor begin another."""
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return plain(text)
