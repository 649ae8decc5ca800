"""The search: run all programs, and shrink the first that fails to the shortest that does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.results import Failure
from grader.sequences.building import OBJECTS, Form, Tape
from grader.sequences.comparison import Mismatch, agree, compare, spoken
from grader.sequences.oracle import Oracle
from grader.sequences.program import Observed, Program
from grader.sequences.repeating import Run, unsteady

TRIALS = 300  # runs while shrinking
AGAIN = 4  # runs of what is shown, to see whether it is the same each time
REPEATED = 8  # programs that are run again where one fails
DICE = range(1, 7)  # other arguments to try for each step
SIZES = (1, 2, 3, 5, 8, 16)  # the most of every size, where the life allows


@dataclass(frozen=True)
class Found:
    """A mismatch; `alone` says whether the program fails by itself, too.

    `seeded` are the steps at which random numbers matter, on either side.
    """

    mismatch: Mismatch
    alone: bool = True
    seeded: frozenset[int] = frozenset()


def search(oracle: Oracle, run: Run, start: int, count: int) -> Found | Failure | None:
    """Run a seed's programs: the shortest mismatch, or how the process failed, or None."""
    drawn = oracle.programs(start, count)
    for (tape, program), seen in zip(drawn, run([p for _, p in drawn]), strict=True):
        if isinstance(seen, Failure):
            return seen
        mismatch = judge(oracle, program, seen)
        if mismatch:
            loaded = [p for _, p in oracle.programs(start, min(count, REPEATED), loaded=True)]
            loaded.append(oracle.build(tape, program.seed, Form(loaded=True)))
            differing = unsteady(loaded, run)
            if differing:
                return Found(differing, alone=False)
            return _Shrinker(oracle, run, tape, program.seed, mismatch).shrunk()
    return None


def judge(oracle: Oracle, program: Program, seen: Observed) -> Mismatch | None:
    """Compare with the reference, which starts from the student's state where that is random."""
    if seen is oracle.expected(program):
        return None
    states = oracle.states(program, seen)
    expected = oracle.expected(program, states)
    return compare(program, seen, expected, lambda: oracle.noise(program, states))


class _Shrinker:
    """Leaves out what the failure doesn't need; then smaller sizes and plainer numbers."""

    def __init__(self, oracle: Oracle, run: Run, tape: Tape, seed: int, mismatch: Mismatch) -> None:
        self._oracle, self._run, self._seed = oracle, run, seed
        self._tape, self._form, self._best = tape, Form(), mismatch
        self._trials = TRIALS

    def shrunk(self) -> Found:
        first = self._best
        if not self._try(self._tape, self._form):
            return self._found(first, alone=False)
        self._try(self._tape, Form(loaded=True))  # what an object drew itself reads worse
        self._leave_out()
        for change in ({"decimals": 2}, {"simple": True}):
            self._try(self._tape, replace(self._form, **change))
        self._make_smaller()
        self._roll_again()
        self._leave_out()
        return self._found(self._best)

    def _found(self, mismatch: Mismatch, *, alone: bool = True) -> Found:
        """The mismatch, with the steps that draw random numbers on either side.

        A program that gives something else when it is run again does not fail by itself either;
        what objects drew as they were made matters only where the program starts from that.
        """
        watched = replace(mismatch.program, watched=True)
        seen = self._run([watched] * AGAIN)
        first, *again = ({} if isinstance(one, Failure) else one for one in seen)
        drew = {
            at
            for at, step in enumerate(watched.steps)
            if watched.adopts or not step.constructs
            if any(s.get(f"{at}:drew") is True for s in (self._oracle.expected(watched), first))
        }
        made = tuple(f"{at}:" for at, step in enumerate(watched.steps) if step.constructs)
        if not watched.adopts:
            first = {name: value for name, value in first.items() if not name.startswith(made)}
        steady = all(agree(first, other) for other in again)
        return Found(mismatch, alone and steady, frozenset(drew))

    def _try(self, tape: Tape, form: Form, *, shorter: bool = False) -> bool:
        """Keep a tape if it fails in the same way (`shorter`: and reads shorter)."""
        if self._trials <= 0:
            return False
        self._trials -= 1
        program = self._oracle.build(tape, self._seed, form)
        seen = self._run([program])[0]
        found = None if isinstance(seen, Failure) else judge(self._oracle, program, seen)
        if found is None or found.kind != self._best.kind:
            return False
        if shorter and _length(found) >= _length(self._best):
            return False
        self._tape, self._form, self._best = tape, form, found
        return True

    def _leave_out(self) -> None:
        for number in range(OBJECTS):
            rest = tuple((t - (t > number), i, d) for t, i, d in self._tape if t != number)
            if len(rest) < len(self._tape) and self._try(rest, self._form):
                break
        for width in (4, 2, 1):
            at = len(self._tape) - width
            while at >= 0:
                self._try(self._tape[:at] + self._tape[at + width :], self._form)
                at = min(at - 1, len(self._tape) - width)

    def _make_smaller(self) -> None:
        """The smallest sizes at which it fails, with other arguments where these don't show it."""
        for most in SIZES:
            tape, form = self._tape, replace(self._form, most=most)
            for more in range(len(DICE)):
                rolled = tuple((target, index, dice + more) for target, index, dice in tape)
                self._try(rolled, form, shorter=True)
            if self._form == form:
                return

    def _roll_again(self) -> None:
        """Other arguments, where they make it read shorter."""
        for at, (target, index, _) in enumerate(self._tape):
            for dice in DICE:
                entry = (target, index, dice)
                changed = (*self._tape[:at], entry, *self._tape[at + 1 :])
                self._try(changed, self._form, shorter=True)


def _length(found: Mismatch) -> tuple[bool, int]:
    """What a reader has to go through."""
    program = found.program
    entries = sum(np.size(part) for v in program.values.values() for part in _parts(v))
    return program.adopts, entries + sum(len(spoken(step)) for step in program.steps)


def _parts(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]
