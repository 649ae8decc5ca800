"""Somebody else's check: one file and one entry point, used in all that the grader does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from installing import install
from small import FILES, declared, write

pytestmark = pytest.mark.end_to_end

CHECK = (
    'Words("why", ["convex", "smooth"], title="two words"), Agreement(drivers.double, inputs.xs)'
)
IMPORT = "from grader_words import Words\n"
ANSWER = "## 1 One\n\nwhy: It is convex{}.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return install(Path(__file__).parent / "third_party", tmp_path_factory.mktemp("package"))


@pytest.fixture
def run(site, tmp_path):
    """The command line where the package is installed, or isn't."""

    def grader(*arguments, installed=True, cwd=tmp_path):
        path = [str(Path(__file__).parents[2]), *([str(site)] if installed else [])]
        return subprocess.run(
            [sys.executable, "-m", "grader", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
            capture_output=True,
            text=True,
            check=False,
        )

    write(tmp_path / "hw", {"assignment.py": IMPORT + declared(CHECK)})
    return grader


def submission(folder, also=""):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mlp.py").write_text(FILES["mlp.py"])
    (folder / "answers.md").write_text(ANSWER.format(also))
    return folder


def test_it_is_used_in_an_assignment_and_grades(run, tmp_path):
    assert run("fixtures", "hw").returncode == 0
    submission(tmp_path / "all" / "full", " and smooth")
    submission(tmp_path / "all" / "half")
    done = run("grade", "hw", "all", "--out", "out")
    assert done.returncode == 0, done.stderr
    full, half = (
        json.loads((tmp_path / "out" / name / "results.json").read_text())
        for name in ("full", "half")
    )
    assert (full["score"], half["score"]) == (4, 3)
    assert "missing: smooth" in half["tests"][0]["output"]
    assert '"grader-words": "1.0"' in (tmp_path / "out" / "full" / "results.json").read_text()


def test_it_travels_in_a_handout_and_checks_there(run, tmp_path):
    assert run("starter", "hw", "-o", "handout").returncode == 0
    handout = tmp_path / "handout"
    assert "Use the words convex, smooth." in (handout / "answers.md").read_text()
    (handout / "answers.tex").unlink()
    submission(handout)
    done = run("check", cwd=handout)
    assert done.returncode == 1, done.stderr
    assert "missing: smooth" in done.stdout
    submission(handout, " and smooth")
    assert run("check", cwd=handout).returncode == 0


def test_where_it_is_not_installed_that_is_said(run, tmp_path):
    assert run("starter", "hw", "-o", "handout").returncode == 0
    told = run("fixtures", "hw", installed=False)
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "hw/assignment.py:1: ModuleNotFoundError: No module named 'grader_words'" in told.stderr
    told = run("check", installed=False, cwd=tmp_path / "handout")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "Words" in told.stderr
    assert "is its package installed?" in told.stderr


def test_its_mistakes_are_named_like_the_graders_own(run, tmp_path):
    text = IMPORT + declared('Words("why", "convex"), Words("how", [], weight=2)')
    (tmp_path / "hw" / "assignment.py").write_text(text)
    told = run("fixtures", "hw").stderr.splitlines()
    assert told == [
        "grader: hw/assignment.py:7: question '1': words: words: write a list, ['convex'], not "
        "'convex'",
        "hw/assignment.py:7: question '1': words: words: write some",
    ]
