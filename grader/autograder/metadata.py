"""Gradescope's submission_metadata.json: who submitted, when, and what they had before."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.submission.identity import Identity

DAY = dt.timedelta(hours=24)
LIMITED = "over_the_limit"  # in `extra_data` of a submission that was not graded


@dataclass(frozen=True)
class Earlier:
    """A submission of before: when, its score, and whether it was graded."""

    submitted: dt.datetime
    score: float
    graded: bool = True


@dataclass(frozen=True)
class Metadata:
    """What Gradescope says of a submission; what it doesn't say is empty.

    `submitted` and `due` are never the clock's: a submission that is graded again is as early as
    it was.
    """

    id: str = ""
    members: tuple[Identity, ...] = ()
    submitted: dt.datetime | None = None
    due: dt.datetime | None = None
    earlier: tuple[Earlier, ...] = ()

    @property
    def late(self) -> bool:
        """Whether it came after the due date."""
        return bool(self.submitted and self.due and self.submitted > self.due)

    def within_a_day(self) -> list[Earlier]:
        """The submissions that were graded in the 24 hours before this one."""
        if self.submitted is None:
            return []
        since, now = self.submitted - DAY, self.submitted
        return [one for one in self.earlier if one.graded and since < one.submitted <= now]

    @property
    def best(self) -> Earlier | None:
        """The submission of before with the highest score."""
        graded = [one for one in self.earlier if one.graded]
        return max(graded, key=lambda one: one.score, default=None)

    @property
    def last(self) -> Earlier | None:
        """The newest submission of before that was graded."""
        graded = [one for one in self.earlier if one.graded]
        return max(graded, key=lambda one: one.submitted, default=None)


def read(path: Path) -> Metadata:
    """Read the file. What is missing or odd is left empty: the work is graded all the same."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Metadata()
    if not isinstance(found, Mapping):
        return Metadata()
    assignment = _mapping(found.get("assignment"))
    users = [_mapping(user) for user in _list(found.get("users"))]
    own = [_mapping(user.get("assignment")).get("due_date") for user in users]
    due = [*map(_time, own)] if any(own) else [_time(assignment.get("due_date"))]
    return Metadata(
        id=str(found.get("id", "")),
        members=tuple(
            Identity(*(str(user.get(part) or "") for part in ("name", "sid", "email")))
            for user in users
        ),
        submitted=_time(found.get("created_at")),
        due=max(filter(None, due), default=None),  # an extension of one is the group's
        earlier=tuple(_earlier(_list(found.get("previous_submissions")))),
    )


def _earlier(found: Sequence[Any]) -> list[Earlier]:
    kept = []
    for one in map(_mapping, found):
        submitted, score = _time(one.get("submission_time")), one.get("score")
        extra = _mapping(_mapping(one.get("results")).get("extra_data"))
        if submitted and isinstance(score, (int, float, str)):
            number = _number(score)
            if number is not None:
                kept.append(Earlier(submitted, number, not extra.get(LIMITED)))
    return kept


def _number(score: float | str) -> float | None:
    try:
        number = float(score)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _time(text: object) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.timezone.utc)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []
