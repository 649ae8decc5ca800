"""Text to tree: a Pratt parser for LaTeX and for what people type.

One pass over the tokens, no backtracking, guided by the question's vocabulary. Whatever has two
readings that the vocabulary can't settle is refused with a word on how to write it, because a
guess would grade something that the student didn't say.

Binding, loosest first: relations; `+ -`; `⊙`; `* · @ /`; juxtaposition; powers and indices.
Pratt, "Top down operator precedence" (1973).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple, cast

from grader.algebra.notation.brackets import as_condition
from grader.algebra.notation.calculus import Calculus
from grader.algebra.notation.cursor import MAX_DEPTH
from grader.algebra.notation.precedence import ADD, BESIDE, OVER, PRODUCTS, RELATIONS, SIGN, TIMES
from grader.algebra.notation.tokens import NotationError, Token, tokenise
from grader.algebra.notation.vocabulary import Vocabulary, closing, subscript
from grader.algebra.tree import (
    Apply,
    Both,
    Constant,
    Entry,
    Equation,
    Indicator,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Transpose,
    Tree,
    depth,
)

_OPENING = frozenset({"(", "[", "{", "frac", "√", "∑", "∏", "∂", "∇"})


def read(text: str, vocabulary: Vocabulary) -> Tree:
    """The one expression or chain that a text states.

    Raises NotationError, which names the place, for all else.
    """
    statements = read_statements(text, vocabulary)
    if len(statements) > 1:
        raise NotationError(f"there are {len(statements)} statements here; one is expected", text)
    return statements[0]


def read_statements(text: str, vocabulary: Vocabulary) -> tuple[Tree, ...]:
    """Every statement of a text, separated by line breaks of LaTeX, `;` or `⇒`."""
    try:
        statements = Reader(tokenise(text), text, vocabulary).statements()
    except RecursionError:
        raise NotationError("brackets are nested too deeply", text) from None
    if any(depth(statement) > MAX_DEPTH for statement in statements):
        raise NotationError(f"more than {MAX_DEPTH} operations inside one another", text)
    return statements


class _Step(NamedTuple):
    """What comes between two operands: a sign, how it binds, and whether it is written."""

    sign: str
    power: int
    written: bool


class Reader(Calculus):
    """Reads statements, operators and operands."""

    # --- statements and relations ----------------------------------------------------------------

    def statements(self) -> tuple[Tree, ...]:
        """All statements up to the end."""
        aligned = self.token.kind == "begin" and self.token.text.rstrip("*") in (
            "aligned", "align", "split", "gathered", "equation",
        )  # fmt: skip
        if aligned:
            self.take()
        found = [self.statement()]
        self.equation_number()
        while comma := self.separator():
            if self.token.kind in ("stop", "end"):
                break
            start = self.token
            found.append(self.statement())
            self.equation_number()
            if comma != "newline" and not _is_equation(found[-1]):
                self.refuse("after a comma another equation is expected, name = value", start)
        if aligned and self.token.kind == "end":
            self.take()
            self.skip(",", ".", "quad")
        if self.token.kind != "stop":
            self.refuse(self.surplus())
        return tuple(found)

    def separator(self) -> str:
        """What ends a statement here, if anything does."""
        signs = "".join(
            token.text for token in self.tokens[self.at - 1 : self.at] if token.text in ",;"
        )
        start = self.at
        self.skip("newline", "⇒", ";", "quad")
        return signs if self.at == start else "newline"

    def equation_number(self) -> None:
        r"""Step over a number in brackets, `\quad (7)`, at the end of a line."""
        start = self.at
        numbered = self.skip("quad") and self.sees("(") and self.ahead().kind == "number"
        last = self.ahead(3).kind in ("stop", "end") or self.ahead(3).text == "newline"
        if numbered and self.ahead(2).text == ")" and last:
            self.at += 3
        else:
            self.at = start

    def statement(self) -> Tree:
        """One expression or chain."""
        self.skip("&")
        start = self.token
        statement = self.chain()
        if self._assigns():
            if not isinstance(statement, (Name, Entry)):
                self.refuse("only a name can be given a new value", start)
            statement = self.chain()
        self.skip(",", ".")
        return statement

    def _assigns(self) -> bool:
        """Step over a `:=`: what is left of it is no equality, but where the value goes."""
        start = self.at
        self.skip("&")
        if self._typed_arrow():
            self.at += 2
        elif not self.skip("←"):
            self.at = start
            return False
        self.skip("&")
        return True

    def _typed_arrow(self) -> bool:
        """Whether `<-` stands here, outside all brackets: inside it is a comparison."""
        close = self.ahead().start == self.token.stop
        return not self.level and self.sees("<") and self.ahead().text == "-" and close

    def chain(self) -> Tree:
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
        if self.sees(*RELATIONS) and not self._typed_arrow():
            relation = self.take().text
            self.skip("&")
            return cast(Relation, relation)
        self.at = start
        return None

    def condition(self) -> Tree:
        """A comparison, or several that all hold."""
        parts = [self.comparison()]
        while self._also():
            parts.append(self.comparison())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _also(self) -> bool:
        if self.sees("∧") or (self.token.kind in ("text", "word") and self.token.text == "and"):
            self.take()
            return True
        return False

    def comparison(self) -> Tree:
        """One comparison."""
        start = self.token
        chain = self.chain()
        if isinstance(chain, Indicator):
            return chain.condition
        if not isinstance(chain, Equation):
            self.refuse("a condition is expected here, such as x > 0", start)
        return as_condition(chain)

    # --- operators -------------------------------------------------------------------------------

    def expression(self, limit: int) -> Tree:
        """Operands and operators that bind tighter than `limit`."""
        self.deeper()
        left, growing = self.prefix(limit), ""
        while (step := self.step()) is not None and step.power > limit:
            left, growing = self.combine(left, growing, step)
        self.level -= 1
        return left

    def step(self) -> _Step | None:
        """The operator here, written or by juxtaposition."""
        token = self.token
        if token.kind == "op":
            if token.text in ("+", "-"):
                return _Step(token.text, ADD, True)
            if token.text in PRODUCTS:
                return _Step(token.text, PRODUCTS[token.text][1], True)
            if token.text == "/":
                return _Step("/", TIMES, True)
        return _Step("*", BESIDE, False) if self.begins_operand() else None

    def begins_operand(self) -> bool:
        """Whether an operand begins here."""
        token = self.token
        if token.kind == "op":
            if token.text in ("|", "‖"):
                return token.text not in self.bars and not self.double_bar(token)
            return token.text in _OPENING
        if token.kind == "text":
            return self.vocabulary.knows(token.text)
        if token.kind == "begin":
            return True
        if token.kind == "word" and token.text in ("if", "and", "otherwise"):
            return self.vocabulary.knows(token.text)
        return token.kind in ("number", "word", "letter", "accent", "bold", "expect")

    def combine(self, left: Tree, growing: str, step: _Step) -> tuple[Tree, str]:
        """Join one more operand; a run of one operator grows one node."""
        start = self.token
        if step.written:
            self.take()
        elif start.kind == "number" and not (start.text == "1" and self.ahead().text in ("[", "_")):
            self.refuse("a number straight after a factor: put a sign between them")
        if step.sign in ("+", "-"):
            term = self.expression(ADD)
            term = Negative(term) if step.sign == "-" else term
            return (
                Sum(
                    (*left.terms, term)
                    if growing == "+" and isinstance(left, Sum)
                    else (left, term)
                ),
                "+",
            )
        if step.sign == "/":
            return self.divide(left, start), ""
        kind = PRODUCTS[step.sign][0]
        factor = self.expression(step.power)
        if growing == kind and isinstance(left, Product):
            return Product((*left.factors, factor), kind), kind
        return Product((left, factor), kind), kind

    def divide(self, top: Tree, start: Token) -> Tree:
        """A quotient; what is juxtaposed after it is ambiguous."""
        bottom = self.expression(OVER)
        if self.begins_operand():
            self.refuse("a/b c has two readings: write (a/b) c or a/(b c)", start)
        return Quotient(top, bottom)

    # --- operands --------------------------------------------------------------------------------

    def prefix(self, limit: int) -> Tree:
        """An operand with its sign, or a sum or limit."""
        if self.skip("+"):
            return self.prefix(limit)
        if self.sees("-"):
            self.take()
            return Negative(self.expression(max(limit, SIGN)))
        if self.sees("∑", "∏") or (self.sees("Sigma", "sum", "prod") and self._big_word()):
            return self.big(limit)
        if self.sees("lim") and self.ahead().text == "_":
            return self.limit(limit)
        return self.postfix(self.atom())

    def _big_word(self) -> bool:
        return not self.vocabulary.knows(self.token.text) and self.ahead().text == "_"

    def atom(self) -> Tree:
        """One operand without what may follow it."""
        token = self.token
        if token.kind in ("word", "letter", "accent", "text"):
            return self.named()
        if token.kind == "number":
            return self.number()
        if token.kind == "bold":
            return self.bold()
        if token.kind == "expect":
            return self.expectation("E")
        if token.kind == "begin":
            return self.environment()
        if token.kind == "op":
            return self.sign(token.text)
        return self.refuse(
            "the expression ends too soon" if token.kind == "stop" else self.surplus()
        )

    def sign(self, sign: str) -> Tree:
        """An operand that begins with a sign."""
        readers: dict[str, Callable[[], Tree]] = {
            "(": self.parenthesis, "[": self.bracket, "{": self.group, "\\{": self.one_sided,
            "frac": self.fraction, "√": self.root, "∂": self.typed_derivative, "∇": self.gradient,
        }  # fmt: skip
        if sign in readers:
            return readers[sign]()
        if sign in ("|", "‖"):
            return self.bar(sign)
        if sign == "∞":
            self.take()
            return Constant("inf")
        return self.refuse(f"an operand is expected here, not '{sign}'")

    def number(self) -> Tree:
        """A decimal, or an indicator that begins with a 1."""
        token = self.take()
        if token.text == "1" and (found := self.indicator()):
            return found
        if token.text == "0" and self.sees("_"):
            return self.sized("zeros")
        following, after = self.token, self.ahead()
        close = following.start == token.stop and after.start == following.stop
        if close and following.text == "e" and after.text in ("+", "-"):
            self.refuse("write a power of ten as 10^{-8}; e is Euler's number", token)
        places = len(token.text.partition(".")[2])
        return Number(Fraction("0" + token.text), places)

    def bold(self) -> Tree:
        """A bold 1, 0 or I: an indicator, or a vector of them, or the identity."""
        token = self.take()
        if token.text != "0" and (found := self.indicator()):
            return found
        if self.sees("_"):
            return self.sized({"1": "ones", "0": "zeros", "I": "eye"}[token.text])
        if token.text == "0":
            return Number(Fraction(0))
        return self.refuse(f"say how long this is, with an index: {token.text}_N", token)

    def indicator(self) -> Tree | None:
        r"""What follows a 1 that is an indicator: `_{…}`, `[…]` or `\\{…\\}` round a condition."""
        start = self.at + 1 if self.sees("_") else self.at
        if self.tokens[start].text not in ("[", "{", "\\{", "("):
            return None
        end = closing(self.tokens, start, self.text)
        if not any(token.text in RELATIONS for token in self.tokens[start:end]):
            return None
        inside = self.tokens[start + 1 : end]
        if inside[0].text == "\\{" and inside[-1].text == "\\}":
            inside = inside[1:-1]
        inner = self.within(inside)
        condition = inner.condition()
        inner.finish()
        self.at = end + 1
        return Indicator(condition)

    # --- what follows an operand -----------------------------------------------------------------

    def postfix(self, left: Tree) -> Tree:
        """An operand with the powers, transposes and indices that follow it."""
        raised = False
        while self.token.kind == "op":
            if self.sees("_"):
                left = self.entry_of(left)
            elif self.sees("^"):
                left = self.superscript(left, raised=raised)
                raised = isinstance(left, Power)
            elif self.sees(".") and self.ahead().text == "T":
                self.at += 2
                left = Transpose(left)
            elif self.sees("'"):
                self.refuse("a prime has no meaning here; for a transpose write ^T")
            elif self.sees("!"):
                self.refuse("factorials can't be read")
            else:
                break
        return left

    def entry_of(self, left: Tree) -> Tree:
        """An entry of what stands before the subscript."""
        inside, self.at, loose = subscript(self.tokens, self.at, self.text)
        if loose and len(inside[0].text) > 1:
            self.refuse("put the indices in braces: _{…}", inside[0])
        if not isinstance(left, Name) and any(token.text == "*" for token in inside):
            self.refuse("leave out the size of an array", inside[0])
        match left:
            case Power(Apply("norm", (content,)), exponent):
                return Power(self.norm(content, inside), exponent)
        if isinstance(left, Entry):
            self.refuse("two subscripts in a row: put one in brackets", inside[0])
        if isinstance(left, Name) and left.name in self.vocabulary.ranks:
            return self.entry(left.name, inside, inside[0])
        return Entry(left, self.within(inside).list_of_indices(None))

    def superscript(self, left: Tree, *, raised: bool) -> Tree:
        """A transpose or a power."""
        start = self.take()
        if self._transposes():
            return Transpose(left)
        if raised:
            self.refuse("two powers in a row: put one in brackets", start)
        if "^+" in self.vocabulary.functions and self._sees_plus():
            return Apply(self.vocabulary.functions["^+"], (left,))
        if self.sees("*"):
            self.refuse("a star isn't declared for this name", start)
        return Power(left, self.script())

    def _sees_plus(self) -> bool:
        """Step over a raised plus, `^+` or `^{+}`; whether there was one."""
        braced = self.sees("{") and self.ahead().text == "+" and self.ahead(2).text == "}"
        if braced or self.sees("+"):
            self.at += 3 if braced else 1
            return True
        return False

    def _transposes(self) -> bool:
        braced = self.sees("{") and self.ahead(2).text == "}"
        sign = self.ahead(1 if braced else 0)
        if sign.text not in ("⊤", "T"):
            return not braced and self._glued_transpose(sign)
        if sign.text == "T" and self.vocabulary.knows("T"):
            self.refuse("T is a name here: write a transpose as ^\\top")
        self.at += 3 if braced else 1
        return True

    def _glued_transpose(self, word: Token) -> bool:
        """`X^Tw`: LaTeX takes one letter after a bare `^`."""
        rest = word.text[1:]
        if word.kind != "word" or word.text[0] != "T" or self.vocabulary.knows(word.text):
            return False
        if self.vocabulary.knows("T"):
            self.refuse("T is a name here: write a transpose as ^\\top")
        self.tokens[self.at] = Token("word", rest, word.start + 1, word.stop)
        return True

    def script(self) -> Tree:
        """What a `^` raises: a group, or one sign."""
        self.deeper()
        try:
            if self.sees("-"):
                self.take()
                return Negative(self.script())
            if self.sees("{"):
                return self.group()
            word = self.token
            raised = self.atom()
            if self.sees("_", "^") and word.kind in ("word", "letter"):
                self.refuse("put the whole exponent in braces: ^{…}", word)
            if isinstance(raised, Entry) and word.kind in ("word", "letter"):
                self.refuse("put the whole exponent in braces: ^{…}", word)
            return raised
        finally:
            self.level -= 1


def _is_equation(tree: Tree) -> bool:
    return isinstance(tree, Equation) and tree.relations[0] == "="
