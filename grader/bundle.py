"""A student's handout as data: the public questions, without keys.

The author's `assignment.py` can't be given away: it names keys and hidden questions. So the
public part is written as JSON. Functions and inputs stand there by the name under which the
author's modules define them; everything else is a value.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

import grader
from grader import registry
from grader.assignment import Assignment, Question
from grader.declaration import placed_at
from grader.errors import AssignmentError
from grader.feedback import Feedback
from grader.mistakes import blamed
from grader.numerics.inputs import Inputs
from grader.protocol import Check
from grader.sandbox.host.limits import Limits
from grader.sources import Name, Sources, Unreachable

TAG = "$"  # marks what isn't a plain JSON value


Public = list[tuple[Question, list[Check]]]


def public(assignment: Assignment, folder: Path) -> Public:
    """Return the questions that students are given, and for each of their checks the original."""
    found = []
    for question in assignment.questions:
        if question.visibility == "visible":
            pairs = [(check, given(question, check, folder)) for check in question.checks]
            kept = [(check, theirs) for check, theirs in pairs if theirs is not None]
            shown = replace(question, checks=[theirs for _, theirs in kept])
            found.append((placed_at(shown, question.place), [check for check, _ in kept]))
    return [(question, originals) for question, originals in found if originals]


def given(question: Question, check: Check, folder: Path) -> Check | None:
    """Return a check as students are given it; raises AssignmentError if that fails."""
    with blamed(folder, question, check):
        theirs = check.for_students()
        return None if theirs is None else placed_at(theirs, check.place)


def secrets(assignment: Assignment, folder: Path) -> set[Any]:
    """Return the texts and functions in the author's checks that students aren't given."""
    everything: set[Any] = set()
    shown: set[Any] = set()
    for question in assignment.questions:
        for check in question.checks:
            everything |= set(_leaves(check))
            theirs = given(question, check, folder)
            if theirs is not None and question.visibility == "visible":
                shown |= set(_leaves(theirs))
    return everything - shown


def _leaves(value: Any) -> Iterator[Any]:
    """The texts and functions in a value; a letter or two give nothing away."""
    if isinstance(value, FunctionType) or (isinstance(value, str) and len(value) > 2):
        yield value
    elif isinstance(value, Mapping):
        yield from _leaves([*value.keys(), *value.values()])
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _leaves(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for entry in fields(value):
            if entry.init:
                yield from _leaves(getattr(value, entry.name))


class Writer:
    """Writes values as JSON data, and remembers the names that they need.

    Args:
        assignment: what it is part of, for messages and for what must stay secret.
        folder: the assignment's.
        sources: the author's modules as texts; the reference is closed in them.
        modules: the same modules, loaded.

    """

    def __init__(
        self,
        assignment: Assignment,
        folder: Path,
        sources: Sources,
        modules: Mapping[str, ModuleType],
    ) -> None:
        self._folder, self._sources, self._modules = folder, sources, modules
        self._secrets = secrets(assignment, folder)
        self.needed: set[Name] = set()

    def assignment(self, assignment: Assignment, questions: list[Question]) -> dict[str, Any]:
        """Write an assignment with these questions; raises AssignmentError."""
        return {
            "title": assignment.title,
            "files": list(assignment.files),
            "preload": list(assignment.preload),
            "scripts": list(assignment.scripts),
            "support": list(assignment.support),
            "keep": None if assignment.keep is None else list(assignment.keep),
            "precision": assignment.precision,
            "feedback": asdict(assignment.feedback),
            "imports": None if assignment.imports is None else list(assignment.imports),
            "limits": asdict(assignment.limits),
            "questions": [self._question(question) for question in questions],
        }

    def _question(self, question: Question) -> dict[str, Any]:
        plain = ("id", "title", "points", "own_process", "text")
        checks = [self._check(question, check) for check in question.checks]
        return {**{name: getattr(question, name) for name in plain}, "checks": checks}

    def _check(self, question: Question, check: Check) -> Any:
        others, self.needed = self.needed, set()
        try:
            data = self.value(check)
            self.needed |= {("drivers", driver.__name__) for driver in check.needs.drivers}
            self._require_open()
        except Unreachable as error:
            place = f"{self._folder / check.place}: question {question.id!r}: {check.name}"
            raise AssignmentError(f"{place}: students can't be given this: {error}") from None
        self.needed |= others
        return data

    def _require_open(self) -> None:
        """Raise Unreachable if what is needed leads to the reference or to a key."""
        for module, name in sorted(self._sources.reached(self.needed)):
            value = getattr(self._modules.get(module), name, None)
            if not self._secrets.isdisjoint(_leaves(value)):
                raise Unreachable(
                    f"it needs {name} of {module}.py, and a key or a hidden question is in that"
                )

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
        """The fields that aren't left at their defaults."""
        for entry in fields(value):
            own = getattr(value, entry.name)
            if entry.init and not (type(own) is type(entry.default) and own == entry.default):
                yield entry.name, self.value(own)

    def _class(self, kind: type) -> str:
        if getattr(grader, kind.__name__, None) is kind or issubclass(kind, Check):
            return kind.__name__
        if kind.__module__.partition(".")[0] in registry.packages():
            return f"{kind.__module__}:{kind.__name__}"
        raise Unreachable(f"the class {kind.__name__} must be of a package that registers it")

    def _named(self, value: Any) -> dict[str, Any]:
        name = self._sources.name_of(value, self._modules)
        if name is None:
            raise Unreachable(_nameless(value))
        self.needed.add(name)
        return {TAG: "name", "of": ".".join(name)}


def _nameless(value: Any) -> str:
    if isinstance(value, Inputs):
        return "give its Inputs(…) a name in inputs.py"
    if not callable(value) or not hasattr(value, "__name__"):
        return f"give its {type(value).__name__} a name at the top of a module"
    if value.__name__ == "<lambda>":
        return "define its lambda in properties.py, with def and a name"
    return f"give {value.__name__}, which another function returned, a name in properties.py"


def restore(data: Mapping[str, Any], modules: Mapping[str, ModuleType]) -> Assignment:
    """Return the assignment that a `Writer` wrote; `modules` are the handout's own."""
    questions = [
        Question(**{**question, "checks": [_read(check, modules) for check in question["checks"]]})
        for question in data["questions"]
    ]
    records = {"limits": Limits(**data["limits"]), "feedback": Feedback(**data.get("feedback", {}))}
    return Assignment(**{**data, **records, "questions": questions})


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
        raise AssignmentError(f"it names {name}: is its package installed?")
    found: type = getattr(importlib.import_module(module), inner)
    return found
