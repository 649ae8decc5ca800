"""The page of what needs review: each distinct answer once, with its rubric and who wrote it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from grader.reports.html.page import render
from grader.review import Group

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)  # of the points that are open, each a button
NAMES = 8  # of those who wrote an answer that are shown


def review_page(assignment: str, groups: Sequence[Group]) -> str:
    """Return the page on which a person decides, and saves the decisions as a sheet.

    Args:
        assignment: its title.
        groups: what is pending, as `grader.review.groups` returns it.

    """
    places = [
        [*found]
        for _, found in itertools.groupby(
            groups, lambda group: (group.subject.question, group.subject.check)
        )
    ]
    return render(
        "review",
        ["theme.js", "review.js"],
        title=f"{assignment}: what needs review",
        assignment=assignment,
        places=sorted(places, key=_points, reverse=True),
        answers=len(groups),
        count=sum(len(group.submissions) for group in groups),
        open_points=_points,
        choices=_choices,
        most=NAMES,
    )


def _points(groups: Sequence[Group]) -> float:
    """The points that wait for a decision."""
    return sum((group.most - group.earned) * len(group.submissions) for group in groups)


def _choices(group: Group) -> list[float]:
    """Points to choose from, from what is earned to all."""
    return [round(group.earned + share * (group.most - group.earned), 4) for share in SHARES]
