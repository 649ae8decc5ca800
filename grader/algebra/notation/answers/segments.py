"""An answer's text cut into pieces: formulas, words, and the breaks between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.algebra.notation.answers.asides import (
    aside_after_space,
    aside_with_a_shape,
    is_factor,
    is_shape,
    without_asides,
)
from grader.algebra.notation.answers.outside import (
    Region,
    numbers_as_values,
    with_what_is_outside,
)
from grader.algebra.notation.answers.words import ENGLISH, is_prose, split
from grader.algebra.notation.constructs.assignments import (
    in_order,
    one_by_one,
    own_names_joined,
    without_comments,
)
from grader.algebra.notation.constructs.brackets import ALIGNED
from grader.algebra.notation.constructs.prefixes import with_prefixes
from grader.algebra.notation.parser.reader import RELATIONS, Style
from grader.algebra.notation.parser.vocabulary import Vocabulary
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.notation.text.layout import without_layout
from grader.algebra.notation.text.macros import without_macros
from grader.algebra.notation.text.tokens import Token, tokenise

_ENVIRONMENTS = "|".join(sorted(ALIGNED))
_MATH = re.compile(
    r"\$\$(?P<a>.+?)\$\$|\$(?P<b>[^$]+?)\$|\\\[(?P<c>.+?)\\\]|\\\((?P<d>.+?)\\\)"
    rf"|(?P<e>\\begin\{{(?:{_ENVIRONMENTS})\*?\}}.+?\\end\{{(?:{_ENVIRONMENTS})\*?\}})"
    r"|```[a-z]*\n?(?P<f>.+?)```|`(?P<g>[^`\n]+)`",
    re.DOTALL,
)
_INLINE = frozenset("bd")
_SIGNS = re.compile(r"\$|\\[()]")
_CODE = re.compile(
    r"\bnp\.|\bnumpy\.|\btorch\.|\.(?:T|size|shape)\b|\.(?:sum|mean|dot|astype)\(|axis ?=|\*\*"
    r"|\w ?[-+*/]= |\w\[[\w:, ]+\]|\bwhere\(|\bif\b[^$]*\belse\b|==|@"
    r"|(?m:^[ \t]*(?:def \w+\(|(?:for|if) [^\n]*:[ \t]*\n))"
)
_TEXT_STYLE = re.compile(r"\\(?:textbf|textit|emph|text|underline|textsc)\{([^{}$]*)\}")
MAX_FORMULAS = 200
MEANS = frozenset({"E", "Var", "Cov", "Pr", "P"})
_QUANTITIES = frozenset({"word", "letter", "accent"})
_OPEN = frozenset({"(", "[", "{", "\\{", "⟨"})
_CLOSE = frozenset({")", "]", "}", "\\}", "⟩"})
_BREAKS = frozenset({",", ";", "newline", "quad", "⇒", "⇔", "→", ".", ":", "∵", "∎"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A formula with its tokens, words, or a `break` between two of them (its sign in `words`).

    An `aside` is a reason in brackets, which isn't read.
    """

    kind: str
    words: str = ""
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text, the text that their tokens are of, and how it is written."""

    pieces: tuple[Piece, ...]
    text: str
    style: Style


def segment(text: str, vocabulary: Vocabulary, preamble: str = "") -> Pieces:
    """The pieces of an answer.

    Raises NotationError where a sign has no place in it, or where it holds too many formulas.
    """
    text = without_layout(without_macros(text, preamble))
    spans = list(_MATH.finditer(text))
    latex = "\\" in text
    marked = any(m.lastgroup in ("a", "b", "c", "d", "e") for m in spans)
    code = not latex and not marked and bool(_CODE.search(text))
    style = Style(code=code, latex=latex or marked, loose=True)
    if spans and not (len(spans) == 1 and spans[0].lastgroup == "g" and not marked):
        found = list(_marked(text, spans, vocabulary))
    else:
        bare = _MATH.sub(lambda m: m[m.lastgroup or 0], text) if spans else text
        text = bare if latex else without_comments(bare, code)
        found = list(_typed(text, 0, vocabulary, code))
    found = list(_without_shapes(found, vocabulary))
    if sum(piece.kind == "formula" for piece in found) > MAX_FORMULAS:
        raise NotationError(f"more than {MAX_FORMULAS} formulas: write the answer alone")
    formulas = with_prefixes([piece.tokens for piece in found], vocabulary)
    found = [replace(piece, tokens=tokens) for piece, tokens in zip(found, formulas, strict=True)]
    return Pieces(tuple(found), text, style)


def _without_shapes(pieces: Sequence[Piece], known: Vocabulary) -> Iterator[Piece]:
    """The pieces without the shapes in brackets that say how large the formula before is."""
    after_formula = False
    for piece in pieces:
        if piece.kind == "formula" and after_formula and is_shape(piece.tokens, known.sizes):
            yield from _shape(piece.tokens)
            continue
        yield piece
        if piece.kind != "break" or piece.words not in ("edge", "quad"):
            after_formula = piece.kind == "formula"


def _shape(tokens: Sequence[Token]) -> Iterator[Piece]:
    """A shape beside a formula: nothing, unless it may be a factor, which is left to a person."""
    if is_factor(tokens):
        yield Piece("aside", "".join(t.text for t in tokens))


def _marked(text: str, spans: Sequence[re.Match[str]], known: Vocabulary) -> Iterator[Piece]:
    """Formulas between mathematics signs, and the words round them."""
    at = 0
    for match, region in zip(spans, _regions(text, spans), strict=True):
        if region is None:
            continue
        yield from _prose(text[at : region.start], at, known)
        kind = match.lastgroup or "a"
        inner, offset = match[kind], match.start(kind)
        if kind in "fg" and "\\" not in inner:
            yield from _typed(inner, offset, known, bool(_CODE.search(inner)))
        elif kind in _INLINE:
            inner = _SIGNS.sub(lambda m: " " * len(m[0]), text[region.start : region.stop])
            yield from _formulas(tokenise(inner), region.start, known)
        else:
            yield from _formulas(tokenise(inner), offset, known)
        yield Piece("break", "edge")
        at = region.stop
    yield from _prose(text[at:], at, known)


def _regions(text: str, spans: Sequence[re.Match[str]]) -> Iterator[Region | None]:
    """Where each span's formula stands, with what is outside its signs; None if it is joined on."""
    inline = [(m.start(), m.end()) for m in spans if m.lastgroup in _INLINE]
    found = iter(with_what_is_outside(text, inline))
    last = Region(0, 0)
    for match in spans:
        if match.lastgroup not in _INLINE:
            yield Region(match.start(), match.end())
        elif match.start() < last.stop:
            yield None
        else:
            last = next(found)
            yield last


