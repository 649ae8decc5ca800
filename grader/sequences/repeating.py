"""Whether the same program gives the same each time it is run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.results import Failure
from grader.sequences.comparison import Mismatch, agree
from grader.sequences.program import Observed, Program

Run = Callable[[Sequence[Program]], Sequence["Observed | Failure"]]


def unsteady(programs: Sequence[Program], run: Run) -> Mismatch | None:
    """The first call that gives something else when its program is run again, if any does.

    Only the method is named: which values differ, and where first, depends on what was drawn. A
    program that starts from what an object drew itself is no witness, and is left out.
    """
    settled = [program for program in programs if not program.adopts]
    seen = run([program for program in settled for _ in range(2)])
    for program, one, other in zip(settled, seen[::2], seen[1::2], strict=True):
        if isinstance(one, Failure) or isinstance(other, Failure):
            return None
        at = _first_that_differs(program, one, other)
        if at is not None:
            made = next(step.method for step in program.steps if step.constructs)
            name = f"{made}.{program.steps[at].method}"
            text = f"{name} gives something else when the same calls are made again"
            return Mismatch(program, at, "unsteady", text)
    return None


def _first_that_differs(program: Program, one: Observed, other: Observed) -> int | None:
    for at, step in enumerate(program.steps):
        looked_at = {name: one[name] for name in one if name.startswith(f"{at}:")}
        if not (step.constructs or step.silent or agree(looked_at, other)):
            return at
    return None
