"""Speed: how long does the student's code take beside the reference, for the same results?"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from typing_extensions import Self, override

from grader.checks.code.compared import Compared
from grader.checks.code.comparison import disagreement
from grader.context import Context
from grader.numerics.inputs import Case
from grader.oracles import Reference
from grader.results import Failure, Rank, Verdict
from grader.sandbox.child.bounds import entries
from grader.sandbox.host.runner import Call, Returned

RUNS, FEWEST = 5, 3  # pairs of runs at each size; the fewest where they are slow
PATIENCE = 8.0  # seconds for the runs at one size, if there have been enough
WAY = 0.005  # seconds that a call may take to reach the student's process and come back
BANDWIDTH = 500e6  # bytes a second on that way
CLEAR = 10  # so many times too slow at half the sizes, and the full ones aren't tried
GROWTH = ["not at all", "linearly", "quadratically", "cubically"]


class Pair(NamedTuple):
    """Seconds that one run took each, on the same inputs."""

    yours: float
    reference: float


@dataclass(frozen=True)
class Speed(Compared):
    """The student's code takes at most `at_most` times as long as the reference.

    A guard: wrong code can be fast. Both run by turns on this machine, with one thread, each time
    on other inputs, at the largest sizes of `inputs` and at half of them. Choose sizes for which
    the reference takes 10 ms or more. It passes by the median run or by the fastest ones. The
    weight is lost only if the student's fastest run is too slow for the reference's slowest; it is
    pending if neither holds, after as many runs again, or if what is returned at these sizes is not
    what the reference returns. Messages give the ratio as a power of ten, so that they stay the
    same when the same work is graded again.

    Args:
        driver: as for `Agreement`. It should do little beside calling the student's code.
        inputs: as for `Agreement`, with a range for each size: `sizes={"n": (1, 2000)}`.
        at_most: the student's time in terms of the reference's.
        up_to: as for `Agreement`.
        leaderboard: a name for the ratio on Gradescope's leaderboard, the fastest first. It is a
            time, and not the same when the same work is graded again.

    """

    at_most: float = field(default=3.0, kw_only=True)
    guard: bool = field(default=True, kw_only=True)
    leaderboard: str = field(default="", kw_only=True)

    @override
    def for_students(self) -> Self | None:
        return None  # there is no reference to compare with

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        if self.at_most < 1:
            found.append(f"at_most: write a number from 1 up, not {self.at_most:g}")
        if self.partial:
            found.append("partial: leave it out, a time has no parts")
        if self.inputs and not self.inputs.fits(self._sizes(1)):
            found.append("inputs: an axis has no length at the largest sizes: write other ones")
        return found

    @override
    def judge(self, context: Context) -> Verdict:
        from threadpoolctl import threadpool_limits

        if context.reference is None:
            return self.pend("there is no reference to compare with")
        with threadpool_limits(1):
            return self._measured(context, context.reference)

    def _measured(self, context: Context, reference: Reference) -> Verdict:
        half: list[Pair] = []
        if self.generated.fits(self._sizes(2)) and self._sizes(2) != self._sizes(1):
            half, failure = self._pairs(context, reference, 2)
            if failure:
                return self.lose(failure)
            if self._too_slow(half, CLEAR):
                return self.lose(self._failure(half, []))
        pairs, failure = self._pairs(context, reference, 1)
        if failure is None and _ratio(pairs) > self.at_most and not self._too_slow(pairs):
            more, failure = self._pairs(context, reference, 1)  # the machine may have been busy
            pairs += more
        if failure:
            return self.lose(failure)
        ratio = _ratio(pairs)
        if ratio <= self.at_most:
            wrong = self._wrong(context, reference)
            if wrong:
                return self.pend(f"fast enough, but wrong at these sizes: {wrong.summary}")
            rank = Rank(self.leaderboard, round(ratio, 2), "asc") if self.leaderboard else None
            return self.earn(cases=len(pairs), rank=rank)
        if self._too_slow(pairs):
            return self.lose(self._failure(pairs, half), cases=len(pairs))
        return self.pend(f"only some runs were within {self.at_most:g} times the reference's time")

    def _too_slow(self, pairs: Sequence[Pair], margin: float = 1.0) -> bool:
        slowest = max(pair.reference for pair in pairs)
        return min(pair.yours for pair in pairs) > margin * self.at_most * slowest

    def _wrong(self, context: Context, reference: Reference) -> Failure | None:
        """How what is returned at the largest sizes differs: no answer is a fast one."""
        driver, case = self.driver.__name__, self._case(context, 1, 0)
        return disagreement(context, driver, case, reference.expected(driver, case), self.terms)

    def _case(self, context: Context, part: int, number: int) -> Case:
        regimes = self.generated.regimes
        regime = "normal" if "normal" in regimes else regimes[-1]
        return self.generated.case(self._sizes(part), regime, context.seed + number)

    def _sizes(self, part: int) -> dict[str, int]:
        """The largest sizes, or a part of them."""
        ranges = self.generated.ranges
        return {name: max(least, most // part) for name, (least, most) in ranges.items()}

    def _pairs(
        self, context: Context, reference: Reference, part: int
    ) -> tuple[list[Pair], Failure | None]:
        """Time runs by turns; the first, which may have to import or compile, doesn't count."""
        pairs: list[Pair] = []
        began = time.monotonic()
        for number in range(RUNS + 1):
            pair = self._pair(context, reference, self._case(context, part, number))
            if isinstance(pair, Failure):
                return pairs, pair
            pairs.append(pair)
            if number >= FEWEST and time.monotonic() - began > PATIENCE:
                break
        return pairs[1:], None

    def _pair(self, context: Context, reference: Reference, case: Case) -> Pair | Failure:
        driver, student = self.driver.__name__, context.student
        begin = time.perf_counter()
        expected = reference.values(driver, case.values, case.seed)
        middle = time.perf_counter()
        bounds = {name: entries(value) for name, value in expected.items()}
        call = Call(driver, case.values, seed=case.seed, bounds=bounds)
        sent = time.perf_counter()
        outcome = student.run(call)[0]
        end = time.perf_counter()
        if not isinstance(outcome, Returned):
            return context.fault(outcome, driver, case)
        way = WAY + sum(map(_bytes, [*case.values.values(), *expected.values()])) / BANDWIDTH
        return Pair(max(end - sent - way, 0.0), middle - begin)

    def _failure(self, pairs: Sequence[Pair], half: Sequence[Pair]) -> Failure:
        ratio = _ratio(pairs)
        shown = max([self.at_most, *(10**k for k in range(1, 7) if 10**k < ratio)])
        summary = f"it takes over {shown:g} times as long as the reference"
        if shown > self.at_most:
            summary += f", where {self.at_most:g} times are allowed"
        if half:
            growths = [_growth(half, pairs, which) for which in range(2)]
            if growths[0] > growths[1]:
                yours, theirs = (GROWTH[growth] for growth in growths)
                summary += f"; its time grows {yours} with the sizes, the reference's {theirs}"
        return Failure(summary, self.driver.__name__, sizes=self._sizes(1))


def _ratio(pairs: Sequence[Pair]) -> float:
    """How many times as long the student's code takes.

    The median of the ratios, or the ratio of the fastest runs where that is less: on a busy machine
    a run takes longer than its work, never shorter.
    """
    yours, theirs = min(pair.yours for pair in pairs), min(pair.reference for pair in pairs)
    return min(median(pair.yours / pair.reference for pair in pairs), yours / theirs)


def _growth(half: Sequence[Pair], full: Sequence[Pair], which: int) -> int:
    """The power of the sizes, doubled at once, by which the time grows; at most 3."""
    times = [median(pair[which] for pair in pairs) for pairs in (half, full)]
    power = np.log2(max(times[1], 1e-6) / max(times[0], 1e-6))
    return int(np.clip(np.round(power), 0, len(GROWTH) - 1))


def _bytes(value: Any) -> int:
    return value.nbytes if isinstance(value, np.ndarray) else 8 * entries(value)
