"""What CI reads: annotations, a summary, JUnit XML, Classroom's points; and the workflow files."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from grader.cli import main

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import declared, write

ROOT = Path(__file__).parents[1]
RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return 3 * x\n"
RAISES = "def double(x):\n    raise ValueError('50% :: of\\nit')\n"
CHEAT = "print('::notice title=Autograding report::{}')\n" + WRONG


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Check a module's text against the small homework: the exit code and what is printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    write(tmp_path / "hw")
    (tmp_path / "work").mkdir()

    def run(text, *options):
        (tmp_path / "work" / "mlp.py").write_text(text)
        code = main(["check", "hw", "work", *options])
        return code, capsys.readouterr().out

    return run


def commands(printed):
    """The workflow commands that GitHub acts on: none while they are stopped."""
    stopped, found = "", []
    for line in printed.splitlines():
        if stopped:
            stopped = "" if line == f"::{stopped}::" else stopped
        elif line.startswith("::stop-commands::"):
            stopped = line.removeprefix("::stop-commands::")
        elif line.startswith("::"):
            found.append(line)
    return found


def test_an_exception_is_annotated_at_the_students_line(check):
    _, printed = check(RAISES, "--github")
    error = next(line for line in commands(printed) if line.startswith("::error"))
    assert error.startswith("::error file=work/mlp.py,line=2,title=1 One%3A 4 of 4 points lost::")
    assert error.endswith("ValueError: 50%25 :: of%0Ait")


@pytest.mark.parametrize(("text", "earned"), [(RIGHT, 4), (WRONG, 0), (CHEAT, 0)])
def test_classroom_reads_the_points_that_the_grader_gives(check, text, earned):
    code, printed = check(text, "--github")
    (report,) = (line for line in commands(printed) if "Autograding report" in line)
    assert json.loads(report.partition("report::")[2]) == {"totalPoints": earned, "maxPoints": 4}
    assert code == (0 if earned else 1)


def test_the_summary_of_the_step_is_added_to(check, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    check(WRONG, "--github")
    lines = summary.read_text().splitlines()
    assert lines[:2] == ["before", "## Small: 0 of 4 points"]
    assert "| 1 One | ✗ | 0 |  | 4 |" in lines


def test_markdown_of_a_student_stays_text(check, tmp_path):
    check("def double(x):\n    raise ValueError('```\\n<script>|x|')\n", "--markdown", "out.md")
    text = (tmp_path / "out.md").read_text()
    fences = re.findall(r"^`{3,}", text, re.MULTILINE)
    assert len(set(fences)) == 1
    assert text.index(fences[0]) < text.index("<script>") < text.rindex(fences[0])


def test_junit_has_a_case_for_each_question(check, tmp_path):
    check(RAISES.replace("50%", "\\x00\\x1b[31m\\ud800"), "--junit", "out.xml")
    (case,) = ET.parse(tmp_path / "out.xml").iter("testcase")  # noqa: S314 - our own
    assert (case.get("classname"), case.get("name")) == ("Small", "1 One")
    assert case.find("failure").get("message") == "0 of 4 points"
    assert "ValueError" in case.find("failure").text


HALF = (
    'Agreement(drivers.double, inputs.xs, outputs=["y"], title="a"), Agreement(drivers.double, '
    'inputs.xs, outputs=["dx"], title="b")'
)


@pytest.mark.parametrize(
    ("percent", "code"), [("100", 1), ("51", 1), ("50", 0), ("0", 0), (None, 1)]
)
def test_fail_under_decides_the_exit_code(check, tmp_path, percent, code):
    (tmp_path / "hw" / "assignment.py").write_text(declared(HALF))
    assert check(WRONG, *(["--fail-under", percent] if percent else []))[0] == code


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", ".github/workflows/check.yml"),
        ("vendor.github-workflows", ".github/workflows/audit.yml"),
        ("vendor.github-workflows", ".github/workflows/ci.yml"),
        ("vendor.github-actions", ".github/actions/check/action.yml"),
    ],
)
def test_workflow_files_keep_their_published_schema(schema, file):
    tool = shutil.which("check-jsonschema", path=Path(sys.executable).parent)
    assert tool, "check-jsonschema is in the extra `test`"
    done = subprocess.run(
        [tool, "--builtin-schema", schema, ROOT / file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "file", [".github/actions/check/action.yml", ".github/workflows/check.yml"]
)
def test_the_command_of_a_workflow_runs(check, tmp_path, file):
    (tmp_path / "work" / "mlp.py").write_text(WRONG)
    text = (ROOT / file).read_text()
    script = re.search(r"grader check .*\n.*", text)[0].replace("grader", "python -m grader", 1)
    given = {
        "ASSIGNMENT": "hw",
        "SUBMISSION": "work",
        "JUNIT": "grader-junit.xml",
        "FAIL_UNDER": "0",
    }
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, **given, "PATH": path, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Autograding report" in done.stdout
    assert (tmp_path / "grader-junit.xml").exists()


def audit(tmp_path, capsys, **folders):
    for kind, texts in folders.items():
        for name, text in texts.items():
            folder = tmp_path / "hw" / kind / name
            folder.mkdir(parents=True)
            (folder / "mlp.py").write_text(text)
    code = main(["audit", "hw"])
    return code, capsys.readouterr().out


def test_audit_names_what_the_checks_miss_and_what_they_refuse(check, tmp_path, capsys):
    folders = {
        "wrong": {"thrice": WRONG, "twice": RIGHT},
        "also_right": {"sum": "def double(x):\n    return x + x\n", "square": RAISES},
    }
    code, printed = audit(tmp_path, capsys, **folders)
    assert code == 1
    assert "wrong: twice loses nothing: write a check that notices it" in printed
    assert "right: square loses 4 points in 1" in printed
    assert "wrong: thrice loses" not in printed
    assert "right: sum loses" not in printed


def test_audit_names_what_knowing_nothing_earns(check, tmp_path, capsys):
    (tmp_path / "hw" / "properties.py").write_text(
        "def doubled(inputs, outputs):\n    return None\n"
    )
    (tmp_path / "hw" / "assignment.py").write_text(
        declared("Property(drivers.double, inputs.xs, properties.doubled)")
    )
    code, printed = audit(tmp_path, capsys)
    assert code == 1
    assert "knows nothing: zeros earns 100.0 % of the points, in 1" in printed


def test_audit_of_sound_checks_is_clean(check, tmp_path, capsys):
    assert audit(tmp_path, capsys, wrong={"thrice": WRONG}, also_right={"twice": RIGHT})[0] == 0
