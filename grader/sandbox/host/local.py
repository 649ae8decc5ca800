"""Code we trust, run as the student's is: the reference's modules, or its whole tree of files."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.sandbox.child import scratch, worker
from grader.sandbox.child.program import Program
from grader.sandbox.child.tree import Text, Tree
from grader.sandbox.host.runner import Call, Outcome, outcome
from grader.sandbox.host.source import Source


class LocalTree:
    """A trusted tree of files, found by the same rules as a student's.

    Its modules are importable under their own names while it is `active`, so that two trees with
    a `layers.py` each don't meet. It has a folder of its own, in which drivers run and programs
    write, and which goes with it; a fork has another, inside that one.

    Args:
        sources: the files; those with a name as module are loaded. Raises what they raise.
        programs: the modules that are scripts.

    """

    def __init__(self, sources: Sequence[Source], programs: Sequence[str] = ()) -> None:
        self._base, self._owner = scratch.create(), os.getpid()
        weakref.finalize(self, _remove, self._base, self._owner)
        self._contents = {source.filename: _bytes(source.text) for source in sources}
        folder = scratch.fill(self._base, self._contents, None)
        texts = {
            source.filename: Text(source.text, source.origin, source.cells)
            for source in sources
            if isinstance(source.text, str) and source.filename.endswith(".py")
        }
        asked = {source.module: source.filename for source in sources if source.module}
        self._tree = Tree(folder, texts, asked.values(), policed=False)
        self._kept: dict[str, ModuleType] = {}
        with self.active(), silent():
            self.modules: dict[str, Any] = {
                name: Program(path, self._tree) if name in programs else self._tree.load(name)
                for name, path in asked.items()
            }

    @contextlib.contextmanager
    def active(self) -> Iterator[None]:
        """Have its modules importable, and work in its folder."""
        if self._owner != os.getpid():  # a fork: what others write is none of its business
            self._owner = os.getpid()
            copy = tempfile.mkdtemp(dir=self._base)
            self._tree.folder = scratch.fill(copy, self._contents, None)
        place, shadowed = Path.cwd(), self._take_out()
        sys.modules.update(self._kept)
        sys.meta_path.insert(0, self._tree)
        os.chdir(self._tree.folder)
        try:
            yield
        finally:
            os.chdir(place)
            sys.meta_path.remove(self._tree)
            self._kept = self._take_out()
            sys.modules.update(shadowed)

    def _take_out(self) -> dict[str, ModuleType]:
        """Take the modules that have names of the tree out of Python's table."""
        names = [name for name in sys.modules if name.partition(".")[0] in self._tree.own]
        return {name: sys.modules.pop(name) for name in names}


@dataclass(frozen=True)
class LocalModule:
    """Trusted modules by name, run in this process by the very code that runs the student's."""

    drivers: ModuleType
    modules: Mapping[str, Any]
    tree: LocalTree | None = None

    def run(self, *calls: Call) -> list[Outcome]:
        """One outcome for each step of each call."""
        with self.tree.active() if self.tree else contextlib.nullcontext(), silent():
            return [
                outcome(reply, call)
                for call in calls
                for reply in worker.observe(
                    getattr(self.drivers, call.driver),
                    self.modules,
                    call.as_data(),
                    caught=Exception,
                )
            ]


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """Drop what trusted code prints: standard output is for reports. Standard error stays."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        yield


def _remove(base: str, owner: int) -> None:
    if os.getpid() == owner:  # and not in a fork, whose parent still needs it
        scratch.remove(base)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
