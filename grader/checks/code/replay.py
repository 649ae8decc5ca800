"""Replay: do curves that were handed in come from the student's own modules?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from grader.checks.code.base import CodeCheck
from grader.checks.code.trial import Trial, verdict
from grader.checks.written.curves import ENDINGS, CurvesError, read_curves
from grader.numerics.search import generated
from grader.numerics.tolerance import as_numbers
from grader.results import Status, Verdict
from grader.sandbox.host.runner import Returned

RUNS = 3
MARGIN = 3.0  # times the spread of the runs


@dataclass(frozen=True)
class Replay(CodeCheck):
    """A few epochs of a `setting` of the experiment `curves`, run anew with the student's modules.

    The driver trains, and returns the columns of the curves that are to be compared, an entry for
    each epoch from the first one handed in. Runs differ in what the inputs draw (initial weights,
    shuffling), and the curves handed in in more (batch size, initialisation), so that they need
    only be as near as the runs are to each other, or `tolerance`, which is relative for losses.
    Further off, a person looks at it. Only code that can't run fails.
    """

    earns: ClassVar[bool] = False

    curves: str = field(kw_only=True)
    setting: str | int = field(kw_only=True)
    tolerance: float = field(default=0.25, kw_only=True)

    def judge(self, trial: Trial) -> Verdict:
        """As `CodeCheck.judge`."""
        names = [self.curves + ending for ending in ENDINGS]
        names = [name for name in names if name in trial.sources]
        if len(names) != 1:
            return self._told("passed", "there are no curves to compare with")
        runs = []
        driver = self.driver.__name__
        for case in generated(self.drawn, RUNS, trial.start):
            outcome = trial.rerun(driver, case, echo=False)  # a data set is large
            if not isinstance(outcome, Returned):
                return verdict(self, trial.fault(outcome, driver, case), 1)
            curves = {name: as_numbers(value) for name, value in outcome.values.items()}
            odd = [name for name, c in curves.items() if c is None or c.dtype.kind == "c"]
            if odd:
                return self._told("review", f"your modules give a {odd[0]} that isn't numbers")
            runs.append({n: c.reshape(-1) for n, c in curves.items() if c is not None})
        try:
            handed_in = read_curves(names[0], trial.sources[names[0]], list(runs[0]))
        except CurvesError as error:
            return self._told("review", str(error))
        setting = handed_in.named(self.setting)
        if setting is None:
            return self._told("passed", f"there is no curve of {self.setting!r} to compare with")
        for column, curve in handed_in.values[setting].items():
            told = self._off(column, np.asarray(curve), [run[column] for run in runs])
            if told:
                return self._told("review", f"{setting!r}: {told}")
        return self._told("passed", f"{setting!r} begins as your own modules do")

    def _off(self, column: str, curve: np.ndarray, again: list[np.ndarray]) -> str | None:
        """Where a curve (epochs,) is far from those of the runs."""
        epochs = min(curve.size, *(run.size for run in again))
        curve, runs = curve[:epochs], np.array([run[:epochs] for run in again])
        if not (np.isfinite(curve).all() and np.isfinite(runs).all()):
            return None  # what diverges does so at its own time
        middle = np.median(runs, axis=0)
        scale = np.abs(middle) if "loss" in column else 1.0
        allowed = np.maximum(MARGIN * np.ptp(runs, axis=0), self.tolerance * scale)
        far = np.flatnonzero(np.abs(curve - middle) > allowed)
        if not far.size:
            return None
        epoch = int(far[0])
        return (
            f"{column} is {curve[epoch]:.4g} in epoch {epoch + 1} of what is handed in, and "
            f"{middle[epoch]:.4g} in runs with your modules"
        )

    def _told(self, status: Status, note: str) -> Verdict:
        share = 1.0 if status == "passed" else 0.0
        return Verdict(self.name, status, share, self.weight, note, examples=RUNS, earns=False)
