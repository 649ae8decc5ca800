"""A notebook's code cells as a module: magics and shell lines stand still."""

from __future__ import annotations

import json
import re
from typing import Any

from grader.errors import UngradableError

MAX_CELLS = 1000
PYTHON_CELLS = ("%%time", "%%timeit", "%%capture", "%%prun")  # what follows is Python

# At the start of a statement: !shell, %magic, ?help, `name = !shell`; or help? at its end.
_NOT_PYTHON = re.compile(r"\s*([!%?]|[\w., ]+=\s*[!%])|[^#'\"]*\?\s*$")
_STRING_OR_COMMENT = re.compile(
    r"#.*|'''|\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|[(\[{]|[)\]}]"
)


def as_module(name: str, text: str) -> str:
    """The code cells, each under a comment that counts them; lines keep their order.

    Raises UngradableError for what isn't a notebook, or has too many cells or levels.
    """
    try:
        cells = json.loads(text)["cells"]
        sources = [_source(cell) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UngradableError(f"{name} isn't a readable notebook") from None
    if len(cells) > MAX_CELLS:
        raise UngradableError(f"{name} has over {MAX_CELLS} cells")
    cells = [f"# code cell {n}\n{_python(source)}\n" for n, source in enumerate(sources, 1)]
    return "\n".join(cells)


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _python(source: str) -> str:
    """A cell without what isn't Python: IPython's own syntax, which is never run."""
    lines = source.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.startswith("%%") and first.split()[0] not in PYTHON_CELLS:
        return "\n".join(f"# {line}" for line in lines)
    kept, inside = [], Inside()
    for line in lines:
        if not inside and _NOT_PYTHON.match(line):
            indent = line[: len(line) - len(line.lstrip())]
            kept.append(f"{indent}pass  # {line.strip()}")
        else:
            kept.append(line)
            inside.read(line)
    return "\n".join(kept)


class Inside:
    """Whether a line goes on what the one before began: brackets, a long string, a backslash.

    There a `%` is an operator, or text.
    """

    def __init__(self) -> None:
        self._brackets, self._quotes, self._backslash = 0, "", False

    def __bool__(self) -> bool:
        return self._brackets > 0 or bool(self._quotes) or self._backslash

    def read(self, line: str) -> None:
        """Take in a line of Python."""
        place = 0
        while place <= len(line):
            if self._quotes:
                end = line.find(self._quotes, place)
                if end < 0:
                    break
                self._quotes, place = "", end + 3
                continue
            found = _STRING_OR_COMMENT.search(line, place)
            if not found:
                break
            place = found.end()
            self._take(found.group())
        self._backslash = not self._quotes and line.endswith("\\")

    def _take(self, token: str) -> None:
        if token in ("'''", '"""'):
            self._quotes = token
        elif token in ("(", "[", "{"):
            self._brackets += 1
        elif token in (")", "]", "}"):
            self._brackets = max(self._brackets - 1, 0)
