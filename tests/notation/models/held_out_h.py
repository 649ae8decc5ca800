"""The models of corpus/held_out_h.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid", ("u",))

MODELS = {
    "w2v": Model(
        symbols=(
            Symbol("U", ("d", "V")),
            Symbol("v", ("d",), aliases=("v_c",)),
            Symbol("y", ("V",), "onehot"),
            Symbol("theta", ("V",), definition="U^T v"),
            Symbol("yhat", ("V",), definition="softmax(theta)"),
            Symbol(
                "J",
                definition=r"-\sum_w y_w \log yhat_w",
                aliases=("CE", r"CE(y, \hat y)", "J(v_c, o, U)", "J_{naive-softmax}(v_c, o, U)"),
            ),
        ),
        indices={"w": "V", "i": "V", "j": "V", "k": "d"},
    ),
    "negsample": Model(
        symbols=(
            Symbol("v", ("d",), aliases=("v_c",)),
            Symbol("uo", ("d",), aliases=("u_o",)),
            Symbol("u", ("K", "d")),
            Symbol(
                "J",
                definition=r"-\log sigma(uo^T v) - \sum_k \log sigma(-\sum_l u_{kl} v_l)",
                aliases=("J_{neg-sample}", "J_{neg-sample}(v_c, o, U)"),
            ),
        ),
        functions=(_sigma,),
        indices={"k": "K", "l": "d"},
    ),
    "cs229": Model(
        symbols=(
            Symbol("x", ("m", "n"), aliases=("X", r"x^{(\cdot)}")),
            Symbol("y", ("m",), aliases=(r"y^{(\cdot)}", r"\vec{y}")),
            Symbol("theta", ("n",)),
            Symbol("J", definition=r"\frac{1}{2} \|x theta - y\|^2", aliases=(r"J(\theta)",)),
        ),
        functions=(Function("h", "theta^T u", ("u",), aliases=(r"h_\theta",)),),
        indices={"i": "m", "j": "n", "k": "n"},
    ),
    "mse": Model(
        symbols=(
            Symbol("x", ("m", "n"), aliases=("X", r"x^{(\cdot)}")),
            Symbol("y", ("m",), aliases=(r"y^{(\cdot)}",)),
            Symbol("theta", ("n",)),
            Symbol("J", definition=r"\frac{1}{2m} \|x theta - y\|^2", aliases=(r"J(\theta)",)),
            Symbol("alpha", (), "positive"),
        ),
        functions=(Function("h", "theta^T u", ("u",), aliases=(r"h_\theta",)),),
        indices={"i": "m", "j": "n", "k": "n"},
    ),
    "wls": Model(
        symbols=(
            Symbol("x", ("m", "n"), aliases=("X", r"x^{(\cdot)}")),
            Symbol("y", ("m",), aliases=(r"y^{(\cdot)}",)),
            Symbol("theta", ("n",)),
            Symbol("w", ("m",), "positive", aliases=(r"w^{(\cdot)}",)),
            Symbol("W", ("m", "m"), definition="diag(w)"),
            Symbol(
                "J",
                definition=r"\frac{1}{2} \sum_i w_i (\sum_j x_{ij} theta_j - y_i)^2",
                aliases=(r"J(\theta)",),
            ),
        ),
        indices={"i": "m", "j": "n"},
    ),
    "fit": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("y", ("n",)),
            Symbol("m"),
            Symbol("b"),
            Symbol("J", definition=r"\sum_i (y_i - (m x_i + b))^2 / n", aliases=("L", "MSE")),
            Symbol("alpha", (), "positive"),
        ),
        indices={"i": "n"},
    ),
    "margin": Model(
        symbols=(
            Symbol("x", ("m", "n"), aliases=(r"x^{(\cdot)}",)),
            Symbol("y", ("m",), "nonzero", aliases=(r"y^{(\cdot)}",)),
            Symbol("theta", ("n",)),
            Symbol(
                "J",
                definition=r"\frac{1}{m} \sum_i \log(1 + e^{-y_i \sum_j theta_j x_{ij}})",
                aliases=(r"J(\theta)",),
            ),
        ),
        functions=(Function("g", "sigmoid", ("u",)),),
        indices={"i": "m", "j": "n", "k": "n"},
    ),
    "poisglm": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("y"),
            Symbol("theta", ("n",)),
            Symbol(
                "l", definition="y theta^T x - e^{theta^T x}", aliases=(r"\ell", r"\ell(\theta)")
            ),
        ),
        indices={"j": "n", "k": "n"},
    ),
    "lstm": Model(
        symbols=(
            Symbol("f", ("H",), "unit", aliases=("f_t",)),
            Symbol("i", ("H",), "unit", aliases=("i_t",)),
            Symbol("o", ("H",), "unit", aliases=("o_t",)),
            Symbol("ctilde", ("H",), aliases=(r"\tilde{c}_t", r"\tilde{C}_t", r"\hat c_t")),
            Symbol("cprev", ("H",), aliases=("c_{t-1}", "C_{t-1}")),
            Symbol(
                "c", ("H",), definition=r"f \odot cprev + i \odot ctilde", aliases=("c_t", "C_t")
            ),
            Symbol("h", ("H",), definition=r"o \odot \tanh(c)", aliases=("h_t",)),
            Symbol("g", ("H",), aliases=(r"\frac{\partial L}{\partial h_t}", r"\delta_h")),
            Symbol("L", definition=r"\sum_k g_k h_k"),
        ),
        indices={"k": "H", "j": "H"},
    ),
    "layernorm": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("gamma", ("D",)),
            Symbol("beta", ("D",)),
            Symbol("epsilon", (), "positive", aliases=(r"\varepsilon",)),
            Symbol("g", ("D",), aliases=(r"\frac{\partial L}{\partial y}",)),
            Symbol("mu", definition=r"\frac{1}{D} \sum_i x_i"),
            Symbol("v", definition=r"\frac{1}{D} \sum_i (x_i - mu)^2", aliases=(r"\sigma^2",)),
            Symbol("xhat", ("D",), definition=r"(x - mu \mathbf 1_D) / \sqrt{v + epsilon}"),
            Symbol("y", ("D",), definition=r"gamma \odot xhat + beta"),
            Symbol("L", definition=r"\sum_i g_i y_i"),
        ),
        indices={"i": "D", "j": "D", "k": "D"},
    ),
    "cs231n": Model(
        symbols=(
            Symbol("X", ("N", "D")),
            Symbol("W1", ("D", "H"), aliases=("W_1",)),
            Symbol("b1", ("H",), aliases=("b_1",)),
            Symbol("Z1", ("N", "H"), definition=r"X W1 + \mathbf 1_N b1^T", aliases=("Z_1",)),
            Symbol("A1", ("N", "H"), definition="ReLU(Z1)", aliases=("A_1",)),
            Symbol("W2", ("H", "C"), aliases=("W_2",)),
            Symbol("b2", ("C",), aliases=("b_2",)),
            Symbol("S", ("N", "C"), definition=r"A1 W2 + \mathbf 1_N b2^T"),
            Symbol("G", ("N", "C"), aliases=(r"\frac{\partial L}{\partial S}", "dS")),
            Symbol("L", definition=r"\sum_i \sum_c G_{ic} S_{ic}"),
        ),
        indices={"i": "N", "j": "H", "c": "C", "k": "D"},
    ),
    "kmeans": Model(
        symbols=(
            Symbol("x", ("N", "d")),
            Symbol("r", ("N", "K"), "positive"),
            Symbol("mu", ("K", "d")),
            Symbol("J", definition=r"\sum_n \sum_k \sum_j r_{nk} (x_{nj} - mu_{kj})^2"),
        ),
        indices={"n": "N", "k": "K", "j": "d"},
    ),
    "centroid": Model(
        symbols=(
            Symbol("x", ("N", "d")),
            Symbol("r", ("N", "K"), "positive"),
            Symbol(
                "mu",
                ("K", "d"),
                definition=r"mu_{kj} = \frac{\sum_n r_{nk} x_{nj}}{\sum_n r_{nk}}",
                aliases=(r"\mu^*",),
                hidden=True,
            ),
        ),
        indices={"n": "N", "k": "K", "j": "d"},
    ),
    "vae": Model(
        symbols=(
            Symbol("mu", ("J",)),
            Symbol("sigma", ("J",), "positive"),
            Symbol(
                "KL",
                definition=r"\frac{1}{2} \sum_j (mu_j^2 + sigma_j^2 - \log(sigma_j^2) - 1)",
                aliases=("D_{KL}", "L_{KL}"),
            ),
        ),
        indices={"j": "J", "k": "J"},
    ),
    "kl2": Model(
        symbols=(
            Symbol("mu1", aliases=(r"\mu_1",)),
            Symbol("mu2", aliases=(r"\mu_2",)),
            Symbol("sigma1", (), "positive", aliases=(r"\sigma_1",)),
            Symbol("sigma2", (), "positive", aliases=(r"\sigma_2",)),
            Symbol(
                "KL",
                definition=r"\log(sigma2/sigma1) + \frac{sigma1^2 + (mu1 - mu2)^2}{2 sigma2^2}"
                r" - \frac{1}{2}",
                aliases=("D_{KL}", r"D_{KL}(p \| q)"),
                hidden=True,
            ),
        ),
    ),
    "expo": Model(
        symbols=(
            Symbol("x", ("n",), "positive"),
            Symbol("lambda", (), "positive"),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
            Symbol(
                "l",
                definition=r"n \log lambda - lambda \sum_i x_i",
                aliases=(r"\ell", r"\ell(\lambda)"),
            ),
            Symbol(
                "lhat",
                definition=r"n / \sum_i x_i",
                aliases=(r"\hat\lambda", r"\hat{\lambda}_{MLE}", r"\lambda_{MLE}"),
                hidden=True,
            ),
        ),
        indices={"i": "n"},
    ),
    "poisson": Model(
        symbols=(
            Symbol("x", ("n",), "positive"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "l",
                definition=r"\log(lambda) \sum_i x_i - n lambda",
                aliases=(r"\ell", r"\ell(\lambda)"),
            ),
        ),
        indices={"i": "n"},
    ),
    "bern": Model(
        symbols=(
            Symbol("x", ("n",), "binary"),
            Symbol("p", (), "unit"),
            Symbol(
                "l",
                definition=r"\sum_i (x_i \log p + (1 - x_i) \log(1 - p))",
                aliases=(r"\ell", r"\ell(p)"),
            ),
        ),
        indices={"i": "n"},
    ),
    "conv": Model(
        symbols=(
            Symbol("n", (), "natural", aliases=("N",)),
            Symbol("f", (), "natural", aliases=("F",)),
            Symbol("p", (), "natural", aliases=("P",)),
            Symbol("s", (), "natural", aliases=("S",)),
            Symbol("c", (), "natural"),
            Symbol("k", (), "natural"),
        ),
    ),
    "zoh": Model(
        symbols=(
            Symbol("a", (), "nonzero", aliases=("A",)),
            Symbol("b", aliases=("B",)),
            Symbol("Delta", (), "positive", aliases=("dt",)),
        ),
    ),
    "attnv": Model(
        symbols=(
            Symbol("A", ("T", "S")),
            Symbol("V", ("S", "d")),
            Symbol("O", ("T", "d"), definition="A V"),
            Symbol("G", ("T", "d"), aliases=(r"\frac{\partial L}{\partial O}", "dO")),
            Symbol("L", definition=r"\sum_i \sum_k G_{ik} O_{ik}"),
        ),
        indices={"i": "T", "j": "S", "k": "d"},
    ),
    "qk": Model(
        symbols=(
            Symbol("Q", ("n", "d")),
            Symbol("K", ("m", "d")),
            Symbol("S", ("n", "m"), definition=r"Q K^T / \sqrt{d}"),
            Symbol("G", ("n", "m"), aliases=(r"\frac{\partial L}{\partial S}",)),
            Symbol("L", definition=r"\sum_i \sum_j G_{ij} S_{ij}"),
        ),
        indices={"i": "n", "j": "m", "k": "d"},
    ),
    "svm": Model(
        symbols=(
            Symbol("w", ("d",)),
            Symbol("x", ("N", "d")),
            Symbol("y", ("N",), "nonzero"),
            Symbol("b"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "L",
                definition=r"\frac{lambda}{2} \|w\|^2"
                r" + \frac{1}{N} \sum_i \max(0, 1 - y_i (\sum_j w_j x_{ij} + b))",
                aliases=("J", "L(w,b)"),
            ),
        ),
        indices={"i": "N", "j": "d"},
    ),
    "neuron": Model(
        symbols=(
            Symbol("w", ("d",)),
            Symbol("x", ("d",)),
            Symbol("b"),
            Symbol("y"),
            Symbol("z", definition="w^T x + b"),
            Symbol("a", definition="sigma(z)", aliases=(r"\hat{y}",)),
            Symbol("C", definition=r"\frac{1}{2} (a - y)^2", aliases=("L", "E")),
        ),
        functions=(_sigma,),
        indices={"j": "d", "i": "d"},
    ),
    "acts": Model(
        symbols=(Symbol("x"), Symbol("alpha", (), "positive"), Symbol("beta", (), "positive")),
        functions=(_sigma,),
    ),
    "temp": Model(
        symbols=(
            Symbol("z", ("K",)),
            Symbol("T", (), "positive", aliases=(r"\tau",)),
            Symbol("p", ("K",), definition="softmax(z / T)"),
        ),
        indices={"i": "K", "j": "K", "k": "K"},
    ),
    "lse": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("f", definition=r"\log \sum_k e^{x_k}", aliases=("f(x)", "LSE(x)")),
        ),
        indices={"i": "n", "j": "n", "k": "n"},
    ),
    "pca": Model(
        symbols=(
            Symbol("X", ("N", "d")),
            Symbol("S", ("d", "d"), definition=r"\frac{1}{N} X^T X"),
            Symbol("u", ("d",), aliases=("u_1",)),
            Symbol("lambda", aliases=(r"\lambda_1",)),
            Symbol(
                "L",
                definition="u^T S u + lambda (1 - u^T u)",
                aliases=(r"\mathcal{L}", r"L(u, \lambda)"),
            ),
        ),
        indices={"i": "d", "j": "d", "n": "N"},
    ),
}
