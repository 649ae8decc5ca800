"""Replay: do submitted learning curves come from real runs?

A table of curves can be invented. So the first epochs of a setting are run again, by the
reference and by the student's modules, on the same data under the same seeds. A curve is
confirmed if both agree with the reference's runs within the spread of several seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.checks.written.curves import Curve
from grader.context import Blocked, Context
from grader.numerics.inputs import Case, Inputs
from grader.numerics.search import generated
from grader.numerics.tolerance import as_numbers
from grader.sandbox.host.runner import Returned, Stopped

RUNS = 4  # seeds
MARGIN = 3.0  # times the spread of the reference's runs

Arrays = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Replay:
    """A setting of an `Experiment` whose first epochs are run again.

    Args:
        driver: takes the module and the inputs, trains for a few epochs, and returns a dict of
            columns of the results table, an entry for each epoch.
        inputs: what the driver's arguments are generated from: data, orders, initial weights.
        setting: the setting's name in the table, or its number from 0.
        tolerance: what a curve may be off besides the spread; relative for losses, absolute for
            accuracies.

    """

    driver: Callable[..., Any]
    inputs: Inputs
    setting: str | int
    tolerance: float = 0.25

    def doubt(self, columns: Mapping[str, Curve], context: Context) -> str:
        """Return why the curves of the setting are not confirmed, or nothing if they are.

        Args:
            columns: the submitted curves by column.
            context: with the student's process and the reference.

        """
        if context.reference is None:
            return "only your instructor can run it again"
        name = self.driver.__name__
        cases = generated(self.inputs, RUNS, context.seed)
        right = [_flat(context.reference.expected(name, case).values) for case in cases]
        for case, expected in zip(cases, right, strict=True):
            run = self._students(case, context)
            if isinstance(run, str):
                return run
            for column in expected:
                apart = self._apart(column, run.get(column), expected[column], right)
                if apart:
                    return f"a run of your modules differs from the reference's: {apart}"
        for column in right[0]:
            middle = np.median(_stacked(right, column), axis=0)
            submitted = np.asarray(columns[column]) if column in columns else None
            apart = self._apart(column, submitted, middle, right)
            if apart:
                return f"your table differs from runs of the reference: {apart}"
        return ""

    def _students(self, case: Case, context: Context) -> Arrays | str:
        """The student's curves, or why there are none."""
        try:
            outcome = context.rerun(self.driver.__name__, case, echo=False)  # a data set is large
        except Blocked as blocked:
            return f"your modules can't be run: {blocked.failure.summary}"
        if isinstance(outcome, Stopped):
            return f"your modules can't be run: {outcome.reason}"
        if not isinstance(outcome, Returned):
            return f"your modules raise {outcome.kind}: {outcome.message}"
        numbers = {name: as_numbers(value) for name, value in outcome.values.items()}
        return _flat({name: value for name, value in numbers.items() if value is not None})

    def _apart(
        self, column: str, curve: np.ndarray | None, expected: np.ndarray, right: Sequence[Arrays]
    ) -> str:
        """Where a curve (epochs,) leaves the spread of the reference's runs; '' if nowhere."""
        if curve is None or curve.dtype.kind not in "biuf":
            return f"there is no {column}"
        epochs = min(curve.size, expected.size)
        if not epochs:
            return f"{column} is empty"
        yours, middle = curve[:epochs].astype(float), expected[:epochs]
        spread = np.ptp(_stacked(right, column), axis=0)[:epochs]
        scale = np.abs(middle) if "loss" in column else 1.0
        allowed = np.maximum(MARGIN * spread, self.tolerance * scale)
        with np.errstate(invalid="ignore"):
            near = np.abs(yours - middle) <= allowed
        far = np.flatnonzero(~near & (np.isfinite(middle) | np.isfinite(yours)))
        if not far.size:
            return ""
        epoch = int(far[0])
        return f"{column} in epoch {epoch + 1} is {yours[epoch]:.4g}, not {middle[epoch]:.4g}"


def _flat(values: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: np.asarray(value).reshape(-1) for name, value in values.items()}


def _stacked(runs: Sequence[Arrays], column: str) -> np.ndarray:
    return np.array([run[column] for run in runs])
