"""What the drivers' arguments are generated from."""

import numpy as np

from grader import Field, Inputs, integers, one_of, reals, uniform

_weights = {"w": reals("rows", "columns")}
_gradients = {f"g{number}": reals("rows", "columns") for number in (1, 2, 3)}
_rates = {"rate": one_of(0.1, 0.05, 0.5)}
_decays = one_of(0.9, 0.5, 0.7)

# So small that it doesn't show whether epsilon is under the root or beside it.
_unseen = {"epsilon": one_of(1e-20)}

momentum = Inputs(**_weights, **_gradients, **_rates, momentum=_decays)
rmsprop = Inputs(**_weights, **_gradients, **_rates, decay=_decays, **_unseen)
_adam = {
    **_weights, **_gradients, **_rates, "beta1": _decays, "beta2": one_of(0.99, 0.9, 0.6)
}  # fmt: skip
adam = Inputs(**_adam, **_unseen)
adam_with_large_epsilon = Inputs(
    **_adam, epsilon=one_of(0.1, 0.5, 2.0), regimes=("simple", "normal")
)
# Small enough to tell an epsilon of 1e-4, large enough for 1e-8 to be under the root or beside it.
defaults = Inputs(
    **_weights, g1=uniform(0.05, 0.15, "rows", "columns"), g2=uniform(0.05, 0.15, "rows", "columns")
)
still = Inputs(**_weights)

_points = {"x": reals("N"), "y": reals("N")}
points = Inputs(**_points, sizes={"N": (3, 12)}, regimes=("normal",))
lines = Inputs(**_points, w0=reals(), w1=reals(), regimes=("simple", "normal"))

_network = {
    "W1": reals("hidden", "D"),
    "b1": reals("hidden", 1),
    "W2": reals(1, "hidden"),
    "b2": reals(1, 1),
    "X": reals("D", "N"),
    "y": integers(0, 1, 1, "N"),
}
network = Inputs(**_network, regimes=("normal", "tiny"))
training = Inputs(**_network, rate=one_of(0.5, 0.1, 1.0, 0.001), regimes=("normal",))
predictions = Inputs(y=integers(0, 1, 1, "N"), yhat=uniform(0.05, 0.95, 1, "N"))


def _sure(rng, shape, _):
    """Predictions within 0.003 to 0.006 of 0 or 1."""
    return np.abs(rng.integers(0, 2, shape) - rng.uniform(0.003, 0.006, shape))


sure_predictions = Inputs(y=integers(0, 1, 1, "N"), yhat=Field((1, "N"), _sure))
