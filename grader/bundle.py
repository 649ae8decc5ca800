"""A student's handout as data: the public questions, without keys.

The author's `assignment.py` can't be given away: it names keys and hidden questions. So the
public part is written as JSON. Functions and inputs stand there by the name under which the
author's modules define them; everything else is a value.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

import grader
from grader import registry
from grader.assignment import Assignment, Check, Question
from grader.errors import AssignmentError
from grader.numerics.inputs import Inputs
from grader.sandbox.host.limits import Limits
from grader.sources import Name, Sources, Unreachable

TAG = "$"  # marks what isn't a plain JSON value
_INNER = {"place"}  # fields that are no parameters


def public(assignment: Assignment) -> list[tuple[Question, list[Check]]]:
    """Return the questions that students are given, and for each of their checks the original."""
    found = []
    for question in assignment.questions:
        if question.visibility == "visible":
            pairs = [(check, check.for_students()) for check in question.checks]
            kept = [(check, given) for check, given in pairs if given is not None]
            shown = replace(question, checks=[given for _, given in kept])
            found.append((shown, [check for check, _ in kept]))
    return [(question, originals) for question, originals in found if originals]


class Writer:
    """Writes values as JSON data, and remembers the names that they need.

    Args:
        sources: the author's modules as texts; the reference is closed in them.
        modules: the same modules, loaded.

    """

    def __init__(self, sources: Sources, modules: Mapping[str, ModuleType]) -> None:
        self._sources, self._modules = sources, modules
        self.needed: set[Name] = set()

    def assignment(self, assignment: Assignment, questions: list[Question]) -> dict[str, Any]:
        """Write an assignment with these questions; raises AssignmentError."""
        return {
            "title": assignment.title,
            "files": list(assignment.files),
            "preload": list(assignment.preload),
            "imports": None if assignment.imports is None else list(assignment.imports),
            "limits": asdict(assignment.limits),
            "questions": [self._question(question) for question in questions],
        }

    def _question(self, question: Question) -> dict[str, Any]:
        plain = ("id", "title", "points", "own_process", "text")
        checks = [self._check(question, check) for check in question.checks]
        return {**{name: getattr(question, name) for name in plain}, "checks": checks}

    def _check(self, question: Question, check: Check) -> Any:
        try:
            return self.value(check)
        except Unreachable as error:
            place = f"{check.place}: question {question.id}: {check.name}"
            raise AssignmentError(f"{place}: it can't be given to students: {error}") from None

    def value(self, value: Any) -> Any:
        """Write one value; raises Unreachable for what can't be written."""
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, list):
            return [self.value(part) for part in value]
        if isinstance(value, Mapping):
            return {
                TAG: "dict",
                "items": [[self.value(k), self.value(v)] for k, v in value.items()],
            }
        if isinstance(value, (tuple, set, frozenset)):
            parts = sorted(value) if isinstance(value, (set, frozenset)) else value
            return {TAG: type(value).__name__, "items": [self.value(part) for part in parts]}
        if isinstance(value, np.ndarray):
            return {TAG: "array", "dtype": value.dtype.str, "items": value.tolist()}
        if is_dataclass(value) and not isinstance(value, (type, Inputs)):
            return {TAG: self._class(type(value)), "fields": dict(self._fields(value))}
        return self._named(value)

    def _fields(self, value: Any) -> Iterator[tuple[str, Any]]:
        for entry in fields(value):
            if entry.init and entry.name not in _INNER:
                yield entry.name, self.value(getattr(value, entry.name))

    def _class(self, kind: type) -> str:
        if getattr(grader, kind.__name__, None) is kind:
            return str(kind.__name__)
        if kind.__module__.partition(".")[0] in registry.packages():
            return f"{kind.__module__}:{kind.__name__}"
        raise Unreachable(f"{kind.__name__} is a class of the assignment's own")

    def _named(self, value: Any) -> dict[str, Any]:
        name = self._sources.name_of(value, self._modules)
        if name is None:
            what = (
                f"the function {value.__name__}"
                if isinstance(value, FunctionType)
                else f"a value of type {type(value).__name__}"
            )
            raise Unreachable(f"{what} needs a name of its own at the top of a module")
        self.needed.add(name)
        return {TAG: "name", "of": ".".join(name)}


def restore(data: Mapping[str, Any], modules: Mapping[str, ModuleType]) -> Assignment:
    """Return the assignment that a `Writer` wrote; `modules` are the handout's own."""
    questions = [
        Question(**{**question, "checks": [_read(check, modules) for check in question["checks"]]})
        for question in data["questions"]
    ]
    return Assignment(**{**data, "questions": questions, "limits": Limits(**data["limits"])})


def _read(data: Any, modules: Mapping[str, ModuleType]) -> Any:
    if isinstance(data, list):
        return [_read(part, modules) for part in data]
    if not isinstance(data, dict):
        return data
    tag = data[TAG]
    if tag == "dict":
        return {_read(k, modules): _read(v, modules) for k, v in data["items"]}
    if tag == "name":
        module, _, name = data["of"].partition(".")
        return getattr(modules[module], name)
    if tag == "array":
        return np.array(data["items"], dtype=data["dtype"])
    if tag in ("tuple", "set", "frozenset"):
        container = {"tuple": tuple, "set": set, "frozenset": frozenset}[tag]
        return container(_read(part, modules) for part in data["items"])
    options = {name: _read(value, modules) for name, value in data["fields"].items()}
    return _kind(tag)(**options)


def _kind(name: str) -> type:
    """The class of a tag: one that is exported here, a registered check, or one beside it."""
    module, _, inner = name.partition(":")
    if not inner:
        return getattr(grader, name) if name in dir(grader) else registry.kind(name)
    if module.partition(".")[0] not in registry.packages():
        raise AssignmentError(f"it names {name}, which belongs to no kind of check")
    found: type = getattr(importlib.import_module(module), inner)
    return found
