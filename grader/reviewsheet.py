"""The review sheet: a CSV table of what needs review, for a person to fill in, and its reading.

A row is a group of equal answers. Who fills it in writes points, their name and a reason. All
text of students is made harmless for spreadsheets, which take a leading `=` for a formula.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence

from grader.errors import UsageError
from grader.results import EXACT
from grader.review import Decision, Group
from grader.spreadsheets import harmless, original

MAX_NAMES = 20  # submissions that a row names
MAX_CELL = 30_000  # characters; a spreadsheet takes 32,767
ROUNDED = 1e-4  # points nearer than this are the same
MAX_PROBLEMS = 10  # lines about what is wrong with a sheet

GIVEN = ("points", "name", "reason")  # the columns to fill in
COLUMNS = (
    "id", "question", "check", "answer", "needs review because", "rubric", "submissions", "from",
    "earned", "at most", *GIVEN,
)  # fmt: skip


def write(groups: Sequence[Group], decided: Mapping[str, Decision] | None = None) -> str:
    """Return the sheet; what is decided already stands in it."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for group in groups:
        subject, verdict = group.subject, group.verdict
        names = group.submissions[:MAX_NAMES]
        more = len(group.submissions) - len(names)
        cells = [
            subject.id,
            f"{subject.question} {group.title}",
            subject.check,
            subject.answer,
            verdict.error or verdict.reason,
            verdict.rubric,
            str(len(group.submissions)),
            ", ".join(names) + (f" and {more} more" if more else ""),
            f"{group.earned:g}",
            f"{group.most:g}",
            *_given((decided or {}).get(subject.id), group),
        ]
        table.writerow([harmless(_cut(cell)) for cell in cells])
    return text.getvalue()


def read(text: str, groups: Sequence[Group], *, at: str = "") -> list[Decision]:
    """Return the decisions on a sheet that a person has filled in.

    Args:
        text: the sheet, with commas or semicolons between its columns.
        groups: what is pending, whether it is decided or not.
        at: the time of the decisions, in ISO format.

    Raises:
        UsageError: a line for each row that can't be taken. Nothing is decided then.

    """
    rows = _rows(text)
    known = {group.subject.id: group for group in groups}
    decisions: dict[str, Decision] = {}
    problems = []
    for number, row in rows:
        try:
            decision = _decision(row, known, at)
            before = decisions.get(decision.subject) if decision else None
            if decision and before and abs(before.share - decision.share) > EXACT:
                raise UsageError(f"{decision.subject} stands in the sheet twice, with other points")
        except UsageError as error:
            problems.append(f"row {number}: {error}")
            continue
        if decision:
            decisions[decision.subject] = decision
    if problems:
        more = len(problems) - MAX_PROBLEMS
        lines = problems[:MAX_PROBLEMS] + ([f"{more} more rows"] if more > 0 else [])
        raise UsageError("\n".join(lines))
    return [*decisions.values()]


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """The rows by their numbers in a spreadsheet; raises UsageError if a column is missing."""
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)  # as spreadsheets of many countries write it
    try:
        table = [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise UsageError(f"this is no CSV table: {error}") from None
    names = [cell.strip().lower() for cell in table[0]] if table else []
    missing = [name for name in ("id", *GIVEN) if name not in names]
    if missing:
        raise UsageError(f"the sheet has no column {', '.join(missing)}")
    cells = ([cell.strip() for cell in row] for row in table[1:])
    return [
        (number, dict(zip(names, row, strict=False))) for number, row in enumerate(cells, 2) if row
    ]


def _decision(row: Mapping[str, str], known: Mapping[str, Group], at: str) -> Decision | None:
    """A row's decision; None if it has no points yet."""
    points, name, reason = (row.get(column, "") for column in GIVEN)
    if not points:
        if reason:
            raise UsageError("it has a reason, but no points")
        return None
    group = known.get(row.get("id", ""))
    if group is None:
        raise UsageError(f"no pending answer has the id {row.get('id', '')!r}: write a new sheet")
    value = number(points)
    if not group.earned - ROUNDED < value < group.most + ROUNDED:
        raise UsageError(f"{points} points: write {group.earned:g} to {group.most:g}")
    lacking = [column for column in ("name", "reason") if not row.get(column)]
    if lacking:
        raise UsageError(f"it has points, but no {' and no '.join(lacking)}")
    return Decision(group.subject.id, _share(value, group), original(name), original(reason), at)


def _share(points: float, group: Group) -> float:
    """Points as a share of what the check is worth; points are written to four decimals."""
    earned, pending = group.subject.earned, group.subject.pending
    if abs(points - group.most) < ROUNDED:
        return earned + pending
    return earned if abs(points - group.earned) < ROUNDED else points / group.worth


def number(text: str) -> float:
    """Return points as a person writes them; raises UsageError if they are no number."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UsageError(f"{text!r} is no number of points")
    return value


def _given(decision: Decision | None, group: Group) -> tuple[str, str, str]:
    if decision is None:
        return "", "", ""
    return f"{round(decision.share * group.worth, 4):g}", decision.by, decision.reason


def _cut(cell: str) -> str:
    return cell if len(cell) <= MAX_CELL else f"{cell[:MAX_CELL]} … (cut)"
