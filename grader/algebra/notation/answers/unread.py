"""What of an answer wasn't understood, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

_SHOWN = 4


class Unread(NamedTuple):
    """A word, a remark in brackets, a formula with the reason, or a question that stays open."""

    kind: Literal["word", "remark", "formula", "open"]
    text: str
    advice: str = ""


def message(unread: Sequence[Unread]) -> str:
    """What wasn't understood, in a sentence for a student; "" for nothing."""
    return "; ".join(_parts(unread))


def _parts(unread: Sequence[Unread]) -> Iterator[str]:
    words = list(dict.fromkeys(u.text for u in unread if u.kind in ("word", "remark")))
    if words:
        named = ", ".join(f"'{word}'" for word in words[:_SHOWN])
        more = " and others" if len(words) > _SHOWN else ""
        advice = "write the answer in a line of its own"
        yield f"words that weren't understood: {named}{more} ({advice})"
    formulas = [u for u in unread if u.kind == "formula"]
    whole = [
        u for u in formulas if not any(u.text in o.text and u.text != o.text for o in formulas)
    ]
    for text in list(dict.fromkeys(u.text for u in whole))[:_SHOWN]:
        reasons = [u.advice for u in formulas if u.text in text and u.advice]
        yield f"not read: {text}" + (f" ({reasons[0]})" if reasons else "")
    for open_ in dict.fromkeys(u for u in unread if u.kind == "open"):
        yield f"it isn't clear {open_.text}: {open_.advice}"
