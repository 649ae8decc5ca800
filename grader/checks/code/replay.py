"""Replay: do the submitted learning curves come from the student's own modules?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from typing_extensions import Self, override

from grader.checks.code.base import CodeCheck
from grader.checks.written.curves import ENDINGS, CurvesError, read_curves
from grader.context import Context
from grader.numerics.inputs import Case
from grader.numerics.search import generated
from grader.numerics.tolerance import as_numbers
from grader.results import Verdict
from grader.sandbox.host.runner import Returned

RUNS = 3
MARGIN = 3.0  # times the spread of the runs


@dataclass(frozen=True)
class Replay(CodeCheck):
    """The first epochs of a submitted curve, run again with the student's modules.

    The driver trains, and returns the columns of the results table that are compared, an entry
    for each epoch. Runs differ in what the inputs generate (initial weights, shuffling), and the
    submitted curves in more (batch size, initialisation), so that they need only be as near as
    the runs are to each other, or `tolerance`. Further off, a person looks. Only code that can't
    be run fails.

    Args:
        driver: takes the module and the inputs, returns a dict of curves.
        inputs: what the driver's arguments are generated from.
        curves: the name of the `Experiment` whose table is compared.
        setting: the setting of that table, by name or by number from 0.
        tolerance: relative for losses, absolute for accuracies.

    """

    curves: str = field(kw_only=True)
    setting: str | int = field(kw_only=True)
    tolerance: float = field(default=0.25, kw_only=True)
    guard: bool = field(default=True, kw_only=True)

    @override
    def for_students(self) -> Self | None:
        return None  # it needs the author's data

    @override
    def judge(self, context: Context) -> Verdict:
        names = [self.curves + ending for ending in ENDINGS]
        names = [name for name in names if name in context.files]
        if len(names) != 1:
            return self.earn(remarks=("there are no curves to compare with",))
        runs = []
        for case in generated(self.generated, RUNS, context.seed):
            run = self._run(context, case)
            if isinstance(run, Verdict):
                return run
            runs.append(run)
        try:
            table = read_curves(names[0], context.files[names[0]], list(runs[0]))
        except CurvesError as error:
            return self.pend(str(error), cases=RUNS)
        setting = table.named(self.setting)
        if setting is None:
            return self.earn(remarks=(f"there is no curve of {self.setting!r} to compare with",))
        for column, curve in table.values[setting].items():
            apart = self._apart(column, np.asarray(curve), [run[column] for run in runs])
            if apart:
                return self.pend(f"{setting!r}: {apart}", cases=RUNS)
        same = f"{setting!r} begins like runs with your own modules"
        return self.earn(cases=RUNS, remarks=(same,))

    def _run(self, context: Context, case: Case) -> dict[str, np.ndarray] | Verdict:
        """One run's curves, or what is wrong with it."""
        driver = self.driver.__name__
        outcome = context.rerun(driver, case, echo=False)  # a data set is large
        if not isinstance(outcome, Returned):
            return self.lose(context.fault(outcome, driver, case), cases=1)
        curves = {name: as_numbers(value) for name, value in outcome.values.items()}
        for name, curve in curves.items():
            if curve is None or curve.dtype.kind == "c":
                return self.pend(f"your modules return a {name} that is not numbers", cases=1)
        return {name: curve.reshape(-1) for name, curve in curves.items() if curve is not None}

    def _apart(self, column: str, curve: np.ndarray, again: list[np.ndarray]) -> str | None:
        """Where a curve (epochs,) is far from those of the runs."""
        epochs = min(curve.size, *(run.size for run in again))
        curve, runs = curve[:epochs], np.array([run[:epochs] for run in again])
        if not (np.isfinite(curve).all() and np.isfinite(runs).all()):
            return None  # each run diverges at its own time
        middle = np.median(runs, axis=0)
        scale = np.abs(middle) if "loss" in column else 1.0
        allowed = np.maximum(MARGIN * np.ptp(runs, axis=0), self.tolerance * scale)
        far = np.flatnonzero(np.abs(curve - middle) > allowed)
        if not far.size:
            return None
        epoch = int(far[0])
        return (
            f"{column} is {curve[epoch]:.4g} in epoch {epoch + 1} of your table, and "
            f"{middle[epoch]:.4g} in runs with your modules"
        )
