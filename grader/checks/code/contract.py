"""Contract: what every implementation must satisfy, with nothing to compare with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from typing_extensions import override

from grader.checks.code.base import CodeCheck, driver_problems
from grader.checks.code.comparison import differs, not_finite
from grader.context import Context
from grader.numerics.data import same
from grader.numerics.diagnosis import diagnose_shape
from grader.numerics.fields import Axis, length, names_in
from grader.numerics.inputs import Case
from grader.numerics.tolerance import as_numbers
from grader.oracles import require_outputs
from grader.protocol import Needs
from grader.results import Diagnosis, Failure, Verdict
from grader.sandbox.host.runner import Returned


@dataclass(frozen=True)
class Contract(CodeCheck):
    """On every case: inputs unchanged, outputs finite, the same outputs when run again.

    A guard: it takes points from other checks and earns none.

    Args:
        driver: as for `Agreement`.
        inputs: as for `Agreement`.
        shapes: outputs' exact shapes, as sizes (also computed) and numbers.
        again: a second driver with the same arguments that must return the same (a used object,
            or another order of calls).

    """

    shapes: Mapping[str, Sequence[Axis]] = field(default_factory=dict)
    again: Callable[..., Any] | None = None
    guard: bool = field(default=True, kw_only=True)  # code that does nothing breaks no contract

    @property
    @override
    def needs(self) -> Needs:
        again = (self.again,) if self.again else ()
        return replace(super().needs, drivers=(self.driver, *again))

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        if self.again:
            found += driver_problems(self.again, self.inputs, modules)
        sizes = names_in(*(axis for shape in self.shapes.values() for axis in shape))
        unknown = sorted(set(sizes) - set(self.generated.ranges))
        sizes_of_inputs = ", ".join(self.generated.ranges) or "none"
        return found + [
            f"shapes: no size is named {name!r} (there are: {sizes_of_inputs})" for name in unknown
        ]

    @override
    def judge(self, context: Context) -> Verdict:
        found = context.search(
            self.driver.__name__, self.generated, lambda case: self._broken(context, case)
        )
        return self.found(found, context.examples)

    def _broken(self, context: Context, case: Case) -> Failure | None:
        driver = self.driver.__name__
        first = context.run(driver, case)
        if not isinstance(first, Returned):
            return context.fault(first, driver, case)
        broken = (
            self._changed(first.inputs_after or {}, case)
            or not_finite(first.values, driver, case)
            or self._misshapen(first.values, case)
        )
        return broken or self._unlike(first, context, case)

    def _changed(self, after: Mapping[str, Any], case: Case) -> Failure | None:
        for name, before in case.values.items():
            if name not in after or not same(before, after[name]):
                return Failure(
                    f"your code changed its input {name} in place",
                    self.driver.__name__,
                    case.values,
                    diagnosis=_IN_PLACE,
                )
        return None

    def _misshapen(self, values: Mapping[str, Any], case: Case) -> Failure | None:
        require_outputs(self.driver.__name__, self.shapes, values)
        for name, axes in self.shapes.items():
            expected = tuple(length(axis, case.sizes) for axis in axes)
            array = as_numbers(values.get(name))
            if array is None or array.shape != expected:
                shape = "is not an array" if array is None else f"has shape {array.shape}"
                named = ", ".join(
                    str(axis if isinstance(axis, (str, int)) else n)
                    for axis, n in zip(axes, expected, strict=True)
                )
                return Failure(
                    f"{name} {shape}, expected ({named}) = {expected}",
                    self.driver.__name__,
                    case.values,
                    diagnosis=None if array is None else diagnose_shape(array.shape, expected),
                    shapes=None if array is None else (array.shape, expected),
                )
        return None

    def _unlike(self, first: Returned, context: Context, case: Case) -> Failure | None:
        driver = (self.again or self.driver).__name__
        second = context.rerun(driver, case)
        if not isinstance(second, Returned):
            return context.fault(second, driver, case)
        for name, value in first.values.items():
            if name not in second.values:
                continue
            failure = differs(name, second.values[name], value, driver, case)
            if failure:
                what = f"{self.driver.__name__} and {driver}" if self.again else "two equal runs"
                return Failure(
                    f"{name} differs between {what}: something is kept from before",
                    driver,
                    case.values,
                    failure.difference,
                    failure.diagnosis,
                    data=failure.data,
                )
        return None


_IN_PLACE = Diagnosis("in_place", "Work on a copy, or write x = x + 1 instead of x += 1.")
