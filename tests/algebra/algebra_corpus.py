"""Pairs of expressions that are equal, and pairs that aren't: what the judge is judged by.

Each line of `equal.txt` and `different.txt` is `[free indices] truth == answer` (or `!=`), read
on the model that heads it. Authors' keys and students' answers are in it as homework writes them;
every wrong one is a mistake that students make, or that a weaker judge lets pass.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from grader.algebra.model import Function, Model, Symbol

MODELS = {
    "scalar": Model(
        symbols=(
            *(Symbol(name) for name in "xyzt"),
            *(Symbol(name, (), "positive") for name in "abc"),
            Symbol("u", (), "unit"),
            Symbol("w", (), "nonzero"),
            Symbol("n", (), "natural"),
            Symbol("Y", (), "binary"),
        ),
        functions=(
            Function("sigma", "1/(1+e^{-x})"),
            Function("f", "max(x, 0.1x)"),
            Function("g", "x e^x"),
        ),
    ),
    "network": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("y", ("M",), "onehot"),
            Symbol("W1", ("H", "D")),
            Symbol("b1", ("H",)),
            Symbol("W2", ("M", "H"), aliases=(r"w^{(2)}",)),
            Symbol("b2", ("M",)),
            Symbol("q", ("H",), definition="W1 x + b1"),
            Symbol("h", ("H",), definition="ReLU(q)"),
            Symbol("o", ("M",), definition=r"W^{(2)} h + b^{(2)}"),
            Symbol("p", ("M",), definition="softmax(o)"),
            Symbol("L", definition=r"-\sum_{k=1}^M y_k \log(p_k)", aliases=("L(p,y)",)),
        ),
        indices={"i": "M", "j": "M", "k": "M", "l": "H", "m": "D"},
    ),
    "matrix": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("W", ("k", "d")),
            Symbol("w", ("d",)),
            Symbol("v", ("d",)),
            Symbol("y", ("n",)),
            Symbol("z", ("K",)),
            Symbol("s", ("K",), definition="softmax(z)"),
            Symbol("r", ("n",), definition="y - X w"),
            Symbol("R", definition=r"\|r\|^2"),
            Symbol("F", ("n", "k"), definition="X W^T"),
        ),
        functions=(Function("sigma", "softmax"),),
        indices={"i": "n", "j": "k", "a": "k", "b": "d", "l": "K", "m": "K"},
    ),
    "dropout": Model(
        symbols=(
            Symbol("p", (), "unit"),
            Symbol("X", ("N", "D")),
            Symbol("y", ("N",)),
            Symbol("w", ("D",)),
            Symbol("R", ("N", "D"), "bernoulli p"),
            Symbol("r", (), "bernoulli p"),
            Symbol("x"),
            Symbol("t"),
        ),
    ),
    "line": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("y", ("N",)),
            Symbol("w1"),
            Symbol("w0"),
            Symbol("xbar", definition=r"\frac{1}{N}\sum_{i=1}^N x_i"),
            Symbol("ybar", definition=r"\frac{1}{N}\sum_{i=1}^N y_i"),
            Symbol("RSS", definition=r"\sum_{i=1}^N (y_i - (w_1 x_i + w_0))^2"),
        ),
        indices={"i": "N"},
    ),
    "logistic": Model(
        symbols=(
            Symbol("X", ("D",)),
            Symbol("W1", (4, "D")),
            Symbol("b1", (4,)),
            Symbol("W2", (1, 4)),
            Symbol("b2"),
            Symbol("y", (), "binary"),
            Symbol("z1", (4,), definition="W1 X + b1", aliases=("z^{[1]}",)),
            Symbol("a", (4,), definition="sigma(z1)", aliases=("a^{[1]}",)),
            Symbol("z2", definition="W2 a + b2"),
            Symbol("yhat", definition="sigma(z2)"),
            Symbol("L", definition=r"-(y \log yhat + (1-y) \log(1-yhat))"),
        ),
        functions=(Function("sigma", "sigmoid"),),
    ),
}

EQUAL = (Path(__file__).parent / "equal.txt").read_text(encoding="utf-8")

DIFFERENT = (Path(__file__).parent / "different.txt").read_text(encoding="utf-8")


class Pair(NamedTuple):
    """A truth and an answer on a model, with the free indices."""

    model: str
    free: str
    truth: str
    answer: str


def pairs(text: str) -> list[Pair]:
    """The pairs of one of the lists above."""
    found, model = [], ""
    for line in filter(None, text.splitlines()):
        if line.startswith("# "):
            model = line[2:]
            continue
        match = re.fullmatch(r"(?:\[(\w*)\] )?(.*?) (?:==|!=) (.*)", line)
        assert match, line
        found.append(Pair(model, match[1] or "", match[2], match[3]))
    return found
