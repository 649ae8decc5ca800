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
    from grader.checks.code.agreement import Agreement
    from grader.checks.code.contract import Contract
    from grader.checks.code.fixture import Fixture
    from grader.checks.code.gradient import Gradient
    from grader.checks.code.property import Property
    from grader.checks.code.replay import Replay
    from grader.checks.code.training import Training
    from grader.checks.written.choice import Choice
    from grader.checks.written.claims import Best, Final, Trend
    from grader.checks.written.experiment import Experiment
    from grader.checks.written.expression import Derivation, Expression
    from grader.checks.written.graph import Graph
    from grader.checks.written.numbers import Numbers
    from grader.checks.written.review import Review
    from grader.checks.written.shape import Shape
    from grader.checks.written.witness import Witness
    from grader.numerics.inputs import (
        Field,
        Inputs,
        cotangents,
        drawn,
        integers,
        one_hot,
        one_of,
        reals,
        size,
        uniform,
    )
    from grader.numerics.safe_pickle import load_arrays
    from grader.sandbox.host.limits import Limits

_HOME = {
    "Agreement": "grader.checks.code.agreement",
    "Assignment": "grader.assignment",
    "Best": "grader.checks.written.claims",
    "Choice": "grader.checks.written.choice",
    "Contract": "grader.checks.code.contract",
    "Derivation": "grader.checks.written.expression",
    "Experiment": "grader.checks.written.experiment",
    "Expression": "grader.checks.written.expression",
    "Field": "grader.numerics.inputs",
    "Final": "grader.checks.written.claims",
    "Fixture": "grader.checks.code.fixture",
    "Function": "grader.algebra",
    "Gradient": "grader.checks.code.gradient",
    "Graph": "grader.checks.written.graph",
    "Inputs": "grader.numerics.inputs",
    "Limits": "grader.sandbox.host.limits",
    "Model": "grader.algebra",
    "Numbers": "grader.checks.written.numbers",
    "Property": "grader.checks.code.property",
    "Question": "grader.assignment",
    "Replay": "grader.checks.code.replay",
    "Review": "grader.checks.written.review",
    "Shape": "grader.checks.written.shape",
    "Symbol": "grader.algebra",
    "Training": "grader.checks.code.training",
    "Trend": "grader.checks.written.claims",
    "Witness": "grader.checks.written.witness",
    "cotangents": "grader.numerics.inputs",
    "drawn": "grader.numerics.inputs",
    "integers": "grader.numerics.inputs",
    "load_arrays": "grader.numerics.safe_pickle",
    "one_hot": "grader.numerics.inputs",
    "one_of": "grader.numerics.inputs",
    "reals": "grader.numerics.inputs",
    "size": "grader.numerics.inputs",
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
    "cotangents",
    "drawn",
    "integers",
    "load_arrays",
    "one_hot",
    "one_of",
    "reals",
    "size",
    "uniform",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)
