"""The models of corpus/held_out_r.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "ridge": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=(r"x^{(\cdot)}",)),
            Symbol("y", ("n",), aliases=(r"y^{(\cdot)}",)),
            Symbol("w", ("d",), aliases=(r"\theta", r"\beta")),
            Symbol("lambda", (), "positive", aliases=(r"\alpha",)),
            Symbol("I", ("d", "d"), definition="eye(d)"),
            Symbol(
                "L",
                definition=r"\frac{1}{2 n} \|X w - y\|^2 + \frac{lambda}{2} \|w\|^2",
                aliases=("J", "J(w)", "L(w)"),
            ),
        ),
        indices={"i": "n", "j": "d", "k": "d"},
    ),
    "logistic": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=(r"x^{(\cdot)}",)),
            Symbol("y", ("n",), "unit", aliases=(r"y^{(\cdot)}",)),
            Symbol("w", ("d",)),
            Symbol("b"),
            Symbol("z", ("n",), definition=r"X w + b \mathbf 1_n"),
            Symbol("p", ("n",), definition="sigma(z)", aliases=(r"\hat{y}", r"\hat y", "a")),
            Symbol(
                "L",
                definition=r"-\frac{1}{n} \sum_i (y_i \log p_i + (1 - y_i) \log(1 - p_i))",
                aliases=("J", r"\mathcal{L}"),
            ),
        ),
        functions=(_sigma,),
        indices={"i": "n", "j": "d", "k": "d"},
    ),
    "normal": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("mu"),
            Symbol("sigma", (), "positive"),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i", aliases=(r"\bar{x}", r"\bar x")),
            Symbol(
                "l",
                definition=r"-\frac{n}{2} \log(2 \pi) - n \log sigma"
                r" - \frac{1}{2 sigma^2} \sum_i (x_i - mu)^2",
                aliases=(r"\ell", r"\ell(\mu, \sigma)"),
            ),
        ),
        indices={"i": "n"},
    ),
    "counts": Model(
        symbols=(
            Symbol("x", ("n",), "positive"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "l",
                definition=r"\sum_i (x_i \log lambda - lambda)",
                aliases=(r"\ell", r"\ell(\lambda)"),
            ),
            Symbol("k", (), "positive"),
            Symbol("alpha", (), "positive", aliases=("a",)),
            Symbol("beta", (), "positive", aliases=("b",)),
        ),
        indices={"i": "n"},
    ),
    "steps": Model(
        symbols=(
            Symbol("x", aliases=("x_n", "x_k")),
            Symbol("c", (), "positive", aliases=("a",)),
            Symbol("h", (), "positive", aliases=(r"\Delta t",)),
            Symbol("lambda", (), "positive"),
            Symbol("y", aliases=("y_n", "u^n", "u_n")),
        ),
    ),
    "fd": Model(
        symbols=(
            Symbol("x", aliases=("x_i",)),
            Symbol("h", (), "positive", aliases=(r"\Delta x",)),
        ),
        functions=(Function("f", r"x^5 - 2 x^2 + \exp(x/2)"),),
    ),
    "mlp": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("y", ("m",), aliases=("t",)),
            Symbol("W1", ("H", "d"), aliases=("W_1", "W^{(1)}", "W^{[1]}")),
            Symbol("b1", ("H",), aliases=("b_1", "b^{(1)}", "b^{[1]}")),
            Symbol("W2", ("m", "H"), aliases=("W_2", "W^{(2)}", "W^{[2]}")),
            Symbol("b2", ("m",), aliases=("b_2", "b^{(2)}", "b^{[2]}")),
            Symbol("z1", ("H",), definition="W1 x + b1", aliases=("z_1", "z^{(1)}", "z^{[1]}")),
            Symbol("h", ("H",), definition="tanh(z1)", aliases=("a_1", "a^{(1)}", "a^{[1]}")),
            Symbol(
                "o",
                ("m",),
                definition="W2 h + b2",
                aliases=(r"\hat{y}", r"\hat y", "z_2", "yhat"),
            ),
            Symbol("L", definition=r"\frac{1}{2} \|o - y\|^2", aliases=("E", r"\mathcal{L}")),
        ),
        indices={"i": "m", "j": "H", "k": "d"},
    ),
    "softmax_t": Model(
        symbols=(
            Symbol("z", ("K",)),
            Symbol("y", ("K",), "onehot"),
            Symbol("T", (), "positive", aliases=(r"\tau",)),
            Symbol("p", ("K",), definition="softmax(z/T)", aliases=(r"\hat{y}", r"\hat y")),
            Symbol("L", definition=r"-\sum_k y_k \log p_k", aliases=(r"\mathcal{L}", r"\ell")),
        ),
        indices={"i": "K", "j": "K", "k": "K"},
    ),
    "attn": Model(
        symbols=(
            Symbol("Q", ("n", "d")),
            Symbol("K", ("m", "d")),
            Symbol("V", ("m", "v")),
            Symbol("S", ("n", "m"), definition=r"\frac{Q K^T}{\sqrt{d}}"),
            Symbol(
                "A",
                ("n", "m"),
                definition=r"A_{ij} = \frac{\exp(S_{ij})}{\sum_l \exp(S_{il})}",
                aliases=("P",),
            ),
            Symbol("O", ("n", "v"), definition="A V"),
            Symbol("G", ("n", "v"), aliases=(r"\frac{\partial L}{\partial O}", "dO")),
            Symbol("L", definition=r"\sum_i \sum_c G_{ic} O_{ic}"),
        ),
        indices={"i": "n", "j": "m", "l": "m", "c": "v", "k": "d"},
    ),
    "batchnorm": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("gamma"),
            Symbol("beta"),
            Symbol("epsilon", (), "positive", aliases=("eps",)),
            Symbol("mu", definition=r"\frac{1}{N} \sum_i x_i", aliases=(r"\mu_B",)),
            Symbol(
                "v",
                definition=r"\frac{1}{N} \sum_i (x_i - mu)^2",
                aliases=(r"\sigma^2", r"\sigma_B^2", "var"),
            ),
            Symbol(
                "xhat",
                ("N",),
                definition=r"(x - mu \mathbf 1_N) / \sqrt{v + epsilon}",
                aliases=(r"\hat{x}", r"\hat x"),
            ),
            Symbol("y", ("N",), definition=r"gamma xhat + beta \mathbf 1_N"),
            Symbol("g", ("N",), aliases=(r"\frac{\partial L}{\partial y}", "dy", "dout")),
            Symbol("L", definition="g^T y"),
        ),
        indices={"i": "N", "j": "N", "k": "N"},
    ),
    "gmm": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("q", ("N", "K")),
            Symbol(
                "r",
                ("N", "K"),
                definition=r"r_{nk} = \frac{\exp(q_{nk})}{\sum_l \exp(q_{nl})}",
                aliases=(r"\gamma",),
            ),
            Symbol("mu", ("K",)),
            Symbol("s", ("K",), "positive", aliases=(r"\sigma",)),
            Symbol("w", ("K",), "positive"),
            Symbol(
                "F",
                definition=r"\sum_n \sum_k r_{nk} (\log w_k - \log s_k"
                r" - \frac{(x_n - mu_k)^2}{2 s_k^2})",
                aliases=(r"\mathcal{Q}",),
            ),
        ),
        indices={"n": "N", "k": "K", "l": "K", "j": "K"},
    ),
    "hinge": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("y"),
            Symbol("w", ("d",)),
            Symbol("b"),
            Symbol("C", (), "positive"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "L",
                definition=r"\frac{1}{2} \|w\|^2 + C max(0, 1 - y (w^T x + b))",
                aliases=("J", r"J(w, b)"),
            ),
            Symbol("e", aliases=("r",)),
            Symbol("delta", (), "positive"),
        ),
        indices={"j": "d"},
    ),
}
