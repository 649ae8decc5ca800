"""A place in the tokens, and the joints at which the parts of the grammar meet."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NoReturn, TypeVar

from typing_extensions import Self

from grader.algebra.notation.tokens import NotationError, Token
from grader.algebra.notation.vocabulary import Vocabulary
from grader.algebra.tree import Tree

MAX_DEPTH = 120
C = TypeVar("C", bound="Cursor")


class Cursor(ABC):
    """The tokens and where the reading is, how deep in brackets, and which letters are bound.

    The grammar is cut by subject into classes that build on one another: brackets, names,
    calculus, and at last the expressions themselves, which call all of them. The abstract methods
    are what the lower ones need of the higher.
    """

    def __init__(
        self, tokens: Sequence[Token], text: str, vocabulary: Vocabulary, level: int = 0,
        bound: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self.tokens = list(tokens)
        self.text = text
        self.vocabulary = vocabulary
        self.at = 0
        self.level = level
        self.bound = bound
        self.bars: list[str] = []

    @property
    def token(self) -> Token:
        """The token here."""
        return self.tokens[self.at]

    def ahead(self, by: int = 1) -> Token:
        """A token further on."""
        return self.tokens[min(self.at + by, len(self.tokens) - 1)]

    def sees(self, *signs: str) -> bool:
        """Whether one of these signs is here."""
        return self.token.kind in ("op", "letter", "word") and self.token.text in signs

    def take(self) -> Token:
        """The token here; the reading goes on after it."""
        token = self.token
        if token.kind != "stop":
            self.at += 1
        return token

    def skip(self, *signs: str) -> bool:
        """Step over any number of these signs; whether there was one."""
        seen = self.sees(*signs)
        while self.sees(*signs):
            self.at += 1
        return seen

    def expect(self, sign: str) -> None:
        """Step over a sign that must be here."""
        if not self.sees(sign):
            self.refuse(f"'{sign}' is expected here")
        self.at += 1

    def refuse(self, message: str, token: Token | None = None) -> NoReturn:
        """Raise NotationError for the token here, or for another."""
        raise NotationError(message, self.text, (token or self.token).start)

    def deeper(self) -> None:
        """Go one level deeper in brackets."""
        self.level += 1
        if self.level > MAX_DEPTH:
            self.refuse(f"brackets are nested more than {MAX_DEPTH} deep")

    def surplus(self) -> str:
        """Why what is here can't be here."""
        if self.token.kind == "text":
            return f"the words '{self.token.text}' are no part of the expression: leave them out"
        if self.token.text in ("\\left", "\\right"):
            return f"a one-sided bracket ({self.token.text}.) can't be read here"
        return f"nothing to do with '{self.token.text}' here"

    def within(self, tokens: Sequence[Token]) -> Self:
        """A reader of some of the tokens, one level deeper."""
        self.deeper()
        self.level -= 1
        end = tokens[-1].stop if tokens else self.token.start
        stop = Token("stop", "", end, end)
        return type(self)([*tokens, stop], self.text, self.vocabulary, self.level + 1, self.bound)

    def finish(self) -> None:
        """Refuse what is left over."""
        if self.token.kind != "stop":
            self.refuse(self.surplus())

    # --- the joints -------------------------------------------------------------------------

    @abstractmethod
    def expression(self, limit: int) -> Tree:
        """Operands and operators that bind tighter than `limit`."""

    @abstractmethod
    def chain(self) -> Tree:
        """An expression, or several joined by relations."""

    @abstractmethod
    def condition(self) -> Tree:
        """A comparison, or several that all hold."""

    @abstractmethod
    def atom(self) -> Tree:
        """One operand without what may follow it."""

    @abstractmethod
    def postfix(self, left: Tree) -> Tree:
        """An operand with the powers, transposes and indices that follow it."""

    @abstractmethod
    def script(self) -> Tree:
        """What a `^` raises."""

    @abstractmethod
    def begins_operand(self) -> bool:
        """Whether an operand begins here."""

    @abstractmethod
    def expectation(self, kind: str) -> Tree:
        """An expectation or a variance."""

    @abstractmethod
    def typed_derivative(self) -> Tree:
        """`dL/dx`."""

    @abstractmethod
    def differential(self, at: int) -> bool:
        """Whether a differential begins at a token."""
