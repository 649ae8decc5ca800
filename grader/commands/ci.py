"""What `grader check` leaves for CI: reports in files, and what GitHub reads in a log."""

from __future__ import annotations

import argparse
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.files import write_atomically
from grader.reports.github import workflow_commands
from grader.reports.junit import junit
from grader.reports.markdown import markdown
from grader.results import Results

SUMMARY = "GITHUB_STEP_SUMMARY"  # the variable that names the file of a step's summary


def write(results: Results, options: argparse.Namespace) -> None:
    """Write the reports that were asked for."""
    if options.junit:
        write_atomically(Path(options.junit), junit(results))
    if options.markdown:
        write_atomically(Path(options.markdown), markdown(results))
    if options.github:
        path = Path(options.path)
        folder = path if path.is_dir() else path.parent
        for line in workflow_commands(results, folder.as_posix()):
            print(line)
        summary = os.environ.get(SUMMARY)
        if summary:
            with Path(summary).open("a", encoding="utf-8", errors="replace") as file:
                file.write(markdown(results))


@contextmanager
def without_commands(options: argparse.Namespace) -> Iterator[None]:
    """Have GitHub take nothing that is printed for a command: students' code prints, too."""
    token = secrets.token_hex(16) if options.github else ""
    if token:
        print(f"::stop-commands::{token}", flush=True)
    try:
        yield
    finally:
        if token:
            print(f"::{token}::", flush=True)


def enough(results: Results, options: argparse.Namespace) -> bool:
    """Whether the points reach `--fail-under` percent; by default all must be earned."""
    if options.fail_under is None or not results.points:
        return results.full
    return bool(100 * results.earned >= options.fail_under * results.points)
