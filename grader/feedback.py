"""How much of a result students see: declared by the assignment, carried by its results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["points", "diagnosis", "case", "expected"]
LEVELS: tuple[Level, ...] = ("points", "diagnosis", "case", "expected")


@dataclass(frozen=True)
class Feedback:
    """What students see of the visible questions, before and after the due date.

    Each level shows what the one before it shows, and more.

    Args:
        before: `points`: the points of each question. `diagnosis`: each check, and what is wrong
            in words. `case`: the call that shows it. `expected`: the values expected, too.
        after: the same, once the due date has passed.

    """

    before: Level = "expected"
    after: Level = "expected"
