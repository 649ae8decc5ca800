"""The models that the corpus of written formulas is about: the five homeworks' own, and others."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from grader.algebra.model import Function, Model, Symbol

REFERENCE = Path(__file__).parents[2] / "reference"
OTHERS = Path(__file__).parent / "models"
_HOMEWORKS = {
    "cmu": "cmu10417_hw1",
    "inzva": "inzva_dlsg_hw1",
    "jhu": "jhu_ssm_a3",
    "nyu": "nyu_dl_hw1",
    "ps2": "backprop_graphs_ps2",
}


@cache
def _keys(homework: str) -> Any:
    keys = _HOMEWORKS.get(homework)
    path = REFERENCE / keys / "keys.py" if keys else OTHERS / f"{homework}.py"
    spec = importlib.util.spec_from_file_location(f"corpus_{homework}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def model(name: str) -> Model:
    """A model of this file; `cmu.output`, one of a homework's; or one of a file in `models/`."""
    file, _, own = name.partition(".")
    if not own:
        return MODELS[name]
    return getattr(_keys(file), own) if file in _HOMEWORKS else _keys(file).MODELS[own]


_WEIGHT = (
    Symbol("w", aliases=("w_t", r"\theta_t", r"\theta")),
    Symbol(
        "L",
        definition="w^4/4 + sin(w)",
        aliases=("L(w)", "L(w_t)", r"L(\theta_t)", r"L(\theta)"),
    ),
    Symbol("g", definition="dL/dw", aliases=("g_t",)),
    Symbol("eta", (), "positive", aliases=("alpha", "lr")),
    Symbol("mu", (), "unit"),
    Symbol("lambda", (), "positive"),
)
_RATES = (
    Symbol("beta1", (), "unit"),
    Symbol("beta2", (), "unit"),
    Symbol("epsilon", (), "positive"),
)
_sigma = Function("sigma", "sigmoid")

