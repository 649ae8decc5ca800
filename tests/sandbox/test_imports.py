"""Imports: what isn't used costs nothing, what is used is explained, plots are swallowed."""

import textwrap

import numpy as np
import pytest
from test_layers import CALL, run, start

from grader.sandbox.host.runner import LoadFailure, Raised, Returned
from grader.sandbox.host.student_process import StudentProcess

ALLOWED = ["numpy", "math", "collections", "importlib", "contextlib"]


def run_text(server, text, imports=ALLOWED):
    """Run a file as it stands; `run` puts an import of numpy before it."""
    with start(server, textwrap.dedent(text), imports, call_seconds=20.0) as process:
        return process.loaded or process.run(CALL)[0]


def value(outcome):
    assert isinstance(outcome, Returned), outcome
    return np.asarray(outcome.values["y"]).tolist()


UNUSED = [
    "import torch",
    "import os, sys, scipy.special as special",
    "import sklearn.metrics",
    "from sklearn.metrics import accuracy_score, f1_score as f1",
    "from scipy.special import *",
    "import grader",
    "from grader.checks import code",
    "import helper_that_was_not_submitted",
    "def later():\n    import torch\n    return torch.nn",
    "if __name__ == '__main__':\n    import pandas\n    pandas.read_csv('x')",
    "if False:\n    import scipy",
    "class A:\n    import torch",
    "import torch.nn as nn\nimport torch.optim",
    "import numpy.no_such_module",
    "from torch import Tensor\ndef g(x: Tensor) -> Tensor: return x",
    "import importlib\nunused = importlib.import_module('torch')",
    "unused = __import__('torch')",
    "exec('import torch')",
    "import torch, copy\ntorch = None",
    "import torch\ndef g(x: torch.Tensor, n: int = 3) -> torch.nn.Module: return x",
    "import torch.nn as nn\nclass A:\n    layers: list[nn.Module]\n    one: nn.Linear = None",
    "from torch import Tensor\ndef g(x: Tensor | None, y: None | Tensor) -> Tensor['n']: pass",
    "import numpy, torch\ndef g(x: numpy.ndarray | torch.Tensor,\n      y: torch.Tensor): pass",
]


@pytest.mark.parametrize("lines", UNUSED)
@pytest.mark.parametrize("imports", [ALLOWED, None], ids=["a list", "anything"])
def test_an_unused_import_is_ignored(server, lines, imports):
    assert value(run_text(server, f"{lines}\ndef f(x): return 2 * x", imports)) == [0, 2, 4]


@pytest.mark.parametrize(
    ("text", "used", "line"),
    [
        ("import torch\n\ndef f(x): return torch.tensor(x)", "torch.tensor", 3),
        ("import torch.nn as nn\ndef f(x): return nn.ReLU()(x)", "torch.nn.ReLU", 2),
        ("import torch.nn\ndef f(x): return torch.nn.ReLU()(x)", "torch.nn.ReLU", 2),
        ("from torch import nn\ndef f(x):\n    return nn.ReLU()", "torch.nn.ReLU", 3),
        ("from torch import nn\nclass A(nn.Module): pass", "torch.nn.Module", 2),
        ("from torch.nn import Module\nclass A(Module): pass", "torch.nn.Module", 2),
        ("from torch import tensor as t\ndef f(x): return t(x)", "torch.tensor", 2),
        ("from torch import pi\ndef f(x): return 2 * pi", "torch.pi", 2),
        ("from torch import pi\ndef f(x): return x * pi", "torch.pi", 2),
        ("from torch import A\ndef f(x): return isinstance(x, A)", "torch.A", 2),
        ("from torch import names\ndef f(x): return [n for n in names]", "torch.names", 2),
        ("from torch import table\ndef f(x): return table[0]", "torch.table", 2),
        ("from torch import flag\ndef f(x): return x if flag else 0", "torch.flag", 2),
        ("from numba import njit\nf = njit(lambda x: x)", "numba.njit", 2),
        ("import torch\ndef f(x: torch.Tensor = torch.zeros(3)): return x", "torch.zeros", 2),
        ("from torch import *\ndef f(x): return tensor(x)", "torch.tensor", 2),
        ("import torch\ndef f(x): return torch.__version__", "torch.__version__", 2),
        ("import torch\ntorch.backend = 1", "torch", 2),
        ("import torch\ndef f(x): return hasattr(torch, 'cuda')", "torch.cuda", 2),
        ("def f(x):\n    import os\n    return os.getpid()", "os.getpid", 3),
        ("def f(x): return __import__('os').getpid()", "os.getpid", 1),
        ("def f(x): return eval('__import__(\"os\")').getpid()", "os.getpid", 1),
        ("import importlib\nf = importlib.import_module('os.path').sep", "os.path.sep", 2),
        ("import grader\ndef f(x): return grader.Agreement", "grader.Agreement", 2),
    ],
)  # fmt: skip
def test_the_first_use_is_refused_with_its_line(server, text, used, line):
    outcome = run_text(server, text)
    assert isinstance(outcome, Raised), outcome
    assert outcome.kind == "ImportError"
    assert outcome.message.endswith(f"and uses {used} here")
    assert "can't be used in this assignment (allowed: collections, contextlib" in outcome.message
    assert [number for file, number in outcome.lines if file == "mlp.py"][-1] == line


