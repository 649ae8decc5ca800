"""The models of corpus/held_out_x.txt: numerics, contrastive, recurrent and robust worlds."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "vae": Model(
        symbols=(
            Symbol("mu", ("d",)),
            Symbol("s", ("d",), aliases=("logvar",)),
            Symbol("epsilon", ("d",)),
            Symbol("g", ("d",), aliases=(r"\frac{\partial R}{\partial z}",)),
            Symbol("beta", (), "positive"),
            Symbol("sigma", ("d",), definition=r"sigma_j = \exp(s_j / 2)", aliases=("std",)),
            Symbol("z", ("d",), definition="z_j = mu_j + sigma_j epsilon_j"),
            Symbol("R", definition=r"\sum_j g_j z_j"),
            Symbol(
                "D",
                definition=r"\frac{1}{2} \sum_j (mu_j^2 + \exp(s_j) - 1 - s_j)",
                aliases=("KL", "D_{KL}", r"D_{\text{KL}}"),
            ),
            Symbol("L", definition="R + beta D", aliases=(r"\mathcal{L}",)),
        ),
        indices={"j": "d", "k": "d"},
    ),
    "kl": Model(
        symbols=(
            Symbol("mu1"),
            Symbol("mu2"),
            Symbol("s1", (), "positive", aliases=(r"\sigma_1",)),
            Symbol("s2", (), "positive", aliases=(r"\sigma_2",)),
            Symbol(
                "D",
                definition=r"\log(s2/s1) + \frac{s1^2 + (mu1 - mu2)^2}{2 s2^2} - \frac{1}{2}",
                aliases=("KL", "D_{KL}", r"D_{KL}(p\|q)"),
                hidden=True,
            ),
        ),
    ),
    "policy": Model(
        symbols=(
            Symbol("theta", ("K",)),
            Symbol("a", ("K",), "onehot"),
            Symbol("r", ("K",)),
            Symbol("R"),
            Symbol("b"),
            Symbol("alpha", (), "positive"),
            Symbol("p", ("K",), definition="softmax(theta)", aliases=(r"\pi",)),
            Symbol("l", definition=r"\sum_k a_k \log p_k", aliases=(r"\ell",)),
            Symbol("J", definition=r"\sum_k p_k r_k", aliases=(r"J(\theta)",)),
            Symbol("H", definition=r"-\sum_k p_k \log p_k", aliases=(r"H(\pi)",)),
            Symbol(
                "new",
                ("K",),
                definition="theta + alpha (R - b) (a - p)",
                aliases=(r"\theta_{new}", r"\theta_{\text{new}}", r"\theta'"),
                hidden=True,
            ),
        ),
        indices={"k": "K", "j": "K", "i": "K"},
    ),
    "bahdanau": Model(
        symbols=(
            Symbol("h", ("n", "d")),
            Symbol("s", ("p",)),
            Symbol("W", ("m", "d")),
            Symbol("U", ("m", "p")),
            Symbol("v", ("m",)),
            Symbol("g", ("d",), aliases=(r"\frac{\partial L}{\partial c}", "dc")),
            Symbol(
                "u",
                ("n", "m"),
                definition=r"u_{ik} = \tanh(\sum_l W_{kl} h_{il} + \sum_r U_{kr} s_r)",
            ),
            Symbol("e", ("n",), definition="u v"),
            Symbol("alpha", ("n",), definition="softmax(e)"),
            Symbol("c", ("d",), definition="h^T alpha"),
            Symbol("L", definition=r"\sum_l g_l c_l", aliases=(r"\mathcal{L}",)),
        ),
        indices={"i": "n", "j": "n", "k": "m", "l": "d", "r": "p"},
    ),
    "gru": Model(
        symbols=(
            Symbol("x", ("D",), aliases=("x_t",)),
            Symbol("h", ("H",), aliases=("h_{t-1}",)),
            Symbol("Wz", ("H", "D"), aliases=("W_z",)),
            Symbol("Uz", ("H", "H"), aliases=("U_z",)),
            Symbol("Wr", ("H", "D"), aliases=("W_r",)),
            Symbol("Ur", ("H", "H"), aliases=("U_r",)),
            Symbol("Wn", ("H", "D"), aliases=("W_n",)),
            Symbol("Un", ("H", "H"), aliases=("U_n",)),
            Symbol("g", ("H",), aliases=(r"\frac{\partial L}{\partial h_t}",)),
            Symbol("az", ("H",), definition="Wz x + Uz h", aliases=("a_z",)),
            Symbol("ar", ("H",), definition="Wr x + Ur h", aliases=("a_r",)),
            Symbol("z", ("H",), definition="sigma(az)", aliases=("z_t",)),
            Symbol("r", ("H",), definition="sigma(ar)", aliases=("r_t",)),
            Symbol("q", ("H",), definition="Un h"),
            Symbol("an", ("H",), definition=r"Wn x + r \odot q", aliases=("a_n",)),
            Symbol("n", ("H",), definition="tanh(an)", aliases=("n_t",)),
            Symbol("hnew", ("H",), definition=r"(1 - z) \odot n + z \odot h", aliases=("h_t",)),
            Symbol("L", definition=r"\sum_i g_i hnew_i", aliases=(r"\mathcal{L}",)),
        ),
        functions=(_sigma,),
        indices={"i": "H", "j": "H", "k": "H", "l": "D"},
    ),
    "kridge": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("y", ("n",)),
            Symbol("alpha", ("n",), aliases=("a",)),
            Symbol("lambda", (), "positive"),
            Symbol("x", ("d",), aliases=("x_*",)),
            Symbol("I", ("n", "n"), definition="eye(n)"),
            Symbol("K", ("n", "n"), definition="X X^T"),
            Symbol("kx", ("n",), definition="X x", aliases=("k_x", "k_*")),
            Symbol(
                "J",
                definition=r"\frac{1}{2} \|K alpha - y\|^2 + \frac{lambda}{2} alpha^T K alpha",
                aliases=(r"J(\alpha)", "L"),
            ),
            Symbol("H", ("n", "n"), definition="K K + lambda K", hidden=True),
            Symbol(
                "astar",
                ("n",),
                definition="(K + lambda I)^{-1} y",
                aliases=(r"\hat\alpha", r"\hat{\alpha}"),
                hidden=True,
            ),
            Symbol(
                "wstar",
                ("d",),
                definition="X^T (K + lambda I)^{-1} y",
                aliases=("w^*", r"\hat w", r"\hat{w}", "w"),
                hidden=True,
            ),
            Symbol(
                "f",
                definition="kx^T (K + lambda I)^{-1} y",
                aliases=("f(x)", r"\hat f(x)", "f(x_*)"),
                hidden=True,
            ),
        ),
        indices={"i": "n", "j": "n"},
    ),
    "rbf": Model(
        symbols=(
            Symbol("x", ("d",)),
            Symbol("z", ("d",)),
            Symbol("l", (), "positive", aliases=(r"\ell",)),
            Symbol("k", definition=r"\exp(-\|x - z\|^2/(2 l^2))", aliases=("k(x,z)", "k(x, z)")),
        ),
        indices={"i": "d", "j": "d"},
    ),
    "pca": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("u", ("d",)),
            Symbol("lambda"),
            Symbol("S", ("d", "d"), definition=r"\frac{1}{n} X^T X", aliases=(r"\Sigma",)),
            Symbol("V", definition="u^T S u", aliases=("V(u)",)),
            Symbol("F", definition="u^T S u - lambda (u^T u - 1)", aliases=(r"\mathcal{L}",)),
            Symbol(
                "E",
                definition=r"\frac{1}{n} \sum_i \sum_j (X_{ij} - u_j \sum_k X_{ik} u_k)^2",
                aliases=("E(u)",),
            ),
        ),
        indices={"i": "n", "j": "d", "k": "d", "l": "d"},
    ),
    "ode": Model(
        symbols=(
            Symbol("y", (), "positive", aliases=("y_n",)),
            Symbol("Y", (), "positive", aliases=("Y_j",)),
            Symbol("h", (), "positive", aliases=("dt", r"\Delta t")),
            Symbol("k", (), "positive"),
            Symbol("z"),
            Symbol("theta", (), "unit"),
            Symbol(
                "ynew",
                definition=r"\frac{\sqrt{1 + 4 h k y} - 1}{2 h k}",
                aliases=("y_{n+1}",),
                hidden=True,
            ),
            Symbol(
                "Ynew",
                definition=r"Y - \frac{Y - y + h k Y^2}{1 + 2 h k Y}",
                aliases=("Y_{j+1}", r"Y_{\text{new}}", "Y_{new}"),
                hidden=True,
            ),
            Symbol(
                "R",
                definition=r"\frac{1 + (1 - theta) z}{1 - theta z}",
                aliases=("R(z)",),
                hidden=True,
            ),
        ),
    ),
    "stiff": Model(
        symbols=(
            Symbol("A", ("m", "m")),
            Symbol("u", ("m",), aliases=("u_n",)),
            Symbol("f", ("m",)),
            Symbol("h", (), "positive", aliases=("dt", r"\Delta t")),
            Symbol("I", ("m", "m"), definition="eye(m)"),
            Symbol(
                "cn",
                ("m",),
                definition=r"(I - \frac{h}{2} A)^{-1} ((I + \frac{h}{2} A) u + h f)",
                aliases=("u_{n+1}",),
                hidden=True,
            ),
            Symbol("be", ("m",), definition="(I - h A)^{-1} (u + h f)", hidden=True),
        ),
        indices={"i": "m", "j": "m"},
    ),
    "quad": Model(
        symbols=(
            Symbol("c", (), "unit"),
            Symbol("w0", definition=r"\frac{3 c - 1}{6 c}", hidden=True),
            Symbol("w1", definition=r"\frac{1}{6 c (1 - c)}", aliases=("w_c",), hidden=True),
            Symbol("w2", definition=r"\frac{2 - 3 c}{6 (1 - c)}", hidden=True),
            Symbol("a"),
            Symbol("b"),
            Symbol(
                "G",
                definition=(
                    r"\frac{b - a}{2} (f(\frac{a + b}{2} - \frac{b - a}{2 \sqrt{3}})"
                    r" + f(\frac{a + b}{2} + \frac{b - a}{2 \sqrt{3}}))"
                ),
                aliases=("G_2",),
                hidden=True,
            ),
        ),
        functions=(Function("f", r"\exp(x/3) + x^2 + \sin(2 x)"),),
    ),
    "grid": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("y", ("n",), aliases=("f",)),
            Symbol(
                "T",
                definition=r"\sum_{i=1}^{n-1} (x_{i+1} - x_i) (y_i + y_{i+1}) / 2",
                aliases=("T_n",),
                hidden=True,
            ),
        ),
        indices={"i": "n", "j": "n", "k": "n"},
    ),
    "uneven": Model(
        symbols=(
            Symbol("um", aliases=("u_{i-1}",)),
            Symbol("u0", aliases=("u_i",)),
            Symbol("up", aliases=("u_{i+1}",)),
            Symbol("h1", (), "positive"),
            Symbol("h2", (), "positive"),
            Symbol(
                "d1",
                definition=r"\frac{h1^2 up - h2^2 um + (h2^2 - h1^2) u0}{h1 h2 (h1 + h2)}",
                hidden=True,
            ),
            Symbol(
                "d2",
                definition=r"\frac{2 (h1 up - (h1 + h2) u0 + h2 um)}{h1 h2 (h1 + h2)}",
                hidden=True,
            ),
        ),
    ),
    "sparse": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=("x",)),
            Symbol("c", ("n",), "binary"),
            Symbol("w", ("d",)),
            Symbol("lambda", (), "positive"),
            Symbol("y", ("n",), definition="y_i = 2 c_i - 1"),
            Symbol("m", ("n",), definition=r"m_i = y_i \sum_j X_{ij} w_j"),
            Symbol(
                "L",
                definition=r"\frac{1}{n} \sum_i \log(1 + \exp(-m_i)) + lambda \sum_j |w_j|",
                aliases=("L(w)", "J"),
            ),
            Symbol(
                "Q",
                definition=r"\frac{1}{n} \sum_i max(0, 1 - m_i)^2 + \frac{lambda}{2} \|w\|^2",
                aliases=("Q(w)",),
            ),
        ),
        functions=(_sigma,),
        indices={"i": "n", "j": "d", "k": "d"},
    ),
    "prox": Model(
        symbols=(
            Symbol("v", ("d",)),
            Symbol("eta", (), "positive"),
            Symbol("lambda", (), "positive"),
            Symbol("mu", (), "positive"),
            Symbol(
                "S",
                ("d",),
                definition="S_j = max(0, v_j - eta lambda) - max(0, -v_j - eta lambda)",
                aliases=("w^+", "w^*"),
                hidden=True,
            ),
            Symbol(
                "B",
                ("d",),
                definition=(
                    "B_j = (max(0, v_j - eta lambda) - max(0, -v_j - eta lambda))/(1 + eta mu)"
                ),
                hidden=True,
            ),
        ),
        indices={"j": "d"},
    ),
    "clip": Model(
        symbols=(
            Symbol("U", ("n", "d")),
            Symbol("V", ("n", "d")),
            Symbol("tau", (), "positive"),
            Symbol("I", ("n", "n"), definition="eye(n)"),
            Symbol("S", ("n", "n"), definition=r"\frac{1}{tau} U V^T"),
            Symbol(
                "P",
                ("n", "n"),
                definition=r"P_{ij} = \frac{\exp(S_{ij})}{\sum_k \exp(S_{ik})}",
                aliases=("p",),
            ),
            Symbol(
                "L",
                definition=r"-\frac{1}{n} \sum_i \log P_{ii}",
                aliases=(r"\mathcal{L}", r"\mathcal{L}_{NCE}"),
            ),
        ),
        indices={"i": "n", "j": "n", "k": "n", "l": "d"},
    ),
    "steps": Model(
        symbols=(
            Symbol("theta", ("d",), aliases=("w", r"\theta_t")),
            Symbol("g", ("d",), aliases=("g_t",)),
            Symbol("u", ("d",), aliases=("u_t",)),
            Symbol("mhat", ("d",), aliases=(r"\hat m_t",)),
            Symbol("vhat", ("d",), "positive", aliases=(r"\hat v_t",)),
            Symbol("eta", (), "positive", aliases=("lr",)),
            Symbol("mu", (), "unit"),
            Symbol("lambda", (), "positive", aliases=("wd",)),
            Symbol("epsilon", (), "positive"),
            Symbol("c", (), "positive"),
            Symbol(
                "adamw",
                ("d",),
                definition=(
                    r"adamw_j = theta_j - eta (\frac{mhat_j}{\sqrt{vhat_j} + epsilon}"
                    r" + lambda theta_j)"
                ),
                hidden=True,
            ),
            Symbol(
                "gc",
                ("d",),
                definition=r"min(1, c/\|g\|) g",
                aliases=(r"\tilde g", r"\tilde{g}"),
                hidden=True,
            ),
            Symbol(
                "nag",
                ("d",),
                definition="theta + mu (mu u - eta g) - eta g",
                aliases=(r"\theta_{t+1}",),
                hidden=True,
            ),
            Symbol(
                "sgdm",
                ("d",),
                definition="theta + mu u - eta (g + lambda theta)",
                hidden=True,
            ),
        ),
        indices={"j": "d"},
    ),
    "smooth": Model(
        symbols=(
            Symbol("z", ("K",)),
            Symbol("y", ("K",), "onehot"),
            Symbol("alpha", (), "unit"),
            Symbol("tau", (), "positive"),
            Symbol("t", ("K",), "simplex"),
            Symbol("p", ("K",), definition="softmax(z)"),
            Symbol("q", ("K",), definition=r"q_k = (1 - alpha) y_k + alpha / K"),
            Symbol("s", ("K",), definition="softmax(z / tau)"),
            Symbol("L", definition=r"-\sum_k q_k \log p_k", aliases=("L_{LS}",)),
            Symbol("D", definition=r"-tau^2 \sum_k t_k \log s_k", aliases=("L_{KD}",)),
        ),
        indices={"k": "K", "j": "K", "i": "K"},
    ),
    "focal": Model(
        symbols=(
            Symbol("x"),
            Symbol("gamma", (), "positive"),
            Symbol("p", definition="sigma(x)"),
            Symbol("F", definition=r"-(1 - p)^{gamma} \log p", aliases=("FL",)),
        ),
        functions=(_sigma,),
    ),
    "conv": Model(
        symbols=(
            Symbol("x", ("m+2",)),
            Symbol("w", (3,)),
            Symbol("b"),
            Symbol("g", ("m",), aliases=(r"\frac{\partial L}{\partial a}",)),
            Symbol("y", ("m",), definition=r"y_i = \sum_{k=1}^{3} w_k x_{i+k-1} + b"),
            Symbol("a", ("m",), definition="a_i = max(0, y_i)"),
            Symbol("L", definition=r"\sum_i g_i a_i", aliases=(r"\mathcal{L}",)),
        ),
        indices={"i": "m", "k": 3, "j": "m+2"},
    ),
    "poisreg": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=("x",)),
            Symbol("y", ("n",), "natural"),
            Symbol("w", ("d",)),
            Symbol("lambda", (), "positive"),
            Symbol("I", ("d", "d"), definition="eye(d)"),
            Symbol("z", ("n",), definition="X w", aliases=(r"\eta",)),
            Symbol("mu", ("n",), definition=r"mu_i = \exp(z_i)"),
            Symbol(
                "L",
                definition=r"\sum_i (mu_i - y_i z_i) + \frac{lambda}{2} \|w\|^2",
                aliases=("L(w)", "NLL"),
            ),
            Symbol("H", ("d", "d"), definition="X^T diag(mu) X + lambda I", hidden=True),
            Symbol(
                "wnew",
                ("d",),
                definition="w - (X^T diag(mu) X + lambda I)^{-1} (X^T (mu - y) + lambda w)",
                aliases=("w_{new}", r"w_{\text{new}}"),
                hidden=True,
            ),
        ),
        indices={"i": "n", "j": "d", "k": "d"},
    ),
    "robust": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=("x",)),
            Symbol("y", ("n",)),
            Symbol("w", ("d",)),
            Symbol("delta", (), "positive"),
            Symbol("e"),
            Symbol("r", ("n",), definition="y - X w"),
            Symbol("rho", definition=r"min(delta, |e|) (|e| - min(delta, |e|)/2)"),
            Symbol("P", definition=r"delta^2 (\sqrt{1 + (e/delta)^2} - 1)"),
            Symbol(
                "L",
                definition=(r"\frac{1}{n} \sum_i min(delta, |r_i|) (|r_i| - min(delta, |r_i|)/2)"),
                aliases=("L(w)",),
            ),
            Symbol("omega", definition=r"min(1, delta/|e|)", aliases=(r"\omega(e)",), hidden=True),
        ),
        indices={"i": "n", "j": "d"},
    ),
}
