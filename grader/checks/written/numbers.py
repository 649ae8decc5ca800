"""Numbers: a number, vector or matrix to so many decimals or significant figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from typing_extensions import override

from grader.algebra import Policy
from grader.algebra.evaluation.numeric import value_at
from grader.checks.written.expression import Expression


@dataclass(frozen=True)
class Numbers(Expression):
    """A value to `places` decimals, or to `significant` figures, or within `tolerance`.

    `asked` is the exact value, as an expression (`tanh(0.848)`, `[-0.138, 1.380]`). Half a unit
    of the last place is allowed, and five where it was `carried` from rounded intermediates.
    """

    places: int | None = field(default=3, kw_only=True)
    significant: int | None = field(default=None, kw_only=True)
    tolerance: str | None = field(default=None, kw_only=True)
    carried: bool = field(default=True, kw_only=True)
    any_orientation: bool = field(default=True, kw_only=True)

    rounded = True

    @property
    @override
    def policy(self) -> Policy:
        return Policy(any_orientation=self.any_orientation, tolerance=self._allowed())

    def _allowed(self) -> Fraction:
        if self.tolerance is not None:
            return Fraction(self.tolerance)
        places = self.places or 0
        if self.significant is not None:
            places = self.significant - 1 - self._magnitude()
        unit = Fraction(10) ** -places
        return unit * 5 if self.carried else unit / 2

    def _magnitude(self) -> int:
        """The power of ten of the largest entry."""
        if self.asked is None:
            return 0
        entries = value_at(self.model.read(self.asked), self.model).entries
        largest = max(map(abs, entries), default=1.0)
        return math.floor(math.log10(largest)) if largest else 0


def close(yours: float, right: float, places: int, *, carried: bool = True) -> bool:
    """Whether a number is right to so many decimals."""
    return abs(yours - right) <= (5.0 if carried else 0.5) * 10.0**-places * (1 + 1e-9)


def told(values: Sequence[float], places: int) -> str:
    """Numbers to so many decimals, for people."""
    return ", ".join(f"{value:.{places}f}" for value in values)
