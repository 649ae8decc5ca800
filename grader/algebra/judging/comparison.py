"""One answer against one truth, point after point.

First generic points, with every value of what takes few; then long axes, every orthant under a
function that takes signs apart, both sides of each switch and the switches themselves, and lines on
which no threshold is missed. Any counterexample ends it.

Different expressions of this kind agree only on a set of measure zero: a random point misses a
difference with a chance below 2^-10 (numerators of degree up to 1000, coordinates out of 2^20),
seven points with one below 2^-70 (Schwartz 1980; Richardson 1968 shows that no procedure can do
better in general).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress

from grader.algebra.budget import Budget
from grader.algebra.errors import ShapeError, TooHardError
from grader.algebra.evaluation.context import Switch, Switches
from grader.algebra.judging.discrete import arrangements
from grader.algebra.judging.lines import Lines
from grader.algebra.judging.outcome import Judgement, Outcome
from grader.algebra.judging.pointwise import ONE_UNDEFINED, Pair, Seen, Status
from grader.algebra.judging.question import Question
from grader.algebra.judging.signs import sign_patterns
from grader.algebra.judging.sizes import Sizes
from grader.algebra.judging.switching import onto
from grader.algebra.model.model import Model, Point
from grader.algebra.model.points import draw
from grader.algebra.model.reach import reach
from grader.algebra.tree import Tree

POINTS = 7
_NODE_WORK = 40  # what it takes to look through a formula, for each of its nodes
_MORE_DRAWS = 24
_MAX_SWITCHES = 24
_SIZES_WORK = 300_000
_LINES_WORK = 50_000


class Comparison:
    """One answer against one truth, point after point."""

    def __init__(
        self, answer: Tree, asked: Question, model: Model, rng: random.Random, budget: Budget
    ) -> None:
        self.pair = Pair(answer, asked, model)
        self.model = model
        self.policy = asked.policy
        self.rng = rng
        self.budget = budget
        self.met = reach(model, [answer, asked.truth])
        budget.charge(_NODE_WORK * len(self.met.nodes))
        self.sizes = Sizes(model, self.met, (size for _, size in asked.free), rng)
        self.drawn = any(s.name in self.met.names and not s.definition for s in model.symbols)
        self.switches: dict[Switch, tuple[int, Point]] = {}
        self.seen: list[Seen] = []
        self.on_switches: list[Seen] = []

    def judgement(self) -> Judgement:
        """The outcome; raises ShapeError or TooHardError."""
        for seen in self._everywhere():
            self.seen.append(seen)
            for switch, sides in seen.switches.items():
                before, where = self.switches.get(switch, (0, seen.point))
                self.switches[switch] = (before | sides, where)
            if seen.status is Status.DIFFERENT:
                points = len(self.seen)
                return Judgement(Outcome.DIFFERENT, "", seen.counterexample, points, passes=False)
        self.budget.charge(0)  # a budget that ran out on the way left points unseen
        return self._settled()

    def _everywhere(self) -> Iterator[Seen]:
        """How the two compare at every point that is worth a look."""
        for n, sizes in enumerate(self.sizes.ordinary(POINTS if self._varies() else 1)):
            found = arrangements(self.model, self._draw(sizes))
            yield self._look(found[n // 2 % len(found)])
        for point in arrangements(self.model, self._draw())[POINTS // 2 + 1 :]:
            yield self._look(point)
        yield from self._at_telling_sizes()
        if not self.drawn:
            return
        for point in sign_patterns(self.model, self.met, self._draw()):
            yield self._look(point)
        yield from self._at_switches()
        yield from self._on_lines()
        for _ in range(_MORE_DRAWS):
            if self._count(Status.EQUAL) >= POINTS:
                return
            yield self._look(self._draw())

    def _varies(self) -> bool:
        several = self.model.turns > 1
        return self.drawn or several or bool(self.sizes.axes or self.sizes.numbers)

    def _draw(self, sizes: dict[str, int] | None = None) -> Point:
        return draw(self.model, self.rng, sizes, self.met.names)

    def _look(self, point: Point, budget: Budget | None = None) -> Seen:
        return self.pair.compare(point, budget or self.budget)

    def _at_telling_sizes(self) -> Iterator[Seen]:
        """Each axis long in turn; a shape that only fits other sizes says nothing here."""
        with self.budget.part(_SIZES_WORK) as part:
            for sizes in self.sizes.telling():
                with suppress(ShapeError, TooHardError):
                    yield self._look(self._draw(sizes), part)
                part.charge(0)

    def _at_switches(self) -> Iterator[Seen]:
        """Both sides of each switch where only one was seen, and the switch itself."""
        for switch, (sides, point) in list(self.switches.items())[:_MAX_SWITCHES]:
            found = next(onto(self.model, point, switch, self.budget), None)
            if found is None:
                continue
            on_switch, *beside = found
            for side in beside if sides & 3 != 3 else ():
                yield self._look(side)
            self.on_switches.append(self.pair.compare(on_switch, self.budget, snap=True))

    def _on_lines(self) -> Iterator[Seen]:
        """In every gap between the thresholds on some lines."""
        if not self.switches:
            return
        looked: list[Seen] = []
        with self.budget.part(_LINES_WORK) as part:

            def look(point: Point) -> Switches:
                looked.append(self._look(point, part))
                return looked[-1].switches

            for _ in Lines(self.model, self.rng, part, look).walk(self._draw):
                yield looked[-1]

    def _count(self, status: Status) -> int:
        return sum(seen.status is status for seen in self.seen)

    # --- the outcome --------------------------------------------------------------------------

    def _settled(self) -> Judgement:
        """The outcome where no point differs."""
        points = len(self.seen)
        lone = [seen for seen in self.seen if seen.status in ONE_UNDEFINED]
        if self._count(Status.EQUAL) < (POINTS if points > 1 else 1):
            return self._too_few(lone)
        if lone:
            passes = None if self.policy.domains else True
            example = lone[0].counterexample
            return Judgement(Outcome.WHERE_DEFINED, _undefined(lone[0]), example, points, passes)
        off = [s for s in self.on_switches if s.status in _OFF]
        if off:
            reason = "they differ only where an expression switches"
            passes = not self.policy.at_switches
            example = off[0].counterexample
            return Judgement(Outcome.ALMOST_EVERYWHERE, reason, example, points, passes)
        bits = min(seen.bits for seen in self.seen)
        return Judgement(Outcome.EQUAL, "", None, points, passes=True, bits=bits)

    def _too_few(self, lone: list[Seen]) -> Judgement:
        points = len(self.seen)
        if len(lone) == points and {seen.status for seen in lone} == {Status.ANSWER_UNDEFINED}:
            reason = "this is undefined at every point that was tried"
            example = lone[0].counterexample
            return Judgement(Outcome.DIFFERENT, reason, example, points, passes=False)
        return Judgement(Outcome.UNDECIDED, "too few points where both are defined", None, points)


_OFF = frozenset({Status.DIFFERENT, Status.ANSWER_UNDEFINED})


def _undefined(seen: Seen) -> str:
    """Which side has no value, and where."""
    one = "this" if seen.status is Status.ANSWER_UNDEFINED else "what is asked"
    return f"they are equal where both are defined, but {one} has no value at some points"
