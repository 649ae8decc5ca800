"""The words of one question: how its symbols may be written, and what each spelling means.

A name as written has a letter, perhaps an accent, primes, a layer label in brackets and a
subscript. Only the question's declarations can tell a label from an index (`z_{1i}`), a layer
from a power (`W^{(2)}`), a product from an application (`h(x)`): a `Vocabulary` says which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import Derivative, Tree

SIGN = "§"
"""What the names in trees begin with that a student has defined."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Spellings to meanings. Keys are those of `Written.key` and `Written.full_key`.

    `shapes` are those of the declared symbols, `ranks` counts the axes of each, `samples` are
    matrices for which one index is enough, `calls` the arguments that a name may carry, `derived`
    the symbols that have a definition, `sizes` the named sizes. `own` are names that a student has
    defined, `argument` what a function is taken of where nothing is said, `hot` the one vector
    that is one-hot. `implied` says that repeated indices are summed over.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)
    shapes: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    indices: frozenset[str] = frozenset()
    calls: Mapping[str, frozenset[str]] = field(default_factory=dict)
    samples: frozenset[str] = frozenset()
    derivatives: Mapping[Derivative, str] = field(default_factory=dict)
    bases: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    sizes: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    argument: Tree | None = None
    hot: str = ""
    implied: bool = False

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


BUILT_IN: dict[str, str] = {}
"""Each word of a function that every question knows, with its name in trees (see functions.py)."""
