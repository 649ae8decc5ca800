"""Where something is declared, and whether its fields have the types that its class says.

Python doesn't look at annotations, so `files="mlp.py"` would pass for five files of one letter.
"""

from __future__ import annotations

import numbers
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

AUTHORS = "assignment_"  # how the names of the packages begin that authors' folders are loaded as

LONGEST = 60  # characters of a value that is shown

Record = TypeVar("Record")

_PACKAGE = str(Path(__file__).parent)
_WORDS: Mapping[Any, str] = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    type(None): "None",
    Callable: "a function",
    Mapping: "a dict",
    dict: "a dict",
    Sequence: "a list",
    list: "a list",
    tuple: "a tuple",
}


def place() -> Any:
    """Declare a dataclass field that holds the line of the declaration; it is no parameter."""
    return field(init=False, default_factory=_declared_at, repr=False, compare=False)


def _declared_at() -> str:
    """`file:line` in the author's files, or else outside this package."""
    frame = _declaring_frame()
    return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"


def declared_in() -> Path:
    """Return the folder of the author's file whose declaration is running."""
    return Path(_declaring_frame().f_code.co_filename).parent


def _declaring_frame() -> types.FrameType:
    frame, outside = sys._getframe(1), None  # the only way to name the line of a declaration
    while frame.f_back is not None:
        if frame.f_globals.get("__name__", "").startswith(AUTHORS):
            outside = frame
            break
        if outside is None and not frame.f_code.co_filename.startswith((_PACKAGE, "<")):
            outside = frame
        frame = frame.f_back
    return outside or frame


def placed_at(record: Record, place: str) -> Record:
    """Return a record that was made from another, with the line of that one's declaration."""
    object.__setattr__(record, "place", place)  # frozen, and only just made
    return record


def misfits(record: Any) -> list[str]:
    """Return each field of a dataclass whose value hasn't the type declared, with what to write.

    What records hold is looked at too, but for those that have a `place` of their own.
    """
    return [f"{name}: {problem}" for name, problem in _misfits(record)]


def _misfits(record: Any) -> Iterator[tuple[str, str]]:
    hints = _hints(type(record))  # type: ignore[arg-type]  # a class is hashable
    for entry in fields(record):
        if entry.init and entry.name in hints:
            for path, problem in _unfit(getattr(record, entry.name), hints[entry.name]):
                yield entry.name + path, problem


@lru_cache(maxsize=256)
def _hints(kind: Any) -> Mapping[str, Any]:
    try:
        return typing.get_type_hints(kind)
    except Exception:  # a class whose annotations name what is imported for type checkers only
        return {}


def _unfit(value: Any, hint: Any) -> Iterator[tuple[str, str]]:
    """The parts of a value that don't fit, each with its path."""
    kind, inner = get_origin(hint) or hint, get_args(hint)
    if kind in (Union, types.UnionType):
        options = [list(_unfit(value, option)) for option in inner]
        if all(options):
            deepest = [found for found in options if found[0][0]]  # it is of the kind, but inside
            yield from deepest[0] if deepest else [("", _instead(value, inner))]
    elif not _is_of(value, kind, inner):
        yield "", _instead(value, (hint,))
    elif is_dataclass(value) and not isinstance(value, type) and not hasattr(value, "place"):
        for name, problem in _misfits(value):
            yield f".{name}", problem
    else:
        for path, part, option in _parts(value, inner):
            yield from ((path + rest, problem) for rest, problem in _unfit(part, option))


def _parts(value: Any, inner: tuple[Any, ...]) -> Iterator[tuple[str, Any, Any]]:
    """What a container holds, with paths and the types declared."""
    if isinstance(value, (list, tuple)) and inner:
        options = inner if len(inner) == len(value) else inner[:1] * len(value)
        for number, (part, option) in enumerate(zip(value, options, strict=True)):
            yield f"[{number}]", part, option
    elif isinstance(value, Mapping) and inner:
        for key, part in value.items():
            yield f"[{key!r}]", key, inner[0]
            yield f"[{key!r}]", part, inner[-1]


def _is_of(value: Any, kind: Any, choices: tuple[Any, ...]) -> bool:
    if kind is Literal:
        return value in choices
    if kind in (int, float):
        wanted = numbers.Integral if kind is int else numbers.Real
        return isinstance(value, wanted) and not isinstance(value, bool) and value == value
    if kind is Sequence:
        return isinstance(value, Sequence) and not isinstance(value, (str, bytes))
    if kind is Callable:
        return callable(value)
    return kind is Any or not isinstance(kind, type) or isinstance(value, kind)


def _instead(value: Any, hints: Sequence[Any]) -> str:
    """What to write in place of a value."""
    kinds, shown = [get_origin(hint) or hint for hint in hints], _shown(value)
    if Literal in kinds:
        choices = get_args(hints[kinds.index(Literal)])
        return f"write one of {', '.join(map(repr, choices))}, not {shown}"
    if isinstance(value, str) or is_dataclass(value):  # one, where several are declared
        if Sequence in kinds:
            return f"write a list, [{shown}], not {shown}"
        if tuple in kinds:
            return f"write a tuple, ({shown},), not {shown}"
    words = [_WORDS.get(kind) or f"{getattr(kind, '__name__', kind)}(…)" for kind in kinds]
    if isinstance(value, type) and any(isinstance(k, type) and issubclass(value, k) for k in kinds):
        words = [f"{value.__name__}(…)"]
    return f"write {' or '.join(dict.fromkeys(words))}, not {shown}"


def _shown(value: Any) -> str:
    """A value as it is written, if that is short, or the kind of value."""
    if value is None or isinstance(value, (str, bool, int, float, list, tuple, dict)):
        text = repr(value)
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return str(getattr(value, "__name__", f"{type(value).__name__}(…)"))
