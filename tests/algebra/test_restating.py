"""The question restated is no answer, and a step that changes nothing is no step."""

import pytest
from algebra_corpus import MODELS

from grader.algebra import Function, Model, Outcome, Symbol, judge, question
from grader.algebra.judging.steps import counted_beside, counted_steps, leads_to, same_form

NETWORK, SCALAR, DROPOUT = MODELS["network"], MODELS["scalar"], MODELS["dropout"]
HIDDEN = Model(
    (Symbol("x"), Symbol("J", definition="x^4 + sin(x)"), Symbol("g", definition="dJ/dx")),
    (Function("f", "tanh(x)"),),
)


def judged(answer, truth, free="", model=NETWORK, given=()):
    asked = question(model, truth, free, in_terms_of=given)
    return judge(model.read(answer), asked, model)


@pytest.mark.parametrize(
    ("model", "truth", "free", "answer"),
    [
        (NETWORK, "dL/do_j", "j", r"\frac{\partial L}{\partial o_j}"),
        (NETWORK, "dL/do_j", "j", r"\frac{\partial}{\partial o_j}(L + 1)"),
        (NETWORK, "dL/do_j", "j", r"\frac{\partial}{\partial o_j}(2L)/2"),
        (NETWORK, "dL/do_j", "j", r"0 + \frac{\partial L}{\partial o_j} \cdot 1"),
        (NETWORK, "dL/do_j", "j", r"-\frac{\partial}{\partial o_j} \sum_k y_k \log p_k"),
        (NETWORK, "dL/do_j", "j", r"\frac{\partial}{\partial o_j}(L + o_j) - 1"),
        (NETWORK, "dL/do", "", r"\nabla_o [L]"),
        (NETWORK, "dL/do", "", r"\nabla_o [L + 7]"),
        (SCALAR, r"\sigma'(x)", "", r"\sigma'(x)"),
        (SCALAR, r"\sigma'(x)", "", r"\sigma'(x) + 0"),
        (SCALAR, r"\sigma'(x)", "", r"\frac{\partial}{\partial x}(\sigma(x))"),
        (SCALAR, r"\sigma'(x)", "", r"\frac{\partial}{\partial x}(\sigma(x) + 3)"),
        (SCALAR, r"\lim_{x\to\infty}\sigma(x)", "", r"\lim_{x\to\infty}(\sigma(x) + 1) - 1"),
        (SCALAR, r"\lim_{x\to\infty}\sigma(x)", "", r"\lim_{x\to\infty}\frac{1}{1+e^{-x}}"),
        (DROPOUT, "E_r[(y_1 - r x)^2]", "", "E_r[(r x - y_1)^2]"),
        (DROPOUT, "Var(r x)", "", "E[(r x)^2] - (p x)^2"),
        (HIDDEN, "dJ/dx", "", "g"),
        (HIDDEN, "J", "", "J + 0"),
    ],
)
def test_what_is_asked_in_other_clothes_is_no_answer(model, truth, free, answer):
    found = judged(answer, truth, free, model)
    assert found.outcome is Outcome.RESTATED
    assert found.passes is False


@pytest.mark.parametrize(
    ("truth", "free", "answer", "given"),
    [
        ("dL/dh", "", r"W2^T \frac{\partial L}{\partial o}", "dL/do"),
        ("dL/dh_l", "l", r"\sum_k \frac{\partial L}{\partial o_k} w^{(2)}_{kl}", "dL/do"),
        ("dL/dq_l", "l", r"\frac{\partial L}{\partial h_l} \mathrm{ReLU}'(q_l)", "dL/dh relu'"),
        (
            "dL/dW1",
            "",
            r"(\frac{\partial L}{\partial h} \odot \mathrm{ReLU}'(q)) x^T",
            "dL/dh ReLU'",
        ),
    ],
)
def test_an_operator_counts_as_worked_out_only_where_the_question_gives_it(
    truth, free, answer, given
):
    given = given.split()
    assert judged(answer, truth, free, given=given).passes
    for some in ((), given[1:]):
        found = judged(answer, truth, free, given=some)
        assert found.outcome is Outcome.UNDECIDED
        assert "is left in it" in found.reason


def test_a_wrong_answer_with_an_operator_is_wrong():
    found = judged(r"2 W2^T \frac{\partial L}{\partial o}", "dL/dh")
    assert found.outcome is Outcome.DIFFERENT


