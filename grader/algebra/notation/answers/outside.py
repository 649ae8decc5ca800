"""Mathematics outside its signs: `2$w^T$`, `$x$/2`, `$a$ + $b$`, `$x$ if $x > 0$, else 0`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.algebra.notation.answers.words import CONTEXT, IF, LABELS, MAIN, OTHERWISE
from grader.algebra.notation.text.signs import FRACTIONS

_NEAR = 60  # characters that are looked at beside a formula, so that reading takes no time
_NUMBER = (
    rf"(?<![\d.])(?:\d+(?:\.\d+)?|\.\d+|[{FRACTIONS}])(?![\d])"  # whole: a run of digits is one
)
_OPERATOR = r"[-−–+*/·×÷^⁄∕]"
_RELATION = r"(?:=|<=|>=|[<>≤≥≈≠])"
_RAISED = r"\s?[⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀ]+"
_BETWEEN = re.compile(
    rf"(?:{_RAISED})?(?:\s*{_RELATION}(?:{_NUMBER}|[-−–+*/(\s])*"
    rf"|[()\s]*{_OPERATOR}(?:{_NUMBER}|{_OPERATOR}|[()\s])*)"
)
_OPENED = re.compile(rf"\s*\((?:\s|{_NUMBER}|{_OPERATOR})*")
_CLOSED = re.compile(rf"\s*(?:\Z|\)|{_OPERATOR})")
_SIGN_ALONE = re.compile(
    rf"(?:\$|\\\()\s*(?:{_OPERATOR}|=|±|∓|\\(?:cdot|times|pm|mp|odot|div)\b)\s*(?:\$|\\\))"
)
_EXPLAINS = re.compile(r"[=<>≤≥≠,]|\\(?:text|[lg]eq?|neq?|in|sim|to|forall)\b")
_BEFORE = re.compile(rf"(?:(?<=[\s(:,;])|^)(?:{_NUMBER}\s*|{_OPERATOR}\s*)+\Z")
_AFTER = re.compile(
    rf"(?:{_RAISED}|\^[T⊤](?![A-Za-z])"
    rf"|\s*{_OPERATOR}\s*(?:{_NUMBER}|\((?:{_NUMBER}|{_OPERATOR}|\s)+\)))+"
)
_KEYWORDS = IF | OTHERWISE | CONTEXT | MAIN | {"and", "at", "with", "everywhere", "always"}
_ENDED = re.compile(r"\s*(?:\Z|[.,;:!)]|\n)")
_WORD = re.compile(r"\s*([A-Za-z']+)")
_LAST_WORD = re.compile(r"([A-Za-z.']+)[\s(]*\Z")
_NUMBERED = re.compile(r"\s*([\d.]*\d|[–—])[ \t]+(?:\$(?!\$)|\\\()")
_VALUE = re.compile(
    rf"(?<![\w.(/^%$-])(?P<value>[-−]?{_NUMBER}(?:\s*/\s*{_NUMBER})?)(?![\w/%^$]|\.\d|\s{{0,9}}[)%])"
)
_STATED_BY = MAIN | OTHERWISE | frozenset(
    {"and", "or", "be", "just", "simply", "always", "else", "only", "it's", "about"}
)  # fmt: skip
_COMES_TO = re.compile(
    r"\b(?:equal|reduces|simplifies|evaluates|comes|amounts|leads) to\s*\Z", re.IGNORECASE
)


class Region(NamedTuple):
    """A formula's place in a text, from and to, and whether several pairs of signs are joined."""

    start: int
    stop: int
    joined: bool = False


def with_what_is_outside(text: str, inline: Sequence[tuple[int, int]]) -> list[Region]:
    """The places of formulas between inline signs, with factors, signs and powers around them."""
    joined: list[Region] = []
    for start, stop in inline:
        if joined and _joins(text, joined[-1], start, stop):
            joined[-1] = _closed(text, Region(joined[-1].start, stop, joined=True))
        else:
            joined.append(Region(start, stop))
    edges = [0, *(region.stop for region in joined)]
    ends = [*(region.start for region in joined[1:]), len(text)]
    return [
        _between_bars(text, region)
        or Region(_begin(text, edge, region.start), _end(text, region.stop, end))
        for region, edge, end in zip(joined, edges, ends, strict=False)
    ]


