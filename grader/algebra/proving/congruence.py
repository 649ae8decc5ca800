"""Arithmetic in which all that is known of a function is that equals have equal values.

This proves at once what only differs around a function, however long its argument is; what needs
more of a function, such as exp(a + b) = exp(a) exp(b), it leaves to `Kernels`.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.algebra.proving.kernels import Kernels
from grader.algebra.proving.rational import Expr

_ODD = frozenset({"sin", "tan", "sinh", "tanh", "atan", "erf"})
_EVEN = frozenset({"cos", "cosh", "abs"})


@dataclass(eq=False)
class Congruence(Kernels):
    """Kernels with one symbol for each value of a function, and no relations between these."""

    def function(self, name: str, x: Expr) -> Expr:
        """One of the elementary functions: odd, even, or exp(-x) = 1/exp(x)."""
        top, bottom = self._fraction(x)
        if top.is_ground and bottom.is_ground:
            return super().function(name, x)
        symmetric = name in _ODD or name in _EVEN or name == "exp"
        sign = -1 if symmetric and top.LC < 0 else 1
        argument = (top * sign).as_expr() / bottom.as_expr()
        value = self._kernel("of", (name, argument), positive=name == "exp")
        if name == "exp":
            return value**sign
        return value * sign if name in _ODD else value

    def absolute(self, x: Expr) -> Expr:
        """The absolute value."""
        return abs(x) if x.is_Rational else self.function("abs", x)

    def larger(self, x: Expr, y: Expr) -> Expr:
        """The maximum, by the absolute value of the difference."""
        return (x + y + self.absolute(x - y)) / 2