PADDING = [
    ("x + y", "y + x"),
    ("x", "x + 0"),
    ("x", "1 x"),
    ("x", "0 + x + 0"),
    ("2x/2", "x"),
    ("-(x - y)", "y - x"),
    ("x + x", "2x"),
    ("x", "x + 1 - 1"),
    ("0.5 x", "x/2"),
    ("x/y", "x y^{-1}"),
    ("2(x + y)", "2x + 2y"),
    ("2x - 2x + y", "y"),
    (r"\sum_{k=1}^{M} y_k p_k", r"\sum_{i=1}^{M} p_i y_i"),
    ("W1 x", "W1 x + 0"),
    ("(W2^T)^T", "W2"),
    ("p ⊙ y", "y ⊙ p"),
    ("(x + y) + z", "x + (y + z)"),
    ("x y z", "z (y x)"),
    ("x", "x y / y"),
    ("x", "z x z^{-1}"),
    ("1 - x", "-(x - 1)"),
    ("3x/6", "x/2"),
    (r"\log(e^{x y})", "x y"),
    (r"\exp(\log(x y))", "x y"),
    (r"\sqrt{(x y)^2}", "x y"),
    (r"((x y)^3)^{1/3}", "x y"),
    (r"\max(x y, x y)", "x y"),
    (r"\frac{1}{1/(x (1 - y))}", "x (1 - y)"),
    ("|x (1 - y)|", "x (1 - y)"),
    (r"x (1 - y) (\cos(z)^2 + \sin(z)^2)", "x (1 - y)"),
    (r"\sum_{k=1}^{1} x (1 - y)", "x (1 - y)"),
    (r"\int_0^1 x (1 - y) dt", "x (1 - y)"),
    (r"x (1 - y) e^z / e^z", "x (1 - y)"),
    (r"\begin{cases} x y & x > 0 \\ x y & x \le 0 \end{cases}", "x y"),
]
WORK = [
    ("(x+1)^2", "x^2 + 2x + 1"),
    ("x(x+1)", "x^2 + x"),
    ("p_i", r"\frac{e^{o_i}}{\sum_k e^{o_k}}"),
    (r"\sum_k y_k p_i", r"p_i \sum_k y_k"),
    ("(W2 W1)^T", "W1^T W2^T"),
    (r"\log(x^2)", r"2\log(x)"),
    ("e^x e^{-x}", "1"),
    (r"\sum_k y_k", "1"),
    ("x/(x+1)", "1 - 1/(x+1)"),
    (r"\frac{x y}{y}", "x"),
    (r"\frac{\partial L}{\partial o_j}", "p_j - y_j"),
    ("W2 h", "h^T W2^T"),
    (r"\frac{x z}{z y}", "x/y"),
]


@pytest.mark.parametrize(("left", "right"), PADDING)
def test_padding_is_no_step(left, right):
    model = NETWORK if any(word in left for word in ("W", "p", "sum")) else SCALAR
    assert counted_steps(model.read(f"{left} = {right}"), model) == 0


@pytest.mark.parametrize(("left", "right"), WORK)
def test_work_is_a_step(left, right):
    model = NETWORK if any(word in left for word in ("W", "p_", "sum", "partial")) else SCALAR
    assert counted_steps(model.read(f"{left} = {right}"), model) == 1


@pytest.mark.parametrize(
    ("beside", "steps"),
    [
        ("1 + 1 = 2", 0),
        (r"p_i = \frac{e^{o_i}}{\sum_k e^{o_k}}", 0),
        (r"\frac{\partial p_i}{\partial o_j} = p_i (\delta_{ij} - p_j)", 1),
    ],
)
def test_beside_an_answer_numbers_and_what_the_question_says_are_no_steps(beside, steps):
    assert counted_beside(NETWORK.read(beside), NETWORK) == steps


@pytest.mark.parametrize(
    ("model", "answer"),
    [
        (NETWORK, r"\frac{\partial L}{\partial o_j} = "
         r"\frac{\partial}{\partial o_j} (-\sum_k y_k \log p_k) = p_j - y_j"),
        (SCALAR, r"\sigma'(x) = \frac{d}{dx} \frac{1}{1 + e^{-x}} = \sigma(x) (1 - \sigma(x))"),
        (SCALAR, r"\tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2\sigma(2x) - 1"),
        (HIDDEN, r"J = x^4 + \sin(x) = (x^2 + 1)^2 - 2 x^2 - 1 + \sin(x)"),
    ],
)  # fmt: skip
def test_the_definition_put_in_is_no_step(model, answer):
    assert counted_steps(model.read(answer), model) == 1


@pytest.mark.parametrize(
    ("beside", "leads"),
    [
        (r"\frac{\partial p_i}{\partial o_j} = p_i (\delta_{ij} - p_j)", True),
        (r"\frac{\partial L}{\partial p_i} = -y_i/p_i", True),
        (r"p_j \sum_k y_k - y_j = p_j (\sum_k y_k - 1) + p_j - y_j", True),
        (r"\frac{\partial h_1^2}{\partial h_1} = 2 h_1", False),
        (r"\sum_k y_k = 1", True),
        (r"\sum_k p_k = 1", False),
        ("(h_1 + 1)^2 = h_1^2 + 2 h_1 + 1", False),
    ],
)
def test_an_identity_that_has_nothing_to_do_with_an_answer_leads_nowhere(beside, leads):
    answer = NETWORK.read(r"\frac{\partial L}{\partial o_j} = p_j \sum_k y_k - y_j = p_j - y_j")
    assert leads_to(NETWORK.read(beside), answer, NETWORK) == leads


def test_a_step_back_is_no_step():
    tree = SCALAR.read("(x+1)^2 = x^2 + 2x + 1 = (1+x)^2 = x^2 + 2x + 1")
    assert counted_steps(tree, SCALAR) == 1


def test_a_return_from_padding_is_no_step():
    tree = SCALAR.read("x = x y / y = x")
    assert counted_steps(tree, SCALAR) == 0


def test_numbers_may_be_worked_out_step_by_step():
    tree = SCALAR.read(r"\frac{1}{2} + \frac{1}{3} = \frac{3}{6} + \frac{2}{6} = \frac{5}{6}")
    assert counted_steps(tree, SCALAR) == 2


def test_numbers_that_grow_and_come_back_are_no_steps():
    assert counted_steps(SCALAR.read("x = 1 = 1 + 0 = 1"), SCALAR) == 1
    assert counted_steps(SCALAR.read("x = 2 = 3 - 1 = 2"), SCALAR) == 1


def test_forms_of_matrices_keep_their_order():
    assert not same_form(NETWORK.read("W2 W1"), NETWORK.read("W1 W2"), NETWORK)
    assert same_form(NETWORK.read("2 W2 W1"), NETWORK.read("W2 (2 W1)"), NETWORK)


def test_the_form_of_an_array_of_ones_is_that_of_no_number():
    assert not same_form(SCALAR.read("ones(2)^T"), SCALAR.read("ones(2)"), SCALAR)
