"""Each diagnosis is made of the mistake it names, and none of a right array."""

import numpy as np
import pytest

from grader.numerics.diagnosis import (
    agreed,
    diagnose,
    diagnose_shape,
    restated,
    restated_shape,
)

RNG = np.random.default_rng(0)
A = RNG.standard_normal((5, 3))
SQUARE = RNG.standard_normal((4, 4))
SIZES = {"outdim": 5, "indim": 3, "batch": 7}


def masked(array, axis, index):
    changed = array.copy()
    changed[(slice(None),) * axis + (index,)] += 1.0
    return changed


@pytest.mark.parametrize(
    ("yours", "expected", "words"),
    [
        (-A, A, "sign is flipped"),
        (2 * A, A, "doubled"),
        (A / 2, A, "halved"),
        (7 * A, A, "batch = 7 times too large"),
        (A / 7, A, "batch = 7 times too small"),
        (0.3 * A, A, "0.3 times what is expected"),
        (0 * A, A, "all zeros"),
        (A + 2, A, "off by the same 2"),
        (SQUARE.T, SQUARE, "transpose"),
        (A.T.reshape(5, 3), A, "reshaped instead of transposed"),
        (A[::-1], A, "another order"),
        (masked(A, 0, 2), A, "Only index 2 of axis 0 is wrong"),
        (np.where(A > 0, A, 0), A, "a mask is too wide"),
        (A, np.where(A > 0, A, 0), "a mask is missing"),
        (np.where(A.max() == A, np.nan, A), A, "not finite"),
    ],
)
def test_the_diagnosis_names_the_mistake(yours, expected, words):
    assert words in diagnose(yours, expected, SIZES).sentence


def test_a_right_array_has_no_diagnosis():
    assert diagnose(A, A, SIZES) is None


@pytest.mark.parametrize(
    ("yours", "expected", "words"),
    [
        ((3, 5), (5, 3), "transposed"),
        ((5,), (5, 1), "keepdims"),
        ((5, 7), (5,), "sum over it is missing"),
        ((5,), (5, 7), "summed or indexed away"),
    ],
)
def test_a_wrong_shape_is_explained(yours, expected, words):
    assert words in diagnose_shape(yours, expected).sentence


def test_a_product_of_sizes_explains_a_factor():
    found = diagnose(15 * A, A, {"batch": 3, "outputs": 5})
    assert found.parameters["size"] == "batch · outputs"
    assert "batch · outputs = 15 times too large" in found.sentence


def test_a_single_entry_is_proportional_to_nothing():
    assert diagnose(np.array([0.98]), np.array([1.0]), {"n": 7}) is None
    assert diagnose(np.array([[0.98, 0.0]]), np.array([[1.0, 0.0]]), {}).code == "partly"


def test_a_diagnosis_is_restated_where_it_is_true_and_dropped_where_it_is_not():
    found = diagnose(A / 7, A, SIZES)
    small = np.array([[4.0]])
    here = restated(found, small / 2, small, {"outdim": 1, "indim": 1, "batch": 2})
    assert here.sentence.startswith("It is batch = 2 times too small")
    assert restated(found, small / 3, small, {"outdim": 1, "indim": 1, "batch": 2}) is None


@pytest.mark.parametrize("factor", [-1.0, 0.5, 2.0, 7.0, 1 / 7])
def test_a_factor_of_a_single_entry_must_hold_on_another_case_too(factor):
    large, small = np.array([1.3]), np.array([2.5])
    assert diagnose(factor * large, large, SIZES) is None
    sizes = {"outdim": 1, "indim": 1, "batch": 1}
    if factor in (7.0, 1 / 7):
        sizes = {**sizes, "batch": 3}
    there = {7.0: 3.0, 1 / 7: 1 / 3}.get(factor, factor)
    assert agreed((factor * large, large, SIZES), (there * small, small, sizes)) is not None
    assert agreed((factor * large, large, SIZES), (0.9 * small, small, sizes)) is None


def test_a_size_explains_two_better_than_doubling_does():
    assert diagnose(2 * A, A, {"batch": 2}).code == "times_size"
    assert diagnose(9 * A, A, {"batch": 3}).parameters["size"] == "batch²"


def test_a_diagnosis_of_a_shape_is_restated_only_where_it_is_true():
    summed = diagnose_shape((5, 7), (5,))
    assert restated_shape(summed, (1, 1), (1,)) == summed  # not: an axis of length 1 was added
    assert restated_shape(summed, (1,), (1, 1)) is None
