"""Agreement: are the student's outputs the reference's, on generated inputs?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from typing_extensions import override

from grader.checks.code.compared import Compared
from grader.checks.code.comparison import Terms, disagreement
from grader.context import Context
from grader.numerics.inputs import Case
from grader.numerics.search import generated
from grader.oracles import Expected, Recorded
from grader.results import Failure, Verdict
from grader.sandbox.child.bounds import entries

NEW_CASES = 3  # beside the recorded ones


@dataclass(frozen=True)
class Agreement(Compared):
    """Every output of the driver, or those in `outputs`, equals the reference's but for rounding.

    Where there is no reference (a student's own machine) the recorded cases are compared.

    Args:
        driver: a function in `drivers.py`. Its first argument is the module, by its name; the
            others are what `inputs` generates. It returns a dict of plain data, each under a name
            of its own: arrays, numbers, booleans, texts, bytes, None, and lists, tuples, sets and
            dicts of them. Floats are compared but for rounding, and everything else exactly, sets
            and dicts in any order; a list and a tuple of the same items are equal.
        inputs: what the driver's arguments are generated from.
        outputs: the names of the outputs to compare; None is all.
        tolerance: what an answer may be off besides rounding, relative to each entry and to the
            whole array: for homeworks that allow an epsilon, or an approximation.
        up_to: what the outputs are right up to, by name or all alike: "sign", "scale",
            "constant", "order", "permutation", "labels", "rotation", "basis", or several. Each
            output is free for itself: what hangs together, such as a product, is one more output.
        partial: "entries", "cases" or "outputs": what share of these is right is earned where
            not all are. What one constant answer has right earns nothing; other knowledge-free
            answers, such as an input returned as it is, may still earn some.

    Example:
        >>> def linear(mlp, x, W):  # in drivers.py; mlp.py is what students submit
        ...     return {"out": mlp.linear(x, W)}
        >>> xs = Inputs(x=reals("n", "batch"), W=reals("m", "n"))  # in inputs.py
        >>> Agreement(drivers.linear, inputs.xs, weight=2)  # in assignment.py

    """

    recorded_in_handout: ClassVar[int] = 8

    outputs: Sequence[str] | None = None
    tolerance: float = field(default=0.0, kw_only=True)

    @property
    @override
    def terms(self) -> Terms:
        return Terms(self.outputs, self.tolerance, self.freedoms)

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        return found if self.outputs != [] else [*found, "outputs: name some, or leave it out"]

    @override
    def judge(self, context: Context) -> Verdict:
        driver, reference = self.driver.__name__, context.reference
        if reference is None:
            return judge_recorded(self, context)

        def examine(case: Case) -> Failure | None:
            expected = reference.expected(driver, case)
            return disagreement(context, driver, case, expected, self.terms)

        found = context.search(driver, self.generated, examine)
        cases = generated(self.generated, context.examples, context.seed) if found else ()
        pairs = [(case, reference.expected(driver, case)) for case in cases]
        return self.compared(found, context, pairs, context.examples)


def judge_recorded(check: Compared, context: Context) -> Verdict:
    """Compare on the recorded cases: show the smallest failure, diagnose on the first case.

    Students may have seen these: where there is a reference, a few new cases must be right too;
    or as many, where they alone say how large a part is.
    """
    if not context.recorded:
        return check.pend("no cases are recorded for this check, so nothing was compared")
    driver, reference = check.driver.__name__, context.reference
    cases: list[tuple[Case, Expected | Recorded]]
    cases = [(recorded.case, recorded) for recorded in context.recorded]
    count = len(cases) if check.partial else NEW_CASES
    new = generated(check.generated, count, context.seed) if reference else ()
    fresh = [(case, reference.expected(driver, case)) for case in new] if reference else []
    found = smallest_of(
        context,
        (
            (case, disagreement(context, driver, case, right, check.terms))
            for case, right in [*cases, *fresh]
        ),
    )
    return check.compared(found, context, fresh or cases, len(cases))


def smallest_of(
    context: Context, failures: Iterable[tuple[Case, Failure | None]]
) -> Failure | None:
    """Return the failure on the smallest case, diagnosed on the first; the end of the process."""
    found: list[tuple[Case, Failure]] = []
    for case, failure in failures:
        if failure is not None:
            if failure.ended:
                return failure
            found.append((case, failure))
    if not found:
        return None
    return context.explained(min(found, key=lambda pair: _extent(pair[1])), found[0])


def _extent(failure: Failure) -> int:
    return entries(dict(failure.arguments))
