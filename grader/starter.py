"""What a student begins with: skeletons, and the public checks with a bank of fixtures.

Neither the reference nor a key, nor anything of a hidden question, is in it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

from grader import answersheet, bundle, distribution, fixtures
from grader.checks.code.agreement import Agreement
from grader.checks.code.fixture import Fixture
from grader.checks.code.training import Training
from grader.errors import AssignmentError, UsageError
from grader.homework import Homework

CASES = 8  # recorded for each check that compares with outputs
SEED = 20_231  # not the instructor's, and not one that a student's own run would use

README = """\
# {title}

Fill in {files}. Then, in this folder:

    pip install {requirement}
    grader check

shows your marks on the public questions, and for every mistake what was called with what, what
came back, and what was expected. `grader check --question ID` looks at one question alone.
Your instructor's grading asks more questions, and asks these on other inputs.
"""


def write(homework: Homework, folder: Path) -> list[Path]:
    """Write the bundle into a new or empty folder; the files written."""
    if homework.reference is None:
        raise UsageError("this is a student's bundle already")
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} isn't empty")
    checks = folder / "checks"
    checks.mkdir(parents=True)
    _write_skeletons(homework, folder)
    _write_checks(homework, checks)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write_skeletons(homework: Homework, folder: Path) -> None:
    starter = homework.folder / "starter"
    missing = [name for name in homework.assignment.files if not (starter / name).is_file()]
    if missing:
        raise AssignmentError(f"{starter}: there is no {', '.join(missing)} to start from")
    for path in starter.iterdir() if starter.is_dir() else ():
        if path.is_file():
            shutil.copy(path, folder / path.name)
    sheets = answersheet.sheets(homework.assignment.title, bundle.public(homework.assignment))
    for name, text in sheets.items():
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")
    to_fill = [*homework.assignment.files, *(n for n in sheets if not n.endswith(".tex"))]
    files = " and ".join(f"`{name}`" for name in to_fill)
    if not (folder / "README.md").exists():
        text = README.format(
            title=homework.assignment.title, files=files, requirement=distribution.requirement()
        )
        (folder / "README.md").write_text(text, encoding="utf-8")


def _write_checks(homework: Homework, checks: Path) -> None:
    assert homework.reference is not None  # noqa: S101 - `write` has looked
    inputs = sys.modules.get(f"{homework.package}.inputs", ModuleType("inputs"))
    questions = bundle.public(homework.assignment)
    data = bundle.describe(homework.assignment, inputs)
    text = json.dumps(data, indent=1, ensure_ascii=False)
    (checks / "assignment.json").write_text(text + "\n", encoding="utf-8")
    for module, names in bundle.names_used(questions, inputs).items():
        path = homework.folder / f"{module}.py"
        if path.is_file():
            source = bundle.only(path.read_text(encoding="utf-8"), names)
            (checks / path.name).write_text(source, encoding="utf-8")
    oracles = (Agreement, Fixture, Training)
    bank = fixtures.build(questions, homework.reference, seed=SEED, kinds=oracles, cases=CASES)
    (checks / "fixtures.pkl").write_bytes(fixtures.dump(bank))
