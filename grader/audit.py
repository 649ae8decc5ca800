"""What an assignment's checks are tried on: modules that know nothing, wheat and chaff.

A function that returns zeros, its argument or noise knows nothing of the homework, and must earn
nothing. From the skeletons of an assignment's handout come modules with the same names and
arguments in which every function answers in one such way.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.grading import read
from grader.loading import AssignmentFolder
from grader.submission import Submission

WHEAT, CHAFF = "also_right", "wrong"  # folders of an assignment, a submission in each child

WAYS: Mapping[str, str] = {
    "zeros": "return np.zeros_like(first)",
    "ones": "return np.ones_like(first)",
    "its first argument": "return first",
    "its last argument": "return arrays[-1]",
    "a constant": "return 3.0",
    "an array of one constant": "return np.full_like(first, 0.5)",
    "noise": "return np.random.default_rng().standard_normal(np.shape(first))",
    "the last call's first argument": "seen.append(first); return seen[max(len(seen) - 2, 0)]",
    "the mean of its first argument": "return np.mean(first)",
    "zeros of the right shape": "return np.zeros((sizes[-1], *np.shape(first)[1:]))",
    "zeros in columns": "return np.zeros((np.shape(first)[0], 1))",
    "nothing": "return None",
    "the sum of its arguments": "return sum(np.sum(array) for array in arrays)",
}

_HEAD = """\
import numpy as np

seen, sizes = [], [1]


def _answer(*given):
    sizes.extend(value for value in given if type(value) is int and value > 0)
    arrays = [np.asarray(value, float) for value in given if _is_numeric(value)] or [np.zeros(1)]
    first = arrays[0]
    {way}


def _is_numeric(value):
    try:
        return np.asarray(value, float).size > 0
    except (TypeError, ValueError):
        return False
"""


@dataclass(frozen=True)
class Attempt:
    """A submission that should earn nothing, lose nothing, or lose something."""

    kind: Literal["knows nothing", "right", "wrong"]
    name: str
    submission: Submission


def attempts(assignment: AssignmentFolder, wheat: Path, chaff: Path) -> Iterator[Attempt]:
    """Yield modules that know nothing, then the submissions in a folder of wheat and of chaff."""
    for way, files in know_nothing(assignment.folder).items():
        if files:
            yield Attempt("knows nothing", way, Submission(way, files))
    for kind, folder in (("right", wheat), ("wrong", chaff)):
        for child in sorted(folder.glob("*")):
            if not child.name.startswith((".", "_")):
                yield Attempt(kind, child.name, read(assignment, child))  # type: ignore[arg-type]  # these


def know_nothing(folder: Path) -> dict[str, dict[str, str]]:
    """Return modules that know nothing: for each way to answer, the text of each file.

    Args:
        folder: the assignment's; its skeletons are in `starter/`.

    """
    skeletons = {path.name: path.read_text("utf-8") for path in (folder / "starter").glob("*.py")}
    return {
        way: {name: _answering(text, answer) for name, text in skeletons.items()}
        for way, answer in WAYS.items()
    }


def _answering(skeleton: str, way: str) -> str:
    """A skeleton in which every function answers in this way."""
    tree = ast.parse(skeleton)
    kept: list[ast.stmt] = [
        node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    ]
    for node in ast.walk(ast.Module(kept, [])):
        if isinstance(node, ast.FunctionDef):
            node.body = _body(node)
    text = ast.unparse(ast.Module(kept, []))
    return f"{_HEAD.replace('{way}', way)}\n\n{text}\n"


def _body(function: ast.FunctionDef) -> list[ast.stmt]:
    given = [argument.arg for argument in [*function.args.posonlyargs, *function.args.args]]
    names = [name for name in given if name != "self"]
    call = f"_answer({', '.join(names)})"
    return ast.parse(call if function.name == "__init__" else f"return {call}").body
