"""What a check may look at: a student's answer, their files, their running module, an oracle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.numerics.diagnosis import restated
from grader.numerics.inputs import Case, Inputs
from grader.numerics.search import generated, smallest
from grader.oracles import Recorded, Reference
from grader.results import Failure, Place
from grader.sandbox.host.runner import Call, Outcome, Raised, Runner, Stopped
from grader.submission.answers import Answer

EXAMPLES = 6  # generated cases for each check, by default
TOGETHER = 32  # cases in one message


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

    """

    answer: Answer | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    runner: Runner | Failure | None = None
    reference: Reference | None = None
    recorded: Sequence[Recorded] = ()
    seed: int = 0
    examples: int = EXAMPLES
    seen: dict[tuple[str, Case], Outcome] = field(default_factory=dict)

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
        return self.student.run(_call(driver, case, echo=echo))[0]

    def run_ahead(self, driver: str, cases: Sequence[Case]) -> None:
        """Run these cases in as few messages as they fit in, for `run` to find."""
        new = [case for case in cases if (driver, case) not in self.seen]
        for some in (new[k : k + TOGETHER] for k in range(0, len(new), TOGETHER)):
            outcomes = self.student.run(*(_call(driver, case) for case in some))
            self.seen.update({(driver, c): o for c, o in zip(some, outcomes, strict=True)})

    def search(
        self, driver: str, inputs: Inputs, examine: Callable[[Case], Failure | None]
    ) -> Failure | None:
        """Examine generated cases: the failure on the smallest, diagnosed on the first.

        The first case has normal values and distinct sizes; only if a case fails does
        Hypothesis generate them again, and shrink.
        """
        cases = generated(inputs, self.examples, self.seed)
        self.run_ahead(driver, cases)
        first = next(filter(None, map(examine, cases)), None)
        if first is None or first.ended:
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
            return first
        return explained(found.found, found.case, first)

    def fault(self, outcome: Raised | Stopped, driver: str, case: Case) -> Failure:
        """Return the failure that an exception or the end of the process is."""
        return replace(failure_of(outcome, self.files), driver=driver, arguments=case.values)


def explained(smallest: Failure, case: Case, first: Failure) -> Failure:
    """Return the failure on the smallest case, with the diagnosis of the first, telling one.

    Where that isn't true of the smallest case, the first is shown beside it.
    """
    shown, wanted = smallest.difference, first.diagnosis
    if wanted is None or first.difference is None or shown is None:
        return smallest
    here = restated(wanted, shown.yours, shown.expected, case.sizes)
    if here is not None:
        return replace(smallest, diagnosis=here)
    return replace(smallest, diagnosis=None, telling=first)


def failure_of(outcome: Raised | Stopped, files: Mapping[str, str]) -> Failure:
    """Return an exception, or the end of the process, with the lines of the student's files."""
    if isinstance(outcome, Stopped):
        return Failure(outcome.reason, ended=True)
    places = tuple(Place(*place) for place in outcome.lines if place[0] in files)
    return Failure(f"{outcome.kind}: {outcome.message}".rstrip(": "), places=places)


def _call(driver: str, case: Case, *, echo: bool = True) -> Call:
    return Call(driver, case.values, seed=case.seed, echo=echo)
