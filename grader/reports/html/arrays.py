"""Arrays in a page: a small one entry by entry, and as Python to paste."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.results import Difference

LARGEST = 64  # entries that are shown
WIDEST = 12  # columns
LONGEST = 4000  # characters of Python for all arguments of a call


@dataclass(frozen=True)
class Entry:
    """An entry as text, and whether it differs."""

    text: str
    wrong: bool


def table(found: Difference, whose: str) -> list[list[Entry]]:
    """Return the rows of `yours` or of what is `expected`; none if there are too many."""
    array = found.yours if whose == "yours" else found.expected
    if array.ndim > 2 or array.size > LARGEST or (array.ndim and array.shape[-1] > WIDEST):
        return []
    rows, wrong = np.atleast_2d(array), np.atleast_2d(found.wrong)
    return [
        [Entry(number(x), bool(w)) for x, w in zip(row, marks, strict=True)]
        for row, marks in zip(rows, wrong, strict=True)
    ]


def entries(found: Difference) -> tuple[str, str]:
    """Return the entry furthest off: yours and the expected one."""
    return number(found.yours[found.entry]), number(found.expected[found.entry])


def number(value: Any) -> str:
    """Return an entry with six digits if it is a number."""
    return f"{value + 0.0:.6g}" if isinstance(value, (float, np.floating)) else str(value)


def as_code(arguments: Mapping[str, Any]) -> str:
    """Return arguments as assignments in Python; those that are too long by their shapes."""
    lines, left = [], LONGEST
    for name, value in arguments.items():
        text = f"{name} = {_python(value)}"
        if len(text) > left or "\n..." in text:
            text = f"# {name}: {_shape(value)}"
        left -= len(text)
        lines.append(text)
    return "\n".join(lines)


def _python(value: Any) -> str:
    """A value as Python reads it back."""
    if isinstance(value, np.ndarray):
        dtype = "" if value.dtype.kind in "fib" and value.dtype.itemsize == 8 else value.dtype.name
        inside = np.array2string(
            value, separator=", ", threshold=LARGEST * 16, max_line_width=88, floatmode="unique"
        )
        if "..." in inside:
            return "\n..."
        inside = inside.replace("nan", "np.nan").replace("inf", "np.inf")
        return f"np.array({inside}{f', np.{dtype}' if dtype and dtype != 'bool' else ''})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {_python(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        inside = ", ".join(map(_python, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside},)"
    return repr(value.item() if isinstance(value, np.generic) else value)


def _shape(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return f"{type(value).__name__} of {len(value)}" if hasattr(value, "__len__") else "left out"
