"""Choice: one of several, several of many, true or false."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.answers import Answer
from grader.checks.written import WrittenCheck, key
from grader.results import Verdict

TRUE_OR_FALSE = ("true", "false")
_BEFORE, _BETWEEN = r"[\s(.\[]*", r"(?:[\s,;.&+/()\[\]]|(?:and|or)\b)+"
_UNDENIED = r"(?<!\bnot )(?<!n't )(?<!\bbut )(?<!\bexcept )"
_UNDENIED_AFTER = r"(?! (?:is|are|do|does)(?:n't| not)\b)"
_NO_NOUN = "and|or|is|are|because|since|as"
_ALSO = {"true": ("t", "yes", "y", "correct"), "false": ("f", "no", "n", "incorrect")}


@dataclass(frozen=True)
class Choice(WrittenCheck):
    """`right` is one of `among`, or several of them, all of which must be chosen.

    Words around a choice don't matter, nor whether `mini-batch` has its hyphen; an answer that
    names none of the options, or more than were asked, is for a person.
    """

    among: Sequence[str] = TRUE_OR_FALSE
    right: str | Sequence[str] | None = key(default=None)

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
        chosen = self._chosen(self.written(answer).words)
        options = ", ".join(self.among)
        if not chosen:
            return self.doubted(f"this names none of: {options}")
        note = f"read as: {', '.join(option for option in self.among if option in chosen)}"
        if self.right is None:
            return self.doubted(f"{note}\nyour instructor has the key")
        if len(chosen) > 1 and isinstance(self.right, str):
            return self.doubted(f"{note}\none of these is asked: {options}")
        return self.earned(note) if chosen == self._wanted() else self.lost("wrong choice", note)

    def _chosen(self, words: str) -> set[str]:
        """The options listed at the beginning; or else those named anywhere."""
        if all(len(option) == 1 for option in self.among):
            run = re.match(rf"\W*[{re.escape(''.join(self.among))}]{{2,}}\b", words)  # `AC`
            words = " ".join(run[0]) if run else words
        patterns = {option: _pattern(option) for option in sorted(self.among, key=len)[::-1]}
        one = "|".join(f"(?:{pattern})" for pattern in patterns.values())
        listed = re.match(rf"{_BEFORE}(?:{one})(?:{_BETWEEN}(?:{one}))*", words, re.IGNORECASE)
        if listed:
            words = listed[0]
        found: set[str] = set()
        for option, pattern in patterns.items():
            if re.search(pattern, words, re.IGNORECASE):
                found.add(option)
                words = re.sub(pattern, " ", words, flags=re.IGNORECASE)
        return found


def _pattern(option: str) -> str:
    """How an option may be written: h2 also h_2, mini-batch also minibatch, true also yes.

    What is said not to be so isn't chosen, and the article in `a neuron` isn't the option A.
    """
    spellings = (option, *_ALSO.get(option.lower(), ()))
    written = "|".join(re.sub(r"(?<=[A-Za-z])(?=\d)", "_?", re.escape(s)) for s in spellings)
    written = written.replace(r"\-", r"[\s\-\u2010-\u2013]*")
    article = rf"(?! (?!(?:{_NO_NOUN})\b)[a-z]{{2}})" if option.lower() == "a" else ""
    return rf"(?<![\w'’]){_UNDENIED}(?:{written})(?![\w-]){_UNDENIED_AFTER}{article}"
