"""`np.einsum('ij,jk->ik', A, B)` as the products and sums that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grader.algebra.tree import Apply, Product, ProductKind, Transpose, Tree


class _Lettered(NamedTuple):
    """An array with a letter for each of its axes."""

    letters: str
    tree: Tree


def einsum(subscripts: str, arrays: Sequence[Tree]) -> Tree | None:
    """The sum of products that subscripts describe; None for one that these rules don't cover.

    Arrays have at most two axes, and go into the result one after the other.
    """
    inputs, _, output = subscripts.replace(" ", "").partition("->")
    names = inputs.split(",")
    if len(names) != len(arrays) or max(map(len, [*names, output])) > 2:
        return None
    first, *others = (_Lettered(n, a) for n, a in zip(names, arrays, strict=True))
    found: _Lettered | None = first
    for at, other in enumerate(others):
        kept = {*output, *"".join(names[at + 2 :])}
        found = found and _product(found, other, kept)
    return found and _reduced(found, output)


def _product(left: _Lettered, right: _Lettered, kept: set[str]) -> _Lettered | None:
    """Two arrays as one, summed over a letter that both have and nothing after them needs."""
    (a, x), (b, y) = left, right
    if sorted(a) == sorted(b) and (len(a) == 2 or set(a) <= kept):
        return _Lettered(a, Product((x, y if a == b else Transpose(y)), "⊙"))
    shared = set(a) & set(b)
    if not shared:
        kind: ProductKind = "⊗" if a and b else "*"
        return _Lettered(a + b, Product((x, y), kind)) if len(a + b) < 3 else None
    if len(shared) == 2:
        return None
    (letter,) = shared
    if letter in kept:  # a vector that scales the rows or columns of a matrix
        if len(a) + len(b) != 3:
            return None
        matrix, scale = (left, y) if len(a) == 2 else (right, x)
        factors = (Apply("diag", (scale,)), matrix.tree)
        ordered = factors if matrix.letters[0] == letter else factors[::-1]
        return _Lettered(matrix.letters, Product(ordered, "*"))
    if len(a) == 1 and len(b) == 2:
        (a, x), (b, y) = right, left
    x = x if a[-1] == letter else Transpose(x)
    y = y if b[0] == letter else Transpose(y)
    return _Lettered((a + b).replace(letter, ""), Product((x, y), "·"))


def _reduced(found: _Lettered, output: str) -> Tree | None:
    """An array summed over the letters that the output lacks, its axes in the output's order."""
    letters, tree = found
    if letters == output:
        return tree
    if sorted(letters) == sorted(output):
        return Transpose(tree)
    if len(set(letters)) < len(letters):
        return None if output else Apply("tr", (tree,))
    if not output:
        return Apply("total", (tree,))
    if len(letters) == 2 and len(output) == 1 and output in letters:
        return Apply("total_right" if letters[0] == output else "total_down", (tree,))
    return None
