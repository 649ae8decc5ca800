"""What an evaluation asks of its numbers: intervals to judge, duals to differentiate, symbols."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Protocol

from grader.algebra.evaluation.arrays import Array


class Arithmetic(Protocol):
    """Numbers with `+`, `-` and `*` of their own, and these operations.

    Raises UndefinedError where there is no real value, UnsettledError where the precision is too
    low to tell, TooHardError for what it can't do.
    """

    @property
    def zero(self) -> Any:
        """The one zero that is known to be exact."""

    @property
    def one(self) -> Any:
        """One."""

    def number(self, value: Any) -> Any:
        """A rational number; what is a number of this arithmetic already stays what it is."""

    def constant(self, name: str) -> Any:
        """`e` or `pi`."""

    def sign(self, x: Any) -> int:
        """-1, 0 or 1."""

    def larger(self, x: Any, y: Any) -> Any:
        """The maximum."""

    def absolute(self, x: Any) -> Any:
        """The absolute value."""

    def divide(self, x: Any, y: Any) -> Any:
        """The quotient."""

    def function(self, name: str, x: Any) -> Any:
        """One of the functions in ELEMENTARY."""

    def power(self, x: Any, exponent: Fraction) -> Any:
        """A rational power; a negative number has odd roots and no even ones."""

    def general_power(self, x: Any, y: Any) -> Any:
        """x**y for positive x."""

    def defined(self, name: str, value: Array) -> Array:
        """The value of a definition, as this arithmetic keeps it."""

    def limit(self, value: Callable[[Any], Array], target: Any, side: int) -> Array:
        """The limit of a value as its argument tends to a target from a side; None is infinity."""


_WORDS = "exp log sqrt tanh sin cos tan atan erf sinh cosh"
ELEMENTARY = frozenset(_WORDS.split())
