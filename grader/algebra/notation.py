"""Text to tree: a Pratt parser for LaTeX and for what people type.

One pass over the tokens, no backtracking, guided by the question's vocabulary. Whatever has two
readings that the vocabulary can't settle is refused with a word on how to write it, because a
guess would grade something that the student didn't say.

Binding, loosest first: relations; `+ -`; `⊙`; `* · @ /`; juxtaposition; powers and indices.
Pratt, "Top down operator precedence" (1973).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, NoReturn, cast

from grader.algebra.tokens import NotationError, Token, tokenise
from grader.algebra.tree import (
    Apply,
    Both,
    Branch,
    Cases,
    Chain,
    Compare,
    Constant,
    Derivative,
    Entry,
    Expectation,
    Indicator,
    Limit,
    Matrix,
    Name,
    Negative,
    Number,
    Over,
    Power,
    Product,
    ProductKind,
    Quotient,
    Relation,
    Sum,
    Transpose,
    Tree,
    depth,
    rewrite,
    walk,
)  # fmt: skip
from grader.algebra.vocabulary import Vocabulary, Written, closing, joined, read_written, subscript

MAX_DEPTH = 120
MAX_CELLS = 400
MAX_RUN = 3  # letters run together; longer runs are more likely words

_ADD, _HADAMARD, _SIGN, _TIMES, _BESIDE, _OVER = 20, 30, 35, 40, 45, 46
_RELATIONS = frozenset("=≠<≤>≥≈")
_PRODUCTS: dict[str, tuple[ProductKind, int]] = {
    "*": ("*", _TIMES), "·": ("·", _TIMES), "@": ("·", _TIMES), "⊙": ("⊙", _HADAMARD),
}  # fmt: skip
_OPENING = frozenset({"(", "[", "{", "frac", "√", "∑", "∏", "∂", "∇"})
_CONDITION_WORDS = frozenset({"if", "for", "when", "where", ",", "if,", "for all"})
_OTHERWISE = frozenset({"otherwise", "else", "otherwise.", "otherwise,"})
_NO_BRACKETS = frozenset({"softmax", "diag", "norm", "max", "min", "eye", "ones", "zeros"})


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
        statements = _Reader(tokenise(text), text, vocabulary).statements()
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


class _Reader:
    """A place in the tokens, and how deep in brackets it is."""

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

    # --- the tokens -------------------------------------------------------------------------

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def ahead(self, by: int = 1) -> Token:
        return self.tokens[min(self.at + by, len(self.tokens) - 1)]

    def sees(self, *signs: str) -> bool:
        return self.token.kind in ("op", "letter", "word") and self.token.text in signs

    def take(self) -> Token:
        token = self.token
        if token.kind != "stop":
            self.at += 1
        return token

    def skip(self, *signs: str) -> bool:
        seen = self.sees(*signs)
        while self.sees(*signs):
            self.at += 1
        return seen

    def expect(self, sign: str) -> None:
        if not self.sees(sign):
            self.refuse(f"'{sign}' is expected here")
        self.at += 1

    def refuse(self, message: str, token: Token | None = None) -> NoReturn:
        raise NotationError(message, self.text, (token or self.token).start)

    def deeper(self) -> None:
        self.level += 1
        if self.level > MAX_DEPTH:
            self.refuse(f"brackets are nested more than {MAX_DEPTH} deep")

    # --- statements and relations -----------------------------------------------------------

    def statements(self) -> tuple[Tree, ...]:
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
            self.refuse(self._surplus())
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

    def _surplus(self) -> str:
        if self.token.kind == "text":
            return f"the words '{self.token.text}' are no part of the expression: leave them out"
        return f"nothing to do with '{self.token.text}' here"

    def statement(self) -> Tree:
        self.skip("&")
        statement = self.chain()
        self.skip(",", ".")
        return statement

    def chain(self) -> Tree:
        members, relations = [self.expression(0)], list[Relation]()
        while (relation := self.relation()) is not None:
            relations.append(relation)
            members.append(self.expression(0))
        return Chain(tuple(members), tuple(relations)) if relations else members[0]

    def relation(self) -> Relation | None:
        """The relation here, also behind an alignment mark or at the start of the next line."""
        start = self.at
        if not self.level:
            self.skip("&", "newline")
        if self.sees(*_RELATIONS):
            relation = self.take().text
            self.skip("&")
            return cast(Relation, relation)
        self.at = start
        return None

    def condition(self) -> Tree:
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
        start = self.token
        chain = self.chain()
        if isinstance(chain, Indicator):
            return chain.condition
        if not isinstance(chain, Chain):
            self.refuse("a condition is expected here, such as x > 0", start)
        return _compare(chain)

    # --- operators --------------------------------------------------------------------------

    def expression(self, limit: int) -> Tree:
        """Operands and operators that bind tighter than `limit`."""
        self.deeper()
        left, growing = self.prefix(limit), ""
        while (step := self.step()) is not None and step.power > limit:
            left, growing = self.combine(left, growing, step)
        self.level -= 1
        return left

    def step(self) -> _Step | None:
        token = self.token
        if token.kind == "op":
            if token.text in ("+", "-"):
                return _Step(token.text, _ADD, True)
            if token.text in _PRODUCTS:
                return _Step(token.text, _PRODUCTS[token.text][1], True)
            if token.text == "/":
                return _Step("/", _TIMES, True)
        return _Step("*", _BESIDE, False) if self.begins_operand() else None

    def begins_operand(self) -> bool:
        token = self.token
        if token.kind == "op":
            if token.text in ("|", "‖"):
                return token.text not in self.bars and not self._double_bar(token)
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
            term = self.expression(_ADD)
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
        kind = _PRODUCTS[step.sign][0]
        factor = self.expression(step.power)
        if growing == kind and isinstance(left, Product):
            return Product((*left.factors, factor), kind), kind
        return Product((left, factor), kind), kind

    def divide(self, top: Tree, start: Token) -> Tree:
        bottom = self.expression(_OVER)
        if self.begins_operand():
            self.refuse("a/b c has two readings: write (a/b) c or a/(b c)", start)
        return Quotient(top, bottom)

    # --- operands ---------------------------------------------------------------------------

    def prefix(self, limit: int) -> Tree:
        if self.skip("+"):
            return self.prefix(limit)
        if self.sees("-"):
            self.take()
            return Negative(self.expression(max(limit, _SIGN)))
        if self.sees("∑", "∏") or (self.sees("Sigma", "sum", "prod") and self._big_word()):
            return self.big(limit)
        if self.sees("lim") and self.ahead().text == "_":
            return self.limit(limit)
        return self.postfix(self.atom())

    def _big_word(self) -> bool:
        return not self.vocabulary.knows(self.token.text) and self.ahead().text == "_"

    def atom(self) -> Tree:
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
            "the expression ends too soon" if token.kind == "stop" else self._surplus()
        )

    def sign(self, sign: str) -> Tree:
        if sign == "(":
            return self.parenthesis()
        if sign == "[":
            return self.bracket()
        if sign == "{":
            return self.group()
        if sign in ("|", "‖"):
            return self.bar(sign)
        if sign == "frac":
            return self.fraction()
        if sign == "√":
            return self.root()
        if sign == "∂":
            return self.typed_derivative()
        if sign == "∇":
            return self.gradient()
        if sign == "∞":
            self.take()
            return Constant("inf")
        return self.refuse(f"an operand is expected here, not '{sign}'")

    def number(self) -> Tree:
        token = self.take()
        if token.text == "1" and (found := self.indicator()):
            return found
        following, after = self.token, self.ahead()
        close = following.start == token.stop and after.start == following.stop
        if close and following.text == "e" and after.text in ("+", "-"):
            self.refuse("write a power of ten as 10^{-8}; e is Euler's number", token)
        places = len(token.text.partition(".")[2])
        return Number(Fraction("0" + token.text), places)

    def bold(self) -> Tree:
        token = self.take()
        if token.text == "1" and (found := self.indicator()):
            return found
        if self.sees("_"):
            inside, self.at, _ = subscript(self.tokens, self.at, self.text)
            (size,) = self.within(inside).list_of_indices(1)
            return Apply("ones" if token.text == "1" else "zeros", (size,))
        if token.text == "0":
            return Number(Fraction(0))
        return self.refuse("say how long this vector of ones is: \\mathbf 1_N", token)

    def indicator(self) -> Tree | None:
        r"""What follows a 1 that is an indicator: `_{…}`, `[…]` or `\\{…\\}` round a condition."""
        start = self.at + 1 if self.sees("_") else self.at
        if self.tokens[start].text not in ("[", "{", "\\{", "("):
            return None
        end = closing(self.tokens, start, self.text)
        if not any(token.text in _RELATIONS for token in self.tokens[start:end]):
            return None
        inner = self.within(self.tokens[start + 1 : end])
        condition = inner.condition()
        inner.finish()
        self.at = end + 1
        return Indicator(condition)

    def within(self, tokens: Sequence[Token]) -> _Reader:
        """A reader of some of the tokens, one level deeper."""
        self.deeper()
        self.level -= 1
        end = tokens[-1].stop if tokens else self.token.start
        stop = Token("stop", "", end, end)
        return _Reader([*tokens, stop], self.text, self.vocabulary, self.level + 1, self.bound)

    def finish(self) -> None:
        if self.token.kind != "stop":
            self.refuse(self._surplus())

    # --- brackets ---------------------------------------------------------------------------

    def inside(self, opening: str, end: str) -> Tree:
        """What stands between two brackets; bars outside don't close inside."""
        self.expect(opening)
        bars, self.bars = self.bars, []
        content = self.chain()
        self.bars = bars
        self.skip("quad")
        return content

    def group(self) -> Tree:
        content = self.inside("{", "}")
        self.expect("}")
        if isinstance(content, Chain):
            self.refuse("a relation has no place inside these braces")
        return content

    def parenthesis(self) -> Tree:
        content = self.inside("(", ")")
        if self.sees(",") or self.begins_operand():
            return self.row_of(content, ")", upright=True)
        self.expect(")")
        return Indicator(_compare(content)) if isinstance(content, Chain) else content

    def bracket(self) -> Tree:
        content = self.inside("[", "]")
        if isinstance(content, Chain):
            self.expect("]")
            return Indicator(_compare(content))
        if self.sees(",", ";") or self.begins_operand():
            return self.row_of(content, "]", upright=False)
        self.expect("]")
        return Matrix(((content,),)) if isinstance(content, Matrix) else content

    def row_of(self, first: Tree, end: str, *, upright: bool) -> Tree:
        r"""`[a, b; c, d]`, `[a \\quad b]`, `[[a, b], [c, d]]`; `(a, b)` is a column."""
        rows: list[list[Tree]] = [[first]]
        while not self.sees(end):
            if self.skip(";", "newline"):
                rows.append([])
            self.skip(",", "quad")
            rows[-1].append(self.expression(0))
            self.skip("quad")
        self.expect(end)
        if len(rows) == 1 and all(isinstance(cell, Matrix) for cell in rows[0]):
            rows = [list(cell.rows[0]) for cell in rows[0] if isinstance(cell, Matrix)]
        elif upright and len(rows) == 1:
            rows = [[cell] for cell in rows[0]]
        return self.matrix_of(rows)

    def matrix_of(self, rows: Sequence[Sequence[Tree]]) -> Tree:
        if len({len(row) for row in rows}) != 1 or not rows[0]:
            self.refuse("the rows of this matrix have different lengths")
        if len(rows) * len(rows[0]) > MAX_CELLS:
            self.refuse(f"more than {MAX_CELLS} entries in a matrix")
        return Matrix(tuple(tuple(row) for row in rows))

    def _double_bar(self, token: Token) -> bool:
        """Whether a typed `||` is the end of one absolute value and more."""
        return "|" in self.bars and token.text == "‖" and token.stop - token.start == 2

    def bar(self, sign: str) -> Tree:
        self.take()
        self.bars.append(sign)
        content = self.expression(0)
        if sign == "|" and self._double_bar(self.token):
            token = self.token
            halves = [Token("op", "|", token.start + n, token.start + n + 1) for n in (0, 1)]
            self.tokens[self.at : self.at + 1] = halves
        self.bars.pop()
        self.expect(sign)
        if sign == "|":
            return Apply("abs", (content,))
        if self.sees("_"):
            inside, self.at, _ = subscript(self.tokens, self.at, self.text)
            kind = joined(inside)
            if kind not in ("1", "2", "F"):
                self.refuse(f"the norm with index '{kind}' isn't known: 1, 2 and F are")
            return Apply("norm1" if kind == "1" else "norm", (content,))
        return Apply("norm", (content,))

    # --- names and functions ----------------------------------------------------------------

    def named(self) -> Tree:
        """A name, a function, or one of the words that have a meaning of their own."""
        token = self.token
        if token.kind == "text" and token.text != "Var" and not self.vocabulary.knows(token.text):
            if token.text.lower().startswith("undefined"):
                self.take()
                return Constant("undefined")
            self.refuse(self._surplus())
        if token.kind == "accent" or token.text in self.bound or self._declared(token):
            return self.name()
        if self.vocabulary.function(token.text) is not None:
            return self.function()
        return self.special(token)

    def _declared(self, token: Token) -> bool:
        """Whether the word is a name here: of two roles, an argument in brackets decides."""
        base = token.text
        if base in self.vocabulary.functions and self._applied():
            return False
        return base in self.vocabulary.bases or base in self.vocabulary.indices

    def _applied(self) -> bool:
        after = self.at + 1
        while self.tokens[after].text == "'":
            after += 1
        if self.tokens[after].text == "_":
            after = subscript(self.tokens, after, self.text)[1]
        return self.tokens[after].text == "("

    def special(self, token: Token) -> Tree:
        word = token.text
        if word == "delta":
            return self.delta()
        if word == "I" and self.ahead().text == "_":
            self.take()
            inside, self.at, _ = subscript(self.tokens, self.at, self.text)
            return Apply("eye", self.within(inside).list_of_indices(1))
        if word in ("E", "Var") and self.ahead().text in ("_", "[", "("):
            return self.expectation("E" if word == "E" else "Var")
        if word == "cases" and self.ahead().text == "(":
            return self.typed_cases()
        if word in ("e", "pi"):
            self.take()
            return Constant("e" if word == "e" else "pi")
        if len(word) > 1 and word[0] == "d" and self._differential(self.at):
            return self.typed_derivative()
        return self.split(token)

    def split(self, token: Token) -> Tree:
        """A run of letters that is no name itself may be names side by side: `pX`."""
        if token.kind != "word" or len(token.text) > MAX_RUN:
            self.refuse(self._unknown(token))
        ways = self._segmentations(token.text)
        if len(ways) != 1 or len(ways[0]) == 1:
            readings = " or ".join(" ".join(way) for way in ways[:2])
            self.refuse(
                f"'{token.text}' may be {readings}: put signs between"
                if ways
                else self._unknown(token)
            )
        start = token.start
        pieces = []
        for piece in ways[0]:
            kind = "number" if piece.isdigit() else "word"
            pieces.append(Token(kind, piece, start, start + len(piece)))
            start += len(piece)
        self.tokens[self.at : self.at + 1] = pieces
        return self.named()

    def _segmentations(self, word: str) -> list[list[str]]:
        """At most two ways to cut a word into names that are known."""
        ways: list[list[list[str]]] = [[[]]]
        for end in range(1, len(word) + 1):
            here = []
            for start in range(end):
                piece = word[start:end]
                if ways[start] and self._piece(piece):
                    here += [[*way, piece] for way in ways[start]]
            ways.append(here[:2])
        return ways[-1]

    def _piece(self, piece: str) -> bool:
        return self.vocabulary.knows(piece) or piece in self.bound or piece in ("e", "pi")

    def _unknown(self, token: Token) -> str:
        names = ", ".join(sorted(set(self.vocabulary.names.values()))[:12])
        told = f"; this question declares {names}" if names else ""
        return f"'{token.text}' isn't a name that is known here{told}"

    def name(self) -> Tree:
        start = self.token
        if start.text in self.bound and start.kind != "accent":
            self.take()
            return Name(start.text)
        names = self.vocabulary.names
        written, self.at = read_written(self.tokens, self.at, self.text, lambda key: key in names)
        tree = self.resolve(written, start)
        return Transpose(tree) if written.transposed else tree

    def resolve(self, written: Written, start: Token) -> Tree:
        """What a written name means: a label in its subscript, or indices, or both."""
        names = self.vocabulary.names
        if written.loose and written.full_key not in names:
            written = self.loosen(written)
        if written.full_key in names:
            return self.called(names[written.full_key])
        if written.key in names:
            return self.entry(names[written.key], written.subscript, start)
        if written.label and f"{written._replace(label='·').key}" in names:
            return self.sample(written, start)
        for cut in range(1, len(written.subscript)):
            key = written._replace(subscript=written.subscript[:cut]).full_key
            if key in names:
                rest = written.subscript[cut:]
                return self.entry(names[key], rest[1:] if rest[0].text == "," else rest, start)
        for pieces in (self._spelled_out(written.subscript),):
            if len(pieces) > len(written.subscript):
                return self.resolve(written._replace(subscript=pieces, loose=False), start)
        if written.key in self.vocabulary.indices and not written.subscript:
            return Name(written.key)
        return self.refuse(f"'{written.full_key}' isn't declared{self._hint(written)}", start)

    def _hint(self, written: Written) -> str:
        near = sorted(key for key in self.vocabulary.names if key.split("^")[0] == written.base)
        return f"; '{near[0]}' is" if near else ""

    def loosen(self, written: Written) -> Written:
        """LaTeX takes one sign after a bare `_`: of `p_iy_i` the subscript is `i`."""
        (token,) = written.subscript
        rank = self.vocabulary.ranks.get(self.vocabulary.names.get(written.key, ""), 0)
        if token.kind != "word" or len(token.text) == 1 or len(token.text) <= rank:
            return written
        labelled = f"{written.key}_{token.text[0]}"
        if rank != 1 and labelled not in self.vocabulary.names:
            return written
        cut = token.start + 1
        self.tokens.insert(self.at, Token("word", token.text[1:], cut, token.stop))
        return written._replace(subscript=(Token("word", token.text[0], token.start, cut),))

    def _spelled_out(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Subscript words cut into single letters and digits."""
        pieces: list[Token] = []
        for token in tokens:
            whole = token.kind not in ("word", "number") or token.text in self.vocabulary.names
            for offset, sign in enumerate([token.text] if whole else token.text):
                kind = "number" if sign.isdigit() else token.kind
                pieces.append(Token(kind, sign, token.start + offset, token.start + offset + 1))
        return tuple(pieces)

    def sample(self, written: Written, start: Token) -> Tree:
        """`x^{(i)}` where the label in brackets was declared to be the first index."""
        name = self.vocabulary.names[written._replace(label="·").key]
        label = self.within([Token("word", written.label, start.start, start.stop)])
        rest = self.within(written.subscript).list_of_indices(None) if written.subscript else ()
        return Entry(Name(name), (*label.list_of_indices(1), *rest))

    def entry(self, name: str, inside: Sequence[Token], start: Token) -> Tree:
        if not inside:
            return self.called(name)
        rank = self.vocabulary.ranks.get(name, 0)
        indices = self.within(inside).list_of_indices(rank)
        if len(indices) != rank and not (len(indices) == 1 and name in self.vocabulary.samples):
            self.refuse(f"'{name}' has {rank} {'index' if rank == 1 else 'indices'}", start)
        return Entry(Name(name), indices)

    def called(self, name: str) -> Tree:
        """A name that was declared with arguments, `L(w)`, takes them along."""
        if not self.sees("("):
            return Name(name)
        end = closing(self.tokens, self.at, self.text)
        if name not in self.vocabulary.calls:
            if self._lists(self.at, end):
                self.refuse(f"'{name}' isn't declared as a function of several arguments")
        else:
            if joined(self.tokens[self.at : end + 1]) not in self.vocabulary.calls[name]:
                self.refuse(f"is this {name} times a bracket? then put a sign between them")
            self.at = end + 1
        return Name(name)

    def _lists(self, start: int, end: int) -> bool:
        """Whether a comma stands directly inside these brackets."""
        level = 0
        for token in self.tokens[start:end]:
            level += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
            if token.text == "," and level == 1:
                return True
        return False

    def list_of_indices(self, rank: int | None) -> tuple[Tree, ...]:
        """Indices separated by commas, or single letters and digits run together."""
        if any(token.text in (",", "+", "-", "*", "(") for token in self.tokens):
            found = [self.expression(0)]
            while self.skip(","):
                found.append(self.expression(0))
            self.finish()
            return tuple(found)
        whole = self.tokens[0]
        single = whole.kind == "number" or whole.text in self.vocabulary.names
        if rank == 1 and len(self.tokens) == 2 and single:
            return (self.one_index(whole),)
        return tuple(self.one_index(token) for token in self._spelled_out(self.tokens[:-1]))

    def one_index(self, token: Token) -> Tree:
        if token.text.isdigit():
            return Number(Fraction(token.text))
        if token.text in self.bound or token.text in self.vocabulary.indices:
            return Name(token.text)
        if token.text in self.vocabulary.names:
            return Name(self.vocabulary.names[token.text])
        return self.refuse(f"'{token.text}' isn't an index of this question", token)

    def delta(self) -> Tree:
        """Kronecker's delta: 1 where its two indices are equal."""
        start = self.take()
        if self.sees("_"):
            inside, self.at, _ = subscript(self.tokens, self.at, self.text)
            indices = self.within(inside).list_of_indices(2)
        else:
            indices = self.arguments()
        if len(indices) != 2:
            self.refuse("a Kronecker delta has two indices: \\delta_{ij}", start)
        return Apply("delta", indices)

    def function(self) -> Tree:
        r"""A function with its primes, power, index and argument: `\\tanh^2(z)`, `f'(x)`."""
        start = self.take()
        name = self.vocabulary.function(start.text) or start.text
        order, power, index = 0, None, None
        while self.sees("'", "^", "_"):
            if self.sees("'"):
                self.take()
                order += 1
            elif self.sees("^") and self.ahead().text in ("'", "{") and self.ahead(2).text == "'":
                self.at += 4
                order += 1
            elif self.sees("^"):
                power = self.function_power(start)
            else:
                index, self.at, _ = subscript(self.tokens, self.at, self.text)
        applied = self.indexed(Apply(name, self.function_arguments(start), order), index, start)
        return applied if power is None else Power(applied, power)

    def function_power(self, start: Token) -> Tree:
        self.take()
        power = self.script()
        if power == Negative(Number(Fraction(1))):
            self.refuse("f^{-1} may be an inverse or a reciprocal: write 1/f(x)", start)
        return power

    def indexed(self, applied: Apply, index: Sequence[Token] | None, start: Token) -> Tree:
        if index is None:
            return applied
        if applied.function == "log":
            base = self.within(index)
            return Quotient(applied, Apply("log", (base.expression(0),)))
        if applied.function in ("softmax", *self.vocabulary.functions.values()):
            return Entry(applied, self.within(index).list_of_indices(1))
        return self.refuse(f"an index on '{start.text}' has no meaning here", start)

    def function_arguments(self, start: Token) -> tuple[Tree, ...]:
        if self.sees("(", "\\{", "["):
            return self.arguments()
        if self.sees("{"):
            return (self.group(),)
        if start.text in _NO_BRACKETS or not self.begins_operand():
            self.refuse(f"'{start.text}' needs its argument in brackets", start)
        argument = self.postfix(self.atom())
        if self._runs_on():
            self.refuse(f"where does the argument of '{start.text}' end? put it in brackets", start)
        return (argument,)

    def _runs_on(self) -> bool:
        function = self.vocabulary.function(self.token.text) is not None
        return self.begins_operand() and not function

    def arguments(self) -> tuple[Tree, ...]:
        if not self.sees("(", "\\{", "["):
            self.refuse("an argument in brackets is expected here")
        end = {"(": ")", "\\{": "\\}", "[": "]"}[self.take().text]
        bars, self.bars = self.bars, []
        found = [self.expression(0)]
        while self.skip(","):
            found.append(self.expression(0))
        self.bars = bars
        self.expect(end)
        return tuple(found)

    # --- what follows an operand ------------------------------------------------------------

    def postfix(self, left: Tree) -> Tree:
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
        inside, self.at, loose = subscript(self.tokens, self.at, self.text)
        if loose and len(inside[0].text) > 1:
            self.refuse("put the indices in braces: _{…}", inside[0])
        return Entry(left, self.within(inside).list_of_indices(None))

    def superscript(self, left: Tree, *, raised: bool) -> Tree:
        start = self.take()
        if self._transposes():
            return Transpose(left)
        if raised:
            self.refuse("two powers in a row: put one in brackets", start)
        if self.sees("*"):
            self.refuse("a star isn't declared for this name", start)
        return Power(left, self.script())

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

    # --- fractions, roots and derivatives ---------------------------------------------------

    def fraction(self) -> Tree:
        start = self.take()
        if self.sees("{") and self._differential(self.at + 1):
            end = closing(self.tokens, self.at, self.text)
            if self.tokens[end + 1].text == "{" and self._differential(end + 2):
                return self.derivative(start)
        return Quotient(self.fraction_part(), self.fraction_part())

    def fraction_part(self) -> Tree:
        if self.token.kind == "number" and len(self.token.text) > 1:
            token = self.token
            digits = [
                Token("number", d, token.start + n, token.start + n + 1)
                for n, d in enumerate(token.text)
            ]
            self.tokens[self.at : self.at + 1] = digits
        if self.sees("{"):
            return self.group()
        return self.number() if self.token.kind == "number" else self.atom()

    def _differential(self, at: int) -> bool:
        """Whether a differential begins here: a ∂, or a d that isn't a declared name."""
        token = self.tokens[at]
        if token.text == "∂":
            return True
        if token.kind not in ("word", "letter") or not token.text.startswith("d"):
            return False
        if token.text == "d":
            after = self.tokens[at + 1]
            return after.kind in ("word", "letter", "accent") or after.text == "}"
        if self.vocabulary.knows(token.text) or token.text in BEGINS_WITH_D:
            return False
        return self.vocabulary.knows(token.text[1:])

    def d_sign(self) -> None:
        """Step over the ∂ or the d."""
        token = self.token
        words = self.vocabulary
        if token.text != "∂" and words.knows("d") and (token.text == "d" or "d" in words.ranks):
            self.refuse("d is a name here: write a derivative with \\partial")
        if token.text not in ("∂", "d"):
            rest = Token("word", token.text[1:], token.start + 1, token.stop)
            self.tokens[self.at] = rest
        else:
            self.take()
        if self.sees("^"):
            self.refuse("second derivatives can't be read")

    def derivative(self, start: Token) -> Tree:
        self.expect("{")
        self.d_sign()
        of = None if self.sees("}") else self.expression(0)
        self.expect("}")
        self.expect("{")
        self.d_sign()
        by = self.by_what()
        self.expect("}")
        if of is None:
            of = self.postfix(self.atom())
            if self._runs_on():
                self.refuse("put what is differentiated in brackets", start)
        return self.derived(of, by)

    def by_what(self) -> Name | Entry:
        start = self.token
        by = self.postfix(self.atom())
        if isinstance(by, Name) or (isinstance(by, Entry) and isinstance(by.base, Name)):
            return by
        return self.refuse("one differentiates by a declared name", start)

    def derived(self, of: Tree, by: Name | Entry) -> Tree:
        """A derivative; or the name that the question gives it."""
        declared = self.vocabulary.derivatives
        if Derivative(of, by) in declared:
            return Name(declared[Derivative(of, by)])
        if isinstance(by, Entry) and isinstance(by.base, Name):
            whole = Derivative(of, by.base)
            if whole in declared:
                return Entry(Name(declared[whole]), by.indices)
        return Derivative(of, by)

    def typed_derivative(self) -> Tree:
        """`∂L/∂h_j`, `dL/dh_j`."""
        start = self.token
        self.d_sign()
        of = self.postfix(self.atom())
        if not self.sees("/"):
            self.refuse("a differential on its own can't be read: write dL/dx", start)
        self.take()
        if not self._differential(self.at):
            self.refuse("the d of what one differentiates by is expected here")
        self.d_sign()
        return self.derived(of, self.by_what())

    def gradient(self) -> Tree:
        start = self.take()
        if not self.sees("_"):
            self.refuse("a gradient by what? write \\nabla_x", start)
        self.take()
        if self.sees("{"):
            self.take()
            by = self.by_what()
            self.expect("}")
        else:
            names = self.vocabulary.names
            token = self.token
            written, self.at = read_written(
                self.tokens, self.at, self.text, lambda key: key in names
            )
            if written.key not in names:
                self.refuse(self._unknown(token), token)
            by = Name(names[written.key])
        if self.sees("["):
            of = self.inside("[", "]")
            self.expect("]")
        else:
            of = self.postfix(self.atom())
        return self.derived(of, by)

    def root(self) -> Tree:
        self.take()
        if self.sees("["):
            degree = self.inside("[", "]")
            self.expect("]")
            return Power(self.group(), Quotient(Number(Fraction(1)), degree))
        return Apply("sqrt", (self.fraction_part(),))

    # --- sums, limits, expectations ---------------------------------------------------------

    def big(self, limit: int) -> Tree:
        kind = "prod" if self.take().text in ("∏", "prod") else "sum"
        low: Sequence[Token] = ()
        high: Tree | None = None
        while self.sees("_", "^"):
            if self.sees("_"):
                low, self.at, _ = subscript(self.tokens, self.at, self.text)
            else:
                self.take()
                high = self.script()
        ranges = self.ranges(low, high)
        outer, self.bound = self.bound, self.bound | {index for index, *_ in ranges}
        body = self.expression(_OVER if limit >= _OVER else _ADD + 1)
        self.bound = outer
        if limit >= _OVER and self.begins_operand():
            self.refuse("where does this sum end? put it in brackets")
        for index, start, end, condition in reversed(ranges):
            body = Over("prod" if kind == "prod" else "sum", index, start, end, condition, body)
        return body

    def ranges(
        self, low: Sequence[Token], high: Tree | None
    ) -> list[tuple[str, Tree | None, Tree | None, Tree | None]]:
        r"""What stands below a sum: `k=1`, `k`, `i,j`, `j \\in [M]`, `j \\neq i`."""
        if not low:
            self.refuse("a sum over what? write its index below it")
        if len(low) > 1 and low[1].text == "," and high is None:
            return [(self.index_letter(t), None, None, None) for t in low[::2]]
        index = self.index_letter(low[0])
        if len(low) == 1:
            return [(index, None if high is None else Number(Fraction(1)), high, None)]
        inner = self.within(low[2:])
        inner.bound = inner.bound | {index}
        bound = inner.chain() if low[1].text != "∈" else self.upper(inner)
        inner.finish()
        if low[1].text == "=" and high is not None:
            return [(index, bound, high, None)]
        if low[1].text == "∈":
            return [(index, Number(Fraction(1)), bound, None)]
        if low[1].text in _RELATIONS - {"="}:
            relation = cast(Relation, low[1].text)
            return [(index, None, high, Compare(relation, Name(index), bound))]
        return self.refuse("the upper bound of this sum is missing", low[0])

    def upper(self, inner: _Reader) -> Tree:
        r"""`[M]` or `\\{1, …, M\\}`: the range from one to M."""
        if inner.skip("\\{"):
            inner.take()
            inner.skip(",", "…")
            bound = inner.chain()
            inner.expect("\\}")
            return bound
        inner.expect("[")
        bound = inner.chain()
        inner.expect("]")
        return bound

    def index_letter(self, token: Token) -> str:
        letter = token.text
        if token.kind not in ("word", "letter") or len(letter) > 2:
            self.refuse("the index of a sum is one letter", token)
        if (
            letter in self.vocabulary.names
            and self.vocabulary.names[letter] in self.vocabulary.ranks
        ):
            self.refuse(f"'{letter}' is a name here and can't be an index as well", token)
        return letter

    def limit(self, limit: int) -> Tree:
        self.take()
        below, self.at, _ = subscript(self.tokens, self.at, self.text)
        if len(below) < 3 or below[1].text != "→":
            self.refuse("a limit needs x \\to a below it", below[0])
        variable = self.within(below[:1]).expression(0)
        if not isinstance(variable, Name):
            self.refuse("a limit is taken in a declared name", below[0])
        target = self.within(below[2:])
        end = target.expression(0)
        target.finish()
        return Limit(variable.name, end, self.expression(max(limit, _ADD + 1)))

    def expectation(self, kind: str) -> Tree:
        self.take()
        over: tuple[str, ...] = ()
        if self.sees("_"):
            inside, self.at, _ = subscript(self.tokens, self.at, self.text)
            over = tuple(self.random_name(t) for t in inside if t.text != ",")
        (body,) = self.arguments()
        return Expectation("E" if kind == "E" else "Var", over, body)

    def random_name(self, token: Token) -> str:
        if token.text not in self.vocabulary.names:
            self.refuse(self._unknown(token), token)
        return self.vocabulary.names[token.text]

    # --- environments -----------------------------------------------------------------------

    def environment(self) -> Tree:
        start = self.take()
        kind = start.text.rstrip("*")
        if kind == "cases":
            branches = self.branches()
            self.ends(kind)
            return Cases(branches)
        if kind not in ("pmatrix", "bmatrix", "matrix", "array", "vmatrix", "smallmatrix"):
            self.refuse(f"the environment '{kind}' can't be read here", start)
        rows = self.rows()
        self.ends(kind)
        return self.with_dots(rows, start)

    def ends(self, kind: str) -> None:
        if self.token.kind != "end" or self.token.text.rstrip("*") != kind:
            self.refuse(f"\\end{{{kind}}} is expected here")
        self.take()

    def rows(self) -> list[list[Tree | None]]:
        """The cells of a matrix; None where dots stand."""
        outer, self.level = self.level, self.level + 1
        bars, self.bars = self.bars, []
        rows: list[list[Tree | None]] = [[]]
        while self.token.kind not in ("end", "stop"):
            if self.skip("newline"):
                rows.append([])
            elif not self.skip("&", ","):
                dots = self.skip("…", "⋱")
                rows[-1].append(None if dots else self.expression(0))
        self.level, self.bars = outer, bars
        return [row for row in rows if row]

    def with_dots(self, rows: list[list[Tree | None]], start: Token) -> Tree:
        """A matrix; or, of `a_1, …, a_n`, the row or column that the dots stand for."""
        full = [[cell for cell in row if cell is not None] for row in rows]
        if full == rows and full:
            return self.matrix_of(full)
        upright = all(len(row) == 1 for row in rows)
        line = [row[0] for row in rows] if upright else rows[0] if len(rows) == 1 else []
        first, last = line[:-2], line[-1:]
        if len(line) < 3 or line[-2] is not None or None in first + last:
            self.refuse(
                "dots in a matrix can't be read: write it as a product, or with diag", start
            )
        shown = [cell for cell in (*first, *last) if cell is not None]
        return Apply("run_down" if upright else "run_right", _run(shown) or self.no_run(start))

    def no_run(self, start: Token) -> NoReturn:
        self.refuse(
            "the dots don't continue one pattern: the first entries and the last differ", start
        )

    def branches(self) -> tuple[Branch, ...]:
        outer, self.level = self.level, self.level + 1
        found: list[Branch] = []
        while self.token.kind not in ("end", "stop"):
            found.append(self.branch())
            self.skip("newline", ",", ".")
        self.level = outer
        if not found:
            self.refuse("these cases are empty")
        return tuple(found)

    def branch(self) -> Branch:
        value = self.chain()
        if isinstance(value, Chain):
            value = value.members[-1] if set(value.relations) == {"="} else self._no_chain()
        self._to_condition()
        if self.token.kind in ("text", "word") and self.token.text in _OTHERWISE:
            self.take()
            return Branch(value, None)
        return Branch(value, self.condition())

    def _no_chain(self) -> NoReturn:
        self.refuse("a case is a value and a condition, with & or a comma between them")

    def _to_condition(self) -> None:
        while True:
            words = self.token.kind in ("text", "word") and self.token.text in _CONDITION_WORDS
            if not words and not self.sees("&", ",", "quad"):
                return
            self.take()

    def typed_cases(self) -> Tree:
        """`cases(a if x > 0; b otherwise)`."""
        self.take()
        self.expect("(")
        outer, self.level = self.level, self.level + 1
        found = [self.branch()]
        while self.skip(";"):
            found.append(self.branch())
        self.level = outer
        self.expect(")")
        return Cases(tuple(found))


BEGINS_WITH_D = frozenset({"delta", "diag", "det"})


def _is_equation(tree: Tree) -> bool:
    return isinstance(tree, Chain) and tree.relations[0] == "="


def _compare(chain: Tree) -> Tree:
    """A chain read as a condition: each neighbouring pair compared."""
    if not isinstance(chain, Chain):
        return chain
    pairs = zip(chain.relations, chain.members, chain.members[1:], strict=False)
    found = tuple(Compare(relation, left, right) for relation, left, right in pairs)
    return found[0] if len(found) == 1 else Both(found)


def _run(shown: Sequence[Tree]) -> tuple[Tree, ...] | None:
    """The pattern of entries numbered 1, 2, … and last: (entry at `·`, last number).

    Each entry with its own number replaced must give one and the same pattern; else None.
    """
    last = _indices(shown[-1]) - _indices(shown[0])
    if len(last) != 1:
        return None
    numbers = [*(Number(Fraction(n)) for n in range(1, len(shown))), *last]
    patterns = {_marked(entry, number) for entry, number in zip(shown, numbers, strict=True)}
    return (patterns.pop(), *last) if len(patterns) == 1 else None


def _marked(tree: Tree, number: Tree) -> Tree:
    def mark(node: Tree) -> Tree:
        if not isinstance(node, Entry):
            return node
        return Entry(node.base, tuple(Name("·") if i == number else i for i in node.indices))

    return rewrite(tree, mark)


def _indices(tree: Tree) -> set[Tree]:
    return {index for node in walk(tree) if isinstance(node, Entry) for index in node.indices}
