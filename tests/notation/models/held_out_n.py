"""The models of corpus/held_out_n.txt, in the write-ups' own letters."""

from __future__ import annotations

from grader.algebra.model import Function, Model, Symbol

_sigma = Function("sigma", "sigmoid")

MODELS = {
    "softmax": Model(
        symbols=(
            Symbol("X", ("N", "D")),
            Symbol("W", ("D", "C")),
            Symbol("b", ("C",)),
            Symbol("Y", ("N", "C")),
            Symbol("lambda", (), "positive"),
            Symbol("Z", ("N", "C"), definition=r"X W + \mathbf 1_N b^T", aliases=("S", "scores")),
            Symbol(
                "P",
                ("N", "C"),
                definition=r"P_{ij} = \frac{\exp(Z_{ij})}{\sum_l \exp(Z_{il})}",
                aliases=(r"\hat Y", r"\hat{Y}", "probs"),
            ),
            Symbol(
                "J",
                definition=r"\frac{1}{N} \sum_i (\log(\sum_j \exp(Z_{ij}))"
                r" - \sum_j Y_{ij} Z_{ij}) + \frac{lambda}{2} \|W\|_F^2",
                aliases=("L", r"J(W, b)"),
            ),
        ),
        indices={"i": "N", "j": "C", "k": "C", "l": "C", "n": "N"},
    ),
    "mlp": Model(
        symbols=(
            Symbol("X", ("N", "D")),
            Symbol("W1", ("D", "H"), aliases=("W_1",)),
            Symbol("b1", ("H",), aliases=("b_1",)),
            Symbol("W2", ("H", "K"), aliases=("W_2",)),
            Symbol("b2", ("K",), aliases=("b_2",)),
            Symbol("Y", ("N", "K")),
            Symbol("A", ("N", "H"), definition=r"X W1 + \mathbf 1_N b1^T"),
            Symbol("Z", ("N", "H"), definition=r"tanh(A)"),
            Symbol("Yhat", ("N", "K"), definition=r"Z W2 + \mathbf 1_N b2^T"),
            Symbol("E", definition=r"\frac{1}{2} \sum_n \sum_k (Yhat_{nk} - Y_{nk})^2"),
        ),
        indices={"n": "N", "d": "D", "h": "H", "j": "H", "k": "K"},
    ),
    "logistic": Model(
        symbols=(
            Symbol("X", ("n", "d")),
            Symbol("y", ("n",), "binary"),
            Symbol("w", ("d",), aliases=("\\theta",)),
            Symbol("lambda", (), "positive"),
            Symbol("eta", (), "positive", aliases=("lr",)),
            Symbol("mu", ("n",), definition="sigma(X w)", aliases=(r"\hat y", r"\hat{y}", "p")),
            Symbol(
                "J",
                definition=r"-\sum_i (y_i \log mu_i + (1 - y_i) \log(1 - mu_i))"
                r" + \frac{lambda}{2} \|w\|^2",
                aliases=("J(w)", r"J(\theta)", r"\mathcal{L}"),
            ),
            Symbol("I", ("d", "d"), definition="eye(d)"),
        ),
        functions=(_sigma,),
        indices={"i": "n", "j": "d", "k": "d"},
    ),
    "skipgram": Model(
        symbols=(
            Symbol("v", ("d",), aliases=("v_c",)),
            Symbol("uo", ("d",), aliases=("u_o",)),
            Symbol("un", ("d",), aliases=("u_n",)),
            Symbol("U", ("V", "d")),
            Symbol("y", ("V",), "onehot"),
            Symbol("yhat", ("V",), definition="softmax(U v)"),
            Symbol(
                "J",
                definition=r"-\log(sigma(uo^T v)) - \log(sigma(-un^T v))",
                aliases=(r"J_{neg}", r"J_{\text{neg}}"),
            ),
            Symbol(
                "L",
                definition=r"-\sum_w y_w \log yhat_w",
                aliases=("CE", r"J_{softmax}"),
            ),
        ),
        functions=(_sigma,),
        indices={"w": "V", "k": "d", "j": "V"},
    ),
    "mixture": Model(
        symbols=(
            Symbol("x", ("N",)),
            Symbol("phi", ("K",), "simplex"),
            Symbol("mu", ("K",)),
            Symbol("sigma", ("K",), "positive"),
            Symbol(
                "r",
                ("N", "K"),
                definition=r"r_{nk} = \frac{phi_k \exp(-(x_n - mu_k)^2/(2 sigma_k^2))/sigma_k}"
                r"{\sum_j phi_j \exp(-(x_n - mu_j)^2/(2 sigma_j^2))/sigma_j}",
                aliases=(r"\gamma",),
            ),
            Symbol(
                "l",
                definition=r"\sum_n \log(\sum_k phi_k \exp(-(x_n - mu_k)^2/(2 sigma_k^2))"
                r"/(\sqrt{2 \pi} sigma_k))",
                aliases=(r"\ell", r"\mathcal{L}"),
            ),
        ),
        indices={"n": "N", "k": "K", "j": "K"},
    ),
    "mstep": Model(
        symbols=(
            Symbol("X", ("N", "D"), aliases=("x",)),
            Symbol("R", ("N", "K"), "positive", aliases=("r", r"\gamma")),
            Symbol("mu", ("K", "D")),
        ),
        indices={"n": "N", "k": "K", "d": "D", "i": "N"},
    ),
    "lstm": Model(
        symbols=(
            Symbol("x", ("D",), aliases=("x_t",)),
            Symbol("hprev", ("H",), aliases=("h_{t-1}",)),
            Symbol("cprev", ("H",), aliases=("c_{t-1}",)),
            Symbol("Wf", ("H", "D"), aliases=("W_f",)),
            Symbol("Uf", ("H", "H"), aliases=("U_f",)),
            Symbol("bf", ("H",), aliases=("b_f",)),
            Symbol("zf", ("H",), definition="Wf x + Uf hprev + bf", aliases=("z_f",)),
            Symbol("zi", ("H",), aliases=("z_i",)),
            Symbol("zg", ("H",), aliases=("z_g",)),
            Symbol("zo", ("H",), aliases=("z_o",)),
            Symbol("f", ("H",), definition="sigma(zf)", aliases=("f_t",)),
            Symbol("i", ("H",), definition="sigma(zi)", aliases=("i_t",)),
            Symbol("g", ("H",), definition="tanh(zg)", aliases=("g_t", r"\tilde{c}_t")),
            Symbol("o", ("H",), definition="sigma(zo)", aliases=("o_t",)),
            Symbol("c", ("H",), definition=r"f \odot cprev + i \odot g", aliases=("c_t",)),
            Symbol("h", ("H",), definition=r"o \odot tanh(c)", aliases=("h_t",)),
            Symbol("dh", ("H",), aliases=(r"\frac{\partial L}{\partial h_t}", r"\delta h_t")),
            Symbol("L", definition="dh^T h"),
        ),
        functions=(_sigma,),
    ),
    "batchnorm": Model(
        symbols=(
            Symbol("x", ("m",)),
            Symbol("gamma"),
            Symbol("beta"),
            Symbol("epsilon", (), "positive"),
            Symbol("dy", ("m",), aliases=("dout", r"\frac{\partial L}{\partial y}")),
            Symbol("mu", definition=r"\frac{1}{m} \sum_i x_i", aliases=(r"\mu_B",)),
            Symbol(
                "v",
                definition=r"\frac{1}{m} \sum_i (x_i - mu)^2",
                aliases=(r"\sigma^2", r"\sigma_B^2", "var"),
            ),
            Symbol("xhat", ("m",), definition=r"(x - mu \mathbf 1_m)/\sqrt{v + epsilon}"),
            Symbol("y", ("m",), definition=r"gamma xhat + beta \mathbf 1_m"),
            Symbol("L", definition="dy^T y", aliases=(r"\ell",)),
        ),
        indices={"i": "m", "j": "m", "k": "m"},
    ),
    "matrix": Model(
        symbols=(
            Symbol("A", ("n", "n")),
            Symbol("B", ("n", "n")),
            Symbol("X", ("n", "n")),
            Symbol("M", ("m", "n")),
            Symbol("x", ("n",)),
            Symbol("a", ("n",)),
            Symbol("b", ("n",)),
            Symbol("c", ("m",)),
            Symbol("lambda", (), "positive"),
            Symbol("I", ("n", "n"), definition="eye(n)"),
            Symbol("f", definition="x^T A x + b^T x", aliases=("f(x)",)),
            Symbol("q", definition=r"\frac{1}{2} \|M x - c\|^2 + \frac{lambda}{2} \|x\|^2"),
            Symbol("g", definition="tr(X^T A X)", aliases=("g(X)",)),
            Symbol("h", definition="a^T X^{-1} b", aliases=("h(X)",)),
            Symbol("t", definition="tr(A X B)"),
            Symbol("s", definition=r"\frac{1}{2} \|A X - B\|_F^2"),
            Symbol("r", definition="(x^T A x)/(x^T x)"),
        ),
        indices={"i": "n", "j": "n", "k": "n"},
    ),
    "roots": Model(
        symbols=(
            Symbol("x", (), "positive", aliases=("x_n", "x_k")),
            Symbol("a", (), "positive", aliases=("c",)),
            Symbol("p", (), "positive", aliases=("x_{n-1}", "x_{k-1}")),
        ),
    ),
    "attention": Model(
        symbols=(
            Symbol("Q", ("n", "d")),
            Symbol("K", ("m", "d")),
            Symbol("V", ("m", "p")),
            Symbol("dO", ("n", "p"), aliases=("G", r"\frac{\partial L}{\partial O}")),
            Symbol("S", ("n", "m"), definition=r"Q K^T / \sqrt{d}"),
            Symbol(
                "A",
                ("n", "m"),
                definition=r"A_{ij} = \frac{\exp(S_{ij})}{\sum_l \exp(S_{il})}",
                aliases=("P",),
            ),
            Symbol("O", ("n", "p"), definition="A V"),
            Symbol("L", definition=r"\sum_i \sum_q dO_{iq} O_{iq}", aliases=(r"\ell",)),
        ),
        indices={"i": "n", "j": "m", "k": "m", "l": "m", "q": "p"},
    ),
    "optim": Model(
        symbols=(
            Symbol("theta", aliases=(r"\theta_{t-1}", "w", "w_{t-1}")),
            Symbol("m", aliases=("m_{t-1}",)),
            Symbol("v", (), "positive", aliases=("v_{t-1}",)),
            Symbol("g", aliases=("g_t", "grad")),
            Symbol("beta1", (), "unit", aliases=(r"\beta_1",)),
            Symbol("beta2", (), "unit", aliases=(r"\beta_2",)),
            Symbol("mu", (), "unit", aliases=(r"\rho",)),
            Symbol("alpha", (), "positive", aliases=(r"\eta", "lr")),
            Symbol("epsilon", (), "positive"),
            Symbol("t", (), "natural"),
            Symbol("g1"),
            Symbol("g2"),
            Symbol("g3"),
        ),
    ),
    "vae": Model(
        symbols=(
            Symbol("mu", ("d",)),
            Symbol("sigma", ("d",), "positive"),
            Symbol("epsilon", ("d",)),
            Symbol("z", ("d",), definition=r"mu + sigma \odot epsilon"),
            Symbol("dz", ("d",), aliases=(r"\frac{\partial L}{\partial z}",)),
            Symbol(
                "KL",
                definition=r"\frac{1}{2} \sum_j (mu_j^2 + sigma_j^2 - 1 - 2 \log sigma_j)",
                hidden=True,
                aliases=("D_{KL}", "D_{KL}(q||p)"),
            ),
            Symbol("L", definition="dz^T z"),
            Symbol("m1", aliases=(r"\mu_1",)),
            Symbol("m2", aliases=(r"\mu_2",)),
            Symbol("s1", (), "positive", aliases=(r"\sigma_1",)),
            Symbol("s2", (), "positive", aliases=(r"\sigma_2",)),
        ),
        indices={"j": "d", "i": "d"},
    ),
}
