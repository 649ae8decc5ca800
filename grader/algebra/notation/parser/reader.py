"""The parser: a place in the tokens, and operands and operators by the table of constructs.

A Pratt parser ("Top down operator precedence", 1973) that knows no construct by itself: what a
sign begins, joins or follows stands in the table. Where there are several ways to read, it asks
`choose`, and is run once for each way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

from grader.algebra.notation.parser.choices import Choices
from grader.algebra.notation.parser.vocabulary import Vocabulary
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import Equation, Relation, Tree

if TYPE_CHECKING:
    from grader.algebra.notation.parser.table import Construct, Table

MAX_DEPTH = 120
RELATIONS = frozenset("=≠<≤>≥≈")
_PAIRS = {"{": "}", "(": ")", "[": "]", "\\{": "\\}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is written: `code` as in numpy, `latex`, `loose` for a student's."""

    code: bool = False
    latex: bool = False
    loose: bool = False


class Reader:
    """Tokens, a place in them, and the letters that are bound there.

    `offset` counts the letters of a run that are read already: of `_ix` only the `i`.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        text: str,
        vocabulary: Vocabulary,
        choices: Choices,
        style: Style,
        table: Table,
    ) -> None:
        self.table = table
        self.tokens = tokens
        self.text = text
        self.vocabulary = vocabulary
        self.choices = choices
        self.style = style
        self.at = 0
        self.offset = 0
        self.token = tokens[0]
        self.level = 0
        self.bound: frozenset[str] = frozenset()
        self.bars: tuple[str, ...] = ()
        self.differential = -1  # where the `dx` of the integral that is being read stands

    # --- the place ---------------------------------------------------------------------------

    def move(self, at: int, offset: int = 0) -> None:
        """Go to a token, or to a letter inside a run of letters."""
        self.at, self.offset = at, offset
        token = self.tokens[at]
        if offset:
            text = token.text[offset:]
            kind = "number" if text.isdigit() else token.kind
            token = Token(kind, text, token.start + offset, token.stop)
        self.token = token

    def ahead(self, by: int = 1) -> Token:
        """A token further on."""
        return self.tokens[min(self.at + by, len(self.tokens) - 1)]

    def sees(self, *signs: str) -> bool:
        """Whether one of these signs is here."""
        return self.token.text in signs and self.token.kind in ("op", "letter", "word")

    def take(self) -> Token:
        """The token here; the reading goes on after it."""
        token = self.token
        if token.kind != "stop":
            self.move(self.at + 1)
        return token

    def take_letters(self, count: int) -> Token:
        """The first letters of the run here; the reading goes on after them."""
        token = self.token
        if count >= len(token.text):
            return self.take()
        self.move(self.at, self.offset + count)
        kind = "number" if token.text[:count].isdigit() else token.kind
        return Token(kind, token.text[:count], token.start, token.start + count)

    def skip(self, *signs: str) -> bool:
        """Step over any number of these signs; whether there was one."""
        seen = self.sees(*signs)
        while self.sees(*signs):
            self.move(self.at + 1)
        return seen

    def expect(self, sign: str) -> None:
        """Step over a sign that must be here."""
        if not self.sees(sign):
            self.refuse(f"'{sign}' is expected here")
        self.move(self.at + 1)

    def closing(self, at: int | None = None) -> int:
        """Where the bracket that opens here, or at another place, closes."""
        start = self.at if at is None else at
        opening = self.tokens[start].text
        level, close = 0, _PAIRS[opening]
        for place in range(start, len(self.tokens)):
            text = self.tokens[place].text
            if self.tokens[place].kind != "op":
                continue
            if text == opening:
                level += 1
            elif text == close:
                level -= 1
                if level == 0:
                    return place
        raise NotationError(
            f"this '{opening}' is never closed", self.text, self.tokens[start].start
        )

    def within(self, tokens: Sequence[Token]) -> Reader:
        """A reader of some of the tokens, one level deeper."""
        stop = tokens[-1].stop if tokens else self.token.start
        inner = Reader(
            [*tokens, Token("stop", "", stop, stop)],
            self.text,
            self.vocabulary,
            self.choices,
            self.style,
            self.table,
        )
        inner.level, inner.bound = self.level + 1, self.bound
        if inner.level > MAX_DEPTH:
            self.refuse(f"brackets are nested more than {MAX_DEPTH} deep")
        return inner

    def inside(self, stop: int) -> Reader:
        """A reader of the tokens up to a place, which this one leaves behind."""
        inner = self.within(self.tokens[self.at : stop])
        self.move(stop)
        return inner

    def finish(self) -> None:
        """Refuse anything that is left."""
        if self.token.kind != "stop":
            self.refuse(self.surplus())

    # --- refusing and choosing ----------------------------------------------------------------

    def refuse(self, message: str, token: Token | None = None) -> NoReturn:
        """Raise NotationError for the token here, or for another."""
        raise NotationError(message, self.text, (token or self.token).start)

    def surplus(self) -> str:
        """Why what is here can't be here."""
        if self.token.kind == "text":
            return f"the words '{self.token.text}' are no part of the expression: leave them out"
        if self.token.text in ("\\left", "\\right"):
            return f"a one-sided bracket ({self.token.text}.) can't be read here"
        return f"nothing to do with '{self.token.text}' here"

    def choose(self, key: object, costs: Sequence[int], message: str, token: Token) -> int:
        """One of several ways; a text of an author's may not leave it open."""
        if self.choices.strict and message:
            self.refuse(message, token)
        return self.choices.choose(key, costs)

    def with_vocabulary(self, **names: str) -> None:
        """Know more names from here on."""
        words = self.vocabulary
        self.vocabulary = replace(
            words, names={**words.names, **names}, bases=words.bases | names.keys()
        )

    # --- relations ----------------------------------------------------------------------------

    def equation(self) -> Tree:
        """An expression, or several joined by relations."""
        members, relations = [self.expression(0)], list[Relation]()
        while (relation := self.relation()) is not None:
            relations.append(relation)
            members.append(self.expression(0))
        return Equation(tuple(members), tuple(relations)) if relations else members[0]

    def relation(self) -> Relation | None:
        """The relation here, also behind an alignment mark or at the start of the next line."""
        start = self.at
        if not self.level:
            self.skip("&", "newline")
        braced = self.sees("{") and self.ahead().text in RELATIONS and self.ahead(2).text == "}"
        if braced:
            self.move(self.at + 1)
        arrow = self.token.text == "<" and self.ahead().text == "-" and not self.level
        if arrow and self.ahead().start == self.token.stop:
            self.move(start)
            return None
        if self.token.kind == "op" and self.token.text in RELATIONS:
            relation = self.take().text
            if braced:
                self.expect("}")
            self.skip("&")
            return relation  # type: ignore[return-value]  # RELATIONS lists what Relation does
        if self.at != start:
            self.move(start)
        return None

    # --- operands and operators ---------------------------------------------------------------

    def expression(self, limit: int) -> Tree:
        """Operands and operators that bind tighter than `limit`."""
        self.level += 1
        if self.level > MAX_DEPTH:
            self.refuse(f"brackets are nested more than {MAX_DEPTH} deep")
        left, grown = self.prefix(limit), None
        while (infix := self.infix()) is not None and infix.power > limit:
            left = infix.read(self, left, grown is infix)
            grown = infix
        self.level -= 1
        return left

    def infix(self) -> Construct | None:
        """The operator here: written, or the one of operands side by side."""
        token = self.token
        if token.kind == "op":
            found = self.table.infixes.get(token.text)
            if found is not None:
                return found
        return self.table.beside if self.begins_operand() else None

    def begins_operand(self) -> bool:
        """Whether an operand begins here."""
        token = self.token
        if self.at == self.differential:
            return False
        if token.kind == "op":
            if token.text in ("|", "‖"):
                return token.text not in self.bars and not self.closes_bar()
            return token.text in self.table.openings
        if token.kind == "text":
            return self.vocabulary.knows(token.text) or token.text in self.table.words
        if token.kind == "word" and token.text in self.table.condition_words:
            return self.vocabulary.knows(token.text)
        return token.kind in ("number", "word", "letter", "accent", "bold", "expect", "begin")

    def closes_bar(self) -> bool:
        """Whether two single bars here close a norm that two of them opened."""
        return "‖" in self.bars and self.token.text == "|" and self.ahead().text == "|"

    def prefix(self, limit: int) -> Tree:
        """An operand with its sign."""
        token = self.token
        if token.kind == "op":
            signed = self.table.signs.get(token.text)
            if signed is not None:
                return self.by(signed, limit)
        else:
            found = self.table.big.get(token.text)
            if found is not None and found.applies(self):
                return self.by(found, limit)
        return self.postfix(self.atom())

    def atom(self) -> Tree:
        """One operand without what may follow it."""
        token = self.token
        if token.kind == "op":
            found = self.table.atoms.get(token.text)
            if found is not None:
                return self.by(found)
            self.refuse(f"an operand is expected here, not '{token.text}'")
        by_kind = self.table.kinds.get(token.kind)
        if by_kind is None:
            self.refuse("the expression ends too soon" if token.kind == "stop" else self.surplus())
        return self.by(by_kind)

    def by(self, construct: Construct, *arguments: Any) -> Tree:
        """What a construct reads here."""
        tree: Tree = construct.read(self, *arguments)
        return tree

    def read(self, part: str, *arguments: Any, **options: Any) -> Tree:
        """What a part of the grammar, known by its name, reads here."""
        tree: Tree = self.table.parts[part](self, *arguments, **options)
        return tree

    def find(self, part: str, *arguments: Any) -> Tree | None:
        """The same for a part that may not be here."""
        tree: Tree | None = self.table.parts[part](self, *arguments)
        return tree

    def operand(self) -> Tree:
        """One operand with what follows it."""
        return self.postfix(self.atom())

    def postfix(self, left: Tree) -> Tree:
        """An operand with the powers, transposes and indices that follow it."""
        while self.token.kind == "op":
            found = self.table.postfixes.get(self.token.text)
            changed = found.read(self, left) if found is not None else None
            if changed is None:
                return left
            left = changed
        return left
