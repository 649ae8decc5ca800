"""Write a folder's pages: one for the class, one of what needs review, one for each submission."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from grader.files import write_atomically
from grader.reports.html.classroom import Class, page_of
from grader.reports.html.review import review_page
from grader.reports.html.submission import submission_page
from grader.results import Audience, Results
from grader.review import groups

INDEX = "index.html"
REVIEW = "review.html"
STAFF = "report.html"
STUDENT = "student.html"


def write(
    out: Path,
    results: Iterable[Results],
    *,
    students: bool = False,
    changed: Container[str] | None = None,
) -> None:
    """Write the pages; one submission at a time is in memory.

    Args:
        out: the folder that holds a folder for each submission.
        results: of each submission, once.
        students: write the page that a student may be given, beside the one for staff.
        changed: the submissions whose pages are written even if they are there (default: all).

    """
    pages: dict[str, Audience] = {STAFF: "staff"}
    if students:
        pages[STUDENT] = "student"
    room = Class()

    def written() -> Iterator[Results]:
        for one in results:
            for name, audience in pages.items():
                path = out / one.submission / name
                if changed is None or one.submission in changed or not path.exists():
                    write_atomically(path, submission_page(one, audience))
            room.add(one)
            yield one

    pending = groups(written())
    write_atomically(out / INDEX, page_of(room))
    write_atomically(out / REVIEW, review_page(room.assignment, pending))
