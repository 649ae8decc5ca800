"""Differences that a few random points miss: sizes, thresholds, signs, tiny terms."""

import pytest

from grader.algebra import Function, Model, Outcome, Symbol, judge, question

SCALARS = Model((Symbol("x"), Symbol("y"), Symbol("z")), (Function("f", "max(x, 0.1x)"),))
SIZED = Model((Symbol("x", ("N",)), Symbol("t")), indices={"i": "N"})
COUNTED = Model((Symbol("t"),), indices={"i": "N"})
SEEDS = range(25)


def outcomes(model, truth, answer, free="", seeds=SEEDS):
    asked, tree = question(model, truth, free), model.read(answer)
    return {judge(tree, asked, model, seed=seed).passes for seed in seeds}


@pytest.mark.parametrize(
    ("model", "truth", "answer", "free"),
    [
        (COUNTED, "N(N-1)/2", "2N-3", ""),
        (COUNTED, "N^2", "5N-6", ""),
        (COUNTED, "2^N", "N^2-N+2", ""),
        (COUNTED, "1/N", "(5-N)/6", ""),
        (SIZED, "x_i", "x_i 1[i<=3]", "i"),
        (SIZED, "x_i", "x_i 1[i<=20]", "i"),
        (SIZED, "max(x)", "max(x_1,x_2)", ""),
        (SIZED, r"\sum_i x_i", "x_1+x_2+x_3 1[N>2]", ""),
        (SIZED, r"\frac{N(N-1)}{2} t x_1", "(2N-3) t x_1", ""),
        (SIZED, "N^2 x_1", "(N^2 + (N-2)(N-3)(N-4)(N-5)) x_1", ""),
        (SIZED, r"\frac1N\sum_i x_i", r"\frac{1}{N} \sum_{i=1}^{3} x_i", ""),
    ],
)
def test_sizes_tell_apart_what_agrees_at_small_ones(model, truth, answer, free):
    assert outcomes(model, truth, answer, free) == {False}


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("1[|x|<2]", "1[|x|<1]"),
        ("1[x>0]1[x<6]", "1[x>0]1[x<5.9]"),
        ("1[x>0]", "1[x>0.1]"),
        ("1[x>0]", "1[x>0.0001]"),
        ("|x|", "x"),
        ("1[y z<1]", "1"),
        ("1", "1[y z<0.9]"),
        ("1[y z<1]", "1[y z<0.9]"),
        ("-y z 1[y z<1]", "-y z 1[y z < 1.001]"),
        ("1[x^2<4]", "1[x<2]"),
        (r"\max(x,y)", r"\max(x,y,z-1000)"),
        ("max(0,x)+max(0,y)", "max(0,x+y)"),
        ("x", r"\begin{cases} x & x<100000 \\ 0 & \text{otherwise}\end{cases}"),
        ("1[e^x<3]", "1[e^x<3.01]"),
        ("1[x+e^x>0]", "1[x+e^x>0.01]"),
        ("1[x y z>0]", "1[x y z>0.01]"),
        ("1[x^3-3x>0]", "1[x^3-3x+0.1>0]"),
        ("1[log(x^2)>0]", "1[log(x^2)>0.05]"),
        ("1[x y > 0]", "1[x>0]"),
        ("0", r"1[x>5.9]1[x<6]1[y>5.9]1[y<6]"),
        (r"\mathrm{ReLU}'(x)", "1[x>0.02]"),
        ("f(x)", r"\begin{cases} x & x > 0.02 \\ 0.1 x & \text{otherwise} \end{cases}"),
        ("f'(x)", r"\begin{cases} 1 & x > 0.02 \\ 0.1 & x < 0.02 \end{cases}"),
        ("f(x + y)", r"\max(x + y, 0.1(x + y)) + 1[0 < x + y] 1[x + y < 0.02]"),
    ],
)
def test_thresholds_are_looked_at_from_both_sides(truth, answer):
    assert outcomes(SCALARS, truth, answer) == {False}


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("|x y|", "x |y|"),
        (r"\sqrt{x^2}", "x"),
        (r"\sqrt{x^2 y^2}", "x y"),
        ("|xyz|", "x |y z|"),
        (r"\sqrt{x^2 y^2 z^2}", "|x| y z"),
        (r"\arctan(x) + \arctan(1/x)", r"\pi/2"),
    ],
)
def test_every_orthant_is_visited(truth, answer):
    assert outcomes(SCALARS, truth, answer) == {False}


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        (r"\log(xy)", r"\log(x)+\log(y)"),
        (r"\log(x)+\log(y)", r"\log(xy)"),
        (r"\log(x^2)", r"2\log(x)"),
        (r"\sqrt{xy}", r"\sqrt{x}\sqrt{y}"),
    ],
)
def test_an_answer_without_a_value_somewhere_is_never_accepted(truth, answer):
    assert True not in outcomes(SCALARS, truth, answer)


@pytest.mark.parametrize(
    ("truth", "answer"),
    [("e^{-x^2}", "e^{-x^2} + e^{-100}"), ("x", "x + 10^{-60}"), ("x", "x(1 + 2^{-300})")],
)
def test_a_tiny_difference_is_a_difference(truth, answer):
    assert outcomes(SCALARS, truth, answer, seeds=range(3)) == {False}


def test_equality_says_at_how_many_points_and_how_far():
    found = judge(SCALARS.read("(x+1)^2"), question(SCALARS, "x^2+2x+1"), SCALARS)
    assert found.outcome is Outcome.EQUAL
    assert found.points >= 7
    assert found.bits > 332  # a hundred digits


def test_a_counterexample_names_what_matters_and_writes_matrices_as_matrices():
    model = Model((Symbol("A", (2, 2)), Symbol("v", (2,)), Symbol("unused", ("K",))))
    found = judge(model.read("A v"), question(model, "2 A v"), model)
    assert found.counterexample is not None
    point = dict(found.counterexample.point)
    assert point.keys() == {"A", "v"}
    assert point["A"].count(";") == 1
    assert point["v"].count(",") == 1


DISCRETE = Model(
    (
        Symbol("b", (), "binary"),
        Symbol("R", ("N", "D"), "bernoulli 1/2"),
        Symbol("y", ("M",), "onehot"),
        Symbol("x", ("M",), "positive"),
    )
)


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("b^2", "2b"),
        ("b^2", "1"),
        (r"\sum_{k=1}^M y_k x_k", "x_1"),
        (r"\sum_{k=1}^M y_k x_k", "y_1 x_1 + y_2 x_2"),
        ("b x_1 y_1", "b x_1"),
        (r"\|R\|^2", r"\|R\|^2 + R_{11} R_{12} b"),
        (r"\|R\|^2", r"\|R\|^2 + (1 - R_{11})(1 - R_{21})"),
    ],
)
def test_every_value_of_what_takes_few_is_tried(truth, answer):
    assert outcomes(DISCRETE, truth, answer, seeds=range(150)) == {False}
