"""A homework: an assignment loaded from its folder, with its drivers and its reference."""

from __future__ import annotations

import ast
import hashlib
import importlib
import json
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from grader.assignment import Assignment, Question
from grader.bundle import only, restore
from grader.checks.code.base import CodeCheck
from grader.checks.code.trial import Reference, file_module
from grader.errors import AssignmentError, UsageError
from grader.sandbox.host.runner import LocalModule

FIXTURES = "fixtures.pkl"


@dataclass(frozen=True)
class Homework:
    """An assignment where it stands: its files are modules of `package`, `drivers` is a text.

    `reference` is None in a student's bundle.
    """

    name: str
    folder: Path
    assignment: Assignment
    package: str
    drivers: str
    reference: Reference | None

    def drivers_of(self, question: Question) -> str:
        """The drivers that a question's process is sent: its own, unless others share it."""
        if self._shared:
            return self.drivers
        return self._drivers_by_question[question.id]

    def files_of(self, question: Question) -> list[str]:
        """The files that a question's process loads: its drivers', unless others share it."""
        files = self.assignment.files
        if self._shared:
            return list(files)
        checks = [check for check in question.checks if isinstance(check, CodeCheck)]
        return [f for f in files if any(file_module(f) in check.modules for check in checks)]

    @cached_property
    def _shared(self) -> bool:
        return not all(question.own_process for question in self.assignment.questions)

    @cached_property
    def _drivers_by_question(self) -> dict[str, str]:
        used = {
            q.id: {name for c in q.checks if isinstance(c, CodeCheck) for name in c.drivers}
            for q in self.assignment.questions
        }
        return {name: only(self.drivers, drivers) for name, drivers in used.items()}

    @cached_property
    def driver_texts(self) -> dict[str, str]:
        """What each driver does: its docstring, or else its code."""
        lines = self.drivers.splitlines()
        functions = [n for n in ast.parse(self.drivers).body if isinstance(n, ast.FunctionDef)]
        return {
            f.name: ast.get_docstring(f) or "\n".join(lines[f.lineno - 1 : f.end_lineno])
            for f in functions
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the files that decide a grade."""
        digest = hashlib.sha256()
        for path in sorted([*self.folder.glob("*.py"), *self.folder.glob("*.json")]):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()


def find(name: str) -> Path:
    """The folder of an assignment: a path to it, or its name under `reference/`."""
    for folder in (Path(name), Path("reference") / name, Path(name) / "checks"):
        if (folder / "assignment.py").is_file() or (folder / "assignment.json").is_file():
            return folder
    known = sorted(path.parent.name for path in Path("reference").glob("*/assignment.py"))
    there = f" (there are: {', '.join(known)})" if known else ""
    raise UsageError(f"no assignment {name!r}: not a folder with an assignment.py{there}")


def load(folder: Path) -> Homework:
    """Load an author's folder or a student's bundle; raises AssignmentError for its mistakes."""
    package = _package(folder.resolve())
    drivers = _text(folder / "drivers.py") if (folder / "drivers.py").is_file() else ""
    _refuse_imports(folder / "drivers.py", drivers)
    if (folder / "assignment.json").is_file():
        modules = {
            name: _module(package, folder, name)
            for name in ("drivers", "inputs", "properties")
            if (folder / f"{name}.py").is_file()
        }
        assignment = restore(json.loads(_text(folder / "assignment.json")), modules)
        return Homework(assignment.title, folder, assignment, package, drivers, None)
    assignment = _only_assignment(_module(package, folder, "assignment"), folder)
    problems = assignment.problems()
    if problems:
        raise AssignmentError("\n".join(f"{folder / problem}" for problem in problems))
    modules = {file_module(f): _module(package, folder, file_module(f)) for f in assignment.files}
    named = _module(package, folder, "drivers") if drivers else ModuleType("drivers")
    reference = Reference(LocalModule(named, modules))
    return Homework(folder.resolve().name, folder, assignment, package, drivers, reference)


def _package(folder: Path) -> str:
    """An empty package at the folder, so that its files import each other relatively."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    name = f"homework_{folder.name}_{digest}"
    for stale in [module for module in sys.modules if module.partition(".")[0] == name]:
        del sys.modules[stale]
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
    return name


def _module(package: str, folder: Path, name: str) -> ModuleType:
    try:
        return importlib.import_module(f"{package}.{name}")
    except Exception as error:
        if isinstance(error, AssignmentError):
            raise
        raise AssignmentError(f"{_blame(error, folder, name)}: {_words(error)}") from error


def _blame(error: Exception, folder: Path, name: str) -> str:
    """The author's file and line that raised."""
    place = f"{folder / name}.py"
    if isinstance(error, SyntaxError) and error.filename:
        return f"{folder / Path(error.filename).name}:{error.lineno}"
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.parent == folder.resolve():
            place = f"{folder / file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _words(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith("homework_"):
        return f"there is no {(error.name or '').rpartition('.')[2]}.py beside it"
    return f"{type(error).__name__}: {error}"


def _only_assignment(module: ModuleType, folder: Path) -> Assignment:
    found = {id(v): v for v in vars(module).values() if isinstance(v, Assignment)}
    if len(found) != 1:
        raise AssignmentError(
            f"{folder / 'assignment.py'}: it declares {len(found)} assignments, not one"
        )
    return next(iter(found.values()))


def _refuse_imports(path: Path, source: str) -> None:
    """Drivers travel to the student's process alone: they can't import from the assignment."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise AssignmentError(f"{path}:{error.lineno}: {error.msg}") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            raise AssignmentError(
                f"{path}:{node.lineno}: drivers run beside the student's code "
                "and can't import from the assignment"
            )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path}: {error}") from None
