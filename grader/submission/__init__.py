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
from grader.submission.batch import children, names
from grader.submission.reading import read
from grader.submission.tree import SHEETS, Cell, File, Sheet, Submission, Tree

__all__ = [
    "SHEETS",
    "Answer",
    "Answers",
    "Cell",
    "File",
    "Note",
    "Sheet",
    "Submission",
    "Tree",
    "Written",
    "children",
    "names",
    "read",
    "read_answers",
    "written_answers",
]
