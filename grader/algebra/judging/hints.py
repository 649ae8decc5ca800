"""What a wrong answer agrees with: hints that teach without printing the key.

Each hint is a hypothesis that was tested on the model, never a guess from how the answer looks.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from grader.algebra.budget import Budget
from grader.algebra.evaluation.arrays import Array, places, transpose
from grader.algebra.evaluation.evaluator import at, evaluate
from grader.algebra.evaluation.interval import EXACT, Intervals, error, exactly, magnitude
from grader.algebra.judging.equality import compare
from grader.algebra.judging.outcome import Outcome
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model, Point
from grader.algebra.model.points import draw
from grader.algebra.tree import Negative, Over, Sum, Transpose, Tree, rewrite, unbound, walk

_BITS = 200
_SAMPLES = 3
_MAX_NODES = 400
_MAX_CHANGES = 60
_FAR = 30  # powers of two: no simple factor; and a limit's numbers may be beyond writing out


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A wrong answer that the author foresaw, and what to say to it."""

    tree: Tree
    hint: str


@dataclass(frozen=True, slots=True)
class _Sample:
    point: Point
    answer: Array
    truth: Array

    def pairs(self) -> Iterator[tuple[arb, arb]]:
        return zip(self.answer.cells, self.truth.cells, strict=True)


def hints(
    answer: Tree,
    asked: Question,
    model: Model,
    near_misses: Sequence[NearMiss] = (),
    *,
    seed: int = 0,
    budget: Budget | None = None,
) -> tuple[str, ...]:
    """What can be said of a wrong answer, the most telling first; () where nothing fits."""
    budget = budget or Budget()
    for miss in near_misses:
        same = Question(miss.tree, asked.free, asked.policy)
        if compare(answer, same, model, seed=seed, budget=budget).outcome is Outcome.EQUAL:
            return (miss.hint,)
    found = [*_from_values(answer, asked, model, seed, budget)]
    found = found or [*_from_changes(answer, asked, model, seed, budget)]
    return tuple(dict.fromkeys(found))


def _from_values(
    answer: Tree, asked: Question, model: Model, seed: int, budget: Budget
) -> Iterator[str]:
    samples = _samples(answer, asked, model, seed, budget)
    if not samples:
        return
    if any(sample.answer.shape != sample.truth.shape for sample in samples):
        if all(_transposed(sample) for sample in samples):
            yield "it is the transpose of what is asked"
        return
    yield from itertools.chain(_factor(samples), _diagonal(samples, asked), _mask(samples))


def _samples(
    answer: Tree, asked: Question, model: Model, seed: int, budget: Budget
) -> list[_Sample]:
    """Both sides at a few points of both choices of sizes; where they can't be had, none."""
    rng = random.Random(seed + 1)  # noqa: S311 -- points, not secrets
    found = []
    for n in range(2 * _SAMPLES):
        point = draw(model, rng, model.instance(bool(n % 2), n))
        context = at(model, point, Intervals(_BITS), budget)
        try:
            ranges = asked.ranges(model, point)
            found.append(
                _Sample(
                    point, evaluate(context, answer, ranges), evaluate(context, asked.truth, ranges)
                )
            )
        except (ArithmeticError, ValueError):
            continue
    return found


def _same(a: arb, b: arb) -> bool:
    gap = a - b
    return max(magnitude(gap), error(gap)) <= max(magnitude(a), magnitude(b), -60) - 60


def _transposed(sample: _Sample) -> bool:
    if len(sample.answer.shape) > 2:
        return False
    turned = transpose(sample.answer)
    return turned.shape == sample.truth.shape and all(map(_same, turned.cells, sample.truth.cells))


def _factor(samples: Sequence[_Sample]) -> Iterator[str]:
    """A constant factor, or one that is a size."""
    ratios = [_ratio(sample) for sample in samples]
    known = [ratio for ratio in ratios if ratio is not None]
    if len(known) != len(ratios) or Fraction(1) in known:
        return
    if set(known) == {Fraction(-1)}:
        yield "the sign is flipped"
    elif len(set(known)) == 1:
        yield f"it is {known[0]} times what it should be"
    for name in samples[0].point.sizes:
        sizes = [Fraction(sample.point.sizes[name]) for sample in samples]
        if len(set(sizes)) > 1 and known in (sizes, [1 / size for size in sizes]):
            yield f"it is {name} times {'too large' if known == sizes else 'too small'}"


