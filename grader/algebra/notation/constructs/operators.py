"""Operators: sums, products, quotients, powers, transposes, signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from fractions import Fraction

from grader.algebra.notation.constructs.broadcasting import aligned
from grader.algebra.notation.constructs.ellipses import Kind, with_dots
from grader.algebra.notation.constructs.sized import open_size
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.table import (
    ADD,
    ALL,
    BESIDE,
    HADAMARD,
    OVER,
    SIGN,
    TIMES,
    Construct,
)
from grader.algebra.notation.text.signs import FRACTIONS
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Apply,
    Negative,
    Number,
    Product,
    ProductKind,
    Quotient,
    Sum,
    Transpose,
    Tree,
)

PERCENT = Fraction(1, 100)


def _term(r: Reader, left: Tree, grown: bool) -> Tree:
    """One more term; a run of terms is one sum."""
    sign = r.take()
    if sign.text == "-" and r.sees("="):
        r.refuse("an operand is expected here, not '='")
    terms = left.terms if grown and isinstance(left, Sum) else (left,)
    if sign.text == "+" and r.sees("…") and r.ahead().text == "+":
        return _joined(Sum, _run(r, "sum", terms, "+", ADD))
    term = r.expression(ADD)
    term = Negative(term) if sign.text == "-" else term
    left, term = _paired(r, left, term, sign)
    return Sum((*left.terms, term)) if grown and isinstance(left, Sum) else Sum((left, term))


def _run(r: Reader, kind: Kind, shown: Sequence[Tree], sign: str, power: int) -> Sequence[Tree]:
    """The terms or factors with those that the dots here stand for."""
    start = r.take()
    if sign:
        r.skip(sign)
    return with_dots(r, kind, shown, r.expression(power), start)


def _joined(node: Callable[[tuple[Tree, ...]], Tree], found: Sequence[Tree]) -> Tree:
    return found[0] if len(found) == 1 else node(tuple(found))


def _minus(r: Reader, limit: int) -> Tree:
    r.take()
    return Negative(r.expression(max(limit, SIGN)))


def _plus(r: Reader, limit: int) -> Tree:
    r.take()
    return r.prefix(limit)


def _grown(left: Tree, factor: Tree, kind: ProductKind, grown: bool) -> Tree:
    if grown and isinstance(left, Product) and left.kind == kind:
        return Product((*left.factors, factor), kind)
    return Product((left, factor), kind)


def _paired(r: Reader, left: Tree, right: Tree, start: Token) -> tuple[Tree, Tree]:
    """Two operands as numpy pairs them in code, most likely; or as they stand, columns."""
    if not r.style.code:
        return left, right
    found = aligned(left, right, r.vocabulary.ranks)
    if found == (left, right) or r.choose("paired", (0, 1), "", start):
        return left, right
    return found


def _times(r: Reader, left: Tree, grown: bool) -> Tree:
    start = r.take()
    factor = r.expression(TIMES)
    left, factor = _paired(r, left, factor, start)
    return _grown(left, factor, "⊙" if r.style.code else "*", grown)


def _dots(r: Reader, left: Tree, grown: bool) -> Tree:
    r"""`a_1 a_2 \cdots a_n`."""
    factors = left.factors if isinstance(left, Product) else (left,)
    return _joined(Product, _run(r, "prod", factors, "", BESIDE))


def _dot(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    if r.sees("…") and r.ahead().text == "·":
        factors = left.factors if isinstance(left, Product) else (left,)
        return _joined(Product, _run(r, "prod", factors, "·", TIMES))
    return _grown(left, r.expression(TIMES), "·", grown)


def _hadamard(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    return _grown(left, r.expression(HADAMARD), "⊙", grown)


def _outer(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    return _grown(left, r.expression(TIMES), "⊗", grown)


def _oslash(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    return Quotient(left, r.expression(TIMES))


def _beside(r: Reader, left: Tree, grown: bool) -> Tree:
    """Operands side by side; a number there is more likely a slip."""
    start = r.token
    indicator = start.text == "1" and r.ahead().text in ("[", "_", "{", "\\{")
    spaced = r.style.loose and r.style.latex
    if (
        start.kind == "number"
        and start.text == "1"
        and r.style.loose
        and isinstance(left, Transpose)
    ):
        r.take()
        return _grown(left, open_size(r, "ones", start), "*", grown)
    if start.kind == "number" and not indicator and not r.offset and not spaced:
        r.refuse("a number straight after a factor: put a sign between them")
    return _grown(left, r.expression(BESIDE), "*", grown)


def _all_over(r: Reader, left: Tree, grown: bool) -> Tree:
    r"""TeX's own quotient, `{a + b \over c}`."""
    r.take()
    return Quotient(left, r.expression(ALL))


