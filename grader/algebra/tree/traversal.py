"""Walking through trees, and rewriting them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from grader.algebra.tree.nodes import NODES, Limit, Name, Over, Tree

_FIELDS = {node: tuple(field.name for field in dataclasses.fields(node)) for node in NODES}


def children(tree: Tree) -> Iterator[Tree]:
    """The nodes directly below, in order."""
    for name in _FIELDS[type(tree)]:
        yield from _nodes(getattr(tree, name))


def _nodes(part: Any) -> Iterator[Tree]:
    if isinstance(part, tuple):
        for item in part:
            yield from _nodes(item)
    elif isinstance(part, NODES):
        yield part  # type: ignore[misc]  # NODES and Tree list the same classes


def parts(tree: Tree) -> dict[str, Any]:
    """What a node is made of, by name."""
    return {name: getattr(tree, name) for name in _FIELDS[type(tree)]}


def walk(tree: Tree) -> Iterator[Tree]:
    """The tree and all below it, each before its children; without recursion."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(children(node))))


def depth(tree: Tree) -> int:
    """How many nodes the longest way down has; without recursion."""
    deepest, stack = 0, [(tree, 1)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        stack.extend((child, level + 1) for child in children(node))
    return deepest


def rewrite(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """The tree with `change` applied to each node, the lowest first."""
    parts = {name: _rewritten(getattr(tree, name), change) for name in _FIELDS[type(tree)]}
    return change(type(tree)(**parts))


def _rewritten(part: Any, change: Callable[[Tree], Tree]) -> Any:
    if isinstance(part, tuple):
        return tuple(_rewritten(item, change) for item in part)
    return rewrite(part, change) if isinstance(part, NODES) else part  # type: ignore[arg-type]  # as above


def unbound(tree: Tree, bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names that no sum, product or limit of the tree binds."""
    if isinstance(tree, Name):
        return frozenset({tree.name}) - bound
    inner = bound
    if isinstance(tree, Over):
        inner = bound | {tree.index}
    elif isinstance(tree, Limit):
        inner = bound | {tree.variable}
    return frozenset[str]().union(*(unbound(child, inner) for child in children(tree)))