def test_the_message_names_the_import(server):
    outcome = run_text(server, "\nimport torch\ndef f(x): return torch.tensor(x)", ["numpy"])
    assert outcome.message == (
        "torch can't be used in this assignment (allowed: numpy); "
        "mlp.py imports it on line 2 and uses torch.tensor here"
    )


def test_what_is_not_installed_is_said_to_be_so(server):
    outcome = run_text(server, "import helpers\ndef f(x): return helpers.g(x)", None)
    assert outcome.message == (
        "helpers isn't installed here and wasn't submitted; "
        "mlp.py imports it on line 1 and uses helpers.g here"
    )


TRIED = """
HAS = False
{before}
try:
    {load}
    HAS = True
except {caught}:
    pass
"""


def tried(load="import torch", caught="ImportError", before=""):
    return TRIED.format(load=load, caught=caught, before=before)


SUPPRESSED = "HAS = False\nwith {suppress}:\n    import torch\n    HAS = True"
FALLBACKS = [
    tried(),
    tried(caught="ModuleNotFoundError"),
    tried("from torch import nn", "(ImportError, OSError) as error"),
    tried(caught="Exception"),
    TRIED.format(load="import torch", caught="", before=""),
    tried(caught="builtins.ImportError", before="import builtins"),
    tried("load()", before="def load():\n    import torch"),
    tried("importlib.import_module('torch')", before="import importlib"),
    "from contextlib import suppress\n" + SUPPRESSED.format(suppress="suppress(ImportError)"),
    "import contextlib\n" + SUPPRESSED.format(suppress="contextlib.suppress(ModuleNotFoundError)"),
]


@pytest.mark.parametrize("text", FALLBACKS)
@pytest.mark.parametrize("imports", [[*ALLOWED, "builtins", "torch"], None])
def test_a_fallback_for_what_is_not_installed_is_taken(server, text, imports):
    assert value(run_text(server, f"{text}\ndef f(x): return HAS", imports)) is False


@pytest.mark.parametrize("text", FALLBACKS)
def test_a_fallback_for_what_is_not_allowed_is_taken(server, text):
    allowed = [*ALLOWED, "builtins"]
    text = text.replace("torch", "decimal").replace("ModuleNotFoundError", "ImportError")
    assert value(run_text(server, f"{text}\ndef f(x): return HAS", allowed)) is False


def test_a_broad_handler_further_out_is_for_other_failures(server):
    text = """
    def work(x):
        import torch
        return 2 * x
    def f(x):
        try:
            return work(x)
        except Exception:
            return 0
    """
    assert value(run_text(server, text)) == [0, 2, 4]


@pytest.mark.parametrize(
    "body",
    [
        "import math\ndef f(x): return math.pi * x",
        "import numpy.linalg as la\ndef f(x): return la.norm(x)",
        "from collections import OrderedDict\ndef f(x): return len(OrderedDict())",
        "import mlp\ndef f(x): return x",
        "from mlp import np as numpy\ndef f(x): return numpy.sum(x)",
        "def f(x): return np.linalg.svd(np.eye(3))[1]",
        "import importlib\ndef f(x): return importlib.import_module('numpy.linalg').norm(x)",
        "from numpy import *\nfrom scipy.special import *\ndef f(x): return sum(x)",
    ],
)
def test_what_is_allowed_may_import_what_it_likes_itself(server, body):
    outcome = run(server, body, ALLOWED)
    assert isinstance(outcome, Returned), outcome


def test_a_future_import_is_allowed(server):
    text = "from __future__ import annotations\ndef f(x: torch.Tensor): return x"
    assert value(run_text(server, text)) == [0, 1, 2]


