"""An exception as plain data: its kind, its message, and the lines that led to it."""

from __future__ import annotations

from typing import Any

from grader.sandbox.child.stand_ins import asked_for_input

MAX_TEXT = 2000  # characters of a message
MAX_LINES = 20
NO_INPUT = "; there is no standard input while grading, and input() returned ''"

Fault = list[Any]  # kind, message, [[file, line], ...] from the outermost call inwards


def described(error: BaseException) -> Fault:
    """Describe an exception, whatever its own methods do."""
    try:
        message = str(error)[:MAX_TEXT].encode("utf-8", "replace").decode()
    except BaseException:  # a hostile __str__
        message = "(its message can't be shown)"
    lines: list[list[Any]] = []
    if isinstance(error, SyntaxError) and error.filename:
        message = str(error.msg)[:MAX_TEXT]
        lines.append([str(error.filename), error.lineno or 0])
    trace = error.__traceback__
    while trace is not None:
        lines.append([trace.tb_frame.f_code.co_filename, trace.tb_lineno])
        trace = trace.tb_next
    if asked_for_input():
        message += NO_INPUT
    return [type(error).__name__[:100], message, lines[-MAX_LINES:]]
