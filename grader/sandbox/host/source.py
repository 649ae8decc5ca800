"""A submission's files on their way to the student's process."""

from __future__ import annotations

import json
import marshal
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from grader.sandbox.child.worker import DRIVERS
from grader.sandbox.host.limits import Limits


@dataclass(frozen=True)
class Source:
    """A file of a submission: `filename` is its path in the tree.

    `module` is the name by which drivers know it, empty for a file that is only there to be
    imported or read. The author's drivers are the module `drivers`. A notebook has `cells`,
    (number, source) each, and `origin` is its own name.
    """

    module: str
    filename: str
    text: str | bytes
    origin: str = ""
    cells: Sequence[tuple[int, str]] = ()


def as_data(
    sources: Sequence[Source],
    limits: Limits,
    imports: Sequence[str] | None,
    needed: Sequence[str] | None,
    programs: Sequence[str],
) -> dict[str, Any]:
    """A submission as the worker takes it; texts go as arrays, which may be large."""
    files = [source for source in sources if source.module != DRIVERS]
    named = [source.module for source in sources if source.module and source.module not in programs]
    return {
        "contents": {source.filename: _array(source.text) for source in files},
        "notebooks": {
            source.filename: [source.origin or source.filename, _array(json.dumps(source.cells))]
            for source in files
            if source.cells
        },
        "asked": [source.filename for source in files if source.module],
        "drivers": [_drivers(s.filename, s.text) for s in sources if s.module == DRIVERS][-1:],
        "needed": named if needed is None else [n for n in needed if n not in programs],
        "programs": {s.module: s.filename for s in files if s.module in programs},
        "imports": None if imports is None else list(imports),
        "cell_seconds": limits.call_seconds,
    }


@lru_cache
def _drivers(filename: str, text: str | bytes) -> list[Any]:
    """The author's file with its bytecode: it is compiled once, not in each process."""
    code = compile(text, filename, "exec", dont_inherit=True)
    return [filename, text, np.frombuffer(marshal.dumps(code), np.uint8)]


def _array(text: str | bytes) -> np.ndarray:
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    return np.frombuffer(data, np.uint8)
