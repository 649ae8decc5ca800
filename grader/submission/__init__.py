"""Submissions: find them, read their files and their written answers.

Nothing is extracted to disk, no link is followed, and everything is bounded (see `limits`).
"""

from grader.results import Note
from grader.submission.answers import (
    Answer,
    Answers,
    Written,
    read_answers,
    written_answers,
)
from grader.submission.batch import Batch, find
from grader.submission.identity import Identity, Location
from grader.submission.reading import read
from grader.submission.tree import (
    HANDOUT,
    SHEETS,
    Cell,
    File,
    Sheet,
    Submission,
    Tree,
    with_support,
)

__all__ = [
    "HANDOUT",
    "SHEETS",
    "Answer",
    "Answers",
    "Batch",
    "Cell",
    "File",
    "Identity",
    "Location",
    "Note",
    "Sheet",
    "Submission",
    "Tree",
    "Written",
    "find",
    "read",
    "read_answers",
    "with_support",
    "written_answers",
]
