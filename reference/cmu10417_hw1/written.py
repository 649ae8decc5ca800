"""The written questions, a list for each problem.

Problem 3 is in parts 3.1 to 3.4 and Problem 4 in 4.1 and 4.2; the hand-out prints 4.x and 5.x.
"""

from grader import (
    Best,
    Choice,
    Derivation,
    Experiment,
    Expression,
    Final,
    Question,
    Replay,
    Review,
    Trend,
    Witness,
)

from . import dataset, drivers, inputs, keys, properties

perceptrons = [
    Question("1.1", "No perceptron is XOR", points=2, text=r"""
A perceptron gives $\sigma(w^\top x + b)$ with $w \in \mathbb{R}^2$, where $\sigma$ is the step
function: $\sigma(z) = 0$ for $z < 0$ and $\sigma(z) = 1$ otherwise. It should give 1 at
$x^{(1)} = (1, 0)$ and $x^{(2)} = (0, 1)$, and 0 at $x^{(3)} = (1, 1)$ and $x^{(4)} = (0, 0)$.

Each of the four asks something of $w_1$, $w_2$ and $b$: write it as an inequality, such as
$3 w_1 - b \geq 2$, and mind which are strict. Then show that they contradict one another. Call
$z_i = w^\top x^{(i)} + b$, and give multipliers $[m_1, m_2, m_3, m_4]$, none of them negative and
$m_3$ and $m_4$ not both 0, such that $m_1 z_1 + m_2 z_2 = m_3 z_3 + m_4 z_4$ for all $w$ and $b$:
the left side can't be negative, and the right side must be.
""", checks=[
        Expression("condition1", keys.perceptron, "[w1 + b >= 0]", at_switches=True,
                   hint="The step is 1 at 0 itself."),
        Expression("condition2", keys.perceptron, "[w2 + b >= 0]", at_switches=True,
                   hint="The step is 1 at 0 itself."),
        Expression("condition3", keys.perceptron, "[w1 + w2 + b < 0]", at_switches=True),
        Expression("condition4", keys.perceptron, "[b < 0]", at_switches=True),
        Witness("multipliers", {"multipliers": (4,)}, properties.conditions_contradict, weight=4),
    ]),
    Question("1.2", "Four step units are XOR", points=4, text=r"""
Give four step units, with $\sigma$ as in 1.1, that realise the same data:
$\sum_{j=1}^4 a_j \sigma(w_j^\top x^{(i)} + b_j) = y^{(i)}$ for all four points. $W$ is 4 by 2, and
its rows are $w_1$ to $w_4$, as in [[1, 2], [3, 4], [5, 6], [7, 8]]; $b$ and $a$ are 4 numbers each.
""", checks=[
        Witness("network", {"W": (4, 2), "b": (4,), "a": (4,)}, properties.network_is_xor),
    ]),
]

argument = Question("1.3b", "Why there always are such units", points=2, text=r"""
Say in a few sentences why the construction of 1.3a succeeds for all $N$ distinct points and all
labels: why the weights that it needs exist, and why the sum is the label at every point.
""", checks=[
    Review("argument", """
1. A direction v exists in which all points differ: each pair rules out only the v orthogonal to
   its difference, and finitely many hyperplanes don't fill the space. (Or another separation that
   is argued for. "Each unit learns a hyperplane" alone is no argument: which one, and why enough?)
2. Ordered along v, unit j is on at its own point and at all later ones: b_j lies between -v.x of
   its point and that of the one before.
3. So the sums form a triangular system with ones on its diagonal: a_1 = y_1 and
   a_j = y_j - y_(j-1) solve it, and the sum telescopes to the label.
1 point for the direction, 1 for the units and their weights."""),
])

