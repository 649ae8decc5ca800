"""Every block of the READMEs runs: commands, files, questions, and what is printed.

A block's first line says what it is: a language, then the path of the file that it shows,
`question` for a part of the tour's assignment, or a command whose output it shows. A line `…`
stands for more.
"""

import dataclasses
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from grader import Assignment, loading
from grader.cli import main

ROOT = Path(__file__).parents[1]
MIGRATING = "reference/MIGRATING.md"
PAGES = [
    "README.md", "reference/README.md", MIGRATING, "submissions/README.md", "grader/README.md",
]  # fmt: skip
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    language: str
    about: str
    text: str


def blocks(page):
    return [Block(*found) for found in BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))]


def run(command, cwd):
    """Run a line with this environment's programs in the place of `.venv`'s.

    Gives its code and what it printed; where it failed, its errors too.
    """
    here = str(Path(sys.executable).parent)
    command = re.sub(r"(\.venv/bin/|(?<!\S)(?=(?:grader|pytest) ))", f"{here}/", command)
    done = subprocess.run(
        ["bash", "-c", command], cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )
    return done.returncode, done.stdout + done.stderr * (done.returncode != 0)


def assert_shown(expected, printed):
    """Each line is printed, in order, whatever the spaces; `…` stands for any lines."""
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    for line in expected.splitlines():
        wanted = " ".join(line.split())
        if wanted and wanted != "…":
            assert wanted in lines, (line, printed)
            lines = lines[lines.index(wanted) + 1 :]


def test_every_page_exists_and_the_first_is_short():
    for page in [*PAGES, "tests/README.md"]:
        assert (ROOT / page).is_file(), page
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 100


def test_every_link_leads_to_a_file():
    for page in [*PAGES, "tests/README.md"]:
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
            assert ((ROOT / page).parent / target).exists(), (page, target)


