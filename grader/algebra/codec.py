"""Trees and models as JSON, for the process that proves."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any

from grader.algebra.model import Function, Model, Symbol
from grader.algebra.tree import NODES, Tree, parts

_BY_NAME = {node.__name__: node for node in NODES}


def to_json(part: Any) -> Any:
    """A tree, or what is in one, as JSON values."""
    if isinstance(part, NODES):
        inside = parts(part)  # type: ignore[arg-type]  # NODES and Tree list the same classes
        return {"node": type(part).__name__, **{key: to_json(inside[key]) for key in inside}}
    if isinstance(part, tuple):
        return [to_json(item) for item in part]
    return {"fraction": str(part)} if isinstance(part, Fraction) else part


def tree_from(data: Any) -> Tree:
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


def model_to_json(model: Model) -> dict[str, Any]:
    """A model's declarations."""
    plain = [{f.name: getattr(s, f.name) for f in fields(s)} for s in model.symbols]
    functions = [{f.name: getattr(g, f.name) for f in fields(g)} for g in model.functions]
    return {
        "symbols": plain, "functions": functions, "indices": dict(model.indices),
        "sizes": dict(model.sizes), "layout": model.layout,
    }  # fmt: skip


def model_from(data: dict[str, Any]) -> Model:
    """The model with these declarations."""
    return Model(
        symbols=tuple(Symbol(**_tuples(s)) for s in data["symbols"]),
        functions=tuple(Function(**_tuples(f)) for f in data["functions"]),
        indices=data["indices"],
        sizes=data["sizes"],
        layout=data["layout"],
    )


def _tuples(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
