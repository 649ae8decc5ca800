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
def graded_files(course, server):
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
def test_files_can_import_each_other(graded_files, training):
    assert graded_files(layers=LAYERS, training=training)[0] == [2, 3, 4]


def test_missing_file_costs_only_questions_that_need_it(graded_files):
    scores, results = graded_files(layers=LAYERS)
    assert scores == [2, 0, 0]
    printed = results.questions[1].verdicts[0].failure.summary
    assert printed == "training.py is not in the submission"
    assert graded_files(training=TRAINING)[0] == [0, 3, 0]


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("def step(x) return x", 1),
        ("import torch\ntorch.x", 2),
        ("raise ValueError", 1),
        ("import layers\n1 / 0", 2),
    ],
)
def test_broken_file_is_named_and_costs_only_what_needs_it(graded_files, broken, line):
    scores, results = graded_files(layers=LAYERS, training=broken)
    assert scores == [2, 0, 0]
    assert results.questions[1].verdicts[0].failure.places[-1] == Place("training.py", line)


def test_file_that_exits_costs_only_what_needs_it(graded_files):
    scores, _ = graded_files(layers=LAYERS, training="raise SystemExit(1)")
    assert scores == [2, 0, 0]
    assert graded_files(layers="1 / 0", training=USING)[0] == [0, 0, 0]
    assert graded_files(layers="1 / 0", training=TRAINING)[0] == [0, 3, 0]


def test_output_belongs_to_the_question_that_printed_it(graded_files):
    _, results = graded_files(layers=f"print('hello')\n{LAYERS}")
    assert [bool(question.output) for question in results.questions] == [True, False, False]
