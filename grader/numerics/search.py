"""Property-based search: the cases to try, and the smallest one on which a property fails.

Hypothesis generates and shrinks, outside pytest, where no student's module is ever imported. It
is loaded where a case is first drawn: written answers need none.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from grader.numerics.inputs import Case, Inputs

SHRINKS = 200  # runs after the first failure; a slow student's shrinking must end too

Found = TypeVar("Found")


@dataclass(frozen=True)
class Counterexample(Generic[Found]):
    """The smallest case on which the property fails, and what was found there."""

    case: Case
    found: Found


class _Fails(Exception):
    pass


@lru_cache(maxsize=1024)  # for a batch of submissions the cases are drawn once
def generated(inputs: Inputs, examples: int, start: int) -> tuple[Case, ...]:
    """The telling case, then `examples` cases that Hypothesis draws from the seed `start`."""
    from grader.numerics.backend import run

    cases = [inputs.distinct(start)]
    run(inputs, cases.append, examples, start)
    return tuple(cases)


def smallest(
    inputs: Inputs, examine: Callable[[Case], Found | None], *, examples: int, start: int
) -> Counterexample[Found] | None:
    """Draw the same cases until `examine` objects to one, and shrink that.

    `examine` returns None where the property holds, and anything else where it doesn't.
    """
    from grader.numerics.backend import Flaky, run

    latest: Counterexample[Found] | None = None
    budget = SHRINKS

    def holds(case: Case) -> None:
        nonlocal latest, budget
        if latest is not None:
            budget -= 1
            if budget < 0:
                return
        found = examine(case)
        if found is not None:
            latest = Counterexample(case, found)  # Hypothesis shrinks: the latest is the smallest
            raise _Fails

    with contextlib.suppress(_Fails, Flaky):  # flaky: random code, or a spent budget
        run(inputs, holds, examples, start)
    return latest