def test_without_a_policy_everything_installed_is_allowed(server):
    assert isinstance(run(server, "import os, json\ndef f(x): return os.sep"), Returned)


def test_a_name_that_a_module_lacks_is_the_students_own_error(server):
    outcome = run_text(server, "from math import no_such_name\ndef f(x): return x")
    assert outcome.kind == "ImportError"
    assert "cannot import name 'no_such_name'" in outcome.message


PLOTS = """
import matplotlib
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import cm, rcParams
from mpl_toolkits.mplot3d import Axes3D
from IPython.display import display, clear_output
import IPython, ipywidgets as widgets, plotly.express as px
import numpy as np

def f(x):
    matplotlib.use("Agg")
{body}
    return 2 * x
"""


@pytest.mark.parametrize(
    "body",
    [
        "plt.plot(x, x ** 2, label='a'); plt.legend(); plt.show()",
        "fig, ax = plt.subplots(2, 2)\nax[0, 1].plot(x)\nfig.savefig('a.png')",
        "fig, (a, b) = plt.subplots(1, 2, figsize=(8, 4))\na.plot(x); b.set(title='b')",
        "fig, ((a, b), (c, d)) = plt.subplots(nrows=2, ncols=2)\nd.imshow(np.eye(3))",
        "fig, ax = plt.subplots()\nax.plot(x)\nfig.tight_layout()",
        "fig, axes = plt.subplots(3, 4)\nassert axes.shape == (3, 4)\n"
        "for k, ax in enumerate(axes.flat):\n    ax.imshow(np.eye(2))\nassert k == 11",
        "axes = plt.figure().subplots(2)\nassert len(axes) == 2",
        "with plt.style.context('ggplot'):\n    plt.plot(x)",
        "with plt.rc_context({'font.size': 9}), plt.ioff():\n    plt.close('all')",
        "n, bins, patches = plt.hist(x, bins=2)\nassert n.tolist() == [1.0, 2.0]",
        "n, bins, patches = plt.hist([x, x[:2]])",
        "for patch in plt.bar(x, x):\n    patch.set_color('r')",
        "for bar, height in zip(plt.bar(x, x), x):\n    bar.set_height(height)",
        "first, *rest = plt.plot(x)\nrest, = plt.plot(x)",
        "line, = plt.plot(x)\nline.set_ydata(x)",
        "while plt.fignum_exists(1):\n    plt.pause(0.1)",
        "while not plt.waitforbuttonpress():\n    pass",
        "lo, hi = plt.ylim()\nplt.plot(np.linspace(lo, hi, 5))\na, b, c, d = plt.axis()",
        "colors = plt.rcParams['axes.prop_cycle'].by_key()['color']\n"
        "plt.plot(x, color=colors[2 % len(colors)])",
        "colors = cm.viridis(np.linspace(0, 1, 3))\nplt.scatter(x, x, c=colors * 0.5 + x)",
        "def walk(artist):\n    for child in artist.get_children(): walk(child)\nwalk(plt.gca())",
        "ax = plt.gca() or None\nax = plt.axes(projection='3d')\nax.plot_surface(x, x, x)",
        "sns.set_theme(); sns.heatmap(np.eye(3), annot=True).set(xlabel='x')",
        "rcParams['font.size'] = 12\nrcParams.update({'a': 1})\ndel rcParams['b']",
        "display(x); clear_output(wait=True); IPython.get_ipython().run_line_magic('a', 'b')",
        "px.scatter(x=x, y=x).update_layout(title='t').show()",
        "@widgets.interact(k=(0, 5))\ndef g(k=1): return k\nassert g(3) == 3",
        "@widgets.interact\ndef g(k=1): return k\nassert g(3) == 3",
        "class Plot(plt.Axes):\n    def go(self): return self.plot(x)\nPlot(1).go()",
        "assert not isinstance(x, plt.Axes)\nprint(plt.gcf(), f'{plt.gcf():>10}')",
        "ax = plt.gca()\nax.mine = 3\nassert ax.mine == 3",
        "import copy\ncopy.deepcopy(plt.gca())",
        "plt.gca() in [1, 2]; 3 in plt.gca(); plt.gca() == 3; plt.gca() < 3",
        "import matplotlib.animation as animation\n"
        "animation.FuncAnimation(plt.gcf(), lambda k: None, frames=9).save('a.gif')",
        "from matplotlib.ticker import *\nplt.gca().xaxis.set_major_locator(MaxNLocator(3))",
        "from google.colab import drive\ndrive.mount('/content/drive')",
        "import wandb\nwandb.init(project='a')\nwandb.log({'loss': 1})",
        "try:\n    import matplotlib.pyplot as again\nexcept ImportError:\n    assert False\n"
        "again.plot(x)",
    ],
)
@pytest.mark.parametrize("imports", [[*ALLOWED, "copy"], None], ids=["a list", "anything"])
def test_plots_are_swallowed(server, body, imports):
    if "import *" in body:
        text = f"{body.splitlines()[0]}\n" + PLOTS.format(
            body=textwrap.indent("\n".join(body.splitlines()[1:]), "    ")
        )
    else:
        text = PLOTS.format(body=textwrap.indent(body, "    "))
    assert value(run_text(server, text, imports)) == [0, 2, 4]


