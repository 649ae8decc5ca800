"""What a tree is worth at a point of a model.

One evaluator for every arithmetic: intervals to judge, duals to differentiate, symbols to prove.
It walks the tree; nothing in it depends on text.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.algebra.budget import Budget
from grader.algebra.errors import TooHardError
from grader.algebra.evaluation import conditions, derivatives, matrices, operators, reductions
from grader.algebra.evaluation.arithmetic import Arithmetic
from grader.algebra.evaluation.arrays import Array, array
from grader.algebra.evaluation.context import Context, Rule, Switches
from grader.algebra.model.model import Model, Point
from grader.algebra.tree import Tree

_RULES: dict[type, Rule] = {
    **operators.RULES,
    **matrices.RULES,
    **conditions.RULES,
    **reductions.RULES,
    **derivatives.RULES,
}


def at(
    model: Model, point: Point, arithmetic: Arithmetic, budget: Budget,
    switches: Switches | None = None,
) -> Context:  # fmt: skip
    """A model at a point, ready to evaluate."""
    return Context(model, point, arithmetic, budget, _RULES, switches)


def evaluate(context: Context, tree: Tree, free: Sequence[tuple[str, int, int]] = ()) -> Array:
    """The tree's value, for every choice of free indices (letter, first, count).

    Raises UndefinedError, UnsettledError, ShapeError or TooHardError, and nothing else.
    """
    try:
        found = context.over(tree, free)
        return array(found.shape, found.cells)
    except (ArithmeticError, ValueError) as error:
        if isinstance(error, (OverflowError, ZeroDivisionError)):
            raise TooHardError("a number of this size") from None
        raise
    except (RecursionError, MemoryError):
        raise TooHardError("this is too large to work out") from None
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise TooHardError(f"this can't be worked out ({type(error).__name__})") from error
