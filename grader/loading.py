"""Load an assignment from its folder: the declaration, its drivers, its reference, its fixtures."""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from grader import bundle, fixtures, registry
from grader.assignment import Assignment, Question
from grader.declaration import AUTHORS
from grader.errors import AssignmentError, UsageError
from grader.fixtures import Bank
from grader.mistakes import described
from grader.numerics.tolerance import PRECISIONS
from grader.oracles import Reference
from grader.protocol import Driver
from grader.sandbox.host.local import LocalModule, LocalTree, silent
from grader.sandbox.host.source import Source
from grader.sources import Sources
from grader.submission import HANDOUT

FIXTURES = "fixtures.pkl"
ALSO_RIGHT = "also_right"  # other right solutions, a folder each


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
    def support(self) -> dict[str, bytes]:
        """The assignment's own files that go along into the student's process, by path."""
        files = files_in(self.folder, self.assignment.support)
        return {name: path.read_bytes() for name, path in files.items()}

    @cached_property
    def sources(self) -> Sources:
        """The author's modules, as texts."""
        return Sources(self.folder)

    def drivers_of(self, question: Question) -> str:
        """Return the drivers that a question's process is sent: its own, unless others share it."""
        if self._shared:
            asked = self.assignment.questions
            sources = dict.fromkeys(text for other in asked for text in other.sources)
            return "".join([self.drivers, *sources])
        text = self.source_of(driver.__name__ for driver in question.drivers)
        return "".join([text, *question.sources])

    def source_of(self, drivers: Iterable[str]) -> str:
        """Return the source of these drivers, with what they need of their file."""
        return self.sources.only({("drivers", name) for name in drivers}).get("drivers", "")

    def files_of(self, question: Question) -> list[str]:
        """Return the files that a question's process loads: its own, unless others share it."""
        files = self.assignment.files
        if self._shared:
            return list(files)
        modules = {module_of(driver) for driver in question.drivers} | {*question.modules}
        return [file for file in files if module_name(file) in modules]

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
        """SHA-256 of all files that decide a grade: everything but skeletons and the README."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder)
            if path.is_file() and not _plays_no_part(name):
                content = hashlib.sha256(path.read_bytes()).digest()
                digest.update(name.as_posix().encode() + b"\0" + content)
        return digest.hexdigest()


def module_name(file: str) -> str:
    """Return the name by which drivers know a submitted file: `mlp` for `src/mlp.py`."""
    return PurePosixPath(file).stem


def module_of(driver: Driver) -> str:
    """Return the name of the module that a driver exercises: its first argument."""
    return next(iter(inspect.signature(driver).parameters))


def _plays_no_part(name: Path) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in name.parts) or name.parts[0] in (
        "starter",
        ALSO_RIGHT,
        "README.md",
    )


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
    texts = {path.stem: _text(path) for path in sorted(folder.glob("*.py"))}
    drivers = texts.get("drivers", "")
    _refuse_imports(folder / "drivers.py", drivers)
    if (folder / "assignment.json").is_file():
        return _load_handout(folder, package, drivers)
    assignment_ = _only_assignment(_module(package, folder, "assignment"), folder)
    problems = [*_problems(assignment_, package)]
    if problems:
        raise AssignmentError("\n".join(f"{folder / problem}" for problem in problems))
    named = _module(package, folder, "drivers") if drivers else ModuleType("drivers")
    module = _reference(folder, package, assignment_, named)
    reference = Reference(module, PRECISIONS[assignment_.precision])
    name = folder.resolve().name
    return AssignmentFolder(name, folder, assignment_, package, drivers, reference)


def _reference(
    folder: Path, package: str, assignment: Assignment, drivers: ModuleType
) -> LocalModule:
    """The reference's modules: files beside the assignment, or a tree as students submit it."""
    missing = [file for file in assignment.files if not files_in(folder, [file])]
    if missing:
        raise AssignmentError(
            f"{folder / assignment.place}: files: there is no {', '.join(missing)} in {folder}, "
            "and the reference belongs there"
        )
    beside = all("/" not in file for file in assignment.files)
    alone = beside and not _import_each_other(folder, assignment.files)
    if alone and not assignment.support and not assignment.scripts:
        names = map(module_name, assignment.files)
        return LocalModule(drivers, {name: _module(package, folder, name) for name in names})
    sources = [
        Source(module_name(file) if file in assignment.files else "", file, path.read_bytes())
        for file, path in files_in(folder, [*assignment.files, *assignment.support]).items()
    ]
    try:
        scripts = [*map(module_name, assignment.scripts)]
        tree = LocalTree([replace(s, text=_decoded(folder, s)) for s in sources], scripts)
        with tree.active(), silent():
            modules = {
                name: tree.modules.get(name) or importlib.import_module(name)
                for name in map(module_name, assignment.files)
            }
    except (Exception, SystemExit) as error:
        raise AssignmentError(described(error, folder, "assignment.py")) from error
    return LocalModule(drivers, modules, tree)


