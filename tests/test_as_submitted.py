"""Right work as it is really submitted: no path, import, plot or cell costs a point."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from grader import grading

SOFTMAX = "def softmax(x):\n    e = np.exp(x - np.max(x))\n    return e / e.sum()\n"
LOSS = "def loss(x):\n    return -np.log(softmax(x)[0])\n"
NUMPY = "import numpy as np\n"
HW = NUMPY + SOFTMAX + LOSS
PACKAGE = {
    "numlib/__init__.py": "from .ops import softmax\nfrom .sub.losses import loss\n",
    "numlib/ops.py": NUMPY + SOFTMAX,
    "numlib/sub/__init__.py": "",
    "numlib/sub/losses.py": f"{NUMPY}from ..ops import softmax\n{LOSS}",
}


def saved(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def notebook(*cells):
    written = [{"cell_type": "code", "source": source} for source in cells]
    return json.dumps({"cells": written, "nbformat": 4})


def loading(expression, before=""):
    """A module that multiplies by the ones that it loads."""
    return f"{before}{NUMPY}ones = {expression}\n" + HW.replace("e / e.sum()", "e / e.sum() * ones")


ONES = saved(np.ones(1))
HELPER = NUMPY + SOFTMAX
HERE = "import os\nHERE = os.path.dirname(os.path.abspath(__file__))\n"
RESOURCE = "import importlib.resources as r\n"
SUBMISSIONS = {
    "guard and arguments": {
        "hw.py": f"{HW}import argparse\noptions = argparse.ArgumentParser().parse_args()\n"
        "if __name__ == '__main__':\n    raise SystemExit(input('Which? '))\n"
    },
    "input": {"hw.py": f"{HW}name = input('Your name? ')\nprint(name)\n"},
    "exit at the end": {"hw.py": f"{HW}import sys\nsys.exit()\n"},
    "exported notebook": {
        "hw.py": f"{HW}get_ipython().run_line_magic('matplotlib', 'inline')\ndisplay(loss)\n"
        "from google.colab import files\nfiles.upload()\n"
    },
    "encoding": {"hw.py": f"# -*- coding: latin-1 -*-\n# José\n{HW}".encode("latin-1")},
    "data beside it": {"hw.py": loading("np.load('d/ones.npy')"), "d/ones.npy": ONES},
    "data by __file__": {
        "src/hw.py": loading("np.load(os.path.join(HERE, 'ones.npy'))", HERE),
        "src/ones.npy": ONES,
    },
    "data from the top": {"src/hw.py": loading("np.load('d/ones.npy')"), "d/ones.npy": ONES},
    "resources": {
        "hw.py": loading("np.load(r.files('d').joinpath('ones.npy').open('rb'))", RESOURCE),
        "d/__init__.py": "",
        "d/ones.npy": ONES,
    },
    "helper by sys.path": {
        "src/hw.py": "import sys\nfrom pathlib import Path\n"
        "sys.path.append(str(Path(__file__).parent.parent / 'lib'))\n"
        f"{NUMPY}from mysoftmax import softmax\n{LOSS}",
        "lib/mysoftmax.py": HELPER,
    },
    "helper by its folder": {
        "src/hw.py": f"{NUMPY}from src.mysoftmax import softmax\n{LOSS}",
        "src/mysoftmax.py": HELPER,
    },
    "relative without a package": {
        "hw.py": f"{NUMPY}from .mysoftmax import softmax\nfrom . import more\n{LOSS}",
        "mysoftmax.py": HELPER,
        "more.py": "",
    },
    "temporary files": {
        "hw.py": HW + "import tempfile\nwith tempfile.TemporaryDirectory() as folder:\n"
        "    np.save(folder + '/x.npy', np.ones(2))\nopen('log.txt', 'w').write('x')\n"
    },
    "plots": {
        "hw.py": "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\n"
        f"{HW}fig, axes = plt.subplots(2, 2)\naxes[0, 1].plot([1, 2])\nplt.savefig('p.png')\n"
    },
    "near name": {"HW_Smith (2).py": HW},
    "zip in zip": {"smith.zip": zipped({"hw/code.zip": zipped({"hw.py": HW})})},
    "odd names": {"hw.py": HW, "notes: final.txt": b"x", "x" * 200 + ".txt": b"x"},
    "messy notebook": {
        "HW Smith.ipynb": notebook(
            "%matplotlib inline\n!pip install numpy", "from google.colab import files", NUMPY,
            SOFTMAX, "x = input()", "raise NotImplementedError", "%%html\n<b>", LOSS,
            "import matplotlib.pyplot as plt\nplt.show()", "import sys\nsys.exit()",
            "await something",
        )
    },
    "notebook that writes it": {"hw3.ipynb": notebook(f"%%writefile hw.py\n{HW}", "import hw")},
    "a notebook that uses it": {"hw.ipynb": notebook("from hw import *"), "hw.py": HW},
}  # fmt: skip
PACKAGES = {
    "in a folder": {f"Smith/{name}": text for name, text in PACKAGE.items()},
    "only its contents": {name.removeprefix("numlib/"): t for name, t in PACKAGE.items()},
    "absolute imports": {
        **PACKAGE,
        "numlib/sub/losses.py": f"{NUMPY}from numlib.ops import softmax\n{LOSS}",
    },
    "no __init__": {n: t for n, t in PACKAGE.items() if n != "numlib/sub/__init__.py"},
    "src layout": {
        **{f"src/{name}": text for name, text in PACKAGE.items()},
        "setup.py": "import setuptools\nsetuptools.setup()\n",
        "tests/test_numlib.py": "import numlib\n",
    },
    "zip in a folder": {"work/numlib.zip": zipped(PACKAGE)},
}


@pytest.fixture(scope="module")
def grade(tmp_path_factory, server):
    """Grade a submission's files for `hw.py` or for the package `numlib/`."""
    folders = {}
    for module, asked, files in (("hw", "hw.py", {"hw.py": HW}), ("numlib", "numlib/", PACKAGE)):
        folder = folders[module] = tmp_path_factory.mktemp(module)
        author = {
            "drivers.py": f"def softmax({module}, x): return {{'y': {module}.softmax(x)}}\n"
            f"def loss({module}, x): return {{'y': {module}.loss(x)}}\n",
            "assignment.py": "from grader import *\nfrom . import drivers\n"
            "x = Inputs(x=reals('n'), regimes=('normal',))\n"
            f"homework = Assignment('A', [{asked!r}], [\n"
            "    Question('1', 'One', 1, [Agreement(drivers.softmax, x)]),\n"
            "    Question('2', 'Two', 1, [Agreement(drivers.loss, x)])])\n",
        }
        write(folder, {**files, **author})

    def graded(module, files):
        submission = write(tmp_path_factory.mktemp("submission"), files)
        results = grading.grade(folders[module], submission, server=server, examples=2)
        failures = [v.failure or v.error for q in results.questions for v in q.verdicts]
        assert results.earned == 2, failures

    return graded


def write(folder: Path, files) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("kind", SUBMISSIONS)
def test_a_module_as_it_is_submitted_gets_its_points(grade, kind):
    grade("hw", SUBMISSIONS[kind])


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_package_as_it_is_submitted_gets_its_points(grade, kind):
    grade("numlib", PACKAGES[kind])
