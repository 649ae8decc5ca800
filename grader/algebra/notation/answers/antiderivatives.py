"""Antiderivatives, which are known up to a constant: judged by their derivatives."""

from __future__ import annotations

from grader.algebra.tree import Derivative, Equation, Name, Negative, Over, Sum, Tree, rewrite, walk

CONSTANT = Name("+C")


def differentiated(tree: Tree, truth: Tree) -> tuple[Tree, Tree] | None:
    """Both sides' derivatives, where an antiderivative is asked; None where it isn't."""
    if not isinstance(truth, Over) or truth.kind != "integral" or truth.low is not None:
        return None
    variable = Name(truth.index)
    if isinstance(tree, Equation):
        members = tuple(_slope(member, variable) for member in tree.members)
        return Equation(members, tree.relations), truth.body
    return _slope(tree, variable), truth.body


def _slope(tree: Tree, variable: Name) -> Tree:
    """The derivative of a formula, term by term; of an integral, what stands in it."""
    if isinstance(tree, Sum):
        kept = [t for t in tree.terms if t != CONSTANT]
        terms = tuple(_slope(term, variable) for term in kept)
        return Sum(terms) if len(terms) > 1 else terms[0]
    if isinstance(tree, Negative):
        return Negative(_slope(tree.operand, variable))
    if isinstance(tree, Over) and tree.kind == "integral" and tree.low is None:
        letter = Name(tree.index)
        return rewrite(tree.body, lambda node: variable if node == letter else node)
    return Derivative(tree, variable)


def without_constant(tree: Tree) -> Tree:
    """A formula without the constant of an integration that isn't one."""
    if CONSTANT not in set(walk(tree)):
        return tree
    return rewrite(tree, _without)


def _without(node: Tree) -> Tree:
    if not isinstance(node, Sum) or CONSTANT not in node.terms:
        return node
    kept = tuple(term for term in node.terms if term != CONSTANT)
    return Sum(kept) if len(kept) > 1 else kept[0]
