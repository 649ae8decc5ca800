"""What a student's import statement does: the module, or a stand-in for one that can't be had.

A module that isn't allowed or isn't installed becomes a stand-in that raises where it is first
used, so an import that is never used costs nothing. Plots and progress bars are swallowed.
Inside `try: ... except ImportError:` the import raises at once, as the student meant it to.

This enforces an assignment's rules, not security: an attacker finds `os` through numpy. The
kernel's layers stop attackers.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import sys
from collections.abc import Collection, Mapping, Sequence
from types import FrameType
from typing import Any

from grader.sandbox.child.stand_ins import IPYTHON, Missing, Names, NotInstalled, Quiet, swallowed

OURS = "grader"  # never to be imported, whatever an assignment allows
IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError"}
ANY_ERROR = {"Exception", "BaseException", ""}  # "": a bare `except:`

_real_import = builtins.__import__
_real_import_module = importlib.import_module


class Imports:
    """The import policy of one process.

    `allowed` names the modules that may be imported, by their first names, None is any but the
    grader's own; `own` names the submitted ones.
    """

    def __init__(self, allowed: Collection[str] | None, own: Collection[str]) -> None:
        self._allowed = None if allowed is None else {*allowed, "__future__"}
        self._own = {name.partition(".")[0] for name in own}
        self._sources: dict[str, str] = {}
        self._files: dict[str, _File] = {}  # those that had to be looked at
        self.builtins = {**vars(builtins), **IPYTHON, "__import__": self.run}

    def add_file(self, filename: str, source: str) -> None:
        """Keep a file's text, to look up where it handles an ImportError if it meets one."""
        self._sources[filename] = source
        self._files.pop(filename, None)

    def replace_import_module(self) -> None:
        """Apply the policy to `importlib.import_module` too, where a student's code calls it."""

        def import_module(name: str, package: str | None = None) -> Any:
            frame = sys._getframe(1)
            ours = frame.f_globals.get("__builtins__") is self.builtins
            if not ours or name.startswith("."):
                return _real_import_module(name, package)
            module = self._import(frame, name, frame.f_globals, None, (), 0)
            for part in name.split(".")[1:]:
                module = getattr(module, part)
            return module

        importlib.import_module = import_module

    def run(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - as __import__ calls it
        locals: Mapping[str, object] | None = None,  # noqa: A002 - the same
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        """Do what `__import__` does, for a student's module."""
        return self._import(sys._getframe(1), name, globals, locals, fromlist, level)

    def _import(
        self,
        frame: FrameType,
        name: str,
        globals: Mapping[str, object] | None,  # noqa: A002 - as __import__ calls it
        locals: Mapping[str, object] | None,  # noqa: A002 - the same
        fromlist: Sequence[str] | None,
        level: int,
    ) -> Any:
        if level == 1 and globals is not None and not globals.get("__package__"):
            return _beside(name, globals, fromlist)
        top = name.partition(".")[0]
        if level or top in self._own:
            return _real_import(name, globals, locals, fromlist or (), level)
        refusal = self._refusal(top)
        explicit = self._allowed is not None and top in self._allowed
        if not refusal and (explicit or not swallowed(name)):
            try:
                return _real_import(name, globals, locals, fromlist or (), level)
            except ImportError as error:
                refusal = _not_installed(name, error)
        if swallowed(name):
            return self._quiet(frame, name, fromlist)
        if self._is_caught(frame):
            kind = ImportError if self._refusal(top) else ModuleNotFoundError
            raise kind(refusal, name=name)
        kind = NotInstalled if explicit else ImportError
        return self._missing(frame, name, fromlist, str(refusal), kind)

    def _refusal(self, top: str) -> str | None:
        """Why a module may not be imported, or None if it may."""
        if self._allowed is None:
            return f"{top} can't be used here" if top == OURS else None
        if top in self._allowed:
            return None
        known = ", ".join(sorted(self._allowed - {"__future__"})) or "none"
        return f"{top} can't be used in this assignment (allowed: {known})"

    def _missing(
        self,
        frame: FrameType,
        name: str,
        fromlist: Sequence[str] | None,
        reason: str,
        kind: type[ImportError],
    ) -> Any:
        where = f"{frame.f_code.co_filename} imports it on line {frame.f_lineno}"
        why = f"{reason}; {where}"
        if fromlist:
            return Names(
                lambda part: Missing(f"{name}.{part}", why, self._is_annotation, kind),
                self._used_in(frame),
            )
        top, *parts = name.split(".")
        module = standing = Missing(top, why, self._is_annotation, kind)
        for part in parts:
            top = f"{top}.{part}"
            inner = Missing(top, why, self._is_annotation, kind)
            vars(standing)[part] = inner
            standing = inner
        return module

    def _quiet(self, frame: FrameType, name: str, fromlist: Sequence[str] | None) -> Any:
        if not fromlist:
            return Quiet(name.partition(".")[0])
        module = Quiet(name)
        if name.rpartition(".")[2] != "pylab":
            return Names(lambda part: getattr(module, part), self._used_in(frame))
        import numpy as np  # which pylab exports too

        return Names(
            lambda part: getattr(np, part, None) or getattr(module, part), self._used_in(frame)
        )

    def _file_of(self, frame: FrameType) -> _File | None:
        """What must be known of the text that a frame runs: most texts are never looked at."""
        name = frame.f_code.co_filename
        if name in self._sources and name not in self._files:
            self._files[name] = _File(ast.parse(self._sources[name], name))
        return self._files.get(name)

    def _used_in(self, frame: FrameType) -> list[str]:
        """The names that a file needs from a star import: used, and not there yet."""
        file = self._file_of(frame)
        known = {*vars(builtins), *frame.f_globals}
        return sorted(file.names - known) if file else []

    def _is_annotation(self, frame: FrameType, attribute: str) -> bool:
        """Whether a frame is at an annotation that has an attribute of this name, if one."""
        file = self._file_of(frame)
        names = file.annotated.get(frame.f_lineno) if file else None
        return names is not None and (not attribute or attribute in names)

    def _is_caught(self, frame: FrameType | None) -> bool:
        """Whether the file handles the failure of this import, or of the call that makes it."""
        kinds = IMPORT_ERRORS | ANY_ERROR  # further out, a bare `except` is for other failures
        while frame is not None:
            file = self._file_of(frame)
            if file and any(
                first <= frame.f_lineno <= last and kinds & caught
                for first, last, caught in file.handlers
            ):
                return True
            kinds = IMPORT_ERRORS
            frame = frame.f_back
        return False


def _beside(name: str, globals: Mapping[str, object], fromlist: Sequence[str] | None) -> Any:  # noqa: A002 - as __import__ calls it
    """A relative import where there is no package: of what lies beside the file."""
    if name:
        return _real_import(name, globals, None, fromlist or ())
    modules = {part: _real_import(part, globals) for part in fromlist or ()}
    return Names(modules.__getitem__, [*modules])


class _File:
    """What must be known of a file's text.

    The lines that are under a handler, with what it catches; the names that are used; the lines of
    annotations, with the attributes in them.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.handlers: list[tuple[int, int, set[str]]] = []
        self.names: set[str] = set()
        self.annotated: dict[int, set[str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Try):
                caught = {name for h in node.handlers for name in _caught_by(h.type)}
                self._add(node.body, caught)
            elif isinstance(node, ast.With):
                self._add(node.body, _suppressed(node))
            elif isinstance(node, ast.Name):
                self.names.add(node.id)
            for annotation in _annotations(node):
                self._annotate(annotation)

    def _annotate(self, annotation: ast.expr) -> None:
        attributes = {n.attr for n in ast.walk(annotation) if isinstance(n, ast.Attribute)}
        for line in range(annotation.lineno, (annotation.end_lineno or annotation.lineno) + 1):
            self.annotated.setdefault(line, set()).update(attributes)

    def _add(self, body: list[ast.stmt], caught: set[str]) -> None:
        self.handlers.append((body[0].lineno, body[-1].end_lineno or 0, caught))


def _annotations(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, (ast.arg, ast.AnnAssign)):
        return [node.annotation] if node.annotation else []
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node.returns] if node.returns else []
    return []


def _caught_by(kind: ast.expr | None) -> set[str]:
    if kind is None:
        return {""}
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(kind)
        if isinstance(node, (ast.Name, ast.Attribute))
    }


def _suppressed(block: ast.With) -> set[str]:
    """What `with contextlib.suppress(...)` swallows."""
    calls = [item.context_expr for item in block.items if isinstance(item.context_expr, ast.Call)]
    chosen = [call for call in calls if "suppress" in _caught_by(call.func)]
    return {name for call in chosen for argument in call.args for name in _caught_by(argument)}


def _not_installed(name: str, error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError) and name.startswith(str(error.name)):
        return f"{error.name} isn't installed here and wasn't submitted"
    return f"{name} can't be imported here ({error})"
