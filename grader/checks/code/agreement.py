"""Agreement: are the student's outputs the reference's, on generated inputs?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from typing_extensions import override

from grader.checks.code.base import CodeCheck
from grader.checks.code.comparison import disagreement
from grader.context import Context
from grader.numerics.inputs import Case
from grader.results import Failure, Verdict


@dataclass(frozen=True)
class Agreement(CodeCheck):
    """Every output of the driver, or those in `outputs`, equals the reference's but for rounding.

    Where there is no reference (a student's own machine) the recorded cases are compared.

    Args:
        driver: takes the module and the inputs, returns a dict of numbers and arrays.
        inputs: what the driver's arguments are generated from.
        outputs: the names of the outputs to compare; None is all.

    Example:
        >>> Agreement(drivers.linear, inputs.linear, weight=2)

    """

    recorded_in_handout: ClassVar[int] = 8

    outputs: Sequence[str] | None = None

    @override
    def judge(self, context: Context) -> Verdict:
        driver = self.driver.__name__
        reference = context.reference
        if reference is None:
            return judge_recorded(self, driver, context, self.outputs)

        def examine(case: Case) -> Failure | None:
            expected = reference.expected(driver, case)
            return disagreement(context, driver, case, expected, self.outputs)

        return self.found(context.search(driver, self.generated, examine), context.examples)


def judge_recorded(
    check: CodeCheck, driver: str, context: Context, outputs: Sequence[str] | None = None
) -> Verdict:
    """Compare on the recorded cases: show the smallest failure, diagnose on the first case."""
    if not context.recorded:
        return check.pend("no cases are recorded for this check, so nothing was compared")
    failures = []
    for recorded in context.recorded:
        failure = disagreement(context, driver, recorded.case, recorded, outputs)
        if failure:
            failures.append(failure)
            if failure.ended:
                break
    smallest = min(failures, key=_extent, default=None)
    if smallest and not smallest.ended:
        smallest = replace(smallest, diagnosis=failures[0].diagnosis or smallest.diagnosis)
    return check.found(smallest, len(context.recorded))


def _extent(failure: Failure) -> int:
    return sum(int(np.size(value)) for value in failure.arguments.values())
