"""Clauses: which formula is an answer, which a condition, a definition or a reason."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from grader.algebra.notation.answers import words
from grader.algebra.notation.answers.beside import Clauses
from grader.algebra.notation.answers.events import _Event, _events, _without_lists
from grader.algebra.notation.answers.formula import Formulas, Read
from grader.algebra.notation.answers.hot import is_true_class
from grader.algebra.notation.answers.joining import combined, continued, rounded, worked_on
from grader.algebra.notation.answers.own import defined_name
from grader.algebra.notation.answers.segments import Piece, Pieces
from grader.algebra.notation.answers.unread import Unread
from grader.algebra.notation.answers.values import Value
from grader.algebra.notation.answers.worded import (
    compares,
    defines,
    equates,
    is_place,
    pair,
    related,
    said,
)
from grader.algebra.notation.parser.choices import Alternative
from grader.algebra.tree import (
    Compare,
    Constant,
    Derivative,
    Entry,
    Equation,
    Name,
    Number,
    Tree,
)

_VALUES: dict[str, Tree] = {
    "zero": Number(Fraction(0)), "undefined": Constant("undefined"),
}  # fmt: skip
_ASKED = (10**9, "?")  # whatever clause is asked about
_ENDS = frozenset({".", ";", "line", "newline", "\n"})


def clauses(pieces: Pieces, formulas: Formulas) -> Clauses:
    """Go through an answer's pieces, and say what each formula is."""
    walk = _Walk(pieces, formulas)
    for event in _without_lists(list(_events(pieces)), pieces):
        walk.take(event)
    return Clauses(
        walk.values, tuple(walk.unread), walk.turning, walk.before, walk.after, walk.trailing,
        walk.remarks, walk.later,
    )  # fmt: skip