def _ratio(sample: _Sample) -> Fraction | None:
    """The one simple fraction that answer over truth is in every entry."""
    found: set[Fraction] = set()
    for answer, truth in sample.pairs():
        if magnitude(truth) == EXACT or magnitude(answer) == EXACT:
            if not _same(answer, truth):
                return None
            continue
        if abs(magnitude(answer) - magnitude(truth)) > _FAR:
            return None
        if truth.contains(0):
            return None
        ratio = exactly(answer / truth).limit_denominator(100)
        scaled = Intervals(_BITS).number(ratio) * truth
        if not _same(answer, scaled):
            return None
        found.add(ratio)
    return found.pop() if len(found) == 1 else None


def _diagonal(samples: Sequence[_Sample], asked: Question) -> Iterator[str]:
    """Right on the diagonal of two axes and wrong off it, or the other way round."""
    letters = [letter for letter, _ in asked.free] or ["row", "column"]
    shape = samples[0].truth.shape
    for one, two in itertools.combinations(range(len(shape)), 2):
        if shape[one] != shape[two] or max(one, two) >= len(letters):
            continue
        on, off = _agreement(samples, one, two)
        names = f"{letters[one]} = {letters[two]}", f"{letters[one]} ≠ {letters[two]}"
        if on and not off:
            yield f"it is right where {names[0]}, and wrong where {names[1]}"
        elif off and not on:
            yield f"it is right where {names[1]}, and wrong where {names[0]}"


def _agreement(samples: Sequence[_Sample], one: int, two: int) -> tuple[bool, bool]:
    """Whether all entries agree on the diagonal of two axes, and off it."""
    agreed = {True: True, False: True}
    for sample in samples:
        for place, (answer, truth) in zip(places(sample.truth.shape), sample.pairs(), strict=True):
            agreed[place[one] == place[two]] &= _same(answer, truth)
    return agreed[True], agreed[False]


def _mask(samples: Sequence[_Sample]) -> Iterator[str]:
    """Right wherever it is right to be non-zero, and not zero where it should be."""
    pairs = [pair for sample in samples for pair in sample.pairs()]
    wrong = [(answer, truth) for answer, truth in pairs if not _same(answer, truth)]
    right = [truth for answer, truth in pairs if _same(answer, truth) and magnitude(truth) > EXACT]
    if wrong and right and all(magnitude(truth) == EXACT for _, truth in wrong):
        yield "it is right but for places where it should be zero: is a mask missing?"
    if wrong and right and all(magnitude(answer) == EXACT for answer, _ in wrong):
        yield "it is zero in places where it should not be: is a mask too wide?"


def _from_changes(
    answer: Tree, asked: Question, model: Model, seed: int, budget: Budget
) -> Iterator[str]:
    """Small changes to the answer that make it right; none are sought in a long one."""
    if sum(1 for _ in walk(answer)) > _MAX_NODES:
        return
    for changed, hint in itertools.islice(_changes(answer, asked, model), _MAX_CHANGES):
        if compare(changed, asked, model, seed=seed, budget=budget).outcome is Outcome.EQUAL:
            yield hint


def _changes(answer: Tree, asked: Question, model: Model) -> Iterator[tuple[Tree, str]]:
    free = {letter for letter, _ in asked.free}
    for node in walk(answer):
        if isinstance(node, Over) and node.kind == "sum":
            yield (
                _without(answer, node, node.body),
                f"it would agree if the sum over {node.index} were dropped",
            )
        if isinstance(node, Transpose):
            yield _without(answer, node, node.operand), "a transpose is in the wrong place"
    for letter in sorted(unbound(answer) & set(model.indices) - free):
        summed = Over("sum", letter, None, None, None, answer)
        yield summed, f"it would agree if it were summed over {letter}"
    yield from _signs(answer)


def _without(tree: Tree, node: Tree, instead: Tree) -> Tree:
    return rewrite(tree, lambda here: instead if here == node else here)


def _signs(answer: Tree) -> Iterator[tuple[Tree, str]]:
    for node in walk(answer):
        if not isinstance(node, Sum) or len(node.terms) > 6:
            continue
        for n, term in enumerate(node.terms):
            flipped = term.operand if isinstance(term, Negative) else Negative(term)
            terms = (*node.terms[:n], flipped, *node.terms[n + 1 :])
            yield _without(answer, node, Sum(terms)), "one of its terms has the wrong sign"
