"""Which question a heading names: by its id, its number as written, or its title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

MAX_TITLE = 200  # characters of a heading that are looked at

_INTRODUCTION = re.compile(
    r"(?:(?:answer|solution) (?:to|for) )?(?:question|problem|part|exercise|task|q(?=\W|\d)|ex)"
    r"(?![a-z])[\s.:#]*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"[\s*_>#`]{0,20}(?:(?:write |type )?(?:my |your |the ))?(?:answers?|solutions?)"
    r"(?: here| below)?"
    r"[\s*_`.]{0,20}(?::[\s*_`]{0,20}(?P<rest>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)
# `2`, `2.1`, `2(a)`, `2 (a)`, `(a)`, `1a`, `2.1.b`: numbers and single letters, set apart.
_LABEL = re.compile(
    r"[(\[]?(?:\d+|[a-z](?![a-z]))[)\]]?"
    r"(?:(?:\.|-|\s?(?=[(\[]))?[(\[]?(?:\d+|[a-z](?![a-z]))[)\]]?)*",
    re.IGNORECASE,
)
_PART = re.compile(r"[(\[]?[a-z](?:[)\].:]|\s*$)", re.IGNORECASE)  # `(a)`, `a.`, `a`
_TOKEN = re.compile(r"\d+|[a-z]", re.IGNORECASE)
_ID = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")

Label = tuple[str, ...]


class Questions:
    """The ids, and perhaps the titles, of the questions that can be answered."""

    def __init__(self, ids: Sequence[str], titles: Mapping[str, str] | None = None) -> None:
        by_length = sorted(ids, key=len, reverse=True)
        self._exact = re.compile(
            "|".join(rf"{re.escape(i)}(?![\w.]*\w)" for i in by_length) or "$^"
        )
        self._by_label = {_tokens(_ID, i): i for i in ids}
        self._by_title = {_plain(title): i for i, title in (titles or {}).items() if _plain(title)}

    def named(self, title: str, above: Label = ()) -> str | None:
        """The question that a heading names; `above` is the label of the heading over it."""
        plain, label = introduced(title), label_of(title)
        if label:
            numbered = self._by_label.get(above + label) or self._numbered(label)
            if numbered:
                return numbered
        exact = self._exact.match(plain)
        if exact:
            return exact[0]
        return self._by_title.get(_plain(plain)) or self._by_title.get(
            _plain(_without_label(plain))
        )

    def _numbered(self, label: Label) -> str | None:
        """The question of a number; 2 for 2(c), if it isn't 2a and 2b that are asked."""
        if label in self._by_label:
            return self._by_label[label]
        for length in range(len(label) - 1, 0, -1):
            begun = [i for known, i in self._by_label.items() if known[:length] == label[:length]]
            if begun:
                return (
                    begun[0]
                    if self._by_label.get(label[:length]) == begun[0] == begun[-1]
                    else None
                )
        return None

    def labelled(self, label: Label) -> str | None:
        """The question that a number stands for."""
        return self._by_label.get(label)

    def beside(self, title: str, label: Label) -> Label:
        """The label of a part, such as (d), whose number is that of a heading beside it.

        Nothing where that is no question: `(d)` after `## 1` is 1d, if 1d is asked.
        """
        number = tuple(takewhile(str.isdigit, label))
        if number and is_part(title) and self.labelled(number + label_of(title)):
            return number + label_of(title)
        return ()

    def begins(self, label: Label) -> bool:
        """Whether some question's number begins so: `2` where there are 2a and 2b."""
        return bool(label) and any(known[: len(label)] == label for known in self._by_label)


def introduced(title: str) -> str:
    """A heading without emphasis and words such as 'Question'."""
    return _INTRODUCTION.sub("", title.strip().strip("*_`# ")[:MAX_TITLE], count=1)


def is_part(title: str) -> bool:
    """Whether a heading begins with the letter of a part, such as (d)."""
    plain = introduced(title)
    return bool(_PART.match(plain) or (is_introduced(title) and plain[:1].isalpha()))


def is_whole_label(title: str) -> bool:
    """Whether a title is a number with a letter and nothing else: `1d.`, no possible value."""
    label = label_of(title)
    rest = _without_label(introduced(title)).strip(" .:)")
    return not rest and bool(label) and label[0].isdigit() and label[-1].isalpha()


def is_introduced(title: str) -> bool:
    """Whether a heading begins with a word such as 'Question'."""
    return _INTRODUCTION.match(title.strip()[:MAX_TITLE]) is not None


def after_answer_word(text: str) -> str | None:
    """What follows `Answer:` or `Your solution:` at the start of a line; None without it."""
    found = _ANSWER.match(text)
    return (found["rest"] or "") if found else None


def is_answer_heading(title: str) -> bool:
    """Whether a heading only says that the answer begins."""
    return len(title) < MAX_TITLE and after_answer_word(title) == ""


def label_of(title: str) -> Label:
    """The numbers and letters that a heading begins with: ('2', 'a') of `Problem 2 (a)`."""
    found = _LABEL.match(introduced(title))
    return _tokens(_TOKEN, found[0]) if found else ()


def _without_label(title: str) -> str:
    found = _LABEL.match(title)
    return title[found.end() :] if found else title


def _tokens(pattern: re.Pattern[str], text: str) -> Label:
    return tuple(pattern.findall(text.lower()))


def _plain(title: str) -> str:
    return _NO_WORD.sub(" ", title.casefold()).strip()