class _Walk:
    """What has been seen of a text so far."""

    def __init__(self, pieces: Pieces, formulas: Formulas) -> None:
        self.pieces, self.formulas = pieces, formulas
        self.values: list[Value] = []
        self.unread: list[Unread] = []
        self.turning: list[tuple[int, str]] = []
        self.before: dict[int, list[str]] = {}
        self.after: dict[int, list[str]] = {}
        self.trailing: dict[int, list[str]] = {}
        self.remarks: dict[int, list[str]] = {}
        self.later: dict[int, list[str]] = {}
        self.closed: set[int] = set()
        self.clause = self.sentence = 0
        self.run: list[str] = []  # words since the last formula or stop
        self.context = ""
        self.since_context = 0
        self.listed = False  # whether a comma alone stands before
        self.concludes = False  # whether 'so' or ⇒ stands before
        self.silent = False  # whether no word stands between the last formula and here
        self.listing = ""  # the context of a list of equations that the last comma goes on with
        self.brackets = 0
        self.expects_condition = self.may_condition = False
        self.subject: Tree | None = None  # what a condition in words is about
        self.pending: list[Tree] = []
        self.pending_otherwise = False
        self.condition_first: bool | None = None
        self.target: Value | None = None
        self.last: Value | None = None
        self.steps: dict[str, Callable[[_Event], None]] = {
            "word": self._word, "edge": self._edge, "comma": self._comma, "stop": self._stop,
            "main": self._main, "context": self._context, "negative": self._negative,
            "if": self._if, "otherwise": self._otherwise, "formula": self._formula,
            "aside": self._aside,
        }  # fmt: skip

    def take(self, event: _Event) -> None:
        """Go on by one event."""
        self.steps[event.kind](event)

    # --- words and signs ----------------------------------------------------------------------

    def _word(self, event: _Event) -> None:
        if self._said(event.word):
            return
        if event.word == "at" and self._after_a_case():
            self._if(event)
            return
        self.unread.extend(Unread("word", word) for word in words.unknown([event.word]))
        self._note(event.word)
        self.may_condition = self.may_condition and event.word in ("and", "with", "both", "also")
        if event.word in _VALUES and self._after_a_case():
            tree = _VALUES[event.word]
            main = self.last is not None and self.last.main
            value = Value([Alternative(tree, 0)], event.at, self.clause, main)
            value.sentence = self.sentence
            self._add(value)
        elif self._says_zero(event.word) and self.last is not None:
            zero = [Alternative(_VALUES["zero"], 0)]
            self.last.trees = continued(self.last.trees, zero)

    def _says_zero(self, word: str) -> bool:
        """Whether words say of the first formula, which names what is derived, that it is zero."""
        last = self.last
        if last is None or len(self.values) > 1 or last.clause != self.clause:
            return False
        tree = last.trees[0].value
        name = tree.base if isinstance(tree, Entry) else tree
        derived = isinstance(name, Name) and name.name in self.formulas.vocabulary.derived
        if not derived and not isinstance(tree, Derivative):
            return False
        between = " ".join(w for w in self.run[:-1] if w not in words.FILLING)
        if word == "vanishes":
            return not between
        return word in ("zero", "zeros") and between in ("is", "equals", "is equal to")

    def _said(self, word: str) -> bool:
        """Whether a word says something of the quantity that a condition is about."""
        if self.subject is None:
            return False
        hot = self.formulas.vocabulary.hot
        condition = said(self.subject, self.run, word)
        condition = condition or is_true_class(self.subject, [*self.run, word], hot)
        if condition is not None:
            self._conditional(condition)
        return condition is not None

    def _after_a_case(self) -> bool:
        """Whether a value under a condition, or 'undefined', stands before in this sentence."""
        last = self.last
        if last is None or last.sentence != self.sentence:
            return False
        return last.conditional or last.trees[0].value == _VALUES["undefined"]

    def _note(self, word: str) -> None:
        self.run.append(word)
        self.since_context += 1
        self.listed = self.silent = False
        if self.last is not None and self.last.at not in self.closed and not self.brackets:
            self.after.setdefault(self.last.at, []).append(word)
        if self.last is not None and self.last.sentence == self.sentence:
            said = self.remarks if self.brackets else self.trailing
            said.setdefault(self.last.at, []).append(word)
        elif self.last is not None:
            self.later.setdefault(self.last.at, []).append(word)

    def _aside(self, event: _Event) -> None:
        """A reason in brackets, which isn't read."""
        self.unread.append(Unread("remark", event.word))
        if self.last is not None:
            self.remarks.setdefault(self.last.at, []).extend(words.split(event.word))

    def _edge(self, event: _Event) -> None:
        """Brackets in prose: what stands in them after a formula is a remark. Signs change it."""
        if event.word in words.SIGNS:
            self._note(event.word)
        self.brackets = max(self.brackets + (event.word == "(") - (event.word == ")"), 0)

    def _comma(self, event: _Event) -> None:
        if self.listed:
            return  # `, \\quad`
        self._close_clause()
        self.listed = True
        listed = self.context in words.LISTING and self.last is not None and not self.last.main
        self.listing = self.context if listed and self._states_already() else ""
        self.context = ""
        self.expects_condition = False

    def _states_already(self) -> bool:
        """Whether this sentence has stated something, so that what it lists explains that."""
        return any(v.main and v.sentence == self.sentence for v in self.values)

    def _close_clause(self) -> None:
        if self.subject is not None and self.run[:1] in (["is"], ["are"], ["equals"]):
            self.unread.append(Unread("remark", " ".join(self.run)))
        self.subject = None
        self.clause += 1
        self.run = []
        if self.last is not None:
            self.closed.add(self.last.at)

    def _stop(self, event: _Event) -> None:
        asks = event.word == "?" and self.last is not None and self.turning[-1:] != [_ASKED]
        if asks and self.last is not None and not self.trailing.get(self.last.at):
            self.turning.append(_ASKED)
        guess = [word for word in self.run[-3:] if word in words.NEGATIVE]
        guess += [word for word in self.run[-1:] if word in words.OPPOSITES]
        self._close_clause()
        if event.word == ":":  # `second guess: …`
            self.turning += [(self.clause, word) for word in guess]
        self.context = ""
        self.expects_condition = self.may_condition = False
        if event.word in _ENDS:
            self.listing = ""
            self.sentence += 1
            self.condition_first = None
            self.pending, self.pending_otherwise, self.target = [], self.pending_otherwise, None

    def _main(self, event: _Event) -> None:
        if self._said(event.word):
            return
        self._note(event.word)
        self.may_condition = False
        if not event.word[0].isalpha() or event.word in words.CLEARING:
            self.context = self.listing = ""
            self.expects_condition = False
            self._close_clause()
            self.concludes = True

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
        self._stated(event, piece)
        self.listed, self.silent, self.concludes = False, True, False

    def _stated(self, event: _Event, piece: Piece) -> None:
        """Take a formula as a condition, or as a value."""
        if listed := self._listed():
            self.target = self.last
        one_more = self.expects_condition and len(self.run) > 2 and self.run[-1] == "and"
        if one_more and piece.tokens[0].kind == "number":
            self.expects_condition = False  # `for the true class and 0 for the others`
        elif self.expects_condition or self.may_condition or self.subject or listed:
            found = self.formulas.condition(piece)
            holds = found is not None and not (defines(found) or self._stated_again(found))
            if listed and self.last and isinstance(self.last.trees[0].value, Equation):
                holds = holds and not equates(found, self.formulas.vocabulary.ranks)
            if found is not None and holds and (self.expects_condition or compares(found)):
                self._conditional(found)
                return
            if self._worded(piece):
                return
        listed = any(t.text == "=" for t in piece.tokens) or self.formulas.lone(piece) is not None
        if self.listing and not self.run and listed:
            self.context, self.since_context = self.listing, 0
        self._value(event, piece)

    def _stated_again(self, found: Tree) -> bool:
        """Whether an equation is of what the last value is of: `f = 1 if …, and f = 0 if …`."""
        tree = self.last.trees[0].value if self.last else None
        if self.expects_condition or not isinstance(tree, Equation):
            return False
        return isinstance(found, Compare) and found.left == tree.members[0]

    def _listed(self) -> bool:
        """Whether a condition may follow after a comma: `1, x > 0`."""
        last = self.last
        if last is None or self.run or last.sentence != self.sentence or last.conditional:
            return False
        if self.concludes:
            return False  # `σ(b) = 0 ⇒ b < 0`
        return last.clause == self.clause - 1

    def _worded(self, piece: Piece) -> bool:
        """Take a quantity of a condition in words: `for $w$`, `for positive $x$`, `$x$ is $0$`."""
        lone = self.formulas.lone(piece)
        if self.subject is not None:
            condition = None if lone is None else related(self.subject, self.run, lone)
            if lone is not None and (both := pair(self.subject, self.run, lone)) is not None:
                self.subject, self.run = both, []
                return True
        elif self.expects_condition and (
            lone is not None or len(piece.tokens) <= 3 or self.run[:1] == ["if"]
        ):
            lone = lone or self.formulas.lone(piece, anything=True)
            if lone is None and len(piece.tokens) > 3:
                self.expects_condition = False
                return False
            condition = said(lone, [], self.run[-1]) if lone is not None and self.run else None
            condition = condition or self._same_quantity(lone)
            self.expects_condition = False
            self.subject, self.run = lone, []
            if condition is None:
                return True
        else:
            self.expects_condition = False
            return False
        if condition is not None:
            self._conditional(condition)
        return condition is not None

    def _same_quantity(self, lone: Tree | None) -> Tree | None:
        """Of 'undefined at 0' the x = 0, where the case before is about x."""
        before = [c for value in self.values[-3:] for c in value.conditions]
        if not isinstance(lone, Number) or not self._after_a_case() or not before:
            return None
        last = before[-1]
        return Compare("=", last.left, lone) if isinstance(last, Compare) else None

    def _conditional(self, found: Tree) -> None:
        self.subject = None
        self.expects_condition, self.may_condition = False, True
        self.run = []
        if self.target is not None:
            self.target.conditions.append(found)
        else:
            self.pending.append(found)

    def _value(self, event: _Event, piece: Piece) -> None:
        weak = self.context not in words.STRONG and self.since_context > 1
        main = (not self.context or weak) and not (self.brackets and self._states_already())
        main = main and not (self.run[-1:] == ["at"] and is_place(piece))
        read = self.formulas.value(piece, event.at, main=main)
        if read is None:
            self.run = []
            return
        self.before[event.at] = self.run
        if self._joined(event, read):
            return
        value = Value(read.trees, event.at, self.clause, main, read.opaque)
        value.defines = defined_name(piece, self.formulas.vocabulary)
        value.sentence, value.context = self.sentence, self.context
        value.listed, value.silent = self.listed, self.silent
        last = self.last
        if last is not None and " ".join(self.run) in ("is", "equals", "is equal to", "is just"):
            last.subject = last.clause == self.clause
        value.among_words = bool(self.run) and self.run[-1] not in (
            "is", "simply", "equals", "=", "get", "just", "gives", "be", "answer", "are", "it's",
            "about", "approximately", "roughly", "around",
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

    def _joined(self, event: _Event, read: Read) -> bool:
        """Join `= b`, or a formula after 'times', to the one before it; whether it was joined."""
        last = self.last
        if read.continues and last is not None:
            last = worked_on(self.values, last)
        if last is None or last.conditional:
            return False
        if read.continues:
            trees = continued(last.trees, read.trees)
        elif rounded(self.run, read.trees) and last.sentence == self.sentence and last.main:
            trees = continued(last.trees, read.trees, "≈")
        else:
            found = combined(last.trees, self.run, read.trees)
            if found is None or last.clause != self.clause:
                return False
            trees, self.before[event.at] = found, self.before.get(last.at, [])
        last.trees = trees
        if last is not self.last:  # what stands between is on the way
            self.values = [*(v for v in self.values if v is not last), last]
            self.last = last
        last.at, last.clause = event.at, self.clause
        self.run, self.context = [], ""
        return True
