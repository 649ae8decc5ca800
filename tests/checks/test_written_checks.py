"""Each kind of written question: right forms pass, wrong ones are told where and why."""

import pytest

from grader.algebra import Function, Model, Symbol
from grader.answers import read_answers
from grader.checks.choice import Choice
from grader.checks.expression import Derivation, Expression
from grader.checks.graph import Graph
from grader.checks.numbers import Numbers
from grader.checks.review import Review
from grader.checks.shape import Shape
from grader.checks.witness import Witness

NETWORK = Model(
    symbols=(
        Symbol("h", ("H",)),
        Symbol("y", ("M",), "onehot"),
        Symbol("W2", ("M", "H"), spelled=("W^{(2)}",)),
        Symbol("b2", ("M",), spelled=("b^{(2)}",)),
        Symbol("o", ("M",), given="W2 h + b2"),
        Symbol("p", ("M",), given="softmax(o)"),
        Symbol("L", given=r"-\sum_k y_k \log p_k"),
    ),
    indices={"i": "M", "j": "M", "k": "M"},
)
SCALAR = Model(symbols=(Symbol("x"), Symbol("s", given="1/(1 + exp(-x))")))
DROPOUT = Model(
    symbols=(
        Symbol("y"),
        Symbol("X"),
        Symbol("w"),
        Symbol("p", domain="unit"),
        Symbol("R", domain="bernoulli p"),
    )
)


def judged(check, text):
    """The verdict on an answer's text."""
    answers = read_answers("answers.md", f"## 1\n{text}\n", {"1": list(check.fields)})
    return check.judge(answers.by_question["1"])


def told(verdict):
    """All that the student is told."""
    failure = verdict.failure
    return verdict.note + (
        f"{failure.summary} {failure.diagnosis} {failure.hint}" if failure else ""
    )


DP = Expression("dp", NETWORK, "dp_i/do_j", "ij")
DL = Expression("dL", NETWORK, "dL/do_j", "j")
DH = Expression("dh", NETWORK, "dL/dh")
DW = Expression("dW", NETWORK, "dL/dW2")
DS = Derivation("ds", SCALAR, "ds/dx")
SIGMOID = Model((Symbol("x"),), functions=(Function("sigma", "1/(1 + exp(-x))"),))
SLOPE = Expression("s", SIGMOID, r"\sigma'(x)")
FAR = Expression("f", Model((Symbol("x"),), functions=(Function("sigma", "sigmoid"),)),
                 r"\lim_{x \to \infty} \sigma'(x)")  # fmt: skip
CONDITION = Expression("c", Model((Symbol("w"), Symbol("b"))), "[w + b >= 0]", at_switches=True)
LIMIT = Expression("l", SIGMOID, r"\lim_{x \to \infty} \sigma(x)(1 - \sigma(x))")
MEAN = Expression("m", DROPOUT, "E[(y - R X w)^2]")

RIGHT = [
    (DP, r"$p_i(\delta_{ij} - p_j)$"),
    (DP, "p_i*(delta_ij - p_j)"),
    (DP, r"$$\begin{cases} p_i(1-p_i) & i = j \\ -p_i p_j & i \neq j \end{cases}$$"),
    (DL, "dL: $p_j - y_j$"),
    (DL, r"$\frac{\partial L}{\partial o_j} = \sum_k (p_j - \delta_{jk}) y_k = p_j - y_j$"),
    (DH, r"$W^{(2)\top}(p - y)$"),
    (DH, "W2.T @ (p - y)"),
    (DW, r"$(p-y)h^\top$"),
    (DS, r"$\frac{e^{-x}}{(1+e^{-x})^2} = s\cdot\frac{e^{-x}}{1+e^{-x}} = s(1-s)$"),
    (LIMIT, "0"),
    (CONDITION, r"$[w + b \geq 0]$"),
    (CONDITION, r"$w + b \geq 0$"),
    (CONDITION, "-b <= w"),
    (MEAN, "(y - p X w)^2 + p(1-p)(X w)^2"),
    (Numbers("n", asked="tanh(0.848)"), "0.690"),
    (Numbers("n", asked="tanh(0.848)"), "$0.69$"),
    (Numbers("n", asked="[-0.138, 1.380]"), r"$[-0.138, 1.380]^T$"),
    (Numbers("n", asked="1234.5", significant=3), "1230"),
    (Choice("c", ("overfitting", "underfitting"), "overfitting"), "**Overfitting**, as it grows"),
    (Choice("c", ("a", "b", "c"), "b"), "(b)"),
    (Choice("c", ("a", "b", "c"), ("a", "c")), "a and c"),
    (Choice("c", right="true"), "True."),
    (Choice("c", right="false"), "no"),
    (Shape("s", (3, 4)), "(3, 4)"),
    (Shape("s", (3, 4)), r"$3 \times 4$"),
    (Shape("s", (3, 4)), "3x4"),
    (Shape("s", ("n", "K")), r"$\mathbb{R}^{n \times K}$"),
    (Shape("s", ("d",), (("d", 1),)), "(d, 1)"),
]  # fmt: skip

