"""The quantities of each question."""

from grader import Model, Symbol

line = Model((Symbol("x"), Symbol("a")))
coin = Model((Symbol("p", domain="unit"),))
test = Model(tuple(Symbol(name, domain="unit") for name in "pst"))
_A, _x, _b = Symbol("A", ("n", "n")), Symbol("x", ("n",)), Symbol("b", ("m",))
quadratic = Model((_A, _x, Symbol("f", definition="x^T A x")))
squares = Model((Symbol("A", ("m", "n")), _x, _b, Symbol("L", definition=r"\|A x - b\|^2")))
