"""A notebook as a module: its cells one after the other, each of which can fail by itself."""

from __future__ import annotations

import ast
import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import Any, NoReturn

from grader.sandbox.child.faults import Fault, described
from grader.sandbox.child.stand_ins import IPYTHON, forget_input

Compile = Callable[[str, str, ModuleType], CodeType]


class CellTimeout(BaseException):
    """A cell ran for too long. No Exception, so that the cell's own handlers let it through."""


@dataclass(frozen=True)
class Failure:
    """A cell that failed; `names` are those it would have defined, None if unknown."""

    notebook: str
    number: int
    fault: Fault
    names: frozenset[str] | None

    def __str__(self) -> str:
        return f"cell {self.number} raised {self.fault[0]}: {self.fault[1]}"


def run(
    name: str,
    cells: Sequence[tuple[int, str]],
    module: ModuleType,
    compiled: Compile,
    seconds: float,
) -> list[Failure]:
    """Run the cells in the module's namespace; the cells that failed."""
    failures: list[Failure] = []
    module.__dict__.update(
        IPYTHON,
        __getattr__=lambda attribute: _missing(attribute, failures),
    )
    for number, source in cells:
        forget_input()
        try:
            code = compiled(source, f"{name}, cell {number}", module)
            with _limited(seconds):
                exec(code, module.__dict__)  # noqa: S102 - the student's cell: this is its process
        except BaseException as error:  # each cell can fail by itself
            failures.append(Failure(name, number, described(error), _defined_by(source)))
    return failures


def _missing(attribute: str, failures: Sequence[Failure]) -> NoReturn:
    """Say which cell would have defined a name."""
    to_blame = [f for f in failures if f.names is None or attribute in f.names]
    reason = f": {to_blame[-1]}" if to_blame else ""
    raise AttributeError(f"the notebook doesn't define {attribute}{reason}")


def _defined_by(source: str) -> frozenset[str] | None:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
    return frozenset(found)


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise CellTimeout in a block that takes too long, where there are such timers."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: Any) -> NoReturn:
        raise CellTimeout(f"it took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
