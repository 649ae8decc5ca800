"""Text to trees, with a question's vocabulary."""

from grader.algebra.notation.answer import Reading, Readings, readings
from grader.algebra.notation.conditions import as_condition
from grader.algebra.notation.errors import NotationError
from grader.algebra.notation.grammar import read, read_statements, spelling
from grader.algebra.notation.unread import message
from grader.algebra.notation.vocabulary import BUILT_IN, Vocabulary

__all__ = [
    "BUILT_IN",
    "NotationError",
    "Reading",
    "Readings",
    "Vocabulary",
    "as_condition",
    "message",
    "read",
    "read_statements",
    "readings",
    "spelling",
]
