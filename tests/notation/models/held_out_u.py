"""The models of corpus/held_out_u.txt, in the write-ups' own letters."""

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid", aliases=("g",))

MODELS = {
    "ridge": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=("x",)),
            Symbol("y", ("n",)),
            Symbol("w", ("d",), aliases=("w_t",)),
            Symbol("lambda", (), "positive"),
            Symbol("eta", (), "positive"),
            Symbol("I", ("d", "d"), definition="eye(d)"),
            Symbol(
                "J",
                definition=r"\frac{1}{2n} \|X w - y\|^2 + \frac{lambda}{2} \|w\|^2",
                aliases=("J(w)",),
            ),
            Symbol(
                "wstar",
                ("d",),
                definition=r"(X^T X + n lambda I)^{-1} X^T y",
                hidden=True,
                aliases=(r"\hat{w}", r"\hat w"),
            ),
            Symbol("H", ("d", "d"), definition=r"\frac{1}{n} X^T X + lambda I", hidden=True),
            Symbol(
                "wnew",
                ("d",),
                definition=r"w - eta (\frac{1}{n} X^T (X w - y) + lambda w)",
                hidden=True,
                aliases=("w_{t+1}",),
            ),
        ),
        indices={"i": "n", "j": "d", "k": "d"},
    ),
    "logreg": Model(
        symbols=(
            Symbol("X", ("m", "n"), aliases=(r"x^{(\cdot)}", "x")),
            Symbol("y", ("m",), "binary", aliases=(r"y^{(\cdot)}",)),
            Symbol("t", ("m",)),
            Symbol("theta", ("n",)),
            Symbol("z", ("m",), definition="X theta"),
            Symbol(
                "h", ("m",), definition="sigma(z)", aliases=(r"h^{(\cdot)}", r"\hat y", r"\hat{y}")
            ),
            Symbol(
                "J",
                definition=r"-\frac{1}{m} \sum_i (y_i \log h_i + (1 - y_i) \log(1 - h_i))",
                aliases=(r"J(\theta)",),
            ),
            Symbol(
                "Jt",
                definition=r"\frac{1}{m} \sum_i \log(1 + \exp(-t_i z_i))",
                aliases=(r"\tilde{J}", r"\tilde J"),
            ),
            Symbol(
                "H",
                ("n", "n"),
                definition=r"H_{jk} = \frac{1}{m} \sum_i h_i (1 - h_i) X_{ij} X_{ik}",
                hidden=True,
            ),
        ),
        functions=(_sigma,),
        indices={"i": "m", "j": "n", "k": "n"},
    ),
    "counts": Model(
        symbols=(
            Symbol("x", ("n",), "natural"),
            Symbol("lambda", (), "positive"),
            Symbol("a", (), "positive"),
            Symbol("b", (), "positive"),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
            Symbol(
                "l",
                definition=r"\log(lambda) \sum_i x_i - n lambda",
                aliases=(r"\ell", r"\ell(\lambda)"),
            ),
            Symbol(
                "lhat",
                definition=r"\frac{1}{n} \sum_i x_i",
                hidden=True,
                aliases=(r"\hat\lambda", r"\hat{\lambda}", r"\hat\lambda_{MLE}"),
            ),
            Symbol("pm", definition=r"(a + \sum_i x_i)/(b + n)", hidden=True),
            Symbol(
                "ddl",
                definition=r"-\frac{1}{lambda^2} \sum_i x_i",
                hidden=True,
                aliases=("l''", r"\ell''"),
            ),
            Symbol("F", definition="n/lambda", hidden=True, aliases=(r"I(\lambda)",)),
        ),
        indices={"i": "n"},
    ),
    "numerics": Model(
        symbols=(
            Symbol("f", ("n+1",), start=(0,)),
            Symbol("h", (), "positive"),
            Symbol("um", aliases=("u_{i-1}",)),
            Symbol("u0", aliases=("u_i",)),
            Symbol("up", aliases=("u_{i+1}",)),
            Symbol("upp", aliases=("u_{i+2}",)),
            Symbol("D1"),
            Symbol("D2"),
            Symbol("z"),
            Symbol(
                "T",
                definition=r"\frac{h}{2} (f_0 + f_n) + h \sum_{k=1}^{n-1} f_k",
                hidden=True,
                aliases=("T_n",),
            ),
            Symbol("S", definition=r"\frac{h}{3} (um + 4 u0 + up)", hidden=True),
            Symbol(
                "ddu",
                definition=r"\frac{up - 2 u0 + um}{h^2}",
                hidden=True,
                aliases=("u''", "u''(x_i)"),
            ),
            Symbol(
                "du",
                definition=r"\frac{-3 u0 + 4 up - upp}{2 h}",
                hidden=True,
                aliases=("u'", "u'(x_i)"),
            ),
            Symbol("D", definition="(4 D2 - D1)/3", hidden=True),
            Symbol(
                "R", definition="1 + z + z^2/2 + z^3/6 + z^4/24", hidden=True, aliases=("R(z)",)
            ),
        ),
        indices={"k": "n", "j": "n"},
    ),
    "steps": Model(
        symbols=(
            Symbol("y", aliases=("y_n",)),
            Symbol("h", (), "positive"),
            Symbol("lambda"),
            Symbol("r", (), "positive"),
            Symbol("c"),
            Symbol("x", (), "positive", aliases=("x_k",)),
            Symbol("x0"),
            Symbol("x1"),
            Symbol("g0"),
            Symbol("g1"),
            Symbol("k1", definition="r y (1 - y)"),
            Symbol(
                "ynew",
                definition=r"\frac{1 + h lambda/2}{1 - h lambda/2} y",
                hidden=True,
                aliases=("y_{n+1}",),
            ),
            Symbol("k2", definition="r (y + h k1) (1 - y - h k1)", hidden=True),
            Symbol(
                "xnew", definition=r"x - \frac{x^3 - c}{3 x^2}", hidden=True, aliases=("x_{k+1}",)
            ),
            Symbol("x2", definition="x1 - g1 (x1 - x0)/(g1 - g0)", hidden=True),
        ),
    ),
    "gauss": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("mu"),
            Symbol("sigma", (), "positive"),
            Symbol("mu0"),
            Symbol("tau", (), "positive"),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
            Symbol(
                "l",
                definition=r"-n \log sigma - \frac{1}{2 sigma^2} \sum_i (x_i - mu)^2"
                r" - \frac{n}{2} \log(2 \pi)",
                aliases=(r"\ell",),
            ),
            Symbol(
                "vhat",
                definition=r"\frac{1}{n} \sum_i (x_i - xbar)^2",
                hidden=True,
                aliases=(r"\hat\sigma^2", r"\hat{\sigma}^2"),
            ),
            Symbol(
                "mun",
                definition=r"(mu0/tau^2 + n xbar/sigma^2)/(1/tau^2 + n/sigma^2)",
                hidden=True,
                aliases=(r"\mu_n",),
            ),
            Symbol(
                "KL",
                definition=r"\frac{1}{2} (mu^2 + sigma^2 - 1) - \log sigma",
                hidden=True,
                aliases=("D_{KL}",),
            ),
        ),
        indices={"i": "n"},
    ),
    "matcalc": Model(
        symbols=(
            Symbol("A", ("m", "n")),
            Symbol("u", ("m",)),
            Symbol("v", ("n",)),
            Symbol("x", ("n",)),
            Symbol("C", ("n", "n")),
            Symbol("gamma", (), "positive"),
            Symbol("E", definition=r"\frac{1}{2} \sum_i \sum_j (A_{ij} - u_i v_j)^2"),
            Symbol("g", definition="x^T C x"),
            Symbol("q", definition=r"\|A x\|"),
            Symbol("k", definition=r"\exp(-gamma \|x - v\|^2)", aliases=("k(x, v)",)),
            Symbol("rho", definition=r"\|A x\|^2 / (x^T x)"),
        ),
        indices={"i": "m", "j": "n"},
    ),
    "softreg": Model(
        symbols=(
            Symbol("X", ("N", "D")),
            Symbol("W", ("D", "C")),
            Symbol("b", ("C",)),
            Symbol("Y", ("N", "C"), "onehot"),
            Symbol("lambda", (), "positive"),
            Symbol("Z", ("N", "C"), definition=r"X W + \mathbf 1_N b^T", aliases=("scores",)),
            Symbol(
                "P",
                ("N", "C"),
                definition=r"P_{ik} = \frac{\exp(Z_{ik})}{\sum_l \exp(Z_{il})}",
            ),
            Symbol(
                "L",
                definition=r"-\frac{1}{N} \sum_i \sum_k Y_{ik} \log P_{ik}"
                r" + \frac{lambda}{2} \sum_j \sum_k W_{jk}^2",
            ),
        ),
        indices={"i": "N", "j": "D", "k": "C", "l": "C"},
    ),
    "rnn": Model(
        symbols=(
            Symbol("W", ("H", "H")),
            Symbol("U", ("H", "D")),
            Symbol("b", ("H",)),
            Symbol("x", ("D",), aliases=("x_t",)),
            Symbol("hprev", ("H",), aliases=("h_{t-1}",)),
            Symbol("a", ("H",), definition="W hprev + U x + b", aliases=("a_t",)),
            Symbol("h", ("H",), definition="tanh(a)", aliases=("h_t",)),
            Symbol(
                "g",
                ("H",),
                aliases=(
                    r"\frac{\partial L}{\partial h}",
                    r"\frac{\partial L}{\partial h_t}",
                    "dh",
                ),
            ),
            Symbol("L", definition="g^T h"),
        ),
        indices={"i": "H", "j": "H", "k": "H"},
    ),
    "attn": Model(
        symbols=(
            Symbol("q", ("d",)),
            Symbol("K", ("n", "d")),
            Symbol("V", ("n", "m")),
            Symbol("s", ("n",), definition=r"K q / \sqrt{d}"),
            Symbol("a", ("n",), definition="softmax(s)", aliases=(r"\alpha",)),
            Symbol("o", ("m",), definition="V^T a"),
            Symbol("g", ("m",), aliases=(r"\frac{\partial L}{\partial o}", "do")),
            Symbol("L", definition="g^T o"),
        ),
        indices={"i": "n", "j": "n", "k": "m"},
    ),
    "svm": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=("x",)),
            Symbol("y", ("n",)),
            Symbol("w", ("d",)),
            Symbol("b"),
            Symbol("C", (), "positive"),
            Symbol("alpha", ("n",), "positive"),
            Symbol("M", ("n",), definition=r"M_i = y_i (\sum_j X_{ij} w_j + b)"),
            Symbol("J", definition=r"\frac{1}{2} \|w\|^2 + C \sum_i max(0, 1 - M_i)"),
            Symbol("J2", definition=r"\frac{1}{2} \|w\|^2 + C \sum_i max(0, 1 - M_i)^2"),
            Symbol(
                "D",
                definition=r"\sum_i alpha_i"
                r" - \frac{1}{2} \sum_j (\sum_i alpha_i y_i X_{ij})^2",
                aliases=(r"D(\alpha)",),
            ),
        ),
        indices={"i": "n", "k": "n", "j": "d"},
    ),
    "kl": Model(
        symbols=(
            Symbol("p", ("K",), "simplex"),
            Symbol("z", ("K",)),
            Symbol("tau", (), "positive", aliases=("T",)),
            Symbol("q", ("K",), definition="softmax(z)"),
            Symbol("r", ("K",), definition="softmax(z/tau)"),
            Symbol("KL", definition=r"\sum_k p_k \log(p_k/q_k)", aliases=(r"D_{KL}",)),
            Symbol("H", definition=r"-\sum_k q_k \log q_k", aliases=("H(q)",)),
            Symbol("L", definition=r"-\sum_k p_k \log r_k"),
        ),
        indices={"i": "K", "j": "K", "k": "K", "l": "K"},
    ),
}
