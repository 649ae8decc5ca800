r"""Signs before a name that are part of it: `\Delta` of `\Delta w`, `\delta` of `\delta h_t`."""

from __future__ import annotations

from collections.abc import Sequence

from grader.algebra.notation.parser.vocabulary import Vocabulary
from grader.algebra.notation.text.tokens import Token

_NAMES = frozenset({"word", "letter", "accent"})
Tokens = tuple[Token, ...]


def with_prefixes(formulas: Sequence[Tokens], known: Vocabulary) -> list[Tokens]:
    r"""Formulas in which `\Delta` before a name is an accent, and a `\delta` never alone too."""
    signs = {"Delta", "delta"} - {sign for sign in ("Delta", "delta") if known.knows(sign)}
    if any(
        token.text == "delta" and not _named(f, n) for f in formulas for n, token in enumerate(f)
    ):
        signs.discard("delta")
    return [_accented(tokens, signs) for tokens in formulas]


def _accented(tokens: Tokens, signs: set[str]) -> Tokens:
    return tuple(
        t._replace(kind="accent") if t.text in signs and _named(tokens, n) else t
        for n, t in enumerate(tokens)
    )


def _named(tokens: Tokens, at: int) -> bool:
    """Whether a name follows."""
    return any(token.kind in _NAMES for token in tokens[at + 1 : at + 2])
