"""A homework of several files: what is missing or broken costs only the questions that need it."""

import pytest

from grader import grading
from grader.results import Place
from grader.submission import Submission

ASSIGNMENT = """
from grader import *
from . import drivers, inputs
homework = Assignment("Two files", ["layers.py", "training.py"], [
    Question("1", "Layers", points=2, checks=[Agreement(drivers.layer, inputs.x)]),
    Question("2", "Training", points=3, checks=[Agreement(drivers.train, inputs.x)]),
    Question("3", "Both", points=4, checks=[
        Agreement(drivers.layer, inputs.x), Contract(drivers.layer, inputs.x, again=drivers.same),
    ]),
], imports=["numpy"])
"""
DRIVERS = """
def layer(layers, x): return {"y": layers.twice(x)}
def same(training, x): return {"y": training.step(x)}
def train(training, x): return {"y": training.step(x)}
"""
LAYERS = "def twice(x): return 2 * x"
TRAINING = "def step(x): return x + x"
USING = "import layers\ndef step(x): return layers.twice(x)"


@pytest.fixture
def marks(course, server):
    course.write("assignment.py", ASSIGNMENT)
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", "from grader import Inputs, reals\nx = Inputs(x=reals('n'))")
    course.write("layers.py", LAYERS)
    course.write("training.py", TRAINING)

    def graded(**files):
        texts = {f"{name}.py": text for name, text in files.items()}
        results = grading.grade(course.load(), Submission("s", texts), server=server)
        return [q.earned for q in results.questions], results

    return graded


@pytest.mark.parametrize("training", [TRAINING, USING])
def test_a_file_may_import_another(marks, training):
    assert marks(layers=LAYERS, training=training)[0] == [2, 3, 4]


def test_a_missing_file_costs_what_needs_it(marks):
    scores, results = marks(layers=LAYERS)
    assert scores == [2, 0, 0]
    told = results.questions[1].verdicts[0].failure.summary
    assert told == "training.py is not in the submission"
    assert marks(training=TRAINING)[0] == [0, 3, 0]


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("def step(x) return x", 1),
        ("import torch\ntorch.x", 2),
        ("raise ValueError", 1),
        ("import layers\n1 / 0", 2),
    ],
)
def test_a_broken_file_costs_what_needs_it_and_is_named(marks, broken, line):
    scores, results = marks(layers=LAYERS, training=broken)
    assert scores == [2, 0, 0]
    assert results.questions[1].verdicts[0].failure.places[-1] == Place("training.py", line)


def test_the_end_of_the_process_in_one_file_costs_what_needs_it(marks):
    scores, _ = marks(layers=LAYERS, training="import numpy\nnumpy.sys.exit(0)")
    assert scores == [2, 0, 0]
    assert marks(layers="1 / 0", training=USING)[0] == [0, 0, 0]
    assert marks(layers="1 / 0", training=TRAINING)[0] == [0, 3, 0]


def test_what_one_question_printed_is_not_told_in_another(marks):
    _, results = marks(layers=f"print('hello')\n{LAYERS}")
    assert [bool(question.output) for question in results.questions] == [True, False, False]
