"""The self-certifying derivative: right slopes are never refused, wrong ones never certified."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.numerics.derivative import FAST, Line

FUNCTIONS = {
    "exp": (np.exp, np.exp),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "square": (np.square, lambda x: 2 * x),
    "log of 1 + exp": (lambda x: np.logaddexp(0, x), lambda x: 1 / (1 + np.exp(-x))),
    "ReLU": (lambda x: np.maximum(x, 0), lambda x: (x > 0).astype(float)),
    "constant": (np.ones_like, np.zeros_like),
}


def line(function, x, u, cotangent, counted=None):
    def at(steps):
        if counted is not None:
            counted.extend(steps)
        return [np.asarray(function(x + t * u), float) for t in steps]

    return Line(at, cotangent, np.asarray(function(x), float))


def case(seed, size=6, scale=1.0):
    rng = np.random.default_rng(seed)
    x = scale * rng.standard_normal(size)
    return x, rng.standard_normal(size), rng.standard_normal(size)


def claim(gradient, u):
    return float(gradient @ u), float(np.linalg.norm(gradient * u))


@given(st.sampled_from(sorted(FUNCTIONS)), st.integers(0, 2**32 - 1), st.sampled_from([0.01, 1, 3]))
def test_a_right_gradient_never_differs(name, seed, scale):
    function, slope = FUNCTIONS[name]
    x, u, c = case(seed, scale=scale)
    finding = line(function, x, u, c).certify(*claim(c * slope(x), u)).finding
    assert finding != "differs"
    assert finding == "agrees" or name == "ReLU"


@given(
    st.sampled_from(["exp", "tanh", "square", "log of 1 + exp"]),
    st.integers(0, 2**32 - 1),
    st.sampled_from([-1.0, 0.5, 2.0, 1.01, 0.0]),
)
def test_a_gradient_wrong_by_a_factor_never_agrees(name, seed, factor):
    function, slope = FUNCTIONS[name]
    x, u, c = case(seed)
    claimed, scale = claim(factor * c * slope(x), u)
    right, size = claim(c * slope(x), u)
    if abs(right) > 0.05 * size:  # else the direction happens to say little
        assert line(function, x, u, c).certify(claimed, scale).finding == "differs"


def test_a_right_gradient_takes_two_runs_whatever_the_number_of_parameters():
    for size in (10, 1000, 100_000):
        counted = []
        x, u, c = case(0, size)
        u *= min(1, 16 / np.sqrt(size))
        found = line(np.tanh, x, u, c, counted).certify(*claim(c * (1 - np.tanh(x) ** 2), u))
        assert found.finding == "agrees"
        assert counted == [FAST, -FAST]


def test_one_zeroed_entry_among_a_million_is_found():
    x, u, c = case(1, 1_000_000)
    u *= 16 / np.sqrt(x.size)
    gradient = c * (1 - np.tanh(x) ** 2)
    worst = int(np.argmax(np.abs(gradient * u)))
    gradient[worst] = 0.0
    assert line(np.tanh, x, u, c).certify(*claim(gradient, u)).finding == "differs"


def test_single_precision_code_agrees():
    for seed in range(50):
        x, u, c = case(seed)
        narrow = line(lambda x: np.tanh(x.astype(np.float32)), x, u, c)
        gradient = (c * (1 - np.tanh(x) ** 2)).astype(np.float32).astype(float)
        assert narrow.certify(*claim(gradient, u)).finding == "agrees"


def test_a_small_constant_inside_a_logarithm_is_no_mistake():
    p = np.random.default_rng(0).uniform(0.01, 1, 8)
    u, c = np.ones(8), np.random.default_rng(1).standard_normal(8)
    smoothed = line(lambda p: np.log(p + 1e-8), p, u, c)
    assert smoothed.certify(*claim(c / p, u)).finding == "agrees"


@pytest.mark.parametrize("slope_at_kink", [0.0, 0.5, 1.0])
def test_a_kink_within_the_step_is_unresolved_and_not_wrong(slope_at_kink):
    x, u, c = np.array([0.0, 1.0]), np.array([1.0, 0.3]), np.array([1.0, 1.0])
    gradient = c * np.array([slope_at_kink, 1.0])
    finding = line(lambda x: np.maximum(x, 0), x, u, c).certify(*claim(gradient, u)).finding
    assert finding in ("agrees", "unresolved")


def test_random_output_is_unresolved():
    rng = np.random.default_rng(0)
    x, u, c = case(0)
    noisy = line(lambda x: x + rng.standard_normal(x.shape), x, u, c)
    assert noisy.certify(*claim(c, u)).finding == "unresolved"


def saturated(seed):
    """A right claim for a softmax cross entropy whose logits are far apart: its line too."""
    rng = np.random.default_rng(seed)
    z, label, u = 30 * rng.standard_normal(4), rng.integers(4), rng.standard_normal(4)

    def loss_and_gradient(z):
        shares = np.exp(z - z.max())
        shares /= shares.sum()
        with np.errstate(divide="ignore"):
            return np.array(-np.log(shares[label])), shares - np.eye(4)[label]

    here, gradient = loss_and_gradient(z)
    along = Line(lambda steps: [loss_and_gradient(z + t * u)[0] for t in steps], 1.0, here)
    return along, float(gradient @ u), float(np.linalg.norm(gradient) * np.linalg.norm(u))


def test_a_right_gradient_of_a_saturated_loss_never_differs():
    findings = [along.certify(*claimed).finding for along, *claimed in map(saturated, range(300))]
    assert "differs" not in findings
    assert findings.count("agrees") > 200


def test_a_gradient_of_a_constant_differs_unless_it_is_too_small_to_tell():
    x, u, c = case(0)
    constant = line(np.zeros_like, x, u, c)
    assert constant.certify(1e-3, 1.0).finding == "differs"
    assert constant.certify(1e-12, 1e-12).finding == "differs"
    assert constant.certify(1e-15, 1e-15).finding == "unresolved"
