"""Names and functions: labels, indices, layers, primes, arguments."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from grader.algebra.notation.brackets import Brackets
from grader.algebra.notation.precedence import OVER
from grader.algebra.notation.tokens import Token
from grader.algebra.notation.vocabulary import Written, closing, joined, read_written, subscript
from grader.algebra.tree import (
    Apply,
    Constant,
    Entry,
    Name,
    Negative,
    Number,
    Power,
    Quotient,
    Transpose,
    Tree,
)

MAX_RUN = 5  # letters run together; longer runs are more likely words

_NO_BRACKETS = frozenset({"softmax", "diag", "norm", "max", "min", "eye", "ones", "zeros"})


class Names(Brackets):
    """Reads what is written with letters."""

    def named(self) -> Tree:
        """A name, a function, or one of the words that have a meaning of their own."""
        token = self.token
        if token.kind == "text" and token.text != "Var" and not self.vocabulary.knows(token.text):
            if token.text.lower().startswith("undefined"):
                self.take()
                return Constant("undefined")
            self.refuse(self.surplus())
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
        """Words that mean something where no name is declared so."""
        word = token.text
        if word == "delta":
            return self.delta()
        if word == "I" and self.ahead().text == "_":
            self.take()
            return self.sized("eye")
        if word in ("E", "Var") and self.ahead().text in ("_", "[", "("):
            return self.expectation("E" if word == "E" else "Var")
        if word == "cases" and self.ahead().text == "(":
            return self.typed_cases()
        if word in ("e", "pi"):
            self.take()
            return Constant("e" if word == "e" else "pi")
        if len(word) > 1 and word[0] == "d" and self.differential(self.at):
            return self.typed_derivative()
        return self.split(token)

    def split(self, token: Token) -> Tree:
        """A run of letters that is no name itself may be names side by side: `pX`."""
        if token.kind != "word" or len(token.text) > MAX_RUN:
            self.refuse(self.unknown(token))
        ways = self._segmentations(token.text)
        if len(ways) != 1 or len(ways[0]) == 1:
            readings = " or ".join(" ".join(way) for way in ways[:2])
            self.refuse(
                f"'{token.text}' may be {readings}: put signs between"
                if ways
                else self.unknown(token)
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

    def unknown(self, token: Token) -> str:
        """Why a word can't be read."""
        names = ", ".join(sorted(set(self.vocabulary.names.values()))[:12])
        told = f"; this question declares {names}" if names else ""
        return f"'{token.text}' isn't a name that is known here{told}"

    def name(self) -> Tree:
        """A name with its accents, label and indices."""
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
            return self.whole(names[written.full_key])
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
        if rank == 0 and token.text[1:] in self.vocabulary.indices:
            return written  # of `x_ij` where x_i is the name
        if token.text[1:] in self.vocabulary.indices:
            self.refuse(f"put the indices in braces; '{written.key}' has {rank}", token)
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
        return Entry(Name(name), (label.only_index(), *rest))

    def entry(self, name: str, inside: Sequence[Token], start: Token) -> Tree:
        """A name with the indices of its subscript."""
        if not inside:
            return self.whole(name)
        rank = self.vocabulary.ranks.get(name, 0)
        indices = self.within(inside).list_of_indices(rank)
        if len(indices) != rank and not (len(indices) == 1 and name in self.vocabulary.samples):
            self.refuse(f"'{name}' has {rank} {'index' if rank == 1 else 'indices'}", start)
        self.called(name)  # f_i(x) is an entry of f(x); any other bracket is a factor
        return Entry(Name(name), indices)

    def whole(self, name: str) -> Tree:
        """A name without indices, and its arguments where it was declared with them."""
        if self.called(name) or not self.sees("("):
            return Name(name)
        if name in self.vocabulary.calls:
            self.refuse(f"is this {name} times a bracket? then put a sign between them")
        if self._lists(self.at):
            self.refuse(f"'{name}' isn't declared as a function of several arguments")
        return Name(name)

    def called(self, name: str) -> bool:
        """Step over the arguments that a name was declared with, `L(w)`; whether they are here."""
        if not self.sees("(") or name not in self.vocabulary.calls:
            return False
        end = closing(self.tokens, self.at, self.text) + 1
        if joined(self.tokens[self.at : end]) not in self.vocabulary.calls[name]:
            return False
        self.at = end
        return True

    def _lists(self, start: int) -> bool:
        """Whether a comma stands directly inside the brackets that open here."""
        level = 0
        for token in self.tokens[start : closing(self.tokens, start, self.text)]:
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

    def sized(self, filled: str) -> Tree:
        r"""Ones, zeros or an identity with the size below: `_n`, `_{m \times n}`."""
        inside, self.at, _ = subscript(self.tokens, self.at, self.text)
        sizes: list[list[Token]] = [[]]
        for token in inside:
            if token.text == "*":
                sizes.append([])
            else:
                sizes[-1].append(token)
        letters = self.bound | self.vocabulary.indices
        if unclear := [token for token in inside if token.text in letters]:
            self.refuse(f"'{unclear[0].text}' is an index here, not a size", unclear[0])
        if len(sizes) > 2 or not all(sizes):
            self.refuse("a size is expected here, or two: m \\times n", inside[0])
        return Apply(filled, tuple(self.within(size).only_index() for size in sizes))

    def only_index(self) -> Tree:
        """A subscript that is a single index or size."""
        found = self.list_of_indices(1)
        if len(found) != 1:
            self.refuse("one index or size is expected here", self.tokens[0])
        return found[0]

    def one_index(self, token: Token) -> Tree:
        """A number, an index letter or a size."""
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
        if index and (key := f"{start.text}_{joined(index)}") in self.vocabulary.functions:
            name, index = self.vocabulary.functions[key], None
        applied = self.indexed(Apply(name, self.function_arguments(start), order), index, start)
        return applied if power is None else Power(applied, power)

    def function_power(self, start: Token) -> Tree:
        r"""The power of `\sin^2 x`."""
        self.take()
        power = self.script()
        if power == Negative(Number(Fraction(1))):
            self.refuse("f^{-1} may be an inverse or a reciprocal: write 1/f(x)", start)
        return power

    def indexed(self, applied: Apply, index: Sequence[Token] | None, start: Token) -> Tree:
        """A function with a subscript: a base, or an index of its value."""
        if index is None:
            return applied
        if applied.function == "log":
            base = self.within(index)
            return Quotient(applied, Apply("log", (base.expression(0),)))
        if applied.function in ("softmax", *self.vocabulary.functions.values()):
            return Entry(applied, self.within(index).list_of_indices(1))
        return self.refuse(f"an index on '{start.text}' has no meaning here", start)

    def function_arguments(self, start: Token) -> tuple[Tree, ...]:
        """The arguments in brackets, or the one factor that follows."""
        if start.text.lower() == "diag" and self.sees("(") and self._lists(self.at):
            self.take()
            return (self.row_of(self.expression(0), ")", upright=False),)
        if self.sees("(", "\\{", "["):
            return self.arguments()
        if self.sees("{"):
            return self.arguments() if start.text in ("max", "min") else (self.group(),)
        if self.sees("∑", "∏"):
            return (self.expression(OVER),)  # refused where it isn't clear how far the sum goes
        if start.text in _NO_BRACKETS or not self.begins_operand():
            self.refuse(f"'{start.text}' needs its argument in brackets", start)
        argument = self.postfix(self.atom())
        if self.runs_on():
            self.refuse(f"where does the argument of '{start.text}' end? put it in brackets", start)
        return (argument,)

    def runs_on(self) -> bool:
        """Whether more follows an argument without brackets, so that its end is unclear."""
        function = self.vocabulary.function(self.token.text) is not None
        return self.begins_operand() and not function

    def arguments(self) -> tuple[Tree, ...]:
        """Arguments in brackets, separated by commas."""
        if not self.sees("(", "\\{", "[", "{"):
            self.refuse("an argument in brackets is expected here")
        end = {"(": ")", "\\{": "\\}", "[": "]", "{": "}"}[self.take().text]
        bars, self.bars = self.bars, []
        found = [self.expression(0)]
        while self.skip(","):
            found.append(self.expression(0))
        self.bars = bars
        self.expect(end)
        return tuple(found)
