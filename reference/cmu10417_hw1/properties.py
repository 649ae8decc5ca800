"""What any right answer keeps to, where there is a choice: a sentence on what is wrong, or None."""

import math

import numpy as np

FALSE_ALARM = 1e-12  # chance of an alarm at a right answer, a test


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
        return "two training passes drop the same entries: draw anew in every forward"
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
    """Weights are uniform in ±sqrt(6 / (indim + outdim)), of shape (outdim, indim); biases zero."""
    indim, outdim = inputs["indim"], inputs["outdim"]
    W, b = outputs["W"], outputs["b"]
    bound = math.sqrt(6 / (indim + outdim))
    if W.shape != (outdim, indim):
        return f"random_weight_init({indim}, {outdim}) has shape {W.shape}, not ({outdim}, {indim})"
    if b.shape != (outdim, 1) or b.any():
        return f"zeros_bias_init({outdim}) isn't zeros of shape ({outdim}, 1)"
    if np.abs(W).max() > bound * (1 + 1e-6):
        return f"a weight of {np.abs(W).max():.4g} is outside ±sqrt(6/(in+out)) = ±{bound:.4g}"
    for share, what in (
        ((W > 0).mean(), "positive"),
        ((np.abs(W) > bound / 2).mean(), f"over {bound / 2:.4g} in size"),
    ):
        if abs(share - 0.5) > _bound(W.size):
            return f"{share:.0%} of the weights are {what}, expected about half: are they uniform?"
    return None
