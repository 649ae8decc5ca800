"""Text to trees, with a question's vocabulary."""

from grader.algebra.notation.answers.answer import Reading, Readings, readings
from grader.algebra.notation.answers.unread import message
from grader.algebra.notation.constructs.conditions import as_condition
from grader.algebra.notation.grammar import read, read_statements, spelling
from grader.algebra.notation.parser.vocabulary import BUILT_IN, Vocabulary
from grader.algebra.notation.text.errors import NotationError

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
