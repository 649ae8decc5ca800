"""Mathematics as homework solutions print it: what it must be read as, or why it is refused.

Each line of `spans.txt` is `written ==> plain`: the written span, and the plain notation of the
tree that it must give (`show`'s). `!!> words` means that it is refused with these words.
"""

from __future__ import annotations

from pathlib import Path

from grader.algebra.model import Function, Model, Symbol

MODELS = {
    # Two computational graphs with sigmoid, leaky ReLU and binary cross-entropy.
    "graphs": Model(
        symbols=(
            Symbol("W1", (1, 2)), Symbol("B1"), Symbol("W2", (1, 2)), Symbol("B2"),
            Symbol("W3", (1, 2), aliases=("w_3",)), Symbol("B3", aliases=("B",)),
            Symbol("X", (2,)), Symbol("H", (2,)), Symbol("Y"), Symbol("Yhat", (), "unit"),
            Symbol("z1"), Symbol("z2"), Symbol("z3"), Symbol("z5"), Symbol("z"), Symbol("x"),
            Symbol("L", aliases=("L_{CE}", r"L_{CE}(\hat{Y}, Y)")),
            Symbol("MSE", aliases=(r"MSE(Y, \hat{Y})",)),
        ),
        functions=(Function("sigma", "sigmoid"), Function("f", "max(x, 0.1x)")),
    ),
    # A two-layer network with squared or cross-entropy loss, numerator layout.
    "layers": Model(
        symbols=(
            Symbol("x", ("n",)), Symbol("y", ("K",)), Symbol("W1", ("h", "n")),
            Symbol("b1", ("h",)), Symbol("W2", ("K", "h")), Symbol("b2", ("K",)),
            Symbol("z1", ("h",)), Symbol("z2", ("h",)), Symbol("z3", ("K",)),
            Symbol("yhat", ("K",)),
            Symbol("l", aliases=(r"\ell", r"\ell_{BCE}(\hat{\mathbf{y}}, \mathbf{y})",
                                 r"\ell_{MSE}(\hat{\mathbf{y}}, \mathbf{y})")),
        ),
        functions=(Function("sigma", "sigmoid"), Function("f", "tanh")),
        indices={"i": "K"},
        layout="jacobian",
    ),
    # Least squares on a line, a small logistic network, and optimisers.
    "fits": Model(
        symbols=(
            Symbol("x", ("N",)), Symbol("y", ("N",)), Symbol("w0"), Symbol("w1"),
            Symbol("e", ("N",)), Symbol("RSS"), Symbol("xbar"), Symbol("ybar"), Symbol("yhat"),
            Symbol("X", ("D",)), Symbol("W1", (4, "D")), Symbol("b1", (4,)),
            Symbol("W2", (1, 4)), Symbol("b2"), Symbol("z1", (4,)), Symbol("z2"),
            Symbol("a1", (4,)), Symbol("a2"), Symbol("L", aliases=(r"L(y, \hat{y})",)),
            Symbol("mhat", aliases=(r"\hat{m}_t",)), Symbol("vhat", aliases=(r"\hat{v}_t",)),
            Symbol("m", aliases=("m_t",)), Symbol("v", aliases=("v_t",)),
            Symbol("g", aliases=("g_t",)), Symbol("omega", aliases=(r"\omega_{t-1}",)),
            Symbol("eta", (), "positive"), Symbol("eps", (), "positive", (r"\epsilon",)),
            Symbol("beta1", (), "unit", (r"\beta_1",)), Symbol("t", (), "natural"),
        ),
        functions=(Function("sigma", "sigmoid"),),
        indices={"i": "N"},
    ),
    # Jacobians, softmax and a small expression graph.
    "jacobians": Model(
        symbols=(
            Symbol("X", ("n", "d")), Symbol("W", ("k", "d")), Symbol("w", ("d",)),
            Symbol("xi", ("d",), aliases=("x_i",)), Symbol("c"), Symbol("z", ("K",)),
            Symbol("J", ("n", "d"), aliases=("J_f(w)", r"J_{\sigma}(\mathbf{z})")),
            Symbol("T", ("n", "k", "k", "d"), aliases=("J4",)),
            Symbol("F", ("n", "k"), aliases=("f(W)",)),
        ),
        functions=(Function("sigma", "softmax", aliases=(r"\sigma",)),),
        indices={"i": "n", "j": "k", "k": "k", "l": "d", "p": "d"},
    ),
    "activations": Model(
        symbols=tuple(Symbol(name) for name in ("z", "x", "y", "h1", "h2", "h3", "f")),
        functions=(Function("sigma", "sigmoid"),),
    ),
    # One hidden layer, softmax and cross-entropy; column gradients.
    "network": Model(
        symbols=(
            Symbol("x", ("D",)), Symbol("y", ("M",), "onehot"), Symbol("W1", ("H", "D")),
            Symbol("b1", ("H",)), Symbol("W2", ("M", "H"), aliases=(r"w^{(2)}", r"\omega^{(2)}")),
            Symbol("b2", ("M",)), Symbol("q", ("H",)), Symbol("h", ("H",)),
            Symbol("o", ("M",)), Symbol("p", ("M",)),
            Symbol("L", aliases=(r"L(\mathbf{p}, \mathbf{y})",)),
        ),
        functions=(Function("sigma", "sigmoid"),),
        indices={"i": "M", "j": "M", "k": "M"},
    ),
    # Two networks, one with sigmoid and one with tanh; index 0 is the bias.
    "twins": Model(
        symbols=(
            Symbol("x", ("M",)), Symbol("y", ("K",)), Symbol("yy", ("K",), aliases=("y'",)),
            Symbol("w1", ("M", "M+1"), start=(1, 0)), Symbol("w2", ("K", "M+1"), start=(1, 0)),
            Symbol("u1", ("M", "M+1"), start=(1, 0)), Symbol("u2", ("K", "M+1"), start=(1, 0)),
        ),
        functions=(Function("sigma", "sigmoid"),),
        indices={"i": "M", "j": "M", "k": "K"},
    ),
    # Dropout as ridge regression.
    "ridge": Model(
        symbols=(
            Symbol("X", ("N", "D")), Symbol("y", ("N",)), Symbol("w", ("D",)),
            Symbol("p", (), "unit"), Symbol("R", ("N", "D"), "bernoulli p"),
            Symbol("L", aliases=(r"L_{\text{dropout}}(\mathbf{w})", r"L(\mathbf{w})")),
            Symbol("Gamma", ("D", "D"), aliases=(r"\Gamma",)),
            Symbol("f", aliases=(r"f_{\mathbf{w}}(\mathbf{x})",)), Symbol("x", ("D",)),
        ),
        indices={"i": "D"},
    ),
    # A perceptron on numbered points.
    "points": Model(
        symbols=(
            Symbol("x", (4, 2), aliases=(r"x^{(\cdot)}",)),
            Symbol("y", (4,), aliases=(r"y^{(\cdot)}",)),
            Symbol("w", (2,)), Symbol("b"), Symbol("a", (4,)),
        ),
        functions=(Function("sigma", "1[x >= 0]"),),
        indices={"i": 4, "j": 4},
    ),
}  # fmt: skip

SPANS = (Path(__file__).parent / "spans.txt").read_text(encoding="utf-8")
