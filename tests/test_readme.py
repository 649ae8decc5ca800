"""Every command of the README runs, in a fresh clone of the working tree."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines()]


@pytest.fixture
def clone(tmp_path):
    """The tree, with a `.venv` whose programs are those that run this test."""
    ignored = shutil.ignore_patterns(".git", ".*cache", "__pycache__", ".venv", "results")
    shutil.copytree(ROOT, tmp_path / "clone", ignore=ignored)
    return tmp_path / "clone"


def run(command, cwd):
    """Run a README line with this environment's programs in the place of `.venv`'s."""
    here = str(Path(sys.executable).parent)
    command = command.replace(".venv/bin/", f"{here}/")
    if command.startswith("grader"):
        command = f"{here}/{command}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_commands_are_these_and_each_is_run_below_or_by_ci():
    assert LINES == [
        "python3 -m venv .venv",
        ".venv/bin/pip install --quiet .",
        ".venv/bin/grader grade cmu10417_hw1 submissions/cmu10417_hw1 --out results",
        "python3 -m venv .venv",
        ".venv/bin/pip install --quiet '.[test]'",
        ".venv/bin/pytest -n auto",
        "grader starter cmu10417_hw1 -o handout",
        "grader check",
    ]


def test_the_main_command_grades_the_samples(clone):
    code, told = run(LINES[2], clone)
    assert code == 0, told
    cases = list((clone / "submissions" / "cmu10417_hw1").iterdir())
    assert len(list((clone / "results").glob("*/results.json"))) == len(cases)


def test_a_handout_is_written_and_checks_there(clone):
    code, told = run(LINES[6], clone)
    assert code == 0, told
    code, told = run(LINES[7], clone / "handout")
    assert code == 1  # the skeleton is still empty
    assert "NotImplementedError" in told


@pytest.mark.slow
def test_the_installation_works_in_a_new_environment(clone):
    for line in LINES[:2]:
        done = subprocess.run(
            ["bash", "-c", line], cwd=clone, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    done = subprocess.run(
        [".venv/bin/grader", "--version"], cwd=clone, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("grader ")


def test_the_picture_of_a_result_is_what_is_printed(clone):
    sample = clone / "submissions" / "cmu10417_hw1" / "wrong_bias_mean"
    picture = re.search(r"```\n(✗.*?)```", README, re.DOTALL)[1]
    _, told = run(f"grader check cmu10417_hw1 {sample} --question 5.1.2a", clone)
    assert picture in told
