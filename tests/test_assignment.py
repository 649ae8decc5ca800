"""The author's mistakes are found at loading, and named with file, line and question."""

import pytest

from grader import loading
from grader.errors import AssignmentError, UsageError

DRIVERS = "def double(mlp, x):\n    return {'y': mlp.double(x)}\n"
INPUTS = """\
from grader import Inputs, reals
double = Inputs(x=reals('n'))
other = Inputs(z=reals('n'))
"""
CHECK = "Agreement(drivers.double, inputs.double)"


@pytest.fixture
def small(course):
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.write("mlp.py", "def double(x): return 2 * x\n")
    return course


def problem(course):
    with pytest.raises(AssignmentError) as caught:
        course.load()
    return str(caught.value)


def test_an_assignment_without_mistakes_loads(small):
    small.question(CHECK)
    assert small.load().assignment.questions[0].kind == "code"


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ("Agreement(drivers.triple, inputs.double)", "assignment.py:4: AttributeError"),
        ("Agreement(drivers.double, inputs.other)", "driver double takes x, but its inputs are z"),
        ("Agreement(drivers.double, inputs.double, weight=-1)", "weight -1 is negative"),
        ("Agreement(drivers.double, inputs.double, weight=0)", "no check of it earns points"),
        ("", "no checks"),
        ("Gradient(drivers.double, inputs.double, of='y', wrt=['w'])", "no input 'w'"),
        ("Contract(drivers.double, inputs.double, shapes={'y': ('m',)})", "no size is named 'm'"),
    ],
)
def test_a_mistake_in_a_check_is_named_with_file_line_and_question(small, checks, words):
    small.question(checks)
    told = problem(small)
    assert words in told
    assert "assignment.py:" in told
    assert "question 1" in told or "AttributeError" in told


def declare(course, text):
    course.write(
        "assignment.py",
        f"from grader import *\nfrom . import drivers, inputs\nA = {CHECK}\n{text}\n",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "h = Assignment('T', ['mlp.py'], [Question('1', 'a', 3, [A])], points=4)",
            "assignment.py:4: the questions are worth 3 points, not 4",
        ),
        (
            "h = Assignment('T', ['mlp.py'], [\n  Question('1', 'a', 1, [A]),\n"
            "  Question('1', 'b', 1, [A])])",
            "assignment.py:6: question 1: another question has this id",
        ),
        ("h = Assignment('T', ['mlp.py'], [Question('1', 'a', -1, [A])])", "-1 points"),
        ("h = Assignment('T', ['mlp.py'], [])", "no questions"),
        ("", "it declares 0 assignments, not one"),
        (
            "h = Assignment('T', ['net.py'], [Question('1', 'a', 1, [A])])",
            "must name a submitted file",
        ),
        ("h = Assignment(", "assignment.py:4"),
        ("1 / 0", "assignment.py:4: ZeroDivisionError"),
    ],
)
def test_a_mistake_in_the_declaration_is_named_with_its_line(small, text, words):
    declare(small, text)
    assert words in problem(small)


def test_a_missing_reference_is_named(small):
    small.question(CHECK)
    (small.folder / "mlp.py").unlink()
    assert "there is no mlp.py" in problem(small)


def test_a_driver_that_imports_from_the_assignment_is_refused(small):
    small.question(CHECK)
    small.write("drivers.py", "from . import inputs\n" + DRIVERS)
    assert "drivers.py:1: drivers run beside the student's code" in problem(small)


def test_a_syntax_error_in_another_file_is_named_there(small):
    small.question(CHECK)
    small.write("inputs.py", INPUTS + "def broken(:\n")
    assert "inputs.py:4" in problem(small)


def test_an_unknown_assignment_lists_those_that_there_are():
    with pytest.raises(UsageError, match=r"there are: .*cmu10417_hw1"):
        loading.find("nothing_here")
