"""Grades numerical and deep-learning homework: code, gradients and derivations.

What is exported here is what an assignment's author imports. Names are loaded when first used,
so that the command line starts at once.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.algebra import Function, Model, Symbol
    from grader.assignment import Assignment, Question
    from grader.checks.agreement import Agreement
    from grader.checks.choice import Choice
    from grader.checks.claims import Best, Final, Trend
    from grader.checks.contract import Contract
    from grader.checks.experiment import Experiment
    from grader.checks.expression import Derivation, Expression
    from grader.checks.fixture import Fixture
    from grader.checks.gradient import Gradient
    from grader.checks.graph import Graph
    from grader.checks.numbers import Numbers
    from grader.checks.property import Property
    from grader.checks.replay import Replay
    from grader.checks.review import Review
    from grader.checks.shape import Shape
    from grader.checks.training import Training
    from grader.checks.witness import Witness
    from grader.numerics.inputs import (
        Field,
        Inputs,
        cotangents,
        drawn,
        integers,
        many,
        one_hot,
        one_of,
        reals,
        size,
        sizes,
        uniform,
    )
    from grader.numerics.pickled import load_arrays
    from grader.sandbox.limits import Limits
    from grader.sequences.life import Life, call, new, read

_HOME = {
    "Agreement": "grader.checks.agreement",
    "Assignment": "grader.assignment",
    "Best": "grader.checks.claims",
    "Choice": "grader.checks.choice",
    "Contract": "grader.checks.contract",
    "Derivation": "grader.checks.expression",
    "Experiment": "grader.checks.experiment",
    "Expression": "grader.checks.expression",
    "Field": "grader.numerics.inputs",
    "Final": "grader.checks.claims",
    "Fixture": "grader.checks.fixture",
    "Function": "grader.algebra",
    "Gradient": "grader.checks.gradient",
    "Graph": "grader.checks.graph",
    "Inputs": "grader.numerics.inputs",
    "Life": "grader.sequences.life",
    "Limits": "grader.sandbox.limits",
    "Model": "grader.algebra",
    "Numbers": "grader.checks.numbers",
    "Property": "grader.checks.property",
    "Question": "grader.assignment",
    "Replay": "grader.checks.replay",
    "Review": "grader.checks.review",
    "Shape": "grader.checks.shape",
    "Symbol": "grader.algebra",
    "Training": "grader.checks.training",
    "Trend": "grader.checks.claims",
    "Witness": "grader.checks.witness",
    "call": "grader.sequences.life",
    "cotangents": "grader.numerics.inputs",
    "drawn": "grader.numerics.inputs",
    "integers": "grader.numerics.inputs",
    "load_arrays": "grader.numerics.pickled",
    "many": "grader.numerics.inputs",
    "new": "grader.sequences.life",
    "one_hot": "grader.numerics.inputs",
    "one_of": "grader.numerics.inputs",
    "read": "grader.sequences.life",
    "reals": "grader.numerics.inputs",
    "size": "grader.numerics.inputs",
    "sizes": "grader.numerics.inputs",
    "uniform": "grader.numerics.inputs",
}

__all__ = [
    "Agreement",
    "Assignment",
    "Best",
    "Choice",
    "Contract",
    "Derivation",
    "Experiment",
    "Expression",
    "Field",
    "Final",
    "Fixture",
    "Function",
    "Gradient",
    "Graph",
    "Inputs",
    "Life",
    "Limits",
    "Model",
    "Numbers",
    "Property",
    "Question",
    "Replay",
    "Review",
    "Shape",
    "Symbol",
    "Training",
    "Trend",
    "Witness",
    "call",
    "cotangents",
    "drawn",
    "integers",
    "load_arrays",
    "many",
    "new",
    "one_hot",
    "one_of",
    "read",
    "reals",
    "size",
    "sizes",
    "uniform",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)
