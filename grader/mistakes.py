"""An exception from an author's file in one line: file, line, what is wrong, what to write."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from inspect import signature
from pathlib import Path
from types import ModuleType, TracebackType

import grader
from grader.algebra import NotationError
from grader.assignment import Question
from grader.declaration import AUTHORS
from grader.errors import AssignmentError
from grader.protocol import Check

LONGEST = 300  # characters of a message
_PACKAGE = Path(__file__).parent


def described(error: BaseException, folder: Path, file: str = "") -> str:
    """Return an exception as one line.

    Args:
        error: whatever the author's files raised.
        folder: the assignment's.
        file: the one to name if no line of the author's is in the traceback.

    """
    words = f"{_place(error, folder, file)}: {' '.join(_words(error).split())}"
    return words.removeprefix(": ")[:LONGEST]


@contextmanager
def blamed(folder: Path, question: Question, check: Check) -> Iterator[None]:
    """Raise AssignmentError, with the check's line, for whatever the author's code raises."""
    try:
        yield
    except (Exception, SystemExit) as error:
        where = f"{folder / check.place}: question {question.id!r}: {check.name}"
        raise AssignmentError(f"{where}: {described(error, folder)}") from error


def _place(error: BaseException, folder: Path, file: str) -> str:
    """The innermost line of the author's that raised."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{folder / Path(error.filename).name}:{error.lineno or 1}"
    place = f"{folder / file}" if file else ""
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
    text = _text(error)
    match error:
        case SystemExit():
            return "the file ends the program (SystemExit): take exit() or sys.exit() out of it"
        case RecursionError():
            return "a function calls itself without end (RecursionError)"
        case SyntaxError():
            return str(error.msg)
        case NotationError():
            return error.one_line
        case AssignmentError():
            return text
        case ImportError() | AttributeError() | NameError():
            known = _of_name(error, text)
        case _:
            known = _of_call(text) if isinstance(error, TypeError) else ""
    if known or (isinstance(error, (ValueError, TypeError)) and _is_ours(error)):
        return known or text
    return f"{type(error).__name__}: {text}".rstrip(": ")


def _of_name(error: ImportError | AttributeError | NameError, text: str) -> str:
    """What to write in place of a name that there isn't."""
    if isinstance(error, NameError):
        return _no_such(error.name, "there is", dir(grader))
    if isinstance(error, AttributeError):
        return _no_attribute(error.obj, error.name) if isinstance(error.obj, ModuleType) else ""
    found = re.match(r"cannot import name '(\w+)'", text)
    if found:
        return _not_imported(found[1], error.name or "")
    package, _, file = (error.name or "").rpartition(".")
    return f"there is no {file}.py beside it" if package.startswith(AUTHORS) else ""


def _of_call(text: str) -> str:
    """What to write in place of arguments that a class doesn't take."""
    found = re.match(r"(?:\w+\.)*?(\w+)\.__init__\(\) (.*)", text, re.DOTALL)
    if found:
        return _wrong_call(found[1], found[2])
    found = re.match(r"Can't instantiate abstract class (\w+).*\W(\w+)'?$", text)
    return f"{found[1]} has no {found[2]}: define {found[2]}(self, …) in it" if found else ""


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


def _no_attribute(module: ModuleType, name: str | None) -> str:
    file = f"{module.__name__.rpartition('.')[2]}"
    if module.__name__.startswith(AUTHORS):
        return _no_such(name, f"{file}.py defines", vars(module))
    return _no_such(name, f"{module.__name__} has", dir(module))


def _no_such(name: str | None, where: str, known: Iterable[str]) -> str:
    names = [one for one in known if not one.startswith("_")]
    near = difflib.get_close_matches(name or "", names, 1)
    return f"{where} no {name}" + (f": did you mean {near[0]}?" if near else "")


def _wrong_call(name: str, problem: str) -> str:
    """A call of a class with the wrong arguments, with those that it takes."""
    problem = problem.partition(". Did you mean ")[
        0
    ]  # Python 3.13 guesses; all that it takes says more
    kind = next((m for m in (grader, *sys.modules.values()) if _is_kind(m, name)), None)
    takes = ", ".join(signature(getattr(kind, name)).parameters) if kind else ""
    return f"{name} {problem}" + (f"; it takes {takes}" if takes else "")


def _is_kind(module: object, name: str) -> bool:
    if module is grader:
        return name in dir(grader) and isinstance(getattr(grader, name), type)
    named = getattr(module, "__name__", "").startswith(AUTHORS)
    return named and isinstance(vars(module).get(name), type)
