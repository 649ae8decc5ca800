"""One judging: a trusted function evaluated for the grader, and how it can fail to answer."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")
LOG_CHARACTERS = 20_000


@dataclass(frozen=True)
class JudgeLimits:
    """What one judging may use, unless its caller says otherwise.

    `cpu_seconds` don't count the time that the student's process takes, and don't depend on
    how busy the machine is. `wall_seconds` end a judging that waits for something.
    """

    cpu_seconds: float = 10.0
    wall_seconds: float = 180.0
    memory_mb: int = 1024
    result_mb: int = 8


@dataclass(frozen=True)
class Overrun:
    """A judging that exceeded a limit; the reason is a clause: 'it took more than 10 seconds'."""

    reason: str


@dataclass(frozen=True)
class Crashed:
    """A judging that raised, or whose process died: a reason in one line, and text for a log."""

    reason: str
    log: str


class Judges(Protocol):
    """Evaluates functions where they can be stopped. A context manager."""

    def __enter__(self) -> Judges:
        """Start the first judge."""
        ...

    def __exit__(self, *exception: object) -> None:
        """End the judge, and the student's process with it."""
        ...

    def run(
        self,
        function: Callable[..., Result],
        *arguments: Any,
        seconds: float | None = None,
        megabytes: int | None = None,
    ) -> Result | Overrun | Crashed:
        """Return `function(context, *arguments)`, or why there is no result."""
        ...


def attempt(
    function: Callable[..., Result], context: Any, arguments: Sequence[Any], megabytes: int
) -> Result | Overrun | Crashed:
    """Call a function; return its result, or what went wrong."""
    try:
        return function(context, *arguments)
    except MemoryError:
        return Overrun(f"it needed more than {megabytes} MB of memory")
    except BaseException as error:  # SystemExit too: an author's file may raise it
        trace = traceback.format_exception(type(error), error, error.__traceback__)
        return Crashed(one_line(error), "".join(trace)[-LOG_CHARACTERS:])


def one_line(error: BaseException) -> str:
    """An exception as the last line of its traceback, shortened."""
    try:
        message = " ".join(str(error).split())
    except Exception:  # an exception's own text may raise
        message = "(its message can't be shown)"
    return f"{type(error).__name__}: {message}".rstrip(": ")[:300]
