"""Choice: one of several, several of many, true or false."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from grader.checks.written.base import KEY_ELSEWHERE, WrittenCheck, key
from grader.checks.written.options import Options
from grader.context import Context
from grader.results import Formula, Reading, Verdict
from grader.submission.answers import Answer

TRUE_OR_FALSE = ("true", "false")


@dataclass(frozen=True)
class Choice(WrittenCheck):
    """`right` is one of `among`, or several of them, all of which must be chosen.

    `aliases` gives further words for an option. The list that an answer begins with is its
    choice; another option may be named after it only to deny it, or in a reason. What is clearly
    a list of wrong options is lost; all else is for a person.
    """

    among: Sequence[str] = TRUE_OR_FALSE
    right: str | Sequence[str] | None = key(default=None)
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict, kw_only=True)

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        return found + [
            f"right: write some of {', '.join(map(repr, self.among))}, not {option!r}"
            for option in sorted(self._wanted() - set(self.among))
        ]

    def _wanted(self) -> set[str]:
        if self.right is None:
            return set()
        return {self.right} if isinstance(self.right, str) else set(self.right)

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        del context  # the answer says it all
        found = self._options.chosen(self._apart(self.written(answer).text))
        options = ", ".join(self.among)
        if not found.options:
            return self.pend(f"this names none of: {options}")
        named = ", ".join(option for option in self.among if option in found.options)
        reading = Reading((Formula(named),))
        if self.right is None:
            return self.pend(KEY_ELSEWHERE, reading=reading)
        if len(found.options) > 1 and isinstance(self.right, str):
            return self.pend(f"choose one of: {options}", reading=reading)
        if found.doubt:
            return self.pend(found.doubt, reading=reading)
        if found.options == self._wanted():
            return self.earn(reading=reading)
        if not found.clear:
            return self.pend(
                "it isn't clear what is chosen: write the choice alone", reading=reading
            )
        return self.lose("this choice is wrong", reading=reading)

    @property
    def _options(self) -> Options:
        subject = frozenset(self.among) & set(self.field.split("_"))
        return Options(self.among, self.aliases, subject, several=not isinstance(self.right, str))

    def _apart(self, text: str) -> str:
        """Letters that are run together, `AC`, as `A, C`."""
        if any(len(option) > 1 for option in self.among):
            return text
        run = re.match(rf"\W*[{re.escape(''.join(self.among))}]{{2,}}\b", text)
        return ", ".join(run[0]) + text[run.end() :] if run else text
