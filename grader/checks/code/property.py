"""Property: does a relation between inputs and outputs hold, whichever right answer was chosen?

For code that may be right in more than one way, such as random code: a dropout mask is judged
by its consistency and its rate, never against the reference's own mask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.checks.code.base import CodeCheck
from grader.checks.code.comparison import not_finite
from grader.checks.code.trial import Trial, verdict
from grader.numerics.inputs import Case
from grader.numerics.tolerance import as_numbers
from grader.results import Failure, Verdict
from grader.sandbox.host.runner import Returned

Holds = Callable[[Mapping[str, Any], Mapping[str, Any]], str | None]


@dataclass(frozen=True)
class Property(CodeCheck):
    """`holds(inputs, outputs)` says in a sentence what is wrong, or None.

    It runs here, on plain arrays, for every generated case.
    """

    holds: Holds

    def judge(self, trial: Trial) -> Verdict:
        """As `CodeCheck.judge`."""
        found = trial.search(
            self.driver.__name__, self.drawn, lambda case: self._violated(trial, case)
        )
        return verdict(self, found, trial.examples)

    def _violated(self, trial: Trial, case: Case) -> Failure | None:
        driver = self.driver.__name__
        outcome = trial.run(driver, case)
        if not isinstance(outcome, Returned):
            return trial.fault(outcome, driver, case)
        arrays = {name: as_numbers(value) for name, value in outcome.values.items()}
        for name, array in arrays.items():
            if array is None:
                return Failure(f"{name} isn't numbers", driver, case.values)
        sentence = self.holds(case.values, arrays)
        if sentence is None:
            return not_finite(arrays, driver, case)
        return Failure(sentence, driver, case.values)
