"""A batch in the terminal: a table of all submissions, and a line that sums it up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.reports.text import plain
from grader.results import Results


def show(graded: Sequence[Results], console: Console, *, seconds: float, out: Path) -> None:
    """Print a row for each submission, then how many were graded and where the results are."""
    table = Table(box=None, pad_edge=False)
    table.add_column("submission")
    for column in ("points", "pending", "of"):
        table.add_column(column, justify="right")
    table.add_column("")
    for results in graded:
        table.add_row(
            Text(plain(results.submission)),
            f"{results.earned:g}",
            f"{results.pending:g}" if results.pending else "",
            f"{results.points:g}",
            Text(remark(results)),
        )
    console.print(table)
    for line in same_curves(graded):
        console.print(Text(line))
    console.print(_line(graded, seconds, out))


def remark(results: Results) -> str:
    """Return what is special about a submission: lost points, pending ones, what is missing."""
    if results.problem:
        return plain(results.problem)
    submitted = [question for question in results.questions if not question.absent]
    lost = [question.id for question in submitted if question.lost]
    pending = [question.id for question in submitted if question.pending]
    parts = [f"lost points in {_listed(lost)}"] if lost else []
    parts += [f"pending: {_listed(pending)}"] if pending else []
    parts += [f"{len(submitted)} of {len(results.questions)} questions submitted"] * (
        len(submitted) < len(results.questions)
    )
    return "; ".join(parts)


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


def _listed(names: Sequence[str], most: int = 8) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _line(graded: Sequence[Results], seconds: float, out: Path) -> str:
    pending = sum(results.pending > 0 for results in graded)
    failed = sum(bool(results.problem) for results in graded)
    parts = [f"{len(graded)} submissions graded in {seconds:.1f} s"]
    parts += [f"{pending} with points for a person to decide"] if pending else []
    parts += [f"{failed} could not be graded"] if failed else []
    return f"{'; '.join(parts)}. Results: {out}/<submission>/results.json"
