"""Fixture: does the driver reproduce outputs that were pickled beforehand?"""

from __future__ import annotations

from dataclasses import dataclass

from grader.checks.code.agreement import judge_recorded
from grader.checks.code.base import CodeCheck
from grader.checks.code.trial import Trial
from grader.errors import AssignmentError
from grader.results import Verdict


@dataclass(frozen=True)
class Fixture(CodeCheck):
    """Every output on every recorded case; `cases` of them are recorded by `grader fixtures`."""

    cases: int = 5

    def judge(self, trial: Trial) -> Verdict:
        """As `CodeCheck.judge`."""
        if not trial.recorded:
            raise AssignmentError(f"{self.place}: {self.name}: nothing is recorded for this check")
        return judge_recorded(self, self.driver.__name__, trial)