activations = [
    Question("2.1", "The derivative of the sigmoid", points=2, text=r"""
With $\sigma(x) = 1 / (1 + e^{-x})$, show that $\sigma'(x) = \sigma(x) (1 - \sigma(x))$: one chain
of equalities, each step on the way shown.
""", checks=[
        Derivation("derivative", keys.activations, r"\sigma'(x)", printed=True),
    ]),
    Question("2.2", "The sigmoid's gradient vanishes", points=2, text=r"""
Write $\sigma'(x)$ in powers of $e$. Then find its limits for $x \to \infty$ (right) and
$x \to -\infty$ (left).
""", checks=[
        Expression("derivative", keys.activations, r"\sigma'(x)", weight=2, near_misses=[
            (r"1 / (1 + e^{-x} + e^x)", "Expand the square again: there is a middle term of 2."),
        ]),
        Expression("right", keys.activations, r"\lim_{x \to \infty} \sigma'(x)"),
        Expression("left", keys.activations, r"\lim_{x \to -\infty} \sigma'(x)"),
    ]),
    Question("2.3", "Why that is a problem", points=1, text="""
In one or two sentences: why is a vanishing gradient a problem?
""", checks=[
        Review("reason", """
Where a unit is saturated, its slope is near 0, and by the chain rule so is the gradient of all
weights before it (more so with every layer): they hardly move, and learning is slow or stops."""),
    ]),
    Question("2.4", "tanh is a sigmoid", points=2, text=r"""
With $\tanh(x) = (e^x - e^{-x}) / (e^x + e^{-x})$, show that $\tanh(x) = 2 \sigma(2x) - 1$: one
chain of equalities, from either side to the other.
""", checks=[
        Derivation("identity", keys.activations, r"\tanh(x)", through=["exp", "sigma"],
                   printed=True),
    ]),
    Question("2.5", "Two equivalent networks", points=3, text=r"""
One network has sigmoid units and weights $w$, another has tanh units and weights $u$:

$y_k = w_{k0}^{(2)}
+ \sum_{j=1}^M w_{kj}^{(2)} \sigma(\sum_{i=1}^M w_{ji}^{(1)} x_i + w_{j0}^{(1)})$

$y'_k = u_{k0}^{(2)}
+ \sum_{j=1}^M u_{kj}^{(2)} \tanh(\sum_{i=1}^M u_{ji}^{(1)} x_i + u_{j0}^{(1)})$

Give the weights $u$ for which $y'_k = y_k$ at all $x$: $u_{kj}^{(2)}$ and $u_{k0}^{(2)}$ by the
weights $w^{(2)}$, and $u_{ji}^{(1)}$ and $u_{j0}^{(1)}$ by the weights $w^{(1)}$, for $i, j > 0$.
""", checks=[
        Expression("u_kj", keys.second_layer, "u2_{kj}", "kj"),
        Expression("u_k0", keys.second_layer, "u2_{k0}", "k", weight=2, near_misses=[
            ("w2_{k0}", "tanh is 2σ - 1: where does the -1 of every unit go?"),
        ]),
        Expression("u_ji", keys.first_layer, "u1_{ji}", "ji"),
        Expression("u_j0", keys.first_layer, "u1_{j0}", "j"),
    ]),
    Question("2.6", "Does tanh help?", points=1, text=r"""
Does tanh solve the problem of the vanishing gradient, yes or no? Give $\tanh'(x)$, by $\sigma'$ or
in any other way, and its limit for $x \to \infty$; and say in two or three sentences why it does
or doesn't.
""", checks=[
        Choice("solved", ["yes", "no"], "no"),
        Expression("derivative", keys.activations, r"\tanh'(x)", in_terms_of=["sigma'"]),
        Expression("limit", keys.activations, r"\lim_{x \to \infty} \tanh'(x)"),
        Review("why", """
No: tanh'(x) = 4σ'(2x) vanishes for large |x| as well. (Good to see, not needed: its slope at 0 is
1 and not 1/4, and its mean is 0, so it is better in the middle.)"""),
    ]),
]

