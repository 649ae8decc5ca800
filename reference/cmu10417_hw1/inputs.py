"""What the drivers' arguments are generated from."""

import functools

import numpy as np

from grader import (
    Field,
    Inputs,
    cotangents,
    drawn,
    integers,
    one_hot,
    one_of,
    reals,
    size,
    uniform,
)

from . import dataset

_FEW = {"N": (1, 9), "D": (1, 5)}


def _on_a_grid(rng, shape, _):
    """Distinct points of a grid just large enough: many share coordinates, sums and norms."""
    count, axes = shape
    side = next(s for s in range(2, 2 * count + 3) if s**axes >= 2 * count)
    chosen = rng.choice(side**axes, count, replace=False)
    return np.stack(np.unravel_index(chosen, (side,) * axes), axis=1) - float(side // 2)


def _in_clusters(rng, shape, regime):
    """Points about 0.01 from others; in more than one dimension some share a coordinate."""
    points = _on_a_grid(rng, (-(-shape[0] // 3), shape[1]), regime)
    points = np.repeat(points, 3, axis=0)[: shape[0]]
    moved = 0.01 * rng.standard_normal(shape)
    moved[:, 1:][rng.random(moved[:, 1:].shape) < 0.3] = 0.0
    return rng.permutation(points + moved)


loose_points = Inputs(x=reals("N", "D"), y=reals("N"), sizes=_FEW, regimes=("normal",))
grid_points = Inputs(x=Field(("N", "D"), _on_a_grid), y=integers(0, 1, "N"), sizes=_FEW)
close_points = Inputs(x=Field(("N", "D"), _in_clusters), y=integers(0, 1, "N"), sizes=_FEW)

# Gradients are seen through a step of rate 0.01: upstream gradients of size 100 keep them exact.
_upstream = cotangents("outdim", "batch", scale=100.0)
_affine = {"W": reals("outdim", "indim"), "b": reals("outdim", 1), "x": reals("indim", "batch")}

linear = Inputs(**_affine, upstream=_upstream)
shared = Inputs(
    **_affine, upstream=_upstream, sizes={"indim": (4, 8), "outdim": (4, 8)}, regimes=("normal",)
)
plain_step = Inputs(
    **_affine, upstream=cotangents("outdim", "batch"), lr=one_of(0.5, 0.05, 0.002, 1.0)
)
momentum = Inputs(
    **_affine,
    upstream=cotangents("outdim", "batch"),
    alpha=one_of(0.5, 0.3, 0.9),
    lr=one_of(0.1, 0.05, 0.5),
    regimes=("simple", "normal"),
)

# No zeros: at 0 any slope between 0 and 1 is a right answer. Forward has a case with zeros.
relu = Inputs(x=reals("features", "batch"), upstream=cotangents("features", "batch"))
relu_at_zero = Inputs(x=reals("features", "batch"), regimes=("sparse", "simple", "normal"))
dropout = Inputs(
    x=reals("features", "batch"),
    p=one_of(0.3, 0.1, 0.2, 0.75, 0.9),
    upstream=cotangents("features", "batch"),
    sizes={"features": (30, 45), "batch": (25, 40)},
    regimes=("normal",),
)
dropout_draws = Inputs(
    x=reals("features", "batch"), p=one_of(0.3, 0.1, 0.2, 0.75, 0.9), regimes=("simple", "normal")
)

_several = {"classes": (2, 6)}
loss = Inputs(
    logits=uniform(-3, 3, "classes", "batch"),
    labels=one_hot("classes", "batch"),
    sizes=_several,
)


def _large_or_not(rng, shape, _):
    """Logits about 1000 in some columns and about 0 in others."""
    return rng.uniform(-3, 3, shape) + 1000.0 * rng.integers(0, 2, shape[1])


def _far_apart(rng, shape, _):
    """Logits of about 5 and -5: some label's probability is about 0.00005."""
    return 5.0 * rng.choice([-1, 1], shape) + rng.uniform(-0.1, 0.1, shape)


large_logits = Inputs(
    logits=Field(("classes", "batch"), _large_or_not),
    labels=one_hot("classes", "batch"),
    sizes=_several,
)

far_logits = Inputs(
    logits=Field(("classes", "batch"), _far_apart),
    labels=one_hot("classes", "batch"),
    sizes={"classes": (2, 3)},
)

initial = Inputs(
    indim=size("indim"), outdim=size("outdim"), sizes={"indim": (40, 80), "outdim": (30, 50)}
)
labels = Inputs(numbers=integers(0, 11, "count"))

# Only normal values: sums of half-integers hit 0 exactly, where ReLU has no slope.
_one_hidden = {
    "W1": reals("hidden", "indim"),
    "b1": reals("hidden", 1),
    "W2": reals("outdim", "hidden"),
    "b2": reals("outdim", 1),
    "x": reals("indim", "batch"),
}
_two_hidden = {
    "W1": reals("hidden", "indim"),
    "b1": reals("hidden", 1),
    "W2": reals("second", "hidden"),
    "b2": reals("second", 1),
    "W3": reals("outdim", "second"),
    "b3": reals("outdim", 1),
    "x": reals("indim", "batch"),
}
_steps = {
    "upstream": cotangents("outdim", "batch"),
    "alpha": one_of(0.5, 0.3, 0.9),
    "lr": one_of(0.02, 0.05, 0.1),
}
_rates = one_of(0.3, 0.1, 0.2, 0.75)

single = Inputs(**_one_hidden, upstream=_upstream, regimes=("normal",))
single_evaluated = Inputs(**_one_hidden, p=_rates, regimes=("normal",))
single_stepped = Inputs(**_one_hidden, **_steps, regimes=("normal",))
two = Inputs(**_two_hidden, upstream=_upstream, regimes=("normal",))
two_evaluated = Inputs(**_two_hidden, p=_rates, regimes=("normal",))
two_stepped = Inputs(**_two_hidden, **_steps, regimes=("normal",))

_all = functools.cache(lambda: dataset.whole(np.random.default_rng(0)))
replay = Inputs(
    train_x=drawn(lambda rng: dataset.packed(_all()["train_x"])),
    train_y=drawn(lambda rng: _all()["train_y"]),
    test_x=drawn(lambda rng: dataset.packed(_all()["test_x"])),
    test_y=drawn(lambda rng: _all()["test_y"]),
    order=drawn(lambda rng: rng.permutation(_all()["train_x"].shape[1])),
    batch=one_of(32),
    regimes=("normal",),
)

EPOCHS = 10
_pixels, _train, _test = dataset.SHAPE
training = Inputs(
    data=drawn(dataset.sample),
    W1=reals("first", _pixels, scale=_pixels**-0.5),
    b1=reals("first", 1, scale=0.1),
    W2=reals("second", "first", scale=0.2),
    b2=reals("second", 1, scale=0.1),
    W3=reals(12, "second", scale=0.2),
    b3=reals(12, 1, scale=0.1),
    orders=drawn(lambda rng: [rng.permutation(_train) for _ in range(EPOCHS)]),
    batch=one_of(32),
    alpha=one_of(0.4),
    lr=one_of(0.1),
    sizes={"first": 20, "second": 15},
    regimes=("normal",),
)
