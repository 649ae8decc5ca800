r"""The quantities that the written questions are about, and how they hang together.

Keys in `assignment.py` are names of these: `dL/dz1_i`, say, is worked out from the network below.
"""

from grader import Function, Model, Symbol

# --- 4: three linear layers -----------------------------------------------------------------------

_layers = (
    Symbol("x", ("n0",), spelled=("z^{(0)}",)),
    *(Symbol(f"W{layer}", (f"n{layer}", f"n{layer - 1}")) for layer in (1, 2, 3)),
    *(Symbol(f"b{layer}", (f"n{layer}",)) for layer in (1, 2, 3)),
    Symbol("Wstar", ("n3", "n0"), given="W3 W2 W1", spelled=("W^{*}",), withheld=True),
    Symbol("bstar", ("n3",), given="W3 W2 b1 + W3 b2 + b3", spelled=("b^{*}",), withheld=True),
)
linear_layers = Model(_layers)
collapsed = Model(
    (*_layers, Symbol("z3", ("n3",), given="W3 (W2 (W1 x + b1) + b2) + b3", spelled=("z^{(L)}",)))
)

# --- 5: a network of 4 inputs and layers of 6, 4 and 3 neurons ------------------------------------

_widths = (4, 6, 4, 3)
forward = Model(
    symbols=(
        Symbol("a0", _widths[:1], spelled=("x",)),
        *(Symbol(f"W{n}", (_widths[n], _widths[n - 1])) for n in (1, 2, 3)),
        *(Symbol(f"b{n}", (_widths[n],)) for n in (1, 2, 3)),
        *(
            Symbol(f"a{n}", (_widths[n],), given=f"sigma(W{n} a{n - 1} + b{n})", withheld=True)
            for n in (1, 2, 3)
        ),
    ),
    # like no activation in use, so that none passes for the general one
    functions=(Function("sigma", "sin(x) + x/3", spelled=("g", "f", "phi")),),
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
            Symbol("w", spelled=weights[1:]),
            Symbol("J", given="w^4/4 + sin(w)", spelled=tuple(f"J({name})" for name in weights)),
            Symbol("g", given="dJ/dw", spelled=("g_t",)),
            Symbol("slope", given="dJ/dw", spelled=tuple(f"J'({name})" for name in weights)),
            Symbol("eta", (), "positive", spelled=("alpha", "lr")),
            Symbol("epsilon", (), "positive", spelled=("eps",)),
            *more,
            Symbol("new", given=step, spelled=_at(after, *_WEIGHT), withheld=True),
        )
    )


def _mean(letter: str, of: str, decay: str, domain: str) -> tuple[Symbol, Symbol]:
    """A running mean before a step and after it, when its letter alone stands for it."""
    given = f"{decay} {letter}old + (1 - {decay}) {of}"
    return (
        Symbol(f"{letter}old", (), domain, spelled=(f"{letter}_{{t-1}}",)),
        Symbol(letter, (), domain, given=given, spelled=(f"{letter}_t",), withheld=True),
    )


def _updated_mean(letter: str, of: str, decay: str, domain: str) -> tuple[Symbol, Symbol]:
    """The same where the letter alone stands for the mean before the step."""
    given = f"{decay} {letter} + (1 - {decay}) {of}"
    return (
        Symbol(letter, (), domain, spelled=(f"{letter}_{{t-1}}",)),
        Symbol(f"{letter}new", (), domain, given=given, spelled=(f"{letter}_t",), withheld=True),
    )


gradient_descent = _descent("t", "t+1", "w - eta g")

_gamma = Symbol("gamma", (), "unit", spelled=("rho", "beta"))
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
    Symbol("mhat", given="m/(1 - beta1^t)", spelled=(r"\hat{m}_t",), withheld=True),
    Symbol("vhat", (), "positive", given="v/(1 - beta2^t)", spelled=(r"\hat{v}_t",), withheld=True),
)

# --- B1: a line through points --------------------------------------------------------------------

_points = (
    Symbol("x", ("N",)),
    Symbol("y", ("N",)),
    Symbol("xbar", given=r"\frac{1}{N} \sum_i x_i"),
    Symbol("ybar", given=r"\frac{1}{N} \sum_i y_i"),
)
_slope = Symbol(
    "w1",
    given=r"\frac{\sum_i (x_i - \bar x)(y_i - \bar y)}{\sum_i (x_i - \bar x)^2}",
    spelled=(r"\hat{w}_1", "w_1^{*}"),
    withheld=True,
)
_intercept = Symbol("w0", given="ybar - w1 xbar", spelled=(r"\hat{w}_0", "w_0^{*}"), withheld=True)
line = Model(
    (
        *_points,
        Symbol("w1"),
        Symbol("w0"),
        Symbol("RSS", given=r"\sum_i (y_i - (w_1 x_i + w_0))^2"),
    ),
    indices={"i": "N", "j": "N"},
)
slope = Model((*_points, _slope), indices={"i": "N", "j": "N"})
fitted = Model((*_points, _slope, _intercept), indices={"i": "N", "j": "N"})

# --- B2: one hidden layer of four sigmoids, one sigmoid output, one example -----------------------

network = Model(
    symbols=(
        Symbol("X", ("D",), spelled=("x", "A^{[0]}", "a^{[0]}")),
        Symbol("W1", (4, "D")),
        Symbol("b1", (4,)),
        Symbol("W2", (1, 4)),
        Symbol("b2"),
        Symbol("y", (), "binary"),
        Symbol("z1", (4,), given="W1 X + b1", spelled=("Z^{[1]}",)),
        Symbol("a1", (4,), given="sigma(z1)", spelled=("A^{[1]}",)),
        Symbol("z2", given="W2 a1 + b2", spelled=("Z^{[2]}",)),
        Symbol("yhat", given="sigma(z2)", spelled=("a^{[2]}", "A^{[2]}")),
        Symbol(
            "L",
            given=r"-(y \log yhat + (1 - y) \log(1 - yhat))",
            spelled=(r"L(y, \hat y)", r"L(y, \hat{y})", r"L(\hat y, y)", r"L(\hat{y}, y)"),
        ),
    ),
    functions=(Function("sigma", "sigmoid"),),
    indices={"i": 4, "j": "D"},
)
