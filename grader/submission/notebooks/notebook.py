"""Notebooks: the cells of a .ipynb file, and its code cells as a module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.submission.limits import MAX_CELLS, MAX_SOURCE
from grader.submission.notebooks.ipython import as_python
from grader.submission.safe_json import JSONError, load_json
from grader.submission.tree import Cell, File


class NotebookError(ValueError):
    """A file that isn't a readable notebook: one line that says why."""


@dataclass(frozen=True)
class NotebookCell:
    """A cell; `number` counts from 1, whatever the `kind` ('code', 'markdown', 'raw')."""

    number: int
    kind: str
    text: str


def read_notebook(text: str) -> list[NotebookCell]:
    """The cells of a notebook (nbformat 4; 3 too); raises NotebookError.

    Outputs and pictures are dropped here.
    """
    try:
        notebook = load_json(text)
        cells = notebook["cells"] if "cells" in notebook else _of_version_3(notebook)
        read = [_cell(number, cell) for number, cell in enumerate(cells[: MAX_CELLS + 1], 1)]
    except JSONError as error:
        raise NotebookError(f"this is not a readable notebook: {error}") from None
    except (TypeError, KeyError, AttributeError, IndexError):
        raise NotebookError("this is not a readable notebook: it has no cells") from None
    if len(read) > MAX_CELLS:
        raise NotebookError(f"the notebook has over {MAX_CELLS:,} cells")
    if sum(len(cell.text) for cell in read) > MAX_SOURCE:
        raise NotebookError(f"the notebook's cells are over {MAX_SOURCE >> 10:,} KiB")
    return read


def as_file(origin: str, text: str) -> File:
    """A notebook's code cells, each as Python; raises NotebookError."""
    codes = [cell for cell in read_notebook(text) if cell.kind == "code"]
    cells = tuple(Cell(cell.number, as_python(cell.text)) for cell in codes)
    joined = "\n".join(f"# cell {cell.number}\n{cell.source}\n" for cell in cells)
    return File(joined, origin, cells)


def _of_version_3(notebook: Any) -> list[Any]:
    return [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]


def _cell(number: int, cell: Any) -> NotebookCell:
    source = cell.get("source", cell.get("input", ""))
    text = source if isinstance(source, str) else "".join(source)
    return NotebookCell(number, str(cell["cell_type"]), text.replace("\r\n", "\n"))
