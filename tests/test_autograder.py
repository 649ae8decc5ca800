"""The zip for Gradescope: its own scripts leave a valid results.json, whatever happens."""

import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.autograder.wheel import wheel
from grader.cli import main
from grader.reports.contract import broken

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import QUESTION, declared, write

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return 3 * x\n"
HIDDEN = {
    "assignment.py": declared(question=QUESTION.replace("4, [", '4, visibility="hidden", checks=['))
}
NOON = "2026-03-10T12:00:00-05:00"


def earlier(time, score, **extra):
    return {"submission_time": time, "score": str(score), "results": {"extra_data": extra}}


@pytest.fixture
def root(tmp_path, monkeypatch):
    """What Gradescope lays out: the unpacked zip, and places for a submission and its results."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "hw")
    return tmp_path / "autograder"


def lay_out(root, *options, text=RIGHT, metadata=None):
    assert main(["gradescope", "hw", "-o", "hw.zip", "--seed", "5", *options]) == 0
    with zipfile.ZipFile("hw.zip") as archive:
        archive.extractall(root / "source")
        for entry in archive.infolist():
            (root / "source" / entry.filename).chmod(entry.external_attr >> 16)
    (root / "submission").mkdir()
    if text is not None:
        (root / "submission" / "mlp.py").write_text(text)
    if metadata is not None:
        (root / "submission_metadata.json").write_text(json.dumps(metadata))


def result(root):
    data = (root / "results" / "results.json").read_bytes()
    assert broken(data) == []
    return json.loads(data)


def run(root, *options, **laid_out):
    lay_out(root, *options, **laid_out)
    main(["gradescope", "--run", str(root)])
    return result(root)


def test_a_submission_is_graded_with_the_seed_of_the_upload(root):
    found = run(root, metadata={"id": 7, "created_at": NOON, "users": [{"email": "a@x.org"}]})
    assert (found["score"], found["extra_data"]["seed"]) == (4, 5)
    assert found["extra_data"]["members"] == ["a@x.org"]
    assert not (root / "results" / "grader.log").exists()


@pytest.mark.parametrize("text", [None, "def (", "raise SystemExit", "import os; os._exit(0)"])
def test_a_broken_submission_loses_its_points_and_no_more(root, text):
    assert run(root, text=text)["score"] == 0


@pytest.mark.parametrize(
    "metadata",
    [None, [], {"users": None}, {"previous_submissions": [3, {"score": "x"}], "created_at": 5}],
)
def test_odd_metadata_costs_nothing(root, metadata):
    assert run(root, metadata=metadata)["score"] == 4


def test_best_score_counts_where_the_assignment_says_so(root):
    before = [earlier("2026-03-08T10:00:00-05:00", 3.5), earlier("2026-03-07T10:00:00-05:00", 1)]
    metadata = {"created_at": NOON, "previous_submissions": before}
    found = run(root, "--counts", "best", text="", metadata=metadata)
    assert found["score"] == 3.5
    assert "Your best score so far counts: 3.5 points." in found["output"]


def test_no_score_is_told_where_a_question_is_hidden(root):
    before = [earlier("2026-03-10T08:00:00-05:00", 3.25)]
    metadata = {"created_at": NOON, "previous_submissions": before}
    write(root.parent / "hw", HIDDEN)
    counted = run(root, "--counts", "best", text="", metadata=metadata)
    assert counted["score"] == 3.25
    (root / "submission" / "mlp.py").unlink()
    (root / "submission").rmdir()
    refused = run(root, "--per-day", "1", metadata=metadata)
    assert refused["score"] == 3.25
    for found in (counted, refused):
        assert "score" in found["output"]
        assert "3.25" not in found["output"]


def test_over_the_daily_limit_nothing_is_graded_and_the_score_stays(root):
    before = [
        earlier("2026-03-08T10:00:00-05:00", 4),
        earlier("2026-03-10T08:00:00-05:00", 2),
        earlier("2026-03-10T09:00:00-05:00", 3),
        earlier("2026-03-10T10:00:00-05:00", 3, over_the_limit=True),
    ]
    metadata = {"created_at": NOON, "previous_submissions": before}
    found = run(root, "--per-day", "2", metadata=metadata)
    assert (found["score"], found["tests"]) == (3, [])
    assert "The next is graded from 2026-03-11T08:00-05:00 on." in found["output"]
    assert found["extra_data"] == {"over_the_limit": True}


def test_within_the_daily_limit_it_is_graded(root):
    before = [earlier("2026-03-10T08:00:00-05:00", 2)]
    found = run(
        root, "--per-day", "2", metadata={"created_at": NOON, "previous_submissions": before}
    )
    assert found["score"] == 4


@pytest.mark.parametrize(("own", "late"), [(None, True), ("2026-03-11T00:00:00-05:00", False)])
def test_late_by_the_metadata_and_never_by_the_clock(root, own, late):
    users = [{"name": "A", "assignment": {"due_date": own}}]
    due = {"due_date": "2026-03-09T23:59:00-05:00"}
    found = run(root, metadata={"created_at": NOON, "assignment": due, "users": users})
    assert ("after the due date" in found["output"]) is late


def test_a_mistake_in_the_assignment_is_said_and_costs_nobody_points_silently(root):
    lay_out(root)
    (root / "source" / "reference" / "hw" / "assignment.py").write_text("import nothing_like_it")
    assert main(["gradescope", "--run", str(root)]) == 3
    assert "nothing_like_it" in result(root)["output"]


def scripted(root, interpreter):
    """Run the zip's own script, with this text in place of the installed Python."""
    lay_out(root)
    python = root / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\n{interpreter}\n")
    python.chmod(0o755)
    (root / "source" / "seconds").write_text("1")
    script = root / "source" / "run_autograder"
    assert subprocess.run([script], check=False, capture_output=True).returncode == 0
    return result(root)


