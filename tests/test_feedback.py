"""Students see what the assignment lets them see, before and after the due date."""

import json
import sys
import zipfile
from pathlib import Path

import pytest

from grader.cli import main

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import write

WRONG = "def double(x):\n    return 3 * x\n"
ASSIGNMENT = """\
from grader import *
from . import drivers, inputs

homework = Assignment("Small", ["mlp.py"], [
    Question("1", "Shown", 4, [
        Agreement(drivers.double, inputs.xs, outputs=["y"], hint="PLANTED HINT"),
    ]),
    Question("2.secret", "PLANTED TITLE", 2, visibility="hidden", checks=[
        Agreement(drivers.double, inputs.xs, outputs=["y"], title="PLANTED CHECK"),
        Review("essay", rubric="PLANTED RUBRIC"),
    ]),
], feedback=Feedback(before=%r, after=%r))
"""
SIGNS = {
    "diagnosis": "y is wrong",
    "hint": "PLANTED HINT",
    "case": "x = ",
    "yours": "yours:",
    "expected": "expected:",
}
SEEN = {
    "points": set(),
    "diagnosis": {"diagnosis", "hint"},
    "case": {"diagnosis", "hint", "case"},
    "expected": set(SIGNS),
}


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The small homework with a feedback policy, and a wrong submission."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "mlp.py").write_text(WRONG)

    def declare(before, after):
        write(tmp_path / "hw", {"assignment.py": ASSIGNMENT % (before, after)})
        return tmp_path

    return declare


def seen(text):
    return {name for name, sign in SIGNS.items() if sign in text}


def outputs(path):
    """All that a student reads on Gradescope: the top, and what isn't hidden."""
    found = json.loads(path.read_text())
    tests = [test for test in found["tests"] if test["visibility"] == "visible"]
    return "\n".join([found["output"], *(f"{t['name']} {t['output']}" for t in tests)])


@pytest.mark.parametrize("level", SEEN)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_level_shows_what_it_says(course, level, when):
    folder = course(*((level, "expected") if when == "before" else ("expected", level)))
    arguments = ["grade", "hw", "work", "--out", "out", "--seed", "1", "--no-report"]
    assert main([*arguments, "--feedback", when]) == 0
    assert seen(outputs(folder / "out" / "work" / "results.json")) == SEEN[level]


@pytest.mark.parametrize("level", SEEN)
def test_a_students_own_check_follows_the_policy(course, capsys, level):
    course(level, "expected")
    main(["check", "hw", "work"])
    assert seen(capsys.readouterr().out) == SEEN[level]


@pytest.mark.parametrize(("created", "level"), [("2026-03-01", "points"), ("2026-03-03", "case")])
def test_an_upload_knows_the_time_from_the_metadata(course, created, level):
    folder = course("points", "case")
    assert main(["gradescope", "hw", "-o", "hw.zip", "--seed", "5"]) == 0
    zipfile.ZipFile("hw.zip").extractall(folder / "source")
    (folder / "submission").symlink_to(folder / "work")
    due = {"due_date": "2026-03-02T00:00:00Z"}
    metadata = {"created_at": f"{created}T00:00:00Z", "assignment": due}
    (folder / "submission_metadata.json").write_text(json.dumps(metadata))
    assert main(["gradescope", "--run", str(folder)]) == 0
    assert seen(outputs(folder / "results" / "results.json")) == SEEN[level]


def test_nothing_that_a_student_reads_knows_of_a_hidden_question(course, capsys):
    folder = course("expected", "expected")
    main(["check", "hw", "work"])
    printed = capsys.readouterr().out
    arguments = "check hw work --markdown out.md --junit out.xml --github"
    main(arguments.split())
    printed += capsys.readouterr().out
    main(["grade", "hw", "work", "--out", "out", "--seed", "1"])
    main(["report", "out", "--students"])
    main(["starter", "hw", "-o", "handout"])
    texts = [printed, outputs(folder / "out" / "work" / "results.json")]
    pages = [folder / "out" / "work" / "student.html", folder / "out.md", folder / "out.xml"]
    pages += [path for path in (folder / "handout").rglob("*") if path.is_file()]
    texts += [path.read_text("utf-8", "replace") for path in pages]
    for text in texts:
        for secret in ("2.secret", "PLANTED TITLE", "PLANTED CHECK", "PLANTED RUBRIC"):
            assert secret not in text
