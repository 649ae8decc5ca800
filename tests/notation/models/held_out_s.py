"""The models of corpus/held_out_s.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "ridge": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("y", ("n",)),
            Symbol("w", ("d",)),
            Symbol("lambda", (), "positive"),
            Symbol("eta", (), "positive", aliases=(r"\alpha", "lr")),
            Symbol("I", ("d", "d"), definition="eye(d)", aliases=("I_d",)),
            Symbol("J", definition=r"\|X w - y\|^2 + lambda \|w\|^2", aliases=("J(w)",)),
            Symbol(
                "what",
                ("d",),
                definition=r"(X^T X + lambda I)^{-1} X^T y",
                hidden=True,
                aliases=(r"\hat{w}", r"w_{ridge}"),
            ),
            Symbol("H", ("d", "d"), definition="2 X^T X + 2 lambda I", hidden=True),
        ),
        indices={"i": "n", "j": "d", "k": "d"},
    ),
    "mlp": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("W1", ("H", "D"), aliases=("W_1",)),
            Symbol("b1", ("H",), aliases=("b_1",)),
            Symbol("z1", ("H",), definition="W1 x + b1", aliases=("z_1",)),
            Symbol("h", ("H",), definition="sigma(z1)", aliases=("a_1", "a^{(1)}")),
            Symbol("W2", ("C", "H"), aliases=("W_2",)),
            Symbol("b2", ("C",), aliases=("b_2",)),
            Symbol("z2", ("C",), definition="W2 h + b2", aliases=("z_2",)),
            Symbol("yhat", ("C",), definition="softmax(z2)", aliases=(r"\hat{y}", "y_hat")),
            Symbol("y", ("C",), "onehot"),
            Symbol("L", definition=r"-\sum_k y_k \log yhat_k", aliases=(r"\mathcal{L}", "J")),
        ),
        functions=(_sigma,),
        indices={"i": "H", "j": "D", "k": "C"},
    ),
    "logreg": Model(
        symbols=(
            Symbol("X", ("N", "D"), aliases=(r"x^{(\cdot)}",)),
            Symbol("w", ("D",), aliases=(r"\theta",)),
            Symbol("y", ("N",), "binary", aliases=(r"y^{(\cdot)}",)),
            Symbol("eta", (), "positive", aliases=(r"\alpha", "lr")),
            Symbol("p", ("N",), definition="sigma(X w)", aliases=(r"\hat{y}", r"p^{(\cdot)}")),
            Symbol(
                "J",
                definition=r"-\frac{1}{N} \sum_i (y_i \log p_i + (1 - y_i) \log(1 - p_i))",
                aliases=("J(w)",),
            ),
            Symbol(
                "H",
                ("D", "D"),
                definition=r"\frac{1}{N} X^T diag(p \odot (1 - p)) X",
                hidden=True,
            ),
        ),
        functions=(_sigma,),
        indices={"i": "N", "j": "D", "k": "D"},
    ),
    "rnn": Model(
        symbols=(
            Symbol("x", ("D",), aliases=("x_t",)),
            Symbol("hprev", ("H",), aliases=("h_{t-1}", "h_prev")),
            Symbol("Whh", ("H", "H"), aliases=("W_{hh}",)),
            Symbol("Wxh", ("H", "D"), aliases=("W_{xh}",)),
            Symbol("b", ("H",), aliases=("b_h",)),
            Symbol("a", ("H",), definition="Whh hprev + Wxh x + b", aliases=("a_t",)),
            Symbol("h", ("H",), definition="tanh(a)", aliases=("h_t",)),
            Symbol("dh", ("H",), aliases=(r"\frac{\partial L}{\partial h_t}",)),
            Symbol("L", definition="dh^T h"),
        ),
        indices={"i": "H", "j": "H", "k": "D"},
    ),
    "attention": Model(
        symbols=(
            Symbol("Q", ("n", "d")),
            Symbol("K", ("m", "d")),
            Symbol("V", ("m", "e")),
            Symbol("S", ("n", "m"), definition=r"Q K^T / \sqrt{d}"),
            Symbol(
                "A",
                ("n", "m"),
                definition=r"A_{ij} = \frac{\exp(S_{ij})}{\sum_l \exp(S_{il})}",
            ),
            Symbol("O", ("n", "e"), definition="A V"),
            Symbol("dO", ("n", "e"), aliases=(r"\frac{\partial L}{\partial O}", "G")),
            Symbol("L", definition=r"\sum_i \sum_c dO_{ic} O_{ic}"),
        ),
        indices={"i": "n", "j": "m", "l": "m", "k": "d", "c": "e"},
    ),
    "normal": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("mu"),
            Symbol("sigma", (), "positive"),
            Symbol(
                "l",
                definition=r"-\frac{n}{2} \log(2 \pi) - n \log sigma"
                r" - \frac{1}{2 sigma^2} \sum_i (x_i - mu)^2",
                aliases=(r"\ell", r"\ell(\mu, \sigma)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
            Symbol(
                "muhat",
                definition=r"\frac{1}{n} \sum_i x_i",
                hidden=True,
                aliases=(r"\hat{\mu}", r"\hat{\mu}_{MLE}"),
            ),
            Symbol(
                "v",
                definition=r"\frac{1}{n} \sum_i (x_i - xbar)^2",
                hidden=True,
                aliases=(r"\hat{\sigma}^2",),
            ),
        ),
        indices={"i": "n", "j": "n"},
    ),
    "poisson": Model(
        symbols=(
            Symbol("x", ("n",), "natural"),
            Symbol("lambda", (), "positive", aliases=(r"\theta",)),
            Symbol("alpha", (), "positive", aliases=("a",)),
            Symbol("beta", (), "positive", aliases=("b",)),
            Symbol(
                "l",
                definition=r"\log(lambda) \sum_i x_i - n lambda",
                aliases=(r"\ell", r"\ell(\lambda)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
            Symbol(
                "lamhat",
                definition=r"\frac{1}{n} \sum_i x_i",
                hidden=True,
                aliases=(r"\hat{\lambda}", r"\hat{\lambda}_{MLE}"),
            ),
            Symbol("fisher", definition="n/lambda", hidden=True, aliases=(r"I(\lambda)",)),
        ),
        indices={"i": "n"},
    ),
    "numerics": Model(
        symbols=(
            Symbol("h", (), "positive"),
            Symbol("fm", aliases=("f_{i-1}",)),
            Symbol("fc", aliases=("f_i",)),
            Symbol("fp", aliases=("f_{i+1}",)),
            Symbol("x", (), "positive", aliases=("x_n",)),
            Symbol("a", (), "positive"),
            Symbol("y", aliases=("y_n",)),
            Symbol("lambda", (), "real"),
            Symbol("z"),
            Symbol(
                "xnew",
                definition=r"x - \frac{x^2 - a}{2 x}",
                hidden=True,
                aliases=("x_{n+1}",),
            ),
            Symbol(
                "ynew",
                definition=r"\frac{1 + h lambda / 2}{1 - h lambda / 2} y",
                hidden=True,
                aliases=("y_{n+1}",),
            ),
            Symbol("R", definition=r"1 + z + \frac{z^2}{2}", hidden=True, aliases=("R(z)",)),
        ),
    ),
    "svm": Model(
        symbols=(
            Symbol("X", ("N", "D"), aliases=(r"x^{(\cdot)}",)),
            Symbol("y", ("N",), "nonzero", aliases=(r"y^{(\cdot)}",)),
            Symbol("w", ("D",)),
            Symbol("b"),
            Symbol("C", (), "positive"),
            Symbol("x0", ("D",), aliases=("x_0",)),
            Symbol("alpha", ("N",), "positive"),
            Symbol(
                "J",
                definition=r"\frac{1}{2} \|w\|^2"
                r" + C \sum_i max(0, 1 - y_i (\sum_j X_{ij} w_j + b))",
                aliases=("J(w, b)",),
            ),
        ),
        indices={"i": "N", "j": "D"},
    ),
    "mixture": Model(
        symbols=(
            Symbol("x", ("N",), "positive"),
            Symbol("w", ("K",), "simplex"),
            Symbol("lambda", ("K",), "positive"),
            Symbol(
                "r",
                ("N", "K"),
                definition=r"r_{nk} = \frac{w_k lambda_k \exp(-lambda_k x_n)}"
                r"{\sum_j w_j lambda_j \exp(-lambda_j x_n)}",
                aliases=(r"\gamma",),
            ),
            Symbol(
                "l",
                definition=r"\sum_n \log(\sum_k w_k lambda_k \exp(-lambda_k x_n))",
                aliases=(r"\ell",),
            ),
            Symbol(
                "lamnew",
                ("K",),
                definition=r"lamnew_k = \frac{\sum_n r_{nk}}{\sum_n r_{nk} x_n}",
                hidden=True,
                aliases=(r"\hat{\lambda}",),
            ),
            Symbol(
                "wnew",
                ("K",),
                definition=r"wnew_k = \frac{1}{N} \sum_n r_{nk}",
                hidden=True,
                aliases=(r"\hat{w}",),
            ),
        ),
        indices={"n": "N", "k": "K", "j": "K"},
    ),
    "kernel": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("z", ("d",), aliases=("x'",)),
            Symbol("l", (), "positive", aliases=(r"\ell",)),
            Symbol("s", (), "positive", aliases=(r"\sigma_f",)),
            Symbol(
                "k",
                definition=r"s^2 \exp(-\frac{\|x - z\|^2}{2 l^2})",
                aliases=("k(x, x')",),
            ),
            Symbol("R", ("n", "n")),
            Symbol("K", ("n", "n"), definition="R R^T"),
            Symbol("I", ("n", "n"), definition="eye(n)"),
            Symbol("y", ("n",)),
            Symbol("ks", ("n",), aliases=("k_{*}",)),
            Symbol("sn", (), "positive", aliases=(r"\sigma_n",)),
        ),
        indices={"i": "d"},
    ),
    "information": Model(
        symbols=(
            Symbol("p", ("K",), "simplex"),
            Symbol("z", ("K",)),
            Symbol("q", ("K",), definition="softmax(z)"),
            Symbol("C", definition=r"-\sum_k p_k \log q_k", aliases=("H(p, q)",)),
            Symbol("m1", aliases=(r"\mu_1",)),
            Symbol("m2", aliases=(r"\mu_2",)),
            Symbol("s1", (), "positive", aliases=(r"\sigma_1",)),
            Symbol("s2", (), "positive", aliases=(r"\sigma_2",)),
            Symbol(
                "KL",
                definition=r"\log(s2 / s1) + \frac{s1^2 + (m1 - m2)^2}{2 s2^2} - \frac{1}{2}",
                hidden=True,
                aliases=("D_{KL}",),
            ),
            Symbol("h", definition=r"\frac{1}{2} \log(2 \pi e s1^2)", hidden=True),
        ),
        indices={"k": "K", "j": "K", "i": "K"},
    ),
}
