"""The models of corpus/held_out_v.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid", aliases=("sigmoid",))

MODELS = {
    "linreg": Model(
        symbols=(
            Symbol("X", ("N", "D"), aliases=("x", r"x^{(\cdot)}")),
            Symbol("y", ("N",), aliases=(r"y^{(\cdot)}",)),
            Symbol("w", ("D",), aliases=("w_t",)),
            Symbol("lambda", (), "positive"),
            Symbol("eta", (), "positive", aliases=("lr",)),
            Symbol("yhat", ("N",), definition="X w"),
            Symbol(
                "J",
                definition=r"\frac{1}{2 N} \|X w - y\|^2 + \frac{lambda}{2} \|w\|^2",
                aliases=("J(w)",),
            ),
            Symbol(
                "wnew",
                ("D",),
                definition="w - eta (X^T (X w - y)/N + lambda w)",
                hidden=True,
                aliases=("w_{t+1}",),
            ),
        ),
        indices={"i": "N", "j": "D", "k": "D"},
    ),
    "logreg": Model(
        symbols=(
            Symbol("X", ("m", "n"), aliases=("x", r"x^{(\cdot)}")),
            Symbol("y", ("m",), "binary", aliases=(r"y^{(\cdot)}",)),
            Symbol("theta", ("n",)),
            Symbol("z", ("m",), definition="X theta", aliases=(r"z^{(\cdot)}",)),
            Symbol("h", ("m",), definition="sigma(z)", aliases=(r"h^{(\cdot)}",)),
            Symbol(
                "J",
                definition=r"-\frac{1}{m} \sum_i (y_i \log h_i + (1 - y_i) \log(1 - h_i))",
                aliases=(r"J(\theta)",),
            ),
        ),
        functions=(_sigma,),
        indices={"i": "m", "j": "n", "k": "n"},
    ),
    "fd": Model(
        symbols=(
            Symbol("um", aliases=("u_{i-1}",)),
            Symbol("u", aliases=("u_i",)),
            Symbol("up", aliases=("u_{i+1}",)),
            Symbol("upp", aliases=("u_{i+2}",)),
            Symbol("h", (), "positive", aliases=(r"\Delta x",)),
            Symbol("f0"),
            Symbol("f1"),
            Symbol("f2"),
            Symbol("f3"),
            Symbol("f4"),
            Symbol("x", (), "positive", aliases=("x_n", "x_k")),
            Symbol("c", (), "positive"),
            Symbol("D1"),
            Symbol("D2"),
        ),
    ),
    "ode": Model(
        symbols=(
            Symbol("y", aliases=("y_n",)),
            Symbol("ym", aliases=("y_{n-1}",)),
            Symbol("h", (), "positive", aliases=(r"\Delta t", "dt")),
            Symbol("lambda"),
            Symbol("z", definition="h lambda"),
        ),
    ),
    "mle": Model(
        symbols=(
            Symbol("x", ("n",), "positive"),
            Symbol("mu"),
            Symbol("v", (), "positive", aliases=(r"\sigma^2",)),
            Symbol("mu0"),
            Symbol("t", (), "positive", aliases=(r"\tau^2", r"\sigma_0^2")),
            Symbol("lambda", (), "positive"),
            Symbol("a", (), "positive", aliases=(r"\alpha",)),
            Symbol("b", (), "positive", aliases=(r"\beta",)),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
            Symbol(
                "l",
                definition=r"-\frac{n}{2} \log(2 \pi v) - \frac{1}{2 v} \sum_i (x_i - mu)^2",
                aliases=(r"\ell",),
            ),
            Symbol(
                "lp",
                definition=r"\sum_i (x_i \log lambda - lambda)",
                aliases=(r"\ell_P",),
            ),
        ),
        indices={"i": "n", "j": "n"},
    ),
    "softmax": Model(
        symbols=(
            Symbol("z", ("K",)),
            Symbol("y", ("K",), "onehot"),
            Symbol("p", ("K",), definition="softmax(z)", aliases=(r"\hat y", r"\hat{y}")),
            Symbol("L", definition=r"-\sum_k y_k \log p_k", aliases=(r"\mathcal{L}", r"\ell")),
            Symbol("H", definition=r"-\sum_k p_k \log p_k", aliases=("H(p)",)),
        ),
        indices={"i": "K", "j": "K", "k": "K", "l": "K"},
    ),
    "mlp": Model(
        symbols=(
            Symbol("X", ("D", "m"), aliases=("A^{[0]}",)),
            Symbol("Y", ("K", "m")),
            Symbol("W1", ("H", "D"), aliases=("W^{[1]}",)),
            Symbol("b1", ("H",), aliases=("b^{[1]}",)),
            Symbol("W2", ("K", "H"), aliases=("W^{[2]}",)),
            Symbol("b2", ("K",), aliases=("b^{[2]}",)),
            Symbol("Z1", ("H", "m"), definition=r"W1 X + b1 \mathbf 1_m^T", aliases=("Z^{[1]}",)),
            Symbol("A1", ("H", "m"), definition=r"\tanh(Z1)", aliases=("A^{[1]}",)),
            Symbol(
                "Z2",
                ("K", "m"),
                definition=r"W2 A1 + b2 \mathbf 1_m^T",
                aliases=("Z^{[2]}", r"\hat Y", r"\hat{Y}", "Yhat"),
            ),
            Symbol("L", definition=r"\frac{1}{2 m} \sum_k \sum_i (Z2_{ki} - Y_{ki})^2"),
        ),
        indices={"i": "m", "k": "K", "j": "H"},
    ),
    "svm": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=("x",)),
            Symbol("y", ("n",), "nonzero"),
            Symbol("w", ("d",)),
            Symbol("b"),
            Symbol("C", (), "positive"),
            Symbol("m", ("n",), definition=r"y \odot (X w + b \mathbf 1_n)"),
            Symbol("L", definition=r"\frac{1}{2} \|w\|^2 + C \sum_i \max(0, 1 - m_i)"),
            Symbol(
                "Q",
                definition=r"\frac{1}{2} \|w\|^2 + C \sum_i \max(0, 1 - m_i)^2",
                aliases=("L_2",),
            ),
        ),
        indices={"i": "n", "j": "d"},
    ),
    "rbf": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("z", ("d",), aliases=("x'",)),
            Symbol("gamma", (), "positive"),
            Symbol("c", (), "positive"),
            Symbol(
                "k",
                definition=r"\exp(-gamma \|x - z\|^2)",
                aliases=("k(x, z)", "K(x, z)", "k(x, x')"),
            ),
            Symbol("q", definition=r"(x^T z + c)^2", aliases=("q(x, z)",)),
        ),
        indices={"i": "d", "j": "d"},
    ),
    "attention": Model(
        symbols=(
            Symbol("Q", ("n", "d")),
            Symbol("K", ("m", "d")),
            Symbol("V", ("m", "e")),
            Symbol("G", ("n", "e"), aliases=(r"\frac{\partial L}{\partial O}", "dO")),
            Symbol("S", ("n", "m"), definition=r"Q K^T / \sqrt{d}"),
            Symbol(
                "A",
                ("n", "m"),
                definition=r"A_{ij} = \frac{\exp(S_{ij})}{\sum_k \exp(S_{ik})}",
                aliases=("P",),
            ),
            Symbol("O", ("n", "e"), definition="A V"),
            Symbol("L", definition=r"\sum_i \sum_l G_{il} O_{il}"),
        ),
        indices={"i": "n", "j": "m", "k": "m", "l": "e", "p": "d"},
    ),
    "gmm": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("mu", ("K",)),
            Symbol("v", ("K",), "positive"),
            Symbol("pi", ("K",), "simplex"),
            Symbol("r", ("n", "K"), "positive"),
            Symbol("N", ("K",), definition=r"N_k = \sum_i r_{ik}"),
            Symbol(
                "Q",
                definition=r"\sum_i \sum_k r_{ik} (\log pi_k - \frac{1}{2} \log v_k"
                r" - \frac{(x_i - mu_k)^2}{2 v_k})",
            ),
        ),
        indices={"i": "n", "k": "K", "l": "K"},
    ),
    "batchnorm": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("gamma"),
            Symbol("beta"),
            Symbol("epsilon", (), "positive"),
            Symbol("g", ("N",), aliases=(r"\frac{\partial L}{\partial y}", "dout", "dy")),
            Symbol("mu", definition=r"\frac{1}{N} \sum_i x_i"),
            Symbol(
                "v", definition=r"\frac{1}{N} \sum_i (x_i - mu)^2", aliases=(r"\sigma^2", "var")
            ),
            Symbol("xhat", ("N",), definition=r"(x - mu \mathbf 1_N)/\sqrt{v + epsilon}"),
            Symbol("y", ("N",), definition=r"gamma xhat + beta \mathbf 1_N"),
            Symbol("L", definition="g^T y"),
        ),
        indices={"i": "N", "j": "N"},
    ),
}
