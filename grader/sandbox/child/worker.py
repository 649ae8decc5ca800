"""What runs beside the student's code: loads their module and the drivers, observes, replies.

It knows no expected value and makes no judgement. It imports nothing of ours but the wire
format and the policy on imports.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.abc
import linecache
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.machinery import ModuleSpec
from itertools import chain
from types import ModuleType
from typing import Any

import numpy as np

from grader.sandbox.child import bounds, wire
from grader.sandbox.child.imports import Imports
from grader.sandbox.child.plain import plain

DRIVERS = "drivers"  # the module of the author's that calls the student's
RAISED = "raised"  # the output that says which demanded exception was raised
MAX_TEXT = 2000  # characters of an exception's message

Reply = list[Any]


def serve(channel: wire.Channel) -> None:
    """Answer requests until the channel closes: first `load`, then `run`, a reply each step."""
    modules: dict[str, ModuleType] = {}
    replies: Iterator[Reply]
    while True:
        request = channel.receive()
        if request["do"] == "load":
            replies = load(modules, **request["files"])
        else:
            replies = chain.from_iterable(
                observe(getattr(modules[DRIVERS], call["driver"]), modules, call)
                for call in request["calls"]
            )
        for reply in replies:
            _reply(channel, reply)


def load(
    modules: dict[str, ModuleType],
    sources: list[list[str]],
    needed: list[str],
    imports: list[str] | None,
) -> Iterator[Reply]:
    """Import the modules that are needed, of (module name, file name, source text).

    A reply each, up to the first that fails. A file runs when it is first imported, so a broken
    one does no harm where it isn't needed. `imports` names what all but the drivers may import,
    beside each other; None is anything.
    """
    sys.meta_path.insert(0, Files(sources, imports))
    for name in needed:
        try:
            modules[name] = import_module(name)
        except BaseException as error:
            yield _raised(error)
            return
        yield ["loaded"]


class Files(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The submitted files, for Python's import system."""

    def __init__(self, sources: list[list[str]], imports: list[str] | None) -> None:
        self._sources = {name: (filename, source) for name, filename, source in sources}
        self._imports = Imports(imports, [name for name in self._sources if name != DRIVERS])
        self._imports.replace_import_module()
        for name in self._sources:
            sys.modules.pop(name, None)  # a library of that name gives way

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """Find a submitted file by its module's name."""
        return ModuleSpec(fullname, self) if fullname in self._sources else None

    def exec_module(self, module: ModuleType) -> None:
        """Run a file as its module."""
        filename, source = self._sources[module.__name__]
        module.__file__ = filename
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        tree = ast.parse(source, filename)
        if module.__name__ != DRIVERS:
            self._imports.add_file(filename, tree)
            module.__dict__["__builtins__"] = self._imports.builtins
        code = compile(tree, filename, "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 - the student's file: this is its process


def observe(
    driver: Callable[..., Any],
    modules: Mapping[str, ModuleType],
    call: Mapping[str, Any],
    caught: type[BaseException] = BaseException,
) -> Iterator[Reply]:
    """Run the driver at each of a call's steps: returned (outputs, inputs after) or raised.

    The inputs named in `direction` are moved to input + step × direction. By default SystemExit
    and KeyboardInterrupt are caught too: here they are only a student's exceptions.
    """
    module = modules[driver.__code__.co_varnames[0]]  # its first argument names the module
    for step in call["steps"]:
        inputs = {
            name: _moved(value, call["direction"].get(name), step)
            for name, value in call["inputs"].items()
        }
        try:
            _seed(call["seed"])
            values, dropped = _within_bounds(driver(module, **inputs), call)
            after = _echoed(inputs, call["inputs"]) if call["echo"] else None
        except caught as error:
            demanded = _demanded(error, call)
            after = _echoed(inputs, call["inputs"]) if call["echo"] else None
            yield ["returned", demanded, after, [0, []]] if demanded else _raised(error)
        else:
            yield ["returned", values, after, dropped]


def _demanded(error: BaseException, call: Mapping[str, Any]) -> dict[str, str]:
    """An exception that the homework demands, as an output; else nothing."""
    if call["bounds"] is not None and RAISED not in call["bounds"]:
        return {}  # not from this input
    names = [kind.__name__ for kind in type(error).__mro__]
    return next(({RAISED: name} for name in call["raises"] if name in names), {})


def _within_bounds(outputs: Any, call: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """The outputs that are asked for, as plain data, and which others were dropped."""
    expected, wanted = call["bounds"], call["outputs"]
    if expected is None:
        return {name: plain(outputs[name]) for name in wanted or outputs}, [0, []]
    values = {}
    for name in wanted or [name for name in expected if name in outputs]:
        values[name] = plain(outputs[name])
        bounds.require_size(name, values[name], expected.get(name, 0))
    return values, list(bounds.dropped(outputs, expected))


def _echoed(inputs: dict[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    return {name: bounds.cut(value, sent[name]) for name, value in inputs.items()}


def _seed(seed: int) -> None:
    """Start every generator anew that the student's code may draw from."""
    random.seed(seed)
    np.random.seed(seed)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(seed)


def _moved(value: Any, direction: Any, step: float) -> Any:
    if direction is not None:
        return value + step * direction
    return np.array(value) if isinstance(value, np.ndarray) else value


def _raised(error: BaseException) -> Reply:
    try:
        message = str(error)[:MAX_TEXT].encode("utf-8", "replace").decode()
    except BaseException:  # a hostile __str__
        message = "(its message can't be shown)"
    lines: list[list[Any]] = []
    if isinstance(error, SyntaxError) and error.filename:
        message = str(error.msg)[:MAX_TEXT]
        lines.append([str(error.filename), error.lineno or 0])
    trace = error.__traceback__
    while trace is not None:
        lines.append([trace.tb_frame.f_code.co_filename, trace.tb_lineno])
        trace = trace.tb_next
    return ["raised", type(error).__name__[:100], message, lines[-20:]]


def _reply(channel: wire.Channel, reply: Reply) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):  # the student's code may have replaced it
            stream.flush()  # else what was printed is lost when the process is killed
    try:
        channel.send(reply)
    except wire.NotPlainData as error:
        channel.send(["raised", "NotPlainData", str(error)[:MAX_TEXT], []])
