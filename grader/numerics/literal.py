"""A value as Python source, for a student to paste: the number written is the number used."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

_USUAL = (np.dtype(float), np.dtype(int), np.dtype(bool))  # what np.array makes of a list


class TooLarge(Exception):
    """A value that has too many entries to paste."""


def literal(value: Any, most: int) -> str:
    """Return the source of plain data; `np` is numpy in it.

    Raises TooLarge for an array of more than `most` entries.
    """
    if isinstance(value, np.ndarray):
        return _array(value, most)
    if isinstance(value, dict):
        items = (f"{literal(k, most)}: {literal(v, most)}" for k, v in value.items())
        return f"{{{', '.join(items)}}}"
    if isinstance(value, (set, frozenset)) and value:
        members = f"{{{', '.join(sorted(literal(member, most) for member in value))}}}"
        return members if isinstance(value, set) else f"frozenset({members})"
    if isinstance(value, list):
        return f"[{', '.join(literal(item, most) for item in value)}]"
    if isinstance(value, tuple):
        return f"({''.join(literal(item, most) + ', ' for item in value).rstrip()})"
    return _named(repr(value.item() if isinstance(value, np.generic) else value), value)


def _array(array: np.ndarray, most: int) -> str:
    if array.size > most:
        raise TooLarge(f"an array of shape {array.shape}")
    kind = "" if array.dtype in _USUAL else f", dtype={array.dtype.name!r}"
    if not array.size and array.shape != (0,):
        return f"np.zeros({array.shape}{kind})"
    return f"np.array({_named(str(array.tolist()), array)}{kind})"


def _named(text: str, value: Any) -> str:
    """Write nan and inf as Python knows them."""
    kind = getattr(np.asarray(value).dtype, "kind", "") if not isinstance(value, str) else ""
    return re.sub(r"\b(nan|inf)\b", r"np.\1", text) if kind in "fc" and kind else text
