"""Clauses: which formula is an answer, which a condition, a definition or a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from grader.algebra.notation import words
from grader.algebra.notation.choices import Alternative
from grader.algebra.notation.events import _Event, _events, _without_lists
from grader.algebra.notation.formula import Formulas
from grader.algebra.notation.own import defined_name
from grader.algebra.notation.segments import Piece, Pieces
from grader.algebra.notation.values import Value
from grader.algebra.tree import Both, Compare, Entry, Equation, Name, Number, Tree

_STRONG = frozenset(
    [
        "where",
        "since",
        "because",
        "let",
        "denote",
        "denotes",
        "define",
        "defining",
        "suppose",
        "assume",
        "given",
        "knowing",
        "know",
        "whose",
        "known",
        "recall",
    ]
)


_LISTING = frozenset({"with", "where", "using", "let", "denote"})


_CLEARING = frozenset(
    [
        "so",
        "hence",
        "therefore",
        "thus",
        "then",
        "get",
        "gets",
        "gives",
        "give",
        "yields",
        "yield",
        "obtain",
        "i.e.",
        "ie",
        "find",
        "finally",
        "conclude",
        "becomes",
        "become",
        "follows",
    ]
)


_ENDS = frozenset({".", ";", "line", "newline", "\n"})


@dataclass
class Clauses:
    """The values of a text, the words that weren't understood, and those that may turn them."""

    values: list[Value]
    unread: tuple[str, ...]
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
        if before and before[-1] in words.OPERATIONS and joined in ("of", "by", "the", before[-1]):
            return f"the word '{before[-1]}' stands before the formula"
        return ""


def clauses(pieces: Pieces, formulas: Formulas) -> Clauses:
    """Go through an answer's pieces, and say what each formula is."""
    walk = _Walk(pieces, formulas)
    for event in _without_lists(list(_events(pieces)), pieces):
        walk.take(event)
    return Clauses(walk.values, tuple(walk.unread), walk.turning, walk.before, walk.after)


