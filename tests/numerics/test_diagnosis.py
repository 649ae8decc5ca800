"""Each diagnosis is made of the mistake it names, and none of a right array."""

import numpy as np
import pytest

from grader.numerics.diagnosis import diagnose, diagnose_shape

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
        (np.where(A.max() == A, np.nan, A), A, "isn't finite"),
    ],
)
def test_the_diagnosis_names_the_mistake(yours, expected, words):
    assert words in diagnose(yours, expected, SIZES)


def test_a_right_array_has_no_diagnosis():
    assert diagnose(A, A, SIZES) == ""


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
    assert words in diagnose_shape(yours, expected)
