"""One answer against one truth, point after point.

Both are evaluated at exact points, at rising precision, on both sides of every switch and then
on the switches themselves. Two intervals that don't meet are a counterexample, beyond doubt;
agreement to sixty bits at generic points is taken for equality, because two different
expressions of this kind agree only on a set of measure zero (Schwartz 1980; Richardson 1968
shows that no procedure can do better in general).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from grader.algebra.budget import Budget
from grader.algebra.errors import ShapeError, UndefinedError, UnsettledError
from grader.algebra.evaluation.arrays import Array, named, places
from grader.algebra.evaluation.context import Context, Switch
from grader.algebra.evaluation.evaluator import at, evaluate
from grader.algebra.evaluation.interval import Intervals, error, magnitude, shown, sign
from grader.algebra.judging.outcome import Counterexample, Judgement, Outcome
from grader.algebra.judging.question import Question
from grader.algebra.judging.switching import onto
from grader.algebra.model.model import Model, Point
from grader.algebra.model.points import draw
from grader.algebra.tree import Number, Transpose, Tree, unbound

PRECISIONS = (133, 400, 1330)  # 40, 120 and 400 decimal digits, in bits
_AGREEING_BITS = 60
_FLOOR = -60
_FIRST, _SECOND = 7, 3
_ENOUGH = 4
_MAX_SWITCHES = 24
_MORE_DRAWS = 16


class _Status(Enum):
    EQUAL = 0
    DIFFERENT = 1
    ANSWER_UNDEFINED = 2
    TRUTH_UNDEFINED = 3
    BOTH_UNDEFINED = 4
    UNSETTLED = 5


@dataclass(frozen=True, slots=True)
class _Seen:
    """How the two sides compare at one point."""

    status: _Status
    counterexample: Counterexample | None = None


class Comparison:
    """One answer against one truth, point after point."""

    def __init__(
        self, answer: Tree, asked: Question, model: Model, rng: random.Random, budget: Budget
    ) -> None:
        self.answer = answer
        self.asked = asked
        self.model = model
        self.rng = rng
        self.budget = budget
        self.switches: dict[Switch, tuple[int, Point]] = {}
        self.seen: list[_Seen] = []

    def judgement(self) -> Judgement:
        """The outcome; raises ShapeError or TooHardError."""
        for point in self._generic_points():
            self._look(point)
            if self.seen[-1].status is _Status.DIFFERENT:
                return self._different(self.seen[-1])
        at_switches: list[_Seen] = []
        for on_switch, *sides in self._switching_points():
            for side in sides:
                self._look(side)
                if self.seen[-1].status is _Status.DIFFERENT:
                    return self._different(self.seen[-1])
            at_switches.append(self._compare(on_switch, snap=True))
        for _ in range(_MORE_DRAWS if self.model.symbols else 0):
            if self._count(_Status.EQUAL) >= _ENOUGH:
                break
            self._look(draw(self.model, self.rng))
            if self.seen[-1].status is _Status.DIFFERENT:
                return self._different(self.seen[-1])
        return self._settle(at_switches)

    def _count(self, status: _Status) -> int:
        return sum(seen.status is status for seen in self.seen)

    def _generic_points(self) -> Iterator[Point]:
        drawn = bool(self.model.symbols)
        for n in range(_FIRST if drawn else 1):
            yield draw(self.model, self.rng)
            if n % 2 and self.model.size_names() and n // 2 < _SECOND:
                yield draw(self.model, self.rng, second=True)

    def _switching_points(self) -> Iterator[tuple[Point, ...]]:
        """Points on each switch, and beyond those that were seen from one side only."""
        lonely: list[tuple[Switch, int]] = []
        for switch, (signs, point) in list(self.switches.items())[:_MAX_SWITCHES]:
            found = next(onto(self.model, point, switch, self.budget), None)
            if found is not None:
                yield found if signs & 3 != 3 else found[:1]
            elif signs & 3 in (1, 2) and point.sizes == self.model.instance():
                lonely.append((switch, 3 - (signs & 3)))
        for point in self._beyond(lonely):
            yield point, point

    def _beyond(self, lonely: list[tuple[Switch, int]]) -> Iterator[Point]:
        """Drawn points on the other side of switches that were seen from one side only."""
        for _ in range(_MORE_DRAWS):
            if not lonely:
                return
            point = draw(self.model, self.rng)
            context = at(self.model, point, Intervals(PRECISIONS[0]), self.budget)
            crossed = [(switch, side) for switch, side in lonely if _side(context, switch) == side]
            if crossed:
                lonely = [one for one in lonely if one not in crossed]
                yield point

    def _look(self, point: Point) -> None:
        """Compare at a point and note the switches on the way."""
        self.seen.append(self._compare(point, snap=False))

    def _compare(self, point: Point, *, snap: bool) -> _Seen:
        for bits in PRECISIONS:
            met: dict[Switch, int] = {}
            last = bits == PRECISIONS[-1]
            context = at(self.model, point, Intervals(bits, snap=snap or last), self.budget, met)
            seen = self._compare_at(context, point)
            if seen.status is not _Status.UNSETTLED:
                break
        if not snap:
            self._remember(met, point)
        return seen

    def _remember(self, met: dict[Switch, int], point: Point) -> None:
        for switch, signs in met.items():
            before, where = self.switches.get(switch, (0, point))
            self.switches[switch] = (before | signs, where)

    def _compare_at(self, context: Context, point: Point) -> _Seen:
        """Compare at one precision."""
        try:
            truth = self._side(context, self.asked.truth, point)
            answer = self._side(context, self.answer, point)
        except UnsettledError:
            return _Seen(_Status.UNSETTLED)
        if truth is None or answer is None:
            return _Seen(
                _MISSING[answer is None, truth is None], self._example(point, answer, truth)
            )
        answer = self._fitted(answer, truth)
        worst = [self._cell(a, t) for a, t in zip(answer.cells, truth.cells, strict=True)]
        if _Status.DIFFERENT in worst:
            cell = worst.index(_Status.DIFFERENT)
            return _Seen(_Status.DIFFERENT, self._example(point, answer, truth, cell))
        return _Seen(_Status.UNSETTLED if _Status.UNSETTLED in worst else _Status.EQUAL)

    def _side(self, context: Context, tree: Tree, point: Point) -> Array | None:
        try:
            return evaluate(context, tree, self.asked.ranges(self.model, point))
        except UndefinedError:
            return None

    def _fitted(self, answer: Array, truth: Array) -> Array:
        """The answer in the truth's shape; raises ShapeError where it has another."""
        if answer.shape == truth.shape:
            return answer
        if is_zero(self.answer):
            return Array(truth.shape, answer.cells * len(truth.cells))
        flat = (
            len(answer.cells) == len(truth.cells)
            and max(map(len, (answer.shape, truth.shape))) == 2
        )
        free = self.asked.policy.any_orientation or self._entries_stand_for_a_row()
        if flat and 1 in (*answer.shape, *truth.shape) and free:
            return Array(truth.shape, answer.cells)
        raise ShapeError(f"this is {named(answer.shape)}; {named(truth.shape)} is asked")

    def _entries_stand_for_a_row(self) -> bool:
        """Whether one side is written entry by entry, where a scalar's derivative is a row."""
        letters = {letter for letter, _ in self.asked.free}
        sides = [bool(letters & unbound(side)) for side in (self.answer, self.asked.truth)]
        return self.model.layout == "jacobian" and len(letters) == 1 and sum(sides) == 1

    def _cell(self, answer: Any, truth: Any) -> _Status:
        gap = answer - truth
        apart = bool(gap != 0)
        if apart and self.asked.policy.tolerance:
            allowed = self.asked.policy.tolerance
            if abs(gap) <= arb(fmpq(allowed.numerator, allowed.denominator)):
                return _Status.EQUAL
        if apart:
            return _Status.DIFFERENT
        scale = max(magnitude(answer), magnitude(truth), _FLOOR)
        return _Status.EQUAL if error(gap) <= scale - _AGREEING_BITS else _Status.UNSETTLED

    def _example(
        self, point: Point, answer: Array | None, truth: Array | None, cell: int = 0
    ) -> Counterexample:
        shape = truth.shape if truth is not None else ()
        index = tuple(n + 1 for n in list(places(shape))[cell])
        values = [
            shown(side.cells[cell]) if side is not None else "undefined" for side in (answer, truth)
        ]
        return Counterexample(described(self.model, point), index, *values)

    # --- the outcome --------------------------------------------------------------------------

    def _different(self, seen: _Seen) -> Judgement:
        return Judgement(Outcome.DIFFERENT, "", seen.counterexample, len(self.seen), passes=False)

    def _settle(self, at_switches: Sequence[_Seen]) -> Judgement:
        """The outcome once no generic point differs."""
        self.budget.charge(0)  # a budget that ran out on the way left points unseen
        equal, points = self._count(_Status.EQUAL), len(self.seen)
        lone = [
            s for s in self.seen if s.status in (_Status.ANSWER_UNDEFINED, _Status.TRUTH_UNDEFINED)
        ]
        if equal < (_ENOUGH if points > 1 else 1):
            return self._too_few(lone, points)
        if lone:
            reason = (
                "they are equal where both are defined, but one is undefined where the other isn't"
            )
            passes = None if self.asked.policy.domains else True
            return Judgement(Outcome.WHERE_DEFINED, reason, lone[0].counterexample, points, passes)
        off = [s for s in at_switches if s.status in (_Status.DIFFERENT, _Status.ANSWER_UNDEFINED)]
        if off:
            reason = "they differ only where an expression switches"
            passes = not self.asked.policy.at_switches
            return Judgement(
                Outcome.ALMOST_EVERYWHERE, reason, off[0].counterexample, points, passes
            )
        return Judgement(Outcome.EQUAL, "", None, points, passes=True)

    def _too_few(self, lone: Sequence[_Seen], points: int) -> Judgement:
        if lone and len(lone) == points and {s.status for s in lone} == {_Status.ANSWER_UNDEFINED}:
            reason = "this is undefined at every point that was tried"
            return Judgement(
                Outcome.DIFFERENT, reason, lone[0].counterexample, points, passes=False
            )
        return Judgement(Outcome.UNDECIDED, "too few points where both are defined", None, points)


def is_zero(tree: Tree) -> bool:
    """Whether this is a plain 0, perhaps transposed: it stands for zeros of any shape."""
    return tree == Number(Fraction(0)) or (isinstance(tree, Transpose) and is_zero(tree.operand))


_MISSING = {
    (True, True): _Status.BOTH_UNDEFINED,
    (True, False): _Status.ANSWER_UNDEFINED,
    (False, True): _Status.TRUTH_UNDEFINED,
}


def _side(context: Context, switch: Switch) -> int:
    """1 above a switch, 2 below it, 0 where that can't be told."""
    try:
        side = sign(switch.gap(context))
    except (ArithmeticError, ValueError):
        return 0
    return {1: 1, -1: 2, 0: 0}[side]


def described(model: Model, point: Point) -> tuple[tuple[str, str], ...]:
    """A point in decimals, for people: the drawn symbols and the sizes that matter."""
    found = []
    for symbol in model.symbols:
        if symbol.name in point.values:
            cells = [f"{float(v):.6g}" for v in point.values[symbol.name]]
            found.append((symbol.name, cells[0] if not symbol.shape else f"[{', '.join(cells)}]"))
    return (*((name, str(size)) for name, size in point.sizes.items()), *found)