WRONG = [
    (DP, r"$p_i(1 - p_j)$", "differs"),
    (DP, r"$p_i \delta_{ij}$", "read as"),
    (DL, "y_j - p_j", "sign"),
    (DL, r"$\sum_k y_k \log p_k = p_j - y_j$", "step 1 is wrong"),
    (DH, "W2 @ (p - y)", "W2"),
    (DW, r"$h (p-y)^\top$", "transpose"),
    (DS, r"$s(1-s)$", "a derivation is asked"),
    (DS, r"$\frac{e^{-x}}{1+e^{-x}} = s = s(1-s)$", "the end is right, but step 1 is wrong"),
    (LIMIT, "1/4", "what is asked"),
    (FAR, "1/4", "what is asked is 0.0, yours 0.25"),
    (FAR, r"$\lim_{x \to \infty} \sigma'(x)$", "names what is asked"),
    (SLOPE, r"$\sigma'(x)$", "names what is asked"),
    (MEAN, r"$E[(y - R X w)^2]$", "names what is asked"),
    (CONDITION, "w + b > 0", "only where an expression switches"),
    (CONDITION, "w + b <= 0", "what is asked"),
    (MEAN, "(y - p X w)^2 - p(1-p)(X w)^2", "differs"),
    (Numbers("n", asked="tanh(0.848)"), "0.731", "0.731"),
    (Numbers("n", asked="tanh(0.848)", carried=False), "0.692", "0.692"),
    (Numbers("n", asked="1234.5", significant=3), "1100", "1100"),
    (Numbers("n", asked="[1, 2]"), "[1, 2, 3]", ""),
    (Choice("c", ("overfitting", "underfitting"), "overfitting"), "underfitting", "wrong choice"),
    (Choice("c", ("a", "b", "c"), ("a", "c")), "a", "wrong choice"),
    (Shape("s", (3, 4)), "(4, 3)", "transposed"),
    (Shape("s", (3, 4)), "(3, 4, 1)", "another"),
]


@pytest.mark.parametrize(("check", "text"), RIGHT)
def test_a_right_answer_passes_in_any_form(check, text):
    found = judged(check, text)
    assert found.status == "passed", told(found)


@pytest.mark.parametrize(("check", "text", "words"), WRONG)
def test_a_wrong_answer_fails_and_is_told_why(check, text, words):
    found = judged(check, text)
    assert found.status in ("failed", "partial"), told(found)
    assert words in told(found)


@pytest.mark.parametrize(
    ("check", "text", "words"),
    [
        (DP, r"$p_i(\delta_{ij} - p_j$", "^"),
        (DP, r"$p_i \zeta$", "^"),
        (DP, "$p_i$ and $p_j$", "2 formulas"),
        (DP, "see the back of the page", "can't be read"),
        (SLOPE, r"$\sigma(x)(1 - \sigma(x)) \leq 1/4$", "this is an inequality"),
        (Numbers("n", asked="1"), "about one", "can't be read"),
        (Choice("c", ("a", "b"), "a"), "neither", "names none of: a, b"),
        (Review("r", "a rubric"), "some words", "a person reads this"),
    ],
)
def test_what_cannot_be_decided_goes_to_a_person_and_not_to_zero_silently(check, text, words):
    found = judged(check, text)
    assert found.status == "review"
    assert words in told(found)


def test_a_blank_or_missing_answer_has_no_marks():
    assert judged(DP, "dp:").status == "failed"
    assert DP.judge(None).failure.summary == "this question isn't answered"


def test_how_an_answer_was_read_is_printed_back():
    assert judged(DL, r"$p_j - y_j$").note == "read as: p_j - y_j"


def test_a_contradiction_on_the_way_leaves_the_share_of_the_end():
    text = r"$\sum_k y_k \log p_k = p_j - y_j$"
    assert judged(DL, text).share == 0.5
    strict = Expression("dL", NETWORK, "dL/do_j", "j", end_share=0.0)
    assert judged(strict, text).share == 0.0


def test_a_named_near_miss_has_its_own_hint():
    check = Expression(
        "dL", NETWORK, "dL/do_j", "j", near_misses=[("p_j", "Where has the label gone?")]
    )
    assert "Where has the label gone?" in told(judged(check, "p_j"))


def test_a_proof_is_an_upgrade():
    proved = judged(Expression("x", SCALAR, "ds/dx", proof=True), "s(1-s)")
    assert proved.status == "passed"
    assert "proved" in proved.note


