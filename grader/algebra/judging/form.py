"""A form that trivial rewritings share: order, `+ 0`, `1 ·`, 2(…)/2, -(a - b), bound letters.

Nothing is expanded, no definition is put in, no function evaluated: what those do is a step. A
form is a coefficient times powers of atoms that commute, and then factors that keep their order,
because matrices do. A sum is an atom too, divided by its rational content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any, TypeAlias

from grader.algebra.model.model import Model
from grader.algebra.tree import (
    Apply,
    Cases,
    Compare,
    Constant,
    Derivative,
    Entry,
    Expectation,
    Matrix,
    Name,
    Negative,
    Number,
    Over,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    Tree,
    children,
    parts,
    unbound,
)

_NUMBERS = frozenset({"delta", "norm", "norm1", "tr"})
_ARRAYS = frozenset({"eye", "ones", "zeros", "run_down", "run_right", "grid"})  # of numbers
_MAX_POWER = 64


@dataclass(frozen=True, slots=True)
class Form:
    """`coefficient · Π atom^power · (factors in their order)`."""

    coefficient: Fraction
    powers: tuple[tuple[Any, Fraction], ...] = ()
    factors: tuple[Any, ...] = ()

    @property
    def body(self) -> Any:
        """All but the coefficient."""
        return self.powers, self.factors


Terms: TypeAlias = "dict[Any, Fraction]"
"""A sum: the bodies of its terms with their coefficients."""


@dataclass(frozen=True)
class Former:
    """Brings trees to their form; with `cancel`, equal factors above and below a line cancel."""

    model: Model
    cancel: bool = True
    bound: tuple[str, ...] = field(default=())

    def form(self, tree: Tree) -> Form:
        """The form of a tree."""
        if isinstance(tree, Number):
            return Form(tree.value)
        if isinstance(tree, Sum):
            return _joined(self.terms(tree))
        if isinstance(tree, Negative):
            inner = self.form(tree.operand)
            return replace(inner, coefficient=-inner.coefficient)
        if isinstance(tree, Product):
            return self._factors(tree)
        if isinstance(tree, Quotient):
            return self._product([(tree.top, 1), (tree.bottom, -1)], "*")
        if isinstance(tree, Power) and (base := _root_of_power(tree)) is not None:
            return self.form(base)
        if isinstance(tree, Power) and isinstance(tree.exponent, (Number, Negative)):
            return self._power(tree)
        if isinstance(tree, Transpose):
            return self._transpose(tree)
        undone = _undone(tree)
        if undone is not None:
            return self.form(undone)
        return self._atom(tree, self._key(tree))

    def terms(self, tree: Tree) -> Terms:
        """The terms of a sum, however it is bracketed."""
        found: Terms = {}
        for term in tree.terms if isinstance(tree, Sum) else (tree,):
            form = self.form(term)
            inner = _inner_terms(form)
            for body, coefficient in inner.items():
                found[body] = found.get(body, Fraction(0)) + coefficient * form.coefficient
        return {body: coefficient for body, coefficient in found.items() if coefficient}

    def _product(self, factors: Iterable[tuple[Tree, int]], kind: str) -> Form:
        """Factors, each above (1) or below (-1) a line."""
        coefficient, powers, ordered = Fraction(1), dict[Any, Fraction](), list[Any]()
        for factor, side in factors:
            form = self.form(factor)
            if not form.coefficient and side < 0:
                return Form(Fraction(1), (("0 below", Fraction(1)),))
            coefficient *= form.coefficient**side
            for atom, power in form.powers:
                key = atom if self.cancel or power * side > 0 else ("below", atom)
                powers[key] = powers.get(key, Fraction(0)) + power * side
            ordered += form.factors if side > 0 else [("below", form.factors)] * bool(form.factors)
        if kind != "*" and len(ordered) > 1:
            ordered = [(kind, tuple(sorted(ordered, key=repr) if kind == "⊙" else ordered))]
        if not coefficient:
            return Form(coefficient)
        left = ((atom, power) for atom, power in powers.items() if power)
        return Form(coefficient, _sorted(left), tuple(ordered))

    def _factors(self, tree: Product) -> Form:
        """A product; `a ⊙ a` of a number is its square, as it is read where there are arrays."""
        first, *rest = tree.factors
        if tree.kind == "⊙" and rest == [first] and self._is_number(first):
            return self._power(Power(first, _TWO))
        return self._product([(factor, 1) for factor in tree.factors], tree.kind)

    def _power(self, tree: Power) -> Form:
        base, exponent = self.form(tree.base), self.form(tree.exponent).coefficient
        whole = exponent.denominator == 1 and abs(exponent) <= _MAX_POWER
        compound = any(atom[0] in ("sum", "over") for atom, _ in base.powers) and abs(exponent) != 1
        if base.factors or compound or not whole or not (base.coefficient or exponent > 0):
            return self._atom(tree, ("power", base, exponent))
        side = 1 if exponent > 0 else -1
        powers = {
            (atom if self.cancel or power * side > 0 else ("below", atom), power * exponent)
            for atom, power in base.powers
        }
        kept = _sorted((atom, power) for atom, power in powers if power)
        return Form(base.coefficient ** int(exponent), kept)

    def _transpose(self, tree: Transpose) -> Form:
        inner = tree.operand
        if isinstance(inner, Transpose):
            return self.form(inner.operand)
        if self._is_number(inner):
            return self.form(inner)
        form = self.form(inner)
        return Form(form.coefficient, form.powers, (("transpose", form.factors),))

    def _atom(self, tree: Tree, key: Any) -> Form:
        if self._is_number(tree):
            return Form(Fraction(1), ((key, Fraction(1)),))
        return Form(Fraction(1), (), (key,))

    def _key(self, tree: Tree) -> Any:
        """What an atom is: its kind and the forms of its parts; bound letters by their depth."""
        if isinstance(tree, Name):
            if tree.name in self.bound:
                return ("bound", self.bound[::-1].index(tree.name))
            return ("name", tree.name)
        inside = {**parts(tree), **self._implied(tree)}
        if isinstance(tree, Over):
            below = replace(self, bound=(*self.bound, tree.index))
            return ("over", tree.kind, *(below._part(inside[p]) for p in _OVER))
        return (type(tree).__name__, *(self._part(part) for part in inside.values()))

    def _implied(self, tree: Tree) -> Mapping[str, Any]:
        """The parts of a tree that say no more than goes without saying, left out.

        Those are the bounds of a whole range, and what a mean is over if that is all there is.
        """
        if isinstance(tree, Expectation):
            random = self.model.chances.keys() & unbound(tree.body)
            return {"over": ()} if random <= set(tree.over) else {}
        if isinstance(tree, Over) and tree.low == Number(Fraction(1)):
            size = self.model.indices.get(tree.index)
            whole = isinstance(size, str) and tree.high == Name(size)
            return {"low": None, "high": None} if whole else {}
        return {}

    def _part(self, part: Any) -> Any:
        if isinstance(part, tuple):
            return tuple(self._part(item) for item in part)
        if part is None or isinstance(part, (str, int)):
            return part
        if isinstance(part, Number):
            return part.value
        return self.form(part)

    def _is_number(self, tree: Tree) -> bool:
        """Whether a tree is a number for certain: then it commutes."""
        if isinstance(tree, Name):
            symbol = self.model.by_name.get(tree.name)
            return tree.name in self.bound or symbol is None or not symbol.shape
        if isinstance(tree, Entry):
            symbol = self.model.by_name.get(tree.base.name) if isinstance(tree.base, Name) else None
            return symbol is None or len(symbol.shape) <= len(tree.indices)
        if isinstance(tree, Derivative):
            return self._is_number(tree.of) and self._is_number(tree.by)
        if isinstance(tree, Apply) and tree.function in _NUMBERS:
            return True
        if isinstance(tree, Over):
            return replace(self, bound=(*self.bound, tree.index))._is_number(tree.body)
        if isinstance(tree, (Compare, Matrix)) or _makes_array(tree):
            return False
        return isinstance(tree, (Number, Constant)) or all(map(self._is_number, children(tree)))


_TWO = Number(Fraction(2))
_INVERSES = {"log": "exp", "exp": "log"}


def _undone(tree: Tree) -> Tree | None:
    """What is left of a function and its inverse, of max(A, A), and of cases that are all A."""
    if isinstance(tree, Cases):
        values = {branch.value for branch in tree.branches}
        return values.pop() if len(values) == 1 else None
    if isinstance(tree, Power) and tree.base == Constant("e"):
        inner = tree.exponent
        logarithm = isinstance(inner, Apply) and (inner.function, inner.order) == ("log", 0)
        return inner.arguments[0] if logarithm and isinstance(inner, Apply) else None
    if not isinstance(tree, Apply) or tree.order:
        return None
    if tree.function in ("max", "min") and len(set(tree.arguments)) == 1 < len(tree.arguments):
        return tree.arguments[0]
    if len(tree.arguments) != 1:
        return None
    (inner,) = tree.arguments
    if tree.function == "log" and isinstance(inner, Power) and inner.base == Constant("e"):
        return inner.exponent
    if tree.function == "sqrt" and isinstance(inner, Power) and inner.exponent == _TWO:
        return inner.base
    inverse = isinstance(inner, Apply) and not inner.order and len(inner.arguments) == 1
    if inverse and isinstance(inner, Apply) and inner.function == _INVERSES.get(tree.function):
        return inner.arguments[0]
    return None


def _root_of_power(tree: Power) -> Tree | None:
    """A of (A^n)^(1/n)."""
    inner, root = tree.base, _rational(tree.exponent)
    power = _rational(inner.exponent) if isinstance(inner, Power) else None
    undone = root is not None and power is not None and root * power == 1 and root != 1
    return inner.base if undone and isinstance(inner, Power) else None


def _rational(tree: Tree) -> Fraction | None:
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Quotient):
        top, bottom = _rational(tree.top), _rational(tree.bottom)
        return top / bottom if top is not None and bottom else None
    return None


def _makes_array(tree: Tree) -> bool:
    return isinstance(tree, Apply) and tree.function in _ARRAYS


_OVER = ("low", "high", "condition", "body")


def _inner_terms(form: Form) -> Mapping[Any, Fraction]:
    """The terms of a form that is nothing but a sum, or itself as the one term."""
    atoms = [*(atom for atom, power in form.powers if power == 1), *form.factors]
    if len(atoms) == len(form.powers) + len(form.factors) == 1 and _is_sum(atoms[0]):
        return dict(atoms[0][1])
    return {form.body: Fraction(1)} if form.coefficient else {}


def _sorted(pairs: Iterable[tuple[Any, Fraction]]) -> tuple[tuple[Any, Fraction], ...]:
    """Pairs in an order that depends on nothing but what they are."""
    return tuple(sorted(pairs, key=repr))


def _is_sum(atom: Any) -> bool:
    return isinstance(atom, tuple) and bool(atom) and atom[0] == "sum"


def _joined(terms: Terms) -> Form:
    """A sum as a form: its content times the primitive sum, the sign such that one leads."""
    if not terms:
        return Form(Fraction(0))
    if len(terms) == 1:
        ((body, coefficient),) = terms.items()
        return Form(coefficient, *body)
    content = _content(terms.values())
    leading = min(terms, key=repr)
    content = -content if terms[leading] < 0 else content
    primitive = _sorted((body, coefficient / content) for body, coefficient in terms.items())
    if any(factors for _, factors in terms):
        return Form(content, (), (("sum", primitive),))
    return Form(content, ((("sum", primitive), Fraction(1)),))


def _content(values: Iterable[Fraction]) -> Fraction:
    """The largest rational that leaves whole coefficients without a common divisor."""
    found = list(values)
    top = reduce(gcd, (value.numerator for value in found))
    return Fraction(abs(top), reduce(lcm, (value.denominator for value in found)))
