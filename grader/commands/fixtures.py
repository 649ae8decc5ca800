"""grader fixtures: record the fixtures, or verify them; grade the reference against itself."""

from __future__ import annotations

import argparse

from grader import fixtures
from grader.errors import AssignmentError, UsageError
from grader.files import write_atomically
from grader.grading import files_of, grade
from grader.loading import FIXTURES, AssignmentFolder, load
from grader.results import Results, Verdict
from grader.submission import SHEETS, Submission

SEED = 1


def run(options: argparse.Namespace) -> int:
    """Record or verify; raises AssignmentError for what doesn't agree."""
    assignment = load(options.assignment)
    if assignment.reference is None:
        raise UsageError("a student's handout has no reference to record")
    built = fixtures.build(assignment.assignment.questions, assignment.reference, seed=SEED)
    path = assignment.folder / FIXTURES
    if built and (options.write or not path.exists()):
        write_atomically(path, fixtures.dump(built))
        print(f"{path}: recorded {sum(map(len, built.values()))} cases")
        assignment = load(options.assignment)
    drifted = fixtures.drift(assignment.fixtures, built)
    if drifted:
        lines = "\n".join(f"{path}: question {line}" for line in drifted)
        raise AssignmentError(f"{lines}\nIf the new reference is correct, re-record with --write.")
    _grade_reference(assignment)
    if built:
        print(f"{path}: as the reference returns them")
    print(f"{assignment.folder}: the reference passes its own checks")
    return 0


def _grade_reference(assignment: AssignmentFolder) -> None:
    wanted, others = files_of(assignment)
    paths = [assignment.folder / name for name in [*wanted, *others]]
    files = {path.name: path.read_text(encoding="utf-8") for path in paths if path.is_file()}
    results = grade(assignment, Submission("reference", files))
    wrong = _wrong(results, answered=any(name in files for name in SHEETS))
    if wrong:
        where = assignment.folder / "assignment.py"
        lines = "\n".join(wrong)
        raise AssignmentError(f"{where}: the reference fails its own checks\n{lines}")


def _wrong(results: Results, *, answered: bool) -> list[str]:
    """What the reference loses; written questions count only where there are model answers."""
    return [
        f"question {question.id}, {verdict.check}: {_why(verdict)}"
        for question in results.questions
        for verdict in question.verdicts
        if (verdict.lost or verdict.error) and (answered or not verdict.absent)
    ]


def _why(verdict: Verdict) -> str:
    if verdict.error:
        return verdict.error
    if verdict.failure is None:
        return verdict.reason
    diagnosis = verdict.failure.diagnosis
    return f"{verdict.failure.summary} {diagnosis.sentence if diagnosis else ''}".strip()
