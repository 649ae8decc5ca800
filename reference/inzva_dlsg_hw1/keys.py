r"""The quantities that the written questions are about, and how they hang together.

Keys in `assignment.py` are names of these: `dL/dz1_i`, say, is worked out from the network below.
"""

from grader import Function, Model, Symbol

# --- 4: three linear layers -----------------------------------------------------------------------

_layers = (
    Symbol("x", ("n0",), aliases=("z^{(0)}",)),
    *(Symbol(f"W{layer}", (f"n{layer}", f"n{layer - 1}")) for layer in (1, 2, 3)),
    *(Symbol(f"b{layer}", (f"n{layer}",)) for layer in (1, 2, 3)),
    Symbol("Wstar", ("n3", "n0"), definition="W3 W2 W1", aliases=("W^{*}",), hidden=True),
    Symbol("bstar", ("n3",), definition="W3 W2 b1 + W3 b2 + b3", aliases=("b^{*}",), hidden=True),
)
linear_layers = Model(_layers)
collapsed = Model(
    (
        *_layers,
        Symbol("z3", ("n3",), definition="W3 (W2 (W1 x + b1) + b2) + b3", aliases=("z^{(L)}",)),
    )
)

# --- 5: a network of 4 inputs and layers of 6, 4 and 3 neurons ------------------------------------

_widths = (4, 6, 4, 3)
forward = Model(
    symbols=(
        Symbol("a0", _widths[:1], aliases=("x",)),
        *(Symbol(f"W{n}", (_widths[n], _widths[n - 1])) for n in (1, 2, 3)),
        *(Symbol(f"b{n}", (_widths[n],)) for n in (1, 2, 3)),
        *(
            Symbol(f"a{n}", (_widths[n],), definition=f"sigma(W{n} a{n - 1} + b{n})", hidden=True)
            for n in (1, 2, 3)
        ),
    ),
    # like no activation in use, so that none passes for the general one
    functions=(Function("sigma", "sin(x) + x/3", aliases=("g", "f", "phi")),),
)

# --- 11: how one parameter is updated -------------------------------------------------------------

_WEIGHT = ("w", r"\omega", r"\theta")


def _at(time: str, *letters: str) -> tuple[str, ...]:
    bare = [f"{letter}_{time}" for letter in letters if len(time) == 1]
    return (*bare, *(f"{letter}_{{{time}}}" for letter in letters))


def _descent(before: str, after: str, step: str, *more: Symbol) -> Model:
    """One step from the weight at the time `before` to the one at the time `after`."""
    weights = (*_WEIGHT, *_at(before, *_WEIGHT))
    return Model(
        (
            Symbol("w", aliases=weights[1:]),
            Symbol(
                "J", definition="w^4/4 + sin(w)", aliases=tuple(f"J({name})" for name in weights)
            ),
            Symbol("g", definition="dJ/dw", aliases=("g_t",)),
            Symbol("slope", definition="dJ/dw", aliases=tuple(f"J'({name})" for name in weights)),
            Symbol("eta", (), "positive", aliases=("alpha", "lr")),
            Symbol("epsilon", (), "positive", aliases=("eps",)),
            *more,
            Symbol("new", definition=step, aliases=_at(after, *_WEIGHT), hidden=True),
        )
    )


def _mean(letter: str, of: str, decay: str, domain: str) -> tuple[Symbol, Symbol]:
    """A running mean before a step and after it, when its letter alone stands for it."""
    given = f"{decay} {letter}old + (1 - {decay}) {of}"
    return (
        Symbol(f"{letter}old", (), domain, aliases=(f"{letter}_{{t-1}}",)),
        Symbol(letter, (), domain, definition=given, aliases=(f"{letter}_t",), hidden=True),
    )


def _updated_mean(letter: str, of: str, decay: str, domain: str) -> tuple[Symbol, Symbol]:
    """The same where the letter alone stands for the mean before the step."""
    given = f"{decay} {letter} + (1 - {decay}) {of}"
    return (
        Symbol(letter, (), domain, aliases=(f"{letter}_{{t-1}}",)),
        Symbol(f"{letter}new", (), domain, definition=given, aliases=(f"{letter}_t",), hidden=True),
    )


