"""Fractions, roots, derivatives, sums, limits, integrals and expectations."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from grader.algebra.notation.constructs.brackets import group, inside
from grader.algebra.notation.constructs.conditions import condition
from grader.algebra.notation.constructs.derivatives import (
    _begins_differential,
    derivative,
    gradient,
    typed_derivative,
)
from grader.algebra.notation.constructs.special import expectation
from grader.algebra.notation.constructs.spelled import subscript
from grader.algebra.notation.parser.reader import RELATIONS, Reader
from grader.algebra.notation.parser.table import ADD, OVER, Construct
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Apply,
    Compare,
    Constant,
    Entry,
    Limit,
    Name,
    Number,
    Over,
    Power,
    Quotient,
    Relation,
    Tree,
    unbound,
    walk,
)

_ONE = Number(Fraction(1))


def fraction(r: Reader) -> Tree:
    r"""`\frac{a}{b}`, `\frac12`, `\frac{\partial L}{\partial x}`."""
    start = r.take()
    if r.sees("{") and _begins_differential(r, r.at + 1):
        return derivative(r, start)
    top = part(r)
    return Quotient(top, part(r))


def part(r: Reader) -> Tree:
    r"""One argument of `\frac`: a group, or one sign."""
    if r.sees("{"):
        return group(r)
    if r.token.kind == "number" and len(r.token.text) > 1 and r.token.text.isdigit():
        return Number(Fraction(r.take_letters(1).text))
    if r.token.kind == "word" and len(r.token.text) > 1:
        return r.within([r.take_letters(1)]).expression(0)
    return r.atom()


def root(r: Reader) -> Tree:
    r"""`\sqrt{…}`, `\sqrt[3]{…}`, `√a`."""
    r.take()
    if r.sees("["):
        degree = inside(r, "[")
        r.expect("]")
        return Power(group(r), Quotient(_ONE, degree))
    return Apply("sqrt", (part(r),))


def binomial(r: Reader) -> Tree:
    r"""`\binom{n}{k}`."""
    r.take()
    top = part(r)
    return Apply("binomial", (top, part(r)))


Range = tuple[str, "Tree | None", "Tree | None", "Tree | None"]


def big(r: Reader, limit: int) -> Tree:
    """A sum or a product with what stands below and above it."""
    start = r.take()
    kind: Literal["sum", "prod"] = "prod" if start.text in ("∏", "prod") else "sum"
    low: Sequence[Token] = ()
    high: Tree | None = None
    above = False
    while r.sees("_", "^"):
        if r.sees("_"):
            low = _low(r)
        else:
            r.take()
            above = True
            high = _high(r)
    if not low and not above and r.style.loose:
        body = _body(r, limit)
        return Over(kind, _only_index(r, body, start), None, None, None, body)
    ranges = _ranges(r, low, high, above)
    outer, r.bound = r.bound, r.bound | {index for index, *_ in ranges}
    body = _body(r, limit)
    r.bound = outer
    for index, low_, high_, holds in reversed(ranges):
        body = Over(kind, index, low_, high_, holds, body)
    return body


def _body(r: Reader, limit: int) -> Tree:
    """What is summed: a term, or in a product the factors that follow."""
    body = r.expression(OVER if limit >= OVER else ADD + 1)
    if limit >= OVER and r.begins_operand():
        if r.choices.strict:
            r.refuse("where does this sum end? put it in brackets")
        while r.begins_operand():
            body = r.table.beside.read(r, body, True)
    return body


def _only_index(r: Reader, body: Tree, start: Token) -> str:
    r"""The index of `\sum x_i^2`: the one letter in it that nothing else declares."""
    named = r.bound | {*r.vocabulary.ranks, *r.vocabulary.sizes}
    entries = [node for node in walk(body) if isinstance(node, Entry)]
    letters = {n.name for entry in entries for n in entry.indices if isinstance(n, Name)}
    letters = letters & unbound(body) - named
    if len(letters) != 1:
        r.refuse("a sum over what? write its index below it", start)
    return letters.pop()


def _low(r: Reader) -> Sequence[Token]:
    r"""What stands below a sum; of a run of letters LaTeX takes the first: `\sum_ix_i`."""
    found, loose = subscript(r)
    first = found[0]
    if not loose or first.kind != "word" or len(first.text) == 1:
        return found
    r.move(r.at - 1)
    return [r.take_letters(1)]


def _high(r: Reader) -> Tree | None:
    """The upper bound; None for a size by another letter: the index runs over its axis."""
    at, offset = r.at, r.offset
    token = r.ahead() if r.sees("{") else r.token
    lone = token.kind in ("word", "letter") and not r.vocabulary.knows(token.text)
    single = not r.sees("{") or r.ahead(2).text == "}"
    if r.style.loose and lone and single and (len(token.text) == 1 or r.sees("{")):
        r.move(r.at + (3 if r.sees("{") else 1))
        return None
    r.move(at, offset)
    return r.read("script")


def _ranges(r: Reader, low: Sequence[Token], high: Tree | None, above: bool) -> list[Range]:
    r"""What stands below a sum: `k=1`, `k`, `i,j`, `j \in [M]`, `j \neq i`."""
    if not low:
        r.refuse("a sum over what? write its index below it")
    if len(low) > 1 and low[1].text == "," and high is None:
        return [(_letter(r, t), None, None, None) for t in low[::2]]
    index = _letter(r, low[0])
    if len(low) == 1:
        return [(index, None if high is None else _ONE, high, None)]
    inner = r.within(low[2:])
    inner.bound = inner.bound | {index}
    if low[1].text == "∈":
        return [_member(inner, index)]
    if low[1].text in (":", "|") and r.style.loose:
        holds = condition(inner)
        inner.finish()
        return [(index, None, high, holds)]
    bound = inner.equation()
    inner.finish()
    if low[1].text == "=" and (high is not None or (above and r.style.loose)):
        return [(index, bound if high is not None else None, high, None)]
    if low[1].text in RELATIONS - {"="}:
        relation: Relation = low[1].text  # type: ignore[assignment]  # one of RELATIONS
        if above and high is not None:
            return [(index, _ONE, high, Compare(relation, Name(index), bound))]
        return [(index, None, high, Compare(relation, Name(index), bound))]
    return r.refuse("the upper bound of this sum is missing", low[0])


def _member(inner: Reader, index: str) -> Range:
    r"""`[M]` or `\{1, …, M\}`: the range from one to M."""
    close = "]"
    if inner.skip("\\{"):
        inner.take()
        inner.skip(",", "…")
        close = "\\}"
    else:
        inner.expect("[")
    bound = inner.equation()
    inner.expect(close)
    inner.finish()
    return (index, _ONE, bound, None)


def _letter(r: Reader, token: Token) -> str:
    """The letter that a sum runs over."""
    letter = token.text
    if token.kind != "letter" and (token.kind != "word" or len(letter) > 2):
        r.refuse("the index of a sum is one letter", token)
    declared = r.vocabulary.names.get(letter)
    if declared in r.vocabulary.ranks and not r.style.loose:
        r.refuse(f"'{letter}' is a name here and can't be an index as well", token)
    return letter


def limit(r: Reader, power: int) -> Tree:
    r"""`\lim_{x \to a}` and what tends."""
    r.take()
    below, _ = subscript(r)
    if len(below) < 3 or below[1].text != "→":
        r.refuse("a limit needs x \\to a below it", below[0])
    variable = r.within(below[:1]).expression(0)
    if not isinstance(variable, Name):
        r.refuse("a limit is taken in a declared name", below[0])
    target = r.within(below[2:])
    end = target.expression(0)
    target.finish()
    return Limit(variable.name, end, r.expression(max(power, ADD + 1)))


def integral(r: Reader, power: int) -> Tree:
    r"""`\int_a^b f(x) dx`; without bounds, an antiderivative."""
    start = r.take()
    low: Tree | None = None
    high: Tree | None = None
    while r.sees("_", "^"):
        sign = r.take().text
        bound = r.read("script")
        low, high = (bound, high) if sign == "_" else (low, bound)
    if (low is None) != (high is None):
        r.refuse("an integral has both bounds or none", start)
    end, variable, after = _differential(r, start)
    outer, r.bound, before = r.bound, r.bound | {variable}, r.differential
    r.differential = end
    body = _ONE if r.at == end else r.expression(0)
    r.bound, r.differential, r.choices.variable = outer, before, variable
    if r.at != end:
        r.refuse(r.surplus())
    r.move(*after)
    return Over("integral", variable, low, high, None, body)


def _differential(r: Reader, start: Token) -> tuple[int, str, tuple[int, int]]:
    """Where the `dx` of an integral stands, its variable, and where the text goes on."""
    level = 0
    for at in range(r.at, len(r.tokens) - 1):
        token, after = r.tokens[at], r.tokens[at + 1]
        level += (token.text in _OPEN) - (token.text in _CLOSE) if token.kind == "op" else 0
        if level < 0:
            break
        if level or token.kind not in ("word", "letter"):
            continue
        if token.text == "d" and after.kind in ("word", "letter"):
            if after.kind == "letter" or len(after.text) == 1:
                return at, after.text, (at + 2, 0)
        elif token.kind == "word" and token.text[0] == "d" and len(token.text) == 2:
            return at, token.text[1], (at + 1, 0)
    return r.refuse("an integral over what? write its dx", start)


_OPEN, _CLOSE = frozenset({"(", "[", "{", "\\{"}), frozenset({")", "]", "}", "\\}"})


def infinite(r: Reader) -> Tree:
    """∞."""
    r.take()
    return Constant("inf")


def after_word(r: Reader) -> bool:
    """Whether `sum` or `prod` is a sign here, with its index below it or what is summed after."""
    after = r.ahead()
    if r.vocabulary.knows(r.token.text):
        return False
    if after.text == "(" and r.style.loose and not r.style.code:
        below = r.tokens[r.at + 2 : r.closing(r.at + 1)]
        return any(one.text == "_" and len(other.text) == 1 for one, other in pairwise(below))
    return after.text == "_" or (r.style.loose and after.kind in ("word", "letter"))


CONSTRUCTS = (
    Construct(
        "fraction", ("frac",), "atom", fraction, 0,
        ((r"\frac{p_i}{2}", "p_i/2"), (r"\frac12", "1/2"))),
    Construct(
        "binomial coefficient", ("binom",), "atom", binomial, 0,
        ((r"\binom{n}{2}", "binomial(n, 2)"),)),
    Construct("root", ("√",), "atom", root, 0, ((r"\sqrt{q_1}", "sqrt(q_{1})"),)),
    Construct(
        "derivative", ("∂",), "atom", typed_derivative, 0,
        ((r"\frac{\partial L}{\partial o_j}", "∂L/∂o_j"),
         ("dL/do_j", "∂L/∂o_j"), (r"\partial_{o_j} L", "∂L/∂o_j")),
    ),
    Construct("gradient", ("∇",), "atom", gradient, 0, ((r"\nabla_o L", "∂L/∂o"),)),
    Construct("infinity", ("∞",), "atom", infinite),
    Construct(
        "sum, product", ("∑", "∏"), "sign", big, 0,
        ((r"\sum_{k=1}^{M} y_k", "sum_{k=1}^{M} y_k"), (r"\sum_k y_k", "sum_{k} y_k")),
    ),
    Construct(
        "sum in words", ("sum", "Sum", "prod", "Sigma"), "big", big, 0,
        (("sum_k y_k", "sum_{k} y_k"),), after_word,
    ),
    Construct("limit", ("lim",), "big", limit, 0, (), lambda r: r.ahead().text == "_"),
    Construct(
        "integral", ("∫",), "sign", integral, 0,
        ((r"\int_0^1 x^2 \, dx", "∫_{0}^{1} (x^{2}) dx"),),
    ),
    Construct(
        "expectation, variance", ("expect",), "kind", expectation, 0,
        ((r"\mathbb{E}[R]", "E[R]"), ("Var[R]", "Var[R]")),
    ),
)  # fmt: skip
