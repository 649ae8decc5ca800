"""The tolerance: nothing right outside it, nothing wrong inside it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.numerics.tolerance import DOUBLE, as_numbers, difference, same_shape

RNG = np.random.default_rng(0)


@given(st.integers(0, 2**32 - 1), st.sampled_from([1e-6, 1.0, 1e6]))
def test_single_precision_of_the_expected_array_is_close(seed, scale):
    expected = scale * np.random.default_rng(seed).standard_normal((4, 5))
    assert difference("y", expected.astype(np.float32), expected) is None


@given(st.integers(0, 2**32 - 1), st.integers(0, 19))
def test_an_entry_off_by_a_thousandth_of_the_array_differs(seed, entry):
    expected = np.random.default_rng(seed).standard_normal(20)
    yours = expected.copy()
    yours[entry] += 1e-3 * np.sqrt(np.mean(expected**2)) + 1e-3 * abs(expected[entry])
    found = difference("y", yours, expected)
    assert found is not None
    assert found.entry == (entry,)
    assert found.count == 1


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_not_finite_differs_from_a_finite_one(bad):
    assert difference("y", np.array([1.0, bad]), np.array([1.0, 2.0])) is not None


def test_not_a_number_equals_itself_and_infinities_by_sign():
    odd = np.array([np.nan, np.inf, -np.inf])
    assert difference("y", odd, odd) is None
    assert difference("y", -odd, odd).count == 2


def test_noise_widens_the_tolerance_where_it_is():
    expected = np.array([1.0, 1.0])
    yours = np.array([1.1, 1.0])
    assert difference("y", yours, expected) is not None
    assert difference("y", yours, expected, np.array([0.2, 0.0])) is None
    assert difference("y", yours, expected, np.array([0.0, 0.2])) is not None


def test_half_precision_must_be_as_right_as_single():
    expected = RNG.standard_normal((4, 5))
    for factor in (1.0, 1.05):
        found = difference("y", (factor * expected).astype(np.float16), expected)
        assert found is not None


def test_double_precision_is_demanded_where_the_assignment_says_so():
    expected = RNG.standard_normal(20)
    assert difference("y", expected.astype(np.float32), expected, precision=DOUBLE) is not None
    assert difference("y", expected * (1 + 1e-15), expected, precision=DOUBLE) is None


def test_what_the_author_allows_is_relative():
    expected = 1e6 * np.ones(3)
    assert difference("y", 1.005 * expected, expected, relative=0.01) is None
    assert difference("y", 1.05 * expected, expected, relative=0.01) is not None


def test_a_single_number_may_come_in_any_shape_but_arrays_may_not():
    assert same_shape(np.array(3.0), np.array([[3.0]]))
    assert not same_shape(np.zeros((2, 1)), np.zeros(2))


@pytest.mark.parametrize("value", [None, "3", [1.0], {}, np.array(["a"]), object()])
def test_what_is_not_numbers_is_none(value):
    assert as_numbers(value) is None
