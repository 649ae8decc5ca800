"""Property: does a relation between inputs and outputs hold, whichever right answer was chosen?

For code that may be right in more than one way, such as random code: a dropout mask is judged
by its consistency and its rate, never against the reference's own mask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from typing_extensions import override

from grader.checks.code.base import CodeCheck
from grader.checks.code.comparison import not_finite
from grader.context import Context
from grader.errors import AssignmentError
from grader.numerics.inputs import Case
from grader.numerics.tolerance import as_numbers
from grader.results import Failure, Verdict
from grader.sandbox.host.runner import Returned

Holds = Callable[[Mapping[str, Any], Mapping[str, Any]], str | None]


@dataclass(frozen=True)
class Property(CodeCheck):
    """A relation that every right answer satisfies, on every generated case.

    Args:
        driver: as for `Agreement`.
        inputs: as for `Agreement`.
        holds: `holds(inputs, outputs)` runs here, on plain data; it returns a sentence that
            says what is wrong, or None. Numbers are arrays, and what the reference returns as
            numbers is numbers.

    """

    holds: Holds

    @override
    def judge(self, context: Context) -> Verdict:
        found = context.search(
            self.driver.__name__, self.generated, lambda case: self._violated(context, case)
        )
        return self.found(found, context.examples)

    def _violated(self, context: Context, case: Case) -> Failure | None:
        driver = self.driver.__name__
        outcome = context.run(driver, case)
        if not isinstance(outcome, Returned):
            return context.fault(outcome, driver, case)
        values = {}
        expected = context.expected(driver, case) if context.reference else None
        for name, value in outcome.values.items():
            array = as_numbers(value)
            values[name] = value if array is None else array
            wanted = expected.values.get(name) if expected else None
            if array is None and isinstance(wanted, np.ndarray):
                return Failure(f"{name} is not numbers", driver, case.values, malformed=True)
        sentence = self.holds(case.values, values)
        if sentence is None:
            infinite = not_finite(values, driver, case)
            return infinite and replace(infinite, outputs=values)
        if not isinstance(sentence, str):
            raise AssignmentError(
                f"{self.holds.__name__} returns {sentence!r}: return None where the property "
                "holds, else a sentence that says what is wrong"
            )
        return Failure(sentence, driver, case.values, outputs=values)
