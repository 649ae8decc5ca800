"""Training: does a whole training run follow the reference's curves?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from typing_extensions import override

from grader.checks.code.base import CodeCheck
from grader.checks.code.comparison import compare
from grader.context import Context
from grader.numerics.inputs import Case
from grader.numerics.search import generated
from grader.numerics.tolerance import as_numbers
from grader.oracles import Expected, Recorded, require_numbers, require_outputs
from grader.results import Failure, Rank, Verdict
from grader.sandbox.host.runner import Returned


@dataclass(frozen=True)
class Training(CodeCheck):
    """One run of a driver that trains and returns curves, an entry for each epoch.

    All randomness is in the inputs (shuffling, initial weights), so that the curves are the
    reference's but for rounding, which is measured on the reference.

    Args:
        driver: takes the module and the inputs, trains, returns a dict of curves.
        inputs: what the driver's arguments are generated from.
        slack: by curve, what one that jumps may be off besides: where two logits tie but for
            rounding, an accuracy changes by a whole sample.
        leaderboard: the curve whose last value stands on Gradescope's leaderboard, the highest
            first.

    """

    recorded_in_handout: ClassVar[int] = 1

    slack: Mapping[str, float] = field(default_factory=dict)
    leaderboard: str = ""

    @override
    def judge(self, context: Context) -> Verdict:
        if context.reference is None and not context.recorded:
            return self.pend("no run is recorded for this check, so nothing was compared")
        driver = self.driver.__name__
        case, expected = self._run(context)
        ranked = [self.leaderboard] if self.leaderboard else []
        require_outputs(driver, [*self.slack, *ranked], expected.values)
        require_numbers(driver, expected.values, expected.values)
        outcome = context.run(driver, case)
        if not isinstance(outcome, Returned):
            return self.lose(context.fault(outcome, driver, case), cases=1)
        failure = compare(outcome, driver, case, expected)
        if failure and self.slack:
            failure = compare(outcome, driver, case, self._with_slack(case, expected))
        yours = {name: outcome.values[name] for name in expected.values if name in outcome.values}
        curves = _curves("yours", yours) | _curves("expected", expected.values)
        curve = curves.get(f"yours {self.leaderboard}", ())
        rank = Rank(self.leaderboard, curve[-1], "desc") if curve and not failure else None
        return self.found(failure and _dated(failure), 1, curves=curves, rank=rank)

    def _with_slack(self, case: Case, expected: Expected | Recorded) -> Recorded:
        noise = {name: n + self.slack.get(name, 0.0) for name, n in expected.noise_up_to().items()}
        return Recorded(case, expected.values, noise)

    def _run(self, context: Context) -> tuple[Case, Expected | Recorded]:
        if context.reference is None:
            recorded = context.recorded[0]
            return recorded.case, recorded
        case = generated(self.generated, 1, context.seed)[0]
        return case, context.reference.expected(self.driver.__name__, case)


def _dated(failure: Failure) -> Failure:
    """Describe the failure by the first epoch that is off: the later ones follow from it."""
    found = failure.difference
    if found is None:
        return failure
    gaps = np.abs(found.yours - found.expected) > 1e-3 * np.abs(found.expected)
    first = int(np.argmax(gaps.reshape(-1))) if gaps.any() else found.entry[0]
    summary = (
        f"{found.output} leaves the expected curve in epoch {first + 1}: "
        f"yours {found.yours.flat[first]:.6g}, expected {found.expected.flat[first]:.6g}"
    )
    return Failure(summary, failure.driver, failure.arguments, found)


def _curves(whose: str, values: Mapping[str, Any]) -> dict[str, list[float]]:
    arrays = {name: as_numbers(value) for name, value in values.items()}
    return {
        f"{whose} {name}": np.asarray(array, float).reshape(-1).tolist()
        for name, array in arrays.items()
        if array is not None and np.isfinite(array).all()
    }
