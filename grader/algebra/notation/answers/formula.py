"""One formula of an answer: its alternatives, also where a part of it can't be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from grader.algebra.budget import Budget
from grader.algebra.errors import BudgetError
from grader.algebra.notation.answers.dimensions import check_sizes
from grader.algebra.notation.answers.segments import Piece, Pieces
from grader.algebra.notation.answers.unread import Unread
from grader.algebra.notation.answers.worded import is_lone
from grader.algebra.notation.constructs.conditions import condition
from grader.algebra.notation.constructs.sized import OpenSize
from grader.algebra.notation.constructs.statements import assigns
from grader.algebra.notation.grammar import reader
from grader.algebra.notation.parser.choices import Alternative, Choices, alternatives
from grader.algebra.notation.parser.reader import RELATIONS, Reader
from grader.algebra.notation.parser.vocabulary import Vocabulary, joined
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import Branch, Cases, Equation, Relation, Tree

_OPEN = frozenset({"(", "[", "{", "\\{", "⟨"})
_CLOSE = frozenset({")", "]", "}", "\\}", "⟩"})
_LIMIT = 6
_WORK = 15  # what reading one sign costs
_JOINING = frozenset({"=", "≈"})


_Side = tuple[Relation, list[Alternative[Tree]]]  # with the relation before it


@dataclass(frozen=True, slots=True)
class Read:
    """A formula that was read: its trees, and whether its left side is unread (`opaque`)."""

    trees: list[Alternative[Tree]]
    opaque: bool = False
    continues: bool = False


@dataclass
class Formulas:
    """The formulas of one answer, read with its own names known."""

    pieces: Pieces
    vocabulary: Vocabulary
    budget: Budget = field(default_factory=Budget)
    unread: list[Unread] = field(default_factory=list)
    refusal: NotationError | None = None
    failed: list[int] = field(default_factory=list)

    def failed_after(self, at: int) -> str:
        """Why nothing may be accepted: a formula after the answer that wasn't read."""
        return "a formula after this one can't be read" if any(n > at for n in self.failed) else ""

    def condition(self, piece: Piece) -> Tree | None:
        """A formula as a condition, if it is one."""
        try:
            found = alternatives(lambda c: self._whole(piece.tokens, c, condition), 1)
        except (NotationError, RecursionError):
            return None
        return found[0].value

    def lone(self, piece: Piece, *, anything: bool = False) -> Tree | None:
        """A formula as one quantity, if it is one; or as any value."""
        try:
            tree = self._alternatives(piece.tokens)[0].value
        except (NotationError, RecursionError):
            return None
        return tree if is_lone(tree) or (anything and not isinstance(tree, Equation)) else None

    def value(self, piece: Piece, at: int, *, main: bool) -> Read | None:
        """A formula as a value or an equation; None, and noted, where it can't be read."""
        tokens = piece.tokens
        continues = tokens[0].text in _JOINING and tokens[0].kind == "op"
        try:
            return self._read(tokens[1:] if continues else tokens, continues)
        except NotationError as error:
            refusal = error
        except RecursionError:
            refusal = NotationError("brackets are nested too deeply")
        self.refusal = self.refusal or refusal
        self.unread.append(Unread("formula", self._text(tokens), refusal.message))
        if main and tokens[0].text not in RELATIONS - {"="}:  # `and this is ≥ 0` changes nothing
            self.failed.append(at)
        return None

    def _text(self, tokens: Sequence[Token]) -> str:
        start, stop = tokens[0].start, tokens[-1].stop
        shown = self.pieces.text[start:stop].strip() or joined(tokens)
        return shown if len(shown) <= 80 else f"{shown[:80]}…"

    def _read(self, tokens: Sequence[Token], continues: bool) -> Read:
        if any(t.text == "?" for t in tokens):
            return Read(self._ternary(tokens))
        try:
            return Read(self._alternatives(tokens), continues=continues)
        except NotationError:
            kept = list(self._readable(tokens))
            if not kept:
                raise
            return Read(self._joined(kept), opaque=True, continues=continues)

    def _ternary(self, tokens: Sequence[Token]) -> list[Alternative[Tree]]:
        """`x > 0 ? 1 : 0`."""
        texts = [t.text for t in tokens]
        if texts.count("?") != 1 or ":" not in texts[texts.index("?") :]:
            raise NotationError("a question mark can't be read", self.pieces.text, tokens[0].start)
        at = texts.index("?")
        colon = texts.index(":", at)
        holds = self.condition(Piece("formula", "", tuple(tokens[:at])))
        if holds is None:
            raise NotationError("a condition is expected", self.pieces.text, tokens[0].start)
        yes = self._alternatives(tokens[at + 1 : colon])[0].value
        no = self._alternatives(tokens[colon + 1 :])[0].value
        return [Alternative(Cases((Branch(yes, holds), Branch(no, None))), 0)]

    def _alternatives(self, tokens: Sequence[Token]) -> list[Alternative[Tree]]:
        tokens = _without_domain(tokens)
        if not tokens:
            raise NotationError("there is no formula here", self.pieces.text, 0)
        return alternatives(lambda c: self._whole(tokens, c, _statement), _LIMIT)

    def _whole(
        self, tokens: Sequence[Token], choices: Choices, read: Callable[[Reader], Tree]
    ) -> Tree:
        try:
            self.budget.charge(_WORK * len(tokens))
        except BudgetError:
            raise NotationError("this takes too long to read: write it shorter") from None
        stop = Token("stop", "", tokens[-1].stop, tokens[-1].stop)
        pieces = self.pieces
        r = reader([*tokens, stop], pieces.text, self.vocabulary, choices, pieces.style)
        found = read(r)
        r.skip("quad", "&")
        if r.sees("(") and r.ahead().kind == "number" and r.ahead(2).text == ")":
            r.move(r.at + 3)
        r.finish()
        if any(isinstance(key, OpenSize) for key in choices.known):
            check_sizes(found, self.vocabulary.shapes, pieces.text)
        return found

    def _readable(self, tokens: Sequence[Token]) -> list[_Side]:
        """The sides of an equation that can be read; none unless all from some side on can."""
        sides = _sides(tokens)
        found: list[_Side] = []
        if len(sides) < 2:
            return found
        for relation, side in sides:
            try:
                found.append((relation, self._alternatives(side)))
                continue
            except NotationError as error:
                self.unread.append(Unread("formula", self._text(side or tokens), error.message))
            slope = any(token.text == "∂" for token in side)  # by an expression it is no label
            first = side is sides[0][1]
            kept = not first or (_only_names(side) if slope else not _is_multiple(side))
            if side is sides[-1][1] or not kept:
                return []
        return found

    def _joined(self, kept: Sequence[_Side]) -> list[Alternative[Tree]]:
        """The sides that were read, as one derivation for each alternative of the last."""
        firsts = [trees[0].value for _, trees in kept[:-1]]
        relations = tuple(relation for relation, _ in kept[1:])
        found = []
        for last in kept[-1][1]:
            tree = Equation((*firsts, last.value), relations) if relations else last.value
            found.append(Alternative(tree, last.cost))
        return found


