"""A question's result in plain text, for the terminal and for Gradescope alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.numerics.data import literal
from grader.reports.diff import data_lines
from grader.results import (
    Counterexample,
    Difference,
    Failure,
    QuestionResult,
    Reading,
    Results,
    State,
    Verdict,
)

SMALL = 24  # entries of an array that is shown in full
SEEN = 4  # entries in which one that differs is seen at once
LONGEST = 2000  # characters of one line of a student's
MARKS: Mapping[State, str] = {"passed": "✓", "failed": "✗", "partial": "~", "pending": "?"}

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_ESCAPE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|.)?", re.DOTALL)


class _Shown(dict[int, "int | None"]):
    """Which characters are kept, found out once for each: all but controls."""

    def __missing__(self, code: int) -> int | None:
        control = unicodedata.category(chr(code))[0] == "C" and chr(code) not in "\n\t"
        self[code] = None if control else code
        return self[code]


_SHOWN = _Shown()


def plain(text: str) -> str:
    """Return a student's text, safe to show: no terminal or direction controls, no addresses."""
    return _ADDRESS.sub("0x…", _ESCAPE.sub("", text)).translate(_SHOWN)


def points(number: float) -> str:
    """Return a number of points with its unit: `1 point`, `2.5 points`."""
    return f"{number:g} point" if number == 1 else f"{number:g} points"


def waiting(question: QuestionResult) -> str:
    """Return how many points of a question need review, or nothing."""
    if not question.pending:
        return ""
    verb = "needs" if question.pending == 1 else "need"
    return f"{question.pending:g} of {points(question.points)} {verb} review"


def question_text(
    question: QuestionResult, results: Results, again: str = "", *, blocked: bool = True
) -> str:
    """Return each check's mark and title; for a failed one, all that helps to find the mistake.

    Args:
        question: the question.
        results: the results that it belongs to.
        again: the command that shows it again.
        blocked: say what stopped its checks; False where that has been said before.

    """
    if question.absent:
        return "not submitted"
    lines: list[str] = []
    failure = question.blocked_by
    if failure and blocked:
        lines += _failure_lines(failure, results.drivers)
    for verdict in question.verdicts:
        known = failure is not None and verdict.failure is not None and _same(verdict, failure)
        lines += verdict_lines(verdict, results.drivers, brief=known)
    wait = waiting(question)
    if wait:
        lines += ["", wait]
    if again and any(verdict.failure for verdict in question.verdicts):
        lines += ["", f"see it again: {again}"]
    if question.output:
        lines += ["", "your code printed:", *_indented(plain(question.output), "    ")]
    return "\n".join(lines)


def _same(verdict: Verdict, failure: Failure) -> bool:
    return verdict.failure is not None and verdict.failure.summary == failure.summary


def verdict_lines(
    verdict: Verdict, drivers: Mapping[str, str], *, brief: bool = False
) -> Iterator[str]:
    """Yield the lines of one check; `brief`: without its failure, which is shown above."""
    tried = f" ({verdict.cases} cases)" if verdict.cases > 1 and not verdict.failure else ""
    yield f"{MARKS[verdict.state]} {verdict.check}{tried}"
    if brief:
        return
    lines: list[str] = []
    if verdict.failure:
        summary, *rest = _failure_lines(verdict.failure, drivers)
        lines += [summary, *_reading_lines(verdict.reading), *rest]
    else:
        lines += [*([verdict.reason] if verdict.reason else []), *_reading_lines(verdict.reading)]
    lines += [f"{MARKS[item.state]} {item.text}" for item in verdict.items]
    lines += verdict.remarks
    if lines:
        yield from _indented(plain("\n".join(lines)), "    ")


def _reading_lines(reading: Reading | None) -> Iterator[str]:
    if reading is None:
        return
    yield f"read as: {reading.plain[:LONGEST]}"
    if reading.counterexample:
        sides = ("expected", "yours")
        if reading.wrong_step is not None:
            sides = ("the left side", "the right side")
        yield from _counterexample_lines(reading.counterexample, *sides)


