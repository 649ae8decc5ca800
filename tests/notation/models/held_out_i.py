"""The models of corpus/held_out_i.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid", ("u",))

MODELS = {
    "mf": Model(
        symbols=(
            Symbol("R", ("U", "D")),
            Symbol("P", ("U", "K")),
            Symbol("Q", ("K", "D")),
            Symbol("e", ("U", "D"), definition="R - P Q", aliases=("E",)),
            Symbol("J", definition=r"\sum_i \sum_j e_{ij}^2"),
        ),
        indices={"i": "U", "j": "D", "k": "K"},
    ),
    "gpolicy": Model(
        symbols=(
            Symbol("a"),
            Symbol("theta", ("d",)),
            Symbol("phi", ("d",), aliases=(r"\phi(s)",)),
            Symbol("sigma", (), "positive"),
            Symbol("mu", definition="theta^T phi", aliases=(r"\mu_\theta(s)",)),
            Symbol(
                "l",
                definition=r"-\frac{(a - mu)^2}{2 sigma^2} - \log(sigma) - \frac{1}{2} \log(2 \pi)",
            ),
        ),
        indices={"j": "d"},
    ),
    "score": Model(
        symbols=(
            Symbol("f", ("A",)),
            Symbol("p", ("A",), definition="softmax(f)"),
            Symbol("l", ("A",), definition=r"\log(p)", aliases=(r"\ell",)),
        ),
        indices={"a": "A", "b": "A", "k": "A"},
    ),
    "coin": Model(
        symbols=(
            Symbol("n", (), "positive"),
            Symbol("k", (), "positive"),
            Symbol("theta", (), "unit"),
            Symbol(
                "l",
                definition=r"k \log(theta) + (n - k) \log(1 - theta)",
                aliases=(r"\ell", r"\ell(\theta)"),
            ),
            Symbol("alpha", (), "positive"),
            Symbol("beta", (), "positive"),
        ),
    ),
    "frob": Model(
        symbols=(
            Symbol("X", ("n", "p")),
            Symbol("W", ("p", "k")),
            Symbol("Y", ("n", "k")),
            Symbol("E", ("n", "k"), definition="X W - Y"),
            Symbol("f", definition=r"\sum_i \sum_j E_{ij}^2", aliases=("f(W)",)),
        ),
        indices={"i": "n", "l": "p", "j": "k"},
    ),
    "delta": Model(
        symbols=(
            Symbol("W", ("K", "J"), aliases=("w",)),
            Symbol("z", ("J",)),
            Symbol("t", ("K",)),
            Symbol("a", ("K",), definition="W z", aliases=("net",)),
            Symbol("y", ("K",), definition="sigma(a)"),
            Symbol("E", definition=r"\frac{1}{2} \sum_k (t_k - y_k)^2"),
        ),
        functions=(_sigma,),
        indices={"k": "K", "j": "J"},
    ),
    "gauss2": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("mu"),
            Symbol("v", (), "positive", aliases=(r"\sigma^2",)),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
            Symbol(
                "l",
                definition=r"-\frac{n}{2} \log(2 \pi) - \frac{n}{2} \log(v)"
                r" - \frac{1}{2v} \sum_i (x_i - mu)^2",
                aliases=(r"\ell", r"\ell(\mu, \sigma^2)"),
            ),
        ),
        indices={"i": "n"},
    ),
    "gauss2mle": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i", aliases=(r"\hat\mu",)),
            Symbol(
                "vhat",
                definition=r"\frac{1}{n} \sum_i (x_i - xbar)^2",
                aliases=(r"\hat\sigma^2", r"\hat{\sigma}^2_{MLE}"),
                hidden=True,
            ),
        ),
        indices={"i": "n"},
    ),
    "mvn": Model(
        symbols=(
            Symbol("x", ("N", "d"), aliases=(r"x^{(\cdot)}",)),
            Symbol("mu", ("d",)),
            Symbol("B", ("d", "d")),
            Symbol("Sigma", ("d", "d"), definition="eye(d) + B B^T"),
            Symbol("P", ("d", "d"), definition="Sigma^{-1}"),
            Symbol(
                "l",
                definition=r"-\frac{1}{2} \sum_n \sum_i \sum_j"
                r" P_{ij} (x_{ni} - mu_i)(x_{nj} - mu_j)",
                aliases=(r"\ell",),
            ),
        ),
        indices={"n": "N", "i": "d", "j": "d"},
    ),
    "dropout": Model(
        symbols=(
            Symbol("p", (), "unit", aliases=("p_{drop}", r"p_{\text{drop}}")),
            Symbol("h", ("D",)),
        ),
        indices={"i": "D"},
    ),
    "bias": Model(
        symbols=(
            Symbol("m", aliases=("m_t",)),
            Symbol("v", (), "positive", aliases=("v_t",)),
            Symbol("g"),
            Symbol("beta1", (), "unit", aliases=(r"\beta_1",)),
            Symbol("beta2", (), "unit", aliases=(r"\beta_2",)),
            Symbol("t", (), "natural"),
        ),
    ),
    "adamw": Model(
        symbols=(
            Symbol("theta", aliases=(r"\theta_t", r"\theta_{t-1}")),
            Symbol("mhat", aliases=(r"\hat{m}_t",)),
            Symbol("vhat", (), "positive", aliases=(r"\hat{v}_t",)),
            Symbol("eta", (), "positive", aliases=("alpha", "lr")),
            Symbol("lambda", (), "positive"),
            Symbol("epsilon", (), "positive", aliases=("eps",)),
        ),
    ),
    "bce": Model(
        symbols=(
            Symbol("z"),
            Symbol("y", (), "binary"),
            Symbol("a", definition="sigma(z)", aliases=(r"\hat{y}",)),
            Symbol(
                "L",
                definition=r"-(y \log(a) + (1 - y) \log(1 - a))",
                aliases=(r"\mathcal{L}", "L(a, y)"),
            ),
        ),
        functions=(_sigma,),
    ),
    "msevec": Model(
        symbols=(
            Symbol("y", ("N",)),
            Symbol("yhat", ("N",)),
            Symbol("L", definition=r"\frac{1}{N} \sum_i (y_i - yhat_i)^2", aliases=("MSE", "J")),
        ),
        indices={"i": "N"},
    ),
    "ridge": Model(
        symbols=(
            Symbol("X", ("n", "p")),
            Symbol("y", ("n",)),
            Symbol("beta", ("p",)),
            Symbol("lambda", (), "positive", aliases=("lam",)),
            Symbol("I", ("p", "p"), definition="eye(p)", aliases=("I_p",)),
            Symbol(
                "J",
                definition=r"\|y - X beta\|^2 + lambda \|beta\|^2",
                aliases=(r"J(\beta)", "RSS"),
            ),
            Symbol(
                "bhat",
                ("p",),
                definition="(X^T X + lambda eye(p))^{-1} X^T y",
                aliases=(r"\hat\beta", r"\hat{\beta}_\lambda", r"\hat{\beta}_{ridge}"),
                hidden=True,
            ),
        ),
        indices={"i": "n", "j": "p"},
    ),
    "counts": Model(
        symbols=(
            Symbol("d", (), "natural"),
            Symbol("h", (), "natural"),
            Symbol("n", (), "natural"),
        ),
    ),
    "plane": Model(symbols=(Symbol("x"), Symbol("y"))),
    "circuit": Model(
        symbols=(
            Symbol("x"),
            Symbol("y"),
            Symbol("z"),
            Symbol("q", definition="x + y"),
            Symbol("f", definition="q z", aliases=("f(x,y,z)",)),
        ),
    ),
    "gmm": Model(
        symbols=(
            Symbol("x"),
            Symbol("phi", ("K",), "simplex"),
            Symbol("mu", ("K",)),
            Symbol("sigma", ("K",), "positive"),
            Symbol(
                "gamma",
                ("K",),
                definition=r"gamma_k = \frac{phi_k N(x, mu_k, sigma_k^2)}"
                r"{\sum_j phi_j N(x, mu_j, sigma_j^2)}",
                hidden=True,
            ),
        ),
        functions=(
            Function(
                "N",
                r"\frac{1}{\sqrt{2 \pi v}} e^{-(u - m)^2 / (2 v)}",
                ("u", "m", "v"),
                aliases=(r"\mathcal{N}",),
            ),
        ),
        indices={"k": "K", "j": "K"},
    ),
    "mstep": Model(
        symbols=(
            Symbol("x", ("N", "d")),
            Symbol("gamma", ("N", "K"), "positive"),
            Symbol(
                "mu",
                ("K", "d"),
                definition=r"mu_{kj} = \frac{\sum_n gamma_{nk} x_{nj}}{\sum_n gamma_{nk}}",
                aliases=(r"\mu^{new}", r"\mu^{\text{new}}"),
                hidden=True,
            ),
        ),
        indices={"n": "N", "k": "K", "j": "d"},
    ),
    "softreg": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("W", ("C", "D")),
            Symbol("b", ("C",)),
            Symbol("y", ("C",), "onehot"),
            Symbol("z", ("C",), definition="W x + b"),
            Symbol("p", ("C",), definition="softmax(z)", aliases=(r"\hat{y}",)),
            Symbol("L", definition=r"-\sum_k y_k \log p_k", aliases=(r"\mathcal{L}", "J")),
        ),
        indices={"i": "C", "j": "D", "k": "C"},
    ),
    "net": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("W1", ("H", "D"), aliases=("W_1", r"W^{(1)}")),
            Symbol("b1", ("H",), aliases=("b_1",)),
            Symbol("z1", ("H",), definition="W1 x + b1", aliases=("z_1",)),
            Symbol("h", ("H",), definition="sigma(z1)"),
            Symbol("W2", ("C", "H"), aliases=("W_2", r"W^{(2)}")),
            Symbol("b2", ("C",), aliases=("b_2",)),
            Symbol("z2", ("C",), definition="W2 h + b2", aliases=("z_2",)),
            Symbol("yhat", ("C",), definition="softmax(z2)"),
            Symbol("y", ("C",), "onehot"),
            Symbol("J", definition=r"-\sum_k y_k \log yhat_k", aliases=("CE", r"CE(y, \hat{y})")),
        ),
        functions=(_sigma,),
        indices={"i": "H", "j": "D", "k": "C", "l": "C"},
    ),
    "gru": Model(
        symbols=(
            Symbol("z", ("H",), "unit", aliases=("z_t",)),
            Symbol("hprev", ("H",), aliases=("h_{t-1}",)),
            Symbol("htilde", ("H",), aliases=(r"\tilde{h}_t",)),
            Symbol(
                "h", ("H",), definition=r"(1 - z) \odot hprev + z \odot htilde", aliases=("h_t",)
            ),
            Symbol("g", ("H",), aliases=(r"\frac{\partial L}{\partial h_t}",)),
            Symbol("L", definition=r"\sum_k g_k h_k"),
        ),
        indices={"k": "H"},
    ),
}
