"""Right work by many hands: whole modules, written from the handouts alone, lose no point.

`wheat/<homework>/<student>/` holds what a student submits.
"""

import contextlib
import inspect
from importlib.util import find_spec
from pathlib import Path

import pytest

from grader import grading, loading

ROOT = Path(__file__).parents[1]
STUDENTS = sorted(path for path in Path(__file__).with_name("wheat").glob("*/*") if path.is_dir())
TORCH = find_spec("torch") is not None
QUICK = 6  # one student of so many is graded in the quick run too


@pytest.fixture(scope="module")
def homeworks(server):
    """Every homework with judges of its own, started once."""
    with contextlib.ExitStack() as stack:
        found = {}
        for name in sorted({path.parent.name for path in STUDENTS}):
            assignment = loading.load(ROOT / "reference" / name)
            found[name] = assignment, stack.enter_context(grading.judging(assignment, server))
        yield found


def lost(homeworks, student, seed, examples):
    """What is not earned of the questions about the modules that the student submits."""
    assignment, judges = homeworks[student.parent.name]
    there = {path.stem for path in student.glob("*.py")}
    questions = [
        question.id
        for question in assignment.assignment.questions
        if question.runs_code and modules(question) <= there
    ]
    found = grading.grade(
        assignment, student, seed=seed, examples=examples, only=questions, judges=judges
    )
    return [
        (question.id, verdict.check, verdict.failure or verdict.reason)
        for question in found.questions
        for verdict in question.verdicts
        if verdict.failure or verdict.pending
    ]


def modules(question):
    drivers = {next(iter(inspect.signature(driver).parameters)) for driver in question.drivers}
    return drivers | set(question.modules)


def needs_torch(student):
    return any(path.read_text().count("\nimport torch") for path in student.glob("*.py"))


def cases():
    """Yield every student twice: for an ordinary run, and for the slow one."""
    for at, student in enumerate(STUDENTS):
        name = f"{student.parent.name}-{student.name}"
        labels = [pytest.mark.end_to_end] if at % QUICK else []
        yield pytest.param(student, range(1), 4, marks=labels, id=name)
        yield pytest.param(student, range(1, 51), 6, marks=pytest.mark.slow, id=f"{name}-50_seeds")


def test_there_are_a_hundred_and_twenty_modules():
    assert sum(len(list(student.glob("*.py"))) for student in STUDENTS) >= 100


@pytest.mark.parametrize(("student", "seeds", "examples"), list(cases()))
def test_right_work_loses_nothing(homeworks, student, seeds, examples):
    if needs_torch(student) and not TORCH:
        pytest.skip("torch isn't installed")
    for seed in seeds:
        assert lost(homeworks, student, seed, examples) == []
