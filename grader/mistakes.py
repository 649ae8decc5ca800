"""An exception from an author's file in one line: file, line, what is wrong, what to write."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Iterator
from inspect import signature
from pathlib import Path
from types import ModuleType, TracebackType

import grader
from grader.algebra import NotationError
from grader.declaration import AUTHORS
from grader.errors import AssignmentError

LONGEST = 300  # characters of a message
_PACKAGE = Path(__file__).parent


def described(error: BaseException, folder: Path, file: str) -> str:
    """Return an exception as one line.

    Args:
        error: whatever the author's files raised.
        folder: the assignment's.
        file: the one to name if no line of the author's is in the traceback.

    """
    return f"{_place(error, folder, file)}: {' '.join(_words(error).split())}"[:LONGEST]


def _place(error: BaseException, folder: Path, file: str) -> str:
    """The innermost line of the author's that raised."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{folder / Path(error.filename).name}:{error.lineno or 1}"
    place = f"{folder / file}"
    for path, line in _lines(error.__traceback__):
        if path.parent == folder.resolve():
            place = f"{folder / path.name}:{line}"
    return place


def _lines(trace: TracebackType | None) -> Iterator[tuple[Path, int]]:
    while trace is not None:
        yield Path(trace.tb_frame.f_code.co_filename), trace.tb_lineno
        trace = trace.tb_next


def _words(error: BaseException) -> str:
    """What is wrong, and what to write instead where that can be told."""
    name = type(error).__name__
    text = _text(error)
    match error:
        case SystemExit():
            return "the file ends the program (SystemExit): take exit() or sys.exit() out of it"
        case RecursionError():
            return "a function calls itself without end (RecursionError)"
        case UnicodeDecodeError():
            return "it can't be decoded: save the file as UTF-8"
        case SyntaxError():
            return str(error.msg)
        case ModuleNotFoundError() if (error.name or "").startswith(AUTHORS):
            return f"there is no {(error.name or '').rpartition('.')[2]}.py beside it"
        case ImportError() if found := re.match(r"cannot import name '(\w+)'", text):
            return _not_imported(found[1], error.name or "")
        case AttributeError() if isinstance(error.obj, ModuleType):
            return _no_attribute(error.obj, error.name)
        case TypeError() if found := re.match(r"(?:\w+\.)*?(\w+)\.__init__\(\) (.*)", text, re.DOTALL):
            return _wrong_call(found[1], found[2])
        case TypeError() if found := re.match(r"Can't instantiate abstract class (\w+).*\W(\w+)'?$", text):
            return f"{found[1]} has no {found[2]}: define {found[2]}(self, …) in it"
        case NotationError():
            return error.one_line
        case AssignmentError():
            return text
        case ValueError() | TypeError() if _is_ours(error):
            return text
    return f"{name}: {text}".rstrip(": ")


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # an exception's own text may raise
        return "(its message can't be shown)"


def _is_ours(error: BaseException) -> bool:
    """Whether the message is one of this package's own."""
    *_, (path, _) = [(Path(), 0), *_lines(error.__traceback__)]
    return path.is_relative_to(_PACKAGE)


def _not_imported(name: str, module: str) -> str:
    if module.startswith(AUTHORS) and "." not in module:
        return f"there is no {name}.py beside it"
    return _no_attribute(sys.modules.get(module, ModuleType(module)), name)


def _no_attribute(module: ModuleType, name: str) -> str:
    file = f"{module.__name__.rpartition('.')[2]}"
    if module.__name__.startswith(AUTHORS):
        return _no_such(name, f"{file}.py defines", vars(module))
    return _no_such(name, f"{module.__name__} has", dir(module))


def _no_such(name: str, where: str, known: Iterable[str]) -> str:
    names = [one for one in known if not one.startswith("_")]
    near = difflib.get_close_matches(name, names, 1)
    return f"{where} no {name}" + (f": did you mean {near[0]}?" if near else "")


def _wrong_call(name: str, problem: str) -> str:
    """A call of a class with the wrong arguments, with those that it takes."""
    kind = next((m for m in (grader, *sys.modules.values()) if _is_kind(m, name)), None)
    takes = ", ".join(signature(getattr(kind, name)).parameters) if kind else ""
    return f"{name} {problem}" + (f"; it takes {takes}" if takes else "")


def _is_kind(module: object, name: str) -> bool:
    if module is grader:
        return name in dir(grader) and isinstance(getattr(grader, name), type)
    named = getattr(module, "__name__", "").startswith(AUTHORS)
    return named and isinstance(vars(module).get(name), type)
