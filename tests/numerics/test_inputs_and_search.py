"""Inputs and search: declared shapes, determinism, shrinking."""

import subprocess
import sys

import numpy as np
import pytest

from grader import Inputs, cotangents, integers, one_hot, one_of, reals, size
from grader.numerics.search import generated, smallest

LINEAR = Inputs(
    W=reals("outdim", "indim"),
    b=reals("outdim", 1),
    x=reals("indim", "batch"),
    g=cotangents("outdim", "batch", scale=10),
)


def test_arrays_have_the_declared_shapes_in_every_case():
    for case in generated(LINEAR, 30, 0):
        outdim, indim, batch = (case.sizes[name] for name in ("outdim", "indim", "batch"))
        assert case.values["W"].shape == (outdim, indim)
        assert case.values["b"].shape == (outdim, 1)
        assert case.values["x"].shape == (indim, batch)
        assert case.values["g"].shape == (outdim, batch)


def test_the_telling_case_comes_first_and_its_sizes_differ_pairwise():
    first = generated(LINEAR, 5, 3)[0]
    assert len(set(first.sizes.values())) == len(first.sizes)
    assert 2 not in first.sizes.values()


def test_the_same_seed_gives_the_same_cases_and_another_seed_others():
    def cases(start):
        return [case.values["W"].tobytes() for case in generated.__wrapped__(LINEAR, 20, start)]

    assert cases(5) == cases(5)
    assert cases(5) != cases(6)


def test_the_cases_do_not_depend_on_which_modules_are_loaded(tmp_path):
    program = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
if len(sys.argv) > 1:
    import local_constants
from grader import Inputs, reals
from grader.numerics.search import generated
inputs = Inputs(sizes={{"n": (1, 4000)}}, x=reals("n"))
print([case.sizes["n"] for case in generated(inputs, 60, 1)])
"""
    numbers = ", ".join(str(1000 + k) for k in range(500))
    (tmp_path / "local_constants.py").write_text(f"SEEN = [{numbers}]\n")
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, *extra], capture_output=True, text=True, check=True
        ).stdout
        for extra in ([], ["with"])
    ]
    assert runs[0] == runs[1]


def test_failures_shrink_to_the_smallest_sizes_and_simplest_values():
    found = smallest(LINEAR, lambda case: case.sizes["batch"] > 2 or None, examples=50, start=0)
    assert found.case.sizes == {"outdim": 1, "indim": 1, "batch": 3}
    assert np.all(found.case.values["x"] * 2 == np.round(found.case.values["x"] * 2))


def test_a_property_that_holds_has_no_counterexample():
    assert smallest(LINEAR, lambda case: None, examples=20, start=0) is None


def test_a_flaky_property_still_ends_with_the_failure_it_showed():
    seen = []

    def flaky(case):
        seen.append(case)
        return "fails" if len(seen) == 3 else None

    assert smallest(LINEAR, flaky, examples=20, start=0).found == "fails"


def test_shrinking_is_bounded_in_runs():
    runs = []
    smallest(LINEAR, lambda case: runs.append(case) or "always", examples=20, start=0)
    assert len(runs) <= 201


def test_other_fields_are_what_they_say():
    inputs = Inputs(
        labels=one_hot("classes", "batch"),
        rate=one_of(0.1, 0.9),
        count=integers(2, 3),
        many=integers(0, 11, "batch"),
        n=size("batch"),
        sizes={"classes": 4, "batch": (2, 5)},
    )
    for case in generated(inputs, 20, 0):
        values = case.values
        assert values["labels"].shape == (4, case.sizes["batch"])
        assert np.array_equal(values["labels"].sum(axis=0), np.ones(case.sizes["batch"]))
        assert values["rate"] in (0.1, 0.9)
        assert type(values["count"]) is int
        assert values["count"] in (2, 3)
        assert values["many"].shape == (case.sizes["batch"],)
        assert values["n"] == case.sizes["batch"]


def test_an_unknown_regime_is_named():
    with pytest.raises(ValueError, match=r"regimes: write some of .*, not 'huge'"):
        Inputs(x=reals("n"), regimes=("normal", "huge"))
