"""Trees as JSON values, for the process that proves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader.algebra.tree.nodes import NODES, Tree
from grader.algebra.tree.traversal import parts

_BY_NAME = {node.__name__: node for node in NODES}


def to_json(part: Any) -> Any:
    """A tree, or what is in one, as JSON values."""
    if isinstance(part, NODES):
        inside = parts(part)  # type: ignore[arg-type]  # NODES and Tree list the same classes
        return {"node": type(part).__name__, **{key: to_json(inside[key]) for key in inside}}
    if isinstance(part, tuple):
        return [to_json(item) for item in part]
    return {"fraction": str(part)} if isinstance(part, Fraction) else part


def from_json(data: Any) -> Tree:
    """The tree that `to_json` made; raises KeyError or TypeError for anything else."""
    tree: Tree = _from(data)
    return tree


def _from(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_from(item) for item in data)
    if not isinstance(data, dict):
        return data
    if "fraction" in data:
        return Fraction(data["fraction"])
    return _BY_NAME[data["node"]](
        **{key: _from(value) for key, value in data.items() if key != "node"}
    )