def test_a_star_of_pylab_has_numpys_names_too(server):
    text = "from pylab import *\ndef f(x):\n    plot(x)\n    return sum(array(x)) + pi - pi"
    assert value(run_text(server, text)) == 3


@pytest.mark.parametrize(
    "body", ["return plt.gca()", "return float(plt.gca())", "return np.mean(plt.gca())",
             "return x + np.asarray(plt.gca())", "return range(plt.gca())"],
)  # fmt: skip
def test_a_plot_is_no_result(server, body):
    outcome = run_text(
        server, f"import numpy as np\nimport matplotlib.pyplot as plt\ndef f(x): {body}"
    )
    assert isinstance(outcome, Raised)
    assert "has no value here: nothing is drawn while grading" in outcome.message


@pytest.mark.parametrize(
    "body",
    [
        "for v in tqdm(x): total += v",
        "for v in tqdm(x, desc='a', leave=False): total += v",
        "for v in tqdm(enumerate(x)): total += v[1]",
        "for k in trange(3): total += x[k]",
        "bar = tqdm(total=3)\nfor v in x:\n    bar.update(1)\n    total += v\nbar.close()",
        "with tqdm(total=3) as bar:\n    for v in x:\n        bar.set_postfix(loss=v)\n"
        "        total += v",
        "bar = tqdm(x)\nfor v in bar:\n    bar.set_description(f'{v}')\n    total += v\n"
        "assert len(bar) == 3",
        "for v in tqdm_auto.tqdm(x): total += v",
        "for v in progressbar.ProgressBar(max_value=3)(x): total += v",
        "for v in progressbar.progressbar(x): total += v",
        "for v in progress_bar(x, parent=master_bar(range(2))): total += v",
        "with alive_bar(3) as bar:\n    for v in x:\n        total += v\n        bar()",
    ],
)
def test_progress_bars_pass_their_items_through(server, body):
    text = """
from tqdm import tqdm, trange
import tqdm.auto as tqdm_auto
import progressbar
from fastprogress import master_bar, progress_bar
from alive_progress import alive_bar
def f(x):
    total = 0
{body}
    return total
"""
    text = text.replace("{body}", textwrap.indent(body, "    "))
    assert value(run_text(server, text)) == 3


def test_a_file_that_breaks_the_parser_is_the_students_own_end(server):
    for source in ("-" * 500_000 + "1", "(" * 500_000, "x" + ".y" * 200_000, "[" * 90 + "]" * 90):
        outcome = run(server, source, ALLOWED, call_seconds=20.0)
        assert outcome is not None
    assert isinstance(run(server, "def f(x): return x", ALLOWED), Returned)


def test_a_failure_to_load_names_its_file_and_is_the_same_for_every_question(server):
    from grader.sandbox.host.limits import Limits
    from grader.sandbox.host.source import Source

    sources = [
        Source("one", "one.py", "def f(x): return x"),
        Source("two", "two.py", "import torch\n\ntorch.manual_seed(0)"),
        Source("three", "three.py", "import time\ntime.sleep(60)"),
    ]

    def failure(*needed):
        limits = Limits(call_seconds=0.5)
        with StudentProcess(server, sources, limits, ["time"], needed) as process:
            return process.load_failure

    assert failure("one") is None
    first, second = failure("one", "two"), failure("two", "one")
    assert isinstance(first, LoadFailure)
    assert first.file == "two.py"
    assert ("two.py", 3) in first.cause.lines
    assert first == second
    assert failure("one", "three").file == "three.py"
    assert "took longer" in failure("three").cause.reason
