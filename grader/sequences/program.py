"""A program: steps on named objects, as plain data that runs on both sides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.sequences import interpreter
from grader.sequences.interpreter import SequenceInterpreter, SequencePacking
from grader.sequences.life import Life

Observed = Mapping[str, Any]  # names such as "3:" and "0:.getW()", as the interpreter gives them


@dataclass(frozen=True)
class Value:
    """An argument that stands in the program's values: the same object wherever it is named."""

    name: str


@dataclass(frozen=True)
class Step:
    """A call on an object, or its construction.

    `look` names what is read of a new object, `passed` the module that an adapter takes first;
    `final` reads stand at the end of a program.
    """

    target: str
    method: str
    args: tuple[Any, ...] = ()
    named: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    look: tuple[str, ...] = ()
    passed: str = ""
    constructs: bool = False
    read: bool = False
    silent: bool = False
    keeps: bool = False
    final: bool = False

    @property
    def held(self) -> bool:
        """Whether what it returned must stay as it is, until the same call is made again."""
        return not (self.constructs or self.read or self.silent)


@dataclass(frozen=True, eq=False)
class Program:
    """Steps, and the values of their arguments.

    `adopts`: an object is used as it was constructed, so the reference must start from the
    student's state. `random` and `free` are those of the life. `watched`: see which steps draw
    random numbers.
    """

    module: str
    steps: tuple[Step, ...]
    values: Mapping[str, Any]
    seed: int = 0
    adopts: bool = False
    random: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    watched: bool = False

    @property
    def driver(self) -> str:
        """The driver that runs it."""
        return driver_name(self.module)

    @property
    def private(self) -> frozenset[str]:
        """The names of the values that the objects may keep and change."""
        given = [value for step in self.steps if step.keeps for value in step.args]
        return frozenset(value.name for value in given if isinstance(value, Value))

    @property
    def steps_as_data(self) -> list[dict[str, Any]]:
        """The steps as the interpreter takes them."""
        return [_plain(step, self.watched) for step in self.steps]

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """The values, flat: what each of their parts must still be at the end."""
        flat: dict[str, Any] = {}
        for name, value in self.values.items():
            flat |= SequenceInterpreter.flat(name, value)
        return flat

    @cached_property
    def inputs(self) -> dict[str, Any]:
        """The arguments of its driver: a few texts and arrays."""
        steps = json.dumps(self.steps_as_data)
        return {"steps": steps, **SequencePacking.pack(self.arguments)}


FLAGS = ("constructs", "read", "silent", "keeps", "final")


def _plain(step: Step, watched: bool) -> dict[str, Any]:
    """The step without what is empty: a program is sent often."""
    parts = {
        "args": [_argument(value) for value in step.args],
        "named": {name: _argument(value) for name, value in step.named.items()},
        "look": list(step.look),
        "held": step.held,
        "watched": watched,
        "passed": step.passed,
        "flags": [flag for flag in FLAGS if getattr(step, flag)],
    }
    filled = {name: value for name, value in parts.items() if value}
    return {"on": step.target, "call": step.method, "seed": step.seed, **filled}


def _argument(value: Any) -> Any:
    return {"value": value.name} if isinstance(value, Value) else value


def from_inputs(life: Life, inputs: Mapping[str, Any]) -> Program:
    """Return the program that a driver's arguments were made of."""
    values = SequencePacking.nested(SequencePacking.unpack(inputs))
    steps = tuple(_step(data) for data in json.loads(inputs["steps"]))
    return Program(life.module, steps, values, random=life.random, free=life.free)


def _step(data: Mapping[str, Any]) -> Step:
    args = tuple(_read_argument(value) for value in data.get("args", ()))
    named = {name: _read_argument(value) for name, value in data.get("named", {}).items()}
    flags = dict.fromkeys(data.get("flags", ()), True)
    look, passed = tuple(data.get("look", ())), data.get("passed", "")
    return Step(data["on"], data["call"], args, named, data["seed"], look, passed, **flags)


def _read_argument(value: Any) -> Any:
    return Value(value["value"]) if isinstance(value, dict) else value


def driver_name(module: str) -> str:
    """The name of the driver that runs programs over a module."""
    return f"sequence_over_{module}"


WRAPPER = """

{driver}_state = SequenceState(sys.modules.get("{module}"))


def {driver}({module}, steps, **packed):
    \"\"\"A program of calls, as plain data.\"\"\"
    {driver}_state.restore()
    values = SequencePacking.nested(SequencePacking.unpack(packed))
    objects = SequenceInterpreter({module}, globals(), values)
    return SequencePacking.pack(objects.run(json.loads(steps), BaseException))
"""


@cache
def driver_sources(module: str) -> tuple[str, str]:
    """The text that all drivers of programs share, and that of the driver for a module."""
    shared = Path(interpreter.__file__).read_text(encoding="utf-8")
    return shared, WRAPPER.format(driver=driver_name(module), module=module)


def run_here(
    program: Program,
    module: ModuleType,
    drivers: ModuleType,
    *,
    values: Mapping[str, Any] | None = None,
    states: Mapping[int, list[Any]] | None = None,
    load: str = "",
) -> dict[str, Any]:
    """Run a program over a module that we trust, on copies of its values (or on others).

    `states` gives the objects that some steps construct other values to start from.
    """
    steps = program.steps_as_data
    for number, state in (states or {}).items():
        steps[number] = {**steps[number], "load": load, "adopt": state}
    copies = {name: copied(value) for name, value in (values or program.values).items()}
    objects = SequenceInterpreter(module, vars(drivers), copies)
    return objects.run(steps, Exception)


def copied(value: Any) -> Any:
    """A copy of an argument: an array, a list of arrays, a number."""
    if isinstance(value, list):
        return [copied(part) for part in value]
    return value.copy() if hasattr(value, "copy") else value


def mapped(value: Any, change: Any) -> Any:
    """Apply a function to the arrays of floats in an argument."""
    if isinstance(value, list):
        return [mapped(part, change) for part in value]
    return change(value) if getattr(getattr(value, "dtype", None), "kind", "") == "f" else value
