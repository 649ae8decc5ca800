"""Johns Hopkins, Self-Supervised Models, Assignment 3 (100 points, and 7 extra)."""

from grader import (
    Agreement,
    Assignment,
    Best,
    Choice,
    Contract,
    Derivation,
    Experiment,
    Expression,
    Fixture,
    Gradient,
    Graph,
    Numbers,
    Property,
    Question,
    Review,
    Shape,
    Trend,
    Witness,
)

from . import drivers, inputs, keys, properties

LETTERS = ("A", "B", "C", "D")
JACOBIANS = """\
X is an n×d matrix whose rows, as columns, are x_1, …, x_n; w is a d×1 column. The Jacobian of a
column f with respect to a column w has the entry ∂f_i/∂w_j in row i and column j; that of a scalar
is a row. Give its shape, such as n × d, and J itself, whole (with ᵀ where a row is meant) or entry
by entry with the indices i and j."""
FUNCTIONS = (drivers.sigmoid, drivers.relu, drivers.tanh)
NODES = ("x", "y", "z", "h1", "h2", "h3", "f")

COLUMNS = ("train_loss", "train_accuracy", "dev_loss", "dev_accuracy")


def curves(name, settings, claims=()):
    """Curves of at least 20 epochs, and which of them ends best."""
    best = Best("best", "dev_accuracy")
    return Experiment(name, settings, 20, COLUMNS, [best, *claims], weight=3, cross_entropy=True)


