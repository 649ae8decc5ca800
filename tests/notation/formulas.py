"""The corpus of written formulas: right answers, and wrong variants of them.

A file of `corpus/` holds, under `# model NAME`, questions `? [free indices] key`, perhaps with
`in terms of` what an answer may hold, then answers:
`+ kinds | text` is a right one (further lines are indented by two blanks), `~ old => new` the last
right one made wrong. A fifth of the right ones, chosen by a hash, is held out together with their
variants: nobody looks at them while building.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "corpus"
_QUESTION = re.compile(r"\? \[(\w*)\] (.*?)(?: in terms of (.*))?")
_ANSWER = re.compile(r"\+ ([^|]*?) *\| (.*)", re.DOTALL)


class Entry(NamedTuple):
    """One answer to one question: right, or made wrong."""

    place: str
    model: str
    free: str
    asked: str
    kinds: tuple[str, ...]
    text: str
    right: bool
    held_out: bool
    given: tuple[str, ...] = ()


def entries() -> Iterator[Entry]:
    """Every entry of the corpus, in the order of its files."""
    for path in sorted(FOLDER.glob("*.txt")):
        yield from _entries(path)


def _entries(path: Path) -> Iterator[Entry]:
    model = free = asked = given = ""
    last: Entry | None = None
    for number, line in _logical_lines(path):
        place = f"{path.name}:{number}"
        if line.startswith("# model "):
            model = line.removeprefix("# model ")
        elif line.startswith("? "):
            free, asked, given = _parsed(_QUESTION, line, place)
        elif line.startswith("+ "):
            kinds, text = _parsed(_ANSWER, line, place)
            held = hashlib.sha256(text.encode()).digest()[0] % 5 == 0
            last = Entry(
                place,
                model,
                free,
                asked,
                tuple(kinds.split(",")),
                text,
                True,
                held,
                tuple(filter(None, given.split(", "))),
            )
            yield last
        elif line.startswith("~ "):
            old, arrow, new = line[2:].partition(" => ")
            if last is None or not arrow or old not in last.text:
                raise ValueError(f"{place}: no right answer before this has {old!r}")
            wrong = last.text.replace(old, new, 1)
            yield last._replace(place=place, text=wrong, right=False)
        else:
            raise ValueError(f"{place}: {line!r} is no line of a corpus")


def _logical_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines with those that go on from them."""
    found: list[tuple[int, str]] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        goes_on = bool(found) and (line.startswith("  ") or (not line and _goes_on(lines, number)))
        if goes_on:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line[2:]}")
        elif line:
            found.append((number, line))
    yield from found


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether an indented line follows a blank one."""
    return number < len(lines) and lines[number].startswith("  ")


def _parsed(pattern: re.Pattern[str], line: str, place: str) -> tuple[str, ...]:
    match = pattern.fullmatch(line)
    if match is None:
        raise ValueError(f"{place}: {line!r} is no line of a corpus")
    return match.groups(default="")
