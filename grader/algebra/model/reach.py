"""What an expression depends on: symbols, through their definitions, and every node met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.algebra.model.model import Model
from grader.algebra.tree import Apply, Tree, unbound, walk


@dataclass(frozen=True, slots=True)
class Reach:
    """The names that expressions depend on, and the nodes of all expressions on the way."""

    names: frozenset[str]
    nodes: tuple[Tree, ...]


def reach(model: Model, trees: Iterable[Tree]) -> Reach:
    """What these expressions depend on."""
    names: set[str] = set()
    nodes: list[Tree] = []
    waiting = list(trees)
    while waiting:
        tree = waiting.pop()
        nodes += walk(tree)
        functions = {node.function for node in walk(tree) if isinstance(node, Apply)}
        new = (set(unbound(tree)) | functions) - names
        names |= new
        for told in (model.definitions, model.chances, model.bodies):
            waiting += [told[name] for name in sorted(new & told.keys())]
    return Reach(frozenset(names), tuple(nodes))
