"""What stands beside an answer, and which words there may change its meaning."""

from __future__ import annotations

from collections.abc import Sequence
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
    after: dict[int, list[str]]  # in its clause
    trailing: dict[int, list[str]]  # in its sentence
    remarks: dict[int, list[str]]  # in brackets in its sentence
    later: dict[int, list[str]]  # in the sentences after it, up to the next formula

    def blocked(self, final: Value) -> str:
        """Which words beside the answer may change its meaning."""
        for clause, word in self.turning:
            if clause >= final.clause:
                return f"the word '{word}' stands beside the formula"
        at = final.at
        sentence, remarks = self.trailing.get(at, []), self.remarks.get(at, [])
        after = _changing_after(self.after.get(at, []), sentence)
        after = after or _left_open(sentence, words.TURNED) or _left_open(remarks, words.TURNED)
        after = after or _left_open(self.later.get(at, []), frozenset({"sign", "signs"}))
        after = after or (remarks[0] if remarks and _is_done(remarks[0]) else "")
        if after:
            return f"{_named(after)} follows the formula"
        before = _changing_before(self.before.get(final.at, []))
        return f"{_named(before)} stands before the formula" if before else ""


def _changing_after(beside: Sequence[str], sentence: Sequence[str]) -> str:
    """The word after a formula that changes it: one beside it, or in the rest of its sentence."""
    if beside[:1] and (beside[0] in words.OPERATIONS | words.SIGNS or _is_done(beside[0])):
        return beside[0]
    if _is_name(beside[:1]):
        return beside[0]
    if sentence[:1] and sentence[0] != "but" and _is_done(sentence[0]):
        return sentence[0]
    later = sentence[: sentence.index("then") + 3] if "then" in sentence else []
    if beside[:4] == ["to", "the", "power", "of"]:
        return "power"
    done = (word for word in later[-2:] if _is_done(word))
    return next((word for word in later if word in words.DONE_THEN), next(done, ""))


def _is_done(word: str) -> bool:
    """Whether a word after a formula says what is done to it: 'averaged', 'halved'."""
    participle = word.endswith("ed") and word not in words.HARMLESS | words.SAID_OF_IT
    return word in words.DONE_AFTER or (participle and len(word) > 4)


def _left_open(said: Sequence[str], what: frozenset[str]) -> str:
    """The word after a formula that leaves its sign or a factor open: 'the sign may be +'."""
    if words.HEDGES.isdisjoint(said):
        return ""
    return next((word for word in said if word in what), "")


def _changing_before(run: Sequence[str]) -> str:
    """The word before a formula that changes it: 'the log of', 'close to', 'less than'."""
    if not run:
        return ""
    if _is_name(run[-1:]) and not (run[-2:-1] and run[-2] in words.LABELS | words.OF_NAMES):
        return run[-1]
    last, noun = run[-1], [w for w in run if w not in ("the", "a", "an", "of", "by")][-1:]
    if last in words.BOUNDS or (last == "to" and run[-2:-1] and run[-2] in words.NEAR):
        return last if last != "to" else run[-2]
    if noun == ["product"] == [last]:
        return ""  # 'the outer product $a b^T$'
    if noun and last in ("of", "by", "the", noun[0]) and noun[0] in words.OPERATIONS | words.SIGNS:
        return noun[0]
    done = [w for w in run[-5:] if w in words.OPERATIONS]
    if last == "of" and done and noun != ["product"]:
        return done[-1]  # 'the absolute value of', 'sum over i of'
    taken_of = last == "of" and "the" in run[-4:-2] and noun and noun[0] not in words.SAME
    return noun[0] if taken_of and noun else ""


def _is_name(word: Sequence[str]) -> bool:
    """Whether a word is a letter, perhaps a factor: `M $w$`; the words 'a' and 'I' are none."""
    return len(word) == 1 and len(word[0]) == 1 and word[0].isalpha() and word[0] not in "ai"


def _named(word: str) -> str:
    return f"the {'sign' if word in words.SIGNS else 'word'} '{word}'"
