"""A tree's value at given numbers, as floats: for graphs, numbers and shapes."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.algebra.evaluation.arrays import Array
from grader.algebra.evaluation.evaluator import Meaning
from grader.algebra.evaluation.interval import Intervals
from grader.algebra.judging.equality import Question
from grader.algebra.model.model import Model, Point
from grader.algebra.model.points import draw
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
    point = Point(model.instance(), given)
    return _numeric(Meaning(model, point, Intervals(_BITS)).value(tree, {}))


def shape_of(tree: Tree, asked: Question, model: Model) -> tuple[int, ...]:
    """The shape of an expression on the model, over the question's free indices.

    Raises ArithmeticError or ValueError where it has none.
    """
    point = draw(model, random.Random(0))  # noqa: S311 - a point, not a secret
    meaning = Meaning(model, point, Intervals(_BITS))
    return tuple(meaning.over(tree, asked.ranges(model, point)).shape)


def _numeric(array: Array) -> Numeric:
    return Numeric(tuple(array.shape), tuple(float(cell) for cell in array.cells))
