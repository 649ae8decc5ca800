"""The models of corpus/held_out_j.txt: the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    # cs224n, assignment 2: columns of U are the outside vectors
    "word2vec": Model(
        symbols=(
            Symbol("v", ("d",), aliases=("v_c",)),
            Symbol("U", ("d", "V")),
            Symbol("y", ("V",), "onehot"),
            Symbol("yhat", ("V",), definition="softmax(U^T v)"),
            Symbol("J", definition=r"-\sum_w y_w \log yhat_w", aliases=(r"J_{naive-softmax}",)),
        ),
        indices={"w": "V", "i": "d", "k": "V"},
    ),
    "negsamp": Model(
        symbols=(
            Symbol("v", ("d",), aliases=("v_c",)),
            Symbol("u", ("d",), aliases=("u_o",)),
            Symbol("n", ("d",), aliases=("u_k",)),
            Symbol(
                "J",
                definition=r"-\log(sigma(u^T v)) - \log(sigma(-n^T v))",
                aliases=(r"J_{neg-sample}",),
            ),
        ),
        functions=(_sigma,),
        indices={"i": "d"},
    ),
    # cs229: one example
    "cs229": Model(
        symbols=(
            Symbol("theta", ("n",)),
            Symbol("x", ("n",)),
            Symbol("y", (), "binary"),
            Symbol("h", definition="sigma(theta^T x)", aliases=(r"h_\theta(x)",)),
            Symbol(
                "l",
                definition=r"y \log h + (1 - y) \log(1 - h)",
                aliases=(r"\ell", r"\ell(\theta)"),
            ),
        ),
        functions=(_sigma, Function("g", "sigmoid")),
        indices={"i": "n", "j": "n", "k": "n"},
    ),
    "poisson": Model(
        symbols=(
            Symbol("x", ("n",), "positive"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "l",
                definition=r"\sum_i (x_i \log lambda - lambda)",
                aliases=(r"\ell", r"\ell(\lambda)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
        ),
        indices={"i": "n"},
    ),
    "exponential": Model(
        symbols=(
            Symbol("x", ("n",), "positive"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "l",
                definition=r"n \log lambda - lambda \sum_i x_i",
                aliases=(r"\ell", r"\ell(\lambda)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
        ),
        indices={"i": "n"},
    ),
    "coin": Model(
        symbols=(
            Symbol("x", ("n",), "binary"),
            Symbol("theta", (), "unit"),
            Symbol(
                "l",
                definition=r"\sum_i (x_i \log theta + (1 - x_i) \log(1 - theta))",
                aliases=(r"\ell", r"\ell(\theta)"),
            ),
        ),
        indices={"i": "n"},
    ),
    "mlp": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("y", ("K",)),
            Symbol("W1", ("H", "D")),
            Symbol("b1", ("H",)),
            Symbol("W2", ("K", "H")),
            Symbol("b2", ("K",)),
            Symbol("z1", ("H",), definition="W1 x + b1"),
            Symbol("h", ("H",), definition="sigma(z1)"),
            Symbol("yhat", ("K",), definition="W2 h + b2"),
            Symbol("L", definition=r"\frac{1}{2} \|yhat - y\|^2"),
        ),
        functions=(_sigma,),
        indices={"i": "K", "j": "H", "k": "D"},
    ),
    "ridge": Model(
        symbols=(
            Symbol("X", ("n", "p")),
            Symbol("y", ("n",)),
            Symbol("beta", ("p",)),
            Symbol("lambda", (), "positive"),
            Symbol(
                "J",
                definition=r"\|y - X beta\|^2 + lambda \|beta\|^2",
                aliases=(r"J(\beta)", "L"),
            ),
        ),
        indices={"i": "n", "j": "p", "k": "p"},
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
                aliases=(r"\ell", r"\ell(\mu, \sigma^2)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
        ),
        indices={"i": "n"},
    ),
    "kl": Model(
        symbols=(
            Symbol("mu1", aliases=(r"\mu_1",)),
            Symbol("mu2", aliases=(r"\mu_2",)),
            Symbol("sigma1", (), "positive", aliases=(r"\sigma_1",)),
            Symbol("sigma2", (), "positive", aliases=(r"\sigma_2",)),
        ),
    ),
    "vae": Model(
        symbols=(
            Symbol("mu", ("J",)),
            Symbol("sigma", ("J",), "positive"),
            Symbol(
                "D",
                definition=r"\frac{1}{2} \sum_j (mu_j^2 + sigma_j^2 - 1 - \log(sigma_j^2))",
                aliases=("D_{KL}", "KL"),
            ),
        ),
        indices={"j": "J", "i": "J"},
    ),
    "conv": Model(
        symbols=(
            Symbol("H", (), "natural"),
            Symbol("W", (), "natural"),
            Symbol("K", (), "natural"),
            Symbol("P", (), "natural"),
            Symbol("S", (), "natural"),
            Symbol("D", (), "natural"),
            Symbol("C", (), "natural", aliases=("C_{in}",)),
            Symbol("F", (), "natural", aliases=("C_{out}",)),
        ),
    ),
    "lse": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("f", definition=r"\log \sum_i \exp(x_i)", aliases=("f(x)",)),
            Symbol("p", ("n",), definition="softmax(x)"),
        ),
        indices={"i": "n", "j": "n", "k": "n"},
    ),
    "bilinear": Model(
        symbols=(
            Symbol("a", ("m",)),
            Symbol("b", ("n",)),
            Symbol("X", ("m", "n")),
            Symbol("A", ("n", "m")),
            Symbol("f", definition="a^T X b"),
            Symbol("g", definition="tr(A X)"),
            Symbol("h", definition=r"\|X b - a\|^2"),
            Symbol("r", definition="tr(X^T X)"),
        ),
        indices={"i": "m", "j": "n"},
    ),
    "cell": Model(
        symbols=(
            *(Symbol(s, (), "unit", aliases=(f"{s}_t",)) for s in ("f", "i", "o")),
            Symbol("g", aliases=("g_t", r"\tilde{c}_t")),
            Symbol("c", aliases=("c_{t-1}",)),
            Symbol("n", definition="f c + i g", aliases=("c_t",)),
            Symbol("h", definition=r"o \tanh(n)", aliases=("h_t",)),
        ),
    ),
    "pegasos": Model(
        symbols=(
            Symbol("w", ("d",)),
            Symbol("x", ("d",)),
            Symbol("y", (), "nonzero"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "J", definition=r"\frac{lambda}{2} \|w\|^2 + max(0, 1 - y w^T x)", aliases=("J(w)",)
            ),
        ),
        indices={"i": "d"},
    ),
    "quadratic": Model(
        symbols=(
            Symbol("M", ("n", "n")),
            Symbol("Q", ("n", "n"), definition="M M^T"),
            Symbol("b", ("n",)),
            Symbol("x", ("n",), aliases=("x_k",)),
            Symbol("f", definition=r"\frac{1}{2} x^T Q x - b^T x", aliases=("f(x)",)),
            Symbol("g", ("n",), definition="Q x - b", aliases=("g_k",)),
        ),
        indices={"i": "n", "j": "n"},
    ),
}
