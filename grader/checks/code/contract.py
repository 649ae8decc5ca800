"""Contract: what any implementation must keep to, right or wrong, with nothing to compare with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from grader.checks.code.base import CodeCheck, driver_problems, module_of
from grader.checks.code.comparison import differs, not_finite
from grader.checks.code.trial import Trial, verdict
from grader.numerics.diagnosis import diagnose_shape
from grader.numerics.inputs import Axis, Case
from grader.numerics.tolerance import as_numbers
from grader.results import Failure, Verdict
from grader.sandbox.host.runner import Returned


@dataclass(frozen=True)
class Contract(CodeCheck):
    """On every case: inputs unchanged, outputs finite, the same outputs when run again.

    `shapes` gives outputs' exact shapes by size names, and `again` a second driver with the same
    arguments that must return the same (a used object, or another order of calls).
    """

    earns: ClassVar[bool] = False  # code that does nothing breaks no contract

    shapes: Mapping[str, Sequence[Axis]] = field(default_factory=dict)
    again: Callable[..., Any] | None = None

    @property
    def drivers(self) -> list[str]:
        """As `CodeCheck.drivers`."""
        return super().drivers + ([self.again.__name__] if self.again else [])

    @property
    def modules(self) -> list[str]:
        """As `CodeCheck.modules`."""
        return super().modules + ([module_of(self.again)] if self.again else [])

    def problems(self, modules: Sequence[str]) -> list[str]:
        """As `Check.problems`."""
        found = super().problems(modules)
        if self.again:
            found += driver_problems(self.again, self.inputs, modules)
        sizes = {axis for shape in self.shapes.values() for axis in shape if isinstance(axis, str)}
        unknown = sorted(sizes - set(self.drawn.ranges))
        return found + [f"no size is named {name!r} in the inputs" for name in unknown]

    def judge(self, trial: Trial) -> Verdict:
        """As `CodeCheck.judge`."""
        found = trial.search(
            self.driver.__name__, self.drawn, lambda case: self._broken(trial, case)
        )
        return verdict(self, found, trial.examples)

    def _broken(self, trial: Trial, case: Case) -> Failure | None:
        driver = self.driver.__name__
        first = trial.run(driver, case)
        if not isinstance(first, Returned):
            return trial.fault(first, driver, case)
        broken = (
            self._changed(first.inputs_after or case.values, case)
            or not_finite(first.values, driver, case)
            or self._misshapen(first.values, case)
        )
        return broken or self._unlike(first, trial, case)

    def _changed(self, after: Mapping[str, Any], case: Case) -> Failure | None:
        for name, before in case.values.items():
            if not np.array_equal(before, after[name], equal_nan=_is_float(before)):
                return Failure(
                    f"your code changed its input {name} in place",
                    self.driver.__name__,
                    case.values,
                    diagnosis="Work on a copy, or write x = x + 1 instead of x += 1.",
                )
        return None

    def _misshapen(self, values: Mapping[str, Any], case: Case) -> Failure | None:
        for name, axes in self.shapes.items():
            expected = tuple(case.sizes[axis] if isinstance(axis, str) else axis for axis in axes)
            array = as_numbers(values.get(name))
            if array is None or array.shape != expected:
                shape = "isn't an array" if array is None else f"has shape {array.shape}"
                named = ", ".join(map(str, axes))
                return Failure(
                    f"{name} {shape}, expected ({named}) = {expected}",
                    self.driver.__name__,
                    case.values,
                    diagnosis="" if array is None else diagnose_shape(array.shape, expected),
                )
        return None

    def _unlike(self, first: Returned, trial: Trial, case: Case) -> Failure | None:
        driver = (self.again or self.driver).__name__
        second = trial.rerun(driver, case)
        if not isinstance(second, Returned):
            return trial.fault(second, driver, case)
        for name, value in first.values.items():
            right = as_numbers(value)
            if right is None or name not in second.values:
                continue
            failure = differs(name, second.values[name], right, driver, case)
            if failure:
                what = f"{self.driver.__name__} and {driver}" if self.again else "two equal runs"
                return Failure(
                    f"{name} differs between {what}: something is kept from before",
                    driver,
                    case.values,
                    failure.difference,
                    failure.diagnosis,
                )
        return None


def _is_float(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "fc"
