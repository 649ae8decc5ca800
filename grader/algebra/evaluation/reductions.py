"""What runs over something: sums and products, limits, expectations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from operator import mul, sub
from typing import Any

from grader.algebra.errors import (
    ShapeError,
    TooHardError,
    UnboundedError,
    UndefinedError,
    UnsettledError,
)
from grader.algebra.evaluation.arrays import Array, number, places, pointwise
from grader.algebra.evaluation.conditions import truth
from grader.algebra.evaluation.context import Context
from grader.algebra.evaluation.exact import whole
from grader.algebra.evaluation.integrals import integral
from grader.algebra.evaluation.matrices import MAX_RANGE
from grader.algebra.evaluation.operators import multiply, plus
from grader.algebra.evaluation.series import series
from grader.algebra.tree import (
    Constant,
    Entry,
    Expectation,
    Limit,
    Name,
    Negative,
    Number,
    Over,
    Power,
    Tree,
    unbound,
    walk,
)

MAX_MASKS = 4096
_TERM = 8  # the work of going on to the next term, in operations on an entry


def _over(context: Context, tree: Over) -> Array:
    """A sum or product over a range, one term after the other; or an integral."""
    if tree.kind == "integral":
        return integral(context, tree)
    if tree.kind == "sum" and tree.high is not None and _infinite(tree.high) > 0:
        return _series(context, tree)
    found: Array | None = None
    for index in _range(context, tree):
        context.budget.charge(_TERM)
        here = context.bind({tree.index: index})
        if tree.condition is None or all(truth(here, tree.condition).cells):
            term = here.value(tree.body)
            if found is None:
                found = term
            elif tree.kind == "sum":
                found = plus(context, found, term)
            else:
                found = multiply(context, "*", [found, term])
    if found is None:
        return number(context.zero if tree.kind == "sum" else context.one)
    return found


def _series(context: Context, tree: Over) -> Array:
    """A sum to infinity."""

    def term(index: int) -> Array:
        context.budget.charge(_TERM)
        here = context.bind({tree.index: index})
        if tree.condition is not None and not all(truth(here, tree.condition).cells):
            return number(context.zero)
        return here.value(tree.body)

    return series(whole(context, tree.low) if tree.low is not None else 1, term)


def _range(context: Context, tree: Over) -> Iterable[int]:
    if tree.high is None:
        first, count = index_range(context, tree.index, tree.body)
        return range(first, first + count)
    low = whole(context, tree.low) if tree.low is not None else 1
    high = whole(context, tree.high)
    if high - low > MAX_RANGE:
        raise TooHardError(f"a sum of {high - low + 1} terms")
    return range(low, high + 1)


def index_range(context: Context, letter: str, body: Tree) -> tuple[int, int]:
    """(first, count) of an index from what it subscripts; raises UnboundedError where that differs.

    What the model declares goes first on an axis that doesn't begin at 1 (a bias may stand at 0).
    """
    model = context.model
    declared = {
        (1, model.extent(axis, context.point.sizes))
        for name, axis in model.indices.items()
        if name == letter
    }
    found = set()
    for node in walk(body):
        context.budget.charge(1)
        if not isinstance(node, Entry) or not isinstance(node.base, Name):
            continue
        if node.base.name not in model.by_name:
            continue
        symbol = model.by_name[node.base.name]
        axes = zip(node.indices, symbol.starts, context.shape(symbol.name), strict=False)
        for index, first, count in axes:
            if index == Name(letter):
                found |= (first != 1 and declared) or {(first, count)}
    found = found or declared
    if len(found) != 1:
        what = "nothing says" if not found else "its uses differ on"
        raise UnboundedError(f"{what} what the index {letter} runs over: write its bounds")
    return found.pop()


def _limit(context: Context, tree: Limit) -> Array:
    """The limit from each side that there is; they must agree."""
    moving = {n for n in unbound(tree.body) if tree.variable in context.model.upstream.get(n, ())}
    if moving:
        raise TooHardError(f"a limit of {', '.join(sorted(moving))}")
    found = [_approached(context, tree, side) for side in _sides(tree.target)]
    cells = zip(*(array.cells for array in found), strict=True)
    return Array(found[0].shape, tuple(_agreed(context, same) for same in cells))


def _infinite(target: Tree) -> int:
    """1 or -1 for plus or minus infinity, else 0."""
    return {Constant("inf"): 1, Negative(Constant("inf")): -1}.get(target, 0)


def _sides(target: Tree) -> Sequence[int]:
    side = _infinite(target)
    return (side,) if side else (1, -1)


def _approached(context: Context, tree: Limit, side: int) -> Array:
    target = None
    if not _infinite(tree.target):
        where = context.value(tree.target)
        if where.shape:
            raise ShapeError("the target of a limit is a number")
        target = where.cells[0]

    def value(cell: Any) -> Array:
        return context.bind({tree.variable: number(cell)}).value(tree.body)

    return context.arithmetic.limit(value, target, side)


def _agreed(context: Context, same: Sequence[Any]) -> Any:
    """The one value; two that differ for certain are no limit."""
    first, *others = same
    for other in others:
        try:
            apart = context.arithmetic.sign(first - other)
        except UnsettledError:
            apart = 0
        if apart:
            raise UndefinedError("the limits from the two sides differ")
    return first


def _expectation(context: Context, tree: Expectation) -> Array:
    """The mean over every value of the random masks, exactly."""
    masks = tree.over or tuple(sorted(_random(context, tree.body)))
    mean = _mean(context, tree.body, masks)
    if tree.kind == "E":
        return mean
    if mean.shape:
        raise TooHardError("the variance of an array")
    squares = _mean(context, Power(tree.body, Number(Fraction(2))), masks)
    return pointwise(sub, squares, pointwise(mul, mean, mean, "a square"), "a variance")


def _random(context: Context, tree: Tree) -> set[str]:
    model = context.model
    names = set(unbound(tree))
    for name in unbound(tree):
        names |= model.upstream.get(name, frozenset())
    return names & model.chances.keys()


def _mean(context: Context, body: Tree, masks: Sequence[str]) -> Array:
    if not masks and context.model.chances:
        return context.value(body)  # the mean of what isn't random
    if not masks or not set(masks) <= context.model.chances.keys():
        raise TooHardError("no random variable in this expectation")
    counts = [len(context.point.values.get(name, ())) for name in masks]
    if 0 in counts:
        raise ShapeError("no random variable in this expectation")
    if 2 ** sum(counts) > MAX_MASKS:
        raise TooHardError(f"an expectation over {sum(counts)} random entries")
    total: Array | None = None
    for bits in places([2] * sum(counts)):
        term = _weighted(context, body, masks, bits)
        total = term if total is None else plus(context, total, term)
    assert total is not None  # noqa: S101 - there is at least one mask
    return total


def _weighted(context: Context, body: Tree, masks: Sequence[str], bits: Sequence[int]) -> Array:
    """The body at one value of the masks, times the chance of that value."""
    values, weight, rest = dict(context.point.values), number(context.one), list(bits)
    for name in masks:
        count = len(values[name])
        chance = context.value(context.model.chances[name])
        for bit in rest[:count]:
            factor = chance if bit else chance.map(lambda p: context.one - p)
            weight = pointwise(mul, weight, factor, "a probability")
        values[name], rest = tuple(map(Fraction, rest[:count])), rest[count:]
    point = type(context.point)(context.point.sizes, values)
    return multiply(context, "*", [weight, context.at(point).value(body)])


RULES: dict[type, Callable[[Context, Any], Array]] = {
    Over: _over,
    Limit: _limit,
    Expectation: _expectation,
}
