"""Checks in a student's notebook: `%load_ext grader`, then `%%check 1.2` at the top of a cell.

What is checked is what the notebook has run so far, and the files beside it.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.assignment import Question
from grader.commands.options import chosen
from grader.grading import grade, read
from grader.loading import AssignmentFolder, load
from grader.logs import logging_to_a_temporary_file
from grader.reports.fragment import html, text
from grader.reports.student import for_student
from grader.results import Results
from grader.submission import SHEETS, Location

MAGIC = "%%check"
NOTEBOOK = ".ipynb"


@dataclass(frozen=True)
class Checked:
    """Results that a notebook shows as HTML, and a terminal as text."""

    results: Results

    def _repr_html_(self) -> str:
        return html(self.results)

    def __repr__(self) -> str:
        return text(self.results)


def check(*questions: str, assignment: str | Path = ".", seed: int = 0) -> Checked:
    """Check your work on these questions, or on all public ones.

    The files in this folder are checked. In a notebook, what it has run so far stands for modules
    that are not there.

    Args:
        questions: their ids.
        assignment: the handout's folder, or an assignment's name; by default here.
        seed: the same seed gives the same cases.

    Raises:
        UsageError: there is no such assignment or question.
        UngradableError: there is nothing that can be checked.

    """
    loaded = load(assignment)
    ipython = sys.modules.get("IPython")
    cells = _cells(ipython.get_ipython()) if ipython else []
    modules = [file for file in loaded.assignment.files if not Path(file).exists()]
    return _checked(loaded, questions, _as_notebooks(modules, cells, loaded), seed)


def load_ipython_extension(shell: Any) -> None:
    """Add the cell magic `%%check ID [ASSIGNMENT]`: IPython calls this at `%load_ext grader`."""

    def magic(line: str, cell: str) -> Checked | None:
        """Run the cell and check a question; the cell of a written question is its answer."""
        id_, *rest = line.split() or [""]
        loaded = load(*rest[:1] or ".")
        (question,) = _chosen(loaded, [id_])
        if not question.runs_code:
            return _checked(loaded, [id_], {SHEETS[0]: f"## {id_}\n\n{cell}\n"})
        if not shell.run_cell(cell).success:
            return None  # its exception is shown
        modules = loaded.files_of(question)
        return _checked(loaded, [id_], _as_notebooks(modules, _cells(shell), loaded))

    shell.register_magic_function(magic, "cell", MAGIC.lstrip("%"))


def _chosen(assignment: AssignmentFolder, ids: Sequence[str]) -> list[Question]:
    """The public questions of these ids, or all; raises UsageError for one that isn't public."""
    public = {q.id: q for q in assignment.assignment.questions if q.visibility == "visible"}
    return [public[id_] for id_ in chosen(ids, [*public]) or public]


def _checked(
    assignment: AssignmentFolder, ids: Sequence[str], texts: Mapping[str, str], seed: int = 0
) -> Checked:
    """Check the files in this folder, with some texts in the place of theirs."""
    only = [question.id for question in _chosen(assignment, ids)]
    replaced = {Path(name).stem for name in texts}
    paths = {path.name: path for path in sorted(Path().iterdir()) if path.is_file()}
    paths = {name: path for name, path in paths.items() if path.stem not in replaced}
    with tempfile.TemporaryDirectory() as temporary, logging_to_a_temporary_file():
        for name, content in texts.items():
            paths[name] = Path(temporary, name.replace("/", "_"))
            paths[name].write_text(content, encoding="utf-8")
        submission = read(assignment, Location("notebook", paths))
        results = grade(assignment, submission, only=only, seed=seed)
        return Checked(for_student(results))


def _as_notebooks(
    modules: Sequence[str], cells: Sequence[str], assignment: AssignmentFolder
) -> dict[str, str]:
    """What a notebook has run so far, as one that stands for each of these modules."""
    if not cells:
        return {}
    code = {q.id for q in assignment.assignment.questions if q.runs_code}
    sources = [_source(cell, code) for cell in cells]
    run = [{"cell_type": "code", "source": s, "metadata": {}, "outputs": []} for s in sources]
    whole = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}}
    single = [file for file in modules if file.endswith(".py") and "*" not in file]
    names = [f"{file.removesuffix('.py')}{NOTEBOOK}" for file in single]
    return {name: json.dumps({**whole, "cells": run + _answers(name)}) for name in names}


def _answers(name: str) -> list[Any]:
    """The text cells of a notebook as it was saved: they may answer written questions."""
    with contextlib.suppress(OSError, ValueError, TypeError, LookupError):
        saved = json.loads(Path(name).read_text(encoding="utf-8"))
        return [cell for cell in saved["cells"] if cell["cell_type"] == "markdown"]
    return []


def _source(cell: str, code: set[str]) -> str:
    """A cell without this magic; nothing of one that is a written answer."""
    first, _, rest = cell.partition("\n")
    if not first.startswith(MAGIC):
        return cell
    return rest if code.intersection(first.split()[1:2]) else ""


def _cells(shell: Any) -> list[str]:
    """The cells that were run; the n-th is the one that the notebook shows as number n."""
    return [] if shell is None else list(shell.history_manager.input_hist_raw[1:])