def _over(r: Reader, left: Tree, grown: bool) -> Tree:
    r"""A quotient; what stands beside its bottom may belong to it: `1/N X`, `1/2\pi`."""
    start = r.take()
    bottom = r.expression(OVER)
    if r.style.code:
        return Quotient(*_paired(r, left, bottom, start))
    if not r.begins_operand():
        return Quotient(left, bottom)
    tight = r.tokens[r.at - 1].stop == r.token.start and r.token.text not in ("(", "[", "{")
    costs = (1, 0) if tight else (0, 1)
    message = "a/b c has two readings: write (a/b) c or a/(b c)"
    if r.choose(("over", start.start), costs, message, start) == 0:
        return Quotient(left, bottom)
    factors = [bottom]
    while r.begins_operand():
        factors.append(r.expression(BESIDE))
    return Quotient(left, Product(tuple(factors), "*"))


def _floored(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    return Apply("floor", (Quotient(left, r.expression(OVER)),))


def _fraction(r: Reader) -> Tree:
    value = Fraction(unicodedata.numeric(r.take().text)).limit_denominator(9)
    return Quotient(Number(Fraction(value.numerator)), Number(Fraction(value.denominator)))


CONSTRUCTS = (
    Construct("sum", ("+", "-"), "infix", _term, ADD, ((r"a + b - c", "a + b - c"),)),
    Construct("sign", ("-",), "sign", _minus, SIGN),
    Construct("sign", ("+",), "sign", _plus, SIGN),
    Construct(
        "product of matrices, vectors and numbers", ("*",), "infix", _times, TIMES,
        (("W2 * p", "W2 * p"), (r"W_2 \times p", "W2 * p")),
    ),
    Construct("product side by side", ("",), "infix", _beside, BESIDE, (("W_2 p", "W2 * p"),)),
    Construct(
        "dot product", ("·", "@"), "infix", _dot, TIMES,
        ((r"p \cdot y", "p · y"), ("p @ y", "p · y")),
    ),
    Construct(
        "entrywise product", ("⊙",), "infix", _hadamard, HADAMARD,
        ((r"p \odot y", "p ⊙ y"),)),
    Construct("outer product", ("⊗",), "infix", _outer, TIMES, ((r"p \otimes y", "p ⊗ y"),)),
    Construct("entrywise quotient", ("⊘",), "infix", _oslash, TIMES, ((r"y \oslash p", "y/p"),)),
    Construct(
        "sum or product with dots", ("…",), "infix", _dots, TIMES,
        ((r"y_1 + y_2 + \dots + y_M", "sum_{k=1}^{M} y_k"),
         (r"1 \cdot 2 \cdots n", "prod_{k=1}^{n} k")),
    ),
    Construct("quotient", ("/",), "infix", _over, TIMES, (("y_i/p_i", "y_i/p_i"),)),
    Construct("quotient in whole numbers", ("//",), "infix", _floored, TIMES, (
        ("n // 2", "floor(n/2)"),)),
    Construct("fraction in one sign", tuple(FRACTIONS), "atom", _fraction, 0, (
        ("⅔ y_i", "(2/3) * y_i"),)),
    Construct("quotient of all that stands in a group", ("over",), "infix", _all_over, ALL, (
        (r"{y_i - 1 \over n + 1}", "(y_i - 1)/(n + 1)"),)),
)  # fmt: skip
