"""Write a folder's pages: one for the class, one of what needs review, one for each submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.files import write_atomically
from grader.reports.html.classroom import class_page
from grader.reports.html.review import Pending, review_page
from grader.reports.html.submission import submission_page
from grader.results import Results

INDEX = "index.html"
REVIEW = "review.html"
STAFF = "report.html"
STUDENT = "student.html"


def write(out: Path, results: Iterable[Results], *, students: bool = False) -> None:
    """Write the pages; one submission at a time is in memory.

    Args:
        out: the folder that holds a folder for each submission.
        results: of each submission, once.
        students: write the page that a student may be given, beside the one for staff.

    """
    pending = Pending()

    def written() -> Iterator[Results]:
        for one in results:
            folder = out / one.submission
            write_atomically(folder / STAFF, submission_page(one))
            if students:
                write_atomically(folder / STUDENT, submission_page(one, "student"))
            pending.add(one)
            yield one

    write_atomically(out / INDEX, class_page(written()))
    write_atomically(out / REVIEW, review_page(pending))
