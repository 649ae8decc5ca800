"""The models of corpus/held_out_p.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "w2v": Model(
        symbols=(
            Symbol("U", ("V", "d")),
            Symbol("v", ("d",), aliases=("v_c",)),
            Symbol("y", ("V",), "onehot"),
            Symbol("z", ("V",), definition="U v"),
            Symbol("p", ("V",), definition="softmax(z)", aliases=(r"\hat y", r"\hat{y}")),
            Symbol("J", definition=r"-\sum_w y_w \log p_w"),
            Symbol("u", ("d",), aliases=("u_o",)),
            Symbol("N", ("K", "d"), aliases=("u_{neg}",)),
            Symbol(
                "Jn",
                definition=r"-\log sigma(u^T v) - \sum_k \log sigma(-\sum_j N_{kj} v_j)",
                aliases=("J_{neg}",),
            ),
        ),
        functions=(_sigma,),
        indices={"w": "V", "i": "V", "j": "d", "k": "K"},
    ),
    "lstm": Model(
        symbols=(
            Symbol("zf", ("H",), aliases=("z_f",)),
            Symbol("zi", ("H",), aliases=("z_i",)),
            Symbol("zo", ("H",), aliases=("z_o",)),
            Symbol("zg", ("H",), aliases=("z_g",)),
            Symbol("f", ("H",), definition="sigma(zf)", aliases=("f_t",)),
            Symbol("i", ("H",), definition="sigma(zi)", aliases=("i_t",)),
            Symbol("o", ("H",), definition="sigma(zo)", aliases=("o_t",)),
            Symbol("g", ("H",), definition="tanh(zg)", aliases=("g_t", r"\tilde{c}_t")),
            Symbol("cprev", ("H",), aliases=("c_{t-1}", "c_prev")),
            Symbol("c", ("H",), definition=r"f \odot cprev + i \odot g", aliases=("c_t",)),
            Symbol("h", ("H",), definition=r"o \odot tanh(c)", aliases=("h_t",)),
            Symbol("dh", ("H",), aliases=(r"\frac{\partial L}{\partial h_t}", r"\delta_h")),
            Symbol("L", definition="dh^T h"),
        ),
        functions=(_sigma,),
    ),
    "bn": Model(
        symbols=(
            Symbol("x", ("m",)),
            Symbol("gamma"),
            Symbol("beta"),
            Symbol("epsilon", (), "positive", aliases=("eps",)),
            Symbol("mu", definition=r"\frac{1}{m} \sum_i x_i", aliases=(r"\mu_B",)),
            Symbol(
                "var",
                definition=r"\frac{1}{m} \sum_i (x_i - mu)^2",
                aliases=(r"\sigma^2", r"\sigma_B^2"),
            ),
            Symbol(
                "xhat",
                ("m",),
                definition=r"(x - mu \mathbf 1_m)/\sqrt{var + epsilon}",
                aliases=(r"\hat x", r"\hat{x}"),
            ),
            Symbol("y", ("m",), definition=r"gamma xhat + beta \mathbf 1_m"),
            Symbol("dy", ("m",), aliases=("dout", r"\frac{\partial L}{\partial y}")),
            Symbol("L", definition="dy^T y", aliases=(r"\ell", r"\mathcal{L}")),
        ),
        indices={"i": "m", "j": "m", "k": "m"},
    ),
    "gmm": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("r", ("N", "K"), "positive", aliases=(r"\gamma",)),
            Symbol("mu", ("K",)),
            Symbol("s", ("K",), "positive", aliases=(r"\sigma",)),
            Symbol("w", ("K",), "simplex", aliases=(r"\pi",)),
            Symbol(
                "Q",
                definition=r"\sum_n \sum_k r_{nk} (\log w_k - \log s_k"
                r" - \frac{(x_n - mu_k)^2}{2 s_k^2})",
            ),
        ),
        indices={"n": "N", "i": "N", "k": "K", "j": "K"},
    ),
    "blr": Model(
        symbols=(
            Symbol("Phi", ("N", "M"), aliases=(r"\boldsymbol{\Phi}",)),
            Symbol("t", ("N",)),
            Symbol("w", ("M",)),
            Symbol("phi", ("M",), aliases=(r"\phi(x)",)),
            Symbol("alpha", (), "positive"),
            Symbol("beta", (), "positive"),
            Symbol("I", ("M", "M"), definition="eye(M)"),
            Symbol(
                "E",
                definition=r"\frac{beta}{2} \|t - Phi w\|^2 + \frac{alpha}{2} w^T w",
                aliases=("E(w)",),
            ),
        ),
        indices={"n": "N", "j": "M", "k": "M"},
    ),
    "svm": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=(r"x^{(\cdot)}",)),
            Symbol("y", ("n",)),
            Symbol("w", ("d",)),
            Symbol("b"),
            Symbol("C", (), "positive"),
            Symbol("a", ("n",), "positive", aliases=(r"\alpha",)),
            Symbol("x", ("d",), aliases=("x_0",)),
            Symbol(
                "L",
                definition=r"\frac{1}{2} w^T w"
                r" + C \sum_i max(0, 1 - y_i (\sum_j X_{ij} w_j + b))",
                aliases=("J", "L(w, b)"),
            ),
        ),
        indices={"i": "n", "k": "n", "j": "d"},
    ),
    "poisson": Model(
        symbols=(
            Symbol("x", ("n",), "positive"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "l",
                definition=r"\sum_i x_i \log lambda - n lambda",
                aliases=(r"\ell", r"\ell(\lambda)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i", aliases=(r"\bar x", r"\bar{x}")),
        ),
        indices={"i": "n"},
    ),
    "rayleigh": Model(
        symbols=(
            Symbol("x", ("n",), "positive"),
            Symbol("sigma", (), "positive"),
            Symbol(
                "l",
                definition=r"\sum_i \log x_i - 2 n \log sigma - \frac{1}{2 sigma^2} \sum_i x_i^2",
                aliases=(r"\ell", r"\ell(\sigma)"),
            ),
        ),
        indices={"i": "n"},
    ),
    "bernoulli": Model(
        symbols=(
            Symbol("x", ("n",), "binary"),
            Symbol("p", (), "unit", aliases=(r"\theta",)),
            Symbol("a", (), "positive", aliases=(r"\alpha",)),
            Symbol("b", (), "positive", aliases=(r"\beta",)),
            Symbol(
                "l",
                definition=r"\sum_i (x_i \log p + (1 - x_i) \log(1 - p))",
                aliases=(r"\ell", r"\ell(p)", r"\ell(\theta)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i", aliases=(r"\bar x", r"\bar{x}")),
        ),
        indices={"i": "n"},
    ),
    "numerics": Model(
        symbols=(
            Symbol("h", (), "positive", aliases=(r"\Delta x",)),
            Symbol("fmm", aliases=("f_{i-2}",)),
            Symbol("fm", aliases=("f_{i-1}",)),
            Symbol("f0", aliases=("f_i",)),
            Symbol("fp", aliases=("f_{i+1}",)),
            Symbol("fpp", aliases=("f_{i+2}",)),
            Symbol("lambda"),
            Symbol("yn", aliases=("y_n",)),
            Symbol("x", (), "positive", aliases=("x_n", "x_k")),
            Symbol("a", (), "positive"),
        ),
    ),
    "diffusion": Model(
        symbols=(
            Symbol("x0", aliases=("x_0",)),
            Symbol("xt", aliases=("x_t",)),
            Symbol("epsilon", aliases=("eps", r"\epsilon_\theta", r"\epsilon_\theta(x_t, t)")),
            Symbol("alpha", (), "unit", aliases=(r"\alpha_t",)),
            Symbol("beta", definition="1 - alpha", aliases=(r"\beta_t",)),
            Symbol(
                "abp",
                (),
                "unit",
                aliases=(r"\bar{\alpha}_{t-1}", r"\bar\alpha_{t-1}"),
            ),
            Symbol(
                "ab",
                definition="alpha abp",
                aliases=(r"\bar{\alpha}_t", r"\bar\alpha_t"),
            ),
        ),
    ),
    "info": Model(
        symbols=(
            Symbol("mu1", aliases=(r"\mu_1",)),
            Symbol("mu2", aliases=(r"\mu_2",)),
            Symbol("s1", (), "positive", aliases=(r"\sigma_1",)),
            Symbol("s2", (), "positive", aliases=(r"\sigma_2",)),
            Symbol("l1", (), "positive", aliases=(r"\lambda_1",)),
            Symbol("l2", (), "positive", aliases=(r"\lambda_2",)),
            Symbol("p", (), "unit"),
            Symbol("q", (), "unit"),
            Symbol("a", (), "positive", aliases=(r"p_{data}(x)", r"p_{\text{data}}(x)")),
            Symbol("b", (), "positive", aliases=("p_g(x)",)),
            Symbol("D", (), "unit", aliases=("D(x)",)),
            Symbol("V", definition=r"a \log D + b \log(1 - D)"),
            Symbol("H", definition=r"-p \log q - (1 - p) \log(1 - q)", aliases=("H(p, q)",)),
        ),
    ),
    "infonce": Model(
        symbols=(
            Symbol("Z", ("K", "d")),
            Symbol("q", ("d",)),
            Symbol("y", ("K",), "onehot"),
            Symbol("tau", (), "positive"),
            Symbol("s", ("K",), definition="Z q"),
            Symbol("p", ("K",), definition="softmax(s/tau)"),
            Symbol("L", definition=r"-\sum_k y_k \log p_k", aliases=(r"\mathcal{L}",)),
        ),
        indices={"i": "K", "j": "K", "k": "K"},
    ),
    "kernels": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("z", ("d",), aliases=("x'",)),
            Symbol("gamma", (), "positive"),
            Symbol("c", (), "positive"),
            Symbol("k", definition=r"\exp(-gamma \|x - z\|^2)", aliases=("k(x, z)", "K(x, z)")),
            Symbol("kp", definition="(x^T z + c)^3", aliases=("k_p(x, z)", "k_p")),
            Symbol("s", definition=r"\frac{x^T z}{\|x\| \|z\|}", aliases=("cos(x, z)",)),
        ),
        indices={"i": "d", "j": "d"},
    ),
}
