"""Files that a notebook's cells write: `%%writefile mlp.py`; whether code is in no file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from grader.submission.notebooks.notebook import NotebookCell

WRITE_CELL = re.compile(rb"%%(?:write)?file\b")  # whether it is worth while to read a notebook
_DEFINES = re.compile(r"^(?:async def|def|class)\s", re.MULTILINE)
_WRITES = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?P<append>-a[ \t]+|--append[ \t]+)?(.+)\n?")


def written_files(cells: Sequence[NotebookCell]) -> dict[str, str]:
    """The texts of the files, by path; a later cell writes over an earlier one."""
    files: dict[str, str] = {}
    for cell in cells:
        found = _WRITES.match(cell.text) if cell.kind == "code" else None
        if found:
            path = _inside(found[2].strip().strip("'\""))
            before = files.get(path, "") if found["append"] else ""
            files[path] = f"{before}{cell.text[found.end() :]}\n"
    return files


def defines_something(cells: Sequence[NotebookCell]) -> bool:
    """Whether code of the notebook's own defines a function or a class."""
    return any(cell.kind == "code" and _DEFINES.search(cell.text) for cell in cells)


def _inside(path: str) -> str:
    """A path in the notebook's own folder: `/content/mlp.py` is `mlp.py`."""
    place = PurePosixPath(path)
    return place.name if place.is_absolute() or {"..", "~"} & {*place.parts} else str(place)
