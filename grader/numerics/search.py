"""Property-based search: the cases to try, and the smallest one on which a property fails.

Hypothesis generates and shrinks, outside pytest. It runs here, where no student's module is
ever imported; and it draws nothing from the constants that it finds in modules that happen to
be loaded, since the same seed must give the same cases in every process.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
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


@lru_cache(maxsize=1024)  # for a batch of submissions the cases are drawn once
def generated(inputs: Inputs, examples: int, start: int) -> tuple[Case, ...]:
    """The telling case, then `examples` cases that Hypothesis draws from the seed `start`."""
    cases = [inputs.distinct(start)]
    _hypothesis(inputs, cases.append, examples, start)
    return tuple(cases)


def smallest(
    inputs: Inputs, examine: Callable[[Case], Found | None], *, examples: int, start: int
) -> Counterexample[Found] | None:
    """Draw the same cases until `examine` objects to one, and shrink that.

    `examine` returns None where the property holds, and anything else where it doesn't.
    """
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
        _hypothesis(inputs, holds, examples, start)
    return latest


def _hypothesis(inputs: Inputs, test: Callable[[Case], None], examples: int, start: int) -> None:
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

    def run(drawn: tuple[dict[str, int], str, int]) -> None:
        test(inputs.case(*drawn))

    seed(start)(configured(given(inputs.strategy())(run)))()
