"""What the written questions are about: their symbols, and how these hang together."""

from grader import Function, Model, Symbol


def jacobian(function, shape, *symbols, of="w", by=("d",), indices=None):
    """A function f of w (or W) and its Jacobian J, as both may be written."""
    return Model(
        symbols=(
            *symbols,
            Symbol("f", shape, spelled=(f"f({of})",), given=function),
            Symbol("J", (*(shape or (1,)), *by), spelled=("J_f", f"J_f({of})"), given=f"df/d{of}"),
        ),
        indices=indices or {"i": "d", "j": "d"},
        layout="jacobian",
    )


# --- 1: concepts ------------------------------------------------------------------------------

DROPOUT = Model((Symbol("p", domain="unit"),))
SKIP = Model(
    symbols=(Symbol("x"), Symbol("F", given="F(x)"), Symbol("y", given="x + F(x)")),
    functions=(Function("F", "sin(x) + x^2"),),  # stands for any function
)

# --- 2: Jacobians -----------------------------------------------------------------------------

_X = Symbol("X", ("n", "d"), spelled=("x", r"x^{(\cdot)}"))
_w = Symbol("w", ("d",))
_row = Symbol("xi", ("d",), spelled=("x_i", "X_i"))  # one row of X as a column: x_ij is an entry
_identity = Symbol("I", ("d", "d"), spelled=("I_d", r"I_{d\times d}"), given="eye(d)")

ANY_FUNCTION = Model(
    symbols=(
        Symbol("A", ("m", "n")),
        Symbol("x", ("n",)),
        Symbol("f", ("m",), spelled=("f(x)",), given="tanh(A x)"),  # stands for any function
        Symbol("J", ("m", "n"), spelled=("J_f", "J_f(x)"), given="df/dx"),
    ),
    sizes={"i": 2, "j": 1},  # an entry off the diagonal
    layout="jacobian",
)
CONSTANT = jacobian("c + 0 w^T w", (), _w, Symbol("c"))
SQUARED_NORM = jacobian(r"\|w\|^2", (), _w)
DOT_PRODUCT = jacobian("w^T x_i", (), _w, _row)
LINEAR_MAP = jacobian("X w", ("n",), _w, _X, indices={"i": "n", "j": "d"})
ITSELF = jacobian("w", ("d",), _w, _identity)
SQUARES = jacobian("w^2", ("d",), _w, _identity)
MATRIX_PRODUCT = jacobian(
    "X W^T", ("n", "k"), _X, Symbol("W", ("k", "d")), of="W", by=("k", "d"),
    indices={"i": "n", "j": "k", "k": "k", "l": "d", "p": "d"},
)  # fmt: skip

# --- 3: activations and softmax ---------------------------------------------------------------

NO_ACTIVATION = Model(
    symbols=(
        Symbol("x", ("D",)),
        Symbol("W1", ("H", "D")),
        Symbol("b1", ("H",)),
        Symbol("W2", ("M", "H")),
        Symbol("b2", ("M",)),
        Symbol("y", ("M",), given="W2 (W1 x + b1) + b2"),
        Symbol("A", ("M", "D"), given="dy/dx"),
        Symbol("c", ("M",), given="y - A x"),
    ),
    layout="jacobian",
)
ACTIVATIONS = Model(
    symbols=(Symbol("z"), Symbol("s", given="sigma(z)")),
    functions=(Function("sigma", "sigmoid"),),
)
NEURON = Model(
    symbols=(
        Symbol("w", ("d",)),
        Symbol("x", ("d",)),
        Symbol("b"),
        Symbol("delta"),
        Symbol("z", given="w^T x + b"),
        Symbol("l", spelled=("L", r"\ell"), given="delta z"),  # any loss with dl/dz = delta
    ),
    indices={"i": "d"},
)


def softmax(**sizes):
    """The softmax of z in K classes; `sizes` may fix i and j."""
    return Model(
        symbols=(
            Symbol("z", ("K",)),
            Symbol("sigma", ("K",), spelled=("s", "p", r"\sigma(z)"), given="softmax(z)"),
            Symbol("J", ("K", "K"), spelled=(r"J_\sigma", r"J_\sigma(z)"), given="dsigma/dz"),
        ),
        indices={} if sizes else {"i": "K", "j": "K", "k": "K"},
        sizes=sizes,
        layout="jacobian",
    )


SOFTMAX = softmax()
TWO_CLASSES = softmax(i=1, j=2)  # two different ones: by symmetry, the first and the second

# --- 4: XOR -----------------------------------------------------------------------------------

ONE_LAYER = Model(
    symbols=(
        Symbol("s", domain="positive"),
        Symbol("b", given="-s", withheld=True),  # an output of 0 at (0, 0)
        Symbol("w1", given="1 + s", withheld=True),  # and of 1 at (1, 0)
        Symbol("w2", given="1 + s", withheld=True),  # and at (0, 1)
    ),
)


_LOSS = ("L", r"\ell", r"\ell(\hat y, y)", r"\ell(\hat{y}, y)")

_SLOPE = (r"\ell'", r"\ell'(\hat y)", r"\ell'(\hat{y})")


def two_layers(W1, b1, W2, b2, activation, *symbols):
    """W2 f(W1 x + b1) + b2 at given parameters, and a loss whose derivative by it is g."""
    return Model(
        symbols=(
            Symbol("x", (2,)),
            Symbol("x1", given="x_1"),
            Symbol("x2", given="x_2"),
            Symbol("g", spelled=_SLOPE),
            *symbols,
            Symbol("W1", (2, 2), given=W1),
            Symbol("b1", (2,), given=b1),
            Symbol("W2", (1, 2), given=W2),
            Symbol("b2", given=b2),
            Symbol("z1", (2,), given="W1 x + b1"),
            Symbol("h", (2,), given=f"{activation.name}(z1)"),
            Symbol("yhat", spelled=("z_2",), given="W2 h + b2"),
            Symbol("l", spelled=_LOSS, given="g yhat"),
        ),
        functions=(activation,),
        indices={"k": 2, "m": 2},
    )


# At 0 the slope of ReLU is a matter of convention: any that is finite gives these gradients.
_RELU_NEAR_0 = Function("ReLU", "t + t^2", ("t",), spelled=("relu",))
_ANY = Function("f", "sin(t) + t^2", ("t",))

ZEROS = two_layers("[0, 0; 0, 0]", "[0, 0]^T", "[0, 0]", "0", _RELU_NEAR_0)
ZEROS_TRAINED = two_layers("[0, 0; 0, 0]", "[0, 0]^T", "[0, 0]", "", _RELU_NEAR_0)  # b2 is free
CONSTANTS = two_layers(
    "[u, u; u, u]", "[b, b]^T", "[c, c]", "a", _ANY, *(Symbol(name) for name in "ubca")
)

# --- 5: a computation graph -------------------------------------------------------------------

_NODES = (
    Symbol("h1", given="ln(x)", withheld=True),
    Symbol("h2", given="exp(y)", withheld=True),
    Symbol("h3", given="z h2", withheld=True),
    Symbol("f", spelled=("f(x,y,z)",), given="h3 + h1", withheld=True),
)
GRAPH = Model((Symbol("x", domain="positive"), Symbol("y"), Symbol("z"), *_NODES))
AT_1_3_2 = Model((Symbol("x", given="1"), Symbol("y", given="3"), Symbol("z", given="2"), *_NODES))
