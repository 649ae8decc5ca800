"""Sequences: do objects behave as the reference's, call after call?

A program of calls is generated, run beside the student's code, and compared observation by
observation: what a call returns, what the getters say, whether arguments stay as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from typing_extensions import override

from grader.context import TOGETHER, Context, failure_of
from grader.numerics.inputs import Case
from grader.oracles import Recorded, Reference
from grader.protocol import Check, Needs, Recording
from grader.results import Failure, Place, Verdict
from grader.sandbox.host.runner import Call, Outcome, Returned
from grader.sequences.comparison import Mismatch, compare
from grader.sequences.interpreter import SequencePacking
from grader.sequences.life import Life
from grader.sequences.listing import listing
from grader.sequences.oracle import Oracle, oracle_of
from grader.sequences.program import Observed, Program, driver_sources, from_inputs
from grader.sequences.repeating import unsteady
from grader.sequences.shrinking import Found, search

Expectation = tuple[Observed, Mapping[str, Any]]  # what is right, and the same packed

LAYOUT = 100  # characters for each observation, in what says which they are
APART = (
    "These calls do not give the same each time: your code draws random numbers from a generator "
    "of its own, or keeps something outside of its objects."
)


@dataclass(frozen=True)
class Sequences(Check):
    """Programs of calls on one or two objects give what the reference gives.

    A failure is shrunk to the shortest program, which the student can paste. Where there is no
    reference (a student's own machine) recorded programs are compared.

    Args:
        life: the class, how its objects are made, and what they understand.
        programs: how many programs to run, of about twenty calls each.

    Example:
        >>> Sequences(lives.linear, weight=2)

    """

    kind: ClassVar[str] = "code"
    recorded_in_handout: ClassVar[int] = 12

    life: Life
    programs: int = 24

    @property
    @override
    def needs(self) -> Needs:
        adapters = (self.life.of,) if isinstance(self.life.of, type) else ()
        recording = Recording(self._record, in_handout=self.recorded_in_handout)
        module = self.life.module
        sources = driver_sources(module)
        return Needs(adapters, modules=(module,), sources=sources, recording=recording)

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = [*super().problems(modules), *self.life.problems()]
        if self.life.module not in modules:
            submitted = ", ".join(modules)
            found.append(f"{self.life.name} is of {self.life.module!r}, not of {submitted}")
        return found

    @override
    def judge(self, context: Context) -> Verdict:
        if context.reference is None:
            return self._judge_recorded(context)
        oracle = self._oracle(context.reference)

        def run(programs: Sequence[Program]) -> list[Observed | Failure]:
            expected = [(oracle.expected(p), oracle.packed(p)) for p in programs]
            return _run(context, programs, expected)

        found = search(oracle, run, context.seed, self.programs)
        if isinstance(found, Failure):
            return self.lose(found)
        if found:
            return self.lose(_failure(found, context))
        return self.earn(cases=self.programs)

    def _judge_recorded(self, context: Context) -> Verdict:
        if not context.recorded:
            return self.pend("no programs are recorded for this check, so nothing was compared")
        programs = [from_inputs(self.life, recorded.case.values) for recorded in context.recorded]
        values = [recorded.values for recorded in context.recorded]
        right = {p: (v, SequencePacking.pack(v)) for p, v in zip(programs, values, strict=True)}

        def run(asked: Sequence[Program]) -> list[Observed | Failure]:
            return _run(context, asked, [right[program] for program in asked])

        outcomes = run(programs)
        for recorded, program, seen in zip(context.recorded, programs, outcomes, strict=True):
            if isinstance(seen, Failure):
                return self.lose(seen)
            found = _compare_recorded(recorded, program, seen)
            if found:
                differing = unsteady(programs, run)
                if differing:
                    return self.lose(_failure(Found(differing, alone=False), context))
                every = frozenset(range(len(program.steps)))
                return self.lose(_failure(Found(found, seeded=every), context))
        return self.earn(cases=len(programs))

    def _oracle(self, reference: Reference) -> Oracle:
        module = reference.module.modules[self.life.module]
        return oracle_of(self.life, module, reference.module.drivers)

    def _record(self, reference: Reference, count: int, seed: int) -> list[Recorded]:
        oracle, found = self._oracle(reference), []
        for _, program in oracle.programs(seed, count, loaded=True):
            case = Case(program.inputs, seed=program.seed)
            expected = {n: v for n, v in oracle.expected(program).items() if v is not None}
            found.append(Recorded(case, expected, oracle.noise(program)))
        return found


def _compare_recorded(recorded: Recorded, program: Program, seen: Observed) -> Mismatch | None:
    return compare(program, seen, recorded.values, lambda: recorded.noise)


def _run(
    context: Context, programs: Sequence[Program], expected: Sequence[Expectation]
) -> list[Observed | Failure]:
    """Run programs beside the student's code, in as few messages as they fit in."""
    calls = [
        Call(p.driver, p.inputs, seed=p.seed, bounds=_bounds(*right))
        for p, right in zip(programs, expected, strict=True)
    ]
    outcomes: list[Outcome] = []
    for at in range(0, len(calls), TOGETHER):
        outcomes += context.student.run(*calls[at : at + TOGETHER])
    return [_seen(o, *right, context) for o, right in zip(outcomes, expected, strict=True)]


def _seen(
    outcome: Outcome, expected: Observed, packed: Mapping[str, Any], context: Context
) -> Observed | Failure:
    """What was observed: `expected` itself where it agrees to the last digits."""
    if not isinstance(outcome, Returned):
        return failure_of(outcome, context.files)
    try:
        if SequencePacking.alike(outcome.values, packed):
            return expected
        return SequencePacking.unpack(outcome.values)
    except (ValueError, KeyError, TypeError, AttributeError):  # forged
        return {}


def _bounds(expected: Observed, packed: Mapping[str, Any]) -> dict[str, int]:
    """How large what comes back may be: its layout as a text, and the arrays of each type."""
    entries = len(expected) + sum(packed[d].size for d in SequencePacking.DTYPES if d in packed)
    return {"layout": LAYOUT * len(expected), **dict.fromkeys(SequencePacking.DTYPES, entries)}


def _failure(found: Found, context: Context) -> Failure:
    mismatch = found.mismatch
    places = [line.rpartition(":") for line in mismatch.lines.splitlines()]
    return Failure(
        mismatch.summary,
        code="" if mismatch.kind == "unsteady" else listing(mismatch, found.seeded),
        difference=mismatch.difference,
        hint="" if found.alone else APART,
        places=tuple(Place(f, int(n)) for f, _, n in places if f in context.files and n.isdigit()),
    )