_NETWORK = r"""
$q = W^{(1)} x + b^{(1)}$, $h = \mathrm{ReLU}(q)$, $o = W^{(2)} h + b^{(2)}$,
$p = \mathrm{softmax}(o)$, $L = -\sum_{k=1}^M y_k \log p_k$, with $x \in \mathbb{R}^D$,
$h \in \mathbb{R}^H$, $o \in \mathbb{R}^M$ and $y$ one-hot. $\nabla_v L$ has the shape of $v$.
"""
backpropagation = [
    Question("3.1", "Back to the output (Part 4.1)", points=6, text=_NETWORK + r"""
Give $\partial p_i / \partial o_j$; derive $\partial L / \partial o_j$ by the chain rule; give
$\partial o_i / \partial b_j^{(2)}$; derive $\partial L / \partial b_j^{(2)}$. Kronecker's
$\delta_{ij}$ may help. Then show by their elements that $\nabla_o L$ and $\nabla_{b^{(2)}} L$ are
$p - y$. A derivation is one chain of equalities, and every step counts.
""", checks=[
        Expression("dp_do", keys.output, "dp_i/do_j", "ij"),
        Derivation("dL_do", keys.output, "dL/do_j", "j"),
        Expression("do_db", keys.output, "do_i/db2_j", "ij"),
        Derivation("dL_db", keys.output, "dL/db2_j", "j"),
        Derivation("grad_o", keys.output, "dL/do", printed=True),
        Derivation("grad_b", keys.output, "dL/db2", printed=True),
    ]),
    Question("3.2", "Back to the hidden layer (Part 4.2)", points=4, text=_NETWORK + r"""
Give $\partial o_i / \partial h_j$, and derive $\partial L / \partial h_j$ by the chain rule. Then
show by its elements that $\nabla_h L = W^{(2)\top} \nabla_o L$.
""", checks=[
        Expression("do_dh", keys.output, "do_i/dh_j", "ij"),
        Derivation("dL_dh", keys.output, "dL/dh_j", "j", weight=2, in_terms_of=["dL/do"],
                   hint="h_j reaches every output: sum over them."),
        Derivation("grad_h", keys.output, "dL/dh", in_terms_of=["dL/do"], printed=True),
    ]),
    Question("3.3", "Back to the weights (Part 4.3)", points=4, text=_NETWORK + r"""
Give $\partial o_k / \partial W_{ij}^{(2)}$, with its three indices, and derive
$\partial L / \partial W_{ij}^{(2)}$ by the chain rule. Then show by its elements that
$\nabla_{W^{(2)}} L = \nabla_o L \, h^\top$.
""", checks=[
        Expression("do_dW", keys.output, "do_k/dW2_ij", "kij", near_misses=[
            ("h_j", "Only one output sees this weight: what is it for the others?"),
        ]),
        Derivation("dL_dW", keys.output, "dL/dW2_ij", "ij", weight=2,
                   in_terms_of=["dL/do"]),
        Derivation("grad_W", keys.output, "dL/dW2", in_terms_of=["dL/do"], printed=True),
    ]),
    Question("3.4", "Back through ReLU (Part 4.4)", points=3, text=_NETWORK + r"""
Give $\partial h_i / \partial q_j$ for all $i$ and $j$ (any value will do where $q_i = 0$), and
derive $\partial L / \partial q_j$ in terms of $\partial L / \partial h_j$.
""", checks=[
        Expression("dh_dq", keys.hidden, "dh_i/dq_j", "ij", near_misses=[
            ("1[q_i > 0]", "And where i and j differ?"),
        ]),
        Derivation("dL_dq", keys.hidden, "dL/dq_j", "j", in_terms_of=["dL/dh"], weight=2),
    ]),
]

dropout = [
    Question("4.1", "Dropout is ridge regression: one number (Part 5.1)", points=3, text=r"""
Numbers $X$, $y$ and $w$, and $R$ that is 1 with probability $p$ and otherwise 0: here $p$ is the
probability to be kept. Show in one chain of equalities that
$L_{dropout}(w) = E_R[(y - R X w)^2]$ is $(y - p X w)^2 + p (1 - p) (X w)^2$. You may write $E[...]$
and $Var[...]$.
""", checks=[
        Derivation("loss", keys.one_number, "L", printed=True, near_misses=[
            ("(y - p X w)^2 - p (1 - p) (X w)^2", "E[z^2] = E[z]^2 + Var[z]: mind the sign."),
        ]),
    ]),
    Question("4.2", "Dropout is ridge regression: any data (Part 5.2)", points=7, text=r"""
Now $X$ is $N$ by $D$, $y \in \mathbb{R}^N$, $w \in \mathbb{R}^D$, and the entries of $R$ are
independent, each 1 with probability $p$. First give the sum of the $N$ variances,
$\sum_n Var[\sum_i R_{ni} X_{ni} w_i]$. Then show in one chain of equalities that
$L_{dropout}(w) = E_R[\|y - (R \odot X) w\|^2]$ is
$\|y - p X w\|^2 + p (1 - p) \|\Gamma w\|^2$, with $\Gamma = \mathrm{diag}(X^\top X)^{1/2}$. Take
variances of numbers, entry by entry, and not of vectors.
""", checks=[
        Expression("variance", keys.data_set, r"\sum_n Var[\sum_i R_{ni} X_{ni} w_i]", weight=2),
        Derivation("loss", keys.data_set, "L", weight=5, printed=True),
    ]),
]

