"""A small homework in a folder, as its author's files; each test spoils a part of it."""

from collections.abc import Mapping
from pathlib import Path

HEAD = "from grader import *\nfrom . import drivers, inputs, keys, properties\n\n"
ASSIGNMENT = 'Assignment("Small", ["mlp.py"], ['
QUESTION = 'Question("1", "One", 4, ['
CHECK = "Agreement(drivers.double, inputs.xs)"
FILES = {
    "mlp.py": "def double(x):\n    return 2.0 * x\n",
    "drivers.py": "def double(mlp, x):\n    return {'y': mlp.double(x), 'dx': 2.0 + 0.0 * x}\n",
    "inputs.py": "from grader import Inputs, reals\n\nxs = Inputs(x=reals('n'))\n",
    "properties.py": "def doubled(inputs, outputs):\n    return None\n",
    "keys.py": "from grader import Model, Symbol\n\nmodel = Model((Symbol('w'), Symbol('v')))\n",
    "starter/mlp.py": "def double(x):\n    raise NotImplementedError\n",
}


def declared(check: str = CHECK, question: str = QUESTION, assignment: str = ASSIGNMENT) -> str:
    """Return assignment.py with one question: the check stands in line 6."""
    return f"{HEAD}homework = {assignment}\n    {question}\n        {check},\n    ]),\n])\n"


def write(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Write the homework, with some files in place of its own."""
    everything = {"assignment.py": declared(), **FILES, **(files or {})}
    for name, content in everything.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
