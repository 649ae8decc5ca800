r"""Sums and products with dots: `1 + 2 + \dots + n`, `a_1 a_2 \cdots a_n`, `n (n-1) \cdots 1`.

The terms before the dots and the one after them must follow one pattern, in which whole numbers
go up by a fixed step from term to term; or else nothing is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    NODES,
    Entry,
    Name,
    Negative,
    Number,
    Over,
    Power,
    Product,
    Quotient,
    Sum,
    Tree,
    parts,
    unbound,
    walk,
)

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))
_LETTERS = "kmrstuvw"
Kind = Literal["sum", "prod"]


def with_dots(r: Reader, kind: Kind, shown: Sequence[Tree], last: Tree, start: Token) -> list[Tree]:
    """The terms before the pattern, and one for all that follow it."""
    used = {name for term in (*shown, last) for name in unbound(term)}
    letter = next((letter for letter in _LETTERS if letter not in used), "§")
    if _counts_down(shown, last):
        return [Over(kind, letter, last, shown[0], None, Name(letter))]
    for skipped in range(len(shown)):
        pattern = _Pattern(letter)
        body = pattern.of(tuple(shown[skipped:]), last)
        numbered = isinstance(body, NODES) and any(isinstance(n, Entry) for n in walk(body))  # type: ignore[arg-type]  # as NODES lists
        if body is not None and pattern.high is not None and (numbered or not skipped):
            low = Number(Fraction(pattern.low))
            return [*shown[:skipped], Over(kind, letter, low, pattern.high, None, body)]
    return r.refuse("the dots don't continue one pattern: write the sum with \\sum", start)


def _counts_down(shown: Sequence[Tree], last: Tree) -> bool:
    """Whether terms are `n`, `n - 1`, … down to a last one."""
    steps = [
        Sum((shown[0], Negative(Number(Fraction(n))))) if n else shown[0] for n in range(len(shown))
    ]
    return len(shown) > 1 and list(shown) == steps and isinstance(last, (Number, Name, Sum))


@dataclass
class _Pattern:
    """What terms have in common: a tree in which a letter runs from `low` to `high`."""

    letter: str
    low: int = 1
    high: Tree | None = None

    def of(self, first: tuple[Any, ...], last: Any) -> Any:
        """The pattern of the first terms and the last; None where there is none."""
        if all(part == last for part in first):
            return last
        if all(isinstance(part, Number) for part in first):
            return self._counted(first, last)
        if isinstance(last, tuple):
            if any(len(part) != len(last) for part in first):
                return None
            found = tuple(
                self.of(column[:-1], column[-1]) for column in zip(*first, last, strict=True)
            )
            return None if None in found else found
        if not isinstance(last, NODES):
            return None
        alike = _alike(first, last)
        if alike is None:
            return None
        terms, last = alike
        keys = parts(last)
        inner = {k: self.of(tuple(parts(t)[k] for t in terms), keys[k]) for k in keys}
        return None if None in inner.values() else type(last)(**inner)

    def _counted(self, numbers: Sequence[Number], last: Tree) -> Tree | None:
        """Numbers that go up by one step: the letter times the step, and what is added to it."""
        if isinstance(last, Power) and (roots := _roots(numbers, last.exponent)) is not None:
            base = self.of(roots, last.base)
            return None if base is None else Power(base, last.exponent)
        powers = _alike(numbers, last) if isinstance(last, Power) else None
        values = [number.value for number in numbers]
        steps = {b - a for a, b in pairwise(values)} or {Fraction(1)}
        even = len(steps) == 1 and min(steps) >= 1 and {v.denominator for v in values} == {1}
        alone = len(values) == 1
        if powers is not None and isinstance(last, Power) and not alone:
            exponents = tuple(term.exponent for term in powers[0])
            exponent = None if even else self.of(exponents, last.exponent)
            return None if exponent is None else Power(last.base, exponent)
        if not even or (alone and (values[0] not in (0, 1) or not _plain(last))):
            return None
        step = min(steps)
        if self.high is None:
            self.low = int(values[0]) if step == 1 else 1
            shift = values[0] - step * self.low
            self.high = _divided(_moved(last, -shift), step)
            return _moved(_scaled(Name(self.letter), step), shift)
        shift = values[0] - step * self.low
        same = last in (_moved(_scaled(self.high, step), shift), _shown(self.high, step, shift))
        return _moved(_scaled(Name(self.letter), step), shift) if same else None


def _roots(numbers: Sequence[Number], exponent: Tree) -> tuple[Number, ...] | None:
    """Of 1, 4, 9 beside n^2 the 1, 2, 3."""
    if not isinstance(exponent, Number) or exponent.value not in (2, 3) or len(numbers) < 2:
        return None
    roots = [next((k for k in range(30) if k**exponent.value == n.value), None) for n in numbers]
    return None if None in roots else tuple(Number(Fraction(k)) for k in roots if k is not None)


def _plain(tree: Tree) -> bool:
    """Whether it is plain how far a single first term goes on: to `n` or `n - 1`."""
    terms = tree.terms if isinstance(tree, Sum) else (tree,)
    return all(
        isinstance(t.operand if isinstance(t, Negative) else t, (Name, Number)) for t in terms
    )


def _moved(tree: Tree, shift: Fraction) -> Tree:
    if not shift:
        return tree
    number = Number(abs(shift))
    return Sum((tree, number if shift > 0 else Negative(number)))


def _scaled(tree: Tree, step: Fraction) -> Tree:
    return tree if step == 1 else Product((Number(step), tree), "*")


def _divided(tree: Tree, step: Fraction) -> Tree:
    return tree if step == 1 else Quotient(tree, Number(step))


def _shown(high: Tree, step: Fraction, shift: Fraction) -> Tree:
    """A last number as it may be written where another went up to `n - 1` or `n + 1`."""
    if step == 1 and isinstance(high, Sum) and len(high.terms) == 2:
        base, more = high.terms
        if isinstance(more, Number):
            return _moved(base, more.value + shift)
        if isinstance(more, Negative) and isinstance(more.operand, Number):
            return _moved(base, shift - more.operand.value)
    return _moved(_scaled(high, step), shift)


# --- terms in the form of the last ----------------------------------------------------------------


def _alike(terms: Sequence[Any], last: Any) -> tuple[tuple[Any, ...], Any] | None:
    """The terms written as the last one is: `x` as x^1 beside x^n, 1 as 1/1; None if they can't."""
    if isinstance(last, Product) and last.kind == "*":
        terms = [replace(t, kind="*") if _dotted(t) else t for t in terms]
    if all(type(term) is type(last) for term in terms) and not _longer(terms, last):
        return tuple(terms), last
    if isinstance(last, Quotient):
        return tuple(t if isinstance(t, Quotient) else Quotient(t, _ONE) for t in terms), last
    if isinstance(last, Power):
        powers = [_power(term, last.base) for term in terms]
        return None if None in powers else (tuple(powers), last)
    if isinstance(last, Product) and last.kind in ("*", "·"):
        return _with_power(terms, last)
    return None