gradient_descent = _descent("t", "t+1", "w - eta g")

_gamma = Symbol("gamma", (), "unit", aliases=("rho", "beta"))
_rmsprop_v = ("v", "g^2", "gamma", "positive")
rmsprop_mean = _descent("t", "t+1", "w", _gamma, *_updated_mean(*_rmsprop_v))
rmsprop = _descent("t", "t+1", "w - eta g / sqrt(v + epsilon)", _gamma, *_mean(*_rmsprop_v))

_betas = Symbol("beta1", (), "unit"), Symbol("beta2", (), "unit")
_adam_m, _adam_v = ("m", "g", "beta1", "real"), ("v", "g^2", "beta2", "positive")
adam_means = _descent("t-1", "t", "w", *_betas, *_updated_mean(*_adam_m), *_updated_mean(*_adam_v))
adam = _descent(
    "t-1",
    "t",
    "w - eta mhat / (sqrt(vhat) + epsilon)",
    *_betas,
    Symbol("t", (), "natural"),
    *_mean(*_adam_m),
    *_mean(*_adam_v),
    Symbol("mhat", definition="m/(1 - beta1^t)", aliases=(r"\hat{m}_t",), hidden=True),
    Symbol(
        "vhat", (), "positive", definition="v/(1 - beta2^t)", aliases=(r"\hat{v}_t",), hidden=True
    ),
)

# --- B1: a line through points --------------------------------------------------------------------

_points = (
    Symbol("x", ("N",)),
    Symbol("y", ("N",)),
    Symbol("xbar", definition=r"\frac{1}{N} \sum_i x_i"),
    Symbol("ybar", definition=r"\frac{1}{N} \sum_i y_i"),
)
_slope = Symbol(
    "w1",
    definition=r"\frac{\sum_i (x_i - \bar x)(y_i - \bar y)}{\sum_i (x_i - \bar x)^2}",
    aliases=(r"\hat{w}_1", "w_1^{*}"),
    hidden=True,
)
_intercept = Symbol(
    "w0", definition="ybar - w1 xbar", aliases=(r"\hat{w}_0", "w_0^{*}"), hidden=True
)
line = Model(
    (
        *_points,
        Symbol("w1"),
        Symbol("w0"),
        Symbol("RSS", definition=r"\sum_i (y_i - (w_1 x_i + w_0))^2"),
    ),
    indices={"i": "N", "j": "N"},
)
slope = Model((*_points, _slope), indices={"i": "N", "j": "N"})
fitted = Model((*_points, _slope, _intercept), indices={"i": "N", "j": "N"})

# --- B2: one hidden layer of four sigmoids, one sigmoid output, one example -----------------------

network = Model(
    symbols=(
        Symbol("X", ("D",), aliases=("x", "A^{[0]}", "a^{[0]}")),
        Symbol("W1", (4, "D")),
        Symbol("b1", (4,)),
        Symbol("W2", (1, 4)),
        Symbol("b2"),
        Symbol("y", (), "binary"),
        Symbol("z1", (4,), definition="W1 X + b1", aliases=("Z^{[1]}",)),
        Symbol("a1", (4,), definition="sigma(z1)", aliases=("A^{[1]}",)),
        Symbol("z2", definition="W2 a1 + b2", aliases=("Z^{[2]}",)),
        Symbol("yhat", definition="sigma(z2)", aliases=("a^{[2]}", "A^{[2]}")),
        Symbol(
            "L",
            definition=r"-(y \log yhat + (1 - y) \log(1 - yhat))",
            aliases=(r"L(y, \hat y)", r"L(y, \hat{y})", r"L(\hat y, y)", r"L(\hat{y}, y)"),
        ),
    ),
    functions=(Function("sigma", "sigmoid"),),
    indices={"i": 4, "j": "D"},
)
