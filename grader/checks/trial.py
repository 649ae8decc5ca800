"""What a check of code is given to look at, and the two questions all of them ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from grader.assignment import Check
from grader.errors import AssignmentError
from grader.numerics.closeness import SINGLE, as_numbers
from grader.numerics.inputs import Case, Inputs
from grader.numerics.search import counterexample
from grader.results import Failure, Status, Verdict
from grader.sandbox.runner import Call, Outcome, Raised, Returned, Runner, Stopped

NOISE_RUNS = 6
NOISE_MARGIN = 8.0


@dataclass(frozen=True)
class Recorded:
    """A case with the reference's outputs, and how far rounding moves them."""

    case: Case
    values: Mapping[str, np.ndarray]
    noise: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Expected:
    """The reference's outputs on a case. `noise` is worked out when it is asked for."""

    values: Mapping[str, np.ndarray]
    find_noise: Callable[[], Mapping[str, np.ndarray]]

    @cached_property
    def noise(self) -> Mapping[str, np.ndarray]:
        """How far each entry moves when the inputs are rounded to single precision."""
        return self.find_noise()


@dataclass(frozen=True)
class Trial:
    """A student's process, what is known beforehand, and how much to try.

    `reference` runs drivers over the reference, where there is one; `recorded` are this check's
    fixtures; `sources` the student's files by name; `start` the seed of this check's cases.
    """

    student: Runner
    reference: Runner | None
    recorded: Sequence[Recorded] = ()
    start: int = 0
    examples: int = 20
    sources: Mapping[str, str] = field(default_factory=dict)

    def run(self, driver: str, case: Case, **options: Any) -> Outcome:
        """The student's outcome at a case."""
        return self.student.run(Call(driver, case.values, seed=case.seed, **options))[0]

    def expected(self, driver: str, case: Case) -> Expected:
        """The reference's outputs at a case; raises AssignmentError if it has none."""
        values = self._reference_values(driver, case.values, case.seed)
        return Expected(values, lambda: self._noise(driver, case, values))

    def search(self, inputs: Inputs, examine: Callable[[Case], Failure | None]) -> Failure | None:
        """The failure on the smallest generated case, with the diagnosis made on a telling one."""
        telling = examine(inputs.distinct(self.start))
        if telling and telling.ended:
            return telling
        ended: list[Failure] = []

        def until_the_end(case: Case) -> Failure | None:
            if ended:
                return None
            failure = examine(case)
            if failure and failure.ended:
                ended.append(failure)
            return failure

        found = counterexample(inputs, until_the_end, examples=self.examples, start=self.start)
        if ended or not (found and telling):
            return ended[0] if ended else found.found if found else telling
        return replace(found.found, diagnosis=telling.diagnosis or found.found.diagnosis)

    def fault(self, outcome: Raised | Stopped, driver: str, case: Case) -> Failure:
        """The failure that an exception or the end of the process is."""
        return replace(load_failure(outcome, self.sources), driver=driver, given=case.values)

    def _reference_values(
        self, driver: str, inputs: Mapping[str, Any], seed: int
    ) -> dict[str, np.ndarray]:
        if self.reference is None:
            raise AssignmentError(f"driver {driver}: there is no reference here, and no fixture")
        outcome = self.reference.run(Call(driver, inputs, seed=seed))[0]
        if not isinstance(outcome, Returned):
            raise AssignmentError(f"driver {driver}: the reference itself fails: {outcome}")
        values = {name: as_numbers(value) for name, value in outcome.values.items()}
        bad = [name for name, value in values.items() if value is None]
        if bad:
            raise AssignmentError(f"driver {driver}: the reference's {bad[0]} is not numbers")
        return {name: value for name, value in values.items() if value is not None}

    def _noise(
        self, driver: str, case: Case, values: Mapping[str, np.ndarray]
    ) -> dict[str, np.ndarray]:
        rng = np.random.default_rng(case.seed)
        noise = {name: np.zeros(value.shape) for name, value in values.items()}
        for _ in range(NOISE_RUNS):
            moved = {name: _rounded(value, rng) for name, value in case.values.items()}
            for name, value in self._reference_values(driver, moved, case.seed).items():
                noise[name] = np.maximum(noise[name], np.abs(value - values[name]))
        return {name: NOISE_MARGIN * value for name, value in noise.items()}


def _rounded(value: Any, rng: np.random.Generator) -> Any:
    """An array of floats, each moved by a few units of single precision."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value * (1 + 4 * SINGLE * rng.standard_normal(value.shape))
    return value


def load_failure(outcome: Raised | Stopped, sources: Mapping[str, str]) -> Failure:
    """An exception, or the end of the process, with the lines of the student's files."""
    if isinstance(outcome, Stopped):
        return Failure(outcome.reason, ended=True)
    lines = tuple(place for place in outcome.lines if place[0] in sources)
    return Failure(f"{outcome.kind}: {outcome.message}".rstrip(": "), lines=lines)


def verdict(check: Check, failure: Failure | None, examples: int = 0, note: str = "") -> Verdict:
    """All of a check's weight or none of it."""
    status: Status = "failed" if failure else "passed"
    if failure and check.hint:
        failure = replace(failure, hint=check.hint)
    share = 0.0 if failure else 1.0
    return Verdict(check.name, status, share, check.weight, note, failure, examples=examples)


def file_module(file: str) -> str:
    """The module name of a file handed in: `mlp` for `mlp.py`."""
    return Path(file).stem
