"""The level of confinement: what is reported, and what is refused below it."""

import json
import sys
from pathlib import Path

import pytest

from grader.cli import main
from grader.sandbox.host.protection import Protection, probe, readable_by_others
from grader.sandbox.host.server import ForkServer

SAMPLE = ["cmu10417_hw1", "submissions/cmu10417_hw1/correct", "--examples", "2"]
ALL = ("resource limits", "Landlock", "own user", "seccomp")


@pytest.mark.parametrize(
    ("layers", "exposed", "level"),
    [
        (ALL, True, "strong"),
        (("Landlock", "seccomp"), True, "strong"),
        (("own user", "seccomp"), False, "strong"),
        (("own user", "seccomp"), True, "partial"),
        (("seccomp",), True, "partial"),
        (("Landlock", "own user"), True, "partial"),
        (("own user",), True, "partial"),
        (("resource limits",), False, "process-only"),
        ((), True, "process-only"),
    ],
)
def test_the_level_follows_from_the_layers(layers, exposed, level):
    found = Protection(layers, exposed)
    assert found.level == level
    assert bool(found.gaps) == (level != "strong")
    assert level in str(found)


def test_closing_the_homework_is_advised_where_it_makes_the_difference():
    assert Protection(("own user", "seccomp"), exposed=True).closing_helps
    for layers in (("seccomp",), ALL, ("own user",)):
        assert not Protection(layers, exposed=True).closing_helps


def test_files_that_only_their_owner_may_read_are_not_exposed(tmp_path):
    (tmp_path / "reference.py").write_text("")
    (tmp_path / "reference.py").chmod(0o600)
    assert not readable_by_others(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
def test_a_layer_left_off_is_not_reported(tmp_path):
    with ForkServer(without=("seccomp", "Landlock")) as server:
        found = probe(server, tmp_path)
    assert not {"seccomp", "Landlock"} & set(found.layers)
    assert "resource limits" in found.layers


@pytest.fixture
def weak(monkeypatch):
    """A machine without seccomp and Landlock."""
    from grader import grading
    from grader.commands import grade

    def server(preload=()):
        return ForkServer(preload, without=("seccomp", "Landlock", "own user"))

    for module in (grading, grade):
        monkeypatch.setattr(module, "start_server", server)


def test_grade_refuses_to_run_below_the_level(weak, tmp_path, capsys):
    assert main(["grade", *SAMPLE, "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "less than strong confinement" in told
    assert "--require-confinement process-only" in told
    assert not list((tmp_path / "out").rglob("results.json"))


def test_grade_runs_below_the_level_when_told_and_says_so(weak, tmp_path, capsys):
    asked = ["--out", str(tmp_path), "--require-confinement", "process-only", "--question", "5.1.1"]
    assert main(["grade", *SAMPLE, *asked]) == 0
    assert "confinement: process-only" in capsys.readouterr().err
    results = json.loads((tmp_path / "correct" / "results.json").read_text())
    confinement = results["extra_data"]["confinement"]
    assert confinement["level"] == "process-only"
    assert confinement["not_stopped"]


def test_check_runs_with_what_there_is_and_says_so(weak, capsys):
    assert main(["check", *SAMPLE, "--question", "5.1.1"]) == 0
    assert "process-only confinement, which doesn't stop" in capsys.readouterr().out


def test_a_submission_whose_name_is_markup_is_graded(tmp_path, capsys):
    source = Path("submissions/cmu10417_hw1/correct/mlp.py").read_text()
    folder = tmp_path / "in" / "[" / "x]\x1b[31m[bold]"
    folder.mkdir(parents=True)
    (folder / "mlp.py").write_text(source)
    asked = ["--out", str(tmp_path / "out"), "--question", "5.1.1", "--examples", "2"]
    assert main(["grade", "cmu10417_hw1", str(tmp_path / "in"), *asked]) in (0, 3)
    assert main(["grade", "cmu10417_hw1", str(tmp_path / "in" / "["), *asked]) == 0
    assert "\x1b" not in capsys.readouterr().out
