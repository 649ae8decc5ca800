"""The models of corpus/held_out_m.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "posterior": Model(
        symbols=(
            Symbol("y"),
            Symbol("mu0"),
            Symbol("s", (), "positive", aliases=(r"\sigma_y", r"\sigma")),
            Symbol("s0", (), "positive", aliases=(r"\sigma_0",)),
        ),
    ),
    "gru": Model(
        symbols=(
            Symbol("az", ("H",), aliases=("a_z",)),
            Symbol("z", ("H",), definition="sigma(az)", aliases=("z_t",)),
            Symbol("hprev", ("H",), aliases=("h_{t-1}",)),
            Symbol("htilde", ("H",), aliases=(r"\tilde{h}_t", r"\hat h_t", r"\hat{h}_t")),
            Symbol("dh", ("H",), aliases=(r"\frac{\partial L}{\partial h_t}", r"\delta_{h_t}")),
            Symbol(
                "h",
                ("H",),
                definition=r"(\mathbf 1_H - z) \odot hprev + z \odot htilde",
                aliases=("h_t",),
            ),
            Symbol("L", definition="dh^T h"),
        ),
        functions=(_sigma,),
    ),
    "softmax_regression": Model(
        symbols=(
            Symbol("X", ("m", "n")),
            Symbol("Theta", ("n", "k"), aliases=("W",)),
            Symbol("Y", ("m", "k"), aliases=("I_y",)),
            Symbol("Z", ("m", "k"), definition="X Theta"),
            Symbol(
                "P",
                ("m", "k"),
                definition=r"P_{ij} = \frac{\exp(Z_{ij})}{\sum_l \exp(Z_{il})}",
                aliases=(r"\hat Y", r"\hat{Y}"),
            ),
            Symbol(
                "L",
                definition=r"\frac{1}{m} \sum_i (\log(\sum_j \exp(Z_{ij}))"
                r" - \sum_j Y_{ij} Z_{ij})",
                aliases=("J", r"\ell"),
            ),
        ),
        indices={"i": "m", "j": "k", "l": "k"},
    ),
    "two_layer": Model(
        symbols=(
            Symbol("X", ("N", "D")),
            Symbol("W1", ("D", "H"), aliases=("W_1",)),
            Symbol("b1", ("H",), aliases=("b_1",)),
            Symbol("W2", ("H", "C"), aliases=("W_2",)),
            Symbol("b2", ("C",), aliases=("b_2",)),
            Symbol("dS", ("N", "C"), aliases=("dscores", r"\frac{\partial L}{\partial S}")),
            Symbol("Z", ("N", "H"), definition=r"X W1 + \mathbf 1_N b1^T", aliases=("Z_1",)),
            Symbol("A", ("N", "H"), definition="max(0, Z)", aliases=("A_1", "h")),
            Symbol("S", ("N", "C"), definition=r"A W2 + \mathbf 1_N b2^T", aliases=("scores",)),
            Symbol("L", definition=r"\sum_i \sum_j dS_{ij} S_{ij}"),
        ),
        indices={"i": "N", "j": "C"},
    ),
    "rms": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("gamma", ("d",), aliases=("g",)),
            Symbol("r", definition=r"\sqrt{\frac{1}{d} \sum_i x_i^2}", aliases=("RMS(x)", "RMS")),
            Symbol("y", ("d",), definition=r"gamma \odot x / r"),
        ),
        indices={"i": "d", "j": "d", "k": "d"},
    ),
    "layernorm": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("gamma", ("d",)),
            Symbol("beta", ("d",)),
            Symbol("mu", definition=r"\frac{1}{d} \sum_i x_i"),
            Symbol("sigma", definition=r"\sqrt{\frac{1}{d} \sum_i (x_i - mu)^2}"),
            Symbol("y", ("d",), definition=r"gamma \odot (x - mu \mathbf 1_d) / sigma + beta"),
        ),
        indices={"i": "d", "j": "d", "k": "d"},
    ),
    "policy": Model(
        symbols=(
            Symbol("a"),
            Symbol("theta", ("d",)),
            Symbol("phi", ("d",), aliases=(r"\phi(s)",)),
            Symbol("sigma", (), "positive"),
            Symbol(
                "lp",
                definition=r"-\frac{(a - theta^T phi)^2}{2 sigma^2} - \log sigma"
                r" - \frac{1}{2} \log(2 \pi)",
                aliases=("l", r"\ell"),
            ),
        ),
        indices={"j": "d"},
    ),
    "map_line": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("y", ("n",)),
            Symbol("w0"),
            Symbol("w1"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "L",
                definition=r"\sum_i (y_i - w0 - w1 x_i)^2 + lambda (w0^2 + w1^2)",
                aliases=("L(w_0, w_1)", "J"),
            ),
        ),
        indices={"i": "n"},
    ),
    "mvn": Model(
        symbols=(
            Symbol("x", ("N", "d"), aliases=(r"x^{(\cdot)}",)),
            Symbol("mu", ("d",)),
            Symbol("R", ("d", "d")),
            Symbol("Lambda", ("d", "d"), definition="R^T R"),
            Symbol(
                "l",
                definition=r"-\frac{1}{2} \sum_i \sum_j \sum_k"
                r" (x_{ij} - mu_j) Lambda_{jk} (x_{ik} - mu_k)",
                aliases=(r"\ell",),
            ),
            Symbol("xbar", ("d",), definition=r"xbar_j = \frac{1}{N} \sum_i x_{ij}"),
        ),
        indices={"i": "N", "j": "d", "k": "d"},
    ),
    "bce_logit": Model(
        symbols=(
            Symbol("z"),
            Symbol("y", (), "unit"),
            Symbol("a", definition="sigma(z)", aliases=("p", r"\hat y", r"\hat{y}")),
            Symbol(
                "L",
                definition=r"-(y \log a + (1 - y) \log(1 - a))",
                aliases=("L(a, y)", r"\mathcal{L}", r"\ell"),
            ),
        ),
        functions=(_sigma,),
    ),
    "activation": Model(
        symbols=(
            Symbol("x", aliases=("z",)),
            Symbol("y", definition=r"\sqrt{2/\pi} (x + 0.044715 x^3)"),
            Symbol("gelu", definition=r"0.5 x (1 + \tanh(y))", aliases=("GELU", "GELU(x)")),
            Symbol("softsign", definition=r"x/(1 + |x|)", aliases=("f(x)",)),
            Symbol("relu6", definition="min(max(0, x), 6)", aliases=("ReLU6(x)",)),
        ),
        functions=(_sigma,),
    ),
    "pinball": Model(
        symbols=(
            Symbol("y"),
            Symbol("q", aliases=(r"\hat y", r"\hat{y}")),
            Symbol("tau", (), "unit"),
            Symbol(
                "L",
                definition="max(tau (y - q), (tau - 1) (y - q))",
                aliases=(r"L_\tau", r"\rho_\tau"),
            ),
        ),
    ),
    "triplet": Model(
        symbols=(
            Symbol("a", ("d",)),
            Symbol("p", ("d",)),
            Symbol("n", ("d",)),
            Symbol("m", (), "positive", aliases=(r"\alpha",)),
            Symbol("L", definition=r"max(0, \|a - p\|^2 - \|a - n\|^2 + m)"),
        ),
    ),
    "adamw": Model(
        symbols=(
            Symbol("theta", aliases=(r"\theta_{t-1}", "w")),
            Symbol("mhat", aliases=(r"\hat{m}_t", r"\hat m_t")),
            Symbol("vhat", (), "positive", aliases=(r"\hat{v}_t", r"\hat v_t")),
            Symbol("eta", (), "positive", aliases=("alpha", "lr")),
            Symbol("lambda", (), "positive", aliases=("wd",)),
            Symbol("epsilon", (), "positive", aliases=("eps",)),
            Symbol(
                "new",
                definition=r"theta - eta (mhat/(\sqrt{vhat} + epsilon) + lambda theta)",
                hidden=True,
                aliases=(r"\theta_t",),
            ),
        ),
    ),
    "ema": Model(
        symbols=(Symbol("beta", (), "unit", aliases=(r"\beta_1",)), Symbol("t", (), "natural")),
    ),
    "kl_logvar": Model(
        symbols=(
            Symbol("mu", ("d",)),
            Symbol("s", ("d",), aliases=("logvar",)),
            Symbol(
                "KL",
                definition=r"-\frac{1}{2} \sum_j (1 + s_j - mu_j^2 - \exp(s_j))",
                hidden=True,
                aliases=("D_{KL}",),
            ),
        ),
        indices={"j": "d", "i": "d"},
    ),
    "sizes": Model(
        symbols=(
            Symbol("n", (), "natural"),
            Symbol("m", (), "natural"),
            Symbol("k", (), "natural"),
            Symbol("s", (), "natural"),
            Symbol("p", (), "natural"),
            Symbol("d", (), "natural"),
        ),
    ),
    "ols": Model(
        symbols=(
            Symbol("X", ("n", "p")),
            Symbol("y", ("n",)),
            Symbol("beta", ("p",)),
            Symbol("w", ("n",), "positive"),
            Symbol("W", ("n", "n"), definition="diag(w)"),
            Symbol("RSS", definition=r"\|y - X beta\|^2", aliases=(r"RSS(\beta)", "S")),
            Symbol(
                "J",
                definition=r"\frac{1}{2} \sum_i w_i (\sum_j X_{ij} beta_j - y_i)^2",
                aliases=(r"J(\beta)",),
            ),
        ),
        indices={"i": "n", "j": "p", "k": "p"},
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
    "unrolled": Model(
        symbols=(
            Symbol("w"),
            Symbol("u"),
            Symbol("h0", aliases=("h_0",)),
            Symbol("x1"),
            Symbol("x2"),
            Symbol("x3"),
            Symbol("h1", definition="w h0 + u x1", aliases=("h_1",)),
            Symbol("h2", definition="w h1 + u x2", aliases=("h_2",)),
            Symbol("h3", definition="w h2 + u x3", aliases=("h_3",)),
        ),
    ),
    "lse": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("f", definition=r"\log(\sum_i \exp(x_i))", aliases=("f(x)", "LSE(x)")),
            Symbol("p", ("n",), definition="softmax(x)"),
        ),
        indices={"i": "n", "j": "n", "k": "n"},
    ),
    "smoothing": Model(
        symbols=(
            Symbol("z", ("K",)),
            Symbol("y", ("K",), "onehot"),
            Symbol("epsilon", (), "unit", aliases=(r"\alpha",)),
            Symbol("p", ("K",), definition="softmax(z)"),
            Symbol("L", definition=r"-\sum_k ((1 - epsilon) y_k + epsilon/K) \log p_k"),
        ),
        indices={"i": "K", "j": "K", "k": "K"},
    ),
    "trace": Model(
        symbols=(
            Symbol("A", ("p", "n")),
            Symbol("X", ("n", "m")),
            Symbol("B", ("m", "p")),
            Symbol("a", ("n",)),
            Symbol("b", ("m",)),
            Symbol("f", definition="tr(A X B)"),
            Symbol("g", definition="a^T X b"),
            Symbol("h", definition=r"\sum_i \sum_j X_{ij}^2"),
        ),
        indices={"i": "n", "j": "m"},
    ),
    "kalman": Model(
        symbols=(
            Symbol("xm", aliases=(r"\hat{x}^-", r"\hat x_{t|t-1}", "x")),
            Symbol("P", (), "positive"),
            Symbol("R", (), "positive"),
            Symbol("z"),
        ),
    ),
    "schedule": Model(
        symbols=(
            Symbol("etamin", (), "positive", aliases=(r"\eta_{min}", r"\eta_{\min}")),
            Symbol("etamax", (), "positive", aliases=(r"\eta_{max}", r"\eta_{\max}")),
            Symbol("t", aliases=("T_{cur}",)),
            Symbol("T", (), "positive", aliases=("T_{max}", r"T_{\max}")),
        ),
    ),
    "adaboost": Model(
        symbols=(
            Symbol("epsilon", (), "unit", aliases=(r"\epsilon_t",)),
            Symbol("alpha", aliases=(r"\alpha_t",)),
            Symbol(
                "Z", definition=r"(1 - epsilon) e^{-alpha} + epsilon e^{alpha}", aliases=("Z_t",)
            ),
        ),
    ),
    "binary_entropy": Model(
        symbols=(
            Symbol("p", (), "unit"),
            Symbol("H", definition=r"-p \log p - (1 - p) \log(1 - p)", aliases=("H(p)",)),
        ),
    ),
    "bayes": Model(
        symbols=(
            Symbol("p", (), "unit"),
            Symbol("a", (), "unit"),
            Symbol("b", (), "unit"),
        ),
    ),
    "residual": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("W", ("d", "d")),
            Symbol("I", ("d", "d"), definition="eye(d)"),
            Symbol("y", ("d",), definition="x + tanh(W x)"),
            Symbol("g", ("d",), aliases=(r"\frac{\partial L}{\partial y}",)),
            Symbol("L", definition="g^T y"),
        ),
        indices={"i": "d", "j": "d"},
    ),
}
