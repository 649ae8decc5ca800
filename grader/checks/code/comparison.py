"""Is an outcome the expected one? What agreement, fixtures and contracts share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from grader.context import Context
from grader.numerics.diagnosis import NOT_FINITE, diagnose, diagnose_shape
from grader.numerics.inputs import Case
from grader.numerics.tolerance import SINGLE, as_numbers, difference, same_shape
from grader.oracles import Expected, Recorded, require_outputs
from grader.results import Failure
from grader.sandbox.host.runner import Returned


def disagreement(
    context: Context,
    driver: str,
    case: Case,
    expected: Expected | Recorded,
    outputs: Sequence[str] | None = None,
    relative: float = 0.0,
) -> Failure | None:
    """Run the student's module on a case and compare its outputs (all by default)."""
    outcome = context.run(driver, case)
    if not isinstance(outcome, Returned):
        return context.fault(outcome, driver, case)
    return compare(outcome, driver, case, expected, outputs, relative)


def compare(
    outcome: Returned,
    driver: str,
    case: Case,
    expected: Expected | Recorded,
    outputs: Sequence[str] | None = None,
    relative: float = 0.0,
) -> Failure | None:
    """Return a failure for the first output that differs from the expected one.

    `relative` is what the author allows besides rounding.
    """
    precision = expected.precision
    require_outputs(driver, outputs or (), expected.values)
    for name in outputs or expected.values:
        right = expected.values[name]
        value = outcome.values.get(name)
        failure = differs(name, value, right, driver, case, 0.0, precision, relative)
        if failure and failure.difference:  # more than rounding does to the reference itself?
            noise = expected.noise[name]
            failure = differs(name, value, right, driver, case, noise, precision, relative)
        if failure:
            return failure
    return None


def differs(
    name: str,
    value: object,
    right: np.ndarray,
    driver: str,
    case: Case,
    noise: np.ndarray | float = 0.0,
    precision: float = SINGLE,
    relative: float = 0.0,
) -> Failure | None:
    """Return how one output differs from the right one: in kind, in shape, or in its numbers."""
    yours = as_numbers(value)
    if yours is None:
        summary = f"{name} is {_kind(value)}, not numbers"
        return Failure(summary, driver, case.values, malformed=True, sizes=case.sizes)
    if not same_shape(yours, right):
        return Failure(
            f"{name} has shape {yours.shape}, expected {right.shape}",
            driver,
            case.values,
            diagnosis=diagnose_shape(yours.shape, right.shape),
            malformed=True,
            sizes=case.sizes,
            shapes=(yours.shape, right.shape),
        )
    found = difference(name, yours, right, noise, precision, relative)
    if found is None:
        return None
    wrong = f"{found.count} of {right.size} entries differ"
    return Failure(
        f"{name} is wrong: {wrong}" if right.size > 1 else f"{name} is wrong",
        driver,
        case.values,
        found,
        diagnose(yours, right, case.sizes),
        sizes=case.sizes,
    )


def not_finite(values: Mapping[str, object], driver: str, case: Case) -> Failure | None:
    """Return a failure for the first output that holds inf or nan."""
    for name, value in values.items():
        array = as_numbers(value)
        if array is not None and not np.isfinite(array).all():
            return Failure(
                f"{name} is not finite: {np.count_nonzero(~np.isfinite(array))} of {array.size} "
                "entries are inf or nan",
                driver,
                case.values,
                diagnosis=NOT_FINITE,
            )
    return None


def _kind(value: object) -> str:
    return "missing (None)" if value is None else f"of type {type(value).__name__}"
