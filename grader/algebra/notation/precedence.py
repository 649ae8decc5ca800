"""How tightly each operator binds."""

from __future__ import annotations

from grader.algebra.tree import ProductKind

ADD, HADAMARD, SIGN, TIMES, BESIDE, OVER = 20, 30, 35, 40, 45, 46
RELATIONS = frozenset("=≠<≤>≥≈")
PRODUCTS: dict[str, tuple[ProductKind, int]] = {
    "*": ("*", TIMES),
    "·": ("·", TIMES),
    "@": ("·", TIMES),
    "⊙": ("⊙", HADAMARD),
}
