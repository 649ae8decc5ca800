"""Data sets and weights."""

from grader import Inputs, integers, one_of, reals, size

WEIGHTS = {"W": reals("h", "d"), "V": reals("k", "h")}
LABELS = integers(0, size("k") - 1, "n")
forward = Inputs(x=reals("n", "d"), **WEIGHTS, regimes="normal")
accuracy = Inputs(logits=reals("n", "k"), y=LABELS, regimes="normal")
training = Inputs(
    x=reals("n", "d"), y=LABELS, **WEIGHTS, lr=one_of(0.1), sizes={"n": 20}, regimes="normal"
)
