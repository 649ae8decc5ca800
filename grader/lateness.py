"""Late days: a submission's time by its platform against the deadline that holds for its students.

The time is what the export says, never this machine's clock. No points are taken: what a late day
costs is the course's rule.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.errors import UsageError

EVERYONE = "all"
DAY = dt.timedelta(days=1)

_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<hour>\d\d:\d\d)(?P<second>:\d\d)?(?:\.\d+)?"
    r" ?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)"
)


@dataclass(frozen=True)
class Deadline:
    """When a student must have submitted, who said so, and why.

    `student` is a name, an id, an email address or the name of a submission, or `all`. `due` and
    `at`, when it was entered, are in ISO format.
    """

    student: str
    due: str
    by: str
    reason: str
    at: str = ""


def days_late(submitted: str, names: Sequence[str], deadlines: Sequence[Deadline]) -> int | None:
    """Return the days begun since the deadline; None if either time is unknown.

    Args:
        submitted: the time that the platform gives.
        names: by which a deadline may name those who submitted. A group has the latest of its
            members' deadlines.
        deadlines: the oldest first; of two for the same student, the later entry holds.

    """
    entered = {deadline.student: deadline.due for deadline in deadlines}
    own = [entered[name] for name in names if name and name in entered]
    due = [time for text in own or [entered.get(EVERYONE, "")] if (time := _read(text))]
    time = _read(submitted)
    if time is None or not due:
        return None
    return max(0, -((max(due) - time) // DAY))


def checked(text: str) -> str:
    """Return a time as a deadline has it; raises UsageError unless it has a time zone."""
    found = _read(text)
    if found is None:
        raise UsageError(f"{text!r}: write a time with its zone, such as 2027-01-31T23:59-05:00")
    return found.isoformat()


def _read(text: str) -> dt.datetime | None:
    """A time with a zone; None if it is none."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    zone = found["zone"].replace("UTC", "Z").replace("Z", "+0000").replace(":", "")
    try:
        return dt.datetime.strptime(
            f"{found['day']} {found['hour']}{found['second'] or ':00'}{zone}", "%Y-%m-%d %H:%M:%S%z"
        )
    except ValueError:
        return None
