"""What can go wrong that is not a verdict.

    GraderError
    ├── UsageError            the command line or a path is wrong            exit 2
    ├── AssignmentError       the author's files are wrong: names the place  exit 2
    └── UngradableError       this submission can't be graded                exit 3

A student's mistake is never an exception: it is a verdict with a message.
"""

from __future__ import annotations


class GraderError(Exception):
    """One clear line for the person who can mend it; `exit_code` is the process's."""

    exit_code = 2

    def _render_traceback_(self) -> list[str]:
        """The line alone, in a notebook."""
        return [f"grader: {self}"]


class UsageError(GraderError):
    """A command, a name or a path that doesn't make sense."""


class AssignmentError(GraderError):
    """A mistake in the author's files; the message names the file and, where known, the line."""


class UngradableError(GraderError):
    """A submission that can't be read: missing, ambiguous, damaged or refused files."""

    exit_code = 3
