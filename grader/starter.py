"""The student handout: skeletons, the public questions, and recorded cases.

Neither the reference nor a key, nor anything of a hidden question, is in it.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path, PurePosixPath
from types import ModuleType

from grader import answersheet, bundle, distribution, fixtures
from grader.assignment import Question
from grader.errors import AssignmentError, UsageError
from grader.loading import FIXTURES, HANDOUT, AssignmentFolder, load
from grader.sources import Name, Sources, Unreachable

SEED = 20_231  # not the instructor's, and not one that a student's own run would use

README = """\
# {title}

Complete these files:

{files}

Then, in this folder:

    {install}
    grader check

shows your points for the public questions, and for every mistake what was called with what, what
came back, and what was expected. `grader check --question ID` checks one question.
Your instructor's grading asks more questions, and uses other inputs.
"""


def write(assignment: AssignmentFolder, folder: Path) -> list[Path]:
    """Write the handout into a new or empty folder, whole or not at all.

    Returns:
        The files written.

    Raises:
        UsageError: the folder is not empty, or the assignment is a handout already.
        AssignmentError: something can't be given to students; the message says what to mend.

    """
    if assignment.reference is None:
        raise UsageError("this is a student's handout already")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
        made = Path(temporary) / "handout"
        (made / HANDOUT).mkdir(parents=True)
        _write_skeletons(assignment, made)
        _write_checks(assignment, made / HANDOUT)
        _try(made)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write_skeletons(assignment: AssignmentFolder, folder: Path) -> None:
    asked, starter = assignment.assignment, assignment.folder / "starter"
    missing = [name for name in asked.files if not (starter / name).is_file()]
    if missing:
        raise AssignmentError(f"{starter}: there is no {', '.join(missing)} to start from")
    for path in starter.iterdir() if starter.is_dir() else ():
        if path.is_file():
            shutil.copy(path, folder / path.name)
    sheets = answersheet.sheets(asked.title, [question for question, _ in bundle.public(asked)])
    for name, text in sheets.items():
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")
    if not (folder / "README.md").exists():
        alone = [name for name in sheets if not name.endswith(".tex")]
        text = README.format(
            title=asked.title,
            files="\n".join(f"- `{name}`" for name in [*asked.files, *alone]),
            install=asked.install or f"pip install {distribution.requirement()}",
        )
        (folder / "README.md").write_text(text, encoding="utf-8")


def _write_checks(assignment: AssignmentFolder, checks: Path) -> None:
    assert assignment.reference is not None  # noqa: S101 - `write` has looked
    public = bundle.public(assignment.assignment)
    questions = [question for question, _ in public]
    reference = frozenset(PurePosixPath(file).stem for file in assignment.assignment.files)
    sources = Sources(assignment.folder, closed=reference | {"assignment"})
    writer = bundle.Writer(sources, _modules(assignment))
    data = writer.assignment(assignment.assignment, questions)
    text = json.dumps(data, indent=1, ensure_ascii=False)
    (checks / "assignment.json").write_text(text + "\n", encoding="utf-8")
    for module, source in _reached(assignment, sources, writer.needed, questions).items():
        (checks / f"{module}.py").write_text(source, encoding="utf-8")
    bank = fixtures.build_for_handout(public, assignment.reference, seed=SEED)
    (checks / FIXTURES).write_bytes(fixtures.dump(bank))


def _modules(assignment: AssignmentFolder) -> dict[str, ModuleType]:
    """The author's modules that are loaded, by name."""
    prefix = f"{assignment.package}."
    return {n.removeprefix(prefix): m for n, m in sys.modules.items() if n.startswith(prefix)}


def _reached(
    assignment: AssignmentFolder, sources: Sources, names: set[Name], questions: list[Question]
) -> dict[str, str]:
    drivers = {("drivers", d.__name__) for question in questions for d in question.drivers}
    try:
        return sources.only(names | drivers)
    except Unreachable as error:
        raise AssignmentError(f"{assignment.folder}: no handout can be made: {error}") from None


def _try(folder: Path) -> None:
    """Load the handout as a student would."""
    try:
        load(folder)
    except AssignmentError as error:
        told = str(error).replace(f"{folder}/", "")
        raise AssignmentError(f"no handout was written, because it can't run: {told}") from None
