"""A batch in the terminal: a table of all submissions, and a line that sums it up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.reports.text import plain
from grader.results import Results

WIDEST_NAME = 40  # characters; a longer name is cut
WIDE = 160  # columns of a file, or of a pipe: a row stays on one line


@dataclass(frozen=True)
class Row:
    """What the table says of a submission; `curves` are digests of its results tables."""

    submission: str
    earned: float
    pending: float
    lost: float
    missing: float
    remark: str
    ungradable: bool
    erred: bool
    curves: tuple[tuple[str, str, str], ...]


def row(results: Results) -> Row:
    """Return a submission's row: the results themselves need not be kept."""
    missing = sum(question.points for question in results.questions if question.absent)
    lost = round(results.points - results.earned - results.pending - missing, 4)
    return Row(
        results.submission,
        results.earned,
        results.pending,
        lost,
        missing,
        remark(results),
        bool(results.problem),
        results.erred,
        tuple(_curves(results)),
    )


def show(
    rows: Sequence[Row], console: Console, *, title: str, unchanged: int, seconds: float, out: Path
) -> None:
    """Print a row for each submission, then how many were graded and where the results are."""
    table = Table(box=None, pad_edge=False)
    table.add_column("submission", no_wrap=True, max_width=WIDEST_NAME)
    for column in ("earned", "pending", "lost", "missing"):
        table.add_column(column, justify="right")
    table.add_column("")
    for one in rows:
        table.add_row(
            Text(plain(one.submission)),
            _points(one.earned),
            *(_points(number) if number else "" for number in (one.pending, one.lost, one.missing)),
            Text(one.remark),
        )
    console.print(Text(title, style="bold"), soft_wrap=True)
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)
    for line in same_curves(rows):
        console.print(Text(line), soft_wrap=True)
    console.print(_line(rows, unchanged, seconds, out), soft_wrap=True)


def _points(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def remark(results: Results) -> str:
    """Return why a submission could not be graded, or in which questions it lost points."""
    if results.problem:
        return plain(results.problem)
    lost = [question.id for question in results.questions if question.lost and not question.absent]
    return f"lost in {_listed(lost)}" if lost else ""


def _curves(results: Results) -> Iterator[tuple[str, str, str]]:
    for question in results.questions:
        for verdict in question.verdicts:
            if verdict.kind == "Experiment" and verdict.curves:
                curves = [(name, *curve) for name, curve in sorted(verdict.curves.items())]
                digest = hashlib.sha256(repr(curves).encode("utf-8", "replace")).hexdigest()
                yield question.id, verdict.check, digest


def same_curves(rows: Sequence[Row]) -> list[str]:
    """Return a line for each results table that several submissions share to the last digit."""
    holders: dict[tuple[str, str, str], list[str]] = {}
    for one in rows:
        for key in one.curves:
            holders.setdefault(key, []).append(one.submission)
    return [
        f"the same learning curves ({key[0]}, {key[1]}): {plain(_listed(names))}"
        for key, names in holders.items()
        if len(names) > 1
    ]


def _listed(names: Sequence[str], most: int = 4) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _line(rows: Sequence[Row], unchanged: int, seconds: float, out: Path) -> str:
    pending = sum(one.pending > 0 for one in rows)
    failed = sum(one.ungradable for one in rows)
    graded = len(rows) - unchanged
    noun = "submission" if graded == 1 else "submissions"
    parts = [f"{graded} {noun} graded in {seconds:.1f} s"]
    parts += [f"{unchanged} unchanged since they were graded"] if unchanged else []
    parts += [f"{pending} with points that need review"] if pending else []
    parts += [f"{failed} could not be graded"] if failed else []
    return f"{'; '.join(parts)}. Results: {out}/<submission>/results.json"
