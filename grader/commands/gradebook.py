"""grader gradebook: show the points of a class, export them, and say what changed and why."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.files import write_atomically
from grader.gradebook import FILE, Gradebook, Grading
from grader.lateness import days_late
from grader.reports.platforms import Line, table
from grader.reports.text import plain
from grader.submission.identity import Identity

KEYS = (
    ("submission_digest", "the submission"),
    ("assignment_digest", "the assignment"),
    ("grader", "the grader"),
    ("seed", "the seed"),
    ("asked", "what was asked for"),
)


def run(options: argparse.Namespace) -> int:
    """Return 0; raises UsageError if there is no gradebook, or no such submission."""
    console = Console(highlight=False, markup=False)
    with Gradebook(Path(options.folder) / FILE) as book:
        if options.history:
            for said in history(book.history(options.history)):
                console.print(Text(plain(said)), soft_wrap=True)
            return 0
        lines = [line for line in lines_of(book) if _matches(line, options.find)]
        title = next((results.assignment for results in book.results()), "")
    if options.csv:
        write_atomically(Path(options.csv), table(lines, options.platform, title))
        console.print(f"{options.csv}: {len(lines)} students", soft_wrap=True)
        return 0
    shown = Table(box=None, pad_edge=False)
    for column in ("submission", "student"):
        shown.add_column(column)
    for column in ("earned", "pending", "points"):
        shown.add_column(column, justify="right")
    for line in lines:
        who = line.student.name or line.student.email or line.student.id
        cells = (Text(plain(line.submission)), Text(plain(who)))
        shown.add_row(*cells, *(f"{n:g}" for n in (line.earned, line.pending, line.points)))
    console.print(shown)
    return 0


def lines_of(book: Gradebook) -> Iterator[Line]:
    """Yield a line for every student, by submission: each member of a group has one."""
    deadlines = book.deadlines()
    for student, results in zip(book.students(), book.reviewed(), strict=True):
        people = [name for m in student.members for name in (m.name, m.id, m.email)]
        late = days_late(student.submitted, [student.name, *people], deadlines)
        for member in student.members or (Identity(),):
            yield Line(
                student.name,
                member,
                results.earned,
                results.pending,
                results.points,
                student.submitted,
                student.late,
                late,
            )


def history(gradings: list[Grading]) -> Iterator[str]:
    """Yield what each grading gave, and what differs from the one before: points and causes."""
    first = gradings[0]
    yield f"{first.graded}  {first.earned:g} of {first.points:g} points"
    for before, now in pairwise(gradings):
        causes = [name for field, name in KEYS if getattr(before, field) != getattr(now, field)]
        why = " and ".join(causes) + " changed" if causes else "it was graded again"
        yield f"{now.graded}  {now.earned:g} of {now.points:g} points: {why}"
        for id_ in {**before.questions, **now.questions}:
            one, other = before.questions.get(id_), now.questions.get(id_)
            if one != other:
                yield f"    {id_}: {_points(one)} -> {_points(other)}"


def _points(three: tuple[float, float, float] | None) -> str:
    if three is None:
        return "not graded"
    earned, pending, _ = three
    return f"{earned:g}" + (f" ({pending:g} pending)" if pending else "")


def _matches(line: Line, text: str) -> bool:
    student = line.student
    places = (line.submission, student.name, student.id, student.email)
    return any(text.casefold() in place.casefold() for place in places)
