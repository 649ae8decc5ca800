"""Property-based search: does a property hold on generated cases, and which smallest one shows not?

Hypothesis generates and shrinks, outside pytest. It runs here, where no student's module is
ever imported; and it draws nothing from the constants that it finds in modules that happen to
be loaded, since the same seed must give the same cases in every process.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Flaky
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

from grader.numerics.inputs import Case, Inputs

SHRINKS = 200  # runs after the first failure; a slow student's shrinking must end too

Found = TypeVar("Found")


class _NoConstants(HypothesisProvider):
    """Hypothesis' own generator without its pool of constants from loaded modules."""

    def _maybe_draw_constant(self, *arguments: Any, **options: Any) -> None:
        return None


AVAILABLE_PROVIDERS["grader"] = _NoConstants


@dataclass(frozen=True)
class Counterexample(Generic[Found]):
    """The smallest case on which the property fails, and what was found there."""

    case: Case
    found: Found


class _Fails(Exception):
    pass


def counterexample(
    inputs: Inputs, examine: Callable[[Case], Found | None], *, examples: int, start: int
) -> Counterexample[Found] | None:
    """Run `examine` on `examples` cases from the seed `start`, then shrink the first it objects to.

    `examine` returns None where the property holds, and anything else where it doesn't.
    """
    smallest: Counterexample[Found] | None = None
    budget = SHRINKS

    def holds(case: Case) -> None:
        nonlocal smallest, budget
        if smallest is not None:
            budget -= 1
            if budget < 0:
                return
        found = examine(case)
        if found is None:
            return
        smallest = Counterexample(case, found)  # Hypothesis shrinks: the latest is the smallest
        raise _Fails

    configured = settings(
        max_examples=max(examples, 1),
        backend="grader",
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    run = seed(start)(configured(given(inputs.strategy())(holds)))
    with contextlib.suppress(_Fails, Flaky):  # flaky: random code, or a spent budget
        run()
    return smallest
