"""Words and signs with a meaning of their own: delta, e, pi, I, E, Var, Pr."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from grader.algebra.notation.constructs.broadcasting import rank
from grader.algebra.notation.constructs.conditions import condition
from grader.algebra.notation.constructs.derivatives import _begins_differential, typed_derivative
from grader.algebra.notation.constructs.functions import arguments, constant
from grader.algebra.notation.constructs.indices import list_of_indices
from grader.algebra.notation.constructs.piecewise import piecewise, unit_step
from grader.algebra.notation.constructs.resolving import unknown
from grader.algebra.notation.constructs.sized import indicator
from grader.algebra.notation.constructs.spelled import subscript
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.table import Construct
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Apply,
    Constant,
    Expectation,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Tree,
)


def expectation(r: Reader) -> Tree:
    """`E_R[…]` or `Var(…)`."""
    kind = "E" if r.take().text in ("E",) else "Var"
    over: tuple[str, ...] = ()
    if r.sees("_"):
        below, _ = subscript(r)
        over = _random_names(r, below)
    found = arguments(r)
    if len(found) != 1:
        r.refuse("an expectation is of one expression")
    return Expectation("E" if kind == "E" else "Var", over, found[0])


def _random_names(r: Reader, below: Sequence[Token]) -> tuple[str, ...]:
    known = [t.text for t in below if t.text in r.vocabulary.names]
    if any(t.text == "∼" for t in below):
        return tuple(r.vocabulary.names[n] for n in known[:1])
    for token in below:
        if token.text != "," and token.text not in r.vocabulary.names:
            r.refuse(unknown(r, token), token)
    return tuple(r.vocabulary.names[n] for n in known)


def special(r: Reader) -> Tree | None:
    """What a word means where no name is declared so; None for nothing."""
    word, after = r.token.text, r.ahead().text
    if r.token.kind == "text" and word.lower().startswith("undefined"):
        r.take()
        return Constant("undefined")
    found = _SPECIAL.get(word)
    if found is not None:
        return found(r)
    if word in ("E", "Var", "Cov") and after in ("_", "[", "("):
        return expectation(r)
    if word == "cases" and after == "(":
        return r.read("typed_cases")
    if word == "Piecewise" and after == "(":
        return piecewise(r)
    step = unit_step(r)
    if step is not None:
        return step
    if len(word) > 1 and word[0] == "d" and _begins_differential(r, r.at):
        return typed_derivative(r)
    if word == "d" and r.style.loose and _begins_differential(r, r.at):
        return typed_derivative(r)
    if word.startswith("delta_") or r.token.kind == "text":
        r.refuse(r.surplus() if r.token.kind == "text" else unknown(r, r.token))
    return r.find("code_function")


_DEFINES_DENSITY = re.compile(r"N\s*\}?\s*(?:\\left\s*)?\([^()]*(?:mid|\||;)[^()]*\)\s*&?\s*=")


def normal_density(r: Reader) -> Tree | None:
    r"""`\mathcal{N}(x \mid \mu, \sigma^2)` of numbers; None for anything else."""
    if r.token.text != "N" or r.ahead().text != "(" or not r.style.loose:
        return None
    end = r.closing(r.at + 1)
    inside = r.tokens[r.at + 2 : end]
    bars = [n for n, token in enumerate(inside) if token.text in ("|", ";")]
    if len(bars) != 1 or not any(token.text == "," for token in inside[bars[0] :]):
        return None
    if _DEFINES_DENSITY.search(r.text):
        return None  # what they say it is may be wrong
    start = r.take()
    at = r.within(inside[: bars[0]]).expression(0)
    r.move(r.at + bars[0] + 1)
    r.take()
    r.bars, bars_before = (), r.bars
    mean = r.expression(0)
    r.expect(",")
    spread = r.expression(0)
    r.bars = bars_before
    r.expect(")")
    if any(rank(part, r.vocabulary.ranks) for part in (at, mean, spread)):
        r.refuse("the density of a vector: write its formula", start)
    two = Number(Fraction(2))
    square = Power(Sum((at, Negative(mean))), two)
    top = Apply("exp", (Negative(Quotient(square, Product((two, spread), "*"))),))
    return Quotient(top, Apply("sqrt", (Product((two, Constant("pi"), spread), "*"),)))


def _delta(r: Reader) -> Tree:
    """Kronecker's delta: 1 where its two indices are equal."""
    start = r.take()
    if r.sees("_", "^"):
        found: tuple[Token, ...] = ()
        while r.sees("_", "^") and len(found) < 2:  # `δ_i^j`; Unicode has one sign for each index
            found = (*found, *subscript(r)[0])
        indices = list_of_indices(r.within(found), 2)
    elif r.sees("(", "["):
        indices = arguments(r)
    else:
        r.refuse("a Kronecker delta has two indices: \\delta_{ij}", start)
    if len(indices) != 2:
        r.refuse("a Kronecker delta has two indices: \\delta_{ij}", start)
    return Apply("delta", indices)


def _identity(r: Reader) -> Tree | None:
    """An identity matrix, or an indicator: `I_n`, `I_{ij}`, `I(i = j)`."""
    if not (r.style.loose or r.ahead().text == "_"):
        return None
    start = r.take()
    if r.style.loose and (found := indicator(r)):
        return found
    if r.sees("_"):
        return r.read("sized", "eye")
    return r.read("open_size", "eye", start)


def _constant(r: Reader) -> Tree:
    if r.token.text == "pi" and r.ahead().text == "_":
        r.refuse(unknown(r, r.token))  # a policy
    return constant(r.take().text)


def _probability(r: Reader) -> Tree | None:
    r"""`\Pr(r = 1)`: the mean of the indicator."""
    if r.ahead().text not in ("(", "["):
        return None
    r.take()
    end = r.closing()
    r.take()
    inner = r.inside(end)
    holds = condition(inner)
    inner.finish()
    r.take()
    return Expectation("E", (), r.read("masked", holds))


CONSTRUCTS = (
    Construct(
        "density of a normal distribution", ("N",), "kind", normal_density, 0,
        ((r"\mathcal{N}(x \mid a, b^2)",
          "exp(-(x - a)^{2}/(2 * b^{2}))/sqrt(2 * pi * b^{2})"),),
        lambda r: r.ahead().text == "(",
    ),
)  # fmt: skip


_SPECIAL = {
    "delta": _delta, "I": _identity, "e": _constant, "pi": _constant, "Pr": _probability,
}  # fmt: skip
