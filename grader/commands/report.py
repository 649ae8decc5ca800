"""grader report: the pages of a class, drawn again from its gradebook."""

from __future__ import annotations

import argparse
from collections.abc import Container
from importlib.util import find_spec
from pathlib import Path

from grader.errors import UsageError
from grader.gradebook import FILE, Gradebook
from grader.review import apply


def run(options: argparse.Namespace) -> int:
    """Draw the pages and print where they begin."""
    if not can_draw():
        raise UsageError("this needs Jinja2: pip install 'homework-grader[report]'")
    out = Path(options.folder)
    with Gradebook(out / FILE) as book:
        students = options.students or options.after_due
        index = draw(out, book, students=students, closed=options.after_due)
    print(index)
    return 0


def draw(
    out: Path,
    book: Gradebook,
    *,
    students: bool = False,
    closed: bool = False,
    changed: Container[str] | None = None,
) -> Path:
    """Write the pages of a folder, with what people decided; return the first.

    Args:
        out: the folder of results.
        book: its gradebook.
        students: write the students' pages too.
        closed: with what they see once the due date has passed.
        changed: the submissions whose pages are written even if they are there (default: all).

    """
    from grader.reports.html.writing import INDEX, write  # only now: Jinja2 is an extra

    decided = book.decisions(), book.overrides()
    results = (apply(one, *decided) for one in book.results())
    write(out, results, students=students, closed=closed, changed=changed)
    return out / INDEX


def can_draw() -> bool:
    """Whether what the pages are made with is installed."""
    return all(map(find_spec, ("jinja2", "latex2mathml")))
