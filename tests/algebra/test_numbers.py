"""Intervals hold the number they stand for; duals hold its derivative."""

import math
from fractions import Fraction

import pytest
from algebra_corpus import DIFFERENT, MODELS, pairs
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.algebra import Model, Symbol, judge, question
from grader.algebra.errors import UndefinedError, UnsettledError
from grader.algebra.evaluation.arithmetic import ELEMENTARY
from grader.algebra.evaluation.dual import Dual, Duals
from grader.algebra.evaluation.interval import Intervals, error, magnitude, shown, sign
from grader.algebra.tree.serialise import from_json, to_json

RATIONALS = st.fractions(min_value=-50, max_value=50, max_denominator=10**6)
MANY = settings(max_examples=200, deadline=None)


def at(bits, compute):
    """What a function of the arithmetic of this precision gives."""
    return compute(Intervals(bits))


def holds(interval, reference):
    """Whether the reference, known far better, lies within the interval's error."""
    return interval.overlaps(reference) and error(reference) < max(magnitude(reference), 0) - 300


@MANY
@given(RATIONALS, RATIONALS, st.sampled_from("+-*/"))
def test_an_interval_holds_the_exact_result(a, b, operation):
    def compute(field):
        x, y = field.number(a), field.number(b)
        return {"+": lambda: x + y, "-": lambda: x - y, "*": lambda: x * y,
                "/": lambda: field.divide(x, y)}[operation]()  # fmt: skip

    if operation == "/" and b == 0:
        with pytest.raises(UndefinedError):
            at(60, compute)
        return
    exact = {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else None}[operation]
    assert holds(at(60, compute), at(600, lambda field: field.number(exact)))


@MANY
@given(RATIONALS, st.sampled_from(sorted(ELEMENTARY)))
def test_an_interval_holds_the_function_of_an_inexact_argument(a, name):
    exact = a * Fraction(1, 3) + Fraction(1, 7)

    def compute(field):
        start = field.number(a) * field.number(Fraction(1, 3)) + field.number(Fraction(1, 7))
        return field.function(name, start)

    try:
        reference = at(600, lambda field: field.function(name, field.number(exact)))
    except UndefinedError:
        with pytest.raises((UndefinedError, UnsettledError)):
            at(60, compute)
        return
    try:
        found = at(60, compute)
    except UnsettledError:
        return
    assert holds(found, reference)
    assert error(found) < max(magnitude(found), 0) - 20


@MANY
@given(RATIONALS, st.integers(-9, 9), st.sampled_from([1, 2, 3, 5]))
def test_an_interval_holds_a_rational_power(a, top, bottom):
    exponent = Fraction(top, bottom)
    try:
        found = at(60, lambda field: field.power(field.number(a), exponent))
    except UndefinedError:
        assert (a < 0 and exponent.denominator == 2) or (a == 0 and exponent < 0)
        return
    assert holds(found, at(600, lambda field: field.power(field.number(a), exponent)))
    negative = a < 0 and exponent.numerator % 2
    expected = math.copysign(abs(float(a)) ** float(exponent), -1 if negative else 1)
    assert float(found.mid()) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_cancellation_is_seen():
    field = Intervals(60)
    third, quarter = field.number(Fraction(1, 3)), field.number(Fraction(1, 4))
    with pytest.raises(UnsettledError):
        sign(third + third + third - field.one)
    assert sign(quarter - quarter) == 0


@pytest.mark.parametrize(
    ("power", "expected"),
    [(0, "1"), (-3, "0.125"), (40, "1.09951e+12"), (-20_000, "0"), (20_000, "about 2^20001")],
)
def test_a_number_of_any_size_can_be_shown(power, expected):
    field = Intervals(60)
    assert shown(field.power(field.number(Fraction(2)), Fraction(power))) == expected


@MANY
@given(RATIONALS, st.sampled_from(sorted(ELEMENTARY)))
def test_a_derivative_is_what_differences_approach(a, name):
    field, step = Intervals(600), Fraction(1, 2**90)
    try:
        ends = [field.function(name, field.number(a + s * step)) for s in (-1, 1)]
        moving = Dual(field.number(a), {0: field.one})
        derivative = Duals(field).function(name, moving).partials[0]
    except (UndefinedError, UnsettledError):
        return
    difference = (ends[1] - ends[0]) / field.number(2 * step)
    assert magnitude(difference - derivative) < max(magnitude(derivative), 0) - 60


@pytest.mark.parametrize("pair", pairs(DIFFERENT)[:40:4], ids=lambda p: p.answer[:40])
def test_trees_and_models_survive_json(pair):
    model = MODELS[pair.model]
    tree = model.read(pair.answer)
    assert from_json(to_json(tree)) == tree
    copy = Model.from_dict(model.to_dict())
    assert copy.read(pair.answer) == tree
    assert judge(tree, question(copy, pair.truth, pair.free), copy).passes is False


def test_declarations_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="need each other"):
        Model((Symbol("a", definition="b"), Symbol("b", definition="a")))
    with pytest.raises(ValueError, match="twice"):
        Model((Symbol("a", aliases=("c",)), Symbol("b", aliases=("c",))))
    with pytest.raises(ValueError, match="domain"):
        Symbol("a", (), "imaginary")
    with pytest.raises(ValueError, match="definition of a"):
        Model((Symbol("a", definition="b +"),))
    with pytest.raises(ValueError, match="a size is a name"):
        Model((Symbol("a", ("2M",)),))
