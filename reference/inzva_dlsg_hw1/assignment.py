"""inzva Deep Learning Study Group, Homework 1: networks, optimisers, least squares."""

from grader import (
    Agreement,
    Assignment,
    Choice,
    Contract,
    Derivation,
    Expression,
    Fixture,
    Gradient,
    Question,
    Review,
    Sequences,
    Shape,
)

from . import drivers, inputs, keys, lives

TERMS = ("parameter", "hyper-parameter")
DESCENTS = ("batch", "stochastic", "mini-batch")
FITS = ("underfitting", "overfitting")
FIT = {"underfitting": ["underfit", "underfits"], "overfitting": ["overfit", "overfits"]}

_GRADIENT = ["dJ/dw"]  # an optimiser is given the gradient
_BEFORE = ["dL/dyhat", "dL/dz2", "dL/dW2", "dL/db2", "dL/da1", "dL/dz1", "dL/dW1"]

homework = Assignment(
    title="inzva DLSG Homework 1",
    files=["optimisers.py", "regression.py", "network.py"],
    points=100,
    questions=[
        Question("1", "Universal approximation", points=3, text=r"""
What does the universal approximation theorem say about networks with one hidden layer, and why
does it matter (theorem)? True or false: it speaks of continuous functions on a compact set, not
on all of $R^n$ (compact); it also holds for an activation that is a polynomial (polynomial).
""", checks=[
            Review("theorem", weight=2, rubric=
                   "One hidden layer with enough units comes as close as one likes to any "
                   "continuous function (1), on a compact set, if the activation is no polynomial "
                   "(1). It says that such weights exist, not how to find them."),
            Choice("compact", right="true", weight=0.5),
            Choice("polynomial", right="false", weight=0.5),
        ]),
        Question("2", "Forward propagation", points=3, text=r"""
Explain forward propagation: what goes in, what each layer does, what comes out (forward). True or
false: it changes the weights (changes).
""", checks=[
            Review("forward", weight=2, rubric=
                   "Layer by layer from the input to the output: multiply by the weights, add the "
                   "bias, apply the activation; the last layer's output is the prediction. One "
                   "point less where the bias or the activation is missing."),
            Choice("changes", right="false"),
        ]),
        Question("3", "Backpropagation", points=4, text=r"""
Explain backpropagation, and why networks need it (backward). Which does backpropagation itself
compute: the gradients of the loss, or the updates of the weights (computes)?
""", checks=[
            Review("backward", weight=2, rubric=
                   "The chain rule from the loss back to the first layer, reusing what the forward "
                   "pass computed (1), gives the gradients of all weights, which is what an "
                   "optimiser needs (1)."),
            Choice("computes", ("gradients", "updates"), "gradients",
                   hint="The optimiser changes the weights. What does it need for that?"),
        ]),
        Question("4", "Why activations aren't linear", points=7, text=r"""
Why does a network need activations that aren't linear (why)? Take three layers without any,
$z^{(l)} = W^{(l)} z^{(l-1)} + b^{(l)}$ for $l = 1, 2, 3$, with $z^{(0)} = x$. Together they are
one layer, with weights $W^*$ and bias $b^*$: write $z^{(3)}$ with these (z3). Then work out $W^*$
(Wstar) and $b^*$ (bstar) from the weights and biases of the three layers.
""", checks=[
            Review("why", weight=2, rubric=
                   "However many, affine maps make one affine map (1); an activation that isn't "
                   "linear lets a network represent what no linear model can (1)."),
            Expression("z3", keys.collapsed, "z3"),
            Expression("Wstar", keys.linear_layers, "Wstar", weight=2, near_misses=[
                ("W3", "This is the last layer alone."),
            ]),
            Expression("bstar", keys.linear_layers, "bstar", weight=2, near_misses=[
                ("b3", "The earlier biases go through the later layers."),
                ("W3 b2 + b3", "The first layer has a bias, too."),
            ]),
        ]),
        Question("5a", "Shapes of a forward pass", points=5, text=r"""
A network takes a column of 4 numbers, $a^{[0]}$, through layers of 6, 4 and 3 neurons. Layer $l$
computes $a^{[l]} = \sigma(W^{[l]} a^{[l-1]} + b^{[l]})$; every $a^{[l]}$ and $b^{[l]}$ is a
column. Give each array's shape as rows x columns, such as 3 x 2.
""", checks=[
            Shape("W1", (6, 4)), Shape("b1", (6, 1), [(6,)]), Shape("a1", (6, 1), [(6,)]),
            Shape("W2", (4, 6)), Shape("b2", (4, 1), [(4,)]), Shape("a2", (4, 1), [(4,)]),
            Shape("W3", (3, 4)), Shape("b3", (3, 1), [(3,)]), Shape("a3", (3, 1), [(3,)]),
        ]),
        Question("5b", "Equations of a forward pass", points=3, text=r"""
Write down the forward pass of that network: $a^{[1]}$ (a1), $a^{[2]}$ (a2) and $a^{[3]}$ (a3),
each from the activations of the layer before. Leave the activation $\sigma$, which is the same in
every layer and acts on each entry, as it is.
""", checks=[
            Expression("a1", keys.forward, "a1"),
            Expression("a2", keys.forward, "a2"),
            Expression("a3", keys.forward, "a3"),
        ]),
        Question("6", "Underfitting and overfitting", points=4, text=r"""
Explain underfitting and overfitting, how to recognise them, and what helps (fit). Which of the
two is it where the bias is high (bias), where the variance is high (variance), and where the
training loss goes on falling while the validation loss begins to rise (curves)?
""", checks=[
            Review("fit", weight=2.5, rubric=
                   "Underfitting: too simple, bad on training and new data alike (1). Overfitting: "
                   "follows the noise, good on training data and bad on new data (1). A remedy for "
                   "one of them, such as more capacity, or early stopping (0.5)."),
            Choice("bias", FITS, "underfitting", weight=0.5, aliases=FIT),
            Choice("variance", FITS, "overfitting", weight=0.5, aliases=FIT),
            Choice("curves", FITS, "overfitting", weight=0.5, aliases=FIT),
        ]),
        Question("7", "The learning rate", points=3, text=r"""
What does the learning rate do (rate)? Is it too high or too low where the loss jumps about and
doesn't settle (jumps), and where it falls steadily but hardly at all (crawls)?
""", checks=[
            Review("rate", weight=2, rubric=
                   "It scales every step against the gradient (1). Too high: steps overshoot, the "
                   "loss oscillates or diverges. Too low: training is slow, or stays where it is "
                   "poor (1)."),
            Choice("jumps", ("high", "low"), "high", weight=0.5),
            Choice("crawls", ("high", "low"), "low", weight=0.5),
        ]),
        Question("8", "Dropout", points=3, text=r"""
What is dropout, and why does it help (dropout)? Are units dropped in training, in evaluation, or
in both (when)? A dropout layer of rate $p$, as today's libraries have it: is $p$ the probability
that a unit is dropped, or that it is kept (p)?
""", checks=[
            Review("dropout", weight=2, rubric=
                   "Each training step sets a random share of the units to zero (1), so that none "
                   "can rely on certain others: a regulariser against overfitting (1)."),
            Choice("when", ("training", "evaluation", "both"), "training", weight=0.5),
            Choice("p", ("dropped", "kept"), "dropped", weight=0.5),
        ]),
        Question("9", "Weights and hyper-parameters", points=4, text=r"""
How do weights differ from hyper-parameters (difference)? Parameter or hyper-parameter: the
weights (weights), the learning rate (rate), the batch size (batch), the choice of a loss function
(loss)?
""", checks=[
            Review("difference", weight=2, rubric=
                   "Weights are inside the model, and an optimiser fits them to training data (1); "
                   "hyper-parameters are set before training, and chosen by validation (1)."),
            Choice("weights", TERMS, "parameter", weight=0.5),
            Choice("rate", TERMS, "hyper-parameter", weight=0.5),
            Choice("batch", TERMS, "hyper-parameter", weight=0.5),
            Choice("loss", TERMS, "hyper-parameter", weight=0.5),
        ]),
        Question("10", "Three kinds of gradient descent", points=3, text=r"""
Batch, stochastic or mini-batch: which gradient descent looks, before each update, at the whole
data set (whole), at a single sample (single), at a fixed number of samples (several)?
""", checks=[
            Choice("whole", DESCENTS, "batch"),
            Choice("single", DESCENTS, "stochastic", aliases={"stochastic": ["SGD"]}),
            Choice("several", DESCENTS, "mini-batch"),
        ]),
        Question("11a", "Gradient descent", points=2, text=r"""
For a single parameter: its value is $w_t$ before a step and $w_{t+1}$ after it, $J(w)$ is the
loss, $g_t = \nabla J(w_t)$ its gradient, $\eta$ the learning rate. What is $w_{t+1}$ (step)? You
may leave out the index of $w_t$ and $g_t$.
""", checks=[
            Expression("step", keys.gradient_descent, "new", in_terms_of=_GRADIENT, near_misses=[
                ("w + eta g", "This climbs: the gradient points uphill."),
            ]),
        ]),
        Question("11b", "RMSProp", points=5, text=r"""
In the same notation, RMSProp keeps a running mean of the squared gradients with decay rate
$\gamma$. It is $v_{t-1}$ before the step. What is $v_t$ (v), and what is $w_{t+1}$ (step)? A
small $\epsilon$ keeps the quotient finite; whether you put it under the root or beside the root
is up to you.
""", checks=[
            Expression("v", keys.rmsprop_mean, "vnew",
                       in_terms_of=_GRADIENT, weight=2, near_misses=[
                ("gamma v + (1 - gamma) g", "It is a mean of squares."),
                ("gamma v + g^2", "The weights of a mean add up to 1."),
            ]),
            Expression("step", keys.rmsprop, "new", in_terms_of=_GRADIENT, weight=3,
                       also=[r"w - \frac{\eta g}{\sqrt{v} + \epsilon}"]),
        ]),
        Question("11c", "Adam", points=8, text=r"""
Adam as in Kingma and Ba (2015, Algorithm 1), for a single parameter: $w_{t-1}$ before step number
$t$, with gradient $g_t$, running means $m_{t-1}$ and $v_{t-1}$, decay rates $\beta_1$ and
$\beta_2$, learning rate $\eta$, and $\epsilon$ exactly where the paper has it. What are $m_t$
(m), $v_t$ (v), $\hat m_t$ (mhat), $\hat v_t$ (vhat) and $w_t$ (step)? Each may use those before
it. Is $\beta_1$ an estimate of the first moment, or a decay rate (beta1)?
""", checks=[
            Expression("m", keys.adam_means, "mnew", in_terms_of=_GRADIENT),
            Expression("v", keys.adam_means, "vnew", in_terms_of=_GRADIENT),
            Expression("mhat", keys.adam, "mhat", in_terms_of=_GRADIENT, near_misses=[
                ("m/(1 - beta1)", "The correction fades as steps are counted: a power is missing."),
            ]),
            Expression("vhat", keys.adam, "vhat", in_terms_of=_GRADIENT, near_misses=[
                ("v/(1 - beta2)", "The correction fades as steps are counted: a power is missing."),
            ]),
            Expression("step", keys.adam, "new", in_terms_of=_GRADIENT, weight=3, near_misses=[
                (r"w - \frac{\eta mhat}{\sqrt{vhat + \epsilon}}",
                 "In the paper epsilon is added to the root, not under it."),
                (r"w - \frac{\eta m}{\sqrt{v} + \epsilon}", "Where is the bias correction?"),
            ]),
            Choice("beta1", ("estimate", "decay rate"), "decay rate"),
        ]),
        Question("B1", "Bonus: least squares in closed form", points=8, text=r"""
Fit the line $w_1 x + w_0$ to points $(x_i, y_i)$, $i = 1, \dots, N$, by minimising $RSS = \sum_i
(y_i - (w_1 x_i + w_0))^2$. Give $\partial RSS/\partial w_1$ (dw1) and $\partial RSS/\partial w_0$
(dw0) at any $w_1$ and $w_0$. Both are zero at the minimum: there, give $w_0$ in terms of $w_1$
and the means $\bar x$ and $\bar y$ (w0), and $w_1$ in terms of the points and the means alone
(w1).
""", checks=[
            Expression("dw1", keys.line, "dRSS/dw1", weight=2),
            Expression("dw0", keys.line, "dRSS/dw0", weight=2),
            Expression("w0", keys.fitted, "w0"),
            Expression("w1", keys.slope, "w1", weight=3),
        ]),
        Question("B2", "Bonus: backpropagation by hand", points=16, text=r"""
A network takes a column $X$ of $D$ numbers to a hidden layer of four sigmoids, with $z^{[1]} =
W^{[1]} X + b^{[1]}$ of shape 4 x 1, and to one sigmoid, with the number $z^{[2]} = W^{[2]}
a^{[1]} + b^{[2]}$; so $W^{[1]}$ is 4 x D and $W^{[2]}$ is 1 x 4. Its prediction is $\hat y$, the
label $y$ is 0 or 1, the loss $L$ is the binary cross entropy.

Give $a^{[1]}$ (a1), $\hat y$ (yhat) and $L$ (L), in terms of $z^{[1]}$, of $z^{[2]}$, and of $y$
and $\hat y$. Then differentiate $L$ with respect to $\hat y$ (dyhat), $z^{[2]}$ (dz2),
$W^{[2]}$ (dW2), $b^{[2]}$ (db2), $a^{[1]}$ (da1), $z^{[1]}$ (dz1), $W^{[1]}$ (dW1) and $b^{[1]}$
(db1). The derivative with respect to an array has the shape of that array, so mind the transposes;
write $\odot$ for an entrywise product. Each may use those before it. For dz2 show the derivation:
a chain of equalities that begins with $\partial L/\partial z^{[2]}$.
""", checks=[
            Expression("a1", keys.network, "a1", weight=0.5),
            Expression("yhat", keys.network, "yhat", weight=0.5),
            Expression("L", keys.network, "L"),
            Expression("dyhat", keys.network, "dL/dyhat", weight=2),
            Derivation("dz2", keys.network, "dL/dz2", in_terms_of=_BEFORE[:1], weight=2),
            Expression("dW2", keys.network, "dL/dW2", in_terms_of=_BEFORE[:2], weight=2),
            Expression("db2", keys.network, "dL/db2", in_terms_of=_BEFORE[:3]),
            Expression("da1", keys.network, "dL/da1_i", "i", in_terms_of=_BEFORE[:4], weight=2),
            Expression("dz1", keys.network, "dL/dz1_i", "i",
                       in_terms_of=[*_BEFORE[:5], "sigma'"], weight=2),
            Expression("dW1", keys.network, "dL/dW1_{ij}", "ij", in_terms_of=_BEFORE[:6], weight=2),
            Expression("db1", keys.network, "dL/db1_i", "i", in_terms_of=_BEFORE[:7]),
        ]),
        Question("C1", "Momentum", points=3, checks=[
            Agreement(drivers.momentum, inputs.momentum, title="three steps", weight=2,
                      hint="v = momentum * v + gradient, and then w - rate * v."),
            Agreement(drivers.momentum_defaults, inputs.defaults, title="default settings"),
            Sequences(lives.momentum, title="step after step, two at a time"),
        ]),
        Question("C2", "RMSProp", points=3, checks=[
            Agreement(drivers.rmsprop, inputs.rmsprop, title="three steps", weight=2,
                      hint="The running mean of squares starts at zero, and isn't corrected."),
            Agreement(drivers.rmsprop_defaults, inputs.defaults, tolerance=1e-4,
                      title="default settings"),
            Agreement(drivers.rmsprop_still, inputs.still, title="no gradient, no step", guard=True,
                      hint="0 / 0 isn't a number: that is what epsilon is for."),
            Sequences(lives.rmsprop, title="step after step, two at a time"),
        ]),
        Question("C3", "Adam", points=4, checks=[
            Agreement(drivers.adam, inputs.adam, title="three steps", weight=2,
                      hint="Both means are divided by 1 - beta**t, where t counts from 1."),
            Agreement(drivers.adam_defaults, inputs.defaults, title="default settings"),
            Agreement(drivers.adam, inputs.adam_with_large_epsilon,
                      title="epsilon where Kingma and Ba have it",
                      hint="epsilon is added to the root, not under it."),
            Agreement(drivers.adam_still, inputs.still, title="no gradient, no step", guard=True,
                      hint="0 / 0 isn't a number: that is what epsilon is for."),
            Sequences(lives.adam, title="step after step, two at a time"),
        ]),
        Question("C4", "Least squares", points=3, checks=[
            Agreement(drivers.fit, inputs.points, title="the fitted line", weight=2),
            Agreement(drivers.rss, inputs.lines, outputs=["rss"], title="RSS"),
            Gradient(drivers.rss, inputs.lines, of="rss", wrt=["w0", "w1"], weight=2,
                     title="rss_gradient is the derivative of rss"),
            Contract(drivers.fit, inputs.points, title="arguments unchanged"),
        ]),
        Question("C5", "A network of sigmoids", points=6, checks=[
            Agreement(drivers.forward, inputs.network, title="forward"),
            Agreement(drivers.loss, inputs.predictions, title="loss"),
            Agreement(drivers.loss, inputs.sure_predictions, tolerance=1e-3, guard=True,
                      title="loss of predictions near 0 and 1",
                      hint="Don't clip predictions further than 1e-5 from 0 and 1."),
            Agreement(drivers.backward, inputs.network, outputs=["dW2", "db2"],
                      title="backward: the output layer"),
            Agreement(drivers.backward, inputs.network, outputs=["dW1", "db1"],
                      title="backward: the hidden layer"),
            Gradient(drivers.backward, inputs.network, of="loss", wrt=["W1", "b1", "W2", "b2"],
                     title="backward is the derivative of the loss"),
            Agreement(drivers.train, inputs.training, weight=2, title="five steps of training"),
            Fixture(drivers.backward, inputs.network, cases=5, title="recorded gradients"),
            Contract(drivers.backward, inputs.network,
                     shapes={"dW1": ("hidden", "D"), "db1": ("hidden", 1),
                             "dW2": (1, "hidden"), "db2": (1, 1)},
                     title="shapes, arguments unchanged"),
            Contract(drivers.train, inputs.training, title="training leaves its arguments alone"),
        ]),
    ],
)
