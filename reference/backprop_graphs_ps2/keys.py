"""The models of the written questions: losses, activations and a node, each worked out alone."""

from grader import Function, Model, Symbol

# f and its slope are symbols here, so that an answer which only names them is none
leaky_relu = Model(
    (
        Symbol("x"),
        Symbol("f", aliases=("f(x)",), definition="max(x, 0.1x)"),
        Symbol("g", aliases=("f'", "f'(x)"), definition="df/dx"),
    )
)

cross_entropy = Model(
    symbols=(
        Symbol("Y", (), "binary"),
        Symbol("z3", aliases=("z",)),
        Symbol("Yhat", definition="sigma(z3)"),
        Symbol(
            "L",
            aliases=("L_{CE}", "L(z)", r"L(\hat Y, Y)", r"L_{CE}(\hat Y, Y)"),
            definition="-Y log(Yhat) - (1 - Y) log(1 - Yhat)",
        ),
    ),
    functions=(Function("sigma", "sigmoid"),),
)

quotient = Model(
    (
        Symbol("W2"),
        Symbol("H2"),
        Symbol("H1", (), "nonzero"),
        Symbol("H4", definition="W2 H2/H1"),
    )
)

hyperbolic = Model((Symbol("x"),), functions=(Function("sigma", "sigmoid"),))

squared_error = Model(
    (
        Symbol("Y"),
        Symbol("z"),
        Symbol("Yhat", definition="tanh(z)"),
        Symbol(
            "MSE",
            aliases=("L", "L_{MSE}", r"MSE(Y, \hat Y)", r"MSE(\hat Y, Y)"),
            definition="(Yhat - Y)^2/2",
        ),
    )
)

# what the numbers of a graph may be worked out with
numbers = Model(functions=(Function("sigma", "sigmoid"), Function("f", "max(x, 0.1x)")))
