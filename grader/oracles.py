"""What is right: the reference's outputs on a case, worked out here or recorded before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from grader.declaration import AUTHORS
from grader.errors import AssignmentError
from grader.numerics.data import numbers
from grader.numerics.freedom import NONE, Freedoms, aligned
from grader.numerics.inputs import Case, Inputs
from grader.numerics.tolerance import SINGLE, as_numbers
from grader.sandbox.host.local import LocalModule
from grader.sandbox.host.runner import Call, Raised, Returned

NOISE_RUNS = 6
NOISE_MARGIN = 8.0


@dataclass(frozen=True)
class Recorded:
    """A case with the reference's outputs, and how far rounding moves the numbers in them."""

    case: Case
    values: Mapping[str, Any]
    noise: Mapping[str, np.ndarray]
    precision: float = SINGLE

    def noise_up_to(self, _: Freedoms = NONE) -> Mapping[str, np.ndarray]:
        """The noise; it was measured for the check that recorded the case."""
        return self.noise


class Expected:
    """The reference's outputs on a case; their noise is worked out when it is asked for."""

    def __init__(self, reference: Reference, driver: str, case: Case) -> None:
        self.values = reference.values(driver, case.values, case.seed)
        self.precision = reference.precision
        self._reference, self._driver, self._case = reference, driver, case
        self._noise: dict[Freedoms, dict[str, np.ndarray]] = {}

    def noise_up_to(self, up_to: Freedoms = NONE) -> dict[str, np.ndarray]:
        """How far each entry moves when the reference computes in the precision allowed.

        Arrays by the name of the output, and the path within it. An output that is right up to
        something is aligned first: a sign that flips is no noise.
        """
        if up_to not in self._noise:
            self._noise[up_to] = self._measured(up_to)
        return self._noise[up_to]

    def _measured(self, up_to: Freedoms) -> dict[str, np.ndarray]:
        exact = _numbers(self.values)
        noise = {name: np.zeros(value.shape) for name, value in exact.items()}
        for outputs in self._moved:
            same = {n: aligned(v, self.values.get(n), up_to.of(n)) for n, v in outputs.items()}
            values = _numbers(same)
            for name, value in exact.items():
                if name in values and values[name].shape == value.shape:
                    gap = np.abs(values[name].astype(complex) - value)  # also of booleans
                    noise[name] = np.maximum(noise[name], np.where(np.isfinite(gap), gap, 0.0))
        return {name: NOISE_MARGIN * value for name, value in noise.items()}

    @cached_property
    def _moved(self) -> list[dict[str, Any]]:
        """The outputs where the inputs are rounded in several ways.

        A reference that keeps its inputs' type then does its own arithmetic, and whatever the
        driver does with it, in that type too.
        """
        case, rng = self._case, np.random.default_rng(self._case.seed)
        return [
            self._reference.values(
                self._driver,
                {n: _rounded(v, rng, self.precision) for n, v in case.values.items()},
                case.seed,
            )
            for _ in range(NOISE_RUNS)
        ]


class Reference:
    """The oracle that an instructor has. It remembers, so that a batch asks it once a case.

    Args:
        module: the reference's modules and the drivers.
        precision: the relative precision that the assignment allows.

    """

    def __init__(self, module: LocalModule, precision: float = SINGLE) -> None:
        self.module, self.precision = module, precision
        self._known: dict[tuple[str, Case], Expected] = {}

    def expected(self, driver: str, case: Case) -> Expected:
        """Return the reference's outputs at a case; raises AssignmentError if it has none."""
        known = self._known.get((driver, case))
        if known is None:
            known = self._known[driver, case] = Expected(self, driver, case)
        return known

    def values(self, driver: str, inputs: Mapping[str, Any], seed: int) -> dict[str, Any]:
        """Return the outputs, numbers as arrays; raises AssignmentError if it has none."""
        try:
            outcome = self.module.run(Call(driver, inputs, seed=seed))[0]
        except SystemExit:
            raise AssignmentError(f"the driver {driver} ends the program (SystemExit)") from None
        if not isinstance(outcome, Returned):
            raise AssignmentError(f"the reference fails in the driver {driver}: {_words(outcome)}")
        if not outcome.values:
            raise AssignmentError(
                f"the driver {driver} returns an empty dict: write return {{'y': …}}"
            )
        return {name: _as_array(value) for name, value in outcome.values.items()}


def require_outputs(driver: str, names: Iterable[str], returned: Collection[str]) -> None:
    """Raise AssignmentError if a check names an output that the driver doesn't return."""
    unknown = [name for name in names if name not in returned]
    if unknown:
        raise AssignmentError(
            f"the driver {driver} returns {', '.join(returned)}: no {', '.join(unknown)}"
        )


def require_numbers(driver: str, names: Iterable[str], values: Mapping[str, Any]) -> None:
    """Raise AssignmentError if the reference's output of one of these names isn't numbers."""
    for name in names:
        if as_numbers(values[name]) is None:
            raise AssignmentError(
                f"the driver {driver} returns a {type(values[name]).__name__} as {name}: "
                "write numbers or an array"
            )


def _as_array(value: Any) -> Any:
    array = as_numbers(value)
    return value if array is None else array


def _numbers(values: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """All numbers in outputs, by name and path."""
    return {path: array for name, value in values.items() for path, array in numbers(value, name)}


def _words(outcome: Any) -> str:
    if not isinstance(outcome, Raised):
        return str(outcome.reason)
    ours = str(Path(__file__).parent)
    theirs = [(Path(f).name, n) for f, n in outcome.lines if not f.startswith((ours, "<"))]
    place = "".join(f" ({file}:{line})" for file, line in theirs[-1:])
    message = re.sub(rf"{AUTHORS}\w+\.", "", outcome.message)
    return f"{outcome.kind}: {' '.join(message.split())}{place}"


def _rounded(value: Any, rng: np.random.Generator, precision: float) -> Any:
    """An array of floats in a precision, each moved by a few units of it."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        moved = value * (1 + 4 * precision * rng.standard_normal(value.shape))
        return moved.astype(np.float32) if precision == SINGLE else moved
    return value


def record(
    driver: str, inputs: Inputs, up_to: Freedoms, reference: Reference, count: int, seed: int
) -> list[Recorded]:
    """Run the reference on `count` cases that the inputs generate."""
    found = []
    for case in _generate(inputs, count, seed):
        expected = reference.expected(driver, case)
        found.append(
            Recorded(case, expected.values, expected.noise_up_to(up_to), expected.precision)
        )
    return found


def _generate(inputs: Inputs, count: int, seed: int) -> list[Case]:
    """The case of distinct sizes, then small ones of growing size, in each distribution in turn."""
    cases = [inputs.distinct(seed)]
    rng = np.random.default_rng(seed)
    for number in range(1, count):
        sizes = inputs.growing(number, rng)
        regime = inputs.regimes[(number - 1) % len(inputs.regimes)]
        cases.append(inputs.case(sizes, regime, seed + number))
    return cases
