"""Plain data: its numbers by path, whether two values are equal, and where they differ.

Numbers lie in arrays, alone, or anywhere within lists, tuples and dicts. A list and a tuple of the
same items are equal: of numbers alone, both are arrays here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.numerics.tolerance import as_numbers, difference


@dataclass(frozen=True)
class Part:
    """A part of a value beside the right one, by its path such as `['a'][2]`.

    `wrong` is what is wrong with it, such as `lacks the key 'b'`; empty where both are numbers
    that are still to be compared.
    """

    path: str
    yours: Any
    expected: Any
    wrong: str = ""
    malformed: bool = False


def numbers(value: Any, path: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """Yield the numbers within a value, each with its path."""
    array = as_numbers(value)
    if array is not None:
        yield path, array
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from numbers(item, f"{path}[{key!r}]")
    elif isinstance(value, (list, tuple)):
        for at, item in enumerate(value):
            yield from numbers(item, f"{path}[{at}]")


def leaves(value: Any) -> list[Any]:
    """The single values within a value: numbers, texts and the like; a set is one."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in leaves(item)]
    return value.ravel().tolist() if isinstance(value, np.ndarray) else [value]


def parts(yours: Any, expected: Any, path: str = "") -> Iterator[Part]:
    """Yield pairs of numbers to compare, and all else that differs, in the order of `expected`."""
    numeric = as_numbers(expected) is not None
    if numeric and as_numbers(yours) is not None:
        yield Part(path, yours, expected)
    elif isinstance(expected, dict) and isinstance(yours, dict):
        yield from _parts_of_dicts(yours, expected, path)
    elif isinstance(expected, AbstractSet) and isinstance(yours, AbstractSet):
        if not _same_set(yours, expected):
            yield Part(path, yours, expected, _members(yours, expected))
    elif _is_list(expected) and _is_list(yours) and not (numeric and len(expected)):
        yield from _parts_of_lists(yours, expected, path)
    elif _form(yours) != _form(expected):
        wanted = "not numbers" if numeric else f"expected {shown(expected)}"
        sentence = f"is {kind_of(yours)}, {wanted}"
        yield Part(path, yours, expected, sentence, malformed=True)
    elif yours != expected:
        yield Part(path, yours, expected, "is wrong")


def _parts_of_dicts(yours: Any, expected: Any, path: str) -> Iterator[Part]:
    for word, keys in (
        ("lacks the key", [key for key in expected if key not in yours]),
        ("has the key", [key for key in yours if key not in expected]),
    ):
        if keys:
            rest = "" if word.startswith("lacks") else ", which is not expected"
            yield Part(path, yours, expected, f"{word} {shown(keys[0])}{rest}")
    for key, item in expected.items():
        if key in yours:
            yield from parts(yours[key], item, f"{path}[{key!r}]")


def _parts_of_lists(yours: Any, expected: Any, path: str) -> Iterator[Part]:
    if len(yours) != len(expected):
        items = "1 item" if len(yours) == 1 else f"{len(yours)} items"
        yield Part(path, yours, expected, f"has {items}, expected {len(expected)}")
        return
    for at, item in enumerate(expected):
        yield from parts(yours[at], item, f"{path}[{at}]")


def _members(yours: Collection[Any], expected: Collection[Any]) -> str:
    missing = [member for member in expected if member not in yours]
    if missing:
        return f"lacks {min(map(shown, missing))}"
    extra = min(shown(member) for member in yours if member not in expected)
    return f"has {extra}, which is not expected"


def _same_set(yours: AbstractSet[Any], expected: AbstractSet[Any]) -> bool:
    """Whether two sets are equal; of real numbers, but for rounding."""
    if yours == expected:
        return True
    real = all(isinstance(member, (int, float)) for member in (*yours, *expected))
    if not real or len(yours) != len(expected):
        return False
    one, other = (np.asarray(sorted(each)) for each in (yours, expected))
    return difference("", one, other) is None


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal to the last digit; not-a-number equals itself."""
    found = parts(one, other)
    return all(not part.wrong and _same_array(part.yours, part.expected) for part in found)


def _same_array(one: Any, other: Any) -> bool:
    first, second = np.asarray(one), np.asarray(other)
    return bool(np.array_equal(first, second, equal_nan=second.dtype.kind in "fc"))


def kind_of(value: Any) -> str:
    """A value's kind in words: `missing (None)`, `of type list`."""
    if value is None:
        return "missing (None)"
    return f"of type {_form(value)}"


def _form(value: Any) -> str:
    """The type by which values are comparable; a number in an array of no axes is a number."""
    if as_numbers(value) is not None or isinstance(value, int):
        return "number" if np.ndim(value) == 0 else "array"
    return "set" if isinstance(value, AbstractSet) else type(value).__name__


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim > 0)


def shown(value: Any, most: int = 60) -> str:
    """A value as Python writes it, with sets and dicts in order, and cut."""
    text = literal(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def literal(value: Any) -> str:
    """A value as Python writes it, with sets and dicts in order: alike in every process."""
    if isinstance(value, np.ndarray):
        return repr(value.tolist())
    if isinstance(value, dict):
        pairs = [f"{literal(key)}: {literal(item)}" for key, item in value.items()]
        return f"{{{', '.join(sorted(pairs))}}}"
    if isinstance(value, AbstractSet) and value:
        return f"{{{', '.join(sorted(map(literal, value)))}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, tuple) and len(value) != 1:
        return f"({', '.join(map(literal, value))})"
    return repr(value)
