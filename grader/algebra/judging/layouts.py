"""Chain rules in every layout: their factors in any order, transposed or not.

Whether a derivative is a row or a column is a matter of taste, and so is the order of factors. A
step that is right in one layout isn't wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

from grader.algebra.judging.operations import whole
from grader.algebra.model.model import Model
from grader.algebra.tree import Derivative, Name, Product, Sum, Transpose, Tree, rewrite, walk

_MAX_FACTORS = 3


def slopes(tree: Tree, model: Model) -> list[Product]:
    """The products in a tree that have a derivative among their factors."""
    found = (node for node in walk(tree) if isinstance(node, Product))
    return [node for node in found if any(_is_slope(f, model) for f in node.factors)]


def layouts(tree: Tree, model: Model) -> Iterator[Tree]:
    """A tree with its one product of this kind written in each way."""
    found = slopes(tree, model)
    if len(found) != 1 or len(found[0].factors) > _MAX_FACTORS:
        return
    (written,) = found
    for ordered in permutations(written.factors):
        for turned in product((False, True), repeat=len(ordered)):
            pairs = zip(ordered, turned, strict=True)
            factors = tuple(Transpose(factor) if turn else factor for factor, turn in pairs)
            yield _replaced(tree, written, Product(factors, "*"))


def is_sum_of_paths(tree: Tree) -> bool:
    """Whether a sum says the chain rule over several paths: each derivative along its own."""
    return isinstance(tree, Sum) and all(map(is_the_rule, tree.terms))


def is_the_rule(tree: Tree) -> bool:
    """Whether a product of derivatives only says the chain rule: `dL/dz dz/dx`."""
    factors = tree.factors if isinstance(tree, Product) else ()
    if len(factors) < 2 or not all(isinstance(f, Derivative) for f in factors):
        return False
    above = {whole(f.of) for f in factors if isinstance(f, Derivative)}
    below = {whole(f.by) for f in factors if isinstance(f, Derivative)}
    return len(above & below) == len(factors) - 1


def _replaced(tree: Tree, old: Product, new: Product) -> Tree:
    return rewrite(tree, lambda node: new if node == old else node)


def _is_slope(factor: Tree, model: Model) -> bool:
    factor = factor.operand if isinstance(factor, Transpose) else factor
    named = model.definitions.get(factor.name) if isinstance(factor, Name) else None
    return isinstance(named or factor, Derivative)
