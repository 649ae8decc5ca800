"""What is said of a question, in plain text: for the terminal and for Gradescope alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.results import Difference, Failure, QuestionResult, Results, Verdict

SMALL = 24  # entries of an array that is shown in full
MARKS = {"passed": "✓", "failed": "✗", "partial": "~", "review": "?", "error": "!"}

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_ESCAPE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|.)?", re.DOTALL)


def plain(text: str) -> str:
    """Text of a student's, safe to show: no terminal or direction controls, no addresses."""
    text = _ADDRESS.sub("0x…", _ESCAPE.sub("", text))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")


def question_text(question: QuestionResult, results: Results, again: str = "") -> str:
    """Each check's mark and title; for a failed one, all that helps to find the mistake."""
    if question.absent:
        told = dict.fromkeys(
            verdict.failure.summary for verdict in question.verdicts if verdict.failure
        )
        return plain("\n".join(told))
    lines: list[str] = []
    for verdict in question.verdicts:
        lines += verdict_lines(verdict, results.drivers)
    if again and any(verdict.failure for verdict in question.verdicts):
        lines += ["", f"see it again: {again}"]
    if question.output:
        lines += ["", "your code printed:", *_indented(plain(question.output), "    ")]
    return "\n".join(lines)


def verdict_lines(verdict: Verdict, drivers: Mapping[str, str]) -> Iterator[str]:
    """One check."""
    tried = f" ({verdict.examples} inputs)" if verdict.examples > 1 else ""
    yield f"{MARKS[verdict.status]} {verdict.check}{tried if not verdict.failure else ''}"
    if verdict.status == "error":
        yield "    The grader failed here. This is no fault of yours: ask the instructor."
    if verdict.note:
        yield from _indented(plain(verdict.note), "    ")
    if verdict.failure:
        yield from _indented("\n".join(_failure_lines(verdict.failure, drivers)), "    ")


def _failure_lines(failure: Failure, drivers: Mapping[str, str]) -> Iterator[str]:
    yield plain(failure.summary)
    for file, line in failure.lines[-1:]:
        yield f"in {file}, line {line}"
    for sentence in (failure.diagnosis, failure.hint):
        if sentence:
            yield sentence
    if failure.driver:
        yield "called:"
        yield from _indented(drivers.get(failure.driver, failure.driver), "    ")
        yield "with:"
        for name, value in failure.given.items():
            yield from _named(name, value)
    if failure.difference:
        yield from _difference_lines(failure.difference)


def _difference_lines(found: Difference) -> Iterator[str]:
    if found.expected.size <= SMALL:
        for whose, array in (("yours", found.yours), ("expected", found.expected)):
            yield f"{whose}:"
            yield from _named(found.output, array)
        return
    entry = ", ".join(map(str, found.entry))
    yield f"{found.output} has shape {found.expected.shape}; the entry furthest off is [{entry}]:"
    yield f"    yours     {found.yours[found.entry]:.8g}"
    yield f"    expected  {found.expected[found.entry]:.8g}"


def _named(name: str, value: Any) -> Iterator[str]:
    """`name = value`: small arrays in full, large ones by shape."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _named(f"{name}[{key!r}]", part)
    elif isinstance(value, np.ndarray) and value.size <= SMALL:
        shown = value + 0.0 if value.dtype.kind == "f" else value  # no one is helped by -0.
        text = np.array2string(shown, precision=6, separator=", ")
        yield from _hung(f"    {name} = ", text)
    elif isinstance(value, np.ndarray):
        yield f"    {name} = array of shape {value.shape}"
    elif isinstance(value, list) and len(value) > 3:
        yield f"    {name} = list of {len(value)}"
    else:
        yield f"    {name} = {value!r}"


def _hung(head: str, text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield head + first
    yield from (" " * len(head) + line for line in rest)


def _indented(text: str, by: str) -> Iterator[str]:
    yield from (by + line if line else "" for line in text.split("\n"))
