"""How a batch goes on: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from grader.reports.summary import Row

EVERY = 10.0  # seconds between two lines


class Going:
    """What has been graded so far."""

    def __init__(self, total: int, console: Console, bar: Progress | None) -> None:
        self._total, self._console, self._bar = total, console, bar
        self._task = bar.add_task("", total=total, said="") if bar else None
        self._done = self._failed = self._pending = 0
        self._began = self._told = time.monotonic()

    def add(self, row: Row) -> None:
        """Count a submission."""
        self._done += 1
        self._failed += row.ungradable
        self._pending += row.pending > 0
        now = time.monotonic()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, said=self._said(now))
        elif now - self._told > EVERY:
            self._told = now
            left = (self._total - self._done) * (now - self._began) / self._done
            line = f"{self._done} of {self._total} graded{self._said(now)}, {left:.0f} s left"
            self._console.print(line, highlight=False)

    def _said(self, now: float) -> str:
        rate = self._done / max(now - self._began, 1e-3)
        counts = ((self._failed, "could not be graded"), (self._pending, "pending"))
        return "".join(f", {count} {what}" for count, what in counts if count) + f", {rate:.1f}/s"


@contextmanager
def going(total: int) -> Iterator[Going]:
    """Show how a batch of so many submissions goes on, on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Going(total, console, None)
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("graded{task.fields[said]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield Going(total, console, bar)