def write_files(page, folder):
    """Write the files that a page shows; a second block of a file is added to the first."""
    for block in blocks(page):
        path = folder / block.about
        if "/" in block.about and " " not in block.about:
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") + "\n\n" if path.exists() else ""
            path.write_text(before + block.text, encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course repository with the files that the instructors' page shows."""
    folder = tmp_path_factory.mktemp("course")
    write_files("reference/README.md", folder)
    questions = [b.text for b in blocks("reference/README.md") if b.about == "question"]
    tour = folder / "reference" / "tour"
    listed = "\n".join(f"{question.strip()}," for question in questions)
    (tour / "assignment.py").write_text(
        "from grader import *\nfrom . import drivers, inputs, keys, lives, properties\n"
        f"homework = Assignment('A tour', ['layer.py'], [\n{listed}\n])\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def there(course, monkeypatch):
    monkeypatch.chdir(course)
    return course


def assert_commands_work(page, folder, leave_out="—"):
    """Run the commands of a page in turn; a block of text below them is what they print."""
    found = blocks(page)
    for number, block in enumerate(found):
        if block.language != "sh" or leave_out in block.text:
            continue
        code, printed = run(f"set -e\n{block.text}", folder)
        assert code == 0, (block.text, printed)
        after = found[number + 1] if number + 1 < len(found) else None
        if after and after.language == "text" and not after.about:
            assert_shown(after.text, printed)


def assert_messages_are_shown(page, folder):
    """Run each command whose output a block shows."""
    for block in blocks(page):
        if block.about.startswith("grader check"):
            _, printed = run(block.about, folder)
            assert_shown(block.text, "\n".join(line.strip() for line in printed.splitlines()))


def test_first_assignment_works_as_shown(there):
    assert_commands_work("reference/README.md", there, leave_out="tour")
    assert (there / "handout" / "logistic.py").is_file()


def test_messages_are_as_shown(there):
    assert_messages_are_shown("reference/README.md", there)


@pytest.mark.end_to_end
def test_assignments_of_other_graders_work_as_shown(tmp_path):
    write_files(MIGRATING, tmp_path)
    assert_commands_work(MIGRATING, tmp_path)
    assert_messages_are_shown(MIGRATING, tmp_path)


def test_tour_of_checks_passes_its_own_checks(there):
    folder = there / "reference" / "tour"
    loaded = loading.load(folder)
    inputs = importlib.import_module(f"{loaded.package}.inputs")
    case = inputs.training.distinct(1)
    losses = loaded.reference.values("train", case.values, case.seed)["train_loss"]
    rows = "".join(f"0.01,{epoch},{loss:.4f}\n" for epoch, loss in enumerate(losses, 1))
    (folder / "rates.csv").write_text(f"setting,epoch,train_loss\n{rows}")
    answers = (folder / "answers.md").read_text(encoding="utf-8")
    end = f"end: {np.asarray(losses)[-1]:.2f}"
    (folder / "answers.md").write_text(re.sub(r"end: .*", end, answers), encoding="utf-8")
    for block in blocks("reference/README.md"):
        if block.language == "sh" and "tour" in block.text:
            code, printed = run(f"set -e\n{block.text}", there)
            assert code == 0, printed


def test_every_option_is_explained():
    pages = (ROOT / folder / "README.md" for folder in ("reference", "submissions"))
    page = "".join(path.read_text(encoding="utf-8") for path in pages)
    named = "check", "grade", "fixtures", "starter", "new", "explain", "schema", "report"
    for command in (*named, "review", "similarity"):
        _, text = run(f"grader {command} --help", ROOT)
        for option in set(re.findall(r"--[a-z][a-z-]+", text)) - {"--help"}:
            assert option in page or option == "--out", option
    for field in dataclasses.fields(Assignment):
        assert not field.init or f"{field.name}=" in page or field.name in ("title", "questions")


def test_library_works_as_shown(there):
    (program,) = [b.text for b in blocks("reference/README.md") if b[:2] == ("python", "")]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=there
    )
    assert len(done.stdout.split()) == 3


@pytest.fixture
def clone(tmp_path):
    """The tree, with a `.venv` whose programs are those that run this test."""
    ignored = shutil.ignore_patterns(".git", ".*cache", "__pycache__", ".venv", "results", ".seed")
    shutil.copytree(ROOT, tmp_path / "clone", ignore=ignored)
    return tmp_path / "clone"


def test_both_commands_set_themselves_up(clone):
    commands = [b.text for b in blocks("README.md") if b.language == "sh"]
    assert len(commands) == 2
    for command in commands:
        assert "python3 -m venv .venv" in command
        assert "pip install" in command
    assert ".venv/bin/pytest -n auto" in commands[1]


@pytest.mark.end_to_end
def test_main_command_grades_the_samples(clone):
    (command,) = [
        line.strip()
        for b in blocks("README.md")
        for line in b.text.splitlines()
        if b.language == "sh" and "grader grade" in line
    ]
    code, printed = run(command, clone)
    assert code == 0, printed
    cases = list((clone / "submissions" / "cmu10417_hw1").iterdir())
    assert len(list((clone / "results").glob("*/results.json"))) == len(cases)
    (shown,) = [b.text for b in blocks("README.md") if b.about == "output=batch"]
    assert_shown(shown, printed)


def test_pictures_of_results_are_printed(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(ROOT)
    main(
        [
            "check",
            "cmu10417_hw1",
            "submissions/cmu10417_hw1/wrong_bias_mean",
            "--question",
            "5.1.2a",
        ]
    )
    (shown,) = [b.text for b in blocks("README.md") if b.about == "output=bias"]
    assert_shown(shown, capsys.readouterr().out)
    (shown,) = [b.text for b in blocks("README.md") if b.about == "output=step"]
    main(["check", "cmu10417_hw1", "submissions/cmu10417_hw1/published", "--question", "3.1"])
    assert_shown(shown, capsys.readouterr().out)


def test_every_kind_of_check_is_in_the_tour():
    page = (ROOT / "reference" / "README.md").read_text(encoding="utf-8")
    from grader.protocol import Check

    module = importlib.import_module("grader")
    for name in dir(module):
        kind = getattr(module, name)
        if isinstance(kind, type) and issubclass(kind, Check) and kind is not Check:
            assert f"{name}(" in page, name


@pytest.mark.slow
def test_installation_works_in_a_new_environment(clone):
    (command,) = [b.text for b in blocks("README.md") if "grader grade" in b.text]
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=clone, capture_output=True, text=True, check=False,
        env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads((clone / "results" / "correct" / "results.json").read_text())["score"] > 0


def test_notation_page_is_up_to_date():
    from grader.algebra.notation import page

    text = (ROOT / "submissions" / "README.md").read_text(encoding="utf-8")
    assert page.updated(text) == text


def shown(page, about):
    """The one block of a page with this first line."""
    (found,) = [b.text for b in blocks(page) if f"{b.language} {b.about}".strip() == about]
    return found


@pytest.mark.end_to_end
def test_check_shown_to_developers_works_as_somebody_elses_package(tmp_path):
    sys.path.insert(0, str(ROOT / "tests" / "authors"))
    from installing import install

    entry = shown("grader/README.md", "toml")
    package, course = tmp_path / "package", tmp_path / "course"
    for path, text in {
        package / "my_package.py": shown("grader/README.md", "python check"),
        package / "pyproject.toml": f'[project]\nname = "mine"\nversion = "1.0"\n\n{entry}',
        course / "assignment.py": (
            "from grader import Assignment, Question\nfrom my_package import Mentions\n"
            "homework = Assignment('A', files=[], questions=[\n"
            "    Question('1', 'One', points=2, checks=[Mentions('why', ['noise', 'bias'])])])\n"
        ),
        tmp_path / "right" / "answers.md": "## 1\nwhy: noise and bias",
        tmp_path / "wrong" / "answers.md": "## 1\nwhy: noise",
    }.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    program = (
        "import grader\nfor name in ('right', 'wrong'):\n"
        "    print(grader.grade('course', name).earned)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(install(package, tmp_path / "target"))}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["2.0", "0.0"], done.stderr


def test_report_shown_to_developers_works():
    from grader.results import QuestionResult, Results, Verdict

    namespace = {}
    exec(shown("grader/README.md", "python report"), namespace)
    question = QuestionResult("1a", "One", "code", 4.0, (Verdict("c", earned=0.5, pending=0.25),))
    text = namespace["as_csv"](Results("A homework", "ada", (question,), seed=0))
    assert text == "question,earned,pending,points\n1a,2,1,4"


def test_construct_shown_to_developers_is_in_the_table():
    entry = shown("grader/README.md", "python construct").strip()
    source = (ROOT / "grader" / "algebra" / "notation" / "constructs" / "brackets.py").read_text(
        encoding="utf-8"
    )
    assert entry in source


def test_answer_shown_to_students_is_accepted(server, reference):
    from grader import grading
    from grader.submission import Submission

    sheet = {"answers.md": shown("submissions/README.md", "markdown")}
    results = grading.grade(
        reference("cmu10417_hw1"), Submission("shown", sheet), server=server, only=["3.1"]
    )
    states = {verdict.check: verdict.state for verdict in results.questions[0].verdicts}
    assert states["dL_do"] == "passed"


def test_failure_explained_to_students_is_that_of_the_first_page():
    first = shown("README.md", "text output=bias")
    assert first.startswith(shown("submissions/README.md", "text example"))


ELSEWHERE = {  # commands that .ci/run, or a person, runs
    "python3 -m venv .venv",
    ".venv/bin/pip install --quiet -e '.[dev]'",
    ".venv/bin/pytest -n auto -m 'not slow and not end_to_end'",
    ".venv/bin/lint-imports",
    ".ci/run",
}
KINDS = {  # what each kind of block is tested by, above
    "sh", "markdown", "toml", "text", "text diagram", "text example", "text output", "text grader",
    "python", "python file", "text before", "json file", "python question", "python check",
    "python report", "python construct",
    "python slurm",  # not tested: it needs a cluster
}  # fmt: skip


def kind(block):
    about = block.about.split("=")[0].split(" ")[0]
    if "/" in about:
        return "markdown" if block.language == "markdown" else f"{block.language} file"
    return f"{block.language} {about}".strip()


def test_every_block_of_every_page_is_of_a_tested_kind():
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        assert text.count("```") == 2 * len(blocks(page)), f"{page}: a block without a language"
        assert {kind(block) for block in blocks(page)} <= KINDS, page


def test_commands_for_contributors_are_known():
    for page in (".github/CONTRIBUTING.md", ".github/SECURITY.md", "tests/README.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for block in re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            assert set(block.splitlines()) <= ELSEWHERE, page
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_every_room_is_on_the_architecture_page():
    page = (ROOT / "grader" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "grader").iterdir():
        if path.is_dir() and not path.name.startswith("__"):
            assert f"`{path.name}/" in page or f"{path.name}/code/" in page, path.name
