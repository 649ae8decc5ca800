"""The symbols of the written questions. The keys are worked out from them."""

from grader import Function, Model, Symbol

# Problem 1: a perceptron on the plane. w may be written as a whole or by its entries.
perceptron = Model(
    symbols=(Symbol("w1"), Symbol("w2"), Symbol("b"), Symbol("w", (2,), definition="[w1; w2]"))
)

# Problem 2: functions of one variable. tanh and exp are built in.
activations = Model(symbols=(Symbol("x"),), functions=(Function("sigma", "sigmoid"),))

# Two equivalent networks, w with sigmoid and u with tanh: column 0 holds the biases. Each layer
# is a model of its own, so that an answer may leave its number out.
_HALVED = (
    r"u2_{kj} = \begin{cases} w2_{k0} + \sum_m w2_{km}/2 & j = 0 \\ w2_{kj}/2 & j > 0 \end{cases}"
)


def _weights(name, layer, *shape, **options):
    aliases = (f"{name}^{{({layer})}}", name)
    return Symbol(f"{name}{layer}", shape, aliases=aliases, start=(1, 0), **options)


first_layer = Model(
    symbols=(
        _weights("w", 1, "M", "M+1"),
        _weights("u", 1, "M", "M+1", definition="w1 / 2", hidden=True),
    ),
    indices={"j": "M", "i": "M"},
)
second_layer = Model(
    symbols=(
        _weights("w", 2, "K", "M+1"),
        _weights("u", 2, "K", "M+1", definition=_HALVED, hidden=True),
    ),
    indices={"k": "K", "j": "M", "m": "M"},
)

# Problem 3: softmax and cross-entropy on a hidden layer. Its h is free where nothing is asked below
# it: the fewer quantities hang on one another, the quicker an answer is judged.
_OUTPUT = (
    Symbol("y", ("M",), "onehot"),
    Symbol("W2", ("M", "H"), aliases=(r"W^{(2)}", r"w^{(2)}", r"\omega^{(2)}")),
    Symbol("b2", ("M",)),
    Symbol("o", ("M",), definition="W2 h + b2"),
    Symbol("p", ("M",), definition="softmax(o)"),
    Symbol("L", definition=r"-\sum_k y_k \log p_k", aliases=("L(p,y)",)),
)
_LETTERS = {"i": "M", "j": "M", "k": "M"}
output = Model(symbols=(Symbol("h", ("H",)), *_OUTPUT), indices=_LETTERS)
hidden = Model(
    symbols=(Symbol("q", ("H",)), Symbol("h", ("H",), definition="ReLU(q)"), *_OUTPUT),
    indices=_LETTERS,
)

_LOSS = (
    "L(w)",
    *(f"L_{{{name}}}{w}" for name in ("dropout", r"\text{dropout}") for w in ("", "(w)")),
)

# Problem 4: a mask of ones with probability p, for a single number and for a small data set.
one_number = Model(
    symbols=(
        Symbol("y"),
        Symbol("X", aliases=("x",)),
        Symbol("w"),
        Symbol("p", domain="unit"),
        Symbol("R", domain="bernoulli p"),
        Symbol("L", definition="E[(y - R X w)^2]", aliases=_LOSS),
    )
)
data_set = Model(
    symbols=(
        Symbol("y", ("N",)),
        Symbol("X", ("N", "D")),
        Symbol("w", ("D",)),
        Symbol("p", domain="unit"),
        Symbol("R", ("N", "D"), "bernoulli p"),
        Symbol("L", definition=r"E[\|y - (R \odot X) w\|^2]", aliases=_LOSS),
        Symbol("Gamma", ("D", "D"), definition=r"\operatorname{diag}(X^T X)^{1/2}"),
    ),
    indices={"n": "N", "i": "D"},
    sizes={"N": 2, "D": 2},
)
