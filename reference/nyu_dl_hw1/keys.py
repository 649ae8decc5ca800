"""The networks that the written questions are about, in the homework's own letters.

One data point is a column x of n numbers, z1 and z2 are columns of h numbers, z3 and yhat of K.
In the Jacobian layout the derivative of a loss with respect to a column is a row.
"""

from grader import Function, Model, Symbol

_PARAMETERS = (
    Symbol("x", ("n",)),
    Symbol("y", ("K",)),
    Symbol("W1", ("h", "n")),
    Symbol("b1", ("h",)),
    Symbol("W2", ("K", "h")),
    Symbol("b2", ("K",)),
)
_IDENTITY = Symbol("I", ("K", "K"), definition=r"diag(\mathbf 1_K)", aliases=("I_K",))
_LOSS = (
    *("l", "L", r"\ell", r"\ell_{MSE}"),
    *(r"\ell(\hat y, y)", r"\ell(\hat{y}, y)", r"\ell(y, \hat y)", r"\ell(y, \hat{y})"),
)
_COORDINATES = {"i": "K", "j": "K", "k": "K"}
_SIGMOID = Function("sigma", "sigmoid", ("u",))
_PLUS = Function("plus", "relu", ("u",), aliases=(r"(\cdot)^+",))


def _network(f, g, *more):
    """Linear, f, linear, g, and the squared error."""
    return Model(
        symbols=(
            *_PARAMETERS,
            *more,
            Symbol("z1", ("h",), definition="W1 x + b1"),
            Symbol("z2", ("h",), definition="f(z1)"),
            Symbol("z3", ("K",), definition="W2 z2 + b2"),
            Symbol("yhat", ("K",), definition="g(z3)"),
            Symbol("loss", definition=r"\|yhat - y\|^2", aliases=_LOSS),
        ),
        functions=(Function("f", f, ("u",)), Function("g", g, ("u",)), _SIGMOID, _PLUS),
        indices=_COORDINATES,
        layout="jacobian",
    )


regression = _network("5 max(0, u)", "1 u", _IDENTITY)
classification = _network("tanh", "sigmoid")

cross_entropy = Model(
    symbols=(
        Symbol("y", ("K",), "unit"),
        Symbol("yhat", ("K",), "unit"),
        Symbol("loss", aliases=("l", "L", r"\ell", r"\ell_{BCE}"),
               definition=r"\frac{1}{K} \sum_i -(y_i \log(yhat_i) + (1 - y_i) \log(1 - yhat_i))"),
    ),
    indices=_COORDINATES,
    layout="jacobian",
)  # fmt: skip

# Problem 3
graph = Model((
    Symbol("x"), Symbol("y"), Symbol("z"),
    Symbol("a", definition="x y + z"), Symbol("b", definition="(x + x) a"),
    Symbol("w", definition="a b"),
))  # fmt: skip
curve = Model(
    (Symbol("x"),),
    functions=(
        Function("Phi", r"(1 + erf(u / \sqrt{2})) / 2", ("u",)),
        _SIGMOID,
        _PLUS,
    ),
)
training = Model(  # a network of a shape that no answer depends on
    symbols=(
        Symbol("theta", ("D",)),
        Symbol("x", ("N", "D"), aliases=(r"x^{(\cdot)}",)),
        Symbol("y", ("N", "D"), aliases=(r"y^{(\cdot)}",)),
        Symbol("alpha", (), "positive"),
        Symbol("l", ("N",), definition=r"l_i = \|F(x_i) - y_i\|^2", aliases=(r"\ell",)),
    ),
    functions=(
        Function("F", r"\tanh(theta \odot u)", ("u",), aliases=(r"F_\theta",)),
        Function("MSE", r"\|u - v\|^2", ("u", "v"), aliases=(r"\ell_{MSE}",)),
    ),
    indices={"i": "N", "j": "D", "n": "N"},
)  # fmt: skip

# The report on mlp.py: batches of N rows
losses = Model(
    symbols=(
        Symbol("y", ("N", "K"), "unit", aliases=("Y",)),
        Symbol("yhat", ("N", "K"), "unit", aliases=(r"\hat Y",)),
        Symbol("mse", definition=r"\frac{1}{N K} \sum_i \sum_j (yhat_{ij} - y_{ij})^2",
               aliases=("J", r"J_{MSE}")),
        Symbol("bce", aliases=(r"J_{BCE}",),
               definition=r"-\frac{1}{N K} \sum_i \sum_j (y_{ij} \log(yhat_{ij})"
                     r" + (1 - y_{ij}) \log(1 - yhat_{ij}))"),
    ),
    indices={"i": "N", "j": "K"},
)  # fmt: skip
batch = Model(
    symbols=(
        Symbol("G", ("N", "K")),
        Symbol("Z2", ("N", "h")),
        Symbol("W2", ("K", "h")),
        Symbol("b2", ("K",)),
        Symbol("Z3", ("N", "K"), definition=r"Z2 W2^T + \mathbf 1_N b2^T"),
        Symbol("J", definition=r"\sum_i \sum_j G_{ij} Z3_{ij}"),
    ),
    indices={"i": "N", "j": "K", "k": "K", "l": "h"},
)
