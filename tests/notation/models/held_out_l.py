"""The models of corpus/held_out_l.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "normal_mle": Model(
        symbols=(
            Symbol("x", ("n",), aliases=("X",)),
            Symbol("mu"),
            Symbol("v", (), "positive", aliases=(r"\sigma^2",)),
            Symbol(
                "l",
                definition=r"-\frac{n}{2} \log(2 \pi) - \frac{n}{2} \log v"
                r" - \frac{1}{2 v} \sum_i (x_i - mu)^2",
                aliases=(r"\ell", r"\ell(\mu, \sigma^2)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
        ),
        indices={"i": "n", "j": "n"},
    ),
    "logits": Model(
        symbols=(
            Symbol("z", ("K",)),
            Symbol("y", ("K",), "onehot"),
            Symbol("T", (), "positive", aliases=(r"\tau",)),
            Symbol("p", ("K",), definition="softmax(z)", aliases=("a", "s", r"\sigma(z)")),
            Symbol("q", ("K",), definition="softmax(z / T)"),
            Symbol("L", definition=r"-\sum_k y_k \log p_k", aliases=(r"\mathcal{L}", "J", "E")),
        ),
        indices={"i": "K", "j": "K", "k": "K"},
    ),
    "bn": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("gamma"),
            Symbol("beta"),
            Symbol("epsilon", (), "positive", aliases=("eps",)),
            Symbol(
                "dout", ("N",), aliases=(r"\frac{\partial L}{\partial y}", "dy", r"\mathrm{dout}")
            ),
            Symbol("mu", definition=r"\frac{1}{N} \sum_i x_i"),
            Symbol("var", definition=r"\frac{1}{N} \sum_i (x_i - mu)^2", aliases=(r"\sigma^2",)),
            Symbol("xhat", ("N",), definition=r"(x - mu \mathbf 1_N) / \sqrt{var + epsilon}"),
            Symbol("y", ("N",), definition=r"gamma xhat + beta \mathbf 1_N"),
            Symbol("L", definition=r"\sum_i dout_i y_i", aliases=(r"\mathcal{L}",)),
        ),
        indices={"i": "N", "j": "N", "k": "N"},
    ),
    "ln": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("gamma", ("D",)),
            Symbol("beta", ("D",)),
            Symbol("epsilon", (), "positive"),
            Symbol("dy", ("D",), aliases=(r"\frac{\partial L}{\partial y}",)),
            Symbol("mu", definition=r"\frac{1}{D} \sum_i x_i"),
            Symbol("v", definition=r"\frac{1}{D} \sum_i (x_i - mu)^2", aliases=(r"\sigma^2",)),
            Symbol("xhat", ("D",), definition=r"(x - mu \mathbf 1_D) / \sqrt{v + epsilon}"),
            Symbol("y", ("D",), definition=r"gamma \odot xhat + beta"),
            Symbol("L", definition=r"\sum_i dy_i y_i"),
        ),
        indices={"i": "D", "j": "D", "k": "D"},
    ),
    "acts": Model(
        symbols=(
            Symbol("x", aliases=("z",)),
            Symbol("alpha", (), "unit"),
            Symbol("beta", (), "positive"),
            Symbol("swish", definition=r"x sigma(beta x)", aliases=("f(x)",)),
            Symbol(
                "elu",
                definition=r"\begin{cases} x & x > 0 \\ alpha (e^x - 1) & x \leq 0"
                r" \end{cases}",
                aliases=("ELU(x)",),
            ),
            Symbol("gelu", definition=r"x Phi(x)", aliases=("GELU(x)",)),
            Symbol("leaky", definition=r"max(alpha x, x)"),
        ),
        functions=(
            _sigma,
            Function("Phi", r"(1 + erf(x / \sqrt{2})) / 2"),
            Function("phi", r"\frac{1}{\sqrt{2 \pi}} e^{-x^2/2}"),
        ),
    ),
    "lstm": Model(
        symbols=(
            Symbol("f", ("H",), "unit", aliases=("f_t",)),
            Symbol("i", ("H",), "unit", aliases=("i_t",)),
            Symbol("o", ("H",), "unit", aliases=("o_t",)),
            Symbol("g", ("H",), aliases=("g_t", r"\tilde{C}_t", r"\tilde{c}_t")),
            Symbol("cprev", ("H",), aliases=("c_{t-1}", "C_{t-1}")),
            Symbol("dh", ("H",), aliases=(r"\frac{\partial L}{\partial h_t}",)),
            Symbol("c", ("H",), definition=r"f \odot cprev + i \odot g", aliases=("c_t", "C_t")),
            Symbol("h", ("H",), definition=r"o \odot \tanh(c)", aliases=("h_t",)),
            Symbol("L", definition="dh^T h"),
        ),
    ),
    "mixture": Model(
        symbols=(
            Symbol("x", ("n",)),
            Symbol("alpha", ("K",), "simplex", aliases=(r"\pi",)),
            Symbol("mu", ("K",)),
            Symbol("sigma", ("K",), "positive"),
            Symbol(
                "N",
                ("n", "K"),
                definition=r"N_{ik} = \exp(-(x_i - mu_k)^2 / (2 sigma_k^2))"
                r" / (sigma_k \sqrt{2 * 3.141592653589793})",
            ),
            Symbol(
                "gamma",
                ("n", "K"),
                definition=r"gamma_{ik} = \frac{alpha_k N_{ik}}{\sum_j alpha_j N_{ij}}",
            ),
            Symbol(
                "L",
                definition=r"\sum_i \log(\sum_k alpha_k N_{ik})",
                aliases=(r"\ell", r"\mathcal{L}"),
            ),
        ),
        indices={"i": "n", "j": "K", "k": "K"},
    ),
    "vae": Model(
        symbols=(
            Symbol("mu", ("d",)),
            Symbol("sigma", ("d",), "positive"),
            Symbol(
                "KL",
                definition=r"\frac{1}{2} \sum_j (mu_j^2 + sigma_j^2 - \log(sigma_j^2) - 1)",
                aliases=("D_{KL}", r"\mathcal{L}_{KL}"),
            ),
        ),
        indices={"i": "d", "j": "d"},
    ),
    "two_gaussians": Model(
        symbols=(
            Symbol("mu1"),
            Symbol("mu2"),
            Symbol("sigma1", (), "positive"),
            Symbol("sigma2", (), "positive"),
            Symbol(
                "KL",
                definition=r"\log(sigma2/sigma1) + (sigma1^2 + (mu1 - mu2)^2)/(2 sigma2^2) - 1/2",
                hidden=True,
                aliases=("KL(p, q)", "D_{KL}"),
            ),
        ),
    ),
    "ridge": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("y", ("n",), aliases=("Y",)),
            Symbol("w", ("d",), aliases=(r"\beta",)),
            Symbol("lambda", (), "positive"),
            Symbol("I", ("d", "d"), definition="eye(d)", aliases=("I_d",)),
            Symbol(
                "J",
                definition=r"\|X w - y\|^2 + lambda \|w\|^2",
                aliases=("J(w)", "L", "L(w)"),
            ),
        ),
        indices={"i": "n", "j": "d", "k": "d"},
    ),
    "cs229": Model(
        symbols=(
            Symbol("X", ("m", "n"), aliases=(r"x^{(\cdot)}",)),
            Symbol("y", ("m",), "binary", aliases=(r"y^{(\cdot)}",)),
            Symbol("theta", ("n",)),
            Symbol("h", ("m",), definition="g(X theta)", aliases=(r"h_\theta", r"h_\theta(X)")),
            Symbol(
                "J",
                definition=r"-\frac{1}{m} \sum_i (y_i \log h_i + (1 - y_i) \log(1 - h_i))",
                aliases=(r"J(\theta)",),
            ),
        ),
        functions=(Function("g", "sigmoid", ("z",)),),
        indices={"i": "m", "j": "n", "k": "n"},
    ),
    "svm": Model(
        symbols=(
            Symbol("X", ("n", "d"), aliases=("x", r"x^{(\cdot)}")),
            Symbol("y", ("n",), "nonzero"),
            Symbol("w", ("d",)),
            Symbol("C", (), "positive"),
            Symbol(
                "J",
                definition=r"\frac{1}{2} \|w\|^2 + C \sum_i max(0, 1 - y_i \sum_j X_{ij} w_j)",
                aliases=("L", "J(w)"),
            ),
        ),
        indices={"i": "n", "j": "d"},
    ),
    "attn_out": Model(
        symbols=(
            Symbol("Q", ("n", "d")),
            Symbol("K", ("m", "d")),
            Symbol("A", ("n", "m"), aliases=("P",)),
            Symbol("V", ("m", "p")),
            Symbol("dO", ("n", "p"), aliases=(r"\frac{\partial L}{\partial O}",)),
            Symbol("dS", ("n", "m"), aliases=(r"\frac{\partial L}{\partial S}",)),
            Symbol("O", ("n", "p"), definition="A V"),
            Symbol("S", ("n", "m"), definition=r"Q K^T / \sqrt{d}"),
            Symbol("L", definition=r"\sum_i \sum_r dO_{ir} O_{ir} + \sum_i \sum_j dS_{ij} S_{ij}"),
        ),
        indices={"i": "n", "j": "m", "l": "d", "r": "p"},
    ),
    "ssm": Model(
        symbols=(
            Symbol("A", ("N", "N"), aliases=(r"\bar{A}", r"\overline{A}")),
            Symbol("B", ("N",), aliases=(r"\bar{B}", r"\overline{B}")),
            Symbol("C", ("N",), aliases=(r"\bar{C}", r"\overline{C}")),
            Symbol("u0", aliases=("u_0",)),
            Symbol("u1", aliases=("u_1",)),
            Symbol("u2", aliases=("u_2",)),
            Symbol(
                "y2",
                definition="C^T A A B u0 + C^T A B u1 + C^T B u2",
                hidden=True,
                aliases=("y_2",),
            ),
        ),
    ),
    "zoh": Model(
        symbols=(
            Symbol("a", (), "nonzero", aliases=("A",)),
            Symbol("b", aliases=("B",)),
            Symbol("Delta", (), "positive", aliases=(r"\Delta t",)),
        ),
    ),
    "conv": Model(
        symbols=(
            Symbol("W", (), "natural"),
            Symbol("F", (), "natural"),
            Symbol("P", (), "natural"),
            Symbol("S", (), "natural"),
            Symbol("K", (), "natural"),
            Symbol("Cin", (), "natural", aliases=("C_{in}",)),
        ),
    ),
    "pca": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("S", ("d", "d"), definition=r"\frac{1}{n} X^T X"),
            Symbol("u", ("d",), aliases=("u_1",)),
            Symbol("lambda", aliases=(r"\lambda_1",)),
            Symbol("L", definition=r"u^T S u + lambda (1 - u^T u)", aliases=(r"\mathcal{L}",)),
        ),
        indices={"i": "n", "j": "d"},
    ),
    "kmeans": Model(
        symbols=(
            Symbol("x", ("n", "d")),
            Symbol("r", ("n", "K"), "positive"),
            Symbol("mu", ("K", "d")),
            Symbol("J", definition=r"\sum_i \sum_k r_{ik} \sum_j (x_{ij} - mu_{kj})^2"),
        ),
        indices={"i": "n", "k": "K", "j": "d"},
    ),
    "word2vec": Model(
        symbols=(
            Symbol("U", ("V", "d")),
            Symbol("v", ("d",), aliases=("v_c",)),
            Symbol("y", ("V",), "onehot"),
            Symbol("yhat", ("V",), definition="softmax(U v)"),
            Symbol("J", definition=r"-\sum_w y_w \log yhat_w", aliases=("CE",)),
        ),
        indices={"w": "V", "x": "V", "j": "d"},
    ),
    "negative_sampling": Model(
        symbols=(
            Symbol("v", ("d",), aliases=("v_c",)),
            Symbol("u", ("d",), aliases=("u_o",)),
            Symbol("U", ("K", "d"), aliases=(r"u^{(\cdot)}",)),
            Symbol(
                "J",
                definition=r"-\log(\sigma(u^T v)) - \sum_k \log(\sigma(-\sum_j U_{kj} v_j))",
            ),
        ),
        functions=(_sigma,),
        indices={"k": "K", "j": "d"},
    ),
    "poisson": Model(
        symbols=(
            Symbol("x", ("n",), "natural"),
            Symbol("lambda", (), "positive"),
            Symbol(
                "l",
                definition=r"\sum_i (x_i \log lambda - lambda)",
                aliases=(r"\ell(\lambda)", r"\ell"),
            ),
        ),
        indices={"i": "n"},
    ),
    "coin": Model(
        symbols=(
            Symbol("x", ("n",), "binary"),
            Symbol("theta", (), "unit", aliases=("p",)),
            Symbol(
                "l",
                definition=r"\sum_i (x_i \log theta + (1 - x_i) \log(1 - theta))",
                aliases=(r"\ell", r"\ell(\theta)", r"\ell(p)"),
            ),
            Symbol("xbar", definition=r"\frac{1}{n} \sum_i x_i"),
        ),
        indices={"i": "n"},
    ),
    "focal": Model(
        symbols=(
            Symbol("p", (), "unit", aliases=("p_t",)),
            Symbol("gamma", (), "positive"),
            Symbol("FL", definition=r"-(1 - p)^gamma \log p", aliases=("L", "FL(p_t)")),
        ),
    ),
    "cosine": Model(
        symbols=(
            Symbol("u", ("d",)),
            Symbol("v", ("d",)),
            Symbol("s", definition=r"\frac{u^T v}{\|u\| \|v\|}", aliases=(r"\cos(u,v)",)),
        ),
        indices={"i": "d", "j": "d"},
    ),
    "mlp": Model(
        symbols=(
            Symbol("x", ("D",)),
            Symbol("y", ("K",), "onehot"),
            Symbol("W1", ("H", "D"), aliases=("W^{(1)}", "W_1")),
            Symbol("b1", ("H",), aliases=("b^{(1)}",)),
            Symbol("W2", ("K", "H"), aliases=("W^{(2)}", "W_2")),
            Symbol("b2", ("K",), aliases=("b^{(2)}",)),
            Symbol("z1", ("H",), definition="W1 x + b1", aliases=("z^{(1)}",)),
            Symbol("h", ("H",), definition="sigma(z1)", aliases=("a^{(1)}",)),
            Symbol("z2", ("K",), definition="W2 h + b2", aliases=("z^{(2)}",)),
            Symbol("yhat", ("K",), definition="softmax(z2)"),
            Symbol("L", definition=r"-\sum_k y_k \log yhat_k", aliases=("J", "CE")),
        ),
        functions=(_sigma,),
        indices={"k": "K", "i": "H", "j": "D"},
    ),
}
