"""Declared symbols and functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.declaration import misfits

_DOMAIN_WORDS = "real positive nonzero unit integer natural binary onehot simplex"
DOMAINS = frozenset(_DOMAIN_WORDS.split())


@dataclass(frozen=True, slots=True)
class Symbol:
    r"""A declared quantity.

    `shape` is () for a number, (n,) for a column, (n, m) for a matrix; sizes are names or
    numbers. `domain` is one of DOMAINS, or `bernoulli p` for a random 0/1 mask. `aliases` lists
    other spellings: `\\hat{y}`, `W^{(2)}`, `L(w)`, `x^{(\\cdot)}` (the label is the first
    index), `\\frac{\\partial l}{\\partial p}` (this name is an opaque derivative). `definition`
    is an expression, or `p_i = …` entry by entry; where it is itself an answer, the symbol is
    `hidden`, and students have it without its definition. `start` is the first index of each
    axis where it isn't 1. Raises ValueError for a name or domain that doesn't make sense.
    """

    name: str
    shape: tuple[str | int, ...] = ()
    domain: str = "real"
    aliases: tuple[str, ...] = ()
    definition: str = ""
    start: tuple[int, ...] = ()
    hidden: bool = False

    def __post_init__(self) -> None:
        for problem in misfits(self):
            raise ValueError(f"symbol {self.name}: {problem}")
        if not re.fullmatch(r"[A-Za-z]+\d*", self.name):
            raise ValueError(f"symbol: name: write letters, then perhaps digits, not {self.name!r}")
        if self.domain.split()[0] not in DOMAINS | {"bernoulli"}:
            raise ValueError(
                f"symbol {self.name}: domain: write one of {', '.join(sorted(DOMAINS))} "
                f"or 'bernoulli p', not {self.domain!r}"
            )

    @property
    def starts(self) -> tuple[int, ...]:
        """The first index of each axis."""
        return self.start or (1,) * len(self.shape)


@dataclass(frozen=True, slots=True)
class Function:
    r"""A declared function.

    `definition` is its body in its parameters, or a built-in function's name. `aliases` lists
    other spellings: `\\phi`, `F_\\theta`, or `(\\cdot)^+`, which is written after its argument.
    """

    name: str
    definition: str
    parameters: tuple[str, ...] = ("x",)
    aliases: tuple[str, ...] = ()