EPOCHS = 200
FOUR = {
    "a": "60 units", "b": "60 units, momentum 0.4", "c": "60 units, momentum 0.4, dropout 0.2",
    "d": "150 units, momentum 0.4, dropout 0.2",
}
RATES = {"a": "0.01", "b": "0.001", "c": "0.0001"}
_CURVES = """
Submit loss and accuracy on the training and on the test set after each epoch, and report each
test accuracy at the end, such as 0.61 or 61 %. `best` is the setting with the highest of them;
`test_loss` says whether the test loss of ({}) increases, decreases or is steady, on the whole or
from its lowest point on.
"""


def _curves(name, settings, trend, replays=()):
    """The curves, the final accuracies reported of them, and how one of the losses goes."""
    finals = [Final(f"accuracy_{setting}", "test_accuracy", setting) for setting in settings]
    claims = [*finals, Best("best", "test_accuracy"), Trend("test_loss", "test_loss", trend)]
    return Experiment(name, settings, EPOCHS, claims=claims, weight=2, cross_entropy=True,
                      replays=replays)


experiments = [
    Question("5.2.1", "One hidden layer", points=12, text=f"""
Train SingleLayerMLP on the twelve alphabets with minibatches and learning rate 0.001, as (a) 60
hidden units, no momentum, no dropout; (b) 60 units, momentum 0.4; (c) 60 units, momentum 0.4,
dropout 0.2; (d) 150 units, momentum 0.4, dropout 0.2.
{_CURVES.format('b')}
Compare the four, and say in one or two sentences what momentum and dropout do.
""", checks=[
        _curves("single_layer", FOUR, "b"),
        Review("discussion", """
What is said fits the submitted curves, and final accuracies are given. Momentum: the training
loss falls faster, and the network overfits earlier (the test loss turns and rises while the test
accuracy levels off). Dropout: slower training curves, and less of a gap between the two sets."""),
    ]),
    Question("5.2.2", "Two hidden layers", points=12, text=f"""
The same with TwoLayerMLP, both layers of the same width: (a) 60 units, no momentum, no dropout;
(b) 60 units, momentum 0.4; (c) 60 units, momentum 0.4, dropout 0.2; (d) 150 units, momentum 0.4,
dropout 0.2. The learning rate is 0.001.
{_CURVES.format('b')}
Compare the four, and say in one or two sentences what momentum and dropout do, and whether two
layers did better than one.
""", checks=[
        # the data set that students have must lie here, to run their networks on it again
        _curves("two_layers", FOUR, "b", replays=(
            [Replay(drivers.replay, inputs.replay, "b")] if dataset.PICKLE.exists() else []
        )),
        Review("discussion", """
As in 5.2.1, and a comparison with it that names numbers: what the second layer gains (little here,
if anything, in test accuracy) and costs (it overfits sooner). It fits the submitted curves."""),
    ]),
    Question("5.2.3", "The learning rate", points=8, text=f"""
Train TwoLayerMLP with 150 units in both layers, no momentum and no dropout, at learning rates (a)
0.01, (b) 0.001 and (c) 0.0001.
{_CURVES.format('a')}
Compare the three, and say in one or two sentences what the learning rate does.
""", checks=[
        _curves("learning_rate", RATES, "a"),
        Review("discussion", """
Large: fast, noisy, and the test loss soon rises. Middle: smoother, and good in the time given.
Small (0.0001, not 0.001): smooth and slow, not done after 200 epochs. It fits the submitted
curves, and each rate is named rightly."""),
    ]),
    Question("5.2.4", "Experiments of your own", points=4, text="""
Three more experiments: change the width, the depth, the momentum, the dropout, the learning rate
or the initial weights. Name each setting by what you set in it. Submit the curves as in 5.2.1;
`accuracy_1` to `accuracy_3` are the final test accuracies, in the order of your file.
For each say, in at most three sentences, how what you found compares with what you expected.
""", checks=[
        Experiment("own_experiments", 3, EPOCHS, weight=2, cross_entropy=True, claims=[
            Final(f"accuracy_{k + 1}", "test_accuracy", k) for k in range(3)
        ]),
        Review("discussion", """
Three settings, each named in full; for each an expectation with its reason, what was seen, and
whether the two agree. It fits the submitted curves."""),
    ]),
]
