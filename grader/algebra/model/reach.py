"""What an expression depends on: symbols, through their definitions, and every node met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.algebra.model.model import Model
from grader.algebra.tree import Apply, Tree, unbound, walk


@dataclass(frozen=True, slots=True)
class Reach:
    """The names that expressions depend on, and all expressions on the way with their nodes."""

    names: frozenset[str]
    nodes: tuple[Tree, ...]
    trees: tuple[Tree, ...]


def reach(model: Model, trees: Iterable[Tree]) -> Reach:
    """What these expressions depend on."""
    names: set[str] = set()
    nodes: list[Tree] = []
    waiting = list(trees)
    met: list[Tree] = []
    while waiting:
        tree = waiting.pop()
        met.append(tree)
        nodes += walk(tree)
        functions = {node.function for node in walk(tree) if isinstance(node, Apply)}
        new = (set(unbound(tree)) | functions) - names
        names |= new
        for declared in (model.definitions, model.chances, model.bodies):
            waiting += [declared[name] for name in sorted(new & declared.keys())]
    return Reach(frozenset(names), tuple(nodes), tuple(met))
