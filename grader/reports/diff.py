"""Plain data beside the right one, as a short diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from grader.numerics.data import literal
from grader.results import DataDifference

WIDTH = 72  # characters of a value that is shown on one line
LINES = 16  # of a diff


def data_lines(found: DataDifference) -> Iterator[str]:
    """Yield both values, or only the lines that differ and one around them."""
    yours, expected = ([*_lines(value)] for value in (found.yours, found.expected))
    if len(yours) == len(expected) == 1:
        yield f"yours:    {_cut(yours[0])}"
        yield f"expected: {_cut(expected[0])}"
        return
    yield f"{found.name}, - yours, + expected:"
    _, _, *changes = difflib.unified_diff(yours, expected, n=1, lineterm="")
    for line in changes[:LINES]:
        yield "    " + ("…" if line.startswith("@@") else _cut(line))
    if len(changes) > LINES:
        yield f"    … and {len(changes) - LINES} lines more"


def _lines(value: Any) -> Iterator[str]:
    """A value on one line if it is short, else an item on each line, or a line of a text."""
    text = literal(value)
    if isinstance(value, str) and "\n" in value.strip("\n"):
        yield from map(repr, value.splitlines(keepends=True))
    elif len(text) <= WIDTH or not isinstance(value, (dict, list, tuple, AbstractSet)):
        yield text
    elif isinstance(value, dict):
        yield from sorted(f"{literal(key)}: {literal(item)}" for key, item in value.items())
    else:
        items = map(literal, value)
        yield from sorted(items) if isinstance(value, AbstractSet) else items


def _cut(line: str) -> str:
    return line if len(line) <= 2 * WIDTH else f"{line[: 2 * WIDTH]}…"
