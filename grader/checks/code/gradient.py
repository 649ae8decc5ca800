"""Gradient: is what the driver returns as a gradient the derivative of the right forward?

A gradient says something only about a forward that is right. So on each case the forward output
must be the reference's, and the gradient the reference's too, which is itself certified by finite
differences of the reference's forward (`grader.numerics.derivative`). The student's module is
never probed at points close together, which it could recognise. Where a gradient is another than
the reference's, the finite differences decide, so that a subgradient at a kink passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np
from typing_extensions import override

from grader.checks.code.agreement import smallest_of
from grader.checks.code.base import CodeCheck
from grader.checks.code.comparison import Terms, compare, not_finite
from grader.context import Context
from grader.errors import AssignmentError
from grader.numerics.data import same
from grader.numerics.derivative import Finding, Line
from grader.numerics.inputs import Case
from grader.numerics.tolerance import as_numbers
from grader.oracles import Expected, Recorded, Reference, require_numbers, require_outputs
from grader.results import Failure, Verdict
from grader.sandbox.host.runner import Call, Returned, Runner

LONGEST = 16.0  # |u|: a longer direction sweeps the step over many kinks at once
LARGE = 1e6
CONFIRM = 2  # fresh directions that must agree before 'wrong' is said
NUDGES = 3  # times a point on a kink is moved
NUDGE = 1e-3

CONSISTENT = "your backward is the derivative of your forward, but the forward is wrong: "
NOISY = "{} differs between two equal calls: something random, or kept from before"

Arrays = dict[str, np.ndarray]


class _NoNumbers(Exception):
    """A driver raised, or returned no numbers or another number of them."""


@dataclass(frozen=True)
class Gradient(CodeCheck):
    """For each input in `wrt`, the output `d<name>` is the gradient of `of`, times the cotangent.

    It earns only where the forward output `of` is right on the same case.

    Args:
        driver: as for `Agreement`; it returns `of` and a `d<name>` for each of `wrt`.
        inputs: as for `Agreement`.
        of: the output that is differentiated.
        wrt: the inputs that it is differentiated with respect to.
        cotangent: the input that holds the upstream gradient; without one, `of` is a scalar and
            the gradient is its own.
        carried: the share that is earned where the forward is wrong and the gradient is the
            derivative of that wrong forward. A function that knows nothing can have that.

    """

    recorded_in_handout: ClassVar[int] = 8

    of: str
    wrt: Sequence[str]
    cotangent: str | None = None
    carried: float = field(default=0.0, kw_only=True)

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        if found:
            return found
        known = self.generated.names
        named = [*self.wrt, *([self.cotangent] if self.cotangent else [])]
        found = [
            f"no input is named {name!r} (there are: {', '.join(known)})"
            for name in named
            if name not in known
        ]
        return found if self.wrt else ["wrt: name the inputs to differentiate with respect to"]

    @property
    def _gradients(self) -> list[str]:
        return [f"d{name}" for name in self.wrt]

    @override
    def judge(self, context: Context) -> Verdict:
        driver, reference = self.driver.__name__, context.reference
        if reference is None:
            if not context.recorded:
                return self.pend("no cases are recorded for this check, so nothing was compared")
            cases = [(recorded.case, recorded) for recorded in context.recorded]
            found = smallest_of(
                context, ((case, self._wrong(context, case, right)) for case, right in cases)
            )
            return self._verdict_on(found, context, len(cases))

        def examine(case: Case) -> Failure | None:
            return self._wrong(context, case, self._certified(reference, case))

        found = context.search(driver, self.generated, examine)
        return self._verdict_on(found, context, context.examples)

    def _verdict_on(self, found: Failure | None, context: Context, cases: int) -> Verdict:
        share = 0.0
        if found and found.summary.startswith(CONSISTENT):
            share = self.carried
        return self.lose(found, share, cases=cases) if found else self.earn(cases=cases)

    def _wrong(
        self, context: Context, case: Case, expected: Expected | Recorded, nudges: int = NUDGES
    ) -> Failure | None:
        driver = self.driver.__name__
        outcome = context.run(driver, case)
        if not isinstance(outcome, Returned):
            return context.fault(outcome, driver, case)
        forward = not_finite({self.of: outcome.values.get(self.of)}, driver, case) or compare(
            outcome, driver, case, expected, Terms([self.of])
        )
        if forward:
            return self._wrong_forward(context, case, forward)
        wrong = compare(outcome, driver, case, expected, Terms(self._gradients))
        if wrong is None or wrong.difference is None:
            return wrong
        claimed = {name: as_numbers(outcome.values[f"d{name}"]) for name in self.wrt}
        numbers = {name: value for name, value in claimed.items() if value is not None}
        return self._decided(context, case, numbers, wrong, nudges)

    def _wrong_forward(self, context: Context, case: Case, failure: Failure) -> Failure:
        """A wrong forward, and whether it is even repeatable, or the gradient is consistent."""
        driver = self.driver.__name__
        again = context.rerun(driver, case)
        first = context.run(driver, case)
        if isinstance(again, Returned) and isinstance(first, Returned):
            one, other = first.values.get(self.of), again.values.get(self.of)
            if not same(one, other):
                return replace(failure, summary=NOISY.format(self.of), diagnosis=None)
        if self._finding(context.student, case) == "agrees":
            return replace(failure, summary=CONSISTENT + failure.summary)
        return failure

    def _decided(
        self, context: Context, case: Case, claimed: Arrays, wrong: Failure, nudges: int
    ) -> Failure | None:
        """The failure that a gradient other than the reference's is, unless differences accept it.

        A handout has no reference: there the differences are taken of the student's own forward,
        which is right on this case.
        """
        reference = context.reference
        runner: Runner = reference.module if reference else context.student
        finding = self._finding(runner, case, claimed, sure=True)
        if finding == "agrees" or (finding == "unresolved" and reference is None):
            return None
        if finding == "unresolved" and reference is not None and nudges:
            here = self._nudged(case, np.random.default_rng([case.seed, nudges]))
            expected = self._certified(reference, here)
            found = self._wrong(context, here, expected, nudges - 1)
            if found is None:
                return None
        assert wrong.difference is not None  # noqa: S101 - its caller has looked
        name = wrong.difference.output.removeprefix("d")
        summary = f"d{name} is not the derivative of {self.of} with respect to {name}"
        return replace(wrong, summary=summary)

    def _certified(self, reference: Reference, case: Case) -> Expected:
        """The reference's outputs, once finite differences agree with its gradient.

        Raises AssignmentError where they don't.
        """
        driver = self.driver.__name__
        expected = reference.expected(driver, case)
        certified: set[tuple[str, ...]] = vars(expected).setdefault("certified", set())
        key = (self.of, *self.wrt)
        if key not in certified:
            self._require_sense(case, expected)
            claimed = {name: expected.values[f"d{name}"] for name in self.wrt}
            if self._finding(reference.module, case, claimed) == "differs":
                raise AssignmentError(
                    f"the reference's gradient is not the derivative of its {self.of}"
                )
            certified.add(key)
        return expected

    def _require_sense(self, case: Case, expected: Expected) -> None:
        """Raise AssignmentError where what is declared can't be differentiated."""
        named = [self.of, *self._gradients]
        require_outputs(self.driver.__name__, named, expected.values)
        require_numbers(self.driver.__name__, named, expected.values)
        for name in self.wrt:
            value = np.asarray(case.values[name])
            if value.dtype.kind != "f":
                raise AssignmentError(
                    f"wrt: the input {name} is no real number and no array of them: "
                    "generate it by reals"
                )
            if expected.values[f"d{name}"].size != value.size:
                raise AssignmentError(
                    f"the reference's d{name} has shape {expected.values[f'd{name}'].shape}, "
                    f"and {name} has shape {value.shape}"
                )
        wanted = np.shape(case.values[self.cotangent]) if self.cotangent else ()
        right = expected.values[self.of]
        if right.size != np.prod(wanted):
            raise AssignmentError(
                f"{self.of} has shape {right.shape}, and its upstream gradient {wanted}: "
                "name the input that holds it, cotangent='…'"
            )

    def _finding(
        self, runner: Runner, case: Case, claimed: Arrays | None = None, *, sure: bool = False
    ) -> Finding:
        """Whether a gradient, by default the module's own, is the derivative of its forward.

        That it differs is said only if fresh directions say so too; that it agrees, only if they
        do where `sure`: along one direction a small error may vanish by chance.
        """
        rng = np.random.default_rng([case.seed, 1])
        try:
            findings = [self._along(runner, case, claimed, rng)]
            while len(set(findings)) == 1 and len(findings) <= CONFIRM:
                if findings[0] == "unresolved" or (findings[0] == "agrees" and not sure):
                    break
                turned = case if claimed else self._turned(case, rng)
                findings.append(self._along(runner, turned, claimed, rng))
        except _NoNumbers:
            return "unresolved"
        return findings[0] if len(set(findings)) == 1 else "unresolved"

    def _along(
        self, runner: Runner, case: Case, claimed: Arrays | None, rng: np.random.Generator
    ) -> Finding:
        here = self._run(runner, case, [self.of, *([] if claimed else self._gradients)])
        gradients = claimed or {name: here[f"d{name}"] for name in self.wrt}
        direction = self._direction(case, rng)
        terms = [_shaped(gradients[n], direction[n].shape) * direction[n] for n in self.wrt]
        scale = float(np.sqrt(sum(float(np.sum(term**2)) for term in terms)))

        def at(steps: Sequence[float]) -> list[np.ndarray]:
            call = Call(
                self.driver.__name__, case.values, direction, tuple(steps), [self.of], case.seed
            )
            return [_numbers(outcome, [self.of])[self.of] for outcome in runner.run(call)]

        cotangent = np.asarray(case.values[self.cotangent] if self.cotangent else 1.0)
        line = Line(at, _shaped(cotangent, here[self.of].shape), here[self.of])
        return line.certify(sum(float(np.sum(term)) for term in terms), scale).finding

    def _run(self, runner: Runner, case: Case, outputs: Sequence[str]) -> Arrays:
        call = Call(self.driver.__name__, case.values, outputs=list(outputs), seed=case.seed)
        return _numbers(runner.run(call)[0], outputs)

    def _turned(self, case: Case, rng: np.random.Generator) -> Case:
        """The case with a fresh and much larger cotangent: rounding of the gradient vanishes."""
        if self.cotangent is None:
            return case
        fresh = LARGE * rng.standard_normal(np.shape(case.values[self.cotangent]))
        return replace(case, values={**case.values, self.cotangent: fresh})

    def _direction(self, case: Case, rng: np.random.Generator) -> Arrays:
        """A normal direction over all the named inputs jointly, on the scale of each."""
        count = sum(np.size(case.values[name]) for name in self.wrt)
        short = min(1.0, LONGEST / np.sqrt(max(count, 1)))
        return {
            name: np.asarray(short * _unit(value) * rng.standard_normal(np.shape(value)))
            for name, value in ((name, np.asarray(case.values[name])) for name in self.wrt)
        }

    def _nudged(self, case: Case, rng: np.random.Generator) -> Case:
        """The case moved a little, off a kink."""
        step = self._direction(case, rng)
        moved = {name: _moved(case.values[name], NUDGE * step[name]) for name in self.wrt}
        return replace(case, values={**case.values, **moved})


def _moved(value: Any, by: np.ndarray) -> Any:
    """A value moved; a number stays one."""
    return float(value + by) if isinstance(value, float) else value + by


def _unit(value: np.ndarray) -> float:
    return max(1.0, float(np.sqrt(np.mean(value**2)))) if value.size else 1.0


def _shaped(array: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """An array in a shape; raises _NoNumbers if it has another number of entries."""
    if array.size != np.prod(shape):
        raise _NoNumbers
    return array.reshape(shape)


def _numbers(outcome: object, outputs: Sequence[str]) -> Arrays:
    """Outputs as arrays; raises _NoNumbers."""
    if not isinstance(outcome, Returned):
        raise _NoNumbers
    found = {name: as_numbers(outcome.values.get(name)) for name in outputs}
    if any(value is None or not np.isfinite(value).all() for value in found.values()):
        raise _NoNumbers
    return {name: value for name, value in found.items() if value is not None}
