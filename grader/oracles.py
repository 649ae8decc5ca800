"""What is right: the reference's outputs on a case, worked out here or recorded before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.errors import AssignmentError
from grader.numerics.inputs import Case, Inputs
from grader.numerics.tolerance import SINGLE, as_numbers
from grader.sandbox.host.runner import Call, LocalModule, Raised, Returned

NOISE_RUNS = 6
NOISE_MARGIN = 8.0


@dataclass(frozen=True)
class Recorded:
    """A case with the reference's outputs, and how far rounding moves them."""

    case: Case
    values: Mapping[str, np.ndarray]
    noise: Mapping[str, np.ndarray]


class Expected:
    """The reference's outputs on a case; `noise` is worked out when it is asked for."""

    def __init__(self, reference: Reference, driver: str, case: Case) -> None:
        self.values = reference.values(driver, case.values, case.seed)
        self._reference, self._driver, self._case = reference, driver, case

    @cached_property
    def noise(self) -> dict[str, np.ndarray]:
        """How far each entry moves when the reference computes in single precision.

        Its inputs are rounded in several ways; a reference that keeps its inputs' type then does
        its own arithmetic, and whatever the driver does with it, in that type too.
        """
        case, rng = self._case, np.random.default_rng(self._case.seed)
        noise = {name: np.zeros(value.shape) for name, value in self.values.items()}
        for _ in range(NOISE_RUNS):
            moved = {name: _rounded(value, rng) for name, value in case.values.items()}
            for name, value in self._reference.values(self._driver, moved, case.seed).items():
                gap = np.abs(value - self.values[name])
                noise[name] = np.maximum(noise[name], np.where(np.isfinite(gap), gap, 0.0))
        return {name: NOISE_MARGIN * value for name, value in noise.items()}


class Reference:
    """The oracle that an instructor has. It remembers, so that a batch asks it once a case."""

    def __init__(self, module: LocalModule) -> None:
        self.module = module
        self._known: dict[tuple[str, Case], Expected] = {}

    def expected(self, driver: str, case: Case) -> Expected:
        """Return the reference's outputs at a case; raises AssignmentError if it has none."""
        known = self._known.get((driver, case))
        if known is None:
            known = self._known[driver, case] = Expected(self, driver, case)
        return known

    def values(self, driver: str, inputs: Mapping[str, Any], seed: int) -> dict[str, np.ndarray]:
        """Return the outputs as arrays; raises AssignmentError if they aren't numbers."""
        outcome = self.module.run(Call(driver, inputs, seed=seed))[0]
        if not isinstance(outcome, Returned):
            raise AssignmentError(f"driver {driver}: the reference itself fails: {_words(outcome)}")
        values = {}
        for name, value in outcome.values.items():
            array = as_numbers(value)
            if array is None:
                raise AssignmentError(f"driver {driver}: the reference's {name} is not numbers")
            values[name] = array
        return values


def _words(outcome: Any) -> str:
    if not isinstance(outcome, Raised):
        return str(outcome.reason)
    place = "".join(f" ({file}, line {line})" for file, line in outcome.lines[-1:])
    return f"{outcome.kind}: {outcome.message}{place}"


def _rounded(value: Any, rng: np.random.Generator) -> Any:
    """An array of floats in single precision, each moved by a few units of it."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        moved = value * (1 + 4 * SINGLE * rng.standard_normal(value.shape))
        return moved.astype(np.float32)
    return value


def record(
    driver: str, inputs: Inputs, reference: Reference, count: int, seed: int
) -> list[Recorded]:
    """Run the reference on `count` cases that the inputs generate."""
    found = []
    for case in _generate(inputs, count, seed):
        expected = reference.expected(driver, case)
        found.append(Recorded(case, expected.values, expected.noise))
    return found


def _generate(inputs: Inputs, count: int, seed: int) -> list[Case]:
    """The case of distinct sizes, then small ones of growing size, in each distribution in turn."""
    cases = [inputs.distinct(seed)]
    rng = np.random.default_rng(seed)
    for number in range(1, count):
        sizes = {
            name: int(min(low + number // 2 + rng.integers(2), high))
            for name, (low, high) in inputs.ranges.items()
        }
        regime = inputs.regimes[(number - 1) % len(inputs.regimes)]
        cases.append(inputs.case(sizes, regime, seed + number))
    return cases
