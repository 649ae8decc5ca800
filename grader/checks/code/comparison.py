"""Is an outcome the expected one? What agreement, fixtures and contracts share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.context import Context
from grader.numerics.data import Part, numbers, parts
from grader.numerics.diagnosis import NOT_FINITE, diagnose, diagnose_shape
from grader.numerics.inputs import Case
from grader.numerics.tolerance import SINGLE, difference, same_shape
from grader.oracles import Expected, Recorded, require_outputs
from grader.results import DataDifference, Failure
from grader.sandbox.child.worker import RAISED
from grader.sandbox.host.runner import Returned

NO_NOISE: Mapping[str, np.ndarray] = MappingProxyType({})


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
        failure = context.fault(outcome, driver, case)
        demanded = _demanded(expected)
        if demanded is None or failure.ended:
            return failure
        return replace(failure, summary=f"expected {demanded}, but it raised {failure.summary}")
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
    demanded = _demanded(expected)
    if demanded and RAISED not in outcome.values:
        summary = f"expected {demanded}, but nothing was raised"
        return Failure(summary, driver, case.values, malformed=True, sizes=case.sizes)
    require_outputs(driver, outputs or (), expected.values)
    for name in outputs or expected.values:
        right, value = expected.values[name], outcome.values.get(name)
        failure = differs(name, value, right, driver, case, {}, precision, relative)
        if failure and failure.difference:  # more than rounding does to the reference itself?
            failure = differs(name, value, right, driver, case, expected.noise, precision, relative)
        if failure:
            return failure
    return None


def _demanded(expected: Expected | Recorded) -> str | None:
    """The exception that is right on a case, if that is one."""
    return expected.values[RAISED] if [*expected.values] == [RAISED] else None


def differs(
    name: str,
    value: Any,
    right: Any,
    driver: str,
    case: Case,
    noise: Mapping[str, np.ndarray] = NO_NOISE,
    precision: float = SINGLE,
    relative: float = 0.0,
) -> Failure | None:
    """Return how one output first differs from the right one: in kind, in shape, or in value.

    `noise` has arrays by the output's name and the path in it.
    """
    for part in parts(value, right):
        whole = name + part.path
        if part.wrong:
            return _unlike(name, part, driver, case)
        array = _array_differs(name, part, driver, case, noise.get(whole, 0.0), precision, relative)
        if array:
            return array
    return None


def _unlike(name: str, part: Part, driver: str, case: Case) -> Failure:
    """The failure that another kind of value is, or another text or container."""
    shown = None if part.malformed else DataDifference(name, part.path, part.yours, part.expected)
    return Failure(
        f"{name}{part.path} {part.wrong}",
        driver,
        case.values,
        malformed=part.malformed,
        sizes=case.sizes,
        data=shown,
    )


def _array_differs(
    name: str,
    part: Part,
    driver: str,
    case: Case,
    noise: np.ndarray | float,
    precision: float,
    relative: float,
) -> Failure | None:
    """How numbers differ: in shape, or in an entry."""
    whole, yours, right = name + part.path, np.asarray(part.yours), np.asarray(part.expected)
    if not same_shape(yours, right):
        return Failure(
            f"{whole} has shape {yours.shape}, expected {right.shape}",
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
        f"{whole} is wrong: {wrong}" if right.size > 1 else f"{whole} is wrong",
        driver,
        case.values,
        replace(found, path=part.path),
        diagnose(yours, right, case.sizes),
        sizes=case.sizes,
    )


def not_finite(values: Mapping[str, object], driver: str, case: Case) -> Failure | None:
    """Return a failure for the first output that holds inf or nan."""
    for output, value in values.items():
        for name, array in numbers(value, output):
            if np.isfinite(array).all():
                continue
            return Failure(
                f"{name} is not finite: {np.count_nonzero(~np.isfinite(array))} of {array.size} "
                "entries are inf or nan",
                driver,
                case.values,
                diagnosis=NOT_FINITE,
            )
    return None
