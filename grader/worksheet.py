"""The handout as a notebook: skeletons in code cells, written questions in Markdown cells."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader import answersheet
from grader.assignment import Question

FORMULAS = "Formulas: $LaTeX$, or as you would type them: p_i*(delta_ij - p_j)."


def notebook(title: str, questions: Sequence[Question], modules: Mapping[str, str]) -> str:
    """Return a notebook to fill in.

    Args:
        title: the assignment's.
        questions: those whose written answers have a cell each.
        modules: the skeletons by file name. A single one is a cell for each definition, and the
            notebook stands for it; several are a cell each, which writes the file.

    """
    written = [question for question in questions if question.is_written]
    cells = [_cell("markdown", f"# {title}\n\n{FORMULAS}" if written else f"# {title}")]
    if len(modules) == 1:
        cells += [_cell("code", text) for source in modules.values() for text in _parts(source)]
    else:
        cells += [_cell("code", f"%%writefile {name}\n{text}") for name, text in modules.items()]
    cells += [_cell("markdown", answersheet.section(question)) for question in written]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    data = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _cell(kind: str, text: str) -> dict[str, Any]:
    source = text.strip("\n").splitlines(keepends=True)
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
    return cell if kind != "code" else {**cell, "execution_count": None, "outputs": []}


def _parts(source: str) -> Iterator[str]:
    """Yield each function and class with the comments above it, and what stands between them."""
    lines = source.splitlines(keepends=True)
    begins = [0]
    for node in ast.parse(source).body:
        decorators = getattr(node, "decorator_list", [])
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            first = min([node.lineno, *(decorator.lineno for decorator in decorators)]) - 1
            while first and lines[first - 1].startswith("#"):
                first -= 1
            begins += [first, node.end_lineno or node.lineno]
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        text = "".join(lines[begin:end])
        if text.strip():
            yield text
