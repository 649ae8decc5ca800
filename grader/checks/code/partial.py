"""Partial credit: which share of the entries, cases or outputs is right, beyond what is guessed.

A function that knows nothing and always returns the same has some of them right. So many of them
are not counted: the share is (right - guessed) / (all - guessed).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from grader.checks.code.comparison import Terms, compare, part_differs
from grader.context import Context
from grader.numerics.data import leaves, literal, parts
from grader.numerics.freedom import aligned
from grader.numerics.inputs import Case
from grader.oracles import Expected, Recorded
from grader.sandbox.host.runner import Outcome, Returned

Unit = Literal["", "entries", "cases", "outputs"]


@dataclass(frozen=True)
class Run:
    """What a driver did on a case, and what is right."""

    case: Case
    outcome: Outcome
    expected: Expected | Recorded


@dataclass(frozen=True)
class Score:
    """How many are right, how many there are, and how many one constant answer has right."""

    right: int
    total: int
    guessed: int

    @property
    def share(self) -> float:
        """The share of what can't be guessed."""
        hard = self.total - self.guessed
        return max(0.0, (self.right - self.guessed) / hard) if hard > 0 else 0.0


def score(
    unit: Unit,
    driver: str,
    context: Context,
    cases: Sequence[tuple[Case, Expected | Recorded]],
    terms: Terms,
) -> Score:
    """Count what is right, on these cases."""
    runs = [Run(case, context.run(driver, case), expected) for case, expected in cases]
    if unit == "cases":
        right = sum(_is_right(run, driver, terms) for run in runs)
        common = Counter(_text(run.expected.values) for run in runs).most_common(1)
        return Score(right, len(runs), common[0][1])
    names = terms.outputs or dict.fromkeys(name for run in runs for name in run.expected.values)
    by_output = [(name, [run for run in runs if name in run.expected.values]) for name in names]
    if unit == "outputs":
        varied = [(n, r) for n, r in by_output if len({_text(x.expected.values[n]) for x in r}) > 1]
        passed = [all(_is_output_right(run, n, driver, terms) for run in r) for n, r in varied]
        return Score(sum(passed), len(varied), 0)
    right = total = guessed = 0
    for name, some in by_output:
        entries = [leaves(run.expected.values[name]) for run in some]
        total += sum(map(len, entries))
        right += sum(_entries_right(run, name, terms) for run in some)
        common = Counter(_text(entry) for each in entries for entry in each).most_common(1)
        guessed += common[0][1] if common else 0
    return Score(right, total, guessed)


def _is_right(run: Run, driver: str, terms: Terms) -> bool:
    if not isinstance(run.outcome, Returned):
        return False
    return compare(run.outcome, driver, run.case, run.expected, terms) is None


def _is_output_right(run: Run, name: str, driver: str, terms: Terms) -> bool:
    if not isinstance(run.outcome, Returned):
        return False
    value = run.outcome.values.get(name)
    return terms.failure(name, value, run.expected, driver, run.case) is None


def _entries_right(run: Run, name: str, terms: Terms) -> int:
    right = run.expected.values[name]
    if not isinstance(run.outcome, Returned):
        return 0
    value = aligned(run.outcome.values.get(name), right, terms.up_to.of(name))
    noise = run.expected.noise_up_to(terms.up_to)
    wrong = sum(part_differs(name, part, noise, run.expected.precision, terms.relative)
                for part in parts(value, right))  # fmt: skip
    return max(0, len(leaves(right)) - wrong)


def _text(value: Any) -> str:
    """A value as text, numbers to a few digits."""
    if isinstance(value, dict):
        return literal({key: _text(item) for key, item in value.items()})
    if isinstance(value, (float, np.floating)):
        return f"{value:.6g}"
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return literal(np.vectorize("{:.6g}".format, otypes=[object])(value))
    return literal(value)
