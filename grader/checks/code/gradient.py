"""Gradient: is what the driver returns as a gradient the derivative of what it returns?

A question of the student's own forward: it needs no reference. The claim is tested along one
random direction over all inputs at once (`grader.numerics.derivative`); only a claim that fails
is looked at closer, block by block and entry by entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from typing_extensions import override

from grader.checks.code.base import CodeCheck
from grader.checks.code.comparison import differs, not_finite
from grader.context import Context
from grader.numerics.derivative import LEGITIMATE, Certificate, Finding, Line
from grader.numerics.inputs import Case
from grader.numerics.search import generated
from grader.numerics.tolerance import as_numbers, same_shape
from grader.results import Failure, Verdict
from grader.sandbox.host.runner import Call, Returned

LONGEST = 16.0  # |u|: a longer direction sweeps the step over many kinks at once
LARGE = 1e6
CONFIRM = 2  # fresh directions that must agree before 'wrong' is said
NUDGES = 3  # times a point on a kink is moved
NUDGE = 1e-3
FEW = 512  # entries looked at one by one; more are narrowed down by bisection
SHOWN = 8

Arrays = dict[str, np.ndarray]


class _Fault(Exception):
    """The driver didn't return numbers along the line."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.summary)
        self.failure = failure


@dataclass(frozen=True)
class Gradient(CodeCheck):
    """For each input named in `wrt`, output `d<name>` is the gradient of <cotangent, output `of`>.

    Args:
        driver: as for `Agreement`; it returns `of` and a `d<name>` for each of `wrt`.
        inputs: as for `Agreement`.
        of: the output that is differentiated.
        wrt: the inputs that it is differentiated with respect to.
        cotangent: the input that holds the upstream gradient; without one, `of` is a scalar and
            the gradient is its own.

    """

    of: str
    wrt: Sequence[str]
    cotangent: str | None = None

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        named = [*self.wrt, *([self.cotangent] if self.cotangent else [])]
        return found + [f"no input {name!r}" for name in named if name not in self.generated.fields]

    @override
    def judge(self, context: Context) -> Verdict:
        unresolved = 0

        def examine(case: Case) -> Failure | None:
            nonlocal unresolved
            try:
                finding = self.finding(context, case)
            except _Fault as fault:
                return fault.failure
            unresolved += finding == "unresolved"
            return (
                Failure(_CLAIM, self.driver.__name__, case.values) if finding == "differs" else None
            )

        found = self._all_zero(context) or context.search(
            self.driver.__name__, self.generated, examine
        )
        if found is None and 2 * unresolved > context.examples:
            reason = f"{unresolved} of {context.examples} cases can't be decided by differences"
            return self.pend(reason, cases=context.examples)
        if found and found.summary == _CLAIM:
            found = self._explained(context, found)
        return self.found(found, context.examples)

    def _all_zero(self, context: Context) -> Failure | None:
        """A constant function's gradient is consistent, and no answer."""
        telling = generated(self.generated, context.examples, context.seed)[0]
        try:
            _, gradients = self._outputs(context, telling)
        except _Fault:
            return None  # the search will come upon it, and on the smallest case
        if any(gradient.any() for gradient in gradients.values()):
            return None
        return Failure("every gradient is zero", self.driver.__name__, telling.values)

    def finding(self, context: Context, case: Case) -> Finding:
        """agrees, unresolved, or differs: the last only if fresh directions say so too."""
        rng = np.random.default_rng([case.seed, 1])
        for nudge in range(NUDGES + 1):
            here = _nudged(case, self.wrt, rng) if nudge else case
            finding = self._certificate(context, here, rng).finding
            if finding == "differs":
                finding = self._confirmed(context, here, rng)
            if finding != "unresolved":
                return finding
        return "unresolved"

    def _confirmed(self, context: Context, case: Case, rng: np.random.Generator) -> Finding:
        findings = {
            self._certificate(context, self._turned(case, rng), rng).finding for _ in range(CONFIRM)
        }
        return "differs" if findings == {"differs"} else min(findings)

    def _turned(self, case: Case, rng: np.random.Generator) -> Case:
        """The case with a fresh and much larger cotangent.

        A wrong gradient stays as wrong; the rounding of one that is seen through a step of
        single-precision parameters becomes negligible.
        """
        if self.cotangent is None:
            return case
        fresh = LARGE * rng.standard_normal(np.shape(case.values[self.cotangent]))
        return replace(case, values={**case.values, self.cotangent: fresh})

    def _certificate(self, context: Context, case: Case, rng: np.random.Generator) -> Certificate:
        here, gradients = self._outputs(context, case)
        direction = _direction(case, self.wrt, rng)
        terms = [gradients[name] * direction[name] for name in self.wrt]
        scale = float(np.sqrt(sum(float(np.sum(term**2)) for term in terms)))
        line = self._line(context, case, direction, here)
        return line.certify(sum(float(np.sum(term)) for term in terms), scale)

    def _line(self, context: Context, case: Case, direction: Arrays, here: np.ndarray) -> Line:
        def at(steps: Sequence[float]) -> list[np.ndarray]:
            call = Call(
                self.driver.__name__, case.values, direction, tuple(steps), [self.of], case.seed
            )
            return [self._numbers(context, case, out)[self.of] for out in context.student.run(call)]

        cotangent = 1.0 if self.cotangent is None else case.values[self.cotangent]
        return Line(at, np.reshape(cotangent, here.shape), here)

    def _outputs(self, context: Context, case: Case) -> tuple[np.ndarray, Arrays]:
        """The output, and the gradients by the inputs' names."""
        driver = self.driver.__name__
        outputs = self._numbers(context, case, context.run(driver, case))
        for name in self.wrt:
            wanted = np.asarray(case.values[name])
            if not same_shape(outputs[f"d{name}"], wanted):
                failure = differs(f"d{name}", outputs[f"d{name}"], wanted, driver, case)
                if failure:
                    raise _Fault(failure)
        gradients = {
            name: outputs[f"d{name}"].reshape(case.values[name].shape) for name in self.wrt
        }
        return outputs[self.of], gradients

    def _numbers(self, context: Context, case: Case, outcome: Any) -> Arrays:
        driver = self.driver.__name__
        if not isinstance(outcome, Returned):
            raise _Fault(context.fault(outcome, driver, case))
        arrays = {}
        for name, value in outcome.values.items():
            array = as_numbers(value)
            if array is None:
                raise _Fault(Failure(f"{name} isn't numbers", driver, case.values))
            arrays[name] = array.astype(float)
        bad = not_finite(arrays, driver, case)
        if bad:
            raise _Fault(bad)
        return arrays

    def _explained(self, context: Context, found: Failure) -> Failure:
        """The failure with entries: shown on the smallest case, diagnosed on the telling one."""
        try:
            smallest = self._localised(context, Case(dict(found.arguments)))
            telling = self._localised(context, self.generated.distinct(context.seed))
        except _Fault as fault:
            return fault.failure
        shown = smallest or telling or replace(found, summary=_CLAIM)
        return replace(shown, diagnosis=telling.diagnosis if telling else shown.diagnosis)

    def _localised(self, context: Context, case: Case) -> Failure | None:
        """The first block whose entries are wrong beyond what is legitimate."""
        rng = np.random.default_rng([case.seed, 2])
        here, gradients = self._outputs(context, case)
        for name in self.wrt:
            claimed = gradients[name]
            numeric = claimed.copy()
            doubt = np.zeros(claimed.shape)
            for entry in self._suspects(context, case, name, claimed, here, rng):
                unit = np.zeros(claimed.shape)
                unit[entry] = 1.0
                line = self._line(context, case, {name: unit}, here)
                found = line.certify(float(claimed[entry]), abs(float(claimed[entry])))
                if found.finding != "unresolved":
                    numeric[entry], doubt[entry] = found.estimate, found.tolerance
            size = np.abs(numeric) + np.sqrt(np.mean(numeric**2))
            failure = differs(
                f"d{name}", claimed, numeric, self.driver.__name__, case, doubt + LEGITIMATE * size
            )
            if failure:
                return replace(
                    failure,
                    summary=f"d{name} is not the derivative of {self.of} with respect to {name}",
                )
        return None

    def _suspects(
        self,
        context: Context,
        case: Case,
        name: str,
        claimed: np.ndarray,
        here: np.ndarray,
        rng: np.random.Generator,
    ) -> Iterator[tuple[int, ...]]:
        """All entries of a small array; of a large one those that halving leads to."""
        if claimed.size <= FEW:
            yield from np.ndindex(claimed.shape)
            return
        spans, found = [(0, claimed.size)], 0
        while spans and found < SHOWN:
            low, high = spans.pop()
            if high - low == 1:
                found += 1
                yield tuple(map(int, np.unravel_index(low, claimed.shape)))
                continue
            middle = (low + high) // 2
            for span in ((middle, high), (low, middle)):
                part = _part(claimed.shape, span, rng)
                line = self._line(context, case, {name: part}, here)
                term = claimed * part
                scale = float(np.linalg.norm(term))
                if line.certify(float(term.sum()), scale).finding == "differs":
                    spans.append(span)


_CLAIM = "the gradient is not the derivative of the forward computation"


def _direction(case: Case, names: Sequence[str], rng: np.random.Generator) -> Arrays:
    """A normal direction over all the named inputs jointly, on the scale of each."""
    count = sum(np.size(case.values[name]) for name in names)
    short = min(1.0, LONGEST / np.sqrt(max(count, 1)))
    return {
        name: short * _unit(case.values[name]) * rng.standard_normal(np.shape(case.values[name]))
        for name in names
    }


def _unit(value: np.ndarray) -> float:
    return max(1.0, float(np.sqrt(np.mean(value**2)))) if value.size else 1.0


def _part(shape: tuple[int, ...], span: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    low, high = span
    part = np.zeros(int(np.prod(shape)))
    short = min(1.0, LONGEST / np.sqrt(high - low))
    part[low:high] = short * rng.standard_normal(high - low)
    return part.reshape(shape)


def _nudged(case: Case, names: Sequence[str], rng: np.random.Generator) -> Case:
    """The case moved a little, off a kink."""
    step: Mapping[str, np.ndarray] = _direction(case, names, rng)
    moved = {name: case.values[name] + NUDGE * step[name] for name in names}
    return replace(case, values={**case.values, **moved})
