"""Properties that every correct answer must satisfy: each returns what is wrong, or None."""

import numpy as np

POINTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = np.array([0, 1, 1, 0])


def a_slope_of_relu(inputs, outputs):
    """At 0 any slope between those on both sides, 0 and 1."""
    slope = outputs["slope"]
    if slope.shape != (3,):
        return f"relu_derivative of 3 numbers has shape {slope.shape}"
    if not ((slope >= 0) & (slope <= 1)).all():
        return f"relu_derivative is {slope[0]:g} at 0: it should be between 0 and 1"
    return None


def computes_xor(values):
    """W2 ReLU(W1 x + b1) + b2 at the four points."""
    hidden = np.maximum(POINTS @ values["W1"].T + values["b1"], 0)
    return _unlike_xor(hidden @ values["W2"].ravel() + values["b2"])


def is_a_counterexample(values):
    """Two hidden units alike, with a polynomial for an activation, at the four points."""
    u, b, c, a = values["weights"]
    hidden = np.polynomial.Polynomial(values["f"])(u * POINTS.sum(1) + b)
    return _unlike_xor(2 * c * hidden + a)


def _unlike_xor(outputs):
    if np.allclose(outputs, XOR, rtol=0, atol=1e-6):
        return None
    shown = ", ".join(
        f"{output:g} at ({p}, {q})" for output, (p, q) in zip(outputs, POINTS, strict=True)
    )
    return f"the network gives {shown}"
