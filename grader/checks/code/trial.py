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
from grader.numerics.inputs import Case, Inputs
from grader.numerics.search import generated, smallest
from grader.numerics.tolerance import SINGLE, as_numbers
from grader.results import Failure, Status, Verdict
from grader.sandbox.host.runner import Call, LocalModule, Outcome, Raised, Returned, Runner, Stopped

NOISE_RUNS = 6
TOGETHER = 32  # cases in one message
NOISE_MARGIN = 8.0


@dataclass(frozen=True)
class Recorded:
    """A case with the reference's outputs, and how far rounding moves them."""

    case: Case
    values: Mapping[str, np.ndarray]
    noise: Mapping[str, np.ndarray]


class Expected:
    """The reference's outputs on a case. `noise` is worked out when it is asked for."""

    def __init__(self, reference: Reference, driver: str, case: Case) -> None:
        self.values = reference.values(driver, case.values, case.seed)
        self._reference, self._driver, self._case = reference, driver, case

    @cached_property
    def noise(self) -> dict[str, np.ndarray]:
        """How far each entry moves when the reference computes in single precision.

        Its inputs are rounded to it in several ways; a reference that keeps its inputs' type
        then also does its own arithmetic, and whatever the driver does with it, in that type.
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
        """The reference's outputs at a case; raises AssignmentError if it has none."""
        known = self._known.get((driver, case))
        if known is None:
            known = self._known[driver, case] = Expected(self, driver, case)
        return known

    def values(self, driver: str, inputs: Mapping[str, Any], seed: int) -> dict[str, np.ndarray]:
        """The outputs as arrays; raises AssignmentError if they aren't numbers."""
        outcome = self.module.run(Call(driver, inputs, seed=seed))[0]
        if not isinstance(outcome, Returned):
            raise AssignmentError(f"driver {driver}: the reference itself fails: {outcome}")
        values = {}
        for name, value in outcome.values.items():
            array = as_numbers(value)
            if array is None:
                raise AssignmentError(f"driver {driver}: the reference's {name} isn't numbers")
            values[name] = array
        return values


@dataclass(frozen=True)
class Trial:
    """A student's process, what is known beforehand, and how much to try.

    `reference` is None on a student's own machine; `recorded` are this check's fixtures;
    `sources` the student's files by name; `start` seeds the cases. `seen` keeps the outcomes
    of the question's other checks: several look at the same runs.
    """

    student: Runner
    reference: Reference | None
    recorded: Sequence[Recorded] = ()
    start: int = 0
    examples: int = 6
    sources: Mapping[str, str] = field(default_factory=dict)
    seen: dict[tuple[str, Case], Outcome] = field(default_factory=dict)

    def run(self, driver: str, case: Case) -> Outcome:
        """The student's outcome at a case, with its inputs as they were afterwards."""
        outcome = self.seen.get((driver, case))
        if outcome is None:
            outcome = self.seen[driver, case] = self.rerun(driver, case)
        return outcome

    def rerun(self, driver: str, case: Case, *, echo: bool = True) -> Outcome:
        """The outcome of a new run, whatever was seen before; `echo`: with the inputs after it."""
        return self.student.run(self._call(driver, case, echo=echo))[0]

    def _run_ahead(self, driver: str, cases: Sequence[Case]) -> None:
        """Have the outcomes of these cases, in as few messages as they fit in."""
        new = [case for case in cases if (driver, case) not in self.seen]
        for some in (new[k : k + TOGETHER] for k in range(0, len(new), TOGETHER)):
            outcomes = self.student.run(*(self._call(driver, case) for case in some))
            self.seen.update({(driver, c): o for c, o in zip(some, outcomes, strict=True)})

    @staticmethod
    def _call(driver: str, case: Case, *, echo: bool = True) -> Call:
        return Call(driver, case.values, seed=case.seed, echo=echo)

    def search(
        self, driver: str, inputs: Inputs, examine: Callable[[Case], Failure | None]
    ) -> Failure | None:
        """Examine generated cases: the failure on the smallest, diagnosed on the first and telling.

        The first case has normal values and distinct sizes; only if a case fails does
        Hypothesis draw them again, and shrink.
        """
        cases = generated(inputs, self.examples, self.start)
        self._run_ahead(driver, cases)
        failures = map(examine, cases)
        first = next((failure for failure in failures if failure), None)
        if first is None or first.ended:
            return first
        ended: list[Failure] = []

        def until_the_end(case: Case) -> Failure | None:
            failure = None if ended else examine(case)
            if failure and failure.ended:
                ended.append(failure)
            return failure

        found = smallest(inputs, until_the_end, examples=self.examples, start=self.start)
        if ended:
            return ended[0]
        if found is None:  # only the telling case fails
            return first
        return replace(found.found, diagnosis=first.diagnosis or found.found.diagnosis)

    def fault(self, outcome: Raised | Stopped, driver: str, case: Case) -> Failure:
        """The failure that an exception or the end of the process is."""
        return replace(load_failure(outcome, self.sources), driver=driver, given=case.values)


def _rounded(value: Any, rng: np.random.Generator) -> Any:
    """An array of floats in single precision, each moved by a few units of it."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        moved = value * (1 + 4 * SINGLE * rng.standard_normal(value.shape))
        return moved.astype(np.float32)
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
    if failure and check.hint and not failure.absent:
        failure = replace(failure, hint=check.hint)
    share = 0.0 if failure else 1.0
    return Verdict(
        check.name,
        status,
        share,
        check.weight,
        note,
        failure,
        examples=examples,
        earns=check.earns,
    )


def file_module(file: str) -> str:
    """The module name of a file handed in: `mlp` for `mlp.py`."""
    return Path(file).stem
