"""Properties that every correct answer must satisfy: each returns what is wrong, or None."""

import math

import numpy as np

FALSE_ALARM = 1e-12  # chance of an alarm at a right answer, a test


ROUNDING = (0.0, 1e-12, 1e-6)  # as it comes, in double precision, in single precision


def _step_units(x, W, b, rounding):
    """σ(w_j·x + b_j) for each point and unit, where σ(z) is 1 for z >= 0 and else 0.

    A unit may be meant to switch on a point itself, and rounding may leave z just below 0 there:
    what is within `rounding` of the size of its terms is taken to be 0.
    """
    z, terms = x @ W.T + b, np.abs(x) @ np.abs(W).T + np.abs(b)
    return (z >= -rounding * terms).astype(float)


def _missed(x, y, W, b, a):
    """Where the network of step units misses a label, in a sentence; None if it gives them all."""
    fewest = None
    for rounding in ROUNDING:
        given = _step_units(x, W, b, rounding) @ a
        wrong = np.flatnonzero(~(np.abs(given - y) <= 1e-6 * max(1.0, np.abs(y).max())))
        if not wrong.size:
            return None
        if fewest is None or wrong.size < fewest[0].size:
            fewest = wrong, given
    wrong, given = fewest
    point = ", ".join(f"{number:.6g}" for number in x[wrong[0]])
    return f"at x = ({point}) the network gives {given[wrong[0]]:.6g}, not {y[wrong[0]]:.6g}"


def network_is_xor(values):
    """Whether four step units are 1 at (1, 0) and (0, 1), and 0 at (1, 1) and (0, 0)."""
    x = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    return _missed(x, np.array([1.0, 1.0, 0.0, 0.0]), values["W"], values["b"], values["a"])


def conditions_contradict(values):
    """Whether m1 z1 + m2 z2 = m3 z3 + m4 z4 for all weights: then the conditions can't all hold."""
    m1, m2, m3, m4 = values["multipliers"]
    if min(m1, m2, m3, m4) < 0 or m3 + m4 == 0:
        return "none may be negative, and the last two not both 0"
    for name, left, right in (("w1", m1, m3), ("w2", m2, m3), ("b", m1 + m2, m3 + m4)):
        if not math.isclose(left, right, rel_tol=1e-9):
            return f"{name} has the factor {left:g} on the left, {right:g} on the right"
    return None


def labels_are_reproduced(inputs, outputs):
    """The step units that were built give every point its label."""
    x, y = inputs["x"], inputs["y"]
    W, b, a = (outputs[name] for name in ("W", "b", "a"))
    if W.shape != x.shape:
        return f"W has shape {W.shape}, expected {x.shape}: a row of weights for each point"
    for name, array in (("b", b), ("a", a)):
        if array.size != y.size:
            return f"{name} has shape {array.shape}, expected {y.shape}: a number for each point"
    if any(map(np.iscomplexobj, (W, b, a))):
        return "the weights are complex"
    return _missed(x, y, W, b.ravel(), a.ravel())


def _bound(count):
    """How far a mean of `count` draws in [0, 1] may be off, by Hoeffding's inequality."""
    return math.sqrt(math.log(2 / FALSE_ALARM) / (2 * count))


def dropout_is_consistent(inputs, outputs):
    """In training entries are dropped at rate p and otherwise kept as they are; backward agrees."""
    x, p, upstream = inputs["x"], inputs["p"], inputs["upstream"]
    active = x > 0
    wanted = np.where(active, x, 0.0)
    for name in ("trained", "dx", "again", "evaluated"):
        if outputs[name].shape != x.shape:
            return f"{name} has shape {outputs[name].shape}, expected {x.shape}"
    trained = outputs["trained"]
    kept = trained != 0
    if (kept & ~active).any():
        return "forward in training isn't 0 where x is negative"
    if not np.allclose(trained[kept], wanted[kept], rtol=1e-5):
        if np.allclose(trained[kept] * (1 - p), wanted[kept], rtol=1e-5):
            return "training divides what it keeps by 1 - p: here evaluation is scaled instead"
        if np.allclose(trained[kept], wanted[kept] * (1 - p), rtol=1e-5):
            return "training scales what it keeps by 1 - p: only evaluation should"
        return "forward in training changes entries that it doesn't drop"
    rate, count = kept[active].mean(), int(active.sum())
    if abs(rate - (1 - p)) > _bound(count):
        return (
            f"with dropout probability {p:g}, {rate:.1%} of the {count} positive entries are kept, "
            f"expected about {1 - p:.0%}: p is the chance to be dropped"
        )
    return _mask_is_free(kept, active, outputs) or _backward_agrees(
        kept, active, upstream, outputs["dx"]
    )


def _mask_is_free(kept, active, outputs):
    for axis, name in ((0, "column"), (1, "row")):
        share = np.where(active, kept, False).sum(axis) / np.maximum(active.sum(axis), 1)
        if np.isin(share, (0.0, 1.0)).all():
            return f"a whole {name} is dropped or kept together: draw a number for every entry"
    if np.array_equal(kept, outputs["again"] != 0):
        return "two training passes drop the same entries: draw a new mask in every forward"
    return None


