r"""Asides: reasons and remarks in brackets, which are kept and not read as factors."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from grader.algebra.notation.answers.words import CONTEXT, IF, OTHERWISE
from grader.algebra.notation.parser.vocabulary import Vocabulary
from grader.algebra.notation.text.tokens import Token

_OPERATIONS = frozenset({"^", "+", "-", "*", "·", "/", "frac", "∑"})
_NO_END = _OPERATIONS | {"=", "(", "[", "{", "\\{", "⊙", "⊗", "@"}  # after these a factor follows
_BY = frozenset({"*", "·"})
_OPEN, _CLOSE = frozenset({"(", "[", "{", "\\{"}), frozenset({")", "]", "}", "\\}"})


def aside_after_space(tokens: Sequence[Token], at: int) -> int:
    r"""Where a reason in brackets ends, `\qquad (R^2 = R)`; 0 where none begins at a wide space."""
    if tokens[at].text != "quad" or tokens[min(at + 1, len(tokens) - 1)].text != "(":
        return 0
    end = _closing(tokens, at + 1)
    inside = [t.text for t in tokens[at + 2 : end]]
    worked = "=" in inside and not _OPERATIONS.isdisjoint(inside[: inside.index("=")])
    last = tokens[end + 1].text if end + 1 < len(tokens) else ""
    return end + 1 if worked and last in ("", "newline", "quad", ",", ".", "&") else 0


def aside_with_a_shape(tokens: Sequence[Token], at: int, known: Vocabulary) -> int:
    r"""Where a shape in brackets after a formula ends, `I (d \times d)`; 0 where none begins."""
    before = tokens[at - 1] if at else tokens[at]
    if tokens[at].text != "(" or before.text in _NO_END or known.function(before.text):
        return 0
    end = _closing(tokens, at)
    last = tokens[end + 1].text if end + 1 < len(tokens) else ""
    ends = last in ("", "newline", "quad", ",", ".", ";")
    return end + 1 if ends and is_shape(tokens[at : end + 1], known.sizes) else 0


def is_shape(tokens: Sequence[Token], sizes: Collection[str]) -> bool:
    r"""Whether this may be a shape in brackets: `(d \times d)`."""
    axes = [t for t in tokens[1:-1] if t.text not in ("quad", "{", "}")]
    lengths = all(t.text in sizes or t.text.isdigit() for t in axes[::2])
    bracketed = bool(tokens) and tokens[0].text in ("(", "[") and tokens[-1].text in (")", "]")
    return bracketed and len(axes) in (3, 5) and lengths and {t.text for t in axes[1::2]} <= _BY


def is_factor(tokens: Sequence[Token]) -> bool:
    r"""Whether what may be a shape may be a factor too: `w (n * d)`, where no `\times` is."""
    return not any(t.text == "*" and t.stop - t.start > 1 for t in tokens)


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """A typed line in which `(all entries, …)` is one token; `(if x > 0)` loses its brackets."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _closing(tokens, at) if tokens[at].text == "(" else 0
        inside = tokens[at + 1 : end]
        words = " ".join(t.text for t in inside if t.kind == "text").lower().split()
        spaced = bool(found) and found[-1].stop < tokens[at].start
        if end and words and inside[0].kind == "text" and words[0] in IF | OTHERWISE | CONTEXT:
            comma = Token("op", ",", tokens[end].start, tokens[end].stop)
            found += [*inside, comma] if words[0] in CONTEXT else inside
        elif end and spaced and words and (len(words) > 1 or len(inside) == 1):
            text = " ".join(t.text for t in inside)
            found.append(Token("aside", text, tokens[at].start, tokens[end].stop))
        else:
            found.append(tokens[at])
            end = at
        at = end + 1
    return found


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Where a bracket closes; 0 where it doesn't."""
    level = 0
    for end in range(at, len(tokens)):
        if tokens[end].kind == "op":
            level += (tokens[end].text in _OPEN) - (tokens[end].text in _CLOSE)
        if level == 0:
            return end
    return 0
