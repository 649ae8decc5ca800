"""Write a folder's pages: one for the class, one of what needs review, one for each submission."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from grader.audience import Audience
from grader.files import write_atomically
from grader.reports.html.classroom import Class, page_of
from grader.reports.html.review import review_page
from grader.reports.html.submission import submission_page
from grader.results import Results, Verdict
from grader.review import groups

INDEX = "index.html"
REVIEW = "review.html"
STAFF = "report.html"
STUDENT = "student.html"

log = logging.getLogger("grader")


def write(
    out: Path,
    results: Iterable[Results],
    *,
    students: bool = False,
    closed: bool = False,
    changed: Container[str] | None = None,
) -> None:
    """Write the pages; one submission at a time is in memory.

    Args:
        out: the folder that holds a folder for each submission.
        results: of each submission, once.
        students: write the page that a student may be given, beside the one for staff.
        closed: the due date has passed: students' pages may show more then.
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
                    write_atomically(path, _page(one, audience, closed))
            room.add(one)
            yield one

    pending = groups(written())
    write_atomically(out / INDEX, page_of(room))
    write_atomically(out / REVIEW, review_page(room.assignment, pending))


def _page(results: Results, audience: Audience, closed: bool) -> str:
    """The page; where it can't be drawn, one that has the points alone."""
    try:
        return submission_page(results, audience, closed=closed)
    except Exception:  # a mistake of ours in one page must not stop the others
        log.exception("%s: the page for %s", results.submission, audience)
        bare = [replace(q, verdicts=tuple(map(_bare, q.verdicts))) for q in results.questions]
        return submission_page(replace(results, questions=tuple(bare)), audience, closed=closed)


def _bare(verdict: Verdict) -> Verdict:
    shares = verdict.earned, verdict.pending
    return Verdict(verdict.check, verdict.kind, verdict.weight, verdict.guard, *shares)
