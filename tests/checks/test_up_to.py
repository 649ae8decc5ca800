"""Answers that are right up to something, and partial credit for a part that is right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.numerics.freedom import aligned
from grader.reports.text import question_text

DRIVERS = """
import numpy as np

def modes(mlp, A):
    values, vectors = mlp.modes(A)
    return {"values": values, "vectors": vectors, "A": vectors @ np.diag(values) @ vectors.T}

def span(mlp, A): return {"basis": mlp.span(A)}

def groups(mlp, x): return {"labels": mlp.groups(x), "centers": mlp.centers(x)}

def words(mlp, n): return {"words": mlp.words(n)}
"""
INPUTS = """
from grader import Inputs, drawn, integers, reals, symmetric
modes = Inputs(A=symmetric("n"), sizes={"n": (2, 5)})
span = Inputs(A=reals("n", "k"), sizes={"n": 6, "k": (2, 3)}, regimes="normal")
groups = Inputs(x=drawn(lambda rng: rng.permutation(30) % 3 * 10.0 + rng.random(30)))
words = Inputs(n=integers(2, 9))
"""
RIGHT = """
import numpy as np
def modes(A): return np.linalg.eigh(A)
def span(A): return np.linalg.qr(A)[0]
def groups(x): return (x // 10).astype(int)
def centers(x): return np.array([[x[groups(x) == k].mean(), k] for k in range(3)])
def words(n): return [str(k) for k in range(n)]
"""
CHECKS = {
    "sign": "Agreement(drivers.modes, inputs.modes, up_to={'vectors': 'sign'})",
    "any order": "Agreement(drivers.modes, inputs.modes,"
    " up_to={'vectors': ['sign', 'permutation'], 'values': 'order'})",
    "scale": "Agreement(drivers.modes, inputs.modes, outputs=['vectors'], up_to='scale')",
    "basis": "Fixture(drivers.span, inputs.span, up_to='basis')",
    "rotation": "Agreement(drivers.span, inputs.span, up_to='rotation')",
    "labels": "Agreement(drivers.groups, inputs.groups,"
    " up_to={'labels': 'labels', 'centers': 'order'})",
    "words": "Agreement(drivers.words, inputs.words, up_to='order')",
}
FLIPPED = "def modes(A):\n    w, V = np.linalg.eigh(A)\n    return w, -V\n"
REVERSED = "def modes(A):\n    w, V = np.linalg.eigh(A)\n    return w[::-1], V[:, ::-1]\n"
LONGER = "def modes(A):\n    w, V = np.linalg.eigh(A)\n    return w, 3 * V\n"
SKEWED = "def span(A): return A * [2] + A[:, ::-1]\n"
TURNED = "def span(A):\n    Q = np.linalg.qr(A)[0]\n    return np.roll(Q, 1, axis=1)\n"
RENAMED = "def groups(x): return 7 - (x // 10).astype(int)\n"
SHUFFLED = (
    "def centers(x): return np.array([[x[x // 10 == k].mean(), k] for k in (2, 0, 1)])\n"
    "def words(n): return [str(k) for k in range(n)][::-1]\n"
)
PASS = {
    "sign": [FLIPPED],
    "any order": [FLIPPED, REVERSED],
    "scale": [FLIPPED, LONGER],
    "basis": [TURNED, SKEWED],
    "rotation": [TURNED],
    "labels": [RENAMED + SHUFFLED],
    "words": [SHUFFLED],
}
FAIL = {
    "sign": [REVERSED, LONGER, "def modes(A): return np.linalg.eigvalsh(A), np.eye(len(A))\n"],
    "any order": [LONGER, "def modes(A): return np.diag(A), np.eye(len(A))\n"],
    "scale": [REVERSED, "def modes(A): return np.diag(A), np.zeros(A.shape)\n"],
    "basis": ["def span(A): return np.eye(len(A))[:, : A.shape[1]]\n",
              "def span(A): return 0 * A\n",
              "def span(A): return A[:, :1] + 0 * A\n"],
    "rotation": [SKEWED, "def span(A): return A\n"],
    "labels": ["def groups(x): return 0 * x.astype(int)\n",
               "def groups(x): return np.where(x < 10, 1, x // 10).astype(int)\n"],
    "words": ["def words(n): return ['0'] * n\n", "def words(n): return []\n"],
}  # fmt: skip


@pytest.fixture
def small(course):
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.write("mlp.py", RIGHT)
    return course


@pytest.mark.parametrize("freedom", CHECKS)
def test_an_answer_may_be_off_by_what_is_free_and_by_nothing_else(small, freedom):
    small.question(CHECKS[freedom])
    assert small.grade(RIGHT).full
    for other in PASS[freedom]:
        assert small.grade(RIGHT + other).full, other
    for wrong in FAIL[freedom]:
        results = small.grade(RIGHT + wrong)
        assert results.earned == 0, wrong
    assert "also up to" in question_text(results.questions[0], results)


def test_an_unknown_freedom_is_named(small):
    small.question("Agreement(drivers.words, inputs.words, up_to='ordre')")
    with pytest.raises(Exception, match=r"up_to: write some of .*, not 'ordre'"):
        small.load()


@given(st.integers(0, 2**32 - 1), st.sampled_from([1, 2, 3, 7]), st.booleans())
def test_what_is_free_is_undone(seed, n, is_complex):
    rng = np.random.default_rng(seed)
    right = rng.standard_normal((n + 1, n)) + (1j * rng.standard_normal((n + 1, n)) * is_complex)
    turn = np.linalg.qr(rng.standard_normal((n, n)))[0]
    labels = rng.integers(0, n, 20)
    for up_to, yours, wanted in [
        (["sign"], right * rng.choice([-1, 1], n), right),
        (["scale"], right * rng.uniform(-3, -1, n), right),
        (["constant"], right + 17.5, right),
        (["order"], right[rng.permutation(n + 1)], right),
        (["order"], rng.permutation(right[:, 0]), right[:, 0]),
        (["permutation", "sign"], (right * rng.choice([-1, 1], n))[:, rng.permutation(n)], right),
        (["permutation", "scale"], (right * 2 * n)[:, rng.permutation(n)], right),
        (["labels"], (rng.permutation(n) + 5)[labels], labels),
        (["rotation"], right @ turn, right),
        (["basis"], right @ rng.standard_normal((n, n)), right),
    ]:
        assert np.allclose(aligned(yours, wanted, up_to), wanted, atol=1e-6), up_to


PARTIAL = "Agreement(drivers.{driver}, inputs.{driver}, partial='{unit}')"


EARLY = "def words(n): return [str(k) for k in range(n)] if n < 8 else []"
BUT_ONE = "def words(n): return [str(k) for k in range(n - 1)] + ['x']"
VALUES = "def modes(A): return np.linalg.eigvalsh(A), np.eye(len(A))"
ONE_GROUP = "def groups(x): return 0 * x.astype(int)"


@pytest.mark.parametrize(
    ("driver", "unit", "changed", "least", "most"),
    [
        ("words", "cases", EARLY, 0.1, 0.9),
        ("words", "cases", "def words(n): return ['0', '1', '2', '3']", 0, 0),
        ("words", "entries", BUT_ONE, 0.3, 0.9),
        ("words", "entries", "def words(n): return ['0'] * n", 0, 0),
        ("words", "entries", "def words(n): return 1 / 0", 0, 0),
        ("modes", "outputs", VALUES, 1 / 3, 1 / 3),
        ("groups", "outputs", ONE_GROUP, 0, 0.5),
        ("groups", "entries", ONE_GROUP, 0, 0.5),
    ],
)
def test_a_part_that_is_right_earns_its_share(small, driver, unit, changed, least, most):
    small.question(PARTIAL.format(driver=driver, unit=unit))
    assert small.grade(RIGHT).full
    verdict = small.first(RIGHT + changed, examples=20).verdicts[0]
    assert least - 1e-9 <= verdict.earned <= most + 1e-9, verdict.remarks
    assert verdict.failure
    small.question(PARTIAL.format(driver=driver, unit=unit).replace("Agreement", "Fixture")
                   .replace("partial", "cases=12, partial"))  # fmt: skip
    recorded = small.first(RIGHT + changed).verdicts[0]
    assert least - 1e-9 <= recorded.earned <= most + 1e-9, recorded.remarks
    small.question(PARTIAL.format(driver=driver, unit=""))
    assert small.first(RIGHT + changed).verdicts[0].earned == 0
