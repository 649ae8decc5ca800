"""grader fixtures: record the fixtures, or verify them; grade the reference against itself."""

from __future__ import annotations

import argparse

from grader import fixtures, soundness
from grader.errors import AssignmentError, UsageError
from grader.files import write_atomically
from grader.loading import ALSO_RIGHT, FIXTURES, AssignmentFolder, load
from grader.logs import logging_to_a_temporary_file
from grader.results import Results


def run(options: argparse.Namespace) -> int:
    """Record or verify; raises AssignmentError for what doesn't agree."""
    if options.seeds < 1:
        raise UsageError("--seeds: write a number from 1 up")
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
        wrong, results = soundness.losses(assignment, range(options.seeds))
    if wrong:
        raise AssignmentError("\n".join(wrong))
    if options.keys:
        _print_keys(assignment, results)
    if built:
        print(f"{path}: as the reference returns them")
    others = len(soundness.solutions(assignment)) - 1
    passed = (
        f"the reference and {others} in {ALSO_RIGHT}/ pass" if others else "the reference passes"
    )
    under = f" under {options.seeds} seeds" if options.seeds > 1 else ""
    waiting = soundness.undecided(assignment, results)
    print("\n".join([*waiting, f"{folder}: {passed} its own checks{under}{_but(len(waiting))}"]))
    return 0


def _but(count: int) -> str:
    """How many model answers are not decided, if there are any."""
    answers = "model answer needs" if count == 1 else "model answers need"
    return f", but {count} {answers} review" if count else ""


def _print_keys(assignment: AssignmentFolder, results: Results) -> None:
    """Print each key that was derived, and what shows that the model answer equals it."""
    for question, result in zip(assignment.assignment.questions, results.questions, strict=True):
        for check, verdict in zip(question.checks, result.verdicts, strict=True):
            for key in check.derived_keys():
                print(f"{question.id} {check.name}: {key}")
                for remark in verdict.remarks if verdict.earned else ():
                    print(f"    model answer: {remark}")
