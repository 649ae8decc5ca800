"""A value that an answer states, and how it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.algebra.notation.parser.choices import Alternative
from grader.algebra.tree import Both, Tree


@dataclass
class Value:
    """A formula that states a value: its trees, its condition, and how it stands in the text."""

    trees: list[Alternative[Tree]]
    at: int
    clause: int
    main: bool
    opaque: bool = False
    defines: str = ""
    conditions: list[Tree] = field(default_factory=list)
    otherwise: bool = False
    among_words: bool = False
    context: str = ""  # the word that its clause began with, such as 'where'
    listed: bool = False  # after a comma alone
    silent: bool = False  # no word stands between it and the formula before
    subject: bool = False  # of 'f is 0' the f
    sentence: int = 0
    branches: list[Value] = field(default_factory=list)

    @property
    def conditional(self) -> bool:
        """Whether it holds only under a condition."""
        return bool(self.conditions) or self.otherwise

    @property
    def condition(self) -> Tree | None:
        """All its conditions; None for 'otherwise'."""
        if not self.conditions or self.otherwise:
            return None
        return self.conditions[0] if len(self.conditions) == 1 else Both(tuple(self.conditions))
