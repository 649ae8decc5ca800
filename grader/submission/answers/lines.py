"""Lines of an answer sheet that know where they stand, and the parts that answer a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from grader.submission.limits import MAX_LINES
from grader.submission.text import shown


@dataclass(frozen=True)
class Line:
    """A line of a file, or of a notebook's cell; `is_code` if it is in a code fence."""

    text: str
    file: str
    number: int
    cell: int = 0
    is_code: bool = False

    @property
    def whole(self) -> str:
        """The file or the cell that it stands in, in words."""
        cell = f", cell {self.cell}" if self.cell else ""
        return f"{shown(self.file)}{cell}"

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return f"{self.whole}, line {self.number}"


@dataclass
class Part:
    """The lines under a heading; `question` is the one that it answers."""

    question: str
    heading: Line
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Unnamed:
    """A heading that names no question; `near` if the name of one begins so."""

    title: str
    near: bool


def lines_of(file: str, text: str, cell: int = 0) -> Iterator[Line]:
    """The lines of a text, up to MAX_LINES."""
    lines = text.split("\n", MAX_LINES)[:MAX_LINES]
    return (Line(line, file, number, cell) for number, line in enumerate(lines, 1))


def limited(lines: Iterable[Line]) -> list[Line]:
    """The first MAX_LINES of several texts."""
    return list(islice(lines, MAX_LINES))
