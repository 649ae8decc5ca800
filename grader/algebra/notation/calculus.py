"""Fractions, derivatives, roots, sums, limits and expectations."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

from grader.algebra.notation.cursor import Cursor
from grader.algebra.notation.names import Names
from grader.algebra.notation.precedence import ADD, OVER, RELATIONS
from grader.algebra.notation.tokens import Token
from grader.algebra.notation.vocabulary import closing, read_written, subscript
from grader.algebra.tree import (
    Apply,
    Compare,
    Derivative,
    Entry,
    Expectation,
    Limit,
    Name,
    Number,
    Over,
    Power,
    Quotient,
    Relation,
    Tree,
)

_BEGINS_WITH_D = frozenset({"delta", "diag", "det"})


class Calculus(Names):
    """Reads what calculus writes."""

    def fraction(self) -> Tree:
        r"""`\frac{…}{…}`: a quotient, or a derivative."""
        start = self.take()
        if self.sees("{") and self.differential(self.at + 1):
            end = closing(self.tokens, self.at, self.text)
            if self.tokens[end + 1].text == "{" and self.differential(end + 2):
                return self.derivative(start)
        return Quotient(self.fraction_part(), self.fraction_part())

    def fraction_part(self) -> Tree:
        """One part of a fraction: a group, or one sign."""
        if self.token.kind == "number" and len(self.token.text) > 1:
            token = self.token
            digits = [
                Token("number", d, token.start + n, token.start + n + 1)
                for n, d in enumerate(token.text)
            ]
            self.tokens[self.at : self.at + 1] = digits
        if self.sees("{"):
            return self.group()
        return self.atom()

    def differential(self, at: int) -> bool:
        """Whether a differential begins here: a ∂, or a d that isn't a declared name."""
        token = self.tokens[at]
        if token.text == "∂":
            return True
        if token.kind not in ("word", "letter") or not token.text.startswith("d"):
            return False
        if token.text == "d":
            after = self.tokens[at + 1]
            return after.kind in ("word", "letter", "accent") or after.text == "}"
        if self.vocabulary.knows(token.text) or token.text in _BEGINS_WITH_D:
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
        r"""`\frac{\partial …}{\partial …}`, also as an operator on what follows."""
        self.expect("{")
        self.d_sign()
        function = self.vocabulary.function(self.token.text) if self.ahead().text == "}" else None
        if function is not None and self.token.text not in self.vocabulary.bases:
            self.take()
        of = None if self.sees("}") else self.expression(0)
        self.expect("}")
        self.expect("{")
        self.d_sign()
        by = self.by_what()
        self.expect("}")
        if function is not None and of is None:
            return Derivative(Apply(function, (by,)), by)  # of `df/dx`, where f is a function
        if of is None:
            of = self.big(ADD) if self.sees("∑", "∏") else self.postfix(self.atom())
            if self.runs_on():
                self.refuse("put what is differentiated in brackets", start)
        return self.derived(of, by)

    def by_what(self) -> Name | Entry:
        """The name or entry that one differentiates by."""
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
        if not self.differential(self.at):
            self.refuse("the d of what one differentiates by is expected here")
        self.d_sign()
        return self.derived(of, self.by_what())

    def gradient(self) -> Tree:
        r"""`\nabla_x[L]`, `\nabla_x L`, or `\nabla L(x)` where L is declared with its `(x)`."""
        start = self.take()
        if not self.sees("_"):
            by = self.argument_written() or self.refuse(
                "a gradient by what? write \\nabla_x", start
            )
            return self.derived(self.postfix(self.atom()), by)
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
                self.refuse(self.unknown(token), token)
            by = Name(names[written.key])
        if self.sees("["):
            of = self.inside("[", "]")
            self.expect("]")
        else:
            of = self.postfix(self.atom())
        return self.derived(of, by)

    def argument_written(self) -> Name | Entry | None:
        """The x of an `L(x)` that stands here."""
        if self.token.kind not in ("word", "letter"):
            return None
        names = self.vocabulary.names
        _, after = read_written(self.tokens, self.at, self.text, lambda key: key in names)
        if self.tokens[after].text != "(":
            return None
        inner = self.within(self.tokens[after + 1 : closing(self.tokens, after, self.text)])
        found = inner.by_what()
        inner.finish()
        return found

    def root(self) -> Tree:
        r"""`\sqrt{…}`, `\sqrt[3]{…}`."""
        self.take()
        if self.sees("["):
            degree = self.inside("[", "]")
            self.expect("]")
            return Power(self.group(), Quotient(Number(Fraction(1)), degree))
        return Apply("sqrt", (self.fraction_part(),))

    def big(self, limit: int) -> Tree:
        """A sum or a product with what stands below and above it."""
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
        body = self.expression(OVER if limit >= OVER else ADD + 1)
        self.bound = outer
        if limit >= OVER and self.begins_operand():
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
        if low[1].text in RELATIONS - {"="}:
            relation = cast(Relation, low[1].text)
            return [(index, None, high, Compare(relation, Name(index), bound))]
        return self.refuse("the upper bound of this sum is missing", low[0])

    def upper(self, inner: Cursor) -> Tree:
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
        """The letter that a sum runs over."""
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
        r"""`\lim_{x \to a}` and what tends."""
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
        return Limit(variable.name, end, self.expression(max(limit, ADD + 1)))

    def expectation(self, kind: str) -> Tree:
        """`E_R[…]` or `Var(…)`."""
        self.take()
        over: tuple[str, ...] = ()
        if self.sees("_"):
            inside, self.at, _ = subscript(self.tokens, self.at, self.text)
            over = tuple(self.random_name(t) for t in inside if t.text != ",")
        (body,) = self.arguments()
        return Expectation("E" if kind == "E" else "Var", over, body)

    def random_name(self, token: Token) -> str:
        """A name that an expectation is taken over."""
        if token.text not in self.vocabulary.names:
            self.refuse(self.unknown(token), token)
        return self.vocabulary.names[token.text]