@pytest.mark.parametrize("death", ["kill -9 $$", "sleep 60", "exit 1", "exec /nowhere"])
def test_a_run_that_dies_leaves_a_valid_file(root, death):
    assert "did not finish" in scripted(root, death)["output"]


TRAINED = """\
import numpy as np

def double(mlp, x):
    return {'accuracy': np.array([0.25, 0.5]) * mlp.double(1.0)}
"""


@pytest.mark.parametrize(
    ("text", "check", "expected"),
    [
        (RIGHT, 'Training(drivers.double, inputs.xs, leaderboard="accuracy")', [("accuracy", 1.0)]),
        (WRONG, 'Training(drivers.double, inputs.xs, leaderboard="accuracy")', None),
        (RIGHT, "Training(drivers.double, inputs.xs)", None),
    ],
)
def test_leaderboard_has_what_a_right_training_ends_with(root, text, check, expected):
    write(Path("hw"), {"assignment.py": declared(check), "drivers.py": TRAINED})
    board = run(root, text=text).get("leaderboard")
    assert expected == (board and [(line["name"], line["value"]) for line in board])


def test_leaderboard_has_the_ratio_to_the_reference(root):
    sized = (
        "from grader import Inputs, reals\n\nxs = Inputs(x=reals('n'), sizes={'n': (1, 200_000)})\n"
    )
    checks = (
        "Agreement(drivers.double, inputs.xs), Speed(drivers.double, inputs.xs, at_most=1000, "
        'leaderboard="speed")'
    )
    write(Path("hw"), {"assignment.py": declared(checks), "inputs.py": sized})
    (line,) = run(root)["leaderboard"]
    assert (line["name"], line["order"]) == ("speed", "asc")
    assert line["value"] >= 0


def test_the_wheel_holds_the_whole_package():
    names = zipfile.ZipFile(io.BytesIO(wheel())).namelist()
    package = Path(__file__).parents[1]
    for file in subprocess.run(
        ["git", "ls-files", "grader"], cwd=package, capture_output=True, text=True, check=True
    ).stdout.split():
        assert file in names


@pytest.mark.end_to_end
@pytest.mark.skipif(sys.platform != "linux", reason="the scripts are for Linux")
def test_the_scripts_install_and_grade(root):
    lay_out(root, metadata={"created_at": NOON})
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", root / "source" / "setup.sh"],
        env=environment, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    mode = stat.S_IMODE((root / "source").stat().st_mode)
    assert mode & 0o077 == 0
    subprocess.run([root / "source" / "run_autograder"], check=True, capture_output=True)
    found = result(root)
    assert found["score"] == 4, found["output"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"score": NaN}', "it is no strict JSON: NaN is no number in JSON"),
        ("[", "it is no strict JSON"),
        ("{}", "write a score at the top, or one for each test"),
        ('{"score": 1, "tests": [{"status": "ok"}]}', "tests[0].status: "),
        ('{"score": 1, "visibility": "hiden"}', "visibility: "),
        ('{"tests": [{"score": 1}, {"name": "x"}]}', "write a score at the top"),
        ('{"score": "1"}', "score: "),
        ('{"score": 1, "points": 3}', "points: "),
    ],
)
def test_what_breaks_the_contract_is_named(tmp_path, capsys, text, problem):
    path = tmp_path / "results.json"
    path.write_text(text)
    assert main(["gradescope", "--check", str(path)]) == 1
    assert f"{path}: {problem}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        '{"score": 1.5}',
        '{"tests": [{"score": 1, "max_score": 2, "output": "x", "output_format": "md"}],'
        ' "leaderboard": [{"name": "speed", "value": 2.5, "order": "asc"}]}',
    ],
)
def test_what_keeps_the_contract_passes(tmp_path, text):
    path = tmp_path / "results.json"
    path.write_text(text)
    assert main(["gradescope", "--check", str(path)]) == 0
