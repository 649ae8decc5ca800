"""Arrays in a page: a small one entry by entry, and as Python to paste."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.numerics.literal import TooLarge, literal
from grader.results import Difference

LARGEST = 64  # entries that are shown
WIDEST = 12  # columns


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
        [Entry(number(x), bool(w)) for x, w in zip(row, differs, strict=True)]
        for row, differs in zip(rows, wrong, strict=True)
    ]


def entries(found: Difference) -> tuple[str, str]:
    """Return the entry furthest off: yours and the expected one."""
    return number(found.yours[found.entry]), number(found.expected[found.entry])


def number(value: Any) -> str:
    """Return an entry with six digits if it is a number."""
    return f"{value + 0.0:.6g}" if isinstance(value, (float, np.floating)) else str(value)


def as_code(arguments: Mapping[str, Any]) -> str:
    """Return arguments as Python that can be pasted; those that are too large by their shapes."""
    return "\n".join(_assignment(name, value) for name, value in arguments.items())


def _assignment(name: str, value: Any) -> str:
    try:
        return f"{name} = {literal(value, LARGEST)}"
    except TooLarge as error:
        return f"# {name}: {error}"
