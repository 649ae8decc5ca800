"""Checks as tests of a real pytest: items, selection, failures, xdist, and projects of others."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[1]
QUESTION = "reference/small/assignment.py::1"


def run(folder, *arguments):
    """Run pytest in a process of its own; what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PYTEST_ADDOPTS": "", "COLUMNS": "160"},
    )  # fmt: skip
    return done.stdout + done.stderr


def check(folder, *arguments):
    return run(
        folder, "--grader-assignment", "small", "--grader-submission", "ada", "-v", *arguments
    )


@pytest.fixture
def here(course):
    """A course with a submission that has one mistake, one right answer, and one for a person."""
    course.write(
        "mlp.py",
        """\
        def double(x): return 2 * x
        def add(x, y): return x + y
        """,
    )
    course.write(
        "drivers.py",
        """\
        def double(mlp, x):
            '''double(x).'''
            return {'y': mlp.double(x)}
        def add(mlp, x, y):
            return {'y': mlp.add(x, y)}
        """,
    )
    course.write(
        "inputs.py",
        """\
        from grader import Inputs, reals
        double = Inputs(x=reals('n'))
        add = Inputs(x=reals('n'), y=reals('n'))
        """,
    )
    course.write(
        "assignment.py",
        """\
        from grader import *
        from . import drivers, inputs
        double = Agreement(drivers.double, inputs.double, title="double")
        add = Agreement(drivers.add, inputs.add, title="add")
        homework = Assignment("A test", ["mlp.py"], [
            Question("1", "One", 8, [double, add, Review("why", "For the reason.")]),
            Question("2", "Two", 8, [double], visibility="hidden"),
        ])
        """,
    )
    (course.folder / "answers.md").write_text("## 1\nwhy: so\n")
    folder = course.folder.parents[1]
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "ada").mkdir()
    (folder / "ada" / "answers.md").write_text("## 1\nwhy: so\n")
    (folder / "ada" / "mlp.py").write_text(
        dedent("""\
        print("loaded")
        def double(x): return 3 * x
        def add(x, y): return x + y
        """)
    )
    return folder


def test_each_check_is_a_test(here):
    printed = check(here)
    assert f"{QUESTION}::double FAILED" in printed
    assert f"{QUESTION}::add PASSED" in printed
    assert f"{QUESTION}::why SKIPPED (needs review" in printed
    for line in ("y is wrong", "double(x).", "expected:", "loaded"):
        assert line in printed.splitlines() or f"    {line}" in printed.splitlines(), line
    assert "Traceback" not in printed


def test_tests_are_selected_as_usual(here):
    assert "1 passed, 2 deselected" in check(here, "-k", "add")
    assert "1 failed" in check(here, "-x").splitlines()[-1]
    assert "1 failed" in check(here, "--lf").splitlines()[-1]
    assert "1 passed in" in check(here, f"{QUESTION}::add")
    (here / "ada" / "mlp.py").write_text("def double(x): return 2 * x\n")
    assert "1 passed" in check(here, "--lf").splitlines()[-1]


def test_tests_are_shared_by_workers(here):
    pytest.importorskip("xdist")
    assert "1 failed, 1 passed, 1 skipped" in check(here, "-n", "2")


def test_points_are_in_the_report_of_junit(here):
    check(here, "--junit-xml", "report.xml")
    report = (here / "report.xml").read_text()
    assert '<property name="question" value="1"' in report
    assert '<property name="earned" value="1.0"' in report


def test_mistakes_of_the_author_are_one_line(here):
    printed = run(here, "--grader-assignment", "larger")
    assert "no assignment 'larger'" in printed
    (here / "reference" / "small" / "drivers.py").write_text("def double(mlp, x) return 1\n")
    printed = check(here)
    assert "drivers.py:1: " in printed
    assert "Traceback" not in printed


def test_other_projects_load_nothing_of_the_grader(tmp_path):
    (tmp_path / "test_it.py").write_text(
        "import sys\ndef test_it():\n"
        "    loaded = {n for n in sys.modules if n.startswith('grader')}\n"
        "    assert loaded == {'grader', 'grader.pytest_plugin'}, loaded\n"
        "    assert 'numpy' not in sys.modules\n"
    )
    assert "1 passed" in run(tmp_path, "-p", "no:hypothesispytest")
