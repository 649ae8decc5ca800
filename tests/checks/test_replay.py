"""Replays: curves that don't come from the student's own modules are shown to a person."""

import re

import pytest

from grader import grading
from grader.cli import main
from grader.submission import Submission

MODULE = """
class Line:
    def __init__(self, w):
        self.w = w
    def step(self, x, y, lr):
        error = self.w * x - y
        self.w -= lr * 2 * (error * x).mean()
        return (error**2).mean()
"""
DRIVERS = """
def train(mlp, w, x, lr):
    line = mlp.Line(w)
    return {"train_loss": [line.step(x, 3 * x, lr) for _ in range(5)]}
"""
INPUTS = """
from grader import Inputs, drawn
runs = Inputs(
    w=drawn(lambda rng: rng.normal(0, 0.1)),
    x=drawn(lambda rng: rng.normal(size=200)),
    lr=drawn(lambda rng: 0.1),
)
"""
CHECKS = (
    "Experiment('curves', {'a': 'lr 0.1'}, 5, ['train_loss']), "
    "Replay(drivers.train, inputs.runs, curves='curves', setting='a')"
)


@pytest.fixture
def grade(course, server):
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.write("mlp.py", MODULE)
    course.question(CHECKS)

    def graded(curve, module=MODULE):
        rows = "".join(f"a,{epoch},{loss}\n" for epoch, loss in enumerate(curve, 1))
        files = {"mlp.py": module, "curves.csv": f"setting,epoch,train_loss\n{rows}"}
        homework = course.load()
        return grading.grade(homework, Submission("x", files), server=server).questions[0]

    return graded


def test_curves_of_ones_own_modules_pass(grade):
    question = grade([9 * 0.64**k for k in range(5)])
    assert question.state == "passed"
    assert question.earned == 8
    assert question.verdicts[1].remarks == ("'a' begins like runs with your own modules",)
    assert grade([9.5 * 0.62**k for k in range(5)]).state == "passed"


def test_curves_of_something_else_are_pending(grade):
    question = grade([1.0, 0.5, 0.2, 0.1, 0.05])
    assert question.verdicts[1].state == "pending"
    assert question.pending == 4
    assert question.earned == 4
    reason = question.verdicts[1].reason
    again = re.search(r"train_loss is 1 in epoch 1 of your table, and ([\d.]+) in", reason)
    assert 6 < float(again[1]) < 13  # the mean of (3x - wx)² over 200 normal x, w about 0


def test_modules_that_crash_or_give_no_numbers_are_said(grade):
    crash = grade([9] * 5, "class Line:\n    def __init__(self, w):\n        1 / 0")
    assert crash.verdicts[1].state == "failed"
    assert crash.earned == 4
    odd = grade([9] * 5, MODULE.replace("return (error**2).mean()", "return 1j"))
    assert odd.verdicts[1].reason == "your modules return a train_loss that is not numbers"


def test_students_are_not_given_a_replay(course):
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.write("mlp.py", MODULE)
    course.write("starter/mlp.py", "")
    course.question(CHECKS)
    handout = course.folder.parent / "handout"
    assert main(["starter", str(course.folder), "-o", str(handout)]) == 0
    everything = "".join(
        p.read_text() for p in (handout / "checks").iterdir() if p.suffix != ".pkl"
    )
    assert "Experiment" in everything
    assert "Replay" not in everything
    assert "runs" not in everything


def test_where_no_curves_are_there_is_nothing_to_compare(grade):
    question = grade([])
    assert question.earned == 0
    assert question.pending > 0