GRAPH = Graph(
    "graph",
    given={"x": "1", "w": "2", "v": "-1"},
    nodes={"a": "w x", "b": "tanh(a)", "L": "(b - v)^2"},
    gradients=["b", "a", "w"],
)


@pytest.mark.parametrize(
    ("text", "share", "words"),
    [
        ("a: 2\nb: 0.964\nL: 3.857\ndL_db: 3.928\ndL_da: 0.278\ndL_dw: 0.278", 6 / 6, "✓ b"),
        # one slip, followed correctly: b = 0.5 gives L = 2.25, dL/db = 3, dL/da = 3 (1 - tanh² 2)
        (
            "a: 2\nb: 0.5\nL: 2.25\ndL_db: 3\ndL_da: 0.212\ndL_dw: 0.212",
            3 / 6,
            "~ L = 2.25",
        ),
        ("a: 2\nb: 0.5\nL: 9\ndL_db: 9\ndL_da: 9\ndL_dw: 4", 1 / 6, "✗ L = 9 is wrong"),
        ("a: 2", 1 / 6, "✗ b: nothing is written"),
    ],
)
def test_errors_are_carried_forward_through_a_graph(text, share, words):
    found = judged(GRAPH, text)
    assert found.share == pytest.approx(share), told(found)
    assert words in found.note


def xor(values):
    import numpy as np

    x = np.array([[1, 0, 1, 0], [0, 1, 1, 0]])
    out = values["a"] @ (values["w"] @ x + values["b"][:, None] >= 0)
    return None if np.allclose(out, [1, 1, 0, 0]) else f"the outputs are {out}"


WITNESS = Witness("xor", {"w": (2, 2), "b": (2,), "a": (2,)}, xor)


def test_any_witness_passes_and_one_that_fails_is_shown_to():
    right = r"w: $\begin{bmatrix} -1 & 1 \\ 1 & -1 \end{bmatrix}$" + "\nb: [-0.9, -0.9]\na: [1, 1]"
    assert judged(WITNESS, right).status == "passed"
    other = "w: [[1, 1], [1, 1]]\nb: [-0.5, -1.5]\na: [1, -1]"
    assert (
        judged(
            WITNESS, other.replace("[[1, 1], [1, 1]]", r"$\begin{pmatrix}1&1\\1&1\end{pmatrix}$")
        ).status
        == "passed"
    )
    wrong = judged(WITNESS, right.replace("[-0.9, -0.9]", "[0.9, -0.9]"))
    assert wrong.status == "failed"
    assert "the outputs are" in told(wrong)


def test_the_rubric_and_the_text_are_for_the_instructor_alone():
    found = judged(Review("r", "mentions the gap"), "because")
    assert found.private == {"answer": "because", "rubric": "mentions the gap"}
    assert "gap" not in told(found)


@pytest.mark.parametrize(
    "check",
    [
        DP,
        DL,
        DH,
        Numbers("n", asked="[1, 2]"),
        Shape("s", (3,)),
        Choice("c", ("a", "b"), "a"),
        Review("r", "secret"),
        GRAPH,
    ],
)
def test_without_its_key_a_check_judges_no_answer(check):
    blind = check.without_key()
    assert not blind.has_key
    assert "secret" not in repr(blind)
    assert "dL/do" not in repr(blind)
    field = blind.fields[0]
    assert (
        judged(blind, f"{field}: a" if isinstance(check, Choice) else f"{field}: 1").status
        != "passed"
    )


def test_without_its_key_an_index_runs_over_what_it_ran_over_before():
    hidden = Expression("dh", NETWORK, "dL/dh_j", "j").without_key()
    assert judged(hidden, r"$\sum_i W^{(2)}_{ij} (p_i - y_i)$").status == "review"
    assert "runs out" in told(judged(hidden, r"$p_j - y_j$"))
    assert judged(hidden, r"$\log(-1 - h_j^2)$").status == "review"


def test_a_hidden_symbol_is_read_by_the_grader_and_not_given_away():
    halved = Symbol("u", ("M",), given="w / 2", hidden=True)
    check = Expression("u_j", Model((Symbol("w", ("M",)), halved), indices={"j": "M"}), "u_j", "j")
    assert judged(check, "$u_j = w_j / 2$").status == "passed"
    assert judged(check, "$u_j$").status == "failed"
    assert judged(check.without_key(), "$u_j = w_j / 2$").status == "review"
    assert [symbol.name for symbol in check.without_key().model.symbols] == ["w"]


def test_without_its_key_shape_and_steps_are_still_judged():
    blind = DL.without_key()
    assert "read as: p_j - y_j" in told(judged(blind, "p_j - y_j"))
    assert judged(blind, "p_j - y_j").status == "review"
    assert "its shape is" in told(judged(DH.without_key(), "p"))
    wrong_step = judged(blind, r"$\sum_k y_k \log p_k = p_j - y_j$")
    assert "step 1 is wrong" in told(wrong_step)
