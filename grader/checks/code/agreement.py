"""Agreement: are the student's outputs the reference's, on generated inputs?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.checks.code.base import CodeCheck
from grader.checks.code.comparison import disagreement
from grader.checks.code.trial import Trial, verdict
from grader.numerics.inputs import Case
from grader.results import Failure, Verdict


@dataclass(frozen=True)
class Agreement(CodeCheck):
    """Every output of the driver, or those in `outputs`, equals the reference's but for rounding.

    Where there is no reference (a student's own machine) the recorded cases are compared.
    """

    outputs: Sequence[str] | None = None

    def judge(self, trial: Trial) -> Verdict:
        """As `CodeCheck.judge`."""
        driver = self.driver.__name__
        reference = trial.reference
        if reference is None:
            return judge_recorded(self, driver, trial, self.outputs)

        def examine(case: Case) -> Failure | None:
            expected = reference.expected(driver, case)
            return disagreement(trial, driver, case, expected, self.outputs)

        return verdict(
            self, trial.search(self.driver.__name__, self.drawn, examine), trial.examples
        )


def judge_recorded(
    check: CodeCheck, driver: str, trial: Trial, outputs: Sequence[str] | None = None
) -> Verdict:
    """Compare on the recorded cases: show the smallest failure, diagnose on the first case."""
    failures = []
    for recorded in trial.recorded:
        failure = disagreement(trial, driver, recorded.case, recorded, outputs)
        if failure:
            failures.append(failure)
            if failure.ended:
                break
    smallest = min(failures, key=_extent, default=None)
    if smallest and not smallest.ended:
        smallest = replace(smallest, diagnosis=failures[0].diagnosis or smallest.diagnosis)
    return verdict(check, smallest, len(trial.recorded))


def _extent(failure: Failure) -> int:
    return sum(int(np.size(value)) for value in failure.given.values())
