"""A tree's value at given numbers, as floats: for graphs and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.algebra.budget import Budget
from grader.algebra.evaluation.evaluator import at, evaluate
from grader.algebra.evaluation.interval import Intervals
from grader.algebra.model.model import Model, Point
from grader.algebra.tree import Tree

_BITS = 200


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number, vector or matrix: its shape, and its entries row by row."""

    shape: tuple[int, ...]
    entries: tuple[float, ...]


def value_at(
    tree: Tree, model: Model, values: Mapping[str, Fraction | Sequence[Fraction]] | None = None
) -> Numeric:
    """The tree's value with the model's free symbols at these numbers (row by row).

    Raises ArithmeticError or ValueError where it has none.
    """
    given = {
        name: tuple(value) if isinstance(value, Sequence) else (value,)
        for name, value in (values or {}).items()
    }
    context = at(model, Point(model.instance(), given), Intervals(_BITS), Budget())
    found = evaluate(context, tree)
    return Numeric(found.shape, tuple(float(cell.mid()) for cell in found.cells))
