"""What runs beside the student's code: loads their module and the drivers, observes, replies.

It knows no expected value and makes no judgement. It imports nothing of ours but the wire
format and the policy on imports.
"""

from __future__ import annotations

import contextlib
import copy
import json
import linecache
import marshal
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from grader.sandbox.child import bounds, wire
from grader.sandbox.child.faults import MAX_TEXT, described
from grader.sandbox.child.plain import plain
from grader.sandbox.child.program import Program
from grader.sandbox.child.stand_ins import Enter, forget_input
from grader.sandbox.child.tree import Text, Tree

DRIVERS = "drivers"  # the module of the author's that calls the student's
RAISED = "raised"  # the output that says which demanded exception was raised

Reply = list[Any]


def serve(channel: wire.Channel, submission: Mapping[str, Any], folder: str) -> None:
    """Load a submission whose files stand in `folder`, then answer until the channel closes."""
    modules: dict[str, Any] = {}
    for reply in load(modules, folder, **submission):
        _reply(channel, reply)
    while True:
        for call in channel.receive():
            forget_input()
            driver = getattr(modules[DRIVERS], call["driver"])
            for reply in observe(driver, modules, call):
                _reply(channel, reply)


def load(
    modules: dict[str, Any],
    folder: str,
    contents: Mapping[str, bytes],
    notebooks: Mapping[str, Sequence[Any]],
    asked: Sequence[str],
    drivers: Sequence[tuple[str, str, np.ndarray]],
    needed: Sequence[str],
    programs: Mapping[str, str],
    imports: Sequence[str] | None,
    cell_seconds: float,
) -> Iterator[Reply]:
    """Import the modules that are needed: a reply each, up to the first that fails.

    A file runs when it is first imported, so a broken one does no harm where it isn't needed.
    `notebooks` has the names and cells of those files that were notebooks, `programs` are scripts
    by the names that drivers have for them.
    """
    texts = {
        path: _text(content, *notebooks.get(path, ()))
        for path, content in contents.items()
        if path.endswith(".py")
    }
    tree = Tree(folder, texts, asked, imports, cell_seconds=cell_seconds)
    tree.install()
    sys.stdin = Enter()
    modules.update({name: Program(path, tree) for name, path in programs.items()})
    for name in needed:
        forget_input()
        try:
            modules[name] = _drivers(*drivers[0]) if name == DRIVERS else tree.load(name)
        except BaseException as error:
            yield ["raised", *described(error)]
            return
        failures = [[f.notebook, f.number, *f.fault] for f in tree.failures]
        tree.failures.clear()
        yield ["loaded", failures]


def _text(content: bytes, origin: str = "", cells: Any = None) -> Text:
    """A Python file's text; the cells of a notebook are an array with JSON in it."""
    numbered = [] if cells is None else json.loads(cells.tobytes())
    return Text(content.decode("utf-8"), origin, [(number, cell) for number, cell in numbered])


def _drivers(filename: str, source: str, code: np.ndarray) -> ModuleType:
    module = sys.modules[DRIVERS] = ModuleType(DRIVERS)
    module.__file__ = filename
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    exec(marshal.loads(code.tobytes()), module.__dict__)  # noqa: S102, S302 - the author's file
    return module


def observe(
    driver: Callable[..., Any],
    modules: Mapping[str, Any],
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
            demanded = _demanded(error, driver, call)
            after = _echoed(inputs, call["inputs"]) if call["echo"] else None
            yield (
                ["returned", demanded, after, [0, []]]
                if demanded
                else ["raised", *described(error)]
            )
        else:
            yield ["returned", values, after, dropped]


def _demanded(
    error: BaseException, driver: Callable[..., Any], call: Mapping[str, Any]
) -> dict[str, str]:
    """An exception that the driver's `raises` demands, as an output; else nothing."""
    if call["bounds"] is not None and RAISED not in call["bounds"]:
        return {}  # not from this input
    demanded = getattr(driver, "raises", ())
    kinds = demanded if isinstance(demanded, tuple) else (demanded,)
    return next(({RAISED: kind.__name__} for kind in kinds if isinstance(error, kind)), {})


def _within_bounds(outputs: Any, call: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """The outputs that are asked for, as plain data, and which others were dropped."""
    expected, wanted = call["bounds"], call["outputs"]
    if not isinstance(outputs, dict) or not all(isinstance(name, str) for name in outputs):
        kind = (
            "one whose keys aren't strings" if isinstance(outputs, dict) else type(outputs).__name__
        )
        raise TypeError(f"the driver must return a dict such as {{'y': …}}, not {kind}")
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
    """Seed every global generator that the student's code may use."""
    random.seed(seed)
    np.random.seed(seed)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(seed)


def _moved(value: Any, direction: Any, step: float) -> Any:
    if direction is not None:
        moved = value + step * direction
        return float(moved) if isinstance(value, float) else moved  # of the type that was sent
    return copy.deepcopy(value)  # the driver may change it


def _reply(channel: wire.Channel, reply: Reply) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):  # the student's code may have replaced it
            stream.flush()  # else what was printed is lost when the process is killed
    try:
        channel.send(reply)
    except wire.NotPlainData as error:
        channel.send(["raised", "NotPlainData", str(error)[:MAX_TEXT], []])
