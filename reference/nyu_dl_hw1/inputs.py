"""What the drivers' arguments are generated from. Batches are rows."""

from grader import Field, Inputs, cotangents, one_of, reals, uniform


def _network(f, g):
    """A network of these two functions, and a batch."""
    return {
        "W1": reals("hidden", "indim"),
        "b1": reals("hidden"),
        "W2": reals("outdim", "hidden"),
        "b2": reals("outdim"),
        "f": one_of(f),
        "g": one_of(g),
        "x": reals("batch", "indim"),
    }


# Each function once in each place. Only normal values: at exactly 0 a ReLU has no slope.
_relu_first = _network("relu", "identity")
_sigmoid_first = _network("sigmoid", "relu")
_identity_first = _network("identity", "sigmoid")
_upstream = cotangents("batch", "outdim")

relu_first = Inputs(**_relu_first, regimes=("normal",))
sigmoid_first = Inputs(**_sigmoid_first, regimes=("normal",))
identity_first = Inputs(**_identity_first, regimes=("normal",))
relu_first_back = Inputs(**_relu_first, upstream=_upstream, regimes=("normal",))
sigmoid_first_back = Inputs(**_sigmoid_first, upstream=_upstream, regimes=("normal",))
identity_first_back = Inputs(**_identity_first, upstream=_upstream, regimes=("normal",))

_bits = Field(("batch", "outdim"), lambda rng, shape, _: rng.integers(0, 2, shape).astype(float))
_many = {"batch": (1, 20)}
mse = Inputs(y=reals("batch", "outdim"), y_hat=reals("batch", "outdim"), sizes=_many)
bce = Inputs(y=_bits, y_hat=uniform(0.2, 0.8, "batch", "outdim"), sizes=_many)
bce_at_the_ends = Inputs(y=_bits, y_hat=_bits)
