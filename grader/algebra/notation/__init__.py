"""Text to tree, with a question's vocabulary."""

from grader.algebra.notation.brackets import as_condition
from grader.algebra.notation.reader import read, read_statements
from grader.algebra.notation.tokens import NotationError
from grader.algebra.notation.vocabulary import BUILT_IN, Vocabulary, spelling

__all__ = [
    "BUILT_IN",
    "NotationError",
    "Vocabulary",
    "as_condition",
    "read",
    "read_statements",
    "spelling",
]
