"""Submissions that are hostile to the trusted side: one of each kind, for one small homework."""

import io
import json
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from corpus import ATTACKS

ASSIGNMENT = """\
from grader import *
from . import drivers, inputs

model = Model((Symbol("x", ("n",)), Symbol("A", ("n", "n"))), indices={"i": "n", "j": "n"})
homework = Assignment("Tiny", ["tiny.py"], [
    Question("1", "Double", 4, [
        Agreement(drivers.double, inputs.xs), Fixture(drivers.double, inputs.xs),
        Contract(drivers.double, inputs.xs),
    ]),
    Question("2", "Train", 4, [Training(drivers.train, inputs.xs)]),
    Question("3", "Formulas", 4, [
        Expression("norm", model, "x^T A x"), Numbers("half", model, "1/2"),
        Choice("sign", ("yes", "no"), "yes"), Review("why"),
    ]),
    Question("4", "Curves", 4, [
        Experiment("runs", settings=1, epochs=3, columns=["train_loss", "train_accuracy"],
                   claims=[Final("ends", "train_loss", 0), Best("best", "train_accuracy")]),
    ]),
], limits=Limits(call_seconds=0.8, question_seconds=3, memory_mb=256, output_kb=16,
                 replies_mb=32, processes=32))
"""
FILES = {
    "assignment.py": ASSIGNMENT,
    "tiny.py": "def double(x): return 2 * x\ndef train(x): return {'loss': 0 * x}\n",
    "drivers.py": "def double(tiny, x): return {'y': tiny.double(x)}\n"
    "def train(tiny, x): return tiny.train(x)\n",
    "inputs.py": "from grader import Inputs, reals\nxs = Inputs(x=reals('n'))\n",
}
HONEST = FILES["tiny.py"]
ANSWERS = "## 3\n\nnorm: {norm}\n\nhalf: 0.5\n\nsign: yes\n\nwhy: because\n\n## 4\n\n{claims}\n"
NORM, CLAIMS = "$x^T A x$", "ends: 0.1\n\nbest: a"
TABLE = "setting,epoch,train_loss,train_accuracy\na,1,0.5,0.5\na,2,0.3,0.6\na,3,0.1,0.9\n"

Files = dict[str, str | bytes]


def submission(
    module: str = HONEST, norm: str = NORM, claims: str = CLAIMS, table: str = TABLE, **more: str
) -> Files:
    """Return a submission's files, honest but for what is given."""
    answers = ANSWERS.format(norm=norm, claims=claims)
    return {"tiny.py": module, "answers.md": answers, "runs.csv": table, **more}


def trains(body: str) -> Files:
    """Return a submission whose training returns something else."""
    return submission(f"def double(x): return 2 * x\ndef train(x):\n    {body}\n")


def doubles(body: str) -> Files:
    """Return a submission whose doubling does something else."""
    head = "import numpy as np\ndef train(x): return {'loss': 0 * x}\n"
    return submission(f"{head}def double(x):\n    {body}\n")


def notebook(cell: str) -> Files:
    """Return a submission that is a notebook with an answer in it."""
    cells = [
        {"cell_type": "code", "source": HONEST, "outputs": []},
        {"cell_type": "markdown", "source": f"## 3\n\nnorm: {cell}"},
    ]
    text = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5})
    return {"tiny.ipynb": text, "runs.csv": TABLE}


def curves(settings: dict[str, list[float]]) -> Files:
    """Return a submission with these curves, as JSON."""
    rows = [
        {"setting": setting, "epoch": epoch, "train_loss": value, "train_accuracy": 0.5}
        for setting, values in settings.items()
        for epoch, value in enumerate(values, 1)
    ]
    found = submission(**{"runs.json": json.dumps(rows)})
    del found["runs.csv"]
    return found


def bomb() -> bytes:
    """Return a small archive of a large file."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        info = tarfile.TarInfo("tiny.py")
        info.size = 200 << 20
        archive.addfile(info, io.BytesIO(bytes(info.size)))
    return data.getvalue()


def zip64() -> bytes:
    """Return a zip whose record claims a small size of a large file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tiny.py", bytes(100 << 20))
    return data.getvalue().replace((100 << 20).to_bytes(4, "little"), (99).to_bytes(4, "little"))


