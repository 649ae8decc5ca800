"""A batch in the terminal: a table of all submissions, and a line that sums it up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.reports.text import plain, points
from grader.results import Results

WIDEST_NAME = 40  # characters; a longer name is cut
WIDE = 160  # columns of a file, or of a pipe: a row stays on one line


def show(graded: Sequence[Results], console: Console, *, seconds: float, out: Path) -> None:
    """Print a row for each submission, then how many were graded and where the results are."""
    table = Table(box=None, pad_edge=False)
    table.add_column("submission", no_wrap=True, max_width=WIDEST_NAME)
    for column in ("earned", "pending", "lost", "missing"):
        table.add_column(column, justify="right")
    table.add_column("")
    for results in graded:
        table.add_row(
            Text(plain(results.submission)),
            _points(results.earned),
            *(_points(number) if number else "" for number in _unearned(results)),
            Text(remark(results)),
        )
    if graded:
        title = f"{graded[0].assignment}: {points(graded[0].points)}"
        console.print(Text(title, style="bold"), soft_wrap=True)
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)
    for line in same_curves(graded):
        console.print(Text(line), soft_wrap=True)
    console.print(_line(graded, seconds, out), soft_wrap=True)


def _unearned(results: Results) -> tuple[float, float, float]:
    """The points that are pending, that are lost, and of questions that are not submitted."""
    missing = sum(question.points for question in results.questions if question.absent)
    lost = round(results.points - results.earned - results.pending - missing, 4)
    return results.pending, lost, missing


def _points(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def remark(results: Results) -> str:
    """Return why a submission could not be graded, or in which questions it lost points."""
    if results.problem:
        return plain(results.problem)
    lost = [question.id for question in results.questions if question.lost and not question.absent]
    return f"lost in {_listed(lost)}" if lost else ""


def same_curves(graded: Sequence[Results]) -> list[str]:
    """Return a line for each results table that several submissions share to the last digit."""
    holders: dict[tuple[object, ...], list[str]] = {}
    for results in graded:
        for question in results.questions:
            for verdict in question.verdicts:
                if verdict.kind == "Experiment" and verdict.curves:
                    curves = tuple((name, tuple(c)) for name, c in sorted(verdict.curves.items()))
                    key = (question.id, verdict.check, curves)
                    holders.setdefault(key, []).append(results.submission)
    return [
        f"the same learning curves ({key[0]}, {key[1]}): {plain(_listed(names))}"
        for key, names in holders.items()
        if len(names) > 1
    ]


def _listed(names: Sequence[str], most: int = 4) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _line(graded: Sequence[Results], seconds: float, out: Path) -> str:
    pending = sum(results.pending > 0 for results in graded)
    failed = sum(bool(results.problem) for results in graded)
    parts = [f"{len(graded)} submissions graded in {seconds:.1f} s"]
    parts += [f"{pending} with points that need review"] if pending else []
    parts += [f"{failed} could not be graded"] if failed else []
    return f"{'; '.join(parts)}. Results: {out}/<submission>/results.json"