def _backward_agrees(kept, active, upstream, dx):
    if (dx[~active] != 0).any():
        return "backward isn't 0 where x was negative"
    if (dx[active & ~kept] != 0).any():
        return "backward lets gradients through entries that forward dropped: keep its mask"
    if not np.allclose(dx[kept], upstream[kept], rtol=1e-5):
        return "backward changes the gradient of entries that forward kept"
    return None


def evaluation_scales(inputs, outputs):
    """In evaluation nothing is dropped or drawn, and all is multiplied by 1 - p."""
    x, p = inputs["x"], inputs["p"]
    wanted = np.where(x > 0, x, 0.0)
    evaluated = outputs["evaluated"]
    if evaluated.shape != x.shape:
        return f"evaluation has shape {evaluated.shape}, expected {x.shape}"
    if np.allclose(evaluated, wanted * (1 - p), rtol=1e-5, atol=1e-12):
        return "evaluation draws random numbers, and shouldn't" if outputs["drew"] else None
    if np.allclose(evaluated, wanted, rtol=1e-5, atol=1e-12):
        return f"evaluation isn't scaled: multiply by 1 - p = {1 - p:g}"
    if np.allclose(evaluated, wanted * p, rtol=1e-5, atol=1e-12):
        return f"evaluation is multiplied by p = {p:g}: it should be by 1 - p = {1 - p:g}"
    if np.count_nonzero(evaluated) < np.count_nonzero(wanted):
        return "evaluation drops entries: only training should"
    return f"evaluation isn't max(x, 0) times 1 - p = {1 - p:g}"


def weights_are_uniform(inputs, outputs):
    """Weights are uniform in ±sqrt(6 / (indim + outdim)), of shape (outdim, indim); biases zero.

    No message names a drawn number: one from a generator of the module's own varies.
    """
    indim, outdim = inputs["indim"], inputs["outdim"]
    W, b = outputs["W"], outputs["b"]
    bound = math.sqrt(6 / (indim + outdim))
    if W.shape != (outdim, indim):
        return f"random_weight_init({indim}, {outdim}) has shape {W.shape}, not ({outdim}, {indim})"
    if b.shape != (outdim, 1) or b.any():
        return f"zeros_bias_init({outdim}) isn't zeros of shape ({outdim}, 1)"
    if np.abs(W).max() > bound * (1 + 1e-6):
        return f"some weights are outside ±sqrt(6/(in+out)) = ±{bound:.4g}"
    for share, what in (
        ((W > 0).mean(), "positive"),
        ((np.abs(W) > bound / 2).mean(), f"over {bound / 2:.4g} in size"),
    ):
        if abs(share - 0.5) > _bound(W.size):
            amount = "more" if share > 0.5 else "fewer"
            return f"{amount} than half of the weights are {what}: are they uniform?"
    return None


ALONG = 0.9  # the least cosine of a step and its gradient, whatever its rate


def layers_stay_apart(inputs, outputs):
    """A step moves the layer that takes it, along its gradient, and not the other layer."""
    W, b = inputs["W"], inputs["b"]
    shapes = {"W_after_its_step": W.shape, "W_of_the_other": W.shape, "b_of_the_other": b.shape}
    for name, shape in shapes.items():
        if outputs[name].shape != shape:
            return f"{name} has shape {outputs[name].shape}, expected {shape}"
    step, gradient = W - outputs["W_after_its_step"], inputs["upstream"] @ inputs["x"].T
    if not np.vdot(step, gradient) > ALONG * np.linalg.norm(step) * np.linalg.norm(gradient):
        return "the layer that takes a step doesn't move along its gradient"
    for right, name in ((W, "W_of_the_other"), (b, "b_of_the_other")):
        if not np.allclose(outputs[name], right, rtol=1e-5, atol=1e-6):
            return "two layers load the same arrays, and a step of one moves the other"
    return None


LARGEST_BIAS = 0.05  # 0.01 times a uniform number is what many write


def biases_start_at_zero(inputs, outputs):
    """The biases of a new network are zero or nearly so."""
    if not outputs["largest_bias"] <= LARGEST_BIAS:
        return "the biases of a new network aren't all zero: biases start at zero"
    return None


def layer_starts_at_random(inputs, outputs):
    """A new layer has random weights of its own, and biases of zero or nearly so."""
    W, b = outputs["W"], outputs["b"]
    shape = (inputs["outdim"], inputs["indim"])
    if W.shape != shape or b.shape != (shape[0], 1):
        return f"getW() has shape {W.shape}, getb() {b.shape}: expected {shape}, {(shape[0], 1)}"
    if not np.isfinite(W).all() or np.ptp(W) == 0:
        return "the weights of a new LinearMap aren't random: all are the same"
    if np.array_equal(W, outputs["W_of_another"]):
        return "two new LinearMaps have the same weights: don't seed the generator"
    if not np.abs(b).max() <= LARGEST_BIAS:
        return "the biases of a new LinearMap aren't all zero: biases start at zero"
    return None
