r"""Asides: reasons and remarks in brackets, which are kept and not read as factors."""

from __future__ import annotations

from collections.abc import Sequence

from grader.algebra.notation.answers.words import CONTEXT, IF, OTHERWISE
from grader.algebra.notation.text.tokens import Token

_OPERATIONS = frozenset({"^", "+", "-", "*", "·", "/", "frac", "∑"})
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
