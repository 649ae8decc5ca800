r"""Problem Set 2: parameters, fitting, and backpropagation by hand (25 points and 2.5 extra)."""

from grader import Assignment, Choice, Derivation, Expression, Graph, Question, Review

from . import keys

PARAMETER_OR_NOT = ["P", "HP"]
IN_FULL = {"P": ["parameter"], "HP": ["hyper-parameter", "hyperparameter", "hyper parameter"]}
FIT = ["overfitting", "underfitting"]
FORMS = {"overfitting": ["overfit", "overfits", "over-fitting", "overfitted"],
         "underfitting": ["underfit", "underfits", "under-fitting", "underfitted"]}

homework = Assignment(
    title="Problem Set 2: Backpropagation on Computational Graphs",
    files=[],
    points=27.5,
    questions=[
        Question("1a", "What sets parameters and hyper-parameters apart", points=2, text=r"""
What is the difference between a parameter and a hyper-parameter of a model? Explain it in `why`,
and what it has to do with splitting the data. Then name the split, training, validation or test:
`learned` on which parameters are learned, and `chosen` on which hyper-parameters are chosen.
""", checks=[
            Choice("learned", ["training", "validation", "test"], "training"),
            Choice("chosen", ["training", "validation", "test"], "validation"),
            Review("why", weight=2, rubric="""
Parameters belong to the model and are found by the optimiser from the training split (1/4).
Hyper-parameters are set from outside, by a person or a search, before or around training; they
say what model is trained and how (1/4). They are compared on the validation split (1/4), because
the training loss would always favour more capacity, and the test split must stay unseen (1/4).
"""),
        ]),
        Question("1b", "Which is which", points=2, text=r"""
Is it a parameter (P) or a hyper-parameter (HP)? Say for each: a weight matrix, the learning rate,
a bias, the size of a minibatch, the non-linear activation function, the optimizer. Justify your
answers in `why`.
""", checks=[
            Choice("weight", PARAMETER_OR_NOT, "P", aliases=IN_FULL),
            Choice("learning", PARAMETER_OR_NOT, "HP", aliases=IN_FULL),
            Choice("bias", PARAMETER_OR_NOT, "P", aliases=IN_FULL),
            Choice("minibatch", PARAMETER_OR_NOT, "HP", aliases=IN_FULL),
            Choice("activation", PARAMETER_OR_NOT, "HP", aliases=IN_FULL),
            Choice("optimizer", PARAMETER_OR_NOT, "HP", aliases=IN_FULL),
            Review("why", weight=2, rubric="""
Weights and biases are what gradient descent updates. The other four are fixed before training:
backpropagation gives no gradient of them. One reason that fits several rows is enough.
"""),
        ]),
        Question("1c", "Two more hyper-parameters", points=2, text=r"""
Name two hyper-parameters that question 1b doesn't, in `first` and `second`, and say for each why
it is one. Then, in `trained`: does gradient descent on the training loss change the two? (yes, no)
""", checks=[
            Review("first", rubric="""
Not one of 1b's, and really set from outside: weight decay, number of layers or units, dropout
rate, epochs, patience of early stopping, momentum, a schedule, initialisation, augmentation, ...
Half for the example, half for why nothing in training updates it.
"""),
            Review("second", rubric="As the first; another one, not the same in other words."),
            Choice("trained", right="false"),
        ]),
        Question("2a", "Over- or underfitting: zero training loss", points=2, text=r"""
A classifier is trained. Its validation accuracy rises quickly for 5 epochs and then falls; its
training loss is down to zero after 10. In `fit`: is this overfitting or underfitting? Suggest a
change of hyper-parameters that would help it generalise, and justify both, in `why`. In `closely`:
will the training data then be fitted more closely or less closely? (more, less)
""", checks=[
            Choice("fit", FIT, "overfitting", aliases=FORMS),
            Choice("closely", ["more", "less"], "less"),
            Review("why", weight=2, rubric="""
The training loss goes to zero while validation gets worse: the model learns the training set by
heart (half). A change that restrains it: early stopping, weight decay, dropout, augmentation, a
smaller network (half). More capacity or more epochs earn nothing.
"""),
        ]),
        Question("2b", "Over- or underfitting: slow progress", points=2, text=r"""
Another classifier is trained for 100 epochs. Its validation accuracy rises slowly, and is still
rising; its training loss falls all the time, but is never near zero. Answer `fit`, `why` and
`closely` as in 2a.
""", checks=[
            Choice("fit", FIT, "underfitting", aliases=FORMS),
            Choice("closely", ["more", "less"], "more"),
            Review("why", weight=2, rubric="""
Both curves are still improving, and the training data aren't fitted: no gap has opened (half).
A change that lets it fit more: a larger network, a higher learning rate, more epochs, less
regularisation, a better optimiser (half). More regularisation earns nothing.
"""),
        ]),
        Question("3a", "A standard neural network", points=7.5, text=r"""
Two inputs, two hidden units, one output. With the column $X = (X_1, X_2)$, the hidden units are
$H_1 = f(z_1)$ where $z_1 = W_1 X + B_1$, and $H_2 = f(z_2)$ where $z_2 = W_2 X + B_2$. With the
column $H = (H_1, H_2)$, the output is $\hat Y = \sigma(z_3)$ where $z_3 = W_3 H + B_3$. Here
$\sigma$ is the sigmoid, and $f$ the leaky ReLU, $f(x) = \max(x, 0.1x)$. The loss of a sample with
label $Y$ is the binary cross-entropy $-Y \log \hat Y - (1 - Y) \log(1 - \hat Y)$.

First in symbols. Write $f$ case by case in `f`, and its derivative in `df`; what that is at 0 is
a convention, and any will do. (Typed, cases look like this: `cases(1 if x > 2; 0 otherwise)`.) In
`dL_dYhat`, the derivative of the loss with respect to $\hat Y$, in terms of $\hat Y$ and $Y$. In
`dL_dz3`, its derivative with respect to $z_3$, simplified, with at least two steps that show how;
no numbers yet.

Then in numbers, to three decimals. Take $W_1 = [1, -1]$, $B_1 = 0$, $W_2 = [-1, 0.5]$,
$B_2 = 0.5$, $W_3 = [1, 1]$, $B_3 = -1$ and the sample $X_1 = -1$, $X_2 = 1$, $Y = 0$. Go forward
to the loss; then back: `dL_dW3` is the gradient of the loss with respect to $W_3$, a row such as
[1, 2], and so on. Show your work: a field may be a derivation that ends in its number. A number
that is wrong, but follows from your own before it, earns half.
""", checks=[
            Expression("f", keys.leaky_relu, "f", weight=0.5, near_misses=[
                ("max(x, 0)", "That is the plain ReLU: the leaky one is 0.1x below zero.")]),
            Expression("df", keys.leaky_relu, "g", weight=0.5, near_misses=[
                ("1[x > 0]", "That is the plain ReLU's: the leaky one still has a slope.")]),
            Expression("dL_dYhat", keys.cross_entropy, "dL/dYhat", weight=0.5),
            Derivation("dL_dz3", keys.cross_entropy, "dL/dz3", weight=1),
            Graph("graph", weight=5, model=keys.numbers,
                  given={"W1": "[1, -1]", "B1": "0", "W2": "[-1, 0.5]", "B2": "0.5",
                         "W3": "[1, 1]", "B3": "-1", "X1": "-1", "X2": "1", "Y": "0"},
                  nodes={"X": "(X1, X2)",
                         "z1": "W1 X + B1", "H1": "f(z1)",
                         "z2": "W2 X + B2", "H2": "f(z2)",
                         "H": "(H1, H2)",
                         "z3": "W3 H + B3", "Yhat": "sigma(z3)",
                         "L": "-Y log(Yhat) - (1 - Y) log(1 - Yhat)"},
                  asked=["H1", "H2", "z3", "Yhat", "L"],
                  gradients=["W3", "B3", "H1", "H2", "z2", "W2", "B2", "z1", "W1", "B1",
                             "X1", "X2"]),
        ]),
        Question("3b", "A graph with minimum, maximum and quotient", points=7.5, text=r"""
Now the graph is $H_1 = W_1 (X_1 + X_2)$, $H_2 = X_1 X_2 X_3 + B_1$, $H_3 = \min(X_1, H_1)$,
$H_4 = W_2 H_2 / H_1$, $H_5 = \max(H_4, H_1)$, and $\hat Y = \sigma(H_3 - H_5)$, with the loss of
3a. All are numbers.

First in symbols, in terms of $W_2$, $H_1$ and $H_2$: the derivative of $H_4$ with respect to $H_2$
in `dH4_dH2`, and with respect to $H_1$ in `dH4_dH1`.

Then in numbers, as in 3a: take $W_1 = 1.5$, $B_1 = 1$, $W_2 = -3$ and the sample $X_1 = 2$,
$X_2 = -1$, $X_3 = 1$, $Y = 1$. A node that is used twice collects its gradient from both.
""", checks=[
            Expression("dH4_dH2", keys.quotient, "dH4/dH2", weight=0.5, near_misses=[
                ("W2/H2", "Which of the two stands below the line?")]),
            Expression("dH4_dH1", keys.quotient, "dH4/dH1", weight=0.5),
            Graph("graph", weight=6.5, model=keys.numbers,
                  given={"W1": "1.5", "B1": "1", "W2": "-3",
                         "X1": "2", "X2": "-1", "X3": "1", "Y": "1"},
                  nodes={"H1": "W1 (X1 + X2)", "H2": "X1 X2 X3 + B1", "H3": "min(X1, H1)",
                         "H4": "W2 H2/H1", "H5": "max(H4, H1)",
                         "z5": "H3 - H5", "Yhat": "sigma(z5)",
                         "L": "-Y log(Yhat) - (1 - Y) log(1 - Yhat)"},
                  asked=["H1", "H2", "H3", "H4", "H5", "Yhat", "L"],
                  gradients=["H5", "H4", "H3", "H2", "H1", "W2", "W1", "B1", "X3", "X2", "X1"]),
        ]),
        Question("EC.a", "Extra credit: tanh is a sigmoid", points=0.5, text=r"""
Show that $\tanh(x) = 2\sigma(2x) - 1$: a chain from one side to the other, of at least three
steps, by way of exponentials. $\sigma$ is the sigmoid.
""", checks=[
            Derivation("identity", keys.hyperbolic, "tanh(x)", steps=3,
                       through=["sigma", "tanh", "exp"], printed=True),
        ]),
        Question("EC.b.a", "Extra credit: tanh at the end of 3a", points=0.5, text=r"""
In the graph of 3a let the last unit be $\hat Y = \tanh(z)$, with the same $z$ as there, and the
loss $\frac12 (\hat Y - Y)^2$. The label is now $Y = -1$. Give $z$, $\hat Y$ and the loss `MSE`,
to three decimals.
""", checks=[
            Graph("graph", given={"Y": "-1"},
                  nodes={"z": "0.8", "Yhat": "tanh(z)", "MSE": "(Yhat - Y)^2/2"}),
        ]),
        Question("EC.b.b", "Extra credit: tanh at the end of 3b", points=0.5, text=r"""
The same for the graph of 3b: $\hat Y = \tanh(z)$ with $z = H_3 - H_5$; the label is still $Y = 1$.
""", checks=[
            Graph("graph", given={"Y": "1"},
                  nodes={"z": "-0.5", "Yhat": "tanh(z)", "MSE": "(Yhat - Y)^2/2"}),
        ]),
        Question("EC.b.why", "Extra credit: the label -1", points=0.25, text=r"""
With tanh at the end, 3a's label 0 became -1. Why is that needed? Explain in `why`. In `lowest`:
what does $\tanh(x)$ tend to as $x \to -\infty$? In `zero`: is there an $x$ with $\tanh(x) = 0$?
(yes, no)
""", checks=[
            Expression("lowest", keys.hyperbolic, r"\lim_{x \to -\infty} \tanh(x)"),
            Choice("zero", right="true"),
            Review("why", weight=2, rubric="""
tanh has its values between -1 and 1, and the two labels belong at its two ends, as 0 and 1 are
the sigmoid's (half). 0 is reached, at z = 0, but there the unit is undecided: it is the border
between the classes (half). 'tanh never gives 0' is wrong.
"""),
        ]),
        Question("EC.c", "Extra credit: back through tanh", points=0.75, text=r"""
How does the new loss, `MSE`, go back through the last unit $\hat Y = \tanh(z)$? Derive its
derivative with respect to $z$ in `dMSE_dz`, in terms of $\hat Y$, $Y$ and $z$, with at least two
steps.
Then its number, to three decimals: `dMSE_dz3` on the graph of 3a, `dMSE_dz5` on that of 3b (where
$z$ is $H_3 - H_5$).
""", checks=[
            Derivation("dMSE_dz", keys.squared_error, "dMSE/dz", weight=2),
            Graph("on 3a", given={"Y": "-1"}, asked=[], gradients=["z3"],
                  nodes={"z3": "0.8", "Yhat": "tanh(z3)", "MSE": "(Yhat - Y)^2/2"}),
            Graph("on 3b", given={"Y": "1"}, asked=[], gradients=["z5"],
                  nodes={"z5": "-0.5", "Yhat": "tanh(z5)", "MSE": "(Yhat - Y)^2/2"}),
        ]),
    ],
)
