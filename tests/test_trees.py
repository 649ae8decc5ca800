"""Submissions that are trees: packages, files in folders, helper modules, the author's support."""

import pytest

from grader import grading
from grader.submission import Submission

DRIVERS = """
def total(mytorch, x):
    return {"y": mytorch.Sum().forward(x)}

def scaled(simple, x):
    return {"y": simple.scaled(x)}
"""
INPUTS = "from grader import *\nx = Inputs(x=reals('n'))\n"
PACKAGE = {
    "mytorch/__init__.py": "from .layers.sums import Sum\n",
    "mytorch/layers/__init__.py": "",
    "mytorch/layers/sums.py": "from ..core import add\nclass Sum:\n"
    "    def forward(self, x): return add(x)\n",
    "mytorch/core.py": "import numpy as np\ndef add(x): return np.sum(x)\n",
}
SIMPLE = "import support_table\ndef scaled(x): return support_table.FACTOR * x\n"


@pytest.fixture
def grade(course, server, tmp_path):
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    for name, text in PACKAGE.items():
        course.write(name, text)
    course.write("src/simple.py", SIMPLE)
    course.write("support_table.py", "FACTOR = 3.0\n")
    course.write(
        "assignment.py",
        """\
        from grader import *
        from . import drivers, inputs
        homework = Assignment("Trees", ["mytorch/", "src/simple.py"], [
            Question("1", "A package", 1, [Agreement(drivers.total, inputs.x)]),
            Question("2", "In a folder", 1, [Agreement(drivers.scaled, inputs.x)]),
        ], support=["support_table.py"])
        """,
    )

    def graded(files):
        for name, text in files.items():
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        results = grading.grade(course.load(), tmp_path / "in", server=server)
        return [(question.earned, question.verdicts[0].failure) for question in results.questions]

    return graded


def earned(graded):
    return [points for points, _ in graded]


def test_a_package_with_relative_imports_and_a_file_in_a_folder_are_graded(grade):
    found = grade({**PACKAGE, "src/simple.py": SIMPLE})
    assert earned(found) == [1, 1], found


def test_a_helper_module_of_the_students_comes_along(grade):
    helped = "from helper import times\ndef scaled(x): return times(3.0, x)\n"
    helper = "def times(a, x): return a * x\n"
    found = grade({**PACKAGE, "src/simple.py": helped, "src/helper.py": helper})
    assert earned(found) == [1, 1], found


def test_the_support_file_is_the_authors(grade):
    found = grade({**PACKAGE, "src/simple.py": SIMPLE, "support_table.py": "FACTOR = 5.0\n"})
    assert earned(found) == [1, 1], found


def test_a_missing_package_costs_what_needs_it(grade):
    (package, failure), (simple, _) = grade({"src/simple.py": SIMPLE})
    assert (package, simple) == (0, 1)
    assert failure.absent
    assert failure.summary == "mytorch/ is not in the submission"


def test_a_file_that_cannot_be_read_costs_only_what_needs_it(course, server):
    course.write("drivers.py", "def double(mlp, x): return {'y': mlp.double(x)}\n")
    course.write("inputs.py", INPUTS)
    course.write("mlp.py", "def double(x): return 2 * x\n")
    course.question("Agreement(drivers.double, inputs.x)")
    submission = Submission("s", {}, problems={"mlp.py": "mlp.py is over 1024 KiB"})
    (question,) = grading.grade(course.load(), submission, server=server).questions
    assert question.verdicts[0].failure.summary == "mlp.py is over 1024 KiB"
    assert not question.absent
