"""`PyTest`: a course's own test file, run by the real pytest in the student's process."""

import json

import numpy as np
import pytest

from grader import loading, starter
from grader.errors import AssignmentError
from grader.reports.gradescope import gradescope
from grader.submission import Submission

pytestmark = pytest.mark.end_to_end

RIGHT = "def double(x): return 2 * x\ndef half(x): return x / 2\n"
TESTS = """\
import unittest
import numpy as np
import pytest
from mlp import double, half

@pytest.mark.parametrize("n", [1, 2, 3])
def test_double(n, tmp_path):
    (tmp_path / "file").write_text("anything")
    np.testing.assert_allclose(double(np.ones(n)), 2 * np.ones(n))

def test_fixture(four):
    assert double(four) == 8

class TestHalf(unittest.TestCase):
    def setUp(self):
        self.x = 4

    def test_half(self):
        self.assertEqual(half(self.x), 2)
"""


@pytest.fixture
def tested(course):
    """A course whose one question is a test file."""
    course.write("mlp.py", RIGHT)
    course.write("drivers.py", "")
    course.write("tests/conftest.py", "import pytest\n@pytest.fixture\ndef four(): return 4\n")
    course.write("tests/test_mlp.py", TESTS)
    course.question("PyTest('tests/test_mlp.py')")
    return course


def items(result):
    return {item.text.partition(": ")[0]: item.state for item in result.verdicts[0].items}


def test_parameters_fixtures_and_unittest_pass(tested):
    result = tested.first(RIGHT)
    assert result.state == "passed", result.verdicts
    assert len(result.verdicts[0].items) == 3


def test_a_failing_test_costs_its_weight_and_shows_what_pytest_says(tested):
    tested.question(
        "PyTest('tests/test_mlp.py', weights={'test_fixture': 2, 'TestHalf::test_half': 5})"
    )
    result = tested.first("def double(x): return 2 * x\ndef half(x): return x // 3\n")
    (verdict,) = result.verdicts
    assert result.earned == pytest.approx(8 * 3 / 8)
    assert verdict.items[-1].text == "TestHalf::test_half: AssertionError: 1 != 2"
    assert "tests/test_mlp.py:19: in test_half" in verdict.remarks[0]


def test_helpers_and_data_come_along(tested):
    np.save(tested.folder / "tests" / "data.npy", np.arange(3.0))
    tested.write("tests/helper.py", "TWO = 2\n")
    tested.write(
        "tests/test_mlp.py",
        """\
        import os
        from pathlib import Path
        import numpy as np
        from helper import TWO
        from mlp import double

        def test_data():
            data = np.load(Path(__file__).parent / "data.npy")
            assert (double(data) == TWO * data).all()
            os.chdir("..")

        def test_folder():
            assert Path("mlp.py").exists()
        """,
    )
    tested.question("PyTest('tests/test_mlp.py', along=['tests/*.npy', 'tests/helper.py'])")
    assert tested.first(RIGHT).state == "passed"


def test_caution_is_for_staff(tested):
    results = tested.grade(RIGHT)
    (test,) = json.loads(gradescope(results))["tests"]
    assert "made to cheat" in json.dumps(test["extra_data"])
    assert "cheat" not in test["output"]


def test_an_endless_test_costs_those_from_it_on(tested):
    result = tested.first("def double(x): return 2 * x\ndef half(x):\n    while True: pass\n")
    assert items(result) == {
        "test_double": "passed", "test_fixture": "passed", "TestHalf::test_half": "failed",
    }  # fmt: skip
    assert "endless loop" in result.verdicts[0].items[-1].text


def test_a_skipped_test_needs_review(tested):
    tested.write(
        "tests/test_mlp.py", TESTS.replace("class Test", "@unittest.skip('x')\nclass Test")
    )
    result = tested.first(RIGHT)
    assert (result.state, round(result.pending, 2)) == ("pending", 2.67)
    tested.write(
        "tests/test_mlp.py", "import mlp, pytest\npytest.skip('x', allow_module_level=True)\n"
    )
    assert tested.first(RIGHT).pending == 8


def test_a_name_that_is_missing_fails_every_test_and_is_named(tested):
    result = tested.first("def double(x): return 2 * x\n")
    assert set(items(result).values()) == {"failed"}
    assert "cannot import name 'half'" in result.verdicts[0].items[0].text
    assert tested.first("def double(x) return").blocked_by.loading


@pytest.mark.parametrize("where", ["", "    "])
def test_what_is_not_installed_is_not_the_students_fault(tested, where):
    lines = ["def test_it():", f"{where}import no_such_library, mlp", "    assert mlp.half(4) == 2"]
    tested.write("tests/test_mlp.py", "\n".join(lines if where else [lines[1], lines[0], lines[2]]))
    result = tested.first(RIGHT)
    assert result.pending == 8
    assert "no_such_library is not installed here" in result.verdicts[0].items[0].text


def test_the_handout_holds_the_tests(tested, tmp_path, server):
    tested.write("starter/mlp.py", "def double(x): ...\ndef half(x): ...\n")
    starter.write(tested.load(), tmp_path / "handout")
    from grader import grading

    handout = loading.load(tmp_path / "handout")
    for source, points in ((RIGHT, 8), ("def double(x): return 2 * x\nhalf = abs\n", 5.3333)):
        graded = grading.grade(handout, Submission("ada", {"mlp.py": source}), server=server)
        assert graded.earned == points


@pytest.mark.parametrize(
    ("check", "message"),
    [
        ("PyTest('tests/test_other.py')", "there is no tests/test_other.py"),
        ("PyTest('../../test_mlp.py')", "there is no ../../test_mlp.py"),
        ("PyTest('tests/test_mlp.py', along=['tests/*.npz'])", r"there is no tests/\*.npz"),
        ("PyTest('tests/test_mlp.py', weights={'test_two': 2})", "no test is named test_two"),
        ("PyTest('tests/conftest.py')", "imports none of the submitted files: mlp"),
        ("PyTest('tests/broken.py')", "tests/broken.py:1: "),
    ],
)
def test_mistakes_of_the_author_are_named(tested, check, message):
    tested.write("tests/broken.py", "def test(: pass\n")
    tested.question(check)
    with pytest.raises(AssignmentError, match=f"(?s)assignment.py:4.*{message}"):
        tested.load()