def _between_bars(text: str, region: Region) -> Region | None:
    """A formula with the bars of its absolute value, `|$x$|`; none are those of a table."""
    start, stop = region.start - 1, region.stop + 1
    if text[start : region.start] != "|" or text[region.stop : stop] != "|":
        return None
    more = text[max(start - _NEAR, 0) : start] + text[stop : stop + _NEAR]
    return Region(start, stop) if "|" not in more else None


def _joins(text: str, before: Region, start: int, stop: int) -> bool:
    """Whether only signs stand between two formulas: `$a$ + $b$`, `$a$ = $b$`, `$a$ ($b$)`."""
    between = text[before.stop : start]
    if len(between) > _NEAR:
        return False
    if _BETWEEN.fullmatch(between):
        return True
    if not between.strip(" "):  # `$a$ = $b$ $c$`, `$-$ $a$`, `$a$ $+$ $b$`
        alone = (text[before.start : before.stop], text[start:stop])
        return before.joined or any(map(_SIGN_ALONE.fullmatch, alone))
    opened = _OPENED.fullmatch(between) and _CLOSED.match(text, stop, stop + _NEAR)
    return bool(opened) and not _EXPLAINS.search(text[start:stop])


def _closed(text: str, region: Region) -> Region:
    """A joined formula with the brackets that close after its last sign."""
    inside = text[region.start : region.stop]
    missing = min(max(inside.count("(") - inside.count(")"), 0), _NEAR)
    rest = text[region.stop : region.stop + _NEAR]
    closing = re.match(rf"(?:\s*{_OPERATOR}\s*{_NUMBER})*\s*\)" * missing, rest)
    return region._replace(stop=region.stop + closing.end()) if closing else region


def _begin(text: str, edge: int, start: int) -> int:
    """Where a formula begins, with a factor or a sign before its own sign."""
    line = max(edge, text.rfind("\n", edge, start) + 1, start - _NEAR)
    before = text[line:start]
    found = _BEFORE.search(before)
    if found is None:
        return start
    word = _LAST_WORD.search(before[: found.start()])
    said = word[1].lower().rstrip(".") if word else ""
    if said in LABELS or found[0].strip() == "(":
        return start
    spaced = found[0][-1:].isspace()
    if not any(c.isdigit() for c in found[0]) and spaced and word is not None:
        return start  # a dash between words
    return line + found.start()


def _end(text: str, stop: int, edge: int) -> int:
    """Where a formula ends, with a power, a divisor or a term after its own sign."""
    rest = text[stop : min(edge, stop + _NEAR)]
    found = _AFTER.match(rest)
    if found is None:
        return stop
    following = rest[found.end() :]
    word = _WORD.match(following)
    goes_on = word[1].lower() in _KEYWORDS if word else bool(_ENDED.match(following))
    return stop + found.end() if goes_on else stop


def number_before(text: str) -> str:
    """What a text begins with, a factor or the question's number, a minus or a dash; else ""."""
    found = _NUMBERED.match(text)
    return found[1] if found else ""


def numbers_as_values(text: str) -> Iterator[tuple[bool, int, str]]:
    """Prose in parts: whether a part is a number that is a value, where it begins, and its text.

    A value is `0` in 'and 0 otherwise'; the 2 of 'step 2' or '2 classes' is none.
    """
    at = 0
    for match in _VALUE.finditer(text):
        if not _is_value(text, match):
            continue
        yield False, at, text[at : match.start()]
        yield True, match.start(), match["value"]
        at = match.end()
    yield False, at, text[at:]


def _is_value(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - _NEAR, 0) : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    word, following = _LAST_WORD.search(before), _WORD.match(after)
    starts = not before.strip() or before.rstrip()[-1] in ",;:=\n" or before.endswith("\n")
    said = (word is not None and word[1].lower() in _STATED_BY) or _COMES_TO.search(before)
    if not (starts or said):
        return False
    if following is not None:
        return following[1].lower() in _KEYWORDS
    return bool(_ENDED.match(after)) and not re.match(r"\s*:", after)