class _Walk:
    """What has been seen of a text so far."""

    def __init__(self, pieces: Pieces, formulas: Formulas) -> None:
        self.pieces, self.formulas = pieces, formulas
        self.values: list[Value] = []
        self.unread: list[str] = []
        self.turning: list[tuple[int, str]] = []
        self.before: dict[int, list[str]] = {}
        self.after: dict[int, list[str]] = {}
        self.closed: set[int] = set()
        self.clause = self.sentence = 0
        self.run: list[str] = []  # words since the last formula or stop
        self.context = ""
        self.since_context = 0
        self.listing = ""  # the context of a list of equations that the last comma goes on with
        self.expects_condition = self.may_condition = False
        self.pending: list[Tree] = []
        self.pending_otherwise = False
        self.condition_first: bool | None = None
        self.target: Value | None = None
        self.last: Value | None = None
        self.steps: dict[str, Callable[[_Event], None]] = {
            "word": self._word, "edge": self._edge, "comma": self._comma, "stop": self._stop,
            "main": self._main, "context": self._context, "negative": self._negative,
            "if": self._if, "otherwise": self._otherwise, "formula": self._formula,
            "aside": lambda event: self.unread.append(event.word),
        }  # fmt: skip

    def take(self, event: _Event) -> None:
        """Go on by one event."""
        self.steps[event.kind](event)

    # --- words and signs ----------------------------------------------------------------------

    def _word(self, event: _Event) -> None:
        self.unread.extend(words.unknown([event.word]))
        self._note(event.word)
        self.may_condition = self.may_condition and event.word in ("and", "with", "both", "also")
        if event.word == "zero":
            self._zero(event)

    def _zero(self, event: _Event) -> None:
        if self.last is not None and self.last.conditional and self.last.sentence == self.sentence:
            zero = Value(
                [Alternative(Number(Fraction(0)), 0)], event.at, self.clause, self.last.main
            )
            zero.sentence = self.sentence
            self._add(zero)

    def _note(self, word: str) -> None:
        self.run.append(word)
        self.since_context += 1
        if self.last is not None and self.last.at not in self.closed:
            self.after.setdefault(self.last.at, []).append(word)

    def _edge(self, event: _Event) -> None:
        pass

    def _comma(self, event: _Event) -> None:
        self._close_clause()
        listed = self.context in _LISTING and self.last is not None and not self.last.main
        self.listing = self.context if listed and self._states_already() else ""
        self.context = ""
        self.expects_condition = False

    def _states_already(self) -> bool:
        """Whether this sentence has stated something, so that what it lists explains that."""
        return any(v.main and v.sentence == self.sentence for v in self.values)

    def _close_clause(self) -> None:
        self.clause += 1
        self.run = []
        if self.last is not None:
            self.closed.add(self.last.at)

    def _stop(self, event: _Event) -> None:
        self._close_clause()
        self.context = ""
        self.expects_condition = self.may_condition = False
        if event.word in _ENDS:
            self.sentence += 1
            self.condition_first = None
            self.pending, self.pending_otherwise, self.target = [], self.pending_otherwise, None

    def _main(self, event: _Event) -> None:
        self._note(event.word)
        self.may_condition = False
        if not event.word[0].isalpha() or event.word in _CLEARING:
            self.context = ""
            self.expects_condition = False
            self._close_clause()

    def _context(self, event: _Event) -> None:
        if event.word == "as" and self.run:
            self._note(event.word)  # `written as`
            return
        self._note(event.word)
        self.context, self.since_context = event.word, 0
        self.may_condition = False

    def _negative(self, event: _Event) -> None:
        self._note(event.word)
        self.turning.append((self.clause, event.word))

    def _if(self, event: _Event) -> None:
        self._note(event.word)
        self.pending_otherwise = False
        self.expects_condition, self.may_condition = True, False
        if self.condition_first is None:
            self.condition_first = True
        last = self.last if self.last and self.last.sentence == self.sentence else None
        if last is not None and self.condition_first and last.clause != self.clause:
            last = None
        self.target = last if last is not None and not last.otherwise else None

    def _otherwise(self, event: _Event) -> None:
        self._note(event.word)
        last = self.last if self.last and self.last.sentence == self.sentence else None
        if (last is not None and not last.conditional and not self.condition_first) or (
            last is not None and self._zero_otherwise(last)
        ):
            last.otherwise = True
        else:
            self.pending_otherwise = True
            if self.condition_first is None:
                self.condition_first = True

    def _zero_otherwise(self, last: Value) -> bool:
        """Whether a value after a condition waits for its 'otherwise'."""
        return not last.conditional and len(self.values) > 1 and self.values[-2].conditional

    # --- formulas -----------------------------------------------------------------------------

    def _formula(self, event: _Event) -> None:
        piece = self.pieces.pieces[event.at]
        if self.expects_condition or self.may_condition:
            found = self.formulas.condition(piece)
            if found is not None and (self.expects_condition or _compares(found)):
                self._conditional(found)
                return
            if self.expects_condition:
                self.expects_condition = False
                if len(piece.tokens) <= 3:
                    self.run = []
                    return  # `for $w$`, `for each $j$`
        if self.listing and not self.run and any(t.text == "=" for t in piece.tokens):
            self.context, self.since_context = self.listing, 0
        self._value(event, piece)

    def _conditional(self, found: Tree) -> None:
        self.expects_condition, self.may_condition = False, True
        self.run = []
        if self.target is not None:
            self.target.conditions.append(found)
        else:
            self.pending.append(found)

    def _value(self, event: _Event, piece: Piece) -> None:
        weak = self.context not in _STRONG and self.since_context > 1
        main = not self.context or weak
        read = self.formulas.value(piece, event.at, main=main)
        if read is None:
            self.run = []
            return
        self.before[event.at] = self.run
        if read.continues and self.last is not None and not self.last.conditional:
            self._continued(event, read.trees, self.last)
            return
        value = Value(read.trees, event.at, self.clause, main, read.opaque)
        value.defines = defined_name(piece, self.formulas.vocabulary)
        value.sentence = self.sentence
        value.among_words = bool(self.run) and self.run[-1] not in (
            "is", "simply", "equals", "=", "get", "just", "gives", "be", "answer", "are", "it's",
        )  # fmt: skip
        self._add(value)

    def _add(self, value: Value) -> None:
        if self.condition_first is None and not self.pending:
            self.condition_first = False
        value.conditions, self.pending = self.pending, []
        value.otherwise, self.pending_otherwise = self.pending_otherwise, False
        self.values.append(value)
        self.last, self.run = value, []
        self.may_condition = False

    def _continued(self, event: _Event, trees: list[Alternative[Tree]], last: Value) -> None:
        """Join `= b` to the formula before it."""
        joined: list[Alternative[Tree]] = []
        for more in trees:
            before = last.trees[0].value
            left = before.members if isinstance(before, Equation) else (before,)
            signs = before.relations if isinstance(before, Equation) else ()
            right = more.value.members if isinstance(more.value, Equation) else (more.value,)
            rest = more.value.relations if isinstance(more.value, Equation) else ()
            joined.append(Alternative(Equation((*left, *right), (*signs, "=", *rest)), more.cost))
        last.trees = joined
        last.at, last.clause = event.at, self.clause
        self.run = []


def _compares(tree: Tree) -> bool:
    """Whether a formula after 'and' or a comma goes on with a condition."""
    if isinstance(tree, Both):
        return all(_compares(part) for part in tree.conditions)
    if not isinstance(tree, Compare):
        return False
    plain = all(isinstance(side, (Name, Number)) for side in (tree.left, tree.right))
    entries = isinstance(tree.left, (Name, Entry)) and isinstance(tree.right, Number)
    return tree.relation not in ("=", "≈") or plain or entries
