"""Which steps of a derivation change something."""

from __future__ import annotations

from itertools import pairwise

from grader.algebra.judging.form import Former
from grader.algebra.model.model import Model
from grader.algebra.tree import Equation, Name, Tree, walk


def counted_steps(answer: Tree, model: Model) -> int:
    """How many of the equalities of a derivation are steps.

    A step changes more than the order, a zero or a factor of one; it isn't a return to what stood
    before; and what only cancels must make the expression shorter.
    """
    if not isinstance(answer, Equation):
        return 0
    weak, strong = Former(model, cancel=False), Former(model)
    before, count = {weak.form(answer.members[0])}, 0
    for left, right in pairwise(answer.members):
        reached = weak.form(right)
        if _is_numeric(left) or _is_numeric(right):
            count += left != right
        elif reached not in before:
            shorter = _length(right) < _length(left)
            count += shorter or strong.form(left) != strong.form(right)
        before.add(reached)
    return count


def same_form(one: Tree, other: Tree, model: Model) -> bool:
    """Whether two expressions differ by trivial rewritings alone."""
    former = Former(model)
    return former.form(one) == former.form(other)


def _is_numeric(tree: Tree) -> bool:
    return not any(isinstance(node, Name) for node in walk(tree))


def _length(tree: Tree) -> int:
    return sum(1 for _ in walk(tree))
