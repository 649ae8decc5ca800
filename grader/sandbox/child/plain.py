"""What a driver returns, as plain data: a private copy that the wire format can carry.

Sequences of numbers become arrays where they are rectangular; everything else keeps its
structure. A tensor of another library becomes an array.
"""

from __future__ import annotations

import warnings
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np

from grader.sandbox.child.wire import MAX_DEPTH, NotPlainData

SINGLE: tuple[Any, ...] = (bool, int, float, complex, str, bytes)
NUMBERS = "biufc"  # the kinds of dtypes


def plain(value: Any, depth: int = MAX_DEPTH) -> Any:
    """Copy a value as plain data; raises NotPlainData for what isn't."""
    if not depth:
        raise NotPlainData(f"a value nested more than {MAX_DEPTH} deep, or within itself")
    if isinstance(value, dict):
        return {key(k, depth - 1): plain(item, depth - 1) for k, item in value.items()}
    if isinstance(value, AbstractSet):
        return type_of_set(value)(key(item, depth - 1) for item in value)
    if isinstance(value, (list, tuple)):
        return _sequence(value, depth)
    return bytes(value) if isinstance(value, bytearray) else _single(value, depth)


def key(value: Any, depth: int) -> Any:
    """A key of a dict or a member of a set: immutable, and a number rather than a 0-d array."""
    if isinstance(value, tuple) and depth:
        return tuple(key(item, depth - 1) for item in value)
    if isinstance(value, AbstractSet):
        return frozenset(key(item, depth - 1) for item in value)
    if isinstance(value, np.generic):
        value = value.item()
    single = _single(value, depth)
    if isinstance(single, np.ndarray):
        raise NotPlainData(f"a value of type {type(value).__name__} as a key or in a set")
    return single


def type_of_set(value: AbstractSet[Any]) -> type:
    """A frozenset stays one; any other set becomes a set."""
    return frozenset if isinstance(value, frozenset) else set


def _single(value: Any, depth: int) -> Any:
    if isinstance(value, (np.str_, np.bytes_)):
        return value.item()
    if not isinstance(value, np.generic):
        if value is None:
            return None
        for kind in SINGLE:
            if isinstance(value, kind):
                return kind(value)  # a subclass, such as an IntEnum, as what it stands for
    if hasattr(type(value), "detach") and hasattr(type(value), "cpu"):
        value = value.detach().cpu().numpy()
    array = np.array(value)
    if array.dtype.kind in NUMBERS:
        return array
    if array.shape:  # of texts, or of objects
        return plain(array.tolist(), depth - 1)
    if array.item() is value:
        raise NotPlainData(f"a value of type {type(value).__name__}")
    return plain(array.item(), depth - 1)


def _sequence(value: Any, depth: int) -> Any:
    """Numbers as an array; else a list or tuple of its items."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # numpy before 1.24 only warns
            array = np.array(value)
    except (TypeError, ValueError):  # ragged
        array = None
    if array is not None and array.dtype.kind in NUMBERS:
        return array
    items = [plain(item, depth - 1) for item in value]
    return tuple(items) if isinstance(value, tuple) else items
