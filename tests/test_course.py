"""What instructors begin with: a new course, what an assignment asks, a schema, a shell's help."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader import grading
from grader.cli import main
from grader.commands.explain import explanation
from grader.reports.gradescope import gradescope

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "grader" / "template"
BLOCK = re.compile(r"^```\w+ ([^\n ]*logistic/[^\n ]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.end_to_end
def test_new_course_works_at_once(tmp_path, monkeypatch, capsys):
    assert main(["new", str(tmp_path / "course")]) == 0
    monkeypatch.chdir(tmp_path / "course")
    commands = re.findall(r"^ {4}grader (.*?)(?: +#.*)?$", Path("README.md").read_text(), re.M)
    assert len(commands) == 4
    for command in commands:
        assert main(command.split()) == 0, command
    printed = capsys.readouterr().out
    assert "the reference passes its own checks" in printed
    assert "lost in 1, 2" in printed
    monkeypatch.chdir("handout")
    assert main(["check"]) == 1
    assert "0 of 8 points earned" in capsys.readouterr().out
    for name in ("logistic.py", "answers.md"):
        shutil.copy(f"../reference/logistic/{name}", name)
    main(["check"])  # without the key a derivation is left to the instructor
    assert "6 of 8 points earned, 2 pending" in capsys.readouterr().out


def test_new_course_is_the_one_that_the_page_explains():
    page = dict(BLOCK.findall((ROOT / "reference" / "README.md").read_text(encoding="utf-8")))
    files = [
        path for path in TEMPLATE.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    template = {p.relative_to(TEMPLATE).as_posix(): p.read_text(encoding="utf-8") for p in files}
    assert {name for name in template if name not in page} == {
        "README.md", "reference/logistic/answers.md",
    }  # fmt: skip
    for name, text in page.items():
        assert template[name] == text, name


def test_new_refuses_a_folder_that_is_not_empty(tmp_path, capsys):
    (tmp_path / "notes.txt").touch()
    assert main(["new", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"grader: {tmp_path} is not empty\n"


def test_explanation_for_students_holds_no_key_and_no_hidden_question(cmu):
    staff, students = ("\n".join(explanation(cmu, staff=s)) for s in (True, False))
    assert "| 5.1.6 | Loaded parameters | 2 |" in staff
    assert "- **dp_do** (1 point): A formula, in any right form. (`Expression`)" in staff
    assert "Key: `dp_i/do_j` $= " in staff
    assert "| 5.1.2a | LinearMap | 5 |" in students
    assert "- **dp_do** (1 point)\n" in students
    for secret in ("5.1.6", "Key:", "Loaded"):
        assert secret not in students


def test_explained_points_add_up(cmu):
    lines = list(explanation(cmu, staff=False))
    worth = [re.search(r"\*\* \(([\d.]+) points?\)", line) for line in lines]
    total = sum(float(found[1]) for found in worth if found)
    assert total == pytest.approx(108, abs=0.01)  # 2 are hidden


def test_explanation_says_what_a_guard_takes(course):
    course.write("mlp.py", "def f(x): return x")
    course.write("drivers.py", "def f(mlp, x): return {'y': mlp.f(x)}")
    course.write("inputs.py", "from grader import *\nf = Inputs(x=reals())")
    checks = (
        "Agreement(drivers.f, inputs.f, weight=3, outputs=['y']), Contract(drivers.f, inputs.f)"
    )
    course.question(checks)
    assert any(
        "Declared: `outputs=['y']`" in line for line in explanation(course.load(), staff=True)
    )
    lines = list(explanation(course.load(), staff=False))
    assert not any("Declared" in line for line in lines)
    assert "- **agreement** (8 points)" in lines
    assert "- **contract** (a guard: earns nothing, and takes up to 2 points)" in lines


def test_results_satisfy_their_schema(capsys, cmu):
    jsonschema = pytest.importorskip("jsonschema")
    main(["schema"])
    schema = json.loads(capsys.readouterr().out)
    results = grading.ungradable(cmu, "ada", "nothing was submitted")
    report = json.loads(gradescope(results))
    jsonschema.validate(report, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**report, "score": -1}, schema)


@pytest.mark.parametrize(
    ("line", "completions"),
    [
        ("grader gra", {"grade"}),
        ("grader check cmu", {"cmu10417_hw1"}),
        ("grader grade x --pl", {"--plots"}),
    ],
)
def test_shell_completes_commands_options_and_assignments(tmp_path, line, completions):
    pytest.importorskip("argcomplete")
    environment = {
        **os.environ, "_ARGCOMPLETE": "1", "COMP_LINE": line, "COMP_POINT": str(len(line)),
        "_ARGCOMPLETE_IFS": "\n", "_ARGCOMPLETE_STDOUT_FILENAME": str(tmp_path / "found"),
    }  # fmt: skip
    subprocess.run([sys.executable, "-m", "grader"], env=environment, check=False, cwd=ROOT)
    found = {word.strip() for word in (tmp_path / "found").read_text().splitlines()}
    assert completions <= found
    assert not found - completions or line.endswith("gra")
