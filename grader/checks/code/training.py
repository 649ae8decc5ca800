"""Training: does a whole training run follow the reference's curves?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.checks.code.base import CodeCheck
from grader.checks.code.comparison import compare
from grader.checks.code.trial import Expected, Recorded, Trial, verdict
from grader.numerics.inputs import Case
from grader.numerics.search import generated
from grader.numerics.tolerance import as_numbers
from grader.results import Failure, Verdict
from grader.sandbox.host.runner import Returned


@dataclass(frozen=True)
class Training(CodeCheck):
    """One run of a driver that trains and returns curves, an entry for each epoch.

    All randomness is in the inputs (shuffling, initial weights), so that the curves are the
    reference's but for rounding, which is measured on the reference. Both are kept. `slack`
    is what a curve that jumps may be off besides: where two logits tie but for rounding, an
    accuracy changes by a whole sample.
    """

    slack: Mapping[str, float] = field(default_factory=dict)

    def judge(self, trial: Trial) -> Verdict:
        """As `CodeCheck.judge`."""
        driver = self.driver.__name__
        case, expected = self._run(trial)
        outcome = trial.run(driver, case)
        if not isinstance(outcome, Returned):
            return verdict(self, trial.fault(outcome, driver, case), 1)
        failure = compare(outcome, driver, case, expected)
        if failure and self.slack:
            failure = compare(outcome, driver, case, self._with_slack(case, expected))
        judged = verdict(self, failure and _dated(failure), 1)
        curves = _curves("yours", outcome.values) | _curves("expected", expected.values)
        return Verdict(**{**vars(judged), "curves": curves})

    def _with_slack(self, case: Case, expected: Expected | Recorded) -> Recorded:
        noise = {name: n + self.slack.get(name, 0.0) for name, n in expected.noise.items()}
        return Recorded(case, expected.values, noise)

    def _run(self, trial: Trial) -> tuple[Case, Expected | Recorded]:
        if trial.reference is None:
            return trial.recorded[0].case, trial.recorded[0]
        case = generated(self.drawn, 1, trial.start)[0]
        return case, trial.reference.expected(self.driver.__name__, case)


def _dated(failure: Failure) -> Failure:
    """The failure, told by the first epoch that is off: the later ones follow from it."""
    found = failure.difference
    if found is None:
        return failure
    gaps = np.abs(found.yours - found.expected) > 1e-3 * np.abs(found.expected)
    first = int(np.argmax(gaps.reshape(-1))) if gaps.any() else found.entry[0]
    summary = (
        f"{found.output} leaves the expected curve in epoch {first + 1}: "
        f"yours {found.yours.flat[first]:.6g}, expected {found.expected.flat[first]:.6g}"
    )
    return Failure(summary, failure.driver, failure.given, found)


def _curves(whose: str, values: Mapping[str, Any]) -> dict[str, list[float]]:
    arrays = {name: as_numbers(value) for name, value in values.items()}
    return {
        f"{whose} {name}": np.asarray(array, float).reshape(-1).tolist()
        for name, array in arrays.items()
        if array is not None and np.isfinite(array).all()
    }
