"""Hypothesis at work: draws cases from inputs, the same for the same seed in every process."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Flaky, HypothesisWarning
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider
from hypothesis.strategies import SearchStrategy

from grader.numerics.data import literal
from grader.numerics.inputs import Case, Inputs

__all__ = ["Flaky", "run", "sample"]

SAMPLES = 8


class _NoConstants(HypothesisProvider):
    """Without the pool of constants from modules that happen to be loaded."""

    def _maybe_draw_constant(self, *arguments: Any, **options: Any) -> None:
        return None


with contextlib.suppress(RuntimeError):  # no home: then in the folder where we are, as it does
    set_hypothesis_home_dir(Path("~/.cache/hypothesis").expanduser())  # its table of Unicode
AVAILABLE_PROVIDERS["grader"] = f"{__name__}.{_NoConstants.__qualname__}"


def run(inputs: Inputs, test: Callable[[Case], None], examples: int, start: int) -> None:
    """Draw cases and test them; raises what the smallest that Hypothesis finds to fail raises."""
    _draw(inputs.strategy(), lambda drawn: test(inputs.case(*drawn)), examples, start)


def sample(strategy: SearchStrategy[Any], start: int) -> Any:
    """Return one example of a strategy, not among the shortest of a few."""
    found: list[Any] = []
    _draw(strategy, found.append, SAMPLES, start)
    found.sort(key=lambda value: len(literal(value)))
    longer = found[len(found) // 2 :]
    return longer[start % len(longer)]


def _draw(
    strategy: SearchStrategy[Any], use: Callable[[Any], None], examples: int, start: int
) -> None:
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

    def on(drawn: Any) -> None:
        use(drawn)

    with warnings.catch_warnings():
        # a judge freezes what it inherits, where Hypothesis then looks for its own generator
        warnings.filterwarnings("ignore", ".*register_random", HypothesisWarning)
        seed(start)(configured(given(strategy)(on)))()
