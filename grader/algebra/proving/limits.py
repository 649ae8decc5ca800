"""Limits for proofs, by SymPy's Gruntz algorithm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from grader.algebra.errors import TooHardError, UndefinedError
from grader.algebra.evaluation.arrays import Array
from grader.algebra.proving.kernels import Kernels
from grader.algebra.proving.rational import Expr, as_fraction
from grader.algebra.proving.signs import SignNeeded

_FUNCTIONS = {
    "exp": sympy.exp, "log": sympy.log, "tanh": sympy.tanh, "sin": sympy.sin, "cos": sympy.cos,
    "tan": sympy.tan, "atan": sympy.atan, "erf": sympy.erf, "sinh": sympy.sinh, "cosh": sympy.cosh,
}  # fmt: skip
_NO_NUMBER = (sympy.oo, -sympy.oo, sympy.nan, sympy.zoo, sympy.Limit, sympy.AccumBounds)


def limit(field: Kernels, value: Callable[[Any], Array], target: Any, side: int) -> Array:
    """The limit of a value from a side; `target` is None for infinity.

    The variable is the target plus or minus something positive, so that its sign is known.
    """
    step = sympy.Symbol("step", positive=True)
    try:
        body = value(side * step if target is None else target + side * step)
    except SignNeeded as needed:
        if step in needed.factor.free_symbols:
            raise TooHardError("a sign in a limit") from None
        raise

    def taken(cell: Expr) -> Expr:
        found = sympy.limit(in_functions(field, cell), step, sympy.oo if target is None else 0)
        if found.has(*_NO_NUMBER):
            raise UndefinedError("no finite limit")
        return _in_kernels(field, found)

    return body.map(taken)


def in_functions(field: Kernels, e: Expr) -> Expr:
    """An expression with functions of SymPy in place of kernels."""
    for symbol in sorted(e.free_symbols & field.kernels.keys(), key=str):
        e = e.subs(symbol, _meaning(field, symbol))
    return e


def _meaning(field: Kernels, symbol: Expr) -> Expr:
    kernel = field.kernels[symbol]
    if kernel.kind in ("exp", "sin", "cos"):
        monomial, bottom, parts = kernel.argument
        function = _FUNCTIONS[kernel.kind]
        return function(in_functions(field, monomial) / in_functions(field, bottom) / parts)
    if kernel.kind == "root":
        return sympy.root(in_functions(field, kernel.argument[0]), kernel.argument[1])
    if kernel.kind == "value":
        return in_functions(field, kernel.argument)
    if kernel.kind == "pi":
        return sympy.pi
    if kernel.kind == "log":
        return sympy.log(abs(in_functions(field, kernel.argument)))
    if kernel.kind in ("atan", "erf"):
        return _FUNCTIONS[kernel.kind](in_functions(field, kernel.argument))
    raise TooHardError(f"a limit of {kernel.kind}")


def _in_kernels(field: Kernels, e: Expr) -> Expr:
    """An expression of SymPy in kernels again."""
    if e.is_Symbol or e.is_Rational:
        return e
    if e.is_Add or e.is_Mul:
        return e.func(*(_in_kernels(field, part) for part in e.args))
    if e is sympy.E or e is sympy.pi:
        return field.constant("e" if e is sympy.E else "pi")
    if isinstance(e, sympy.exp):
        return field.exp(_in_kernels(field, e.args[0]))
    if e.is_Pow and e.exp.is_Rational:
        return field.power(_in_kernels(field, e.base), as_fraction(e.exp))
    for name, function in _FUNCTIONS.items():
        if isinstance(e, function):
            return field.function(name, _in_kernels(field, e.args[0]))
    raise TooHardError(f"a limit with {type(e).__name__}")
