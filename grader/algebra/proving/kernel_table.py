"""Which symbol stands for which value, what is known of it, and when an expression is zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import lcm
from typing import Any

import sympy

from grader.algebra.proving.rational import Expr, Polynomial, quotient, ring_of


class DenominatorFound(Exception):
    """A kernel is needed for a fraction of what it was made for: all starts again."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """What a symbol stands for: `kind` of `argument`."""

    kind: str
    argument: Any


@dataclass(eq=False)
class KernelTable:
    """The kernels made so far, in one region of signs."""

    signs: dict[Expr, int]
    denominators: dict[Any, int]
    kernels: dict[Expr, Kernel] = field(default_factory=dict)
    vanishing: dict[Expr, Expr] = field(default_factory=dict)
    definitions: dict[Expr, Expr] = field(default_factory=dict)
    _symbols: dict[Any, Expr] = field(default_factory=dict)

    def _rank(self, symbol: Expr) -> tuple[int, str]:
        """Later kernels are eliminated first: they are made of earlier ones."""
        kernel = symbol in self.kernels
        return (list(self.kernels).index(symbol) if kernel else -1, str(symbol))

    def _fraction(self, x: Expr) -> tuple[Polynomial, Polynomial]:
        """Numerator and denominator without common factors, the latter with leading 1."""
        top, bottom = quotient(x, ring_of(x.free_symbols, self._rank))
        if bottom != bottom.ring.one:
            top, bottom = top.cancel(bottom)
        leading = bottom.LC
        return top.quo_ground(leading), bottom.quo_ground(leading)

    def is_zero(self, x: Expr) -> bool:
        """Whether an expression is zero for what is known of its kernels."""
        if x.is_Rational:
            return bool(x == 0)
        symbols = self._with_arguments(x)
        ring = ring_of(symbols, self._rank)
        top, _ = quotient(x, ring)
        relations = [quotient(self.vanishing[s], ring)[0] for s in symbols if s in self.vanishing]
        if not top or not (top.rem(relations) if relations else top):
            return True
        defined = [s for s in x.free_symbols if s in self.definitions]
        if not defined:
            return False
        latest = max(defined, key=self._rank)
        return self.is_zero(x.subs(latest, self.definitions[latest]))

    def _with_arguments(self, x: Expr) -> set[Expr]:
        symbols, waiting = set(), set(x.free_symbols)
        while waiting:
            symbol = waiting.pop()
            symbols.add(symbol)
            if symbol in self.vanishing:
                waiting |= self.vanishing[symbol].free_symbols - symbols
        return symbols

    def _kernel(self, kind: str, argument: Any, *, positive: bool = False) -> Expr:
        key = (kind, argument)
        if key not in self._symbols:
            options = {"positive": True} if positive else {"real": True}
            symbol = sympy.Symbol(f"{kind}{len(self._symbols)}", **options)
            self._symbols[key] = symbol
            self.kernels[symbol] = Kernel(kind, argument)
        return self._symbols[key]

    def _related(self, kernel: Expr, vanishing: Expr) -> Expr:
        self.vanishing.setdefault(kernel, vanishing)
        return kernel

    def _parts(self, key: Any, fraction: Expr) -> int:
        """Into how many parts a kernel is cut, such that a fraction of it is whole."""
        parts = self.denominators.get(key, 1)
        if parts % fraction.q:
            self.denominators[key] = lcm(parts, int(fraction.q))
            raise DenominatorFound
        return parts
