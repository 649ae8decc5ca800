"""What runs beside the student's code: loads their module and the drivers, observes, replies.

It knows no expected value and makes no judgement. It imports nothing of ours but the wire
format and the policy on imports.
"""

from __future__ import annotations

import ast
import contextlib
import linecache
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import ModuleType
from typing import Any

import numpy as np

from grader.sandbox import wire
from grader.sandbox.imports import Policy

DRIVERS = "drivers"  # the module of the author's that calls the student's
MAX_TEXT = 2000  # characters of an exception's message

Reply = list[Any]


def serve(channel: wire.Channel) -> None:
    """Answer requests until the channel closes: first `load`, then `run`, a reply each step."""
    modules: dict[str, ModuleType] = {}
    while True:
        request = channel.receive()
        if request["do"] == "load":
            replies = iter([load(request["sources"], modules, request["imports"])])
        else:
            replies = chain.from_iterable(
                observe(getattr(modules[DRIVERS], call["driver"]), modules, call)
                for call in request["calls"]
            )
        for reply in replies:
            _reply(channel, reply)


def load(
    sources: list[list[str]], modules: dict[str, ModuleType], imports: list[str] | None
) -> Reply:
    """Run each (module name, file name, source text) as a module; later ones see earlier ones.

    `imports` names what all but the drivers may import, beside each other; None is anything.
    """
    own = [name for name, _, _ in sources if name != DRIVERS]
    policy = Policy(None if imports is None else [*imports, *own])
    for name, filename, source in sources:
        module = ModuleType(name)
        module.__file__ = filename
        sys.modules[name] = modules[name] = module
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        try:
            tree = ast.parse(source, filename)
            if name != DRIVERS:
                refused = policy.first_refused(tree)
                if refused:
                    return ["raised", "ImportError", refused[1], [[filename, refused[0]]]]
                module.__dict__["__builtins__"] = policy.builtins()
            code = compile(tree, filename, "exec", dont_inherit=True)
            exec(code, module.__dict__)  # noqa: S102 - the student's file: this is its process
        except BaseException as error:
            return _raised(error)
    return ["loaded"]


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
    wanted = call["outputs"]
    module = modules[driver.__code__.co_varnames[0]]  # its first argument names the module
    for step in call["steps"]:
        inputs = {
            name: _moved(value, call["direction"].get(name), step)
            for name, value in call["inputs"].items()
        }
        try:
            _seed(call["seed"])
            outputs = driver(module, **inputs)
            values = {name: _plain(outputs[name]) for name in wanted or outputs}
        except caught as error:
            yield _raised(error)
        else:
            yield ["returned", values, inputs if call["echo"] else None]


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


def _plain(value: Any) -> Any:
    """A private copy as plain data; a tensor of another library as an array."""
    if isinstance(value, (bool, int, float, complex, str, type(None))):
        return value
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    array = np.array(value)
    return _plain(array.item()) if array.dtype == object and not array.shape else array


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
