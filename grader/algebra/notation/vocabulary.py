"""The words of one question: how its symbols may be spelled, and what each spelling means.

A name as written has a letter, perhaps an accent, primes, a layer label in brackets and a
subscript. Only the question's declarations can tell a label from an index (`z_{1i}`), a layer
from a power (`W^{(2)}`), a product from an application (`h(x)`): a `Vocabulary` says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.algebra.notation.tokens import NotationError, Token, tokenise
from grader.algebra.tree import Derivative

_BUILT_IN_WORDS = """
sin cos tan sinh cosh tanh sech exp log sqrt abs sign erf max min relu sigmoid softmax softplus
norm diag eye ones zeros tr
"""
BUILT_IN: Mapping[str, str] = {
    **{name: name for name in _BUILT_IN_WORDS.split()},
    "ln": "log",
    "arctan": "atan",
    "atan": "atan",
    "ReLU": "relu",
    "Tr": "tr",
    "trace": "tr",
    "Softmax": "softmax",
    "Sigmoid": "sigmoid",
    "Diag": "diag",
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Spellings to meanings. Keys are those of `Written.key` and `Written.full_key`."""

    names: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    indices: frozenset[str] = frozenset()
    calls: Mapping[str, frozenset[str]] = field(default_factory=dict)
    samples: frozenset[str] = frozenset()
    derivatives: Mapping[Derivative, str] = field(default_factory=dict)
    bases: frozenset[str] = frozenset()

    def function(self, base: str) -> str | None:
        """The function that a word names, declared or built in."""
        return self.functions.get(base) or (None if base in self.bases else BUILT_IN.get(base))

    def knows(self, base: str) -> bool:
        """Whether a name, a function or an index is written with this word."""
        return base in self.bases or base in self.indices or self.function(base) is not None


class Written(NamedTuple):
    """A name as it stands in the text, taken apart."""

    base: str
    accent: str = ""
    primes: int = 0
    label: str = ""
    subscript: tuple[Token, ...] = ()
    loose: bool = False
    transposed: bool = False

    @property
    def key(self) -> str:
        """The spelling without its subscript."""
        accent = f"{self.accent} " if self.accent else ""
        label = f"^({self.label})" if self.label else ""
        return f"{accent}{self.base}{chr(39) * self.primes}{label}"

    @property
    def full_key(self) -> str:
        """The spelling with its subscript."""
        return f"{self.key}_{joined(self.subscript)}" if self.subscript else self.key


def joined(tokens: Sequence[Token]) -> str:
    """The texts of tokens, run together."""
    return "".join(token.text for token in tokens)


def closing(tokens: Sequence[Token], at: int, text: str = "") -> int:
    """Where the bracket that opens at `at` closes."""
    pairs = {"{": "}", "(": ")", "[": "]", "\\{": "\\}"}
    level, opening = 0, tokens[at].text
    for place in range(at, len(tokens)):
        if tokens[place].text == opening:
            level += 1
        elif tokens[place].text == pairs[opening]:
            level -= 1
            if level == 0:
                return place
    raise NotationError(f"this '{opening}' is never closed", text, tokens[at].start)


def read_written(
    tokens: Sequence[Token], at: int, text: str, known: Callable[[str], bool]
) -> tuple[Written, int]:
    """The name that begins at `at`, and where the text goes on.

    `known` says of a key whether it is declared: it tells `W^(2)`, a layer, from a square.
    """
    written, at = _accented(tokens, at, text, known)
    while True:
        sign = tokens[at].text if tokens[at].kind == "op" else ""
        if sign == "'":
            written, at = written._replace(primes=written.primes + 1), at + 1
        elif sign == "_" and not written.subscript:
            inside, at, loose = subscript(tokens, at, text)
            written = written._replace(subscript=inside, loose=loose)
        elif (
            sign == "^"
            and not written.label
            and (found := _label(tokens, at, text, written, known))
        ):
            written, at = found
            if written.transposed:
                return written, at
        else:
            return written, at


def _accented(
    tokens: Sequence[Token], at: int, text: str, known: Callable[[str], bool]
) -> tuple[Written, int]:
    if tokens[at].kind != "accent":
        return Written(tokens[at].text), at + 1
    accent, start = tokens[at].text, at + 1
    if tokens[start].text != "{":
        if tokens[start].kind not in ("word", "letter") or len(tokens[start].text) > 1:
            _one_letter(tokens[start], text)
        return Written(tokens[start].text, accent), start + 1
    end = closing(tokens, start, text)
    if tokens[start + 1].kind not in ("word", "letter"):
        raise NotationError("a hat or bar belongs on one name", text, tokens[start].start)
    inner, stop = read_written(tokens, start + 1, text, known)
    if stop != end:
        raise NotationError("a hat or bar belongs on one name", text, tokens[start].start)
    return inner._replace(accent=accent), end + 1


def _one_letter(token: Token, text: str) -> None:
    if token.kind != "letter":
        raise NotationError("put braces round what carries the hat or bar", text, token.start)


def subscript(tokens: Sequence[Token], at: int, text: str) -> tuple[tuple[Token, ...], int, bool]:
    """The tokens of the subscript whose `_` is at `at`; whether it stood without braces."""
    start = at + 1
    if tokens[start].text == "{":
        end = closing(tokens, start, text)
        inside = tuple(t for t in tokens[start + 1 : end] if t.text not in ("{", "}"))
        if not inside:
            raise NotationError("an empty subscript", text, tokens[start].start)
        return inside, end + 1, False
    if tokens[start].kind not in ("word", "letter", "number", "text"):
        raise NotationError("a subscript is missing here", text, tokens[start].start)
    return (tokens[start],), start + 1, True


def _label(
    tokens: Sequence[Token], at: int, text: str, written: Written, known: Callable[[str], bool]
) -> tuple[Written, int] | None:
    r"""The layer label of `^{(2)}`, `^{[2]}`, `^{(2)\top}`, `^*`; of `^(2)` where it is known."""
    start = at + 1
    if tokens[start].text == "{":
        end = closing(tokens, start, text)
        return _braced_label(tokens, start + 1, end, text, written)
    starred = written._replace(label="*")
    if tokens[start].text == "*" and (known(starred.key) or known(starred.full_key)):
        return starred, start + 1
    if tokens[start].text in ("(", "["):
        end = closing(tokens, start, text)
        labelled = written._replace(label=joined(tokens[start + 1 : end]))
        if known(labelled.key):
            return labelled, end + 1
    return None


def _braced_label(
    tokens: Sequence[Token], start: int, end: int, text: str, written: Written
) -> tuple[Written, int] | None:
    inside = [token.text for token in tokens[start:end]]
    if inside == ["'"]:
        return written._replace(primes=written.primes + 1), end + 1
    if inside == ["*"]:
        return written._replace(label="*"), end + 1
    if not inside or inside[0] not in ("(", "["):
        return None
    close = closing(tokens, start, text)
    label, rest = joined(tokens[start + 1 : close]), inside[close - start + 1 :]
    if not re.fullmatch(r"\w+|·", label) or rest not in ([], ["⊤"], ["T"]):
        return None
    return written._replace(label=label, transposed=bool(rest)), end + 1


def spelling(text: str) -> tuple[Written, str]:
    """A declared spelling taken apart, and the bracketed arguments that follow it, if any."""
    tokens = tokenise(text)
    if tokens[0].kind not in ("word", "letter", "accent"):
        raise NotationError("a spelling begins with a letter", text, 0)
    written, at = read_written(tokens, 0, text, lambda key: False)
    return written, joined(tokens[at:-1])
