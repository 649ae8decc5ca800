"""NYU Deep Learning, Homework 1: a two-layer network by hand and in code, concepts, a report."""

from grader import (
    Agreement,
    Assignment,
    Choice,
    Contract,
    Expression,
    Fixture,
    Gradient,
    Property,
    Question,
    Review,
    Sequences,
    Witness,
)

from . import drivers, inputs, keys, lives, properties

_LOCAL = [  # what question 1.3 gives
    "dl/dyhat", "dl/dz3", "dl/dz2", "dl/dz1", "dyhat/dz3", "dz2/dz1",
]

homework = Assignment(
    title="NYU Deep Learning Homework 1",
    files=["mlp.py"],
    points=65,
    preload=["torch"],
    imports=[  # tensors or arrays, and what is harmless of Python's own
        "numpy", "torch", "abc", "argparse", "collections", "contextlib", "copy", "dataclasses",
        "enum", "functools", "inspect", "io", "itertools", "json", "logging", "math", "numbers",
        "operator", "os", "pathlib", "pprint", "random", "re", "statistics", "string", "sys",
        "textwrap", "time", "traceback", "types", "typing", "unittest", "warnings",
    ],
    questions=[
        # --- Problem 1: regression --------------------------------------------------------------
        Question("1.1", "Five steps of training", points=3, text=(
            "Training on one batch with SGD takes five steps in PyTorch: `backward`, `forward`, "
            "`loss`, `step` and `zero_grad`. Number them from 1 to 5 in an order that works, "
            "each in its field, and describe each by a formula or a call in `described`."
        ), checks=[
            Witness("order", dict.fromkeys(properties.STEPS, ()), properties.order_works,
                    private=True, weight=2),
            Review("described",
                   "Forward: y_hat = model(x). Loss: a scalar of y_hat and y. zero_grad: sets the "
                   "parameters' gradients to zero, because backward adds to them. Backward: fills "
                   "in dl/dtheta by the chain rule. Step: theta becomes theta - rate dl/dtheta. A "
                   "fifth of the weight for each that is described rightly."),
        ]),
        Question("1.2", "Forward, layer by layer", points=5, text=(
            r"The network is Linear, $f$, Linear, $g$ with $f(z) = 5\,\mathrm{ReLU}(z)$ and $g$ "
            "the identity, for one data point: $x$ is a column of $n$ numbers, $W^{(1)}$ is $h "
            r"\times n$, $b^{(1)}$ a column of $h$, $W^{(2)}$ is $K \times h$, $b^{(2)}$ and $y$ "
            r"are columns of $K$. The loss is $\ell = \|\hat y - y\|^2$. Write the output of each "
            "layer in `z1`, `z2`, `z3` and `yhat`, and the loss in `loss`, in $x$, $y$ and the "
            r"parameters, whole or entry $i$; names of earlier outputs may be used. $\max(0, z)$, "
            r"$(z)^+$ and $\mathrm{ReLU}(z)$ act on each entry."
        ), checks=[
            Expression("z1", keys.regression, "z1_i", "i"),
            Expression("z2", keys.regression, "z2_i", "i", near_misses=[
                ("ReLU(z1)", "f is 5 times ReLU")]),
            Expression("z3", keys.regression, "z3_i", "i", near_misses=[
                ("5 W2 z1 + b2", "the ReLU is missing")]),
            Expression("yhat", keys.regression, "yhat_i", "i", near_misses=[
                ("W2 z2 + 5 b2", "the 5 belongs to f alone, not to b2"),
                ("5 W2 z1 + b2", "the ReLU is missing")]),
            Expression("loss", keys.regression, "loss", near_misses=[
                (r"\|W2 z2 + 5 b2 - y\|^2", "the 5 belongs to f alone, not to b2"),
                (r"\|yhat - y\|", "the norm is squared")]),
        ]),
        Question("1.3", "Backward", points=6, text=(
            "Write the derivatives below, whole or entry $(i, j)$, in $x$, $y$, the parameters, "
            r"the outputs $z_1$, $z_2$, $z_3$ and $\hat y$, and the derivatives $\frac{\partial "
            r"\ell}{\partial \hat y}$, $\frac{\partial \ell}{\partial z_3}$, $\frac{\partial "
            r"\ell}{\partial z_2}$, $\frac{\partial \ell}{\partial z_1}$, $\frac{\partial \hat "
            r"y}{\partial z_3}$ and $\frac{\partial z_2}{\partial z_1}$. The derivative of a "
            r"column with respect to a column has a row for each output, so $\frac{\partial "
            r"\ell}{\partial \hat y}$ is a row of $K$. The derivative of the loss with respect to "
            "a column may be a row or a column; with respect to a matrix, it has the shape of the "
            "matrix or of its transpose. All products must fit. Write "
            r"the identity as $I_K$. Leave out $\frac{\partial z_3}{\partial W^{(2)}}$ and the "
            "like, which have three axes."
        ), checks=[
            Expression("dz3_db2", keys.regression, "dz3_i/db2_j", "ij"),
            Expression("dl_dW2", keys.regression, "dl/dW2_ij", "ij", also=["(dl/dW2)^T"],
                       in_terms_of=_LOCAL),
            Expression("dl_db2", keys.regression, "dl/db2_i", "i", any_orientation=True,
                       in_terms_of=_LOCAL),
            Expression("dz3_dz2", keys.regression, "dz3_i/dz2_j", "ij"),
            Expression("dl_dW1", keys.regression, "dl/dW1_ij", "ij", also=["(dl/dW1)^T"],
                       in_terms_of=_LOCAL),
            Expression("dl_db1", keys.regression, "dl/db1_i", "i", any_orientation=True,
                       in_terms_of=_LOCAL),
        ]),
        Question("1.4", "Elements of the Jacobians", points=3, text=(
            "Show the elements: the entry in row $i$ and column $j$ in `dz2_dz1` and "
            r"`dyhat_dz3`, for all $i$ and $j$ (with $\delta_{ij}$, by cases, or the whole matrix "
            "with diag), and entry $i$ in `dl_dyhat` (or the row). At a kink any value passes."
        ), checks=[
            Expression("dz2_dz1", keys.regression, "dz2_i/dz1_j", "ij", near_misses=[
                ("5 1[z1_i > 0]", "this is the diagonal: what is there for i ≠ j?"),
                (r"1[z1_i > 0] \delta_{ij}", "f is 5 times ReLU")]),
            Expression("dyhat_dz3", keys.regression, "dyhat_i/dz3_j", "ij"),
            Expression("dl_dyhat", keys.regression, "dl/dyhat_i", "i", any_orientation=True),
        ]),
        # --- Problem 2: classification -----------------------------------------------------------
        Question("2.1", "Tanh and sigmoid", points=5, text=(
            r"Now $f$ is tanh and $g$ the logistic sigmoid $\sigma$, with the same loss. Write "
            "what changes: `z2` and `yhat` in $x$ and the parameters (or earlier outputs); the "
            "elements `dz2_dz1` and `dyhat_dz3`, entry $(i, j)$ or the diagonal's entry $(i, "
            r"i)$, in $z_1$, $z_2$, $z_3$ and $\hat y$; and `dl_dW2` in matrix form, as in 1.3. "
            r"Between columns write $\odot$ for a product entry by entry."
        ), checks=[
            Expression("z2", keys.classification, "z2_i", "i"),
            Expression("yhat", keys.classification, "yhat_i", "i"),
            Expression("dz2_dz1", keys.classification, "dz2_i/dz1_j", "ij",
                       also=["dz2_i/dz1_i", "1 - z2^2"]),
            Expression("dyhat_dz3", keys.classification, "dyhat_i/dz3_j", "ij",
                       also=["dyhat_i/dz3_i", "yhat - yhat^2"]),
            Expression("dl_dW2", keys.classification, "dl/dW2_ij", "ij",
                       also=["(dl/dW2)^T"], in_terms_of=_LOCAL),
        ]),
        Question("2.2", "Binary cross entropy", points=2, text=(
            r"Now the loss is $\ell_{BCE} = -\frac{1}{K} \sum_{i=1}^K [y_i \log \hat y_i + (1 - "
            r"y_i) \log(1 - \hat y_i)]$. Write entry $i$ of its derivative with "
            r"respect to $\hat y$."
        ), checks=[
            Expression("dl_dyhat", keys.cross_entropy, "dl/dyhat_i", "i", any_orientation=True,
                       near_misses=[
                (r"-\frac{y_i}{yhat_i} + \frac{1 - y_i}{1 - yhat_i}",
                 "the loss is a mean over K outputs: 1/K is missing")]),
        ]),
        Question("2.3", "Why ReLU helps", points=2, text=(
            r"Inside a deeper network $f$ may be ReLU while $g$ stays $\sigma$. In `vanishes` say "
            "which of tanh and ReLU has a derivative that tends to 0 as its input grows without "
            "bound; in `why` explain why ReLU helps training."
        ), checks=[
            Choice("vanishes", ["tanh", "ReLU"], "tanh"),
            Review("why",
                   "ReLU doesn't saturate: its derivative is 1 wherever it is active, so products "
                   "over many layers don't shrink. It is also cheap, and makes activations sparse. "
                   "All of the weight for the first with its reason; half for the others alone."),
        ]),
        # --- Problem 3: concepts ----------------------------------------------------------------
        Question("3.1", "Softmax is softargmax", points=2, text=(
            "In `approximates` say which of max and argmax softmax is a smooth form of, and in "
            "`why` explain it."
        ), checks=[
            Choice("approximates", ["max", "arg-max"], "arg-max"),
            Review("why",
                   "As the logits are scaled up, softmax tends to the one-hot vector that shows "
                   "the largest: an index, not a value. The smooth form of max is logsumexp."),
        ]),
        Question("3.2", "A computational graph", points=2, text=(
            r"Draw the graph of $a = x \star y + z$, $b = (x + x) \star a$ and $w = a \star b$ "
            r"for numbers $x$, $y$, $z$, where $\star$ multiplies. In `w` write what it computes, "
            "in $x$, $y$ and $z$; in `nodes` list each operator with what goes in and what comes "
            "out."
        ), checks=[
            Expression("w", keys.graph, "w"),
            Review("nodes",
                   "Five operators: x times y; that plus z gives a; x + x; that times a gives b; "
                   "a times b gives w. a goes into two of them. A fifth of the weight for each."),
        ]),
        Question("3.3", "Four activation functions", points=4, text=(
            "Draw each by giving it as a function of $x$: `relu`; `leaky`, a LeakyReLU with "
            r"negative slope 0.01; `softplus` with $\beta = 1$; and `gelu`, exactly (not its "
            r"approximation by tanh or $\sigma$). The normal distribution function $\Phi(x)$ and "
            r"$\mathrm{erf}(x)$ are known."
        ), checks=[
            Expression("relu", keys.curve, "max(0, x)"),
            Expression("leaky", keys.curve, "max(x, 0.01 x)", near_misses=[
                ("max(x, 0.1 x)", "the negative slope is 0.01")]),
            Expression("softplus", keys.curve, "log(1 + e^x)"),
            Expression("gelu", keys.curve, "x Phi(x)", near_misses=[
                (r"0.5 x (1 + \tanh(\sqrt{2/\pi} (x + 0.044715 x^3)))",
                 "this is the approximation by tanh"),
                (r"x \sigma(1.702 x)", "this is the approximation by σ"),
                ("x (1 + erf(x)) / 2", "Φ(x) has erf(x/√2)")]),
        ]),
        Question("3.4", "Linear transformations", points=3, text=(
            "In `types` name four kinds of linear transformation, and what each does. Give an "
            r"example of four kinds, of the plane, as a $2 \times 2$ matrix that isn't the "
            "identity: `rotation`, `reflection`, `dilation`, `projection`, each written [[a, b], "
            "[c, d]] or as a bmatrix. In `not_linear` say which of reflection, rotation, "
            "translation, projection and dilation isn't linear. In `roles` explain what linear "
            "and non-linear transformations are for in a neural network."
        ), checks=[
            Review("types",
                   "Any four of reflection, rotation, dilation (scaling), shear, projection."),
            Witness("examples", dict.fromkeys(properties.KINDS, (2, 2)),
                    properties.is_of_each_kind),
            Choice("not_linear",
                   ["reflection", "rotation", "translation", "projection", "dilation"],
                   "translation"),
            Review("roles",
                   "Linear: mixes the inputs with learned weights into new features, and changes "
                   "dimension. Non-linear: without it any number of layers is one linear map; it "
                   "folds space so that the next layer can separate. Half of the weight each."),
        ]),
        Question("3.5", "What training is", points=3, text=(
            r"A network $F_\theta$ is trained on inputs $x_1, \dots, x_N$ with labels $y_1, "
            r"\dots, y_N$ and $\ell_{MSE}(\hat y, y) = \|\hat y - y\|^2$. Training is an "
            r"optimisation problem, $\theta^* = \arg\min$ of an objective over something: write "
            "the objective alone, of all $N$ samples, in `objective`, and in `over` what it is "
            "minimised over: theta, x or y."
        ), checks=[
            Expression("objective", keys.training, r"\frac{1}{N} \sum_i l_i", weight=2,
                       also=[r"\sum_i l_i", r"\frac{1}{2} \sum_i l_i", r"\frac{1}{2N} \sum_i l_i"]),
            Choice("over", ["theta", "x", "y"], "theta", aliases={"theta": ["θ"]}),
        ]),
        # --- Section 2.2: the report on mlp.py ---------------------------------------------------
        Question("6", "Report: the squared error", points=2, text=(
            r"For $y$ and $\hat y$ of $N$ rows and $K$ columns the `mse_loss` of mlp.py is $J = "
            r"\frac{1}{N K} \sum_i \sum_j (\hat y_{ij} - y_{ij})^2$. Write entry $(i, j)$ of its "
            r"gradient with respect to $\hat y$."
        ), checks=[
            Expression("dJ_dyhat", keys.losses, "dmse/dyhat_ij", "ij", near_misses=[
                (r"\frac{2}{N} (yhat_{ij} - y_{ij})", "the mean is over N K elements"),
                (r"2 (yhat_{ij} - y_{ij})", "the mean over all elements is missing")]),
        ]),
        Question("7", "Report: a linear layer, backward", points=3, text=(
            r"The second layer takes a batch $Z_2$ of $N$ rows ($N \times h$) to $Z_3$ ($N \times "
            r"K$): $Z_2 W^{(2)\top}$, with $b^{(2)}$ added to each row. With $G$ for the gradient "
            r"of $J$ with respect to $Z_3$ ($N \times K$), write the gradients with respect to "
            r"$W^{(2)}$ ($K \times h$) in `dJ_dW2`, $b^{(2)}$ ($K$ numbers) in `dJ_db2` and $Z_2$ "
            r"($N \times h$) in `dJ_dZ2`, in these shapes, or their entries $(j, l)$, $j$ and "
            r"$(i, l)$. For a sum over rows write $\sum_i$ or $\mathbf 1_N$, the vector of ones."
        ), checks=[
            Expression("dJ_dW2", keys.batch, "dJ/dW2_jl", "jl", near_misses=[
                (r"G^T Z2 / N", "G holds the mean already")]),
            Expression("dJ_db2", keys.batch, "dJ/db2_j", "j", any_orientation=True),
            Expression("dJ_dZ2", keys.batch, "dJ/dZ2_il", "il", in_terms_of=["dJ/dZ3"]),
        ]),
        Question("10", "Report: the cross entropy at its ends", points=3, text=(
            "The `bce_loss` too is a mean over all $N K$ elements. Write entry $(i, j)$ of its "
            r"gradient with respect to $\hat y$ in `dJ_dyhat`. In `at_the_end` say what the "
            r"formula of $J$ gives for $y = 1$ and $\hat y$ exactly 0: 0, 1 or infinity. In "
            "`remedy` say what your code does instead, and what it returns then."
        ), checks=[
            Expression("dJ_dyhat", keys.losses, "dbce/dyhat_ij", "ij", near_misses=[
                (r"\frac{yhat_{ij} - y_{ij}}{yhat_{ij} (1 - yhat_{ij})}",
                 "the mean over all elements is missing")]),
            Choice("at_the_end", ["0", "1", "infinity"], "infinity",
                   aliases={"infinity": ["∞", "infty", "inf", "infinite"]}),
            Review("remedy",
                   "Keeps yhat, or its logarithm, away from the end (a clamp, an epsilon, a least "
                   "value of the logarithm such as -100), for 1 - yhat too, and for the division "
                   "in the gradient; and says which finite number comes out."),
        ]),
        # --- mlp.py -----------------------------------------------------------------------------
        Question("mlp.1", "MLP.forward", points=4, checks=[
            Agreement(drivers.forward, inputs.relu_first, title="relu, then identity",
                      hint="In mlp.py relu is max(z, 0): the 5 of Problem 1 isn't in it."),
            Agreement(drivers.forward, inputs.sigmoid_first, title="sigmoid, then relu"),
            Agreement(drivers.forward, inputs.identity_first, title="identity, then sigmoid"),
            Contract(drivers.forward, inputs.relu_first, shapes={"y_hat": ("batch", "outdim")},
                     title="shapes, inputs unchanged"),
        ]),
        Question("mlp.2", "MLP.backward", points=7, checks=[
            Agreement(drivers.backward, inputs.relu_first_back, outputs=["dW2", "db2"],
                      title="second layer: relu, then identity"),
            Agreement(drivers.backward, inputs.relu_first_back, outputs=["dW1", "db1"],
                      title="first layer: relu, then identity"),
            Agreement(drivers.backward, inputs.sigmoid_first_back,
                      outputs=["dW1", "db1", "dW2", "db2"], title="sigmoid, then relu"),
            Agreement(drivers.backward, inputs.identity_first_back,
                      outputs=["dW1", "db1", "dW2", "db2"], title="identity, then sigmoid"),
            Gradient(drivers.backward, inputs.relu_first_back, of="y_hat",
                     wrt=["W1", "b1", "W2", "b2"], cotangent="upstream",
                     title="relu, then identity: backward is the derivative of forward"),
            Gradient(drivers.backward, inputs.sigmoid_first_back, of="y_hat",
                     wrt=["W1", "b1", "W2", "b2"], cotangent="upstream",
                     title="sigmoid, then relu: backward is the derivative of forward"),
            Fixture(drivers.backward, inputs.identity_first_back, title="recorded outputs"),
            Sequences(lives.network, weight=2, title="two networks, calls in any order"),
        ]),
        Question("mlp.3", "MLP.clear_grad_and_cache", points=1, checks=[
            Property(drivers.cleared, inputs.relu_first_back, properties.nothing_is_left,
                     title="gradients are zero, the cache is empty"),
        ]),
        Question("mlp.4", "mse_loss", points=2, checks=[
            Agreement(drivers.mse, inputs.mse, outputs=["J"], title="the loss"),
            Agreement(drivers.mse, inputs.mse, outputs=["dy_hat"], title="its gradient"),
            Gradient(drivers.mse, inputs.mse, of="J", wrt=["y_hat"],
                     title="the gradient is the derivative of the loss"),
            Contract(drivers.mse, inputs.mse, shapes={"dy_hat": ("batch", "outdim")},
                     title="shapes, inputs unchanged"),
            Agreement(drivers.mse_arguments, inputs.mse, guard=True, title="tensors unchanged"),
        ]),
        Question("mlp.5", "bce_loss", points=3, checks=[
            Agreement(drivers.bce, inputs.bce, outputs=["J"], title="the loss"),
            Agreement(drivers.bce, inputs.bce, outputs=["dy_hat"], title="its gradient"),
            Gradient(drivers.bce, inputs.bce, of="J", wrt=["y_hat"],
                     title="the gradient is the derivative of the loss"),
            Property(drivers.bce, inputs.bce_at_the_ends, properties.finite_at_the_ends, weight=2,
                     title="finite where a prediction is exactly 0 or 1",
                     hint="Keep the logarithm and the division away from 0, for 1 - y_hat too."),
            Fixture(drivers.bce, inputs.bce, title="recorded outputs"),
            Contract(drivers.bce, inputs.bce, shapes={"dy_hat": ("batch", "outdim")},
                     title="shapes, inputs unchanged"),
            Agreement(drivers.bce_arguments, inputs.bce_at_the_ends, guard=True,
                      title="arguments of 0 and 1 unchanged"),
        ]),
    ],
)
