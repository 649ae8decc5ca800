"""Inputs that hang together: computed sizes, bounds, structure, and Hypothesis's strategies."""

import numpy as np
import pytest
from hypothesis import strategies as st

import grader
from grader import Inputs, integers, one_hot, reals, size
from grader.numerics.search import generated, smallest


def every(inputs, examples=40):
    return [case.values for case in generated(inputs, examples, 0)]


def test_sizes_are_computed_from_sizes():
    pixels = size("H") * size("W")
    inputs = Inputs(image=reals("H", "W"), flat=reals(pixels, "n"), D=pixels, twice=2 * size("n"))
    for values in every(inputs):
        height, width = values["image"].shape
        assert values["flat"].shape[0] == values["D"] == height * width
        assert values["twice"] == 2 * values["flat"].shape[1]


def test_a_convolution_has_an_output():
    out = (size("H") + 2 * size("pad") - size("K")) // size("stride") + 1
    inputs = Inputs(
        x=reals("H"), k=reals("K"), pad=size("pad"), stride=size("stride"), upstream=reals(out),
        sizes={"pad": (0, 2), "stride": (1, 3)},
    )  # fmt: skip
    for values in every(inputs):
        padded = len(values["x"]) + 2 * values["pad"]
        rows = range(0, padded - len(values["k"]) + 1, values["stride"])
        assert len(values["upstream"]) == len(rows) >= 1
    first = generated(inputs, 1, 0)[0].sizes
    assert len({first["H"], first["K"]}) == 2
    with pytest.raises(ValueError, match="always below 1"):
        Inputs(x=reals(size("n") - 9), sizes={"n": (1, 4)})


def test_bounds_may_be_sizes():
    for values in every(Inputs(x=reals("C", "n"), y=integers(0, size("C") - 1, "n"))):
        classes, count = values["x"].shape
        assert values["y"].shape == (count,)
        assert set(values["y"]) <= set(range(classes))


def test_each_structure_is_what_it_says():
    inputs = Inputs(
        up=grader.ascending(reals("n", "m")),
        unlike=grader.distinct(integers(0, 40, "n", "m")),
        strictly=grader.ascending(grader.distinct(reals("n"))),
        symmetric=grader.symmetric("n"),
        definite=grader.positive_definite("n"),
        turn=grader.orthogonal("n"),
        rows=grader.stochastic("n", "m"),
        order=grader.permutation("n"),
        road=grader.graph("n", connected=True),
        arrows=grader.graph("n", directed=True),
        hot=one_hot("m", "n", rows=True),
    )
    for v in every(inputs):
        n, m = v["rows"].shape
        assert (np.diff(v["up"], axis=1) >= 0).all()
        assert len(np.unique(v["unlike"])) == v["unlike"].size == n * m
        assert (np.diff(v["strictly"]) > 0).all()
        assert np.array_equal(v["symmetric"], v["symmetric"].T)
        assert np.linalg.cond(v["definite"]) <= 101
        assert np.linalg.eigvalsh(v["definite"]).min() > 0
        assert np.allclose(v["turn"] @ v["turn"].T, np.eye(n))
        assert np.allclose(v["rows"].sum(axis=1), 1)
        assert sorted(v["order"]) == list(range(n))
        assert np.array_equal(v["road"], v["road"].T)
        assert (np.linalg.matrix_power(v["road"] + np.eye(n, dtype=int), n) > 0).all()
        assert not v["arrows"].diagonal().any()
        assert v["hot"].shape == (n, m)
        assert np.array_equal(v["hot"].sum(axis=1), np.ones(n))
    assert any((v["arrows"] != v["arrows"].T).any() for v in every(inputs))


def test_what_a_strategy_draws_shrinks():
    inputs = Inputs(text=grader.drawn(st.text()), words=grader.drawn(st.lists(st.text("ab"))))
    found = smallest(inputs, lambda case: "b" in "".join(case.values["words"]) or None,
                     examples=60, start=0)  # fmt: skip
    assert found.case.values == {"text": "", "words": ["b"]}
    assert any(len(values["text"]) > 3 for values in every(inputs))
    assert inputs.distinct(3).values["words"]


@st.composite
def _search(draw):
    numbers = draw(st.lists(st.integers(-9, 9), min_size=1, max_size=6).map(sorted))
    return {"numbers": numbers, "wanted": draw(st.sampled_from(numbers))}


def test_a_whole_case_hangs_together():
    inputs = Inputs(_search(), rate=grader.uniform(0, 1))
    assert inputs.names == ("numbers", "wanted", "rate")
    for values in [*every(inputs), inputs.distinct(1).values]:
        assert values["wanted"] in values["numbers"]
        assert 0 <= values["rate"] <= 1
    assert inputs.distinct(1).values == inputs.distinct(1).values
    found = smallest(inputs, lambda case: case.values["wanted"] > 2 or None, examples=60, start=0)
    assert found.case.values["wanted"] == max(found.case.values["numbers"]) == 3


def test_texts_and_whole_cases_grade_alike_here_and_in_a_handout(course):
    course.write("drivers.py", "def find(mlp, numbers, wanted):\n"
                 "    return {'at': mlp.find(numbers, wanted)}\n"
                 "def shout(mlp, text): return {'loud': mlp.shout(text)}\n")  # fmt: skip
    course.write(
        "inputs.py",
        """
        from hypothesis import strategies as st
        from grader import Inputs, drawn

        @st.composite
        def search(draw):
            numbers = draw(st.lists(st.integers(-9, 9), min_size=1, unique=True).map(sorted))
            return {"numbers": numbers, "wanted": draw(st.sampled_from(numbers))}

        find, shout = Inputs(search()), Inputs(text=drawn(st.text()))
        """,
    )
    right = "def find(xs, x): return xs.index(x)\ndef shout(text): return text.upper()\n"
    course.write("mlp.py", right)
    checks = "Agreement(drivers.find, inputs.find), Fixture(drivers.shout, inputs.shout)"
    course.question(checks)
    assert course.grade("import bisect\ndef find(xs, x): return bisect.bisect_left(xs, x)\n"
                        "def shout(text): return ''.join(map(str.upper, text))\n").full  # fmt: skip
    verdicts = course.first(right + "def find(xs, x): return len(xs) // 2\n").verdicts
    assert [verdict.earned for verdict in verdicts] == [0, 1]
    assert len(verdicts[0].failure.arguments["numbers"]) == 2
    assert course.first(right + "def shout(text): return text.title()\n").verdicts[1].earned == 0
