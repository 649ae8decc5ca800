"""No string of a student's is ever run, and nothing heavy is loaded to read or judge."""

import ast
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from algebra_corpus import MODELS

import grader.algebra
from grader.algebra import (
    Function,
    Model,
    NotationError,
    Outcome,
    Symbol,
    judge,
    judge_derivation,
    question,
    show,
)  # fmt: skip

ROOM = Path(grader.algebra.__file__).parent
SCALAR = MODELS["scalar"]

PAYLOADS = [
    "__import__('os').system('touch {mark}')",
    "().__class__.__bases__[0].__subclasses__()",
    "lambda: open('{mark}', 'w')",
    "open('{mark}', 'w')",
    "exec(\"open('{mark}', 'w')\")",
    "eval(compile('open(\"{mark}\",\"w\")', '', 'exec'))",
    "x if open('{mark}','w') else y",
    "[c for c in ().__class__.__mro__]",
    "x.__class__",
    "Symbol('x', real=open('{mark}','w'))",
    'S(\'open("{mark}","w")\')',
    "\\write18{{touch {mark}}}",
    "{{{{7*7;}}}}",
    "${{jndi:ldap://x}}",
    "x; import os; os.system('touch {mark}')",
    "f'{{open(chr(47))}}'",
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("frame", ["{}", "x + {}", r"\text{{{}}}", r"\frac{{{}}}{{2}}", "x_{{{}}}"])
def test_payloads_are_refused_and_not_run(payload, frame, tmp_path):
    mark = tmp_path / "run"
    text = frame.format(payload.format(mark=mark))
    with pytest.raises(NotationError):
        SCALAR.read(text)
    assert not mark.exists()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_in_every_declared_field_are_refused(payload, tmp_path):
    mark = tmp_path / "run"
    text = payload.format(mark=mark)
    attempts = [
        lambda: Symbol(text),
        lambda: Symbol("x", (), text),
        lambda: Model((Symbol("x", aliases=(text,)),)).read("x + " + text),
        lambda: Model((Symbol("x"), Symbol("y", definition=text))),
        lambda: Model((Symbol("r", (), "bernoulli " + text),)),
        lambda: Model((Symbol("x"),), (Function("f", text),)),
        lambda: question(SCALAR, text),
    ]
    for attempt in attempts:
        with pytest.raises(ValueError, match=r"\S"):
            attempt()
    assert not mark.exists()


def test_the_room_calls_nothing_that_runs_text():
    forbidden = {
        "eval", "exec", "compile", "sympify", "S", "parse_expr", "parse_latex", "lambdify",
        "equals", "getattr", "__import__", "loads", "system", "Popen",
    }  # fmt: skip
    found = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) != "re.compile":
                name = ast.unparse(node.func).rpartition(".")[2]
                found |= {(path.name, name)} if name in forbidden else set()
    # Attribute access by name only ever names the fields of our own dataclasses.
    # The prover starts our own module, and reads JSON with it.
    harmless = {
        "traversal.py": {"getattr"}, "model.py": {"getattr"},
        "worker.py": {"loads"}, "prover.py": {"loads", "Popen"},
    }  # fmt: skip
    assert {(file, name) for file, name in found if name not in harmless.get(file, ())} == set()


def test_reading_and_judging_load_neither_sympy_nor_numpy():
    program = (
        "import sys; from grader.algebra import *;"
        "m = Model((Symbol('x'),)); judge(m.read('x+x'), question(m, '2x'), m);"
        "print([name for name in ('sympy', 'numpy') if name in sys.modules])"
    )
    root = str(ROOM.parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "text",
    [
        "2^{9^{9^{9}}}",
        "(x+y+z+1)^{60000}",
        "e^{e^{e^{e^{x}}}}",
        r"\prod_{m=1}^{60} 10^{9999}",
        r"\sum_{m=1}^{60}\sum_{n=1}^{60}\sum_{k=1}^{60}\sum_{l=1}^{60} x",
        r"\sum_{m=1}^{10^{9}} x",
        r"1[x > 0]^{999999}",
        r"\sqrt{\sqrt{\sqrt{\sqrt{x^2}}}}",
        "0.0000000000000000000000000000000000001^{999999}",
    ],
)
def test_expressions_that_explode_are_judged_in_time(text):
    start = time.perf_counter()
    model = Model(tuple(Symbol(name) for name in "xyz"))
    try:
        tree = model.read(text)
    except NotationError:
        return
    found = judge(tree, question(model, "x"), model)
    assert found.outcome is not Outcome.EQUAL
    assert time.perf_counter() - start < 30


def test_names_of_students_never_reach_a_chain_judgement():
    found = judge_derivation(SCALAR.read("x + y = y + x"), None, SCALAR)
    assert {show(step.left) for step in found.steps} == {"x + y"}