def _statement(r: Reader) -> Tree:
    """An equation; of an assignment `x := …`, `x -= …` the new value."""
    r.skip("&")
    start = r.at
    for at in range(start, len(r.tokens) - 1):
        token, after = r.tokens[at], r.tokens[at + 1]
        if token.text in ("-", "+") and after.text == "=" and after.start == token.stop:
            return _updated(r, at)
    found = r.equation()
    if assigns(r):
        found = r.equation()
    return found


def _updated(r: Reader, at: int) -> Tree:
    """`w -= lr * g`: the new value of w."""
    from grader.algebra.tree import Negative, Sum

    old = r.inside(at).equation()
    sign = r.take().text
    r.take()
    change = r.equation()
    return Sum((old, Negative(change) if sign == "-" else change))


def _without_domain(tokens: Sequence[Token]) -> Sequence[Token]:
    r"""A formula without the `\in \mathbb{R}^n` or `\forall i` at its end."""
    level = 0
    for at, token in enumerate(tokens):
        if token.kind == "op":
            level += (token.text in _OPEN) - (token.text in _CLOSE)
            if level == 0 and token.text in ("∈", "∀", "∉") and at:
                return tokens[:at]
    return tokens


def _sides(tokens: Sequence[Token]) -> list[tuple[Relation, Sequence[Token]]]:
    """The sides of an equation, cut at its relations outside brackets, each with the one before."""
    sides: list[tuple[Relation, list[Token]]] = [("=", [])]
    level = 0
    for token in tokens:
        if token.kind == "op":
            level += (token.text in _OPEN) - (token.text in _CLOSE)
        elif token.kind in ("begin", "end"):
            level += 1 if token.kind == "begin" else -1
        if level == 0 and token.kind == "op" and token.text in RELATIONS | {"←"}:
            if token.text not in ("=", "≈", "←") and len(sides) > 1:
                return list(sides)  # of `f'' = -n/a^2 < 0` the equation
            if token.text not in ("=", "≈", "←"):
                return [("=", list(tokens))]
            sides.append(("≈" if token.text == "≈" else "=", []))
        else:
            sides[-1][1].append(token)
    return list(sides if sides[0][1] else sides[1:])


def _only_names(tokens: Sequence[Token]) -> bool:
    """Whether a side is a label for what follows: names, a derivative, an arg min, no operation."""
    if tokens and tokens[0].text in ("arg", "argmin", "argmax"):
        return True
    operations = {"+", "-", "·", "*", "⊙", "/", "∑", "√", "∫", "∏", "⊗"}
    typed = any(t.text == "∂" or t.text.startswith("d") for t in tokens)
    operations -= {"/"} if typed else set()
    derives = bool(tokens) and (
        tokens[0].text == "∇" or (tokens[0].text in ("frac", "∂") and typed)
    )
    words = set() if derives else {"exp", "log", "tanh", "sigma"}
    return not any((t.kind == "op" and t.text in operations) or t.text in words for t in tokens)


def _is_multiple(tokens: Sequence[Token]) -> bool:
    """Whether a side that isn't read may be a multiple of what is asked: `-dL/dx`, `2 q`."""
    if not tokens or tokens[0].kind == "number" or tokens[0].text in ("-", "+"):
        return True
    derives = any(t.text == "∂" or t.text.startswith("d") for t in tokens)
    if tokens[0].text == "frac":
        return not derives
    return tokens[0].text in ("(", "{") and not _only_names(tokens)
