"""grader report: the pages of a class, drawn again from its gradebook."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path

from grader.errors import UsageError
from grader.gradebook import FILE, Gradebook
from grader.review import apply


def run(options: argparse.Namespace) -> int:
    """Write the pages and print where they begin."""
    if not can_draw():
        raise UsageError("this needs Jinja2: pip install 'homework-grader[report]'")
    from grader.reports.html.writing import INDEX, write  # only now: Jinja2 is an extra

    out = Path(options.folder)
    with Gradebook(out / FILE) as book:
        decided = book.decisions(), book.overrides()
        results = (apply(one, *decided) for one in book.results())
        write(out, results, students=options.students)
    print(out / INDEX)
    return 0


def can_draw() -> bool:
    """Whether what the pages are made with is installed."""
    return all(map(find_spec, ("jinja2", "latex2mathml")))