def _dotted(term: Any) -> bool:
    return isinstance(term, Product) and term.kind == "·"


def _longer(terms: Sequence[Any], last: Any) -> bool:
    return isinstance(last, Product) and any(len(t.factors) != len(last.factors) for t in terms)


def _power(term: Tree, base: Tree) -> Power | None:
    """A term as a power of a base."""
    if isinstance(term, Power) and term.base == base:
        return term
    if term == base:
        return Power(base, _ONE)
    if term == _ONE:
        return Power(base, _ZERO)
    if isinstance(term, Number) and isinstance(base, Number) and base.value > 1:
        for exponent in range(2, 12):
            if base.value**exponent == term.value:
                return Power(base, Number(Fraction(exponent)))
    return None


def _with_power(terms: Sequence[Any], last: Product) -> tuple[tuple[Any, ...], Any] | None:
    """`a`, `a r`, `a r^2` as products of a coefficient and a power."""
    raised = [f for f in last.factors if isinstance(f, Power)]
    if len(raised) != 1:
        return None
    found = []
    for term in (*terms, last):
        factors = list(term.factors) if isinstance(term, Product) else [term]
        powers = [f for f in factors if f != _ONE and _power(f, raised[0].base) is not None]
        if len(powers) > 1:
            return None
        power = _power(powers[0], raised[0].base) if powers else Power(raised[0].base, _ZERO)
        rest = [f for f in factors if f not in powers]
        found.append(Product((_product(rest), power), "*"))  # type: ignore[arg-type]  # a power
    return tuple(found[:-1]), found[-1]


def _product(factors: Sequence[Tree]) -> Tree:
    if not factors:
        return _ONE
    return factors[0] if len(factors) == 1 else Product(tuple(factors), "*")
