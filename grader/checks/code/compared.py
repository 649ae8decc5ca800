"""What the checks have that compare outputs with the right ones: the terms, and partial credit."""

from __future__ import annotations

from abc import ABC
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from grader.checks.code.base import CodeCheck
from grader.checks.code.comparison import Terms
from grader.checks.code.partial import Unit, score
from grader.context import Context
from grader.numerics.freedom import Freedoms, freedoms
from grader.numerics.inputs import Case
from grader.oracles import Expected, Recorded
from grader.results import Failure, Verdict

UNITS = ("", "entries", "cases", "outputs")

UpTo = str | Sequence[str] | Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Compared(CodeCheck, ABC):
    """A check whose outputs are compared with the right ones."""

    up_to: UpTo = field(default=(), kw_only=True)
    partial: Unit = field(default="", kw_only=True)

    @property
    def terms(self) -> Terms:
        """What is compared, and how closely."""
        return Terms(up_to=self.freedoms)

    @property
    @override
    def freedoms(self) -> Freedoms:
        return freedoms(self.up_to)

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        try:
            freedoms(self.up_to)
        except ValueError as error:
            found.append(f"up_to: {error}")
        if self.partial not in UNITS:
            found.append(f"partial: write {', '.join(UNITS[1:])} or leave it out")
        return found

    def compared(
        self,
        failure: Failure | None,
        context: Context,
        cases: Sequence[tuple[Case, Expected | Recorded]],
        count: int,
    ) -> Verdict:
        """Return all of the weight, or where there is a failure the share that is right."""
        if failure is None or not self.partial:
            return self.found(failure, count)
        found = score(self.partial, self.driver.__name__, context, cases, self.terms)
        remark = f"{found.right} of {found.total} {self.partial} are right"
        if found.guessed:
            remark += f"; one answer to all would have {found.guessed}, which earn nothing"
        return self.lose(failure, found.share, cases=count, remarks=(remark,))
