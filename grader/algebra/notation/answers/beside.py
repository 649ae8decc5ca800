"""What stands beside an answer, and which words there may change its meaning."""

from __future__ import annotations

from dataclasses import dataclass

from grader.algebra.notation.answers import words
from grader.algebra.notation.answers.unread import Unread
from grader.algebra.notation.answers.values import Value


@dataclass
class Clauses:
    """The values of a text, the words that weren't understood, and those that may turn them."""

    values: list[Value]
    unread: tuple[Unread, ...]
    turning: list[tuple[int, str]]  # by clause
    before: dict[int, list[str]]
    after: dict[int, list[str]]

    def blocked(self, final: Value) -> str:
        """Which words beside the answer may change its meaning."""
        for clause, word in self.turning:
            if clause >= final.clause:
                return f"the word '{word}' stands beside the formula"
        after = self.after.get(final.at, [])
        if after[:1] and after[0] in words.OPERATIONS:
            return f"the word '{after[0]}' follows the formula"
        before = [w for w in self.before.get(final.at, []) if w not in ("the", "a", "of", "by")]
        joined = self.before.get(final.at, [])[-1:] and self.before[final.at][-1]
        named = before[-1:] == ["product"] == [joined]  # 'the outer product $a b^T$'
        operation = before[-1:] and before[-1] in words.OPERATIONS and not named
        if operation and joined in ("of", "by", "the", before[-1]):
            return f"the word '{before[-1]}' stands before the formula"
        return ""
