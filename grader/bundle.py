"""A student's bundle: the public questions as data, and only the code that they need.

The author's `assignment.py` can't be given away: it names keys and hidden questions. So the
public part is written as JSON, in which drivers, inputs and properties stand by name, and of the
modules that hold these only the definitions are copied that those names reach.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields, replace
from types import ModuleType
from typing import Any

import grader
from grader.algebra import Model
from grader.assignment import Assignment, Check, Question
from grader.checks.claims import Claim
from grader.checks.code import CodeCheck
from grader.checks.replay import Replay
from grader.checks.written import WrittenCheck
from grader.numerics.inputs import Inputs
from grader.sandbox.limits import Limits

ORACLES = ("Agreement", "Fixture", "Training")  # these compare with recorded outputs


def public(assignment: Assignment) -> list[Question]:
    """The questions that students are given, without replays: these draw on the author's data."""
    return [
        replace(question, checks=[c for c in question.checks if not isinstance(c, Replay)])
        for question in assignment.questions
        if question.visibility == "visible"
    ]


def describe(assignment: Assignment, inputs: ModuleType) -> dict[str, Any]:
    """The public part of an assignment as plain data."""
    return {
        "title": assignment.title,
        "files": list(assignment.files),
        "preload": list(assignment.preload),
        "imports": None if assignment.imports is None else list(assignment.imports),
        "limits": asdict(assignment.limits),
        "questions": [
            {
                "id": question.id,
                "title": question.title,
                "points": question.points,
                "own_process": question.own_process,
                "text": question.text,
                "checks": [_describe_check(check, inputs) for check in question.checks],
            }
            for question in public(assignment)
        ],
    }


def _describe_check(check: Check, inputs: ModuleType) -> dict[str, Any]:
    if isinstance(check, WrittenCheck) and not check.public_key:
        check = check.without_key()
    kind = type(check).__name__
    described: dict[str, Any] = {"check": kind}
    for entry in fields(check):
        value = getattr(check, entry.name)
        if entry.name == "inputs":
            value = None if kind in ORACLES else _name_in(inputs, value)
        elif isinstance(value, Model):
            value = value.to_dict()
        elif entry.name == "claims":
            value = [{"claim": type(claim).__name__, **asdict(claim)} for claim in value]
        elif callable(value):
            value = value.__name__
        if entry.name != "place":
            described[entry.name] = value
    return described


def _name_in(module: ModuleType, inputs: Inputs) -> str:
    return next(name for name, value in vars(module).items() if value is inputs)


def restore(data: Mapping[str, Any], modules: Mapping[str, ModuleType]) -> Assignment:
    """The assignment that `describe` described; `modules` are the bundle's own."""
    questions = [
        Question(**{**question, "checks": [_restore_check(c, modules) for c in question["checks"]]})
        for question in data["questions"]
    ]
    return Assignment(**{**data, "questions": questions, "limits": Limits(**data["limits"])})


def _restore_check(described: Mapping[str, Any], modules: Mapping[str, ModuleType]) -> Check:
    """Names become what they name: functions of `drivers` and `properties`, members of `inputs`."""
    options = dict(described)
    kind: Callable[..., Check] = getattr(grader, options.pop("check"))
    for key, module in (("driver", "drivers"), ("again", "drivers"), ("holds", "properties")):
        if options.get(key):
            options[key] = getattr(modules[module], options[key])
    if options.get("model"):
        options["model"] = Model.from_dict(options["model"])
    if options.get("claims"):
        options["claims"] = [_restore_claim(claim) for claim in options["claims"]]
    if options.get("inputs"):
        options["inputs"] = getattr(modules["inputs"], options["inputs"])
    return kind(**options)


def _restore_claim(described: Mapping[str, Any]) -> Claim:
    options = dict(described)
    kind: Callable[..., Claim] = getattr(grader, options.pop("claim"))
    return kind(**options)


def names_used(questions: Iterable[Question], inputs: ModuleType) -> dict[str, set[str]]:
    """What the public checks need of each of the author's modules, by name."""
    used: dict[str, set[str]] = {"drivers": set(), "inputs": set(), "properties": set()}
    for question in questions:
        for check in question.checks:
            described = _describe_check(check, inputs)
            used["drivers"] |= set(check.drivers) if isinstance(check, CodeCheck) else set()
            used["inputs"] |= {described["inputs"]} if described.get("inputs") else set()
            used["properties"] |= {described["holds"]} if described.get("holds") else set()
    return used


def only(source: str, names: set[str]) -> str:
    """The part of a module that some of its names reach: imports, and their definitions."""
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    defined = {name: node for node in tree.body for name in _defines(node)}
    wanted, todo = set(), set(names)
    while todo:
        name = todo.pop()
        wanted.add(name)
        reached = {n.id for n in ast.walk(defined[name]) if isinstance(n, ast.Name)}
        todo |= (reached & set(defined)) - wanted
    kept = [node for node in tree.body if _defines(node) & wanted or _is_import(node)]
    return "".join("".join(lines[_first_line(node) : node.end_lineno]) + "\n" for node in kept)


def _defines(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {name.id for name in node.targets if isinstance(name, ast.Name)}
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return {node.target.id}
    return set()


def _is_import(node: ast.stmt) -> bool:
    relative = isinstance(node, ast.ImportFrom) and node.level > 0
    return isinstance(node, (ast.Import, ast.ImportFrom)) and not relative


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return int(min([node.lineno, *(decorator.lineno for decorator in decorators)])) - 1