homework = Assignment(
    title="Assignment 3: Concepts, Jacobians, Activations, XOR and Backpropagation",
    files=["activations.py"],
    points=107,
    questions=[
        # --- 1: concepts ----------------------------------------------------------------------
        Question("1.1", "All parameters zero", points=2, text="""\
Every weight and bias of a fully connected network starts at zero. Which hold? Name all that do.

- A. Within the first hidden layer all units compute the same, and however long gradient descent
  runs, they go on doing so.
- B. Within the first hidden layer all units compute the same at first, but one step of gradient
  descent is enough to break the symmetry between them.
- C. Units of one layer agree and units of different layers don't: so symmetry is broken.
- D. From the first step on the units of the first hidden layer compute different things, and each
  develops in its own way.""", checks=[
            Choice("answer", LETTERS, ("A",)),
        ]),
        Question("1.2", "Vectorisation", points=2, text="""\
True or false? Once the forward pass of a network of L layers is vectorised, it needs no explicit
loop over the layers.""", checks=[
            Choice("answer", right="false"),
        ]),
        Question("1.3", "tanh or sigmoid", points=2, text="""\
True or false? In hidden units tanh tends to serve better than the sigmoid, because its outputs
have a mean nearer to zero, which centres the data for the layer that follows.""", checks=[
            Choice("answer", right="true"),
        ]),
        Question("1.4", "Against overfitting", points=2, text="""\
Which of these does nothing against overfitting?

- A. augmenting the data
- B. dropout
- C. stopping early
- D. none: all three help""", checks=[
            Choice("answer", LETTERS, "D"),
        ]),
        Question("1.5", "Dropout in training and in evaluation", points=2, text="""\
In `why`: why is dropout applied in training, and why not in evaluation?

In `inverted`: *inverted* dropout rescales the activations so that their mean is the same in both.
Does it do so in training or in evaluation?

In `factor`: by what does it multiply the activations it keeps, if each is dropped with probability
p?""", checks=[
            Review("why", """\
Training: units drop out at random, so that none can rely on particular others; as if many thinned
networks were trained and averaged; it regularises. Evaluation: the prediction should be
deterministic and use every unit. The mean must be kept: plain dropout multiplies by 1 - p in
evaluation; inverted dropout divides by 1 - p in training and leaves evaluation alone."""),
            Choice("inverted", ("training", "evaluation"), "training", weight=0.5),
            Expression("factor", keys.DROPOUT, "1/(1-p)", weight=0.5, near_misses=[
                ("1 - p", "That is what plain dropout multiplies by, in evaluation."),
                ("1/p", "p is the probability to be dropped."),
            ]),
        ]),
        Question("1.6", "All parameters one constant", points=2, text="""\
In `why`: why is it a bad idea to start all parameters of a network at one constant?

In `weights`: after a hundred steps of gradient descent, are the weights that lead into two units of
one hidden layer equal or different?""", checks=[
            Review("why", """\
Units of a layer compute the same, so they get the same gradients and stay the same: the layer is
worth one unit. Random values break this symmetry."""),
            Choice("weights", ("equal", "different"), "equal", weight=0.5,
                   aliases={"equal": ["the same", "identical"]}),
        ]),
        Question("1.7", "Sigmoids with large weights", points=2, text="""\
All activations of a fully connected network are sigmoids, and its weights start as large positive
numbers. In `good`: is that a good idea, yes or no? In `why`: why?""", checks=[
            Choice("good", ("yes", "no"), "no", weight=0.5),
            Review("why", """\
Pre-activations are large, sigmoids saturate, their slopes are nearly zero, and the product of such
slopes on the way back makes the gradients of early layers vanish: learning is slow or stops."""),
        ]),
        Question("1.8", "Residual connections", points=2, text="""\
In `why`: what are residual connections good for?

In `slope`: y = x + F(x) is such a connection, of scalars, round a differentiable F. What is dy/dx,
in terms of F'(x)?""", checks=[
            Review("why", """\
They give information and gradients a path round the layers between; the gradient along it isn't
shrunk by their slopes, so that it doesn't vanish in deep networks. A block can easily be the
identity, which makes deeper networks no harder to train."""),
            Expression("slope", keys.SKIP, "dy/dx", in_terms_of=["F'", "dF/dx"], weight=0.5),
        ]),
        Question("1.9", "What is cached", points=2, text="""\
Implementations of the forward and the backward pass use a cache. What for?

- A. What the forward pass computes is kept for the backward pass of the same layer, which needs it
  for the derivatives.
- B. It holds the hyper-parameters of a search, to make that faster.
- C. What the backward pass computes is passed to the forward pass of the same layer, which needs it
  for the activations.""", checks=[
            Choice("answer", LETTERS[:3], "A"),
        ]),
        Question("1.10", "Depth and features", points=2, text="""\
Which holds, as a rule?

- A. What a layer computes of the input is the more intricate the later it comes.
- B. What a layer computes of the input is the more intricate the earlier it comes.""", checks=[
            Choice("answer", LETTERS[:2], "A"),
        ]),

        # --- 2: Jacobians ---------------------------------------------------------------------
        Question("2.0", "Which entry is which", points=1, text="""\
f takes a column x of n numbers to a column f(x) of m numbers, and J, its Jacobian at x, is m×n.
Give its entry J_ij, in row i and column j, as a partial derivative.""", checks=[
            Expression("entry", keys.ANY_FUNCTION, "df_i/dx_j", without=["J"],
                       in_terms_of=["df/dx"]),
        ]),
        Question("2.1", "A constant", points=2, text=f"{JACOBIANS}\n\nf(w) = c.", checks=[
            Shape("shape", (1, "d")),
            Expression("J", keys.CONSTANT, "df/dw", "j", without=["J", "∂"], any_orientation=True),
        ]),
        Question("2.2", "The squared norm", points=2, text=f"{JACOBIANS}\n\nf(w) = ‖w‖².", checks=[
            Shape("shape", (1, "d")),
            Expression("J", keys.SQUARED_NORM, "df/dw", "j", without=["J", "∂"]),
        ]),
        Question("2.3", "A dot product", points=2, text=f"""\
{JACOBIANS} Here i is fixed.

f(w) = wᵀx_i. Also give `partial`, the j-th partial derivative ∂f/∂w_j, with the way there (an
equation a = b = c).""", checks=[
            Shape("shape", (1, "d")),
            Derivation("partial", keys.DOT_PRODUCT, "df/dw_j", "ij", without=["∂"]),
            Expression("J", keys.DOT_PRODUCT, "df/dw", "j", without=["J", "∂"]),
        ]),
        Question("2.4", "A linear map", points=2, text=f"{JACOBIANS}\n\nf(w) = Xw.", checks=[
            Shape("shape", ("n", "d")),
            Expression("J", keys.LINEAR_MAP, "df_i/dw_j", "ij", without=["J", "∂"]),
        ]),
        Question("2.5", "The identity", points=2, text=f"{JACOBIANS}\n\nf(w) = w.", checks=[
            Shape("shape", ("d", "d")),
            Expression("J", keys.ITSELF, "df_i/dw_j", "ij", without=["J", "∂"]),
        ]),
        Question("2.6", "Squares, entry by entry", points=2, text=f"""\
{JACOBIANS}

f(w) = w², which squares each entry.""", checks=[
            Shape("shape", ("d", "d")),
            Expression("J", keys.SQUARES, "df_i/dw_j", "ij", without=["J", "∂"], near_misses=[
                ("2 w", "What is the derivative of w_1² with respect to w_2?"),
            ]),
        ]),
        Question("2.7", "A matrix product (extra)", points=3, text="""\
X is n×d and W is k×d. The Jacobian of f(W) = XWᵀ has the axes of f first and then those of W.
Give its shape, such as (a, b, c, d), and J, its entry J_ijkl = ∂f_ij/∂W_kl, with Kronecker's δ or
an indicator such as 1[i = j]. (The index k and the number k of rows aren't to be confused.)""",
                 checks=[
            Shape("shape", ("n", "k", "k", "d")),
            Expression("J", keys.MATRIX_PRODUCT, "df_{ij}/dW_{kl}", "ijkl", weight=2,
                       without=["J", "∂"], near_misses=[
                (r"X_{il} \delta_{ik}", "Which index of f runs over the rows of W?"),
                ("X_{il}", "Every column of f depends on one row of W only."),
            ]),
        ]),

        # --- 3: activations -------------------------------------------------------------------
        Question("3.1", "Why activation functions", points=2, text="""\
In `why`: what are activation functions there for?

In `A`, `c`: without them two layers, W_2(W_1 x + b_1) + b_2, are only A x + c. Give A and c.""",
                 checks=[
            Review("why", """\
They make the network non-linear: without them any number of layers is one linear (affine) map.
With them it can approximate general functions and curved decision boundaries."""),
            Expression("A", keys.NO_ACTIVATION, "dy/dx", without=["A", "∂"], weight=0.5),
            Expression("c", keys.NO_ACTIVATION, "y - A x", without=["c", "A", "y", "x"],
                       weight=0.5),
        ]),
        Question("3.2", "Three activation functions", points=6, text="""\
Give the formulas of sigmoid, ReLU and tanh at a number z, with exponentials, max or cases, and
their derivatives, in which the functions themselves may stand, such as σ(z). At a kink any
value or none will do.""", checks=[
            Expression("sigmoid", keys.ACTIVATIONS, "sigma(z)", without=["sigma", "sigmoid", "s"]),
            Expression("dsigmoid", keys.ACTIVATIONS, "sigma'(z)", without=["∂"]),
            Expression("relu", keys.ACTIVATIONS, "relu(z)", without=["relu"], at_switches=True),
            Expression("drelu", keys.ACTIVATIONS, "relu'(z)", without=["∂"]),
            Expression("tanh", keys.ACTIVATIONS, "tanh(z)", without=["tanh"]),
            Expression("dtanh", keys.ACTIVATIONS, "tanh'(z)", without=["∂"]),
        ]),
        Question("3.2.plot", "The same in numpy", points=5, text="""\
Write the functions of 3.2 and their derivatives for numpy arrays of any shape, entry by entry, in
activations.py. Plot them on [-10, 10], in a file of its own.""", checks=[
            *(Agreement(driver, inputs.anywhere, outputs=["out"], title=driver.__name__)
              for driver in FUNCTIONS),
            *(Agreement(driver, inputs.off_the_kink, outputs=["dz"],
                        title=f"{driver.__name__}_derivative")
              for driver in FUNCTIONS),
            *(Gradient(driver, inputs.off_the_kink, of="out", wrt=["z"], cotangent="upstream",
                       title=f"{driver.__name__}_derivative is the slope of {driver.__name__}")
              for driver in FUNCTIONS),
            *(Contract(driver, inputs.anywhere, shapes={"out": ("points",), "dz": ("points",)},
                       title=f"{driver.__name__}: shapes and input kept")
              for driver in FUNCTIONS),
            Property(drivers.relu_at_zero, inputs.nothing, properties.a_slope_of_relu,
                     title="relu_derivative at 0 is between 0 and 1", guard=True),
            Fixture(drivers.all_three, inputs.table, cases=6, title="recorded values"),
            Agreement(drivers.independent, inputs.table, guard=True,
                      title="no call depends on another"),
        ]),
        Question("3.3", "Vanishing gradients", points=3, text="""\
In `problem`: what is the vanishing gradient problem? In `why`: which activation functions suffer
from it, and why? Three sentences each, at most.

In `functions`: name those of sigmoid, tanh and ReLU that saturate on both sides.

In `slope`: the largest slope that the sigmoid has anywhere, to two decimals.""", checks=[
            Review("problem", """\
Going back through many layers gradients are multiplied by small factors, so that they become tiny
in early layers, whose parameters hardly move. At most three sentences."""),
            Review("why", """\
Sigmoid and tanh: both saturate, with slopes near 0 for large |z|, and the sigmoid's slope is at
most 1/4, so that even the best product over layers shrinks. At most three sentences."""),
            Choice("functions", ("sigmoid", "tanh", "ReLU"), ("sigmoid", "tanh"),
                   aliases={"sigmoid": ["σ", "sigma"]}),
            Numbers("slope", keys.ACTIVATIONS, "1/4", places=2, carried=False, without=["∂"]),
        ]),
        Question("3.4", "Zero-centred activations", points=3, text="""\
In `why`: what difference do activations with mean zero make to backpropagation?

In `dl_dw`: a unit computes z = Σ_i w_i x_i + b, and δ is ∂ℓ/∂z. Give ∂ℓ/∂w_i.

In `signs`: if all its inputs x_i are positive, do all ∂ℓ/∂w_i have the same sign, or are the
signs mixed?""", checks=[
            Review("why", """\
If all inputs of a unit are positive, the gradients of its weights all have the sign of δ, so that a
step can only raise or lower all of them together and the path to the minimum zigzags. With outputs
round zero signs are mixed and any direction can be taken."""),
            Expression("dl_dw", keys.NEURON, "dl/dw_i", "i"),
            Choice("signs", ("same", "mixed"), "same"),
        ]),
        Question("3.5", "The derivative of softmax", points=6, text="""\
σ(z) is the softmax of a column z of K numbers: σ(z)_i = exp(z_i) / Σ_k exp(z_k). Derive
∂σ(z)_i/∂z_j from this by the quotient rule. σ_i may stand for σ(z)_i.

In `same`: for j = i, that is ∂σ_i/∂z_i, as an equation a = b = c that ends in terms of σ_i.

In `different`: for j ≠ i, the same, ending in terms of σ_i and σ_j.

In `combined`: both in one formula, with Kronecker's δ_ij.""", checks=[
            Derivation("same", keys.SOFTMAX, "dsigma_i/dz_i", "i", without=["∂"], weight=2),
            Derivation("different", keys.TWO_CLASSES, "dsigma_i/dz_j", without=["∂"], weight=2),
            Expression("combined", keys.SOFTMAX, "dsigma_i/dz_j", "ij", without=["∂"]),
        ]),
        Question("3.6", "The Jacobian of softmax", points=3, text="""\
Go on from 3.5 to the Jacobian J of softmax, without indices.

In `shape`: its shape. In `entries`: its entry in row i and column j, multiplied out, as an equation
(J_ij = …). In `matrix`: J in terms of diag, σ and σᵀ.""", checks=[
            Shape("shape", ("K", "K")),
            Expression("entries", keys.SOFTMAX, "dsigma_i/dz_j", "ij", steps=1,
                       without=["J", "∂"]),
            Expression("matrix", keys.SOFTMAX, "dsigma/dz", without=["J", "∂"], weight=2,
                       near_misses=[
                (r"diag(sigma) - sigma^T sigma", "σᵀσ is a number."),
                (r"diag(sigma) + sigma sigma^T", "Which sign has the entry with i ≠ j?"),
            ]),
        ]),

        # --- 4: XOR ---------------------------------------------------------------------------
        Question("4.1", "XOR by one layer", points=4, text="""\
XOR is 1 at (0, 1) and (1, 0), and 0 at (0, 0) and (1, 1). Can ŷ = ReLU(w_1 x_1 + w_2 x_2 + b)
compute it?

In `possible`: yes or no. In `why`: your reasoning.

In `w1`, `w2`: let ŷ be right at the first three points (0, 0), (0, 1) and (1, 0). What are w_1 and
w_2 then, in terms of b?

In `sum`: and what is the argument of ReLU at (1, 1), in terms of b? (b can't be positive:
why?)""", checks=[
            Choice("possible", ("yes", "no"), "no"),
            Review("why", """\
Either: ReLU(b) = 0 gives b <= 0, and ReLU(w_1 + b) = ReLU(w_2 + b) = 1 give w_1 = w_2 = 1 - b, so
that at (1, 1) the output is 2 - b >= 2 and not 0. Or: the set where ŷ > 0 is an open half plane; it
contains (0, 1) and (1, 0), hence their middle, but not (0, 0) and (1, 1), whose middle is the same
point. That a line can't part the points, without a reason, is half an answer."""),
            Expression("w1", keys.ONE_LAYER, "w1", without=["w1", "w2", "s"], weight=0.25),
            Expression("w2", keys.ONE_LAYER, "w2", without=["w1", "w2", "s"], weight=0.25),
            Expression("sum", keys.ONE_LAYER, "w1 + w2 + b", without=["w1", "w2", "s"],
                       weight=0.5),
        ]),
        Question("4.2", "XOR by two layers", points=4, text="""\
Give W1 (2×2, a row for each hidden unit), b1, W2 (1×2) and b2 such that
ŷ = W_2 ReLU(W_1 x + b_1) + b_2 is XOR at the four points.""", checks=[
            Witness("network", {"W1": (2, 2), "b1": (2,), "W2": (1, 2), "b2": ()},
                    properties.computes_xor),
        ]),
        Question("4.3", "XOR from zeros", points=5, text="""\
Take the network of 4.2 with any differentiable loss ℓ(ŷ, y), and start all weights and biases at
zero. Show that gradient descent doesn't learn XOR.

In `dW2`, `db2`, `dW1`, `db1`: the derivatives of ℓ for a sample (x, y) with respect to W_2, b_2,
W_1 and b_1 at the start; write g or ∂ℓ/∂ŷ for the derivative with respect to ŷ.

In `moves`: which of W1, b1, W2 and b2 does gradient descent change? Name all that it does.

In `output`: what is ŷ at x after any number of steps, in terms of the parameters as they are then?

In `limit`: the squared error is minimised over the four points. Where does ŷ go?

In `why`: your conclusion.""", checks=[
            Expression("dW2", keys.ZEROS, "dl/dW2", without=["h", "z1", "∂"], weight=0.5),
            Expression("db2", keys.ZEROS, "dl/db2", in_terms_of=["dl/dyhat"], weight=0.5),
            Expression("dW1", keys.ZEROS, "dl/dW1", without=["W2", "x", "∂"], weight=0.5),
            Expression("db1", keys.ZEROS, "dl/db1", without=["W2", "∂"], weight=0.5),
            Choice("moves", ("W1", "b1", "W2", "b2"), ("b2",)),
            Expression("output", keys.ZEROS_TRAINED, "b2", without=["yhat", "h", "W2"],
                       near_misses=[("0", "At the start it is; but which parameter moves?")]),
            Numbers("limit", asked="1/2", places=2, weight=0.5),
            Review("why", """\
h = 0 makes the gradient of W_2 zero, and W_2 = 0 those of W_1 and b_1, whatever the slope of ReLU
at 0 is taken to be; so this stays true after a step that moves b_2 alone. The output is then the
same number b_2 for all x, and XOR isn't constant. That it is stuck at 0 is wrong; 'symmetry' alone
isn't enough: here the hidden units are dead."""),
        ]),
        Question("4.4", "XOR from a constant (extra)", points=4, text="""\
Now let the hidden activation be any differentiable f, ŷ = W_2 f(W_1 x + b_1) + b_2, and start with
all entries of W_1 equal to u, those of b_1 to b, those of W_2 to c, and b_2 to a.

In `yhat`: give ŷ in terms of u, b, c, a, x_1 and x_2, without matrices.

In `dW1`: the derivative of ℓ with respect to the entry in row k and column m of W_1, with g for
∂ℓ/∂ŷ. (It should be clear from it that both rows have the same.)

In `why`: what follows for the network under gradient descent?

In `every`: does it follow, for every f, that such a network can't compute XOR? Yes or no.

In `f`, `weights`: give a polynomial f(t) = f_0 + f_1 t + f_2 t² as [f_0, f_1, f_2], and
[u, b, c, a], for which ŷ is XOR at the four points; so what must one assume of f?""", checks=[
            Expression("yhat", keys.CONSTANTS, "yhat", without=["yhat", "h", "z1", "W1", "W2"]),
            Expression("dW1", keys.CONSTANTS, "dl/dW1_{km}", "km", without=["h", "W1", "W2"],
                       in_terms_of=["dl/dyhat", "f'"]),
            Review("why", """\
The hidden units compute the same and get the same gradients, so they stay the same: the network is
2c f(u(x_1 + x_2) + b) + a for ever, a function of x_1 + x_2 (as the gradients of W_1's two columns
agree on average over XOR's points, where x_1 and x_2 are alike). With monotone f, such as ReLU or
the sigmoid, it is monotone in x_1 + x_2, and XOR isn't: 0, 1, 0."""),
            Choice("every", ("yes", "no"), "no"),
            Witness("counterexample", {"f": (3,), "weights": (4,)}, properties.is_a_counterexample),
        ]),

        # --- 5: a computation graph -----------------------------------------------------------
        Question("5.1", "The graph", points=3, text="""\
Draw the computation graph of f(x, y, z) = ln x + exp(y)·z, with one simple operation in each node:
h_1 for the logarithm, h_2 for the exponential, h_3 for the product, and f.

In `h1`, `h2`, `h3`, `f`: the formula of each node in what leads into it.

In `into_h3`, `into_f`: which of x, y, z, h1, h2, h3 have an arrow into h_3, and which into f?""",
                 checks=[
            *(Expression(name, keys.GRAPH, name, without=[name]) for name in NODES[3:]),
            Choice("into_h3", NODES, ("h2", "z")),
            Choice("into_f", NODES, ("h1", "h3")),
        ]),
        Question("5.2", "Forward", points=3, text="""\
Evaluate the nodes at x = 1, y = 3, z = 2, to three decimals.""", checks=[
            Graph("forward", given={"x": "1", "y": "3", "z": "2"},
                  nodes={"h1": "ln(x)", "h2": "exp(y)", "h3": "h2 z", "f": "h1 + h3"}),
        ]),
        Question("5.3", "Local derivatives", points=4, text="""\
Evaluate the partial derivatives of each node with respect to what leads into it, and ∂f/∂h_2, at
x = 1, y = 3, z = 2, to three decimals. `dh3_dz` stands for ∂h_3/∂z, and so on.""", checks=[
            *(Numbers(f"d{of}_d{by}", keys.AT_1_3_2, f"d{of}/d{by}", without=[*NODES, "∂"])
              for of, by in (("f", "h1"), ("f", "h3"), ("h3", "h2"), ("h3", "z"), ("h1", "x"),
                             ("h2", "y"), ("f", "h2"))),
        ]),
        Question("5.4", "Backward", points=4, text="""\
Put the local derivatives together by the chain rule: for each input an equation that goes from the
product of partial derivatives along its path to the value at x = 1, y = 3, z = 2, such as
∂f/∂x = (∂f/∂h_1)(∂h_1/∂x) = …""", checks=[
            *(Numbers(f"df_d{by}", keys.AT_1_3_2, f"df/d{by}", steps=2, without=[*NODES, "∂"])
              for by in "xyz"),
        ]),

        # --- 6: experiments -------------------------------------------------------------------
        Question("6.1.3", "Depth", points=4, text="""\
Train networks with no hidden layer and with one, two and three hidden layers of 512 units, all else
being equal. Submit their loss and accuracy on training and development data after each epoch.

`best` is the setting that ends with the highest accuracy on the development data. `dev_loss` says
whether the loss of the deepest network on the development data increases, decreases or is steady,
on the whole or from its lowest point on.

In `discussion`: what do the curves show, and why might that be?""", checks=[
            curves("depth", {str(n): f"{n} hidden layers" for n in range(4)}, [
                Trend("dev_loss", "dev_loss", "3"),
            ]),
            Review("discussion", """\
Says which depths do better, by how much and after how many epochs, in agreement with the curves;
tells underfitting (training loss) from overfitting (the gap to development loss); gives a reason
(capacity, harder optimisation); draws no conclusion from differences as small as the noise."""),
        ]),
        Question("6.1.4", "Activation functions", points=4, text="""\
Repeat 6.1.3 with sigmoid, ReLU and tanh in the one, two or three hidden layers. Submit loss and
accuracy as there.

`best` is the setting that ends with the highest accuracy on the development data.

In `discussion`: how do they compare, at which depth, and why might that be?""", checks=[
            curves("activations", {
                f"{name}-{n}": f"{name} in {n} hidden layers"
                for name in ("sigmoid", "relu", "tanh") for n in (1, 2, 3)
            }),
            Review("discussion", """\
Compares the functions at each depth, in agreement with the curves, speed of learning as well as the
end; connects it with saturation (sigmoid, above all when deep), zero-centred outputs (tanh) and
slopes of one (ReLU); or says that no difference can be seen, and why these depths show none."""),
        ]),
        Question("6.1.5", "Learning rates", points=4, text="""\
Repeat 6.1.3 with the learning rates 0.01, 0.05, 0.075, 0.1 and 0.125. Submit loss and accuracy as
there.

`best` is the setting that ends with the highest accuracy on the development data.

In `discussion`: which rate serves which network best, and what happens at either end?""", checks=[
            curves("learning_rates", {
                f"{rate}-{n}": f"rate {rate}, {n} hidden layers"
                for rate in (0.01, 0.05, 0.075, 0.1, 0.125) for n in range(4)
            }),
            Review("discussion", """\
Names the best rate for each network, in agreement with the curves; small rates are slow, large ones
fluctuate or diverge, deeper networks bear less; the best rate is chosen on development data."""),
        ]),
    ],
)
