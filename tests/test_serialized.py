"""Results come back from bytes as they were: arrays, half characters, huge numbers."""

import dataclasses
import math
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.results import Failure, QuestionResult, Results, Verdict
from grader.serialized import dump, restore

TEXT = st.text(st.characters(exclude_categories=()))  # half characters, too
ARRAYS = arrays.arrays(
    st.sampled_from([np.float64, np.float32, np.int8, bool, np.complex128, "<U3"]),
    arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | TEXT
    | st.binary()
    | ARRAYS
    | st.complex_numbers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(TEXT | st.integers(), inner, max_size=3)
        | st.tuples(inner, inner)
    ),
    max_leaves=6,
)


def same(one, other):
    """Equality in which not-a-number equals itself."""
    if type(one) is not type(other):
        return False
    if dataclasses.is_dataclass(one):
        return all(
            same(getattr(one, f.name), getattr(other, f.name)) for f in dataclasses.fields(one)
        )
    if isinstance(one, np.ndarray):
        return (
            one.dtype == other.dtype
            and one.shape == other.shape
            and one.tobytes() == other.tobytes()
        )
    if isinstance(one, dict):
        return [*one] == [*other] and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    return one == other


@given(arguments=st.dictionaries(TEXT, PLAIN, max_size=3), summary=TEXT, seed=st.integers())
def test_whatever_a_failure_holds_comes_back(arguments, summary, seed):
    failure = Failure(summary, arguments=arguments)
    verdict = Verdict("forward", failure=failure, answer=summary)
    question = QuestionResult("1", summary, "code", 2.0, (verdict,))
    results = Results("hw", "anna", (question,), seed)
    assert same(restore(dump(results)), results)


@pytest.mark.parametrize(
    "data", [b"", b"no results", zlib.compress(b"\xc1"), zlib.compress(b"\x80")]
)
def test_other_bytes_are_refused(data):
    with pytest.raises(ValueError, match="no results"):
        restore(data)
