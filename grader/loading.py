"""Load an assignment from its folder: the declaration, its drivers, its reference, its fixtures."""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import ModuleType

from grader import bundle, fixtures, registry
from grader.assignment import Assignment, Driver, Question
from grader.errors import AssignmentError, UsageError
from grader.fixtures import Bank
from grader.oracles import Reference
from grader.sandbox.host.runner import LocalModule
from grader.sequences.program import driver_source
from grader.sources import Sources

FIXTURES = "fixtures.pkl"
HANDOUT = "checks"  # the folder of a student's handout that holds the public assignment


@dataclass(frozen=True)
class AssignmentFolder:
    """An assignment where it stands: its files are modules of `package`, `drivers` is a text.

    `reference` is None in a student's handout.
    """

    name: str
    folder: Path
    assignment: Assignment
    package: str
    drivers: str
    reference: Reference | None

    @cached_property
    def fixtures(self) -> Bank:
        """The recorded cases; raises AssignmentError if the file is damaged."""
        return fixtures.read(self.folder / FIXTURES)

    @cached_property
    def sources(self) -> Sources:
        """The author's modules, as texts."""
        return Sources(self.folder)

    def drivers_of(self, question: Question) -> str:
        """Return the drivers that a question's process is sent: its own, unless others share it."""
        if self._shared:
            asked = self.assignment.questions
            return self.drivers + _interpreter([n for other in asked for n in other.programs])
        names = {("drivers", driver.__name__) for driver in question.drivers}
        text = self.sources.only(names).get("drivers", "")
        return text + _interpreter(question.programs)

    def files_of(self, question: Question) -> list[str]:
        """Return the files that a question's process loads: its own, unless others share it."""
        files = self.assignment.files
        if self._shared:
            return list(files)
        modules = {module_of(driver) for driver in question.drivers} | {*question.programs}
        return [file for file in files if PurePosixPath(file).stem in modules]

    @cached_property
    def _shared(self) -> bool:
        return not all(question.own_process for question in self.assignment.questions)

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
        """SHA-256 of all files that decide a grade: everything but the students' skeletons."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder)
            if path.is_file() and not _plays_no_part(name):
                content = hashlib.sha256(path.read_bytes()).digest()
                digest.update(name.as_posix().encode() + b"\0" + content)
        return digest.hexdigest()


def _interpreter(modules: list[str]) -> str:
    """The drivers that run programs of calls over these modules, if there are any."""
    return driver_source(*dict.fromkeys(modules)) if modules else ""


def module_of(driver: Driver) -> str:
    """Return the name of the module that a driver exercises: its first argument."""
    return next(iter(inspect.signature(driver).parameters))


def _plays_no_part(name: Path) -> bool:
    return any(part.startswith((".", "__")) for part in name.parts) or name.parts[0] == "starter"


def find(name: str | Path) -> Path:
    """Return the folder of an assignment: a path to it, or its name under `reference/`."""
    for folder in (Path(name), Path("reference") / name, Path(name) / HANDOUT):
        if (folder / "assignment.py").is_file() or (folder / "assignment.json").is_file():
            return folder
    known = sorted(path.parent.name for path in Path("reference").glob("*/assignment.py"))
    there = f" (there are: {', '.join(known)})" if known else ""
    raise UsageError(f"no assignment {str(name)!r}: not a folder with an assignment.py{there}")


def load(assignment: str | Path) -> AssignmentFolder:
    """Load an assignment for grading.

    Args:
        assignment: its folder, its name under `reference/`, or a student's handout.

    Raises:
        UsageError: there is no such assignment.
        AssignmentError: its files have mistakes, each named with file and line.

    """
    folder = find(assignment)
    package = _package(folder.resolve())
    drivers = _text(folder / "drivers.py") if (folder / "drivers.py").is_file() else ""
    _refuse_imports(folder / "drivers.py", drivers)
    if (folder / "assignment.json").is_file():
        return _load_handout(folder, package, drivers)
    assignment_ = _only_assignment(_module(package, folder, "assignment"), folder)
    problems = [*_problems(assignment_, package)]
    if problems:
        raise AssignmentError("\n".join(f"{folder / problem}" for problem in problems))
    stems = [PurePosixPath(file).stem for file in assignment_.files]
    modules = {stem: _module(package, folder, stem) for stem in stems}
    named = _module(package, folder, "drivers") if drivers else ModuleType("drivers")
    reference = Reference(LocalModule(named, modules))
    name = folder.resolve().name
    return AssignmentFolder(name, folder, assignment_, package, drivers, reference)


def _load_handout(folder: Path, package: str, drivers: str) -> AssignmentFolder:
    path = folder / "assignment.json"
    try:
        data = json.loads(_text(path))
        names = [p.stem for p in folder.glob("*.py")]
        modules = {name: _module(package, folder, name) for name in names}
        assignment = bundle.restore(data, modules)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        told = f"it was written by another version, or changed ({type(error).__name__}: {error})"
        raise AssignmentError(f"{path}: {told}") from None
    return AssignmentFolder(assignment.title, folder, assignment, package, drivers, None)


def _problems(assignment: Assignment, package: str) -> Iterator[str]:
    """Mistakes in the declaration, and what only the whole folder can show."""
    yield from assignment.problems()
    for question in assignment.questions:
        for check in question.checks:
            unknown = registry.why_unknown(check)
            if unknown:
                yield f"{check.place}: question {question.id}: {unknown}"
                continue
            for driver in check.needs.drivers:
                if driver.__module__ != f"{package}.drivers":
                    yield (
                        f"{check.place}: question {question.id}: {check.name}: the driver "
                        f"{driver.__name__} must be defined in drivers.py"
                    )


def _package(folder: Path) -> str:
    """An empty package at the folder, so that its files import each other relatively."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    name = f"assignment_{folder.name}_{digest}"
    for stale in [module for module in sys.modules if module.partition(".")[0] == name]:
        del sys.modules[stale]
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
    return name


def _module(package: str, folder: Path, name: str) -> ModuleType:
    if not (folder / f"{name}.py").is_file():
        raise AssignmentError(f"{folder}: there is no {name}.py")
    try:
        return importlib.import_module(f"{package}.{name}")
    except (Exception, SystemExit) as error:
        if isinstance(error, AssignmentError):
            raise
        raise AssignmentError(f"{_blame(error, folder, name)}: {_words(error)}") from error


def _blame(error: BaseException, folder: Path, name: str) -> str:
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


def _words(error: BaseException) -> str:
    if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith("assignment_"):
        return f"there is no {(error.name or '').rpartition('.')[2]}.py beside it"
    if isinstance(error, SystemExit):
        return "the file ends the program (SystemExit)"
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
