"""The table of constructs: what can be written, how it binds, how it is read, and an example.

A construct is one entry. To add one, add its entry: the parser, the notation page and its tests
take it from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

ALL, ADD, HADAMARD, SIGN, TIMES, BESIDE, OVER = 10, 20, 30, 35, 40, 45, 46
Place = Literal["atom", "kind", "sign", "big", "infix", "postfix"]


@dataclass(frozen=True, eq=False)
class Construct:
    """One way to write something.

    `signs` are the tokens that it is known by. By its `place` it is an operand (`atom`, or `kind`
    for tokens of a kind), takes what follows (`sign`, `big`), joins two operands (`infix`, which
    bind by `power`) or follows one (`postfix`). `read` reads it; `examples` are shown to students,
    each with what it is read as.
    """

    title: str
    signs: tuple[str, ...]
    place: Place
    read: Callable[..., Any]
    power: int = 0
    examples: tuple[tuple[str, str], ...] = ()
    applies: Callable[[Any], bool] = lambda reader: True


@dataclass(frozen=True, eq=False)
class FunctionWord:
    r"""A function that every question knows: its name in trees, and the words for it.

    `bare`: whether its argument may stand without brackets, as in `\log x`. `latex` is how it is
    typeset. `listed` gives, of a function that lists entries of a matrix, their rows and columns
    in order, by the matrix's shape: all that is needed to evaluate it.
    """

    name: str
    words: tuple[str, ...] = ()
    bare: bool = False
    arity: tuple[int, int] = (1, 1)
    latex: str = ""
    example: tuple[str, str] = ("", "")
    listed: Callable[[int, int], Sequence[tuple[int, int]]] | None = None


@dataclass(frozen=True)
class Table:
    """The constructs by their place and sign; `parts` are readers that others need, by name."""

    constructs: tuple[Construct, ...]
    functions: tuple[FunctionWord, ...]
    methods: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    parts: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    condition_words: frozenset[str] = frozenset({"if", "and", "otherwise", "else", "for", "when"})
    atoms: Mapping[str, Construct] = field(init=False, repr=False)
    kinds: Mapping[str, Construct] = field(init=False, repr=False)
    signs: Mapping[str, Construct] = field(init=False, repr=False)
    big: Mapping[str, Construct] = field(init=False, repr=False)
    infixes: Mapping[str, Construct] = field(init=False, repr=False)
    postfixes: Mapping[str, Construct] = field(init=False, repr=False)
    by_word: Mapping[str, FunctionWord] = field(init=False, repr=False)

    openings: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for place, name in _PLACES.items():
            entries = [c for c in self.constructs if c.place == place]
            found = {sign: construct for construct in entries for sign in construct.signs}
            object.__setattr__(self, name, found)
        signs = self.signs.keys() - {"+", "-"}
        object.__setattr__(self, "openings", frozenset(self.atoms.keys() | signs))
        words = {word: f for f in self.functions for word in (f.name, *f.words)}
        object.__setattr__(self, "by_word", words)

    @property
    def beside(self) -> Construct:
        """The product of operands side by side."""
        return self.infixes[""]


_PLACES: Mapping[Place, str] = {
    "atom": "atoms",
    "kind": "kinds",
    "sign": "signs",
    "big": "big",
    "infix": "infixes",
    "postfix": "postfixes",
}