def _counterexample_lines(found: Counterexample, left: str, right: str) -> Iterator[str]:
    values = ", ".join(f"{name} = {value}" for name, value in found.values)
    if values:
        yield f"with {values}"
    entry = f" at entry {found.entry}" if found.entry else ""
    yield f"{left}{entry} is {found.left}, {right} is {found.right}"


def _failure_lines(failure: Failure, drivers: Mapping[str, str]) -> Iterator[str]:
    yield plain(failure.summary)
    for place in failure.places[-1:]:
        yield f"in {place.file}, line {place.line}"
    if failure.diagnosis:
        yield failure.diagnosis.sentence
    if failure.hint:
        yield failure.hint
    if failure.driver:
        yield "called:"
        yield from _indented(drivers.get(failure.driver, failure.driver), "    ")
        yield from _values("with", failure.arguments)
    if failure.code:
        yield "run:"
        yield from _indented(failure.code, "    ")
    if failure.difference:
        yield from _difference_lines(failure.difference)
    if failure.data:
        yield from data_lines(failure.data)
    if failure.outputs:
        yield from _values("yours", failure.outputs)
    if failure.telling:
        yield from _telling_lines(failure.telling)


def _telling_lines(telling: Failure) -> Iterator[str]:
    """The larger case on which a diagnosis is true."""
    if telling.diagnosis:
        sizes = "".join(f", {name} = {size}" for name, size in telling.sizes.items())
        yield f"on a larger case{sizes}:"
        yield f"    {telling.diagnosis.sentence}"
        found = telling.difference
        lines = _worst_entry_lines(found) if found else [telling.summary]
        yield from _indented("\n".join(lines), "    ")


def _difference_lines(found: Difference) -> Iterator[str]:
    if found.expected.size <= SMALL:
        for whose, array in (("yours", found.yours), ("expected", found.expected)):
            yield f"{whose}:"
            yield from _named(found.name, array)
        if found.expected.size > SEEN and found.count < found.expected.size:
            at = f"{found.name}[{', '.join(map(str, found.entry))}]"
            numbers = f"{found.yours[found.entry]:.6g}, expected {found.expected[found.entry]:.6g}"
            yield f"furthest off: {at} is {numbers}"
        return
    yield from _worst_entry_lines(found)


def _worst_entry_lines(found: Difference) -> Iterator[str]:
    entry = ", ".join(map(str, found.entry))
    yield f"{found.name} has shape {found.expected.shape}; the entry furthest off is [{entry}]:"
    yield f"    yours     {found.yours[found.entry]:.8g}"
    yield f"    expected  {found.expected[found.entry]:.8g}"


def _values(whose: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield f"{whose}:"
    for name, value in values.items():
        yield from _named(name, value)


def _named(name: str, value: Any) -> Iterator[str]:
    """`name = value`: small arrays in full, large ones by shape."""
    if isinstance(value, dict) and _holds_arrays(value):
        for key, part in value.items():
            yield from _named(f"{name}[{key!r}]", part)
    elif isinstance(value, np.ndarray) and value.size <= SMALL:
        shown = value + 0.0 if value.dtype.kind == "f" else value  # -0. helps nobody
        text = np.array2string(shown, precision=6, separator=", ")
        yield from _hung(f"    {name} = ", text)
    elif isinstance(value, np.ndarray):
        yield f"    {name} = array of shape {value.shape}"
    elif isinstance(value, (list, tuple)) and len(value) > 3 and _holds_arrays(value):
        yield f"    {name} = list of {len(value)}"
    else:
        yield f"    {name} = {literal(value)[:LONGEST]}"


def _holds_arrays(value: Any) -> bool:
    if isinstance(value, dict):
        return _holds_arrays([*value.values()])
    if isinstance(value, (list, tuple)):
        return any(map(_holds_arrays, value))
    return isinstance(value, np.ndarray) and value.ndim > 0


def _hung(head: str, text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield head + first
    yield from (" " * len(head) + line for line in rest)


def _indented(text: str, by: str) -> Iterator[str]:
    yield from (by + line if line else "" for line in text.split("\n"))
