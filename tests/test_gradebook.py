"""The gradebook is shown, exported for course platforms, and says what changed and why."""

import csv
import sys
from pathlib import Path

import pytest

from grader.cli import main
from grader.reports.platforms import Line, table
from grader.submission.identity import Identity

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import write

RIGHT, WRONG = (f"def double(x):\n    return {factor} * x\n" for factor in (2, 3))
METADATA = """\
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '17'
    :email: ada@x.org
  - :name: "=cmd()"
    :sid: '18'
    :email: eve@x.org
  :created_at: 2026-03-10 12:00:00 -05:00
submission_2:
  :submitters:
  - :name: Ben
    :sid: '19'
    :email: ben@x.org
  :created_at: 2026-03-11 12:00:00 -05:00
"""


@pytest.fixture
def graded(tmp_path, monkeypatch):
    """A Gradescope export of two submissions, one of them a group's, graded once."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "hw")
    for name, text in (("submission_1", RIGHT), ("submission_2", WRONG)):
        (tmp_path / "export" / name).mkdir(parents=True)
        (tmp_path / "export" / name / "mlp.py").write_text(text)
    (tmp_path / "export" / "submission_metadata.yml").write_text(METADATA)
    grade()
    return tmp_path


def grade():
    assert main(["grade", "hw", "export", "--out", "out", "--seed", "1", "--jobs", "1"]) == 0


def shown(capsys, *options):
    capsys.readouterr()
    assert main(["gradebook", "out", *options]) == 0
    return [line.split() for line in capsys.readouterr().out.splitlines()]


def test_every_member_of_a_group_has_a_line(graded, capsys):
    assert shown(capsys) == [
        ["submission", "student", "earned", "pending", "points"],
        ["submission_1", "Ada", "Lovelace", "4", "0", "4"],
        ["submission_1", "=cmd()", "4", "0", "4"],
        ["submission_2", "Ben", "0", "0", "4"],
    ]


@pytest.mark.parametrize("text", ["ada", "17", "ADA@x.org"])
def test_a_student_is_found_by_name_id_or_email(graded, capsys, text):
    assert [line[1] for line in shown(capsys, "--find", text)[1:]] == ["Ada"]


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        (
            "canvas",
            {"Student": "Ada Lovelace", "ID": "17", "SIS Login ID": "ada@x.org", "Small": "4.0"},
        ),
        ("moodle", {"Identifier": "Participant 17", "Grade": "4.0", "Maximum Grade": "4.0"}),
        ("gradescope", {"Name": "Ada Lovelace", "SID": "17", "Total Score": "4.0"}),
        ("all", {"submission": "submission_1", "submitted": "2026-03-10 12:00:00 -05:00"}),
    ],
)
def test_points_are_exported_in_a_platforms_columns(graded, capsys, platform, expected):
    assert main(["gradebook", "out", "--csv", "points.csv", "--for", platform]) == 0
    with Path("points.csv").open(newline="") as file:
        first, second, *_ = csv.DictReader(file)
    assert first.items() >= expected.items()
    assert "'=cmd()" in second.values() or platform == "all"


def test_no_cell_is_a_formula():
    line = Line("s", Identity("@SUM(A1)", "+1", "-2@x.org"), 1, 0, 2, "", False)
    cells = table([line], "gradescope", "hw").splitlines()[1].split(",")
    assert cells[:3] == ["'@SUM(A1)", "'+1", "'-2@x.org"]


def test_history_says_what_changed_and_why(graded, capsys):
    Path("export/submission_2/mlp.py").write_text(RIGHT)
    grade()
    assignment = Path("hw/assignment.py")
    assignment.write_text(assignment.read_text().replace('"One", 4', '"One", 6'))
    grade()
    capsys.readouterr()
    assert main(["gradebook", "out", "--history", "submission_2"]) == 0
    lines = [line.partition("  ")[2] for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "0 of 4 points",
        "4 of 4 points: the submission changed",
        "  1: 0 -> 4",
        "6 of 6 points: the assignment changed",
        "  1: 4 -> 6",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("gradebook nowhere", "there is no nowhere/gradebook.sqlite"),
        ("gradebook out --history zoe", "no submission is called 'zoe'"),
    ],
)
def test_what_is_not_there_is_one_line(graded, capsys, arguments, message):
    assert main(arguments.split()) == 2
    assert message in capsys.readouterr().err