MODELS = {
    "softmax": Model(
        symbols=(
            Symbol("o", ("M",), aliases=("a",)),
            Symbol("y", ("M",), "onehot", aliases=("t",)),
            Symbol("p", ("M",), definition="softmax(o)", aliases=(r"\hat y",)),
            Symbol("L", definition=r"-\sum_k y_k \log p_k", aliases=("L(o)", "L(p,y)", r"\ell")),
        ),
        indices={"i": "M", "j": "M", "k": "M"},
    ),
    "linear": Model(
        symbols=(
            Symbol("X", ("N", "d")),
            Symbol("y", ("N",)),
            Symbol("w", ("d",), aliases=(r"\theta",)),
            Symbol("lambda", (), "positive"),
            Symbol("J", definition=r"\frac{1}{N} \|X w - y\|^2", aliases=("L", "J(w)", "L(w)")),
            Symbol(
                "R",
                definition=r"\frac{1}{2N} \|X w - y\|^2 + \frac{lambda}{2} \|w\|^2",
                aliases=("R(w)",),
            ),
        ),
        indices={"i": "N", "j": "d"},
    ),
    "affine": Model(
        symbols=(
            Symbol("X", ("N", "d")),
            Symbol("W", ("d", "k")),
            Symbol("b", ("k",)),
            Symbol("G", ("N", "k"), aliases=(r"\frac{\partial L}{\partial Z}",)),
            Symbol("Z", ("N", "k"), definition=r"X W + \mathbf 1_N b^T"),
            Symbol("L", definition=r"\sum_i \sum_j G_{ij} Z_{ij}"),
        ),
        indices={"i": "N", "j": "k", "l": "d"},
    ),
    "logistic": Model(
        symbols=(
            Symbol("X", ("N", "d"), aliases=(r"x^{(\cdot)}",)),
            Symbol("y", ("N",), "binary", aliases=(r"y^{(\cdot)}",)),
            Symbol("w", ("d",)),
            Symbol("p", ("N",), definition="sigma(X w)", aliases=(r"\hat y",)),
            Symbol(
                "L",
                definition=r"-\frac{1}{N} \sum_i (y_i \log p_i + (1 - y_i) \log(1 - p_i))",
                aliases=("L(w)", "J"),
            ),
        ),
        functions=(_sigma,),
        indices={"i": "N", "j": "d", "n": "N"},
    ),
    "batchnorm": Model(
        symbols=(
            Symbol("x", ("m",)),
            Symbol("gamma"),
            Symbol("beta"),
            Symbol("epsilon", (), "positive", aliases=("eps",)),
            Symbol("g", ("m",), aliases=(r"\frac{\partial L}{\partial z}",)),
            Symbol("mu", definition=r"\frac{1}{m} \sum_i x_i", aliases=(r"\mu_B",)),
            Symbol(
                "v",
                definition=r"\frac{1}{m} \sum_i (x_i - mu)^2",
                aliases=(r"\sigma_B^2", r"\sigma^2"),
            ),
            Symbol("xhat", ("m",), definition=r"(x - mu \mathbf 1_m) / \sqrt{v + epsilon}"),
            Symbol("z", ("m",), definition=r"gamma xhat + beta \mathbf 1_m"),
            Symbol("L", definition=r"\sum_i g_i z_i"),
        ),
        indices={"i": "m", "j": "m", "k": "m"},
    ),
    "attention": Model(
        symbols=(
            Symbol("q", ("d",)),
            Symbol("K", ("n", "d")),
            Symbol("V", ("n", "h")),
            Symbol("s", ("n",), definition=r"K q / \sqrt{d}"),
            Symbol("a", ("n",), definition="softmax(s)", aliases=(r"\alpha",)),
            Symbol("o", ("h",), definition="V^T a"),
            Symbol("u", ("h",)),
            Symbol("L", definition="u^T o"),
        ),
        indices={"i": "n", "j": "n", "k": "n", "l": "d", "r": "h"},
    ),
    "scalar": Model(
        symbols=(
            Symbol("x", aliases=("z",)),
            Symbol("a", (), "positive"),
            Symbol("b", (), "positive"),
            Symbol("c"),
            Symbol("t"),
            Symbol("n", (), "natural"),
        ),
        functions=(
            _sigma,
            Function("f", "max(0.01x, x)"),
            Function("g", r"\frac{x}{2} (1 + \tanh(x/2))"),
            Function("Phi", r"(1 + erf(x / \sqrt{2})) / 2"),
        ),
    ),
    "optimiser": Model(
        symbols=(
            *_WEIGHT,
            Symbol("v", aliases=("v_t",)),
            Symbol(
                "new", definition="w - eta g", aliases=("w_{t+1}", r"\theta_{t+1}"), hidden=True
            ),
            Symbol("vnew", definition="mu v - eta g", aliases=("v_{t+1}",), hidden=True),
        ),
    ),
    "moments": Model(
        symbols=(
            *_WEIGHT,
            Symbol("v", (), "positive", aliases=("v_{t-1}",)),
            Symbol("m", aliases=("m_{t-1}",)),
            *_RATES,
        ),
    ),
    "update": Model(
        symbols=(
            *_WEIGHT,
            Symbol("v", (), "positive", aliases=("v_t",)),
            Symbol("m", aliases=("m_t",)),
            *_RATES,
        ),
    ),
    "matrix": Model(
        symbols=(
            Symbol("A", ("n", "n")),
            Symbol("B", ("n", "m")),
            Symbol("x", ("n",)),
            Symbol("b", ("n",)),
            Symbol("z", ("m",)),
            Symbol("f", definition="x^T A x", aliases=("f(x)",)),
            Symbol("h", definition=r"\|A x - b\|^2", aliases=("h(x)",)),
            Symbol("g", definition="x^T B z"),
            Symbol("I", ("n", "n"), definition="eye(n)"),
        ),
        indices={"i": "n", "j": "n", "k": "n", "l": "m"},
    ),
    "system": Model(
        symbols=(Symbol("A", ("n", "n")), Symbol("b", ("n",))), indices={"i": "n", "j": "n"}
    ),
    "gaussian": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("mu"),
            Symbol("s", (), "positive", aliases=(r"\sigma",)),
            Symbol(
                "l",
                definition=r"-\frac{N}{2} \log(2 \pi s^2) - \frac{1}{2 s^2} \sum_i (x_i - mu)^2",
                aliases=(r"\ell", r"\ell(\mu, \sigma)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{N} \sum_i x_i"),
        ),
        indices={"i": "N", "j": "N"},
    ),
    "entropy": Model(
        symbols=(
            Symbol("p", ("K",), "simplex"),
            Symbol("q", ("K",), "simplex"),
            Symbol("H", definition=r"-\sum_k p_k \log p_k", aliases=("H(p)",)),
            Symbol("D", definition=r"\sum_k p_k \log(p_k / q_k)", aliases=("D_{KL}", "KL")),
        ),
        indices={"i": "K", "j": "K", "k": "K"},
    ),
    "bernoulli": Model(
        symbols=(
            Symbol("p", domain="unit"),
            Symbol("r", domain="bernoulli p"),
            Symbol("x"),
            Symbol("y"),
            Symbol("w"),
        ),
    ),
    "hinge": Model(
        symbols=(
            Symbol("w", ("d",)),
            Symbol("x", ("d",)),
            Symbol("y", (), "nonzero"),
            Symbol("b"),
            Symbol("L", definition="max(0, 1 - y (w^T x + b))", aliases=(r"\ell",)),
        ),
        indices={"i": "d", "j": "d"},
    ),
    "huber": Model(
        symbols=(
            Symbol("r"),
            Symbol("d", (), "positive", aliases=(r"\delta",)),
            Symbol(
                "H",
                definition=r"\begin{cases} r^2/2 & |r| \leq d \\ d (|r| - d/2) & |r| > d"
                r" \end{cases}",
                aliases=("H(r)", r"L_\delta"),
            ),
        ),
    ),
    "recurrent": Model(
        symbols=(
            Symbol("h", ("H",), aliases=("h_{t-1}",)),
            Symbol("x", ("D",), aliases=("x_t",)),
            Symbol("W", ("H", "H"), aliases=("W_{hh}",)),
            Symbol("U", ("H", "D"), aliases=("W_{xh}",)),
            Symbol("b", ("H",)),
            Symbol("a", ("H",), definition="W h + U x + b", aliases=("a_t",)),
            Symbol("s", ("H",), definition=r"\tanh(a)", aliases=("h_t",)),
            Symbol("g", ("H",)),
            Symbol("L", definition="g^T s"),
        ),
        indices={"i": "H", "j": "H", "k": "H", "l": "D"},
    ),
    "rmsnorm": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("g", ("d",)),
            Symbol("n", definition=r"\|x\|"),
            Symbol("u", ("d",), definition=r"x / \|x\|"),
            Symbol("L", definition="g^T u"),
        ),
        indices={"i": "d", "j": "d", "k": "d"},
    ),
    "counting": Model(symbols=(Symbol("n", (), "natural"), Symbol("k", (), "natural"))),
}
