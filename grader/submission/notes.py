"""What is said about a submission, at most."""

from __future__ import annotations

from collections.abc import Iterable

from grader.results import Note
from grader.submission.limits import MAX_NOTES


def capped(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return each note once, and the number of those left out beyond MAX_NOTES."""
    different = list(dict.fromkeys(notes))
    left_out = len(different) - MAX_NOTES
    more = [Note(f"and {left_out} more messages like these")] if left_out > 0 else []
    return (*different[:MAX_NOTES], *more)
