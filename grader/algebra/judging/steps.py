"""Which steps of a derivation change something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from grader.algebra.judging.form import Former
from grader.algebra.model.model import Model
from grader.algebra.model.symbols import Symbol
from grader.algebra.tree import (
    Apply,
    Derivative,
    Entry,
    Equation,
    Expectation,
    Limit,
    Name,
    Number,
    Over,
    Product,
    Quotient,
    Tree,
    rewrite,
    unbound,
    walk,
)

_COMPOUND = 4  # nodes
_X = Model((Symbol("x"),))
_BODIES = {
    "sigmoid": _X.read("1/(1 + e^{-x})"),
    "tanh": _X.read("(e^x - e^{-x})/(e^x + e^{-x})"),
}


def counted_steps(answer: Tree, model: Model) -> int:
    """How many of the equalities of a derivation are steps.

    A step changes more than the order, a zero or a factor of one; it isn't a return to what stood
    before, or to what the question says that the left side is; what only cancels must make the
    expression shorter; and it wraps nothing up: `A = |A|`, where one side is all of the other and
    more, says nothing of A. Numbers alone must not grow.
    """
    if not isinstance(answer, Equation):
        return 0
    weak, strong = Former(model, cancel=False), Former(model)
    before = {weak.form(tree) for tree in _as_the_question_says(answer.members[0], model)}
    seen, count = {answer.members[0]}, 0
    for left, right in pairwise(answer.members):
        reached = weak.form(right)
        if _is_numeric(left) and _is_numeric(right):
            count += _length(right) <= _length(left) and right not in seen
        elif _is_numeric(left) or _is_numeric(right):
            count += right not in seen
        elif reached not in before and not (_wraps(left, right) or _wraps(right, left)):
            shorter = _length(right) < _length(left)
            count += shorter or strong.form(left) != strong.form(right)
        before.add(reached)
        seen.add(right)
    return count


def _as_the_question_says(tree: Tree, model: Model) -> Iterator[Tree]:
    """A left side, and with its definition put in: `L`, `dL/dw`, `f'(x)`."""
    yield tree
    if isinstance(tree, Name) and tree.name in model.definitions:
        yield model.definitions[tree.name]
    if isinstance(tree, Derivative):
        yield from (replace(tree, of=of) for of in _as_the_question_says(tree.of, model))
    if isinstance(tree, Apply) and (body := _body(tree, model)) is not None:
        if not tree.order:
            yield body
        elif tree.order == 1 and isinstance(tree.arguments[0], Name):
            yield Derivative(body, tree.arguments[0])


def _body(tree: Apply, model: Model) -> Tree | None:
    """What a function of one argument is, with its argument put in; None if nothing says it."""
    declared = next((f for f in model.functions if f.name == tree.function), None)
    name = declared.definition if declared else tree.function
    body = model.bodies.get(tree.function) or _BODIES.get(name)
    if body is None or len(tree.arguments) != 1:
        return None
    parameter = Name(declared.parameters[0] if declared and name not in _BODIES else "x")
    return rewrite(body, lambda node: tree.arguments[0] if node == parameter else node)


def counted_beside(equation: Tree, model: Model) -> int:
    """How many steps an equation beside the answer holds.

    What a name or a function is, the question says already; and numbers alone show nothing.
    """
    if not isinstance(equation, Equation) or all(map(_is_numeric, equation.members)):
        return 0
    left = equation.members[0]
    left = left.base if isinstance(left, Entry) else left
    known = isinstance(left, Name) and left.name in model.definitions
    called = isinstance(left, Apply) and not left.order
    if known or called:
        return max(counted_steps(equation, model) - 1, 0)
    return counted_steps(equation, model)


def leads_to(equation: Tree, answer: Tree, model: Model) -> bool:
    """Whether an equation beside an answer is clearly a part of its derivation.

    It works out the derivative of one declared quantity by another, or a mean of what is random;
    or the answer goes on from one of its sides.
    """
    if not isinstance(equation, Equation):
        return False
    if any(_is_link(member, model) for member in equation.members[:1]):
        return True
    parts = set(walk(answer))
    return any(_length(m) >= _COMPOUND and m in parts for m in equation.members)


def _is_link(tree: Tree, model: Model) -> bool:
    if isinstance(tree, Derivative):
        of, by = (t.base if isinstance(t, Entry) else t for t in (tree.of, tree.by))
        return isinstance(of, Name) and of.name in model.definitions and of != by
    if isinstance(tree, Apply):
        return tree.order > 0
    return isinstance(tree, Expectation) and bool(model.chances.keys() & unbound(tree.body))


def _wraps(inner: Tree, outer: Tree) -> bool:
    """Whether an expression of some length stands whole inside another one that works nothing out.

    A derivative, a mean, a limit or a sum of it does, and so does a factor that holds one of these.
    """
    if _length(inner) < _COMPOUND or inner == outer:
        return False
    above = [node for node in walk(outer) if inner in set(walk(node))]
    if above:
        return not any(map(_works_out, above))
    factors, more = _factors(inner), _factors(outer)
    if len(factors) < 2 or any(more.count(f) < factors.count(f) for f in factors):
        return False
    return not any(_works_out(node) for f in more if f not in factors for node in walk(f))


def _works_out(node: Tree) -> bool:
    if isinstance(node, Over):
        return node.index in unbound(node.body)
    return isinstance(node, (Derivative, Expectation, Limit))


def _factors(tree: Tree) -> list[Tree]:
    """The factors of a product, also above and below a line."""
    if isinstance(tree, Product):
        return [inner for factor in tree.factors for inner in _factors(factor)]
    if isinstance(tree, Quotient):
        return [
            *_factors(tree.top),
            *(Quotient(Number(Fraction(1)), f) for f in _factors(tree.bottom)),
        ]
    return [tree]


def same_form(one: Tree, other: Tree, model: Model) -> bool:
    """Whether two expressions differ by trivial rewritings alone."""
    former = Former(model)
    return former.form(one) == former.form(other)


def _is_numeric(tree: Tree) -> bool:
    return not any(isinstance(node, Name) for node in walk(tree))


def _length(tree: Tree) -> int:
    return sum(1 for _ in walk(tree))
