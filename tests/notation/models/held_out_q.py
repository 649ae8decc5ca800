"""The models of corpus/held_out_q.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "decay": Model(
        symbols=(
            Symbol("u", aliases=("u_n", "u^n")),
            Symbol("lambda", (), "positive"),
            Symbol("h", (), "positive", aliases=(r"\Delta t", "dt")),
            Symbol("theta", (), "unit"),
        ),
    ),
    "grid": Model(
        symbols=(
            Symbol("um", aliases=("u_{i-1}",)),
            Symbol("u0", aliases=("u_i",)),
            Symbol("up", aliases=("u_{i+1}",)),
            Symbol("h", (), "positive", aliases=(r"\Delta x", "dx")),
            Symbol("k", (), "positive", aliases=(r"\Delta t", "dt")),
            Symbol("c", (), "positive"),
            Symbol("D", (), "positive", aliases=(r"\nu",)),
        ),
    ),
    "quadrature": Model(
        symbols=(
            Symbol("f", ("n",), aliases=("y",)),
            Symbol("h", (), "positive", aliases=(r"\Delta x",)),
            Symbol("a", (), "positive"),
            Symbol("x", (), "positive", aliases=("x_k", "x_n")),
        ),
        indices={"i": "n"},
        sizes={"n": 5},
    ),
    "lifetimes": Model(
        symbols=(
            Symbol("x", ("n",), "positive"),
            Symbol("lambda", (), "positive"),
            Symbol("sigma", (), "positive"),
            Symbol("a", (), "positive", aliases=(r"\alpha",)),
            Symbol("lp", definition=r"\log(lambda) \sum_i x_i - n lambda", aliases=(r"\ell_P",)),
            Symbol(
                "lr",
                definition=r"\sum_i \log x_i - 2 n \log sigma"
                r" - \frac{1}{2 sigma^2} \sum_i x_i^2",
                aliases=(r"\ell_R",),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
        ),
        indices={"i": "n"},
    ),
    "mixture": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("w", ("K",), "positive", aliases=(r"\alpha", r"\phi")),
            Symbol("mu", ("K",)),
            Symbol("s", ("K",), "positive", aliases=(r"\sigma",)),
            Symbol(
                "P",
                ("N", "K"),
                definition=r"P_{ik} = \frac{1}{\sqrt{2 \pi} s_k}"
                r" \exp(-\frac{(x_i - mu_k)^2}{2 s_k^2})",
                aliases=("p",),
            ),
            Symbol(
                "r",
                ("N", "K"),
                definition=r"r_{ik} = \frac{w_k P_{ik}}{\sum_j w_j P_{ij}}",
                aliases=(r"\gamma",),
            ),
            Symbol("l", definition=r"\sum_i \log(\sum_k w_k P_{ik})", aliases=(r"\ell",)),
        ),
        indices={"i": "N", "j": "K", "k": "K"},
    ),
    "attention": Model(
        symbols=(
            Symbol("Q", ("n", "d")),
            Symbol("K", ("m", "d")),
            Symbol("V", ("m", "e")),
            Symbol("G", ("n", "e"), aliases=("dO", r"\frac{\partial L}{\partial O}")),
            Symbol("S", ("n", "m"), definition=r"Q K^T / \sqrt{d}"),
            Symbol(
                "A",
                ("n", "m"),
                definition=r"A_{ij} = \frac{\exp(S_{ij})}{\sum_l \exp(S_{il})}",
                aliases=("P",),
            ),
            Symbol("O", ("n", "e"), definition="A V"),
            Symbol("L", definition=r"\sum_i \sum_p G_{ip} O_{ip}"),
        ),
        indices={"i": "n", "j": "m", "l": "m", "k": "d", "p": "e"},
    ),
    "rnn": Model(
        symbols=(
            Symbol("x", ("D",), aliases=("x_t",)),
            Symbol("hprev", ("H",), aliases=("h_{t-1}", "prev_h")),
            Symbol("W", ("H", "D"), aliases=("W_x", "W_{xh}")),
            Symbol("U", ("H", "H"), aliases=("W_h", "W_{hh}")),
            Symbol("b", ("H",)),
            Symbol("g", ("H",), aliases=(r"\frac{\partial L}{\partial h_t}", "dh")),
            Symbol("a", ("H",), definition="W x + U hprev + b", aliases=("a_t",)),
            Symbol("h", ("H",), definition="tanh(a)", aliases=("h_t",)),
            Symbol("L", definition="g^T h"),
        ),
        indices={"i": "H", "j": "D", "k": "H"},
    ),
    "svm": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=(r"x^{(\cdot)}",)),
            Symbol("y", ("n",)),
            Symbol("w", ("d",)),
            Symbol("b"),
            Symbol("C", (), "positive"),
            Symbol("m", ("n",), definition=r"y \odot (X w + b \mathbf 1_n)"),
            Symbol(
                "J",
                definition=r"\frac{1}{2} w^T w + C \sum_i max(0, 1 - y_i (\sum_j X_{ij} w_j + b))",
            ),
            Symbol(
                "J2",
                definition=r"\frac{1}{2} w^T w"
                r" + \frac{C}{2} \sum_i max(0, 1 - y_i (\sum_j X_{ij} w_j + b))^2",
                aliases=("J_2",),
            ),
            Symbol("s"),
            Symbol("t"),
            Symbol("phi", definition="max(0, 1 - t s)"),
        ),
        indices={"i": "n", "j": "d"},
    ),
    "kernels": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("z", ("d",), aliases=("x'",)),
            Symbol("ell", (), "positive", aliases=("l", r"\ell", r"\sigma")),
            Symbol("c", (), "positive"),
            Symbol("k", definition=r"\exp(-\frac{\|x - z\|^2}{2 ell^2})", aliases=("k(x, z)",)),
            Symbol("q", definition="(x^T z + c)^3"),
            Symbol("Phi", ("n", "m"), aliases=(r"\Phi",)),
            Symbol("K", ("n", "n"), definition="Phi Phi^T"),
            Symbol("I", ("n", "n"), definition="eye(n)"),
            Symbol("y", ("n",)),
            Symbol("lambda", (), "positive"),
            Symbol("alpha", ("n",)),
            Symbol("J", definition=r"\|y - K alpha\|^2 + lambda alpha^T K alpha"),
        ),
        indices={"i": "d", "j": "d"},
    ),
    "information": Model(
        symbols=(
            Symbol("t", ("K",)),
            Symbol("z", ("K",)),
            Symbol("p", ("K",), definition="softmax(t)"),
            Symbol("q", ("K",), definition="softmax(z)"),
            Symbol("H", definition=r"-\sum_k q_k \log q_k"),
            Symbol("D", definition=r"\sum_k p_k \log(p_k / q_k)", aliases=("KL",)),
            Symbol("m1", aliases=(r"\mu_1",)),
            Symbol("m2", aliases=(r"\mu_2",)),
            Symbol("s1", (), "positive", aliases=(r"\sigma_1",)),
            Symbol("s2", (), "positive", aliases=(r"\sigma_2",)),
            Symbol(
                "G",
                definition=r"\log(s2/s1) + \frac{s1^2 + (m1 - m2)^2}{2 s2^2} - \frac{1}{2}",
                aliases=("D_{KL}",),
            ),
        ),
        indices={"i": "K", "j": "K", "k": "K"},
    ),
    "weightnorm": Model(
        symbols=(
            Symbol("v", ("d",)),
            Symbol("g"),
            Symbol("x", ("d",)),
            Symbol("y"),
            Symbol("w", ("d",), definition=r"g v / \|v\|"),
            Symbol("dw", ("d",), aliases=(r"\frac{\partial L}{\partial w}",)),
            Symbol("L", definition="dw^T w"),
            Symbol("sim", definition=r"\frac{x^T v}{\|x\| \|v\|}", aliases=("c",)),
        ),
        indices={"i": "d", "j": "d"},
    ),
    "optim": Model(
        symbols=(
            Symbol("theta", aliases=(r"\theta_t", "w")),
            Symbol("g", aliases=("g_t",)),
            Symbol("v", aliases=("v_t",)),
            Symbol("s", (), "positive", aliases=("s_t",)),
            Symbol("beta", (), "unit", aliases=(r"\mu",)),
            Symbol("rho", (), "unit"),
            Symbol("eta", (), "positive", aliases=("lr", r"\alpha")),
            Symbol("epsilon", (), "positive"),
        ),
    ),
    "rayleigh": Model(
        symbols=(
            Symbol("A", ("n", "n")),
            Symbol("x", ("n",)),
            Symbol("b", ("n",)),
            Symbol("R", definition=r"\frac{x^T A x}{x^T x}", aliases=("R(x)", r"\rho")),
            Symbol("f", definition=r"\frac{1}{2} x^T A x - b^T x", aliases=("f(x)",)),
            Symbol("B", ("n", "n")),
            Symbol("S", ("n", "n"), definition="B^T B"),
            Symbol("r", ("n",), definition="b - S x"),
            Symbol("E", definition=r"\sum_i \sum_j (A_{ij} - x_i x_j)^2"),
        ),
        indices={"i": "n", "j": "n", "k": "n"},
    ),
}
