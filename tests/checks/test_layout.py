"""A module whose batches lie in the other direction is recognised, and told so once."""

import numpy as np
import pytest

from grader.numerics.layout import right_but_turned, turned
from grader.reports.text import question_text

DRIVERS = """
import numpy as np
def affine(mlp, W, x, upstream):
    out = np.array(mlp.forward(W, x))
    return {"out": out, "dW": mlp.backward_W(W, x, upstream), "dx": mlp.backward_x(W, x, upstream)}
def loss(mlp, x):
    return {"loss": mlp.loss(x)}
"""
INPUTS = """
from grader import Inputs, cotangents, reals
affine = Inputs(W=reals("rows", "inner"), x=reals("inner", "batch"),
                upstream=cotangents("rows", "batch"))
loss = Inputs(x=reals("inner", "batch"), regimes=("normal",))
"""
COLUMNS = """
import numpy as np
def forward(W, x): return W @ x
def backward_W(W, x, g): return g @ x.T
def backward_x(W, x, g): return W.T @ g
def loss(x): return np.sum(np.log(np.sum(np.exp(x), axis=0)))
"""
ROWS = """
import numpy as np
def forward(W, x): return x @ W.T
def backward_W(W, x, g): return g.T @ x
def backward_x(W, x, g): return g @ W
def loss(x): return np.sum(np.log(np.sum(np.exp(x), axis=1)))
"""
AGREEMENT = "Agreement(drivers.affine, inputs.affine)"
GRADIENT = "Gradient(drivers.affine, inputs.affine, of='out', wrt=['W', 'x'], cotangent='upstream')"
FIXTURE = "Fixture(drivers.affine, inputs.affine)"
LOSS = "Agreement(drivers.loss, inputs.loss, title='loss')"


@pytest.fixture
def small(course):
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.write("mlp.py", COLUMNS)
    course.question(f"{AGREEMENT}, {GRADIENT}, {FIXTURE}, {LOSS}")
    return course


def test_rows_for_columns_are_explained_once_and_noted_on_top(small):
    results = small.grade(ROWS)
    shown = question_text(results.questions[0], results)
    assert results.earned == 0
    assert shown.count("Your batches lie in rows; the homework's lie in columns.") == 1
    assert "With x and upstream transposed, this call returns the right numbers." in shown
    assert shown.count("matmul") == 1
    assert shown.count("the batches lie in rows here too") == 2
    assert "With x transposed, this call returns the right numbers." in shown  # which way?
    assert shown.count("called:") == 1
    [note] = [str(note) for note in results.notes if "batches" in str(note)]
    assert note.endswith("the homework's lie in columns: 4 checks fail for that")


def test_a_homework_in_rows_is_recognised_too(small):
    small.write("mlp.py", ROWS)
    small.write(
        "inputs.py",
        INPUTS.replace('"inner", "batch"', '"batch", "inner"').replace(
            '"rows", "batch"', '"batch", "rows"'
        ),
    )
    results = small.grade(COLUMNS)
    assert "your batches lie in columns; the homework's lie in rows" in str(results.notes[0])


WRONG = {
    "a transposed output": "def forward(W, x): return (W @ x).T",
    "a transposed matrix": "def forward(W, x): return W.T @ x",
    "a wrong value": "def forward(W, x): return W @ x + 1",
    "rows and a wrong value": ROWS + "def forward(W, x): return x @ W.T + 1",
    "a first call that fails": "calls = []\ndef forward(W, x):\n"
    "    calls.append(1)\n    return W @ x if len(calls) > 20 else 1 / 0",
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_another_mistake_is_no_layout(small, name):
    small.question(AGREEMENT)
    results = small.grade(COLUMNS + WRONG[name])
    [verdict] = results.questions[0].verdicts
    assert verdict.failure is not None
    assert not results.notes
    diagnosis = verdict.failure.diagnosis
    assert diagnosis is None or diagnosis.code != "layout"


def test_only_a_size_that_is_told_from_all_others_is_turned():
    x = np.zeros((3, 3))
    assert not list(turned({"x": x}, {"inner": 3, "batch": 3}))
    sizes = {"inner": 3, "batch": 7}
    [either] = turned({"x": np.zeros((3, 7))}, sizes)
    assert either.axis is None
    arguments = {"x": np.zeros((3, 7)), "labels": np.zeros((2, 7))}
    assert {(other.names, other.axis) for other in turned(arguments, sizes)} == {
        (("x",), 0),
        (("x", "labels"), 1),
    }


def test_outputs_are_right_as_they_are_or_transposed():
    y = np.arange(6.0).reshape(2, 3)
    assert right_but_turned({"y": y.T, "n": 1.0}, {"y": y, "n": np.array(1.0)})
    assert not right_but_turned({"y": y.T + 1, "n": 1.0}, {"y": y, "n": np.array(1.0)})
    assert not right_but_turned({"n": 1.0}, {"y": y, "n": np.array(1.0)})


def test_a_wrong_boolean_is_lost_and_no_error_of_ours(course):
    course.write(
        "drivers.py", "def over(mlp, x): return {'over': bool(mlp.over(x)), 'one': x.sum()}\n"
    )
    course.write(
        "inputs.py", INPUTS.replace("affine =", "one = Inputs(x=reals('n', 'batch'))\naffine =")
    )
    course.write("mlp.py", "def over(x): return True\n")
    course.question("Agreement(drivers.over, inputs.one)")
    question = course.grade("def over(x): return False\n").questions[0]
    assert (question.earned, question.pending) == (0, 0)
