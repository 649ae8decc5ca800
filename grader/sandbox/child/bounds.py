"""Bounds on what a driver may return: which outputs, and how large.

The grader knows what the reference's run of a driver returns. Outputs of other names are
dropped, and an output far larger than expected is an exception, both before they are sent.
The grader applies the same rules to what it receives: the process may have been taken over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

FACTOR, FLOOR = 4, 4096  # entries allowed: a wrong shape should still be shown as it is
NAMED = 5  # dropped outputs that are named; the rest are only counted


class OutputTooLarge(ValueError):
    """An output with many more entries than expected."""


def entries(value: Any) -> int:
    """The number of single values in plain data: of an array, a text, or a nested container."""
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, (str, bytes)):
        return len(value)
    if isinstance(value, dict):
        return len(value) + sum(map(entries, value.values()))
    if isinstance(value, (list, tuple, set, frozenset)):
        return len(value) + sum(map(entries, value))
    return 1


def allowed(expected: int) -> int:
    """The most entries that an output may have where `expected` are right."""
    return FLOOR + FACTOR * expected


def require_size(name: str, value: Any, expected: int) -> None:
    """Raise OutputTooLarge unless the value's size is comparable to the expected one."""
    count = entries(value)
    if count > allowed(expected):
        shape = f" (shape {value.shape})" if isinstance(value, np.ndarray) else ""
        raise OutputTooLarge(f"{name} has {count:,} entries{shape}; {expected:,} are expected")


def dropped(names: Iterable[Any], bounds: Mapping[str, int]) -> tuple[int, list[str]]:
    """How many outputs nobody expects, and the names of the first few."""
    extra = [name for name in names if name not in bounds]
    return len(extra), [str(name)[:100] for name in extra[:NAMED]]


def cut(value: Any, sent: Any) -> Any:
    """An input after the run, no longer than needed to see that it has grown."""
    most = entries(sent)
    if entries(value) <= most:
        return value
    if isinstance(value, np.ndarray):
        return value.reshape(-1)[: most + 1]
    return value[: most + 1] if isinstance(value, (str, bytes, list, tuple)) else None
