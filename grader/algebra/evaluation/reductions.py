"""What runs over something: sums and products, limits, expectations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from operator import add, mul
from typing import TYPE_CHECKING, Any

from grader.algebra.evaluation.arrays import (
    Array,
    Bound,
    ShapeError,
    number,
    places,
    pointwise,
    product,
)
from grader.algebra.evaluation.interval import Interval, Intervals, TooHardError, UndefinedError
from grader.algebra.evaluation.operators import MAX_RANGE, truth
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

if TYPE_CHECKING:
    from grader.algebra.evaluation.evaluator import Meaning

MAX_MASKS = 4096


def _over(m: Meaning, tree: Over, bound: Bound) -> Array:
    values = []
    for index in _range(m, tree, bound):
        inner = {**bound, tree.index: index}
        if tree.condition is None or all(truth(m, tree.condition, inner).cells):
            values.append(m.value(tree.body, inner))
    if not values:
        return number(m.zero if tree.kind == "sum" else m.one)
    if tree.kind == "sum":
        return reduce(lambda a, b: pointwise(add, a, b, "a sum"), values)
    return reduce(product, values)


def _range(m: Meaning, tree: Over, bound: Bound) -> Iterable[int]:
    if tree.high is None:
        first, count = index_range(m, tree.index, tree.body)
        return range(first, first + count)
    low = m.whole(tree.low, bound) if tree.low is not None else 1
    high = m.whole(tree.high, bound)
    if high - low > MAX_RANGE:
        raise TooHardError(f"a sum of {high - low + 1} terms")
    return range(low, high + 1)


def index_range(m: Meaning, letter: str, body: Tree) -> tuple[int, int]:
    """(first, count) of an index from what it subscripts; raises ShapeError where that differs.

    What the model declares goes first on an axis that doesn't begin at 1 (a bias may stand at 0).
    """
    declared = {
        (1, m.model.extent(axis, m.point.sizes))
        for name, axis in m.model.indices.items()
        if name == letter
    }
    found = set()
    for node in walk(body):
        if (
            isinstance(node, Entry)
            and isinstance(node.base, Name)
            and node.base.name in m.model.by_name
        ):
            symbol = m.model.by_name[node.base.name]
            axes = zip(node.indices, symbol.starts, m.shape(symbol.name), strict=False)
            for index, first, count in axes:
                if index == Name(letter):
                    found |= (first != 1 and declared) or {(first, count)}
    found = found or declared
    if len(found) != 1:
        told = "nothing says" if not found else "its uses differ on"
        raise ShapeError(f"{told} what the index {letter} runs over: write its bounds")
    return found.pop()


def _limit(m: Meaning, tree: Limit, bound: Bound) -> Array:
    """The value near the target, at two distances that must agree. Intervals only."""
    if not isinstance(m.field, Intervals):
        raise TooHardError("a limit here")
    moving = {n for n in unbound(tree.body) if tree.variable in m.model.upstream.get(n, ())}
    if moving:
        raise TooHardError(f"a limit of {', '.join(sorted(moving))}")
    found = [_approached(m, tree, side, bound) for side in _sides(tree.target)]
    cells = zip(*(array_.cells for array_ in found), strict=True)
    return Array(found[0].shape, tuple(_agreed(m, same) for same in cells))


def _sides(target: Tree) -> Sequence[int]:
    if target == Constant("inf"):
        return (1,)
    return (-1,) if target == Negative(Constant("inf")) else (1, -1)


def _approached(m: Meaning, tree: Limit, side: int, bound: Bound) -> Array:
    near, nearer = m.field.bits // 6, m.field.bits // 3
    endless = isinstance(tree.target, Constant) or tree.target == Negative(Constant("inf"))
    values = []
    for steps in (near, nearer):
        if endless:
            place = number(m.field.number(Fraction(side * 2**steps)))
        else:
            step = number(m.field.number(Fraction(side, 2**steps)))
            place = pointwise(add, m.value(tree.target, bound), step, "a limit")
        values.append(m.value(tree.body, {**bound, tree.variable: place}))
    first, second = values
    return Array(
        second.shape,
        tuple(_settled(m, a, b, near) for a, b in zip(first.cells, second.cells, strict=True)),
    )


def _settled(m: Meaning, first: Interval, second: Interval, steps: int) -> Interval:
    gap = first - second
    if max(gap.magnitude, gap.error) > -steps // 2:
        raise TooHardError("a limit that isn't reached soon")
    return Interval(second.value, max(second.error, -1.5 * steps), m.field.bits)


def _agreed(m: Meaning, same: Sequence[Interval]) -> Interval:
    if len(same) == 2 and (same[0] - same[1]).magnitude > -m.field.bits // 12:
        raise UndefinedError("the limits from the two sides differ")
    return same[0]


def _expectation(m: Meaning, tree: Expectation, bound: Bound) -> Array:
    """The mean over every value of the random masks, exactly."""
    masks = tree.over or tuple(sorted(_random(m, tree.body)))
    mean = _mean(m, tree.body, masks, bound)
    if tree.kind == "E":
        return mean
    if mean.shape:
        raise TooHardError("the variance of an array")
    return pointwise(
        lambda a, b: a - b * b,
        _mean(m, Power(tree.body, Number(Fraction(2))), masks, bound),
        mean,
        "",
    )


def _random(m: Meaning, tree: Tree) -> set[str]:
    names = set(unbound(tree))
    for name in unbound(tree):
        names |= m.model.upstream.get(name, frozenset())
    return {
        n
        for n in names
        if n in m.model.by_name and m.model.by_name[n].domain.startswith("bernoulli")
    }


def _mean(m: Meaning, body: Tree, masks: Sequence[str], bound: Bound) -> Array:
    counts = [len(m.point.values.get(name, ())) for name in masks]
    if not masks or 0 in counts:
        raise ShapeError("an expectation over what? nothing random is named")
    if 2 ** sum(counts) > MAX_MASKS:
        raise TooHardError(f"an expectation over {sum(counts)} random entries")
    total: Array | None = None
    for bits in places([2] * sum(counts)):
        term = _weighted(m, body, masks, bits, bound)
        total = term if total is None else pointwise(add, total, term, "a mean")
    return total if total is not None else number(m.zero)


def _weighted(
    m: Meaning, body: Tree, masks: Sequence[str], bits: Sequence[int], bound: Bound
) -> Array:
    values, weight, rest = dict(m.point.values), number(m.one), list(bits)
    for name in masks:
        count = len(values[name])
        chance = m.value(m.model.chances[name], bound)
        for bit in rest[:count]:
            factor = chance if bit else chance.map(lambda p: m.one - p)
            weight = pointwise(mul, weight, factor, "a chance")
        values[name], rest = tuple(map(Fraction, rest[:count])), rest[count:]
    sibling = m.sibling(replace(m.point, values=values))
    sibling.steps = m.steps
    found = product(weight, sibling.value(body, bound))
    m.steps = sibling.steps
    return found


RULES: dict[type, Callable[[Meaning, Any, Bound], Array]] = {
    Over: _over,
    Limit: _limit,
    Expectation: _expectation,
}
