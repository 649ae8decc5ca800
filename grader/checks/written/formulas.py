"""Formulas as answers hold them: their ends, and the words in them."""

from __future__ import annotations

from fractions import Fraction

from grader.algebra import Equation, Model, NotationError, Tree
from grader.algebra.notation import readings
from grader.algebra.tree import (
    Apply,
    Cases,
    Compare,
    Constant,
    Derivative,
    Name,
    Number,
    Over,
    Power,
    walk,
)


def argument_of(truth: Tree) -> Tree | None:
    """What a function is taken of where nothing is said: as in what is asked."""
    for node in walk(truth):
        if isinstance(node, Apply) and len(node.arguments) == 1:
            return node.arguments[0]
        if isinstance(node, Derivative):
            return node.by
        if isinstance(node, Over) and node.kind == "integral":
            return Name(node.index)
    return None


def stated(text: str, model: Model) -> Tree:
    """The value or derivation that a text states, also among words or as code.

    Raises NotationError where words or signs in it aren't understood.
    """
    try:
        return model.read(text)
    except NotationError as error:
        try:
            found = readings(text, model.vocabulary, [Number(Fraction(0))])
        except NotationError:
            raise error from None
        if found.unread or found.blocked:
            raise error from None
        return found.readings[0].tree


def end(tree: Tree) -> Tree:
    """The last member of a derivation."""
    return tree.members[-1] if isinstance(tree, Equation) else tree


def is_inequality(tree: Tree) -> bool:
    """Whether a derivation states an order: `w + b >= 0` is a condition, not a value."""
    return isinstance(tree, Equation) and not {"=", "≈"}.issuperset(tree.relations)


def further_condition(tree: Tree) -> Tree | None:
    """What follows in a row of orders, `w + b >= 0, b < 0`: it is read as the first one's `if`."""
    last = end(tree)
    if not isinstance(last, Cases) or len(last.branches) != 1:
        return None
    condition = last.branches[0].condition
    compared = [] if condition is None else walk(condition)
    orders = any(isinstance(node, Compare) and node.relation != "=" for node in compared)
    return condition if orders else None


def words(tree: Tree) -> set[str]:
    """The names in a formula, its functions with their primes, ∂ for a derivative left over.

    A power of e is the function exp.
    """
    nodes = set(walk(tree))
    functions = {node for node in nodes if isinstance(node, Apply)}
    derives = any(isinstance(n, Derivative) for n in nodes) or any(f.order for f in functions)
    names = {node.name for node in nodes if isinstance(node, Name)}
    names |= {"exp"} if any(_is_exponential(node) for node in nodes) else set()
    return names | {f.function + "'" * f.order for f in functions} | ({"∂"} if derives else set())


def _is_exponential(node: Tree) -> bool:
    return isinstance(node, Power) and node.base == Constant("e")


def without_end(derivation: Equation) -> Tree:
    """A derivation without its last member."""
    members, relations = derivation.members[:-1], derivation.relations[:-1]
    return Equation(members, relations) if relations else members[0]


def without_bound(derivation: Tree) -> Tree:
    r"""A derivation without a number that its end is compared with: `f'' = -n/\sigma^2 < 0`."""
    if not isinstance(derivation, Equation) or derivation.relations[-1] in ("=", "≈"):
        return derivation
    last = derivation.members[-1]
    return without_end(derivation) if isinstance(last, Number) else derivation
