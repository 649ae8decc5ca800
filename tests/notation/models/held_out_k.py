"""The models of corpus/held_out_k.txt: the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "kmeans": Model(
        symbols=(
            Symbol("x", ("N", "I")),
            Symbol("mu", ("K", "I")),
            Symbol("r", ("N", "K"), "positive"),
            Symbol("D", definition=r"\sum_n \sum_k \sum_i r_{nk} (x_{ni} - mu_{ki})^2"),
        ),
        indices={"n": "N", "k": "K", "i": "I"},
    ),
    "mixture": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("gamma", ("n", "K"), "positive"),
            Symbol("mu", ("K",)),
            Symbol("sigma", ("K",), "positive"),
            Symbol(
                "Q",
                definition=r"\sum_i \sum_k gamma_{ik}"
                r" (-\log(sigma_k) - \frac{(x_i - mu_k)^2}{2 sigma_k^2})",
                aliases=(r"\mathcal{L}",),
            ),
        ),
        indices={"i": "n", "k": "K"},
    ),
    "rms": Model(
        symbols=(
            Symbol("x", ("H",)),
            Symbol("w", ("H",)),
            Symbol("g", ("H",), aliases=(r"\frac{\partial L}{\partial y}",)),
            Symbol("epsilon", (), "positive"),
            Symbol("r", definition=r"\sqrt{\frac{1}{H} \sum_h x_h^2 + epsilon}"),
            Symbol("y", ("H",), definition=r"w \odot x / r"),
            Symbol("L", definition="g^T y"),
        ),
        indices={"i": "H", "j": "H", "h": "H"},
    ),
    "policy": Model(
        symbols=(
            Symbol("s", ("d",)),
            Symbol("theta", ("d",)),
            Symbol("l", definition=r"\log(sigma(s^T theta))"),
            Symbol("m", definition=r"\log(1 - sigma(s^T theta))"),
        ),
        functions=(_sigma,),
        indices={"i": "d", "j": "d"},
    ),
    "bayes": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("y", ("n",)),
            Symbol("w", ("d",)),
            Symbol("sigma", (), "positive"),
            Symbol("tau", (), "positive"),
            Symbol(
                "J",
                definition=r"\frac{1}{2 sigma^2} \|y - X w\|^2 + \frac{1}{2 tau^2} \|w\|^2",
                aliases=("J(w)",),
            ),
        ),
        indices={"i": "n", "j": "d"},
    ),
    "wls": Model(
        symbols=(
            Symbol("X", ("m", "n")),
            Symbol("y", ("m",)),
            Symbol("theta", ("n",)),
            Symbol("w", ("m",), "positive"),
            Symbol("W", ("m", "m"), definition="diag(w)"),
            Symbol(
                "J",
                definition=r"(X theta - y)^T diag(w) (X theta - y)",
                aliases=(r"J(\theta)",),
            ),
        ),
        indices={"i": "m", "j": "n"},
    ),
    "counts": Model(
        symbols=(
            Symbol("theta", ("n",)),
            Symbol("x", ("n",)),
            Symbol("y", (), "positive"),
            Symbol("eta", definition="theta^T x"),
            Symbol(
                "l",
                definition=r"y theta^T x - \exp(theta^T x)",
                aliases=(r"\ell", r"\ell(\theta)"),
            ),
        ),
        indices={"j": "n", "k": "n"},
    ),
    "factors": Model(
        symbols=(
            Symbol("r", aliases=("r_{ui}", "r_{ij}")),
            Symbol("p", ("K",), aliases=("p_u",)),
            Symbol("q", ("K",), aliases=("q_i",)),
            Symbol("beta", (), "positive"),
            Symbol("err", definition="r - p^T q", aliases=("e", "e_{ui}")),
            Symbol(
                "E",
                definition=r"(r - p^T q)^2 + \frac{beta}{2} (\|p\|^2 + \|q\|^2)",
            ),
        ),
        indices={"k": "K"},
    ),
    "line": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("y", ("n",)),
            Symbol("m"),
            Symbol("b"),
            Symbol("yhat", ("n",), definition=r"m x + b \mathbf 1_n"),
            Symbol("L", definition=r"\frac{1}{n} \sum_i (y_i - yhat_i)^2", aliases=("MSE", "J")),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
            Symbol("ybar", definition=r"\frac{1}{n} \sum_i y_i"),
        ),
        indices={"i": "n"},
    ),
    "distributions": Model(
        symbols=(
            Symbol("p", (), "unit"),
            Symbol("n", (), "natural"),
            Symbol("k", (), "natural"),
            Symbol("lambda", (), "positive"),
            Symbol("a"),
            Symbol("b"),
        ),
    ),
    "init": Model(
        symbols=(
            Symbol("n", (), "natural", aliases=("n_{in}",)),
            Symbol("m", (), "natural", aliases=("n_{out}",)),
            Symbol("v", (), "positive", aliases=(r"\sigma_w^2",)),
            Symbol("u", (), "positive", aliases=(r"\sigma_x^2",)),
        ),
    ),
    "gru": Model(
        symbols=(
            Symbol("z", (), "unit", aliases=("z_t",)),
            Symbol("h", aliases=("h_{t-1}",)),
            Symbol("n", aliases=(r"\tilde{h}_t", r"\tilde h_t")),
            Symbol("s", definition="(1 - z) h + z n", aliases=("h_t",)),
        ),
    ),
    "cs224d": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("y", ("C",), "onehot"),
            Symbol("W", ("d", "D")),
            Symbol("b1", ("d",)),
            Symbol("U", ("C", "d")),
            Symbol("b2", ("C",)),
            Symbol("h", ("d",), definition=r"\tanh(W x + b1)"),
            Symbol("yhat", ("C",), definition="softmax(U h + b2)"),
            Symbol("J", definition=r"-\sum_k y_k \log yhat_k", aliases=("CE",)),
        ),
        indices={"k": "C", "i": "d", "j": "D"},
    ),
    "swish": Model(
        symbols=(
            Symbol("z"),
            Symbol("beta", (), "positive"),
            Symbol("alpha", (), "positive"),
            Symbol("a", definition="z sigma(beta z)"),
            Symbol(
                "E",
                definition=r"\begin{cases} z & z > 0 \\ alpha (\exp(z) - 1) & z \leq 0 \end{cases}",
                aliases=("ELU(z)",),
            ),
            Symbol("S", definition=r"\log(1 + \exp(z))"),
        ),
        functions=(_sigma,),
    ),
    "distill": Model(
        symbols=(
            Symbol("z", ("K",)),
            Symbol("p", ("K",), "simplex"),
            Symbol("T", (), "positive"),
            Symbol("q", ("K",), definition="softmax(z / T)"),
            Symbol("L", definition=r"-\sum_k p_k \log q_k"),
        ),
        indices={"i": "K", "j": "K", "k": "K"},
    ),
    "mvn": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("mu", ("d",)),
            Symbol("A", ("d", "d")),
            Symbol("Sigma", ("d", "d"), definition="A A^T"),
            Symbol(
                "l",
                definition=r"-\frac{1}{2} (x - mu)^T (A A^T)^{-1} (x - mu)",
                aliases=(r"\ell", r"\ell(\mu)"),
            ),
        ),
        indices={"i": "d", "j": "d"},
    ),
    "ssm": Model(
        symbols=(
            Symbol("A", ("n", "n")),
            Symbol("B", ("n",)),
            Symbol("C", ("n",)),
            Symbol("h0", ("n",)),
            Symbol("u1"),
            Symbol("u2"),
            Symbol("h1", ("n",), definition="A h0 + B u1"),
            Symbol("h2", ("n",), definition="A h1 + B u2"),
            Symbol("y2", definition="C^T h2"),
        ),
        indices={"i": "n", "j": "n"},
    ),
    "margin": Model(
        symbols=(
            Symbol("w", ("d",)),
            Symbol("x", ("d",)),
            Symbol("y", (), "nonzero"),
            Symbol("l", definition=r"\log(1 + \exp(-y w^T x))", aliases=(r"\ell", r"\ell(w)")),
            Symbol("H", definition="max(0, 1 - y w^T x)^2"),
        ),
        functions=(_sigma,),
        indices={"j": "d"},
    ),
    "pca": Model(
        symbols=(
            Symbol("X", ("N", "D")),
            Symbol("S", ("D", "D"), definition=r"\frac{1}{N} X^T X"),
            Symbol("u", ("D",), aliases=("u_1",)),
            Symbol("lambda", aliases=(r"\lambda_1",)),
            Symbol("L", definition=r"u^T S u + lambda (1 - u^T u)", aliases=(r"\mathcal{L}",)),
        ),
        indices={"i": "D", "j": "D", "n": "N"},
    ),
    "soft": Model(symbols=(Symbol("z"), Symbol("lambda", (), "positive"))),
    "focal": Model(
        symbols=(
            Symbol("p", (), "unit", aliases=("p_t",)),
            Symbol("gamma", (), "positive"),
            Symbol("F", definition=r"-(1 - p)^gamma \log p", aliases=("FL", "FL(p_t)")),
        ),
    ),
    "conjugate": Model(
        symbols=(
            Symbol("x", ("n",), "binary"),
            Symbol("alpha", (), "positive"),
            Symbol("beta", (), "positive"),
        ),
        indices={"i": "n"},
    ),
    "posterior": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("mu0", aliases=(r"\mu_0",)),
            Symbol("tau", (), "positive"),
            Symbol("sigma", (), "positive"),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
        ),
        indices={"i": "n"},
    ),
    "decay": Model(
        symbols=(
            Symbol("w", aliases=("w_t",)),
            Symbol("g", aliases=("g_t",)),
            Symbol("eta", (), "positive"),
            Symbol("lambda", (), "positive"),
        ),
    ),
    "bce": Model(
        symbols=(
            Symbol("z"),
            Symbol("y", (), "binary"),
            Symbol("a", definition="sigma(z)", aliases=(r"\hat{y}", r"\hat y")),
            Symbol("L", definition=r"-y \log(a) - (1 - y) \log(1 - a)"),
        ),
        functions=(_sigma,),
    ),
}
