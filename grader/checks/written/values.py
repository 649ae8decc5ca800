"""Values: which of a field's formulas state its value, where it holds several."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from typing import TypeVar

from grader.algebra import NotationError
from grader.submission.answers import Written
from grader.submission.answers.mathematics import is_definition, spans

T = TypeVar("T")

_EXPLAINS = (
    "since|because|as|with|where|from|at|when|if|using|given|by|for|rounded|"
    "not|instead of|rather than|unlike"
)
_OFFERS = "or|and|but|maybe|perhaps|possibly|alternatively|otherwise|else"
_CONCLUDES = "so|hence|thus|therefore|then|gives?|giving|gets?|have|yields?|is|result|finally"
_WORD = re.compile(rf"(?<![\w\\])(?:({_EXPLAINS})|({_OFFERS})|({_CONCLUDES}))(?!\w)", re.I)
_OUTSIDE = r"(?![^\[(]*[\])])"  # brackets
_CUT = re.compile(  # where a text without mathematics signs begins to say something else
    rf"((?:[;\n]|,\s*(?=\\?\w+\s*=)){_OUTSIDE}"
    rf"|(?:\A|[,\s])\s*\(?(?:{_EXPLAINS}|{_OFFERS})\b|\s\((?=[^()]*(?:=|\bd\.)))",
    re.I,
)
_DIGITS = re.compile(r"\A\W*(?:decimal|d\.|place|digit|significant)", re.I)
_WORKED = re.compile(r"[-+*/^(]|\\(?:frac|cdot|times|exp|log|ln)")
_LONGEST = 2000  # characters
_NUMBER, _SPACE = r"(?:\d+\.?\d*|\.\d+)", r"(?:\\[,;:! ]|~|\s|\\q?quad(?![a-z]))+"
_ROW = re.compile(
    rf"\[\s*[-−+]?{_NUMBER}(?:{_SPACE}[-−+]?{_NUMBER})+\s*\]"
    rf"|(?<![\w)}}])\(\s*[-−+]?{_NUMBER}(?:{_SPACE}{_NUMBER})+\s*\)"
)


def the_value(
    written: Written,
    others: Collection[str],
    read: Callable[[str], T],
    same: Callable[[T, T], bool],
) -> T:
    """Read the value that a field states; raise NotationError if it states several."""
    stating = _stating(written, others)
    if not stating:
        raise NotationError("there is no value here", written.text)
    *before, last = stating
    found = read(last)
    if not all(same(other, found) for formula in before for other in _read(formula, read)):
        raise NotationError("two values are given: write the one that is meant alone", last)
    return found


def _read(formula: str, read: Callable[[str], T]) -> Iterator[T]:
    """A formula's value, if it has one."""
    with suppress(NotationError):
        yield read(formula)


def _stating(written: Written, others: Collection[str]) -> list[str]:
    """Return the formulas that state a field's value.

    A formula that gives a reason, that is denied, or that gives one of the `others` its value,
    states none.
    """
    stating: list[str] = []
    for before, formula, after in _parts(written):
        words = list(_WORD.finditer(before))
        explains, offers, concludes = words[-1].groups() if words else ("", "", "")
        beside = explains or before.count("(") > before.count(")") or _DIGITS.match(after)
        if (beside and not offers) or _left(formula) in others:
            continue
        if concludes and all(_WORKED.search(_left(earlier)) for earlier in stating):
            stating = []  # the way to this one
        stating.append(formula)
    return [_ROW.sub(_with_commas, formula) for formula in stating or written.formulas]


def _parts(written: Written) -> list[tuple[str, str, str]]:
    """Each formula of a text, with the words before and after it."""
    if (len(written.formulas) == 1 and written.prose) or len(written.text) > _LONGEST:
        return []
    if not written.prose and "\\begin" in written.text:
        return []
    if not written.prose:
        pieces = ["", *_CUT.split(written.text)]
        parts = zip(pieces[::2], map(_alone, pieces[1::2]), [*pieces[2::2], ""], strict=True)
        return [part for part in parts if part[1]]
    words, found = "", list[tuple[str, str]]()
    for span in spans(written.text):
        if span.is_formula and not is_definition(span.text):
            found.append((words, span.text))
        words = "" if span.is_formula else span.text
    after = [*(before for before, _ in found[1:]), words]
    return [(before, formula, then) for (before, formula), then in zip(found, after, strict=True)]


def _alone(piece: str) -> str:
    """A piece of a text without signs around it; nothing if there is no number or name in it."""
    piece = piece.strip(" \t,:*`")
    if piece.count(")") > piece.count("("):
        piece = piece.removesuffix(")")
    return piece if re.search(r"\w", piece) else ""


def _left(formula: str) -> str:
    """The name of what an equation gives: `z3` of `z_3 = 0.8`."""
    left, equals, _ = formula.partition("=")
    return re.sub(r"[\\{}_\s]", "", left) if equals else ""


def _with_commas(row: re.Match[str]) -> str:
    """A row of numbers with spaces between them, `[1 2]`, with commas."""
    return re.sub(rf"(?<=[\d.]){_SPACE}(?=[-−+.\d])", ", ", row[0])
