"""Whether an answer works out what is asked, or only says it again."""

from __future__ import annotations

from collections.abc import Iterator

from grader.algebra.judging.operations import Operator, is_operator, operators, same_work, whole
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model
from grader.algebra.tree import Apply, Derivative, Entry, Name, Tree, children, unbound, walk


def restates(answer: Tree, asked: Question, model: Model) -> bool:
    """Whether the answer still holds what is to be worked out, however it is dressed up.

    That is what is asked itself, its definition, or what is defined by it; a derivative of
    anything but a declared quantity with respect to the same one; and where a limit or a mean is
    asked, any other.
    """
    truth, given = asked.truth, asked.given
    name = whole(truth)
    if isinstance(name, Name) and name.name in model.definitions:
        if _hangs_on(answer, truth, name, model):
            return True
        definition = model.definitions[name.name]
        if is_operator(definition) and definition in set(walk(answer)):
            return True
    goals = list(operators(truth, model))
    left = [node for node in operators(answer, model, bool(goals)) if same_work(node) not in given]
    return any(_dressed_up(node, goal) for node in left for goal in goals)


def left_over(answer: Tree, asked: Question, model: Model) -> Operator | None:
    """An operator in an answer that the question doesn't give, if there is one."""
    goals = any(True for _ in operators(asked.truth, model))
    left = (node for node in operators(answer, model, goals) if same_work(node) not in asked.given)
    return next(left, None)


def _hangs_on(answer: Tree, truth: Tree, name: Name, model: Model) -> bool:
    """Whether an answer uses what is asked, or what is defined by way of it.

    Another entry of the same array may stand in it: of a recursion, say.
    """
    if truth in set(walk(answer)) or name in set(_bare(answer)):
        return True
    others = unbound(answer) - {name.name}
    return any(name.name in model.upstream.get(other, ()) for other in others)


def _bare(tree: Tree) -> Iterator[Tree]:
    """The nodes of a tree but for the arrays that entries are of."""
    yield tree
    parts = tree.indices if isinstance(tree, Entry) else children(tree)
    for part in parts:
        yield from _bare(part)


def _dressed_up(node: Tree, goal: Tree) -> bool:
    """Whether an operator that is left is the goal in other clothes, not a step towards it."""
    if same_work(node) == same_work(goal):
        return True
    if isinstance(goal, Derivative):
        same = isinstance(node, Derivative) and whole(node.by) == whole(goal.by)
        return same and not isinstance(whole(node.of), Name)  # type: ignore[union-attr]
    if isinstance(goal, Apply):
        if not isinstance(node, Derivative):
            return False
        inside = node.by in goal.arguments and not isinstance(whole(node.of), Name)
        return inside or _names(node.of, goal.function)
    return isinstance(node, type(goal))


def _names(tree: Tree, function: str) -> bool:
    return any(isinstance(node, Apply) and node.function == function for node in walk(tree))
