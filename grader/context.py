"""What a check may look at: a student's answer, their files, their running module, an oracle."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from grader.errors import AssignmentError
from grader.numerics import layout
from grader.numerics.data import same
from grader.numerics.diagnosis import REPEATED, Numbers, agreed, restated, restated_shape
from grader.numerics.inputs import Case, Inputs
from grader.numerics.search import generated, smallest
from grader.oracles import Expected, Recorded, Reference
from grader.results import Diagnosis, Difference, Failure, Place
from grader.sandbox.child.bounds import entries
from grader.sandbox.child.stand_ins import NotInstalled
from grader.sandbox.host.runner import (
    Call,
    Outcome,
    Raised,
    Returned,
    Runner,
    Stopped,
    generator_seed,
)
from grader.submission.answers import Answer

EXAMPLES = 6  # generated cases for each check, by default
TOGETHER = 32  # cases in one message

Failed = tuple[Case, Failure]


class Blocked(Exception):
    """The student's module can't be run; the failure says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.summary)
        self.failure = failure


@dataclass(frozen=True)
class Context:
    """What the pipeline offers to `Check.judge`.

    Args:
        answer: the written answer to the question, or None.
        files: the texts of the submission's files by name.
        runner: the student's process with their modules loaded, or why there is none.
        reference: the instructor's oracle; None on a student's own machine.
        recorded: this check's fixtures.
        seed: starts the generated cases.
        examples: how many cases to generate.
        seen: outcomes of the question's other checks: several look at the same runs.
        notes: what was dropped of the outputs, by driver, for a report to say once.

    """

    answer: Answer | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    runner: Runner | Failure | None = None
    reference: Reference | None = None
    recorded: Sequence[Recorded] = ()
    seed: int = 0
    examples: int = EXAMPLES
    seen: dict[tuple[str, Case], Outcome] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def student(self) -> Runner:
        """The student's process; raises Blocked if there is none."""
        if self.runner is None or isinstance(self.runner, Failure):
            raise Blocked(self.runner or Failure("nothing of it can be run"))
        return self.runner

    def run(self, driver: str, case: Case) -> Outcome:
        """Return the student's outcome at a case, with its inputs as they were afterwards."""
        outcome = self.seen.get((driver, case))
        if outcome is None:
            outcome = self.seen[driver, case] = self.rerun(driver, case)
        return outcome

    def rerun(self, driver: str, case: Case, *, echo: bool = True) -> Outcome:
        """Return the outcome of a new run; `echo`: with the inputs as they were afterwards."""
        call = self._call(driver, case, echo=echo)
        return self._noted(driver, self.student.run(call))[0]

    def run_ahead(self, driver: str, cases: Sequence[Case]) -> None:
        """Run these cases in as few messages as they fit in, for `run` to find."""
        new = [case for case in cases if (driver, case) not in self.seen]
        for some in (new[k : k + TOGETHER] for k in range(0, len(new), TOGETHER)):
            calls = [self._call(driver, case) for case in some]
            outcomes = self._noted(driver, self.student.run(*calls))
            self.seen.update({(driver, c): o for c, o in zip(some, outcomes, strict=True)})

    def expected(self, driver: str, case: Case) -> Expected | Recorded | None:
        """Return what is right on a case: the reference's outputs, or those recorded."""
        if self.reference is not None:
            return self.reference.expected(driver, case)
        return next((recorded for recorded in self.recorded if recorded.case is case), None)

    def _call(self, driver: str, case: Case, *, echo: bool = True) -> Call:
        """Return the call of a driver that may return no more than the reference does."""
        bounds: dict[str, int] | None = None
        with contextlib.suppress(AssignmentError):  # a check that needs no reference says nothing
            expected = self.expected(driver, case)
            if expected is not None:
                bounds = {name: entries(value) for name, value in expected.values.items()}
        return Call(driver, case.values, seed=case.seed, echo=echo, bounds=bounds)

    def _noted(self, driver: str, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
        for outcome in outcomes:
            if isinstance(outcome, Returned) and outcome.note:
                self.notes.setdefault(driver, outcome.note)
        return outcomes

    def search(
        self, driver: str, inputs: Inputs, examine: Callable[[Case], Failure | None]
    ) -> Failure | None:
        """Examine generated cases: the failure on the smallest, diagnosed on the first.

        The first case has normal values and distinct sizes; only if a case fails does
        Hypothesis generate them again, and shrink.
        """
        cases = generated(inputs, self.examples, self.seed)
        self.run_ahead(driver, cases)
        first_case, first = next(((c, f) for c in cases if (f := examine(c))), (None, None))
        if first_case is None or first is None or first.ended:
            return first
        ended: list[Failure] = []

        def until_the_end(case: Case) -> Failure | None:
            failure = None if ended else examine(case)
            if failure and failure.ended:
                ended.append(failure)
            return failure

        found = smallest(inputs, until_the_end, examples=self.examples, start=self.seed)
        if ended:
            return ended[0]
        if found is None:  # only the first case fails
            return self.explained((first_case, first), (first_case, first))
        return self.explained((found.case, found.found), (first_case, first))

    def explained(self, smallest: Failed, first: Failed) -> Failure:
        """Return the failure on the smallest case, with a diagnosis that is true.

        It is that of the first case, of distinct sizes. Where that isn't true of the smallest
        case, the first is shown beside it.
        """
        case, failure = smallest
        seed = generator_seed(case.seed)
        if (failure.difference or failure.data) and not self._repeats(failure, case):
            return replace(failure, diagnosis=REPEATED, seed=seed)
        turned = self._turned(*first)
        if turned:
            seed = generator_seed(first[0].seed)
            return replace(first[1], diagnosis=turned, malformed=True, seed=seed)
        found = failure if failure is first[1] else _explained(failure, first[1])
        return replace(found, seed=seed)

    def _turned(self, case: Case, failure: Failure) -> Diagnosis | None:
        """What is wrong if the outputs are right where the batches lie in the other direction."""
        expected = self.expected(failure.driver, case) if failure.driver else None
        if expected is None:
            return None

        def right(values: Mapping[str, Any]) -> bool:
            outcome = self.student.run(Call(failure.driver, values, seed=case.seed))[0]
            return isinstance(outcome, Returned) and layout.right_but_turned(
                outcome.values, expected.values
            )

        others = layout.turned(case.values, case.sizes)
        found = next((other for other in others if right(other.values)), None)
        return found.diagnosis if found and not right(case.values) else None

    def _repeats(self, failure: Failure, case: Case) -> bool:
        """Whether the output that differs is the same in a second run; a failed one is no sign."""
        found = failure.difference or failure.data
        assert found is not None  # noqa: S101 - its caller has looked
        one, other = self.run(failure.driver, case), self.rerun(failure.driver, case)
        if not (isinstance(one, Returned) and isinstance(other, Returned)):
            return True
        return same(one.values.get(found.output), other.values.get(found.output))

    def fault(self, outcome: Raised | Stopped, driver: str, case: Case) -> Failure:
        """Return the failure that an exception or the end of the process is."""
        failure = failure_of(outcome, self.files)
        return replace(failure, driver=driver, arguments=case.values, sizes=case.sizes)


def _explained(smallest: Failure, first: Failure) -> Failure:
    if smallest.shapes:
        return replace(smallest, diagnosis=restated_shape(first.diagnosis, *smallest.shapes))
    if smallest.difference is None:
        return smallest
    shown = _numbers(smallest, smallest.difference)
    if first.difference and first.diagnosis is None:  # from a single entry nothing follows
        return replace(smallest, diagnosis=agreed(_numbers(first, first.difference), shown))
    here = first.diagnosis and restated(first.diagnosis, *shown)
    telling = first if here is None and first.diagnosis else None
    return replace(smallest, diagnosis=here, telling=telling)


def _numbers(failure: Failure, found: Difference) -> Numbers:
    return found.yours, found.expected, failure.sizes


def failure_of(outcome: Raised | Stopped, files: Mapping[str, str]) -> Failure:
    """Return an exception, or the end of the process, with the lines of the student's files."""
    if isinstance(outcome, Stopped):
        return Failure(outcome.reason, ended=True)
    places = tuple(Place(*place) for place in outcome.lines if place[0] in files)
    summary = f"{outcome.kind}: {outcome.message}".rstrip(": ")
    ours = outcome.kind == NotInstalled.__name__
    return Failure(outcome.message if ours else summary, places=places, malformed=True, ours=ours)
