"""What the written questions are about: their symbols, and how these hang together."""

from grader import Function, Model, Symbol


def jacobian(function, shape, *symbols, of="w", by=("d",), indices=None):
    """A function f of w (or W) and its Jacobian J, as both may be written."""
    return Model(
        symbols=(
            *symbols,
            Symbol("f", shape, aliases=(f"f({of})",), definition=function),
            Symbol(
                "J", (*(shape or (1,)), *by), aliases=("J_f", f"J_f({of})"), definition=f"df/d{of}"
            ),
        ),
        indices=indices or {"i": "d", "j": "d"},
        layout="jacobian",
    )


# --- 1: concepts ------------------------------------------------------------------------------

DROPOUT = Model((Symbol("p", domain="unit"),))
SKIP = Model(
    symbols=(Symbol("x"), Symbol("F", definition="F(x)"), Symbol("y", definition="x + F(x)")),
    functions=(Function("F", "sin(x) + x^2"),),  # stands for any function
)

# --- 2: Jacobians -----------------------------------------------------------------------------

_X = Symbol("X", ("n", "d"), aliases=("x", r"x^{(\cdot)}"))
_w = Symbol("w", ("d",))
_row = Symbol("xi", ("d",), aliases=("x_i", "X_i"))  # one row of X as a column: x_ij is an entry
_identity = Symbol("I", ("d", "d"), aliases=("I_d", r"I_{d\times d}"), definition="eye(d)")

ANY_FUNCTION = Model(
    symbols=(
        Symbol("A", ("m", "n")),
        Symbol("x", ("n",)),
        Symbol("f", ("m",), aliases=("f(x)",), definition="tanh(A x)"),  # stands for any function
        Symbol("J", ("m", "n"), aliases=("J_f", "J_f(x)"), definition="df/dx"),
    ),
    sizes={"i": (2, 1, 3), "j": (1, 3, 2)},  # entries off the diagonal
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
        Symbol("y", ("M",), definition="W2 (W1 x + b1) + b2"),
        Symbol("A", ("M", "D"), definition="dy/dx"),
        Symbol("c", ("M",), definition="y - A x"),
    ),
    layout="jacobian",
)
ACTIVATIONS = Model(
    symbols=(Symbol("z"), Symbol("s", definition="sigma(z)")),
    functions=(Function("sigma", "sigmoid"),),
)
NEURON = Model(
    symbols=(
        Symbol("w", ("d",)),
        Symbol("x", ("d",)),
        Symbol("b"),
        Symbol("delta"),
        Symbol("z", definition="w^T x + b"),
        Symbol("l", aliases=("L", r"\ell"), definition="delta z"),  # any loss with dl/dz = delta
    ),
    indices={"i": "d"},
)


def softmax(**sizes):
    """The softmax of z in K classes; `sizes` may fix i and j."""
    return Model(
        symbols=(
            Symbol("z", ("K",)),
            Symbol("sigma", ("K",), aliases=("s", "p", r"\sigma(z)"), definition="softmax(z)"),
            Symbol("J", ("K", "K"), aliases=(r"J_\sigma", r"J_\sigma(z)"), definition="dsigma/dz"),
        ),
        indices={} if sizes else {"i": "K", "j": "K", "k": "K"},
        sizes=sizes,
        layout="jacobian",
    )


SOFTMAX = softmax()
TWO_CLASSES = softmax(i=(1, 3, 2), j=(2, 1, 3))  # two different ones

# --- 4: XOR -----------------------------------------------------------------------------------

ONE_LAYER = Model(
    symbols=(
        Symbol("s", domain="positive"),
        Symbol("b", definition="-s", hidden=True),  # an output of 0 at (0, 0)
        Symbol("w1", definition="1 + s", hidden=True),  # and of 1 at (1, 0)
        Symbol("w2", definition="1 + s", hidden=True),  # and at (0, 1)
    ),
)


_LOSS = ("L", r"\ell", r"\ell(\hat y, y)", r"\ell(\hat{y}, y)")

_SLOPE = (r"\ell'", r"\ell'(\hat y)", r"\ell'(\hat{y})")


def two_layers(W1, b1, W2, b2, activation, *symbols):
    """W2 f(W1 x + b1) + b2 at given parameters, and a loss with the derivative g there."""
    return Model(
        symbols=(
            Symbol("x", (2,)),
            Symbol("x1", definition="x_1"),
            Symbol("x2", definition="x_2"),
            Symbol("g", aliases=_SLOPE),
            *symbols,
            Symbol("W1", (2, 2), definition=W1),
            Symbol("b1", (2,), definition=b1),
            Symbol("W2", (1, 2), definition=W2),
            Symbol("b2", definition=b2),
            Symbol("z1", (2,), definition="W1 x + b1"),
            Symbol("h", (2,), definition=f"{activation.name}(z1)"),
            Symbol("yhat", aliases=("z_2",), definition="W2 h + b2"),
            Symbol("l", aliases=_LOSS, definition="g yhat"),
        ),
        functions=(activation,),
        indices={"k": 2, "m": 2},
    )


# At 0 the slope of ReLU is a matter of convention: any that is finite gives these gradients.
_RELU_NEAR_0 = Function("ReLU", "t + t^2", ("t",), aliases=("relu",))
_ANY = Function("f", "sin(t) + t^2", ("t",))

ZEROS = two_layers("[0, 0; 0, 0]", "[0, 0]^T", "[0, 0]", "0", _RELU_NEAR_0)
ZEROS_TRAINED = two_layers("[0, 0; 0, 0]", "[0, 0]^T", "[0, 0]", "", _RELU_NEAR_0)  # b2 is free
CONSTANTS = two_layers(
    "[u, u; u, u]", "[b, b]^T", "[c, c]", "a", _ANY, *(Symbol(name) for name in "ubca")
)

# --- 5: a computation graph -------------------------------------------------------------------

_NODES = (
    Symbol("h1", definition="ln(x)", hidden=True),
    Symbol("h2", definition="exp(y)", hidden=True),
    Symbol("h3", definition="z h2", hidden=True),
    Symbol("f", aliases=("f(x,y,z)",), definition="h3 + h1", hidden=True),
)
GRAPH = Model((Symbol("x", domain="positive"), Symbol("y"), Symbol("z"), *_NODES))
AT_1_3_2 = Model(
    (Symbol("x", definition="1"), Symbol("y", definition="3"), Symbol("z", definition="2"), *_NODES)
)