def _words(text: str, offset: int, known: Vocabulary) -> Iterator[Piece]:
    """Words, and the numbers among them that are values."""
    for is_value, at, part in numbers_as_values(text):
        if is_value:
            yield from _formulas(tokenise(part), offset + at, known)
        elif part.strip():
            yield Piece("words", _TEXT_STYLE.sub(r"\1", part))


def _prose(text: str, offset: int, known: Vocabulary) -> Iterator[Piece]:
    """Words between formulas; what is typed among them is a formula where it states a relation."""
    if not re.search(r"[<>=≤≥≠]", text):
        yield from _words(text, offset, known)
        return
    try:
        yield from list(_typed(text, offset, known, code=False))[:-1]
    except NotationError:
        yield from _words(text, offset, known)


# --- typed text -----------------------------------------------------------------------------------


def _typed(text: str, offset: int, known: Vocabulary, code: bool) -> Iterator[Piece]:
    """Text without mathematics signs: a formula, or formulas among words."""
    tokens = [
        [t._replace(start=t.start + at, stop=t.stop + at) for t in tokenise(line)[:-1]]
        for at, line in _lines(text)
    ]
    if code:
        tokens = in_order(list(one_by_one(own_names_joined(tokens))), known)
    own = {line[0].text for line in tokens if len(line) > 2 and line[1].text == "="}
    for found in filter(None, tokens):
        marked = without_asides([_as_word(t, n, found, known, own) for n, t in enumerate(found)])
        marked = [_as_product(t, n, marked) for n, t in enumerate(marked)]
        stop = Token("stop", "", found[-1].stop, found[-1].stop)
        yield from _formulas([*_join_words(marked, text), stop], offset, known)
        yield Piece("break", "line")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a typed text; one that goes on (`=`, an operator) belongs to the one before."""
    at = 0
    held, held_at = "", 0
    for line in text.splitlines(keepends=True):
        goes_on = re.match(r"\s*(?:[=+*/@)\]]|-\s)", line) and held.strip()
        if "\\" in text or goes_on or held.rstrip().endswith(("=", "+", "-", "*", "(", ",")):
            held += line
        else:
            if held.strip():
                yield held_at, held
            held, held_at = line, at
        at += len(line)
    if held.strip():
        yield held_at, held


def _as_word(
    token: Token, at: int, tokens: Sequence[Token], known: Vocabulary, own: set[str]
) -> Token:
    """A token of typed text as a word, where it is no name."""
    if token.kind != "word" or len(token.text) < 2:
        return token
    if token.text == "new" and [t.kind for t in tokens[at + 1 : at + 2]] == ["word"]:
        return token._replace(kind="text")  # `new w = …`
    if known.knows(token.text):
        return token
    if token.text in own:
        return token  # a name of their own: `grad = …`
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and before.text in ("_", "^", ".", "\\") and before.stop == token.start:
        return token
    if [t.text for t in tokens[max(at - 2, 0) : at]] in (["_", "{"], ["^", "{"]):
        return token  # of `x_{nd}` the indices
    if (
        after is not None
        and after.text in ("_", "(", ".", "^", "[", "=")
        and (after.start == token.stop and token.text.lower() not in ("if", "for", "when"))
    ):
        return token
    lower = token.text.lower()
    if lower in ("sum", "prod", "lim", "cases", "max", "min", "pi", "np", "diag", "tr", "delta"):
        return token
    return token._replace(kind="text") if lower in ENGLISH or is_prose(token.text) else token


def _as_product(token: Token, at: int, tokens: Sequence[Token]) -> Token:
    """A dot with spaces on both sides between two quantities, `a . b`, as their product."""
    if token.text != "." or not 0 < at < len(tokens) - 1:
        return token
    before, after = tokens[at - 1], tokens[at + 1]
    spaced = before.stop < token.start and token.stop < after.start
    quantities = before.kind in _QUANTITIES or before.text in _CLOSE
    quantities = quantities and (after.kind in _QUANTITIES or after.text in _OPEN)
    return token._replace(text="·") if spaced and quantities else token


def _join_words(tokens: Sequence[Token], text: str) -> list[Token]:
    """Neighbouring words as one token."""
    found: list[Token] = []
    for token in tokens:
        if token.kind == "text" and found and found[-1].kind == "text":
            last = found.pop()
            token = Token("text", f"{last.text} {token.text}", last.start, token.stop)
        found.append(token)
    return found


# --- formulas -------------------------------------------------------------------------------------


def _formulas(tokens: Sequence[Token], offset: int, known: Vocabulary) -> Iterator[Piece]:
    """The formulas in a run of mathematics, cut at words, commas and line breaks."""
    found: list[Token] = []
    level = 0
    listed = [t._replace(start=t.start + offset, stop=t.stop + offset) for t in tokens]
    skipped = 0
    beside = False  # whether a comma stands before in this line
    for at, token in enumerate(listed):
        if at < skipped:
            continue
        if level <= 0 and found and (skipped := aside_with_a_shape(listed, at, known)):
            yield from _formula(found)
            found = []
            yield from _shape(listed[at:skipped])
            continue
        if level <= 0 and found and (skipped := aside_after_space(listed, at)):
            shown = "".join(t.text for t in listed[at + 2 : skipped - 1])
            yield from _formula(found)
            found = []
            yield Piece("aside", shown)
            continue
        aligned = token.kind in ("begin", "end") and token.text.rstrip("*") in ALIGNED
        if aligned and level == 0 and not _one_sided(listed, at):
            yield from _formula(found)
            found = []
            yield Piece("break", "line")
            continue
        level += _depth(token)
        if level <= 0 and _cuts(listed, at, found, beside=beside):
            beside = token.text in (",", "quad") or token.kind == "text"
            yield from _formula(found)
            found = []
            level = 0
            kind = {"text": "words", "aside": "aside"}.get(token.kind, "break")
            yield Piece(kind, token.text)
        elif token.kind != "stop" and not (level <= 0 and token.text == "&" and token.kind == "op"):
            found.append(token)
    yield from _formula(found)


def _one_sided(tokens: Sequence[Token], at: int) -> bool:
    r"""Whether an aligned environment stands inside `\left\{`."""
    return (at > 0 and tokens[at - 1].text == "\\{") or (
        at + 1 < len(tokens) and tokens[at + 1].text == "\\right"
    )


def _depth(token: Token) -> int:
    if token.kind == "op":
        return (token.text in _OPEN) - (token.text in _CLOSE)
    return (token.kind == "begin") - (token.kind == "end")


def _cuts(tokens: Sequence[Token], at: int, found: Sequence[Token], *, beside: bool) -> bool:
    r"""Whether a formula ends at a token; what is `beside` another one ends with its line."""
    token = tokens[at]
    if token.kind == "text":
        return not _labels(tokens, at)
    if token.kind == "aside":
        return True
    if token.kind != "op" or token.text not in _BREAKS:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else token
    if token.text == "newline" and found:
        following = after if after.text != "&" else tokens[min(at + 2, len(tokens) - 1)]
        joined = following.text in RELATIONS and following.kind == "op"
        if joined and beside and any(t.text == "=" for t in found):
            return True
        return not joined and following.text not in ("+", "-", "·", "*")
    if token.text == "quad" and found:
        return not (after.kind == "op" and after.text in RELATIONS)
    if token.text == "→":
        return any(t.text == "=" for t in found)
    if token.text == ".":
        method = after.kind == "word" and after.start == token.stop and found
        return not method and tokens[at - 1].text not in ("\\left", "\\right")
    if token.text == ":":
        return after.text != "=" and not any(t.text == "?" for t in found)
    return True


def _labels(tokens: Sequence[Token], at: int) -> bool:
    r"""Whether words are part of a name or a function: `L_{\text{CE}}`, `\text{ReLU}(x)`."""
    token, before = tokens[at], tokens[at - 1] if at else tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else token
    if before.kind == "op" and before.text in ("_", "^"):
        return True
    if token.text in MEANS and after.text in ("[", "("):
        return True
    single = token.text.isalpha() and len(token.text) > 1
    applied = after.text in ("(", "^", "'", "_") and after.kind == "op"
    return (
        single
        and applied
        and not (
            {token.text.lower()}
            <= ENGLISH - {"relu", "softmax", "tanh", "sigmoid", "swish", "gelu", "silu", "sign"}
        )
    )


def _formula(tokens: Sequence[Token]) -> Iterator[Piece]:
    """A formula, unless nothing is left of it."""
    kept = [t for t in tokens if t.kind != "stop"]
    if all(t.kind == "op" and t.text in RELATIONS for t in kept):
        return  # of `row = output`, between words
    while kept and kept[0].text in ("newline", "quad", ",") and kept[0].kind == "op":
        kept = kept[1:]
    while kept and kept[-1].text in ("newline", "quad", "!", "\\") and kept[-1].kind == "op":
        if kept[-1].text == "!":
            break
        kept = kept[:-1]
    if kept:
        yield Piece("formula", "", tuple(kept))


__all__ = ["NotationError", "Piece", "Pieces", "segment", "split"]
