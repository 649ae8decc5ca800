"""Whether an answer works out what is asked, or only says it again."""

from __future__ import annotations

from grader.algebra.judging.operations import Operator, is_operator, operators, same_work, whole
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model
from grader.algebra.tree import Apply, Derivative, Name, Tree, walk


def restates(answer: Tree, asked: Question, model: Model) -> bool:
    """Whether the answer still holds what is to be worked out, however it is dressed up.

    That is what is asked itself or its definition; a derivative of anything but a declared
    quantity with respect to the same one; and where a limit or a mean is asked, any other.
    """
    truth, given = asked.truth, asked.given
    name = whole(truth)
    if not isinstance(truth, Derivative):
        definition = model.definitions.get(name.name) if isinstance(name, Name) else None
        defined = [] if definition is None else [definition]
        unfinished: set[Tree] = {tree for tree in (truth, *defined) if is_operator(tree)}
        unfinished |= {truth} if defined else set()
        if not unfinished.isdisjoint(walk(answer)) or (defined and answer == name):
            return True
    goals = list(operators(truth, model))
    left = [node for node in operators(answer, model, bool(goals)) if same_work(node) not in given]
    return any(_dressed_up(node, goal) for node in left for goal in goals)


def left_over(answer: Tree, asked: Question, model: Model) -> Operator | None:
    """An operator in an answer that the question doesn't give, if there is one."""
    goals = any(True for _ in operators(asked.truth, model))
    left = (node for node in operators(answer, model, goals) if same_work(node) not in asked.given)
    return next(left, None)


def is_name_of(answer: Tree, asked: Question, model: Model) -> bool:
    """Whether the answer is nothing but the name of what is asked, entry by entry or whole."""
    return whole(answer) == whole(asked.truth) and restates(answer, asked, model)


def _dressed_up(node: Tree, goal: Tree) -> bool:
    """Whether an operator that is left is the goal in other clothes, not a step towards it."""
    if same_work(node) == same_work(goal):
        return True
    if isinstance(goal, Derivative):
        same = isinstance(node, Derivative) and whole(node.by) == whole(goal.by)
        return same and not isinstance(whole(node.of), Name)  # type: ignore[union-attr]
    if isinstance(goal, Apply):
        return isinstance(node, Derivative) and _names(node.of, goal.function)
    return isinstance(node, type(goal))


def _names(tree: Tree, function: str) -> bool:
    return any(isinstance(node, Apply) and node.function == function for node in walk(tree))
