"""Exceptions that a homework demands are observed like outputs."""

import pytest

DRIVERS = """
import numpy as np

def invert(mlp, A):
    return {"inverse": mlp.invert(A)}

invert.raises = ValueError
"""
INPUTS = """
import numpy as np
from grader import *
A = Inputs(A=drawn(lambda rng: np.diag(rng.integers(0, 2, 2) + 0.0)))
"""
RIGHT = """
import numpy as np
class Singular(ValueError): pass
def invert(A):
    if np.linalg.det(A) == 0: raise Singular("no inverse")
    return np.linalg.inv(A)
"""


@pytest.fixture
def grade(course):
    course.write("mlp.py", RIGHT)
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.question("Agreement(drivers.invert, inputs.A), Contract(drivers.invert, inputs.A)")

    def first_verdict(source):
        question = course.first(source)
        return question.earned, question.verdicts[0].failure

    return first_verdict


def test_a_subclass_of_the_demanded_exception_is_right(grade):
    assert grade(RIGHT) == (8, None)


@pytest.mark.parametrize(
    ("wrong", "summary"),
    [
        ("KeyError('A')", "expected ValueError, but it raised KeyError: 'A'"),
        ("SystemExit(1)", "expected ValueError, but it raised SystemExit: 1"),
    ],
)
def test_another_exception_is_named(grade, wrong, summary):
    earned, failure = grade(RIGHT.replace('Singular("no inverse")', wrong))
    assert (earned, failure.summary) == (0, summary)
    assert failure.places


def test_no_exception_is_wrong(grade):
    earned, failure = grade(RIGHT.replace('raise Singular("no inverse")', "return A"))
    assert (earned, failure.summary) == (0, "expected ValueError, but nothing was raised")


def test_the_exception_is_wrong_where_it_is_not_demanded(grade):
    earned, failure = grade(RIGHT.replace("np.linalg.det(A) == 0", "True"))
    assert (earned, failure.summary) == (0, "Singular: no inverse")


def test_a_driver_may_catch_by_itself(grade, course):
    course.write(
        "drivers.py",
        """\
        def invert(mlp, A):
            try:
                return {"inverse": mlp.invert(A)}
            except ValueError:
                return {"raised": "ValueError"}
        """,
    )
    assert grade(RIGHT)[0] == 8
    _, failure = grade(RIGHT.replace('raise Singular("no inverse")', "return A"))
    assert failure.summary == "expected ValueError, but nothing was raised"
