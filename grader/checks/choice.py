"""Choice: one of several, several of many, true or false."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.answers import Answer
from grader.checks.written import WrittenCheck, key
from grader.results import Verdict

TRUE_OR_FALSE = ("true", "false")
_ALSO = {"true": ("t", "yes", "y", "correct"), "false": ("f", "no", "n", "incorrect")}

_NEGATED = re.compile(r"\b(?:not|never|neither|nor|without)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True)
class Choice(WrittenCheck):
    """`right` is one of `among`, or several of them, all of which must be chosen.

    `spelled` gives further words for an option. Words around a choice don't matter; an answer
    that names none of the options, or more than were asked, is for a person.
    """

    among: Sequence[str] = TRUE_OR_FALSE
    right: str | Sequence[str] | None = key(default=None)
    spelled: Mapping[str, Sequence[str]] = field(default_factory=dict, kw_only=True)

    def problems(self, modules: Sequence[str]) -> list[str]:
        """As `Check.problems`."""
        found = super().problems(modules)
        return found + [
            f"{option!r} isn't among the options" for option in self._wanted() - set(self.among)
        ]

    def _wanted(self) -> set[str]:
        if self.right is None:
            return set()
        return {self.right} if isinstance(self.right, str) else set(self.right)

    def look(self, answer: Answer, seed: int) -> Verdict:
        """As `WrittenCheck.look`."""
        del seed  # nothing is drawn
        words = self.written(answer).words
        chosen = self._chosen(words)
        options = ", ".join(self.among)
        if not chosen:
            return self.doubted(f"this names none of: {options}")
        note = f"read as: {', '.join(option for option in self.among if option in chosen)}"
        if self.right is None:
            return self.doubted(f"{note}\nyour instructor has the key")
        if _NEGATED.search(words) and not any(
            self._matches(option, words, begins=True) for option in self.among
        ):
            return self.doubted(f"{note}\nit may deny this: write the choice first")
        if len(chosen) > 1 and isinstance(self.right, str):
            return self.doubted(f"{note}\none of these is asked: {options}")
        return self.earned(note) if chosen == self._wanted() else self.lost("wrong choice", note)

    def _chosen(self, words: str) -> set[str]:
        """The options named at the beginning; or else those named anywhere."""
        first = next((o for o in self._longest() if self._matches(o, words, begins=True)), None)
        if first is not None and isinstance(self.right, (str, type(None))):
            return {first}
        found: set[str] = set()
        for option in self._longest():
            if self._matches(option, words, begins=False):
                found.add(option)
                words = re.sub(self._pattern(option), " ", words, flags=re.IGNORECASE)
        return found

    def _longest(self) -> list[str]:
        return sorted(self.among, key=len, reverse=True)

    def _matches(self, option: str, words: str, *, begins: bool) -> bool:
        find = re.match if begins else re.search
        return find(self._pattern(option), words.strip("( ."), re.IGNORECASE) is not None

    def _pattern(self, option: str) -> str:
        spellings = (option, *_ALSO.get(option.lower(), ()), *self.spelled.get(option, ()))
        return rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?![\w-])"
