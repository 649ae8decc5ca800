"""What an answer is compared with."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.algebra.budget import Budget
from grader.algebra.evaluation.evaluator import at, evaluate
from grader.algebra.evaluation.interval import Intervals
from grader.algebra.judging.operations import given_operators
from grader.algebra.judging.outcome import Policy
from grader.algebra.model.model import Model, Point
from grader.algebra.model.points import draw
from grader.algebra.model.reach import reach
from grader.algebra.tree import Entry, Name, Tree, walk

_BITS = 200


@dataclass(frozen=True, slots=True)
class Question:
    """What an answer is compared with: the truth and the letters that stand for free indices.

    `free` gives each free index with the size it runs over, in the order of the axes. `given` are
    the operators that an answer may hold because the question gives them.
    """

    truth: Tree
    free: tuple[tuple[str, str | int], ...] = ()
    policy: Policy = field(default_factory=Policy)
    given: frozenset[Tree] = frozenset()

    def ranges(self, model: Model, point: Point) -> list[tuple[str, int, int]]:
        """The free indices as (letter, first, count)."""
        return [(letter, 1, model.extent(size, point.sizes)) for letter, size in self.free]


def question(
    model: Model, truth: str | Tree, free: str = "", policy: Policy | None = None,
    in_terms_of: Sequence[str] = (),
) -> Question:  # fmt: skip
    """A question of a model; free indices like `ij` run over what the model says they do.

    An answer works out what is asked, but for derivatives and the like that it may be given
    `in_terms_of`: `dL/do`, `f'`.

    For a derivative, an index that subscripts a declared symbol runs over that symbol's axis,
    unless that doesn't begin at 1 and the model says more.
    """
    tree = model.read(truth) if isinstance(truth, str) else truth
    ranges = {letter: model.indices.get(letter) for letter in free}
    ranges |= _axes_by_shape(model, tree, free) | _axes(model, tree, free)
    missing = [letter for letter, size in ranges.items() if size is None]
    if missing:
        raise ValueError(f"nothing says what the index {missing[0]} runs over")
    found = tuple((letter, size) for letter, size in ranges.items() if size is not None)
    given = given_operators(model, in_terms_of)
    return Question(tree, found, policy or Policy(), given)


def _axes(model: Model, tree: Tree, free: str) -> dict[str, str | int | None]:
    """The axes that the free letters subscript in the truth."""
    found: dict[str, str | int | None] = {}
    for node in walk(tree):
        if (
            isinstance(node, Entry)
            and isinstance(node.base, Name)
            and node.base.name in model.by_name
        ):
            symbol = model.by_name[node.base.name]
            for index, axis, first in zip(node.indices, symbol.shape, symbol.starts, strict=False):
                if isinstance(index, Name) and index.name in free:
                    declared = model.indices.get(index.name) if first != 1 else None
                    found.setdefault(index.name, declared or axis)
    return {letter: found[letter] for letter in free if letter in found}


def _axes_by_shape(model: Model, tree: Tree, free: str) -> dict[str, str | int | None]:
    """The axes of an expression that letters subscript as a whole, `(W^T d)_j`.

    They are told by their lengths, since named sizes differ.
    """
    if not isinstance(tree, Entry) or isinstance(tree.base, Name):
        return {}
    found: dict[str, str | int | None] = {}
    both = [model.instance(), model.instance(second=True)]
    shapes = [_shape_at(tree.base, model, sizes) for sizes in both]
    for index, lengths in zip(tree.indices, zip(*shapes, strict=False), strict=False):
        names = [n for n in both[0] if (both[0][n], both[1][n]) == lengths]
        if isinstance(index, Name) and index.name in free and names:
            found[index.name] = names[0]
    return found


def _shape_at(tree: Tree, model: Model, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """The shape of an expression at these sizes; () where it has none."""
    point = draw(model, random.Random(0), sizes)  # noqa: S311 - a point, not a secret
    try:
        return evaluate(at(model, point, Intervals(_BITS), Budget()), tree).shape
    except (ArithmeticError, ValueError):
        return ()


def is_constant(tree: Tree, model: Model) -> bool:
    """Whether an expression is the same number whatever the model's symbols are."""
    names = reach(model, [tree]).names
    return not any(s.name in names and not s.definition for s in model.symbols)


def shape_of(tree: Tree, asked: Question, model: Model) -> tuple[int, ...]:
    """The shape of an expression on the model, over the question's free indices.

    Raises ArithmeticError or ValueError where it has none.
    """
    point = draw(model, random.Random(0))  # noqa: S311 - a point, not a secret
    context = at(model, point, Intervals(_BITS), Budget())
    return evaluate(context, tree, asked.ranges(model, point)).shape
