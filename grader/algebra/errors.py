"""Why an expression has no value here."""

from __future__ import annotations


class UndefinedError(ArithmeticError):
    """No real number: the logarithm of a negative one, a division by zero, an overflow."""


class UnsettledError(ArithmeticError):
    """The precision is too low to tell."""


class TooHardError(ArithmeticError):
    """What can't be worked out here: never the student's fault."""


class BudgetError(TooHardError):
    """The budget of this answer is spent."""


class ShapeError(ValueError):
    """Arrays that don't fit together, with their shapes and what to write instead."""


class UnboundedError(ShapeError):
    """An index of which nothing says what it runs over."""


class LeftOverError(ShapeError):
    """A letter that nothing says a value of: neither asked for nor summed over."""

    def __init__(self, message: str, letter: str) -> None:
        self.letter = letter
        super().__init__(message)


class TwoReadingsError(TooHardError):
    """A product of two columns, with what to write instead."""
