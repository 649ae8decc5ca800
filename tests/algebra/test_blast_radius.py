"""Whatever an answer holds costs that answer alone: no crash, and no more than its budget."""

import resource
import time

import pytest
from algebra_corpus import DIFFERENT, EQUAL, MODELS, pairs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.algebra import (
    Budget,
    Model,
    NotationError,
    Outcome,
    Symbol,
    hints,
    judge,
    judge_derivation,
    question,
)  # fmt: skip
from grader.algebra.evaluation.numeric import value_at
from grader.algebra.tree import (
    NODES,
    Apply,
    Entry,
    Equation,
    Expectation,
    Matrix,
    Name,
    Number,
    Over,
    Product,
)

PLAIN = Model((Symbol("x"), Symbol("a", ("n",)), Symbol("b", ("n",))), indices={"i": "n"})
ONES = " @ ".join(["ones(64,64)"] * 40)


def judged(tree, model=PLAIN, truth="x"):
    """The judgement of an answer, with its hints, within one budget."""
    budget, asked = Budget(), question(model, truth)
    if isinstance(tree, Equation):
        return judge_derivation(tree, asked, model, budget=budget)
    hints(tree, asked, model, budget=budget)
    return judge(tree, asked, model, budget=budget)


CRASHES = [
    "E[x]", "E[a, b]", "E_{a}[x]", r"\mathrm{Var}(x)", r"\prod_i a", r"\prod_{m=1}^{3} a",
    r"\exp(10^{400}x)", r"\exp(\exp(\exp(\exp(\exp(x)))))", r"e^{e^{e^{10^{400}}}}", "1/0", "x/0",
    r"\log 0", r"\infty", r"x + \infty", r"\frac{1}{\infty}", r"0^{-1}", r"0^0", r"(-1)^{1/2}",
    r"\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", r"[[1, 2], [3]]", r"\begin{soln}{}", r"\sqrt{-1}",
    r"\lim_{x \to \infty} \lim_{x \to 0} x", r"\lim_{x \to a} x", r"\max()", r"\delta_{i}",
    "10^{10^{10}}", "2^{2^{2^{2^{2^{2}}}}}", "a_{99}", "a_{x}", r"\tan(10^{300} x)",
    r"\sum_{m=1}^{0} x", r"\sum_{m=5}^{1/0} x", "x_1", "softmax(x)", "diag(x)", "tr(a)", "a^2",
    "a a", r"x^{1/1000001}", r"x^{0.0000000000000000001}",
]  # fmt: skip


@pytest.mark.parametrize("text", CRASHES)
def test_what_once_crashed_is_refused_or_judged(text):
    try:
        tree = PLAIN.read(text)
    except NotationError:
        return
    found = judged(tree)
    assert found.passes is not True
    assert judged(tree, truth=r"\sum_i a_i").passes is not True


@pytest.mark.parametrize("text", ["1/0", r"\log 0", r"\infty", "E[x]", r"\exp(10^{400})", "0^{-1}"])
def test_a_number_without_a_value_is_an_error_that_callers_expect(text):
    with pytest.raises((ArithmeticError, ValueError)):
        value_at(PLAIN.read(text), PLAIN, {"x": [1]})


@pytest.mark.parametrize(
    "text",
    [
        ONES,
        f"tr({ONES})",
        f"{ONES} x",
        r"\sum_{m=1}^{60}\sum_{n=1}^{60}\sum_{k=1}^{60} x^m",
        r"\prod_{m=1}^{60} ones(60, 60)",
        " ⊙ ".join(["ones(64,64)"] * 300),
        " + ".join(["ones(64,64)"] * 300),
        r"\frac{\partial}{\partial a}(" + " + ".join(["softmax(a)"] * 60) + ")",
        "(" * 50 + "x" + "^{1001})" * 50,
        "x" + "^{9999} x" * 300,
    ],
    ids=lambda text: text[:30],
)
def test_a_dear_answer_ends_within_its_budget(text):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    try:
        tree = PLAIN.read(text)
    except NotationError:
        return
    found = judged(tree)
    assert found.outcome is not Outcome.EQUAL
    assert time.process_time() - start < 4  # twice the budget: the clock is looked at now and then
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_a_spent_budget_leaves_nothing_judged():
    spent = Budget(work=10)
    asked = question(PLAIN, "2x")
    for answer in ("x + x", "3x"):
        found = judge(PLAIN.read(answer), asked, PLAIN, budget=spent)
        assert found.outcome is Outcome.UNDECIDED
        assert "too long" in found.reason


def test_steps_of_a_derivation_share_one_budget():
    tree = PLAIN.read(" = ".join(["x + x", "2x"] * 30))
    asked = question(PLAIN, "2x")
    whole = Budget()
    assert judge_derivation(tree, asked, PLAIN, budget=whole).passes
    found = judge_derivation(tree, asked, PLAIN, budget=Budget(work=whole.spent // 2))
    assert found.passes is None


@pytest.mark.parametrize(
    "pair", [*pairs(EQUAL)[::9], *pairs(DIFFERENT)[::9]], ids=lambda p: p.answer[:40]
)
def test_an_ordinary_answer_takes_a_small_part_of_its_budget(pair):
    model, budget = MODELS[pair.model], Budget()
    asked = question(model, pair.truth, pair.free)
    judge(model.read(pair.answer), asked, model, budget=budget)
    assert budget.spent < budget.work / 3


SIGNS = [
    *r"xab()[]{}^_+-*/=<>&|;,.'012\E ∂∑∏∞√", r"\frac", r"\sum_{i=1}^{3}", r"\log", r"\exp", r"\\",
    r"\begin{pmatrix}", r"\end{pmatrix}", "E[", r"\partial", r"\lim_{x\to 0}", "softmax(",
    "ones(64,64)", "^T", r"\max(", "1[x>0]", "@ ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
FUZZ = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZ
@given(TEXTS)
def test_any_tokens_are_refused_or_judged(text):
    try:
        tree = PLAIN.read(text)
    except NotationError:
        return
    judged(tree)


LEAVES = st.sampled_from(
    [Number(0), Number(1), Number(10**30), Name("x"), Name("a"), Name("i"), Name("n"), Name("none")]
)


def grown(children):
    """Any node over children, fitting or not: what a parser of tomorrow may build."""
    many = st.lists(children, min_size=1, max_size=3).map(tuple)
    name = st.sampled_from(
        ["exp", "log", "max", "diag", "softmax", "delta", "eye", "run_down", "f"]
    )
    return st.one_of(
        st.builds(Apply, name, many, st.integers(0, 2)),
        st.builds(Entry, children, many),
        st.builds(Matrix, st.lists(many, min_size=1, max_size=3).map(tuple)),
        st.builds(Over, st.sampled_from(["sum", "prod"]), st.just("i"), children, children,
                  st.none(), children),
        st.builds(Expectation, st.sampled_from(["E", "Var"]), st.just(("a",)), children),
        *(st.builds(node, many) for node in NODES if node.__name__ in ("Sum", "Both")),
        *(st.builds(node, children, children) for node in NODES if node.__name__ in (
            "Quotient", "Power", "Derivative")),
        *(st.builds(node, children) for node in NODES if node.__name__ in (
            "Negative", "Transpose", "Indicator")),
        st.builds(Product, many, st.sampled_from("*·⊙⊛⊗")),
    )  # fmt: skip


@FUZZ
@given(st.recursive(LEAVES, grown, max_leaves=12))
def test_any_tree_is_judged_without_an_exception(tree):
    found = judged(tree)
    assert found.passes is not True or found.points
