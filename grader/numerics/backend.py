"""Hypothesis at work: draws cases from inputs, the same for the same seed in every process."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Flaky, HypothesisWarning
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

from grader.numerics.inputs import Case, Inputs

__all__ = ["Flaky", "run"]


class _NoConstants(HypothesisProvider):
    """Without the pool of constants from modules that happen to be loaded."""

    def _maybe_draw_constant(self, *arguments: Any, **options: Any) -> None:
        return None


AVAILABLE_PROVIDERS["grader"] = f"{__name__}.{_NoConstants.__qualname__}"


def run(inputs: Inputs, test: Callable[[Case], None], examples: int, start: int) -> None:
    """Draw cases and test them; raises what the smallest that Hypothesis finds to fail raises."""
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

    def on(drawn: tuple[dict[str, int], str, int]) -> None:
        test(inputs.case(*drawn))

    with warnings.catch_warnings():
        # a judge freezes what it inherits, where Hypothesis then looks for its own generator
        warnings.filterwarnings("ignore", ".*register_random", HypothesisWarning)
        seed(start)(configured(given(inputs.strategy())(on)))()
