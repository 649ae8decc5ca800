"""Choice: one of several, several of many, true or false."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from grader.checks.written.base import KEY_ELSEWHERE, WrittenCheck, key
from grader.context import Context
from grader.results import Formula, Reading, Verdict
from grader.submission.answers import Answer

TRUE_OR_FALSE = ("true", "false")
_ALSO = {"true": ("t", "yes", "y", "correct"), "false": ("f", "no", "n", "incorrect")}
_BEFORE = r"[\s(.\[]*(?:(?:only|just|it is|it's|it[’]s|the answer is|answer)\b[\s:]*)?"
_BETWEEN = r"(?:[\s,;.&+/()\[\]]|(?:and|or)\b)+"
_GOES_ON = r"(?:and|or|are|is|because|since|as|for|only|both|but|not|which|where)\b"
_NO_NOUN = "and|or|is|are|because|since|as"  # what follows an option A, but no article
NEGATED = re.compile(
    r"\b(?:not|never|neither|nor|without|except|unlike|hardly|far from|wrong|would|but)\b|n['’]t\b",
    re.IGNORECASE,
)
_NEAR = 300  # characters after a choice in which another one is looked for
_REASON = re.compile(r"\b(?:because|since|as|for|which|where)\b", re.IGNORECASE)
_HEDGE = r"\b(?:or|perhaps|maybe|possibly|also|else|unless|might|could|alternatively|if not)\b"
_AFTER_ALL = (
    r"(?:\b(?:so|thus|hence|therefore|wait|actually)\b|\bno[:,.])[\s,:]*"
    r"(?:(?:it|is|it's|the|answer)\s+)*"
)
_DENIED = re.compile(r"\W*(?:is|are|seems|would be)\W+(?:wrong|false|incorrect|untrue|not)\b", re.I)


@dataclass(frozen=True)
class Choice(WrittenCheck):
    """`right` is one of `among`, or several of them, all of which must be chosen.

    `aliases` gives further words for an option. Words after the choice don't matter; an answer
    that names none of the options, or more than were asked, or denies before it chooses, is for
    a person.
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
        words = self._apart(self.written(answer).words)
        listed = self._listed(words)
        chosen = self._named(listed or words)
        options = ", ".join(self.among)
        if not chosen:
            return self.pend(f"this names none of: {options}")
        reading = Reading((Formula(", ".join(o for o in self.among if o in chosen)),))
        if self.right is None:
            return self.pend(KEY_ELSEWHERE, reading=reading)
        if (not listed and NEGATED.search(words)) or _DENIED.match(words[len(listed) :]):
            reason = "it may deny this choice: write the choice first"
            return self.pend(reason, reading=reading)
        if listed and self._hedges(words[len(listed) :], chosen):
            reason = "another choice is named after it: write the choice alone"
            return self.pend(reason, reading=reading)
        if len(chosen) > 1 and (isinstance(self.right, str) or not listed):
            return self.pend(f"choose one of: {options}", reading=reading)
        if chosen == self._wanted():
            return self.earn(reading=reading)
        return self.lose("this choice is wrong", reading=reading)

    def _apart(self, words: str) -> str:
        """Letters that are run together, `AC`, as `A C`."""
        if any(len(option) > 1 for option in self.among):
            return words
        run = re.match(rf"\W*[{re.escape(''.join(self.among))}]{{2,}}\b", words)
        return " ".join(run[0]) + words[run.end() :] if run else words

    def _listed(self, words: str) -> str:
        """The options that an answer begins with; nothing if it begins with other words."""
        one = "|".join(f"(?:{self._pattern(option)})" for option in self._longest())
        more = rf"{_BETWEEN}(?:{one})(?=\s*(?:\Z|[^\w\s]|\n|{_GOES_ON}))"
        found = re.match(rf"{_BEFORE}(?:{one})(?:{more})*", words, re.IGNORECASE)
        return found[0] if found else ""

    def _hedges(self, rest: str, chosen: set[str]) -> bool:
        """Whether another option is named as well: 'or perhaps ReLU', 'so false'."""
        others = [self._pattern(o) for o in self.among if o not in chosen]
        if not others:
            return False
        other = "|".join(f"(?:{pattern})" for pattern in others)
        rest = rest[:_NEAR]
        stated = _REASON.split(rest, maxsplit=1)[0]
        hedged = re.search(rf"{_HEDGE}.*?(?:{other})", stated, re.IGNORECASE | re.DOTALL)
        return bool(hedged or re.search(rf"{_AFTER_ALL}(?:{other})", rest, re.IGNORECASE))

    def _named(self, words: str) -> set[str]:
        """The options that stand in some words."""
        found = set()
        for option in self._longest():
            pattern = self._pattern(option)
            if re.search(pattern, words, re.IGNORECASE):
                found.add(option)
                words = re.sub(pattern, " ", words, flags=re.IGNORECASE)
        return found

    def _longest(self) -> list[str]:
        return sorted(self.among, key=len, reverse=True)

    def _pattern(self, option: str) -> str:
        """How an option may be written: h2 also h_2, mini-batch also minibatch, true also yes.

        The article in `a neuron` isn't the option A.
        """
        spellings = (option, *_ALSO.get(option.lower(), ()), *self.aliases.get(option, ()))
        written = "|".join(re.sub(r"(?<=[A-Za-z])(?=\d)", "_?", re.escape(s)) for s in spellings)
        written = written.replace(r"\-", r"[\s\-\u2010-\u2013]*")
        article = rf"(?! (?!(?:{_NO_NOUN})\b)[a-z]{{2}})" if option.lower() == "a" else ""
        return rf"(?<![\w'’])(?:{written})(?![\w-]){article}"
