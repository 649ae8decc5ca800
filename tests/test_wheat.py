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

pytestmark = pytest.mark.end_to_end


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


def test_there_are_sixty_students_work():
    modules = [path for student in STUDENTS for path in student.glob("*.py")]
    assert len(modules) >= 60


@pytest.mark.parametrize("student", STUDENTS, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.parametrize(
    ("seeds", "examples"), [(range(1), 4), pytest.param(range(1, 51), 6, marks=pytest.mark.slow)]
)
def test_right_work_loses_nothing(homeworks, student, seeds, examples):
    if needs_torch(student) and not TORCH:
        pytest.skip("torch isn't installed")
    for seed in seeds:
        assert lost(homeworks, student, seed, examples) == []
