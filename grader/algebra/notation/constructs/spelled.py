"""A name as it is written: accents, primes, layer labels and subscripts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.vocabulary import Written, joined
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.notation.text.tokens import Token


def label_inside(r: Reader) -> Sequence[Token]:
    """The tokens of `^{(i)}` or `^(i)`, stepped over; nothing where there is no label."""
    at = r.at + 1
    braced = r.tokens[at].text == "{"
    at += braced
    if r.tokens[at].text not in ("(", "["):
        return ()
    end = r.closing(at)
    if braced and r.tokens[end + 1].text != "}":
        return ()
    r.move(end + 1 + braced)
    return r.tokens[at + 1 : end]


def read_written(r: Reader, count: int) -> Written:
    """The name that begins here, as it is written."""
    written = _accented(r, count)
    while True:
        if r.offset:
            return written
        if r.sees("'"):
            r.take()
            written = written._replace(primes=written.primes + 1)
        elif r.sees("_") and not written.subscript:
            inside, loose = subscript(r)
            written = written._replace(subscript=inside, loose=loose)
            if loose and len(inside[0].text) > 1:
                return _with_layer_behind(r, written)
        elif r.sees("^", "*") and not written.label:
            labelled = _label(r, written)
            if labelled is None:
                return written
            written = labelled
            if written.transposed:
                return written
        else:
            return written


def _with_layer_behind(r: Reader, written: Written) -> Written:
    """A typed name with its layer after its indices, `w_kj^(2)`, where that layer is declared."""
    before = r.at
    labelled = _label(r, written) if r.sees("^") and not written.label else None
    if labelled is not None and _has_layers(written, r.vocabulary.names):
        return labelled
    r.move(before)
    return written


def _star_behind(r: Reader, written: Written) -> bool:
    """Whether a `*` is part of a name, typed as `W* x`, that is known with a star alone."""
    names = r.vocabulary.names
    if r.choices.strict or written.key in names:
        return False
    close = r.token.start == r.tokens[r.at - 1].stop and r.ahead().start > r.token.stop
    last = r.ahead().kind == "stop"
    return written._replace(label="*").key in names and (close or last)


def _accented(r: Reader, count: int) -> Written:
    if r.token.kind != "accent":
        return Written(r.take_letters(count).text)
    accent = r.take().text
    if not r.sees("{"):
        if r.token.kind == "accent":
            r.refuse("a hat or bar belongs on one name")
        if r.token.kind not in ("word", "letter"):
            r.refuse("put braces round what carries the hat or bar")
        if r.token.kind == "word" and len(r.token.text) > 1 and not r.style.loose:
            r.refuse("put braces round what carries the hat or bar")
        return Written(r.take_letters(1 if r.token.kind == "word" else 99).text, accent)
    end = r.closing()
    inner = r.within(r.tokens[r.at + 1 : end])
    if inner.token.kind not in ("word", "letter"):
        r.refuse("a hat or bar belongs on one name")
    written = read_written(inner, len(inner.token.text))
    if inner.token.kind != "stop":
        r.refuse("a hat or bar belongs on one name")
    r.move(end + 1)
    return written._replace(accent=accent)


def subscript(r: Reader) -> tuple[tuple[Token, ...], bool]:
    """The tokens of the subscript here, and whether it stands without braces."""
    r.take()
    if r.sees("{"):
        end = r.closing()
        inside = tuple(t for t in r.tokens[r.at + 1 : end] if t.text not in ("{", "}"))
        if not inside:
            r.refuse("an empty subscript")
        r.move(end + 1)
        return inside, False
    if r.token.kind not in ("word", "letter", "number", "text", "bold") and not r.sees("*"):
        r.refuse("a subscript is missing here")
    token = r.token
    r.take()
    return (token,), True


def _label(r: Reader, written: Written) -> Written | None:
    r"""The layer label of `^{(2)}`, `^{[2]}`, `^{(2)\top}`, `^*`; of `^(2)` where it is known."""
    names = r.vocabulary.names
    after = r.ahead()
    starred = written._replace(label="*")
    if r.sees("*"):
        return starred if _star_behind(r, written) and r.take() else None
    if after.text == "{":
        return _braced_label(r, written)
    if after.text == "*" and (starred.key in names or starred.full_key in names):
        r.move(r.at + 2)
        return starred
    if after.text in ("(", "["):
        end = r.closing(r.at + 1)
        labelled = written._replace(label=joined(r.tokens[r.at + 2 : end]))
        sample = f"{written._replace(label='·').key}" in names
        layer = _has_layers(written, names) and labelled.label.isdigit()
        if labelled.key in names or labelled.full_key in names or sample or layer:
            r.move(end + 1)
            return labelled
    return None


def _has_layers(written: Written, names: Collection[str]) -> bool:
    """Whether a name is declared with the numbers of layers, of which each may stand here."""
    layers = f"{written._replace(subscript=()).key}^("
    return any(key.startswith(layers) and key[len(layers) :].rstrip(")").isdigit() for key in names)


def _braced_label(r: Reader, written: Written) -> Written | None:
    end = r.closing(r.at + 1)
    inside = [token.text for token in r.tokens[r.at + 2 : end]]
    if inside and set(inside) == {"'"}:
        r.move(end + 1)
        return written._replace(primes=written.primes + len(inside))
    if inside == ["*"]:
        starred = written._replace(label="*")
        names = r.vocabulary.names
        if r.choices.strict or starred.key in names or starred.full_key in names:
            r.move(end + 1)
            return starred
        return None
    if not inside or inside[0] not in ("(", "["):
        return None
    close = r.closing(r.at + 2)
    label, rest = joined(r.tokens[r.at + 3 : close]), inside[close - r.at - 1 :]
    if not re.fullmatch(r"\w+|·", label) or rest not in ([], ["⊤"], ["T"]):
        return None
    r.move(end + 1)
    return written._replace(label=label, transposed=bool(rest))


def spelling(text: str, r: Reader) -> tuple[Written, str]:
    """A declared spelling taken apart, and the bracketed arguments that follow it, if any."""
    if r.token.kind not in ("word", "letter", "accent"):
        raise NotationError("a spelling begins with a letter", text, 0)
    written = read_written(r, len(r.token.text))
    return written, joined(r.tokens[r.at : -1])
