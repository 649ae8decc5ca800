"""An export of each course platform, from its files to the points of each student."""

import csv
import sys
from pathlib import Path

import pytest

from grader.cli import main

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import write

pytestmark = pytest.mark.end_to_end

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return 3 * x\n"
GRADESCOPE = """\
submission_1:
  :submitters:
  - :name: Anna Smith
    :sid: '0123'
    :email: anna@school.edu
  - :name: Ben Jones
    :sid: '0124'
    :email: ben@school.edu
  :created_at: 2026-05-01 12:00:00.5 Z
submission_2:
  :submitters:
  - :name: Lee
    :sid: '0125'
    :email: lee@school.edu
  :created_at: 2026-05-02 12:00:00.5 Z
"""
EXPORTS = {
    "Gradescope": (
        {
            "submission_metadata.yml": GRADESCOPE,
            "submission_1/mlp.py": RIGHT,
            "submission_2/mlp.py": WRONG,
        },
        [
            ("Anna Smith", "0123", "anna@school.edu", "4", "2026-05-01 12:00:00.5 Z", ""),
            ("Ben Jones", "0124", "ben@school.edu", "4", "2026-05-01 12:00:00.5 Z", ""),
            ("Lee", "0125", "lee@school.edu", "0", "2026-05-02 12:00:00.5 Z", ""),
        ],
    ),
    "Canvas": (
        {"lee_LATE_12_345_mlp-1.py": WRONG, "smithanna_11_344_mlp.py": RIGHT},
        [("lee", "12", "", "0", "", "yes"), ("smithanna", "11", "", "4", "", "")],
    ),
    "Moodle": (
        {
            "Anna Smith_21_assignsubmission_file_/mlp.py": RIGHT,
            "Lee_22_assignsubmission_file_/mlp.py": WRONG,
        },
        [("Anna Smith", "21", "", "4", "", ""), ("Lee", "22", "", "0", "", "")],
    ),
    "GitHub Classroom": (
        {
            "hw1-anna/.git/HEAD": "ref: refs/heads/main\n",
            "hw1-anna/mlp.py": RIGHT,
            "hw1-lee/.git/HEAD": "ref: refs/heads/main\n",
            "hw1-lee/mlp.py": WRONG,
        },
        [("", "anna", "", "4", "", ""), ("", "lee", "", "0", "", "")],
    ),
}


@pytest.mark.parametrize("platform", EXPORTS)
def test_points_reach_the_students_whom_an_export_names(platform, tmp_path, monkeypatch, capsys):
    files, expected = EXPORTS[platform]
    write(tmp_path / "hw")
    for name, text in files.items():
        path = tmp_path / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)
    assert main(["grade", "hw", "class", "--out", "out", "--seed", "1", "--jobs", "1"]) == 0
    assert f"a {platform} export of 2 submissions" in capsys.readouterr().err
    main(["gradebook", "out", "--csv", "points.csv"])
    with Path("points.csv").open(newline="") as file:
        rows = [*csv.DictReader(file)]
    columns = ("name", "id", "email", "earned", "submitted", "late")
    assert sorted(tuple(row[column] for column in columns) for row in rows) == sorted(
        (*one[:3], f"{float(one[3])}", *one[4:]) for one in expected
    )
