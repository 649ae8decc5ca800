"""Is an outcome the expected one? What agreement, fixtures and contracts share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.context import Context
from grader.numerics.data import Part, leaves, numbers, parts
from grader.numerics.diagnosis import NOT_FINITE, diagnose, diagnose_shape
from grader.numerics.freedom import NONE, Freedoms, aligned
from grader.numerics.inputs import Case
from grader.numerics.tolerance import SINGLE, difference, same_shape
from grader.oracles import Expected, Recorded, require_outputs
from grader.results import DataDifference, Failure
from grader.sandbox.child.worker import RAISED
from grader.sandbox.host.runner import Returned

NO_NOISE: Mapping[str, np.ndarray] = MappingProxyType({})


@dataclass(frozen=True)
class Terms:
    """Which outputs are compared (None: all), and what they may be off besides rounding.

    `relative` is a distance, and `up_to` has for each output what it is right up to.
    """

    outputs: Sequence[str] | None = None
    relative: float = 0.0
    up_to: Freedoms = NONE

    def failure(
        self, name: str, value: Any, expected: Expected | Recorded, driver: str, case: Case
    ) -> Failure | None:
        """How an output differs by more than rounding does to the reference itself."""
        right, free = expected.values[name], self.up_to.of(name)
        value = aligned(value, right, free)
        rest = (expected.precision, self.relative)
        found = differs(name, value, right, driver, case, NO_NOISE, *rest)
        if found and found.difference:
            found = differs(
                name, value, right, driver, case, expected.noise_up_to(self.up_to), *rest
            )
        if found and free and not found.malformed:
            return replace(found, summary=f"{found.summary}, also up to {' and '.join(free)}")
        return found


ALL = Terms()


def disagreement(
    context: Context,
    driver: str,
    case: Case,
    expected: Expected | Recorded,
    terms: Terms = ALL,
) -> Failure | None:
    """Run the student's module on a case and compare its outputs."""
    outcome = context.run(driver, case)
    if not isinstance(outcome, Returned):
        failure = context.fault(outcome, driver, case)
        demanded = _demanded(expected)
        if demanded is None or failure.ended:
            return failure
        return replace(failure, summary=f"expected {demanded}, but it raised {failure.summary}")
    return compare(outcome, driver, case, expected, terms)


def compare(
    outcome: Returned,
    driver: str,
    case: Case,
    expected: Expected | Recorded,
    terms: Terms = ALL,
) -> Failure | None:
    """Return a failure for the first output that differs from the expected one."""
    demanded = _demanded(expected)
    if demanded and RAISED not in outcome.values:
        summary = f"expected {demanded}, but nothing was raised"
        return Failure(summary, driver, case.values, malformed=True, sizes=case.sizes)
    require_outputs(driver, terms.outputs or (), expected.values)
    for name in terms.outputs or expected.values:
        failure = terms.failure(name, outcome.values.get(name), expected, driver, case)
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


def part_differs(
    name: str, part: Part, noise: Mapping[str, np.ndarray], precision: float, relative: float
) -> int:
    """Return how many single values of a part are wrong."""
    yours, right = np.asarray(part.yours), np.asarray(part.expected)
    if part.wrong or not same_shape(yours, right):
        return max(1, len(leaves(part.expected)))
    moved = noise.get(name + part.path, 0.0)
    found = difference(name, yours, right, moved, precision, relative)
    return found.count if found else 0


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
