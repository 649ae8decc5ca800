"""Replays: curves earn where runs of the reference and of the student's modules confirm them."""

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
    "Experiment('curves', {'a': 'lr 0.1'}, 5, ['train_loss'], "
    "replays=[Replay(drivers.train, inputs.runs, 'a')])"
)


@pytest.fixture
def grade(course, server):
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.write("mlp.py", MODULE)
    course.question(CHECKS)

    def graded(curve, module=MODULE, more=""):
        rows = "".join(f"a,{epoch},{loss}\n" for epoch, loss in enumerate(curve, 1))
        files = {"mlp.py": module, "curves.csv": f"setting,epoch,train_loss\n{rows}{more}"}
        homework = course.load()
        return grading.grade(homework, Submission("x", files), server=server).questions[0]

    return graded


HONEST = [9 * 0.64**k for k in range(5)]


def test_a_curve_like_the_references_runs_earns(grade):
    question = grade(HONEST)
    assert question.state == "passed"
    assert grade([9.5 * 0.62**k for k in range(5)]).earned == 8


def test_an_invented_curve_is_pending(grade):
    question = grade([1.0, 0.5, 0.2, 0.1, 0.05])
    assert (question.earned, question.pending) == (0, 8)
    (reason,) = question.verdicts[0].remarks
    again = re.search(r"train_loss in epoch 1 is 1, not ([\d.]+)", reason)
    assert 6 < float(again[1]) < 13  # the mean of (3x - wx)² over 200 normal x, w about 0


def test_a_module_that_makes_up_its_own_line_confirms_nothing(grade):
    made_up = MODULE.replace("return (error**2).mean()", "return 0.5")
    question = grade([0.5] * 5, made_up)
    assert (question.earned, question.pending) == (0, 8)
    assert "a run of your modules differs from the reference's" in question.verdicts[0].remarks[0]
    assert grade(HONEST, made_up).earned == 0


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("class Line:\n    def __init__(self, w):\n        1 / 0", "raise ZeroDivisionError"),
        ("class Line(", "can't be run"),
        ("import os; os._exit(0)", "can't be run"),
        (MODULE.replace("return (error**2).mean()", "return 1j"), "there is no train_loss"),
        (MODULE.replace("return (error**2).mean()", "return None"), "differs"),
    ],
)
def test_modules_that_give_no_curve_confirm_none(grade, module, words):
    question = grade(HONEST, module)
    assert (question.earned, question.pending) == (0, 8)
    assert words in question.verdicts[0].remarks[0]


def test_only_the_settings_that_were_replayed_earn(course, grade):
    course.question(CHECKS.replace("{'a': 'lr 0.1'}", "{'a': 'lr 0.1', 'b': 'lr 0.2'}"))
    rows = "".join(f"b,{epoch},{3 - 0.1 * epoch}\n" for epoch in range(1, 6))
    question = grade(HONEST, more=rows)
    assert (question.earned, question.pending) == (4, 4)
    assert [item.state for item in question.verdicts[0].items] == ["passed", "pending"]


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


def test_an_empty_table_is_not_submitted(grade):
    assert grade([]).absent
