"""Whether an answer only names what is asked."""

from __future__ import annotations

from grader.algebra.model.model import Model
from grader.algebra.tree import Apply, Derivative, Entry, Expectation, Limit, Name, Tree, walk


def restates(answer: Tree, truth: Tree, model: Model) -> bool:
    """Whether the answer still holds what is asked, which is to be worked out.

    That is an operation, the name of a defined quantity, or the operation that defines it.
    """
    whole = _whole(truth)
    if isinstance(truth, Derivative):  # whichever of its entries
        return whole in {_whole(node) for node in walk(answer)}
    given = model.definitions.get(whole.name) if isinstance(whole, Name) else None
    unfinished = {tree for tree in (truth, given) if tree is not None and _is_operation(tree)}
    if given is not None:
        unfinished.add(truth)
    return not unfinished.isdisjoint(walk(answer)) or (given is not None and answer == whole)


def is_name_of(answer: Tree, truth: Tree, model: Model) -> bool:
    """Whether the answer is nothing but the name of what is asked, entry by entry or whole."""
    return _whole(answer) == _whole(truth) and restates(answer, truth, model)


def _whole(tree: Tree) -> Tree:
    """The array that an entry is of, and the derivative that one of its entries is of."""
    if isinstance(tree, Entry):
        return tree.base
    if isinstance(tree, Derivative):
        by = _whole(tree.by)
        return Derivative(_whole(tree.of), by if isinstance(by, Name) else tree.by)
    return tree


def _is_operation(tree: Tree) -> bool:
    return isinstance(tree, (Derivative, Limit, Expectation)) or (
        isinstance(tree, Apply) and tree.order > 0
    )
