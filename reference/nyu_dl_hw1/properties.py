"""Properties that every correct answer must satisfy: each returns what is wrong, or None."""

import math

import numpy as np

STEPS = ("forward", "loss", "zero_grad", "backward", "step")
KINDS = ("rotation", "reflection", "dilation", "projection")
LEAST = 2.0  # loss of each prediction that is as wrong as can be: an epsilon of 0.1 gives 2.3
ROUNDING = 0.02  # what decimals such as 0.71 leave of a product


def nothing_is_left(inputs, outputs):
    """After clear_grad_and_cache() every gradient is zero and the cache is empty."""
    if not outputs["largest_gradient_before"] > 0:
        return "there is nothing to clear: backward leaves every gradient zero"
    if outputs["largest_gradient_after"] != 0:
        return "a gradient isn't zero after clear_grad_and_cache()"
    if outputs["entries_in_cache"] != 0:
        return "the cache isn't empty after clear_grad_and_cache()"
    return None


def finite_at_the_ends(inputs, outputs):
    """The cross entropy is finite at 0 and 1, about 0 for right predictions, large for wrong."""
    J, wrong = float(outputs["J"]), inputs["y"] != inputs["y_hat"]
    if not math.isfinite(J) or not np.isfinite(outputs["dy_hat"]).all():
        return "a prediction of exactly 0 or 1 makes the loss or its gradient infinite or nan"
    if wrong.any() and J * wrong.size < LEAST * wrong.sum():
        return f"the loss is {J:.4g} for predictions that are as wrong as can be"
    if not wrong.any() and abs(J) > 0.01:
        return f"the loss is {J:.4g} for predictions that are all exactly right"
    return None


def order_works(values):
    """Forward, loss, backward and step in this order, and zero_grad somewhere before backward."""
    at = {name: float(values[name]) for name in STEPS}
    if sorted(at.values()) != [1, 2, 3, 4, 5]:
        return "the steps are numbered from 1 to 5, each with a number of its own"
    for before, after in (("forward", "loss"), ("loss", "backward"), ("backward", "step")):
        if at[before] > at[after]:
            return f"{after} needs what {before} leaves: {before} comes first"
    if at["zero_grad"] > at["backward"]:
        return "backward adds to the gradients: zero_grad comes before it"
    return None


def is_of_each_kind(values):
    """Each matrix of the plane is of the kind that its name says, and none is the identity."""
    for kind in KINDS:
        matrix = values[kind]
        if np.allclose(matrix, np.eye(2), atol=ROUNDING):
            return f"{kind}: this is the identity"
        if not _IS[kind](matrix):
            return f"{kind}: this matrix is none"
    return None


def _orthogonal(matrix, determinant):
    square = np.allclose(matrix.T @ matrix, np.eye(2), atol=ROUNDING)
    return square and np.linalg.det(matrix) * determinant > 0


_IS = {
    "rotation": lambda matrix: _orthogonal(matrix, 1),
    "reflection": lambda matrix: _orthogonal(matrix, -1),
    "dilation": lambda matrix: matrix[0, 0] != 0 and np.allclose(matrix, matrix[0, 0] * np.eye(2)),
    "projection": lambda matrix: (
        np.allclose(matrix @ matrix, matrix, atol=ROUNDING) and np.abs(matrix).max() > ROUNDING
    ),
}