WHOLE: dict[str, Callable[[], Files]] = {
    "surrogate_in_notebook": lambda: notebook("\ud800"),
    "surrogate_in_setting": lambda: curves({"\ud800": [0.5, 0.3, 0.1]}),
    "blanks_in_notebook": lambda: notebook(" " * 150_000 + "x"),
    "curve_of_largest_floats": lambda: curves({"a": [1.7e308, -1.7e308, 1e308]}),
    "identical_curves": lambda: curves({f"s{n}": [0.5, 0.3, 0.1] for n in range(2500)}),
    "many_settings": lambda: submission(
        table="setting,epoch,train_loss,train_accuracy\n"
        + "".join(f"{n},1,0.1,0.5\n" for n in range(90_000))
    ),
    "long_setting": lambda: curves({"s" * 500_000: [0.5, 0.3, 0.1]}),
    "endless_curve": lambda: curves({"a": [0.5] * 20_000}),
    "headings": lambda: submission(norm="$x$\n\n" + "".join(f"## {n}\n\n" for n in range(150_000))),
    "extra_outputs": lambda: trains("return {f'k{n}': x for n in range(3000)}"),
    "large_int8": lambda: doubles("return np.ones(200_000_000, np.int8)"),
    "many_large_arrays": lambda: trains("import numpy; return {'loss': numpy.ones(10**7)}"),
    "long_exception": lambda: doubles("raise ValueError('x' * 50_000_000)"),
    "long_name": lambda: trains("return {'k' * 10_000_000: x}"),
    "nested_outputs": lambda: doubles("y = [x]\n    for _ in range(10**5): y = [y]\n    return y"),
    "circular_output": lambda: doubles("y = []\n    y.append(y)\n    return y"),
    "surrogate_in_exception": lambda: doubles(r"raise ValueError('\ud800')"),
    "control_characters": lambda: doubles(r"raise ValueError('\x1b[31m\x00\r\n' * 1000)"),
    "expensive_product": lambda: submission(norm="$" + " @ ".join(["ones(64,64)"] * 40) + "$"),
    "nested_exponentials": lambda: submission(norm=r"$\exp(\exp(\exp(\exp(10^{400} x_1))))$"),
    "power_tower": lambda: submission(norm="$9^{9^{9^{9^9}}}$"),
    "nested_brackets": lambda: submission(norm="$" + "(" * 40_000 + "x" + ")" * 40_000 + "$"),
    "long_sum": lambda: submission(norm="$" + "+".join(["x_1"] * 50_000) + "$"),
    "ragged_matrix": lambda: submission(norm=r"$\begin{matrix}1&2\\3\end{matrix}$"),
    "expectation_of_nothing": lambda: submission(norm="$E[a, b] + 1/0 + \\log 0$"),
    "slow_numbers": lambda: submission(claims="ends: " + "9" * 200_000 + "\n\nbest: " + "a" * 9),
    "headings_of_tex": lambda: submission(
        **{"answers.tex": r"\begin{soln}{}" * 20_000 + r"\section{3}" * 20_000}
    ),
    "deep_json": lambda: submission(**{"runs.json": "[" * 100_000}),
}
ARCHIVES = {"bomb.tar.gz": bomb, "zip64.zip": zip64}
CHOSEN = ("endless_loop", "memory_in_pieces", "output_flood", "fork_bomb", "kills_itself")


def write(folder: Path) -> list[str]:
    """Write the batch; returns the names of what is hostile in it."""
    everything = {name: make() for name, make in WHOLE.items()}
    everything |= {
        attack.name: submission(attack.source({"mark": str(folder / "mark"), "name": "mark"}))
        for attack in ATTACKS
        if attack.name in CHOSEN
    }
    for name, files in {"honest": submission(), **everything}.items():
        (folder / name).mkdir(parents=True)
        for file, content in files.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
            (folder / name / file).write_bytes(data)
    for name, pack in ARCHIVES.items():
        (folder / name).write_bytes(pack())
    (folder / "linked").symlink_to(folder / "honest")
    latin = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9"))  # a name that isn't UTF-8
    latin.mkdir()
    (latin / "tiny.py").write_text(HONEST)
    return [*everything, "bomb", "zip64"]
