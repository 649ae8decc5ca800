"""The points of a class as CSV, in the columns that course platforms import."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grader.spreadsheets import harmless
from grader.submission.identity import Identity


@dataclass(frozen=True)
class Line:
    """One student of a submission; `pending` points are not among the `earned` ones.

    `late` is what the platform says, and `days_late` what a deadline of ours says, if there is one.
    """

    submission: str
    student: Identity
    earned: float
    pending: float
    points: float
    submitted: str
    late: bool
    days_late: int | None = None


Cell = str | float
Columns = Sequence[tuple[str, Callable[[Line], Cell]]]


def table(lines: Iterable[Line], platform: str, assignment: str) -> str:
    """Return a CSV file for `canvas`, `moodle` or `gradescope`, or of all that is known (`all`)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = _columns(platform, assignment)
    writer.writerow([name for name, _ in columns])
    for line in lines:
        cells = [value(line) for _, value in columns]
        writer.writerow([harmless(c) if isinstance(c, str) else c for c in cells])
    return text.getvalue()


def _columns(platform: str, assignment: str) -> Columns:
    """The columns by which a platform finds a student, and those that it imports."""
    if platform == "canvas":
        return (
            ("Student", lambda line: line.student.name or line.submission),
            ("ID", lambda line: line.student.id),
            ("SIS User ID", lambda line: ""),
            ("SIS Login ID", lambda line: line.student.email),
            ("Section", lambda line: ""),
            (assignment, lambda line: line.earned),
        )
    if platform == "moodle":
        return (
            ("Identifier", lambda line: f"Participant {line.student.id}"),
            ("Full name", lambda line: line.student.name or line.submission),
            ("Email address", lambda line: line.student.email),
            ("Grade", lambda line: line.earned),
            ("Maximum Grade", lambda line: line.points),
        )
    if platform == "gradescope":
        return (
            ("Name", lambda line: line.student.name or line.submission),
            ("SID", lambda line: line.student.id),
            ("Email", lambda line: line.student.email),
            ("Total Score", lambda line: line.earned),
            ("Max Points", lambda line: line.points),
        )
    return (
        ("submission", lambda line: line.submission),
        ("name", lambda line: line.student.name),
        ("id", lambda line: line.student.id),
        ("email", lambda line: line.student.email),
        ("earned", lambda line: line.earned),
        ("pending", lambda line: line.pending),
        ("points", lambda line: line.points),
        ("submitted", lambda line: line.submitted),
        ("late", lambda line: "yes" if line.late else ""),
        ("days late", lambda line: "" if line.days_late is None else line.days_late),
    )
