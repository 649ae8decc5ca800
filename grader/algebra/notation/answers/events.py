"""A text as a run of events: formulas, and words and signs that mean something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.algebra.notation.answers import words
from grader.algebra.notation.answers.segments import Piece, Pieces

_STOPS = frozenset({".", ";", "!", "?", "\n", ":"})


@dataclass(frozen=True, slots=True)
class _Event:
    """One step through the text: a formula, or a word or sign that means something."""

    kind: str
    word: str = ""
    at: int = 0


def _events(pieces: Pieces) -> Iterator[_Event]:
    for at, piece in enumerate(pieces.pieces):
        if piece.kind == "formula":
            yield _Event("formula", "", at)
        elif piece.kind == "aside":
            yield _Event("aside", piece.words, at)
        elif piece.kind == "break":
            yield _Event(_BREAKS.get(piece.words, "comma"), piece.words, at)
        else:
            for place, word in enumerate(words.split(piece.words)):
                if not place and piece.words.lstrip()[:1].isupper() and len(word) > 1:
                    yield _Event("stop", "\n", at)  # a capital letter after a formula
                yield _Event(_kind(word), word, at)


_BREAKS = {
    "edge": "edge", "line": "stop", "newline": "stop", ".": "stop", ";": "stop", ":": "stop",
    "⇒": "main", "⇔": "main", "→": "main", "∵": "context", "∎": "comma",
}  # fmt: skip


def _kind(word: str) -> str:
    bare = word.rstrip(".")
    if word in _STOPS:
        return "stop"
    if word == ",":
        return "comma"
    if not word[0].isalpha():
        return "edge"
    for kind, known in (
        ("if", words.IF), ("otherwise", words.OTHERWISE), ("context", words.CONTEXT),
        ("main", words.MAIN), ("negative", words.NEGATIVE),
    ):  # fmt: skip
        if bare in known or word in known:
            return kind
    return "word"


def _without_lists(events: list[_Event], pieces: Pieces) -> list[_Event]:
    r"""The events without `j = 1, \dots, M` and `\forall i`."""
    dropped: set[int] = set()
    formulas = [n for n, e in enumerate(events) if e.kind == "formula"]
    for place, n in enumerate(formulas):
        tokens = pieces.pieces[events[n].at].tokens
        texts = [t.text for t in tokens]
        if texts[0] in ("∀", "∃") or (len(texts) > 2 and texts[1] in ("∈", "∼") and place):
            dropped.add(n)
            dropped.update(_rest_of_list(formulas[place + 1 :], events, pieces, n))
        if texts[0] == "…" and len(texts) <= 2:
            dropped.add(n)
            if place and _begins_list(pieces.pieces[events[formulas[place - 1]].at]):
                dropped.add(formulas[place - 1])
                dropped.update(_start_of_list(formulas[: place - 1], events, pieces))
            dropped.update(_rest_of_list(formulas[place + 1 :], events, pieces, n))
        if place and len(texts) == 3 and texts[1] == "*" and (texts[0] + texts[2]).isdigit():
            dropped.add(n)  # `…, which is 3 × 1`
        before = events[formulas[place - 1] + 1 : n] if place else events[:n]
        if len(texts) == 1 and any(event.kind == "if" for event in before):  # `for all i, j`
            rest = _rest_of_list(formulas[place + 1 :], events, pieces, n)
            dropped.update(at for at in rest if not _is_number(pieces.pieces[events[at].at]))
        if len(texts[0]) == 1 and texts[1:4:2] == ["=", "…"] and texts[2].isdigit():
            dropped.add(n)
    return [event for n, event in enumerate(events) if n not in dropped]


def _is_number(piece: Piece) -> bool:
    return piece.tokens[0].kind == "number"


def _begins_list(piece: Piece) -> bool:
    texts = [t.text for t in piece.tokens]
    return len(texts) == 1 or (len(texts) == 3 and texts[1] == "=" and texts[2].isdigit())


def _start_of_list(
    before: Sequence[int], events: Sequence[_Event], pieces: Pieces
) -> Iterator[int]:
    r"""The `i` of `i, j = 1, \dots, M`."""
    for n in before[-1:]:
        if len(pieces.pieces[events[n].at].tokens) == 1 and events[n + 1].kind == "comma":
            yield n


def _rest_of_list(
    following: Sequence[int], events: Sequence[_Event], pieces: Pieces, at: int
) -> Iterator[int]:
    """A single sign that follows dots or a quantifier after a comma."""
    for n in following[:1]:
        between = {e.kind for e in events[at + 1 : n]}
        if between <= {"comma"} and len(pieces.pieces[events[n].at].tokens) == 1:
            yield n
