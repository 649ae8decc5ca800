"""Fixture: does the driver reproduce outputs that were pickled beforehand?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from typing_extensions import override

from grader.checks.code.agreement import judge_recorded
from grader.checks.code.compared import Compared
from grader.context import Context
from grader.protocol import Recording
from grader.results import Verdict


@dataclass(frozen=True)
class Fixture(Compared):
    """The driver reproduces every output on every recorded case.

    An instructor's grading adds new cases, so that a table of the recorded ones earns nothing.

    Args:
        driver: as for `Agreement`.
        inputs: what the cases are generated from when they are recorded.
        cases: how many `grader fixtures` records.
        up_to: as for `Agreement`.
        partial: as for `Agreement`.

    """

    recorded_in_handout: ClassVar[int] = 8

    cases: int = 5

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        return found if self.cases > 0 else [*found, "cases: write a number from 1 up"]

    @override
    def _recording(self, cases: int = 0) -> Recording | None:
        return super()._recording(cases or self.cases)

    @override
    def judge(self, context: Context) -> Verdict:
        return judge_recorded(self, context)