def _import_each_other(folder: Path, files: Sequence[str]) -> bool:
    """Whether a module imports another one by its plain name, as a student's does."""
    imported = {
        name.partition(".")[0]
        for file in files
        for node in ast.walk(_parsed(folder / file))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    return not imported.isdisjoint(map(module_name, files))


def _parsed(path: Path) -> ast.Module:
    try:
        return ast.parse(_text(path))
    except (SyntaxError, ValueError):  # said where it is loaded
        return ast.Module([], [])


def _decoded(folder: Path, source: Source) -> str | bytes:
    """A Python file as text, anything else as bytes."""
    return _text(folder / source.filename) if source.filename.endswith(".py") else source.text


def files_in(folder: Path, patterns: Sequence[str]) -> dict[str, Path]:
    """Return the files of a folder that patterns name; one that ends in `/` is all below it."""
    found = {}
    for pattern in patterns:
        for path in sorted(folder.glob(f"{pattern}**/*" if pattern.endswith("/") else pattern)):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and "__pycache__" not in path.parts:
                found[name] = path
    return found


def _load_handout(folder: Path, package: str, drivers: str) -> AssignmentFolder:
    path = folder / "assignment.json"
    try:
        data = json.loads(_text(path))
        support = files_in(folder, data["support"])
        names = [path.stem for path in folder.glob("*.py") if path.name not in support]
        modules = {name: _module(package, folder, name) for name in names}
        assignment = _restored(data, modules, path)
        if not (folder / FIXTURES).is_file():
            raise AssignmentError(f"{folder / FIXTURES} is missing: unpack the handout again")
        fixtures.read(folder / FIXTURES)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        told = f"it was written by another version, or changed ({type(error).__name__}: {error})"
        raise AssignmentError(f"{path}: {told}") from None
    return AssignmentFolder(assignment.title, folder, assignment, package, drivers, None)


def _restored(data: Any, modules: Mapping[str, ModuleType], path: Path) -> Assignment:
    try:
        return bundle.restore(data, modules)
    except AssignmentError as error:
        raise AssignmentError(f"{path}: {error}") from None


def _problems(assignment: Assignment, package: str) -> Iterator[str]:
    """Mistakes in the declaration, and what only the whole folder can show."""
    yield from (
        assignment.problems() or [*_unknown(assignment)] or _strange_drivers(assignment, package)
    )


def _unknown(assignment: Assignment) -> Iterator[str]:
    """Yield the kinds of checks that aren't registered."""
    for question in assignment.questions:
        for check in question.checks:
            if why := registry.why_unknown(check):
                yield f"{check.place}: question {question.id!r}: {why}"


def _strange_drivers(assignment: Assignment, package: str) -> Iterator[str]:
    drivers = vars(sys.modules.get(f"{package}.drivers", ModuleType("drivers")))
    for question in assignment.questions:
        for check in question.checks:
            for driver in check.needs.drivers:
                name = getattr(driver, "__name__", "")
                if drivers.get(name) is not driver:
                    yield (
                        f"{check.place}: question {question.id!r}: {check.name}: the driver "
                        f"{name} must be defined in drivers.py, under that name"
                    )


def _package(folder: Path) -> str:
    """An empty package at the folder, so that its files import each other relatively."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    name = re.sub(r"\W", "_", f"{AUTHORS}{folder.name}_{digest}")
    for stale in [module for module in sys.modules if module.partition(".")[0] == name]:
        del sys.modules[stale]
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
    return name


def _module(package: str, folder: Path, name: str) -> ModuleType:
    """A file as it stands: kept bytecode would be stale where one is saved twice in a second."""
    keeps_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        with silent():
            return importlib.import_module(f"{package}.{name}")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too
        raise AssignmentError(described(error, folder, f"{name}.py")) from error
    finally:
        sys.dont_write_bytecode = keeps_none


def _only_assignment(module: ModuleType, folder: Path) -> Assignment:
    found = {id(v): v for v in vars(module).values() if isinstance(v, Assignment)}
    if len(found) != 1:
        raise AssignmentError(
            f"{folder / 'assignment.py'}: write one Assignment(…); it has {len(found) or 'none'}"
        )
    return next(iter(found.values()))


def _refuse_imports(path: Path, source: str) -> None:
    """Drivers travel to the student's process alone: they can't import from the assignment."""
    try:
        tree = ast.parse(source, path.name)
    except SyntaxError as error:
        raise AssignmentError(described(error, path.parent, path.name)) from None
    except ValueError as error:  # null bytes, before Python 3.11.4
        raise AssignmentError(f"{path}: {error}") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            raise AssignmentError(
                f"{path}:{node.lineno}: drivers run beside the student's code "
                "and can't import from the assignment"
            )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise AssignmentError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise AssignmentError(f"{path}:{line}: this is not UTF-8: save it as UTF-8") from None
