"""What can be done with the optimisers: each serves one array, and takes step after step."""

import numpy as np

from grader import Field, Life, call, new, one_of, read, reals

from . import drivers


def _some_zero(rng, shape, _):
    """A gradient, and now and then one of zeros."""
    return rng.standard_normal(shape) if rng.random() < 3 / 4 else np.zeros(shape)


def _descent(of, **settings):
    return Life(
        of,
        new(w=reals("rows", "columns"), rate=one_of(0.1, 0.05, 0.5), **settings),
        call("step", gradient=Field(("rows", "columns"), _some_zero)),
        call("replace", w=reals("rows", "columns"), after="step"),
        read("returned", after="step"),
        regimes=("normal", "simple"),
    )


_decays = one_of(0.9, 0.5, 0.7)
_unseen = one_of(1e-20)  # so small that it doesn't show where epsilon is added

momentum = _descent(drivers.Momentum, momentum=_decays)
rmsprop = _descent(drivers.RMSProp, decay=_decays, epsilon=_unseen)
adam = _descent(drivers.Adam, beta1=_decays, beta2=one_of(0.99, 0.9, 0.6), epsilon=_unseen)
