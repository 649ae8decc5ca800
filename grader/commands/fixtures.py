"""grader fixtures: record the fixtures, or verify them; grade the reference against itself."""

from __future__ import annotations

import argparse

from grader import fixtures
from grader.errors import AssignmentError, UsageError
from grader.files import write_atomically
from grader.grading import files_of, grade
from grader.loading import FIXTURES, AssignmentFolder, load
from grader.logs import logging_to_a_temporary_file
from grader.results import Results, Verdict
from grader.submission import SHEETS, Submission

EXAMPLES = 30  # more than in grading: the reference must not fail on a rare case


def run(options: argparse.Namespace) -> int:
    """Record or verify; raises AssignmentError for what doesn't agree."""
    assignment = load(options.assignment)
    if assignment.reference is None:
        raise UsageError("a student's handout has no reference to record")
    folder, questions = assignment.folder, assignment.assignment.questions
    fixtures.require_repeatable(questions, assignment.reference, folder=folder)
    built = fixtures.build(questions, assignment.reference, folder=folder)
    path = folder / FIXTURES
    if built and (options.write or not path.exists()):
        write_atomically(path, fixtures.dump(built))
        print(f"{path}: recorded {sum(map(len, built.values()))} cases")
    drifted = fixtures.drift(assignment.fixtures, built)
    if drifted:
        lines = "\n".join(f"{path}: question {line}" for line in drifted)
        raise AssignmentError(f"{lines}\nIf the new reference is correct, re-record with --write.")
    with logging_to_a_temporary_file():
        results = _require_passing(assignment)
    if options.keys:
        _print_keys(assignment, results)
    if built:
        print(f"{path}: as the reference returns them")
    print(f"{folder}: the reference passes its own checks")
    return 0


def _print_keys(assignment: AssignmentFolder, results: Results) -> None:
    """Print each key that was derived, and what shows that the model answer equals it."""
    for question, result in zip(assignment.assignment.questions, results.questions, strict=True):
        for check, verdict in zip(question.checks, result.verdicts, strict=True):
            for key in check.derived_keys():
                print(f"{question.id} {check.name}: {key}")
                for remark in verdict.remarks if verdict.earned else ():
                    print(f"    model answer: {remark}")


def _require_passing(assignment: AssignmentFolder) -> Results:
    """Return the reference's results; raises AssignmentError if it loses points."""
    wanted, others = files_of(assignment)
    paths = [assignment.folder / name for name in [*wanted, *others]]
    files = {path.name: path.read_text(encoding="utf-8") for path in paths if path.is_file()}
    results = grade(assignment, Submission("reference", files), examples=EXAMPLES)
    wrong = _wrong(assignment, results, answered=any(name in files for name in SHEETS))
    if wrong:
        raise AssignmentError("\n".join(wrong))
    return results


def _wrong(assignment: AssignmentFolder, results: Results, *, answered: bool) -> list[str]:
    """What the reference loses; written questions count only where there are model answers."""
    return [
        f"{assignment.folder / check.place}: question {question.id!r}: {check.name}: "
        f"{_why(verdict)}"
        for question, result in zip(assignment.assignment.questions, results.questions, strict=True)
        for check, verdict in zip(question.checks, result.verdicts, strict=True)
        if verdict.lost
        or verdict.error
        or (verdict.pending and (check.needs.drivers or check.needs.modules))
        if answered or not verdict.absent
    ]


def _why(verdict: Verdict) -> str:
    """Why a check doesn't pass the reference, in one line."""
    if verdict.error:
        return verdict.error
    if verdict.failure is None:
        return f"it doesn't pass the reference: {verdict.reason}"
    diagnosis = verdict.failure.diagnosis
    hint = f" ({diagnosis.sentence})" if diagnosis else ""
    return f"the reference itself fails: {verdict.failure.summary}{hint}"
