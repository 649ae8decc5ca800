"""Intervals hold the number they stand for; duals hold its derivative; proofs come on top."""

import math
from fractions import Fraction

import pytest
from algebra_corpus import DIFFERENT, MODELS, pairs
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import libmp

from grader.algebra import Model, Outcome, Symbol, judge, prove, question
from grader.algebra.evaluation.dual import Dual, Duals
from grader.algebra.evaluation.interval import (
    ELEMENTARY,
    EXACT,
    Interval,
    Intervals,
    UndefinedError,
    UnsettledError,
)
from grader.algebra.tree.serialise import from_json, to_json

SCALAR = MODELS["scalar"]
LOW, HIGH = Intervals(60), Intervals(600)
RATIONALS = st.fractions(min_value=-50, max_value=50, max_denominator=10**6)
MANY = settings(max_examples=200, deadline=None)


def holds(ball, reference):
    """Whether the reference, known far better, lies within the ball's error."""
    wide = Interval(ball.value, EXACT, 600)
    gap = wide - reference
    return gap.magnitude <= max(ball.error + 1, reference.error + 1)


@MANY
@given(RATIONALS, RATIONALS, st.sampled_from("+-*/"))
def test_a_ball_holds_the_exact_result(a, b, sign):
    exact = {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else None}[sign]
    x, y = LOW.number(a), LOW.number(b)
    operation = {"+": x.__add__, "-": x.__sub__, "*": x.__mul__, "/": x.__truediv__}[sign]
    if exact is None:
        with pytest.raises(UndefinedError):
            operation(y)
        return
    assert holds(operation(y), HIGH.number(exact))


@MANY
@given(RATIONALS, st.sampled_from(sorted(ELEMENTARY)))
def test_a_ball_holds_the_function_of_an_inexact_argument(a, name):
    start = LOW.number(a) * LOW.number(Fraction(1, 3)) + LOW.number(Fraction(1, 7))
    exact = HIGH.number(a * Fraction(1, 3) + Fraction(1, 7))
    try:
        reference = HIGH.function(name, exact)
    except UndefinedError:
        with pytest.raises((UndefinedError, UnsettledError)):
            LOW.function(name, start)
        return
    try:
        found = LOW.function(name, start)
    except UnsettledError:
        return
    assert holds(found, reference)
    assert found.error < max(found.magnitude, 0) - 20


@MANY
@given(RATIONALS, st.integers(-9, 9), st.sampled_from([1, 2, 3, 5]))
def test_a_ball_holds_a_rational_power(a, top, bottom):
    exponent = Fraction(top, bottom)
    try:
        found = LOW.power(LOW.number(a), exponent)
    except UndefinedError:
        assert (a < 0 and exponent.denominator == 2) or (a == 0 and exponent < 0)
        return
    assert holds(found, HIGH.power(HIGH.number(a), exponent))
    negative = a < 0 and exponent.numerator % 2
    expected = math.copysign(abs(float(a)) ** float(exponent), -1 if negative else 1)
    assert float(libmp.to_float(found.value)) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_cancellation_is_seen():
    third = LOW.number(Fraction(1, 3))
    gap = third + third + third - LOW.number(Fraction(1))
    with pytest.raises(UnsettledError):
        gap.sign()
    assert (LOW.number(Fraction(1, 4)) - LOW.number(Fraction(1, 4))).sign() == 0


@MANY
@given(RATIONALS, st.sampled_from(sorted(ELEMENTARY)))
def test_a_slope_is_what_differences_approach(a, name):
    step = Fraction(1, 2**90)
    try:
        ends = [HIGH.function(name, HIGH.number(a + s * step)) for s in (-1, 1)]
        moving = Dual(HIGH.number(a), {0: HIGH.number(Fraction(1))})
        slope = Duals(HIGH).function(name, moving).slopes[0]
    except (UndefinedError, UnsettledError):
        return
    difference = (ends[1] - ends[0]) / HIGH.number(2 * step)
    assert (difference - slope).magnitude < max(slope.magnitude, 0) - 60


@pytest.mark.parametrize("pair", pairs(DIFFERENT)[:40:4], ids=lambda p: p.answer[:40])
def test_trees_and_models_survive_json(pair):
    model = MODELS[pair.model]
    tree = model.read(pair.answer)
    assert from_json(to_json(tree)) == tree
    copy = Model.from_dict(model.to_dict())
    assert copy.read(pair.answer) == tree
    assert judge(tree, question(copy, pair.truth, pair.free), copy).passes is False


@pytest.mark.parametrize(
    ("model", "truth", "answer", "free"),
    [
        ("scalar", "x^2 - 1", "(x-1)(x+1)", ""),
        ("scalar", r"\sigma'(x)", r"\sigma(x)(1-\sigma(x))", ""),
        ("network", "dp_i/do_j", r"p_i(\delta_{ij} - p_j)", "ij"),
    ],
)
def test_sympy_proves_what_it_can(model, truth, answer, free):
    chosen = MODELS[model]
    asked, tree = question(chosen, truth, free), chosen.read(answer)
    found = judge(tree, asked, chosen)
    assert not found.proved
    assert prove(found, tree, asked, chosen, seconds=20).proved


def test_sympy_never_rejects_and_never_proves_what_is_wrong():
    asked, wrong = question(SCALAR, "x^2"), SCALAR.read("x^2 + 1")
    different = judge(wrong, asked, SCALAR)
    assert prove(different, wrong, asked, SCALAR) == different
    lying = judge(SCALAR.read("x^2"), asked, SCALAR)
    assert not prove(lying, wrong, asked, SCALAR, seconds=20).proved
    silent = judge(SCALAR.read("ReLU(x)"), question(SCALAR, "max(x,0)"), SCALAR)
    kept = prove(silent, SCALAR.read("ReLU(x)"), question(SCALAR, "max(x,0)"), SCALAR, seconds=20)
    assert kept.outcome is Outcome.EQUAL
    assert not kept.proved


def test_declarations_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="circle"):
        Model((Symbol("a", definition="b"), Symbol("b", definition="a")))
    with pytest.raises(ValueError, match="twice"):
        Model((Symbol("a", aliases=("c",)), Symbol("b", aliases=("c",))))
    with pytest.raises(ValueError, match="domain"):
        Symbol("a", (), "imaginary")
    with pytest.raises(ValueError, match="definition of a"):
        Model((Symbol("a", definition="b +"),))
    with pytest.raises(ValueError, match="a size is a name"):
        judge(
            Model().read("1"),
            question(Model((Symbol("a", ("2M",)),)), "a"),
            Model((Symbol("a", ("2M",)),)),
        )
