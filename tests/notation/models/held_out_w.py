"""The models of corpus/held_out_w.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "softreg": Model(
        symbols=(
            Symbol("X", ("N", "D")),
            Symbol("W", ("D", "C")),
            Symbol("b", ("C",)),
            Symbol("Y", ("N", "C"), "onehot"),
            Symbol("lambda", (), "positive"),
            Symbol("eta", (), "positive", aliases=("lr",)),
            Symbol("S", ("N", "C"), definition=r"X W + \mathbf 1_N b^T", aliases=("scores",)),
            Symbol(
                "P",
                ("N", "C"),
                definition=r"P_{ij} = \frac{\exp(S_{ij})}{\sum_k \exp(S_{ik})}",
                aliases=(r"\hat Y", r"\hat{Y}"),
            ),
            Symbol(
                "L",
                definition=r"\frac{1}{N} \sum_i (\log(\sum_j \exp(S_{ij})) - \sum_j Y_{ij} S_{ij})"
                r" + \frac{lambda}{2} \sum_d \sum_j W_{dj}^2",
                aliases=("J", r"\mathcal{L}"),
            ),
            Symbol(
                "Wnew",
                ("D", "C"),
                definition=r"W - eta (X^T (P - Y)/N + lambda W)",
                hidden=True,
                aliases=("W_{new}", r"W_{\text{new}}"),
            ),
        ),
        indices={"i": "N", "j": "C", "k": "C", "d": "D"},
    ),
    "mlp": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("W1", ("H", "D"), aliases=("W_1",)),
            Symbol("b1", ("H",), aliases=("b_1",)),
            Symbol("W2", ("K", "H"), aliases=("W_2",)),
            Symbol("b2", ("K",), aliases=("b_2",)),
            Symbol("y", ("K",), "onehot"),
            Symbol("z1", ("H",), definition="W1 x + b1", aliases=("z_1",)),
            Symbol("h", ("H",), definition="max(0, z1)", aliases=("a_1",)),
            Symbol("z2", ("K",), definition="W2 h + b2", aliases=("z_2",)),
            Symbol("p", ("K",), definition="softmax(z2)", aliases=(r"\hat y", r"\hat{y}")),
            Symbol("L", definition=r"-\sum_k y_k \log p_k", aliases=(r"\mathcal{L}", r"\ell", "J")),
        ),
        indices={"k": "K", "l": "K", "i": "H", "j": "D"},
    ),
    "bn": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("gamma"),
            Symbol("beta"),
            Symbol("epsilon", (), "positive"),
            Symbol("dy", ("N",), aliases=(r"\frac{\partial L}{\partial y}", "dout")),
            Symbol("mu", definition=r"\frac{1}{N} \sum_i x_i", aliases=(r"\mu_B",)),
            Symbol(
                "v",
                definition=r"\frac{1}{N} \sum_i (x_i - mu)^2",
                aliases=(r"\sigma^2", r"\sigma_B^2", "var"),
            ),
            Symbol("xhat", ("N",), definition=r"xhat_i = \frac{x_i - mu}{\sqrt{v + epsilon}}"),
            Symbol("y", ("N",), definition=r"y_i = gamma xhat_i + beta"),
            Symbol("L", definition=r"\sum_i dy_i y_i", aliases=(r"\mathcal{L}", r"\ell")),
        ),
        indices={"i": "N", "j": "N", "k": "N"},
    ),
    "attn": Model(
        symbols=(
            Symbol("Q", ("n", "d")),
            Symbol("K", ("m", "d")),
            Symbol("V", ("m", "p")),
            Symbol("dO", ("n", "p"), aliases=(r"\frac{\partial L}{\partial O}", "dout")),
            Symbol("S", ("n", "m"), definition=r"Q K^T / \sqrt{d}"),
            Symbol(
                "A",
                ("n", "m"),
                definition=r"A_{ij} = \frac{\exp(S_{ij})}{\sum_k \exp(S_{ik})}",
                aliases=("P",),
            ),
            Symbol("O", ("n", "p"), definition="A V"),
            Symbol("L", definition=r"\sum_i \sum_c dO_{ic} O_{ic}", aliases=(r"\mathcal{L}",)),
        ),
        indices={"i": "n", "j": "m", "k": "m", "c": "p"},
    ),
    "logreg": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("y", ("n",), "binary"),
            Symbol("w", ("d",), aliases=(r"\theta",)),
            Symbol("lambda", (), "positive"),
            Symbol("I", ("d", "d"), definition="eye(d)"),
            Symbol("z", ("n",), definition="X w"),
            Symbol("p", ("n",), definition="sigma(z)", aliases=(r"\hat y", r"\hat{y}")),
            Symbol(
                "L",
                definition=r"\sum_i (\log(1 + \exp(z_i)) - y_i z_i) + \frac{lambda}{2} w^T w",
                aliases=("L(w)", "J", r"\ell"),
            ),
            Symbol(
                "H",
                ("d", "d"),
                definition=r"X^T diag(p \odot (1 - p)) X + lambda I",
                hidden=True,
            ),
            Symbol("t", ("n",), aliases=("y'",)),
            Symbol("E", definition=r"\frac{1}{n} \sum_i \log(1 + \exp(-t_i z_i))"),
        ),
        functions=(_sigma,),
        indices={"i": "n", "j": "d", "k": "d"},
    ),
    "gauss": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("mu"),
            Symbol("v", (), "positive", aliases=(r"\sigma^2",)),
            Symbol("sigma", (), definition=r"\sqrt{v}"),
            Symbol("m", aliases=(r"\mu_0",)),
            Symbol("tau", (), "positive"),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
            Symbol(
                "l",
                definition=r"-\frac{n}{2} \log(2 \pi v) - \frac{1}{2 v} \sum_i (x_i - mu)^2",
                aliases=(r"\ell", r"\ell(\mu, \sigma^2)"),
            ),
            Symbol("muhat", definition=r"\frac{1}{n} \sum_i x_i", hidden=True),
            Symbol(
                "mumap",
                definition=r"\frac{tau^2 \sum_i x_i + v m}{n tau^2 + v}",
                hidden=True,
                aliases=(r"\hat\mu_{MAP}", r"\mu_{MAP}", r"\hat{\mu}_{MAP}"),
            ),
        ),
        indices={"i": "n"},
    ),
    "poisson": Model(
        symbols=(
            Symbol("x", ("n",), "natural"),
            Symbol("lambda", (), "positive"),
            Symbol("alpha", (), "positive"),
            Symbol("beta", (), "positive"),
            Symbol(
                "l",
                definition=r"\sum_i x_i \log lambda - n lambda",
                aliases=(r"\ell", r"\ell(\lambda)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
        ),
        indices={"i": "n"},
    ),
    "gmm_e": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("mu", ("K",)),
            Symbol("v", ("K",), "positive", aliases=(r"\sigma^2",)),
            Symbol("phi", ("K",), "positive"),
            Symbol(
                "r",
                ("n", "K"),
                definition=(
                    r"r_{ik} = \frac{phi_k N(x_i, mu_k, v_k)}{\sum_j phi_j N(x_i, mu_j, v_j)}"
                ),
                hidden=True,
                aliases=(r"\gamma",),
            ),
            Symbol(
                "l",
                definition=r"\sum_i \log(\sum_k phi_k N(x_i, mu_k, v_k))",
                hidden=True,
                aliases=(r"\ell", r"\ell(\theta)"),
            ),
        ),
        functions=(
            Function(
                "N",
                r"\exp(-(a - m)^2/(2 s))/\sqrt{2 \pi s}",
                ("a", "m", "s"),
                aliases=(r"\mathcal{N}",),
            ),
        ),
        indices={"i": "n", "k": "K", "j": "K"},
    ),
    "gmm_m": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("r", ("n", "K"), "positive", aliases=(r"\gamma",)),
            Symbol("mu", ("K",)),
            Symbol("v", ("K",), "positive", aliases=(r"\sigma^2",)),
            Symbol("phi", ("K",), "positive"),
            Symbol(
                "Q",
                definition=r"\sum_i \sum_k r_{ik} (\log phi_k - \frac{1}{2} \log(2 \pi v_k)"
                r" - \frac{(x_i - mu_k)^2}{2 v_k})",
            ),
        ),
        indices={"i": "n", "k": "K", "j": "K"},
    ),
    "rnn": Model(
        symbols=(
            Symbol("W", ("H", "H"), aliases=("W_{hh}", "Whh")),
            Symbol("U", ("H", "D"), aliases=("W_{xh}", "Wxh")),
            Symbol("b", ("H",)),
            Symbol("x", ("D",), aliases=("x_t",)),
            Symbol("hprev", ("H",), aliases=("h_{t-1}",)),
            Symbol("a", ("H",), definition="W hprev + U x + b", aliases=("a_t",)),
            Symbol("h", ("H",), definition="tanh(a)", aliases=("h_t",)),
            Symbol("dh", ("H",), aliases=(r"\frac{\partial L}{\partial h}",)),
            Symbol("L", definition="dh^T h"),
        ),
        indices={"i": "H", "j": "H", "k": "D"},
    ),
    "svm": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=("x",)),
            Symbol("y", ("n",)),
            Symbol("w", ("d",)),
            Symbol("b"),
            Symbol("C", (), "positive"),
            Symbol("alpha", ("n",), "positive"),
            Symbol(
                "L",
                definition=r"\frac{1}{2} w^T w + C \sum_i max(0, 1 - y_i (\sum_j X_{ij} w_j + b))",
                aliases=("L(w, b)", "J"),
            ),
            Symbol("t"),
            Symbol("s"),
            Symbol("hinge", definition="max(0, 1 - t s)", aliases=(r"\ell",)),
            Symbol("e", aliases=("r",)),
            Symbol("delta", (), "positive"),
            Symbol(
                "huber",
                definition=r"min(delta, |e|) (|e| - min(delta, |e|)/2)",
                aliases=(r"L_\delta", r"L_\delta(r)"),
            ),
        ),
        indices={"i": "n", "j": "d", "k": "n"},
    ),
    "linear": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("y", ("n",)),
            Symbol("w", ("d",)),
            Symbol("u", ("d",)),
            Symbol("lambda", (), "positive"),
            Symbol("I", ("d", "d"), definition="eye(d)"),
            Symbol("S", ("d", "d"), definition=r"\frac{1}{n} X^T X", aliases=(r"\Sigma",)),
            Symbol(
                "J",
                definition=r"\frac{1}{2 n} \|X w - y\|^2 + \frac{lambda}{2} \|w\|^2",
                aliases=("J(w)",),
            ),
            Symbol("f", definition="u^T S u - lambda (u^T u - 1)", aliases=(r"\mathcal{L}",)),
            Symbol("R", definition=r"\frac{u^T S u}{u^T u}", aliases=("R(u)",)),
            Symbol("A", ("n", "k")),
            Symbol("B", ("k", "d")),
            Symbol("g", definition=r"tr((X - A B)^T (X - A B))"),
        ),
        indices={"i": "n", "j": "d"},
    ),
    "grid": Model(
        symbols=(
            Symbol("um", aliases=("u_{i-1}",)),
            Symbol("u0", aliases=("u_i",)),
            Symbol("up", aliases=("u_{i+1}",)),
            Symbol("upp", aliases=("u_{i+2}",)),
            Symbol("h", (), "positive", aliases=(r"\Delta x",)),
            Symbol("k", (), "positive", aliases=(r"\Delta t",)),
        ),
    ),
    "numint": Model(
        symbols=(
            Symbol("a"),
            Symbol("b"),
            Symbol("x", aliases=("x_n",)),
            Symbol("xold", aliases=("x_{n-1}",)),
            Symbol("h", (), "positive"),
            Symbol("n", (), "natural"),
        ),
        functions=(Function("f", r"\exp(x/2) + x^3 + \sin(3 x)"),),
        indices={},
    ),
    "steps": Model(
        symbols=(
            Symbol("x", (), "positive", aliases=("x_n", "x_k")),
            Symbol("c", (), "positive"),
            Symbol("y", aliases=("y_n",)),
            Symbol("h", (), "positive"),
            Symbol("lambda"),
            Symbol("z"),
        ),
    ),
    "markov": Model(
        symbols=(
            Symbol("a", (), "unit"),
            Symbol("b", (), "unit"),
            Symbol("n", (), "natural"),
            Symbol("P", (2, 2), definition=r"\begin{pmatrix} 1 - a & a \\ b & 1 - b \end{pmatrix}"),
        ),
    ),
    "bayes": Model(
        symbols=(
            Symbol("p", (), "unit"),
            Symbol("s", (), "unit"),
            Symbol("c", (), "unit"),
        ),
    ),
}
