"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import UsageError


def chosen(asked: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the questions asked for; raises UsageError if one of them is unknown."""
    unknown = [question for question in asked if question not in known]
    if unknown:
        raise UsageError(f"no question {', '.join(unknown)} (there are {', '.join(known)})")
    return list(asked)
