"""The import policy: refused by the file's text, and again when it runs."""

import pytest
from test_layers import run

from grader.sandbox.host.runner import Raised, Returned

ALLOWED = ["numpy", "math", "collections"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("import os\ndef f(x): return x", 2),
        ("import math, os.path\ndef f(x): return x", 2),
        ("def f(x):\n    from os import path\n    return x", 3),
        ("if False:\n    import scipy", 3),
        ("try:\n    import torch\nexcept ImportError: pass", 3),
        ("raise ValueError\nimport os", 3),
        ("import grader", 2),
    ],
)
def test_an_import_that_is_not_allowed_is_refused_before_anything_runs(server, body, line):
    outcome = run(server, body, ALLOWED)
    assert isinstance(outcome, Raised)
    assert outcome.kind == "ImportError"
    assert "can't be imported in this assignment (these can: collections, math" in outcome.message
    assert outcome.lines == (("mlp.py", line),)


@pytest.mark.parametrize(
    "body",
    [
        "def f(x): return __import__('os').getpid()",
        "def f(x): return eval('__import__(\"os\")').getpid()",
        "def f(x):\n    exec('import os')\n    return x",
    ],
)
def test_an_import_hidden_from_the_text_is_refused_when_it_runs(server, body):
    outcome = run(server, body, ALLOWED)
    assert isinstance(outcome, Raised)
    assert (outcome.kind, "os can't be imported" in outcome.message) == ("ImportError", True)
    assert [line for file, line in outcome.lines if file == "mlp.py"][-1] >= 2


@pytest.mark.parametrize(
    "body",
    [
        "import math\ndef f(x): return math.pi * x",
        "from __future__ import annotations\ndef f(x): return x",
        "import numpy.linalg as la\ndef f(x): return la.norm(x)",
        "from collections import OrderedDict\ndef f(x): return len(OrderedDict())",
        "import mlp\ndef f(x): return x",
        "def f(x): return np.linalg.svd(np.eye(3))[1]",
    ],
)
def test_what_is_allowed_may_import_what_it_likes_itself(server, body):
    future = body.startswith("from __future__")
    outcome = run(server, body, ALLOWED) if not future else run_alone(server, body)
    assert isinstance(outcome, Returned), outcome


def run_alone(server, source):
    from test_layers import CALL, start

    with start(server, source, ALLOWED) as process:
        return process.loaded or process.run(CALL)[0]


def test_without_a_policy_only_the_grader_is_refused(server):
    assert isinstance(run(server, "import os, json\ndef f(x): return x"), Returned)
    assert run(server, "import grader.checks\ndef f(x): return x").kind == "ImportError"


def test_a_file_that_breaks_the_parser_is_the_students_own_end(server):
    for source in ("-" * 500_000 + "1", "(" * 500_000, "x" + ".y" * 200_000, "[" * 90 + "]" * 90):
        outcome = run(server, source, ALLOWED, call_seconds=20.0)
        assert outcome is not None
    assert isinstance(run(server, "def f(x): return x", ALLOWED), Returned)
