"""JSON from a student: bounded in values and digits, and without halves of characters."""

from __future__ import annotations

import json
import re
from typing import Any

from grader.submission.limits import MAX_VALUES
from grader.submission.text import without_surrogates

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class JSONError(ValueError):
    """Text that isn't JSON, or too much of it: one line that says why."""


def load_json(text: str) -> Any:
    """The value; raises JSONError. Whole numbers beyond 18 digits are floats."""
    if text.count(",") + text.count("[") + text.count("{") > MAX_VALUES:
        raise JSONError(f"it holds over {MAX_VALUES:,} values")
    try:
        value = json.loads(text, parse_int=_number)
        return _clean(value) if _ESCAPED_SURROGATE.search(text) else value
    except RecursionError:
        raise JSONError("it is nested too deeply") from None
    except ValueError as error:
        raise JSONError(" ".join(str(error).split())[:100]) from None


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) < 19 else float(digits)


def _clean(value: Any) -> Any:
    """The value with U+FFFD for every lone surrogate, in names too."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(name): _clean(item) for name, item in value.items()}
    return value
