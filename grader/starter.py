"""The student handout: skeletons, the public questions, and recorded cases.

Neither the reference nor a key, nor anything of a hidden question, is in it.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from types import ModuleType

from grader import answersheet, bundle, distribution, fixtures, worksheet
from grader.assignment import Question
from grader.errors import AssignmentError, UsageError
from grader.loading import FIXTURES, AssignmentFolder, load
from grader.sources import Sources
from grader.submission import HANDOUT, SHEETS

SUPPORT = """
Your code runs beside these files. The grader has its own copies: changes to them don't count.

{files}
"""

SEED = 20_231  # not the instructor's, and not one that a student's own run would use

README = """\
# {title}

Complete these files:

{files}
{support}
Then, in this folder:

    {install}
    grader check

shows your points for the public questions, and for every mistake what was called with what, what
came back, and what was expected. `grader check --question ID` checks one question.
Your instructor's grading asks more questions, and uses other inputs.
"""


def write(assignment: AssignmentFolder, folder: Path, *, notebook: bool = False) -> list[Path]:
    """Write the handout into a new or empty folder, whole or not at all.

    Args:
        assignment: what it is the handout of.
        folder: where it goes.
        notebook: whether a notebook takes the place of the modules and of the answer sheets.

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
    made_in = next(parent for parent in folder.absolute().parents if parent.exists())
    with tempfile.TemporaryDirectory(dir=made_in, prefix=f".{folder.name}.") as temporary:
        made = Path(temporary) / "handout"
        (made / HANDOUT).mkdir(parents=True)
        questions = bundle.public(assignment.assignment, assignment.folder)
        _write_skeletons(
            assignment, made, [question for question, _ in questions], notebook=notebook
        )
        _write_checks(assignment, made / HANDOUT, questions)
        _try(made)
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write_skeletons(
    assignment: AssignmentFolder, folder: Path, questions: list[Question], *, notebook: bool
) -> None:
    asked, starter = assignment.assignment, assignment.folder / "starter"
    missing = [name for name in asked.files if not _is_written(starter / name)]
    if missing:
        raise AssignmentError(
            f"{starter}: there is no {', '.join(missing)}: write what students start from"
        )
    _write_support(assignment, folder)  # a student's own run needs these, too
    if starter.is_dir():
        unwanted = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(starter, folder, ignore=unwanted, dirs_exist_ok=True)
    sheets, files = answersheet.sheets(asked.title, questions), list(asked.files)
    if notebook:
        sheets = {name: text for name, text in sheets.items() if name not in SHEETS}
        modules = [name for name in files if (folder / name).is_file()]
        files = [name for name in files if name not in modules]
        sheets |= _as_notebook(assignment, folder, questions, modules)
    for name, text in sheets.items():
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")
    if not (folder / "README.md").exists():
        alone = [name for name in sheets if not name.endswith(".tex")]
        text = README.format(
            title=asked.title,
            files=_listed([*files, *alone]),
            support=SUPPORT.format(files=_listed(asked.support)) if asked.support else "",
            install=asked.install or f"pip install {distribution.requirement()}",
        )
        (folder / "README.md").write_text(text, encoding="utf-8")


def _listed(names: Sequence[str]) -> str:
    return "\n".join(f"- `{name}`" for name in names)


def _write_support(assignment: AssignmentFolder, folder: Path) -> None:
    for name, content in assignment.support.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _is_written(path: Path) -> bool:
    """Whether there is a skeleton: a module, a package, or a notebook in its place."""
    return path.exists() or path.with_suffix(".ipynb").is_file()


def _as_notebook(
    assignment: AssignmentFolder, folder: Path, questions: list[Question], modules: list[str]
) -> dict[str, str]:
    """Put the modules into a notebook, by name; it stands for a single one."""
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in modules}
    for name in modules:
        (folder / name).unlink()
    name = modules[0].removesuffix(".py") if len(modules) == 1 else assignment.name
    return {f"{name}.ipynb": worksheet.notebook(assignment.assignment.title, questions, texts)}


def _write_checks(assignment: AssignmentFolder, checks: Path, public: bundle.Public) -> None:
    assert assignment.reference is not None  # noqa: S101 - `write` has looked
    asked, folder = assignment.assignment, assignment.folder
    reference = frozenset(PurePosixPath(file).stem for file in asked.files)
    sources = Sources(folder, closed=reference | {"assignment"})
    writer = bundle.Writer(asked, folder, sources, _modules(assignment))
    data = writer.assignment(asked, [question for question, _ in public])
    text = json.dumps(data, indent=1, ensure_ascii=False)
    (checks / "assignment.json").write_text(text + "\n", encoding="utf-8")
    for module, source in sources.only(writer.needed).items():
        (checks / f"{module}.py").write_text(source, encoding="utf-8")
    _write_support(assignment, checks)
    bank = fixtures.build_for_handout(public, assignment.reference, seed=SEED, folder=folder)
    (checks / FIXTURES).write_bytes(fixtures.dump(bank))


def _modules(assignment: AssignmentFolder) -> dict[str, ModuleType]:
    """The author's modules that are loaded, by name."""
    prefix = f"{assignment.package}."
    return {n.removeprefix(prefix): m for n, m in sys.modules.items() if n.startswith(prefix)}


def _try(folder: Path) -> None:
    """Load the handout as a student would."""
    try:
        load(folder)
    except AssignmentError as error:
        told = str(error).replace(f"{folder}/", "")
        raise AssignmentError(f"no handout was written, because it can't run: {told}") from None
