"""Each kind of written question: right forms pass, wrong ones are told where and why."""

import pytest

from grader.algebra import Function, Model, Symbol
from grader.checks.written.choice import Choice
from grader.checks.written.expression import Derivation, Expression
from grader.checks.written.graph import Graph
from grader.checks.written.numbers import Numbers
from grader.checks.written.review import Review
from grader.checks.written.shape import Shape
from grader.checks.written.witness import Witness
from grader.context import Context
from grader.reports.text import verdict_lines
from grader.submission import read_answers

NETWORK = Model(
    symbols=(
        Symbol("h", ("H",)),
        Symbol("y", ("M",), "onehot"),
        Symbol("W2", ("M", "H"), aliases=("W^{(2)}",)),
        Symbol("b2", ("M",), aliases=("b^{(2)}",)),
        Symbol("o", ("M",), definition="W2 h + b2"),
        Symbol("p", ("M",), definition="softmax(o)"),
        Symbol("L", definition=r"-\sum_k y_k \log p_k"),
    ),
    indices={"i": "M", "j": "M", "k": "M"},
)
SCALAR = Model(symbols=(Symbol("x"), Symbol("s", definition="1/(1 + exp(-x))")))
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
    return check.judge(Context(answer=answers.by_question["1"]))


def told(verdict):
    """All that the student sees."""
    return "\n".join(line.strip() for line in verdict_lines(verdict, {}))


DP = Expression("dp", NETWORK, "dp_i/do_j", "ij")
DL = Expression("dL", NETWORK, "dL/do_j", "j")
DH = Expression("dh", NETWORK, "dL/dh")
DW = Expression("dW", NETWORK, "dL/dW2")
DROW = Expression("drow", NETWORK, "dL/dW2", also=("(dL/dW2)^T",))
DS = Derivation("ds", SCALAR, "ds/dx")
SIGMOID = Model((Symbol("x"),), functions=(Function("sigma", "1/(1 + exp(-x))"),))
SLOPE = Expression("s", SIGMOID, r"\sigma'(x)")
FAR = Expression("f", Model((Symbol("x"),), functions=(Function("sigma", "sigmoid"),)),
                 r"\lim_{x \to \infty} \sigma'(x)")  # fmt: skip
CONDITION = Expression("c", Model((Symbol("w"), Symbol("b"))), "[w + b >= 0]", at_switches=True)
LIMIT = Expression("l", SIGMOID, r"\lim_{x \to \infty} \sigma(x)(1 - \sigma(x))")
MEAN = Expression("m", DROPOUT, "E[(y - R X w)^2]")
LEAKY = Expression("f", Model((Symbol("x"),)), "max(x, 0.1x)")
NAMES = {"P": ["parameter"], "HP": ["hyper-parameter", "hyperparameter"]}
IDENTITY = Derivation("i", SIGMOID, "tanh(x)", through=["sigma", "tanh"])

GRAPH = Graph(
    "graph",
    given={"x": "1", "w": "2", "v": "-1"},
    nodes={"a": "w x", "b": "tanh(a)", "L": "(b - v)^2"},
    gradients=["b", "a", "w"],
)

RIGHT = [
    (IDENTITY, r"$2\sigma(2x) - 1 = \frac{2}{1 + e^{-2x}} - 1 = \tanh(x)$"),
    (DP, r"$p_i(\delta_{ij} - p_j)$"),
    (DP, "p_i*(delta_ij - p_j)"),
    (DP, r"$$\begin{cases} p_i(1-p_i) & i = j \\ -p_i p_j & i \neq j \end{cases}$$"),
    (DL, "dL: $p_j - y_j$"),
    (DL, r"$\frac{\partial L}{\partial o_j} = \sum_k (p_j - \delta_{jk}) y_k = p_j - y_j$"),
    (DH, r"$W^{(2)\top}(p - y)$"),
    (DH, "W2.T @ (p - y)"),
    (DW, r"$(p-y)h^\top$"),
    (DL, r"$p_j - y_j = \frac{\partial L}{\partial o_j}$"),
    (DROW, r"$(p-y)h^\top$"),
    (DROW, r"$\nabla_{W^{(2)}}[L] = (p-y)h^\top = (h (p-y)^\top)^\top$"),
    (DROW, r"$h (p-y)^\top$"),
    (DS, r"$\frac{e^{-x}}{(1+e^{-x})^2} = s\cdot\frac{e^{-x}}{1+e^{-x}} = s(1-s)$"),
    (LIMIT, "0"),
    (CONDITION, r"$[w + b \geq 0]$"),
    (CONDITION, r"$w + b \geq 0$"),
    (CONDITION, "-b <= w"),
    (CONDITION, r"$1 \cdot w + b \geq 0 \Rightarrow w \geq -b$"),
    (MEAN, "(y - p X w)^2 + p(1-p)(X w)^2"),
    (Numbers("n", asked="tanh(0.848)"), "0.690"),
    (Numbers("n", asked="tanh(0.848)"), "$0.69$"),
    (Numbers("n", asked="tanh(0.848)"), "**0.69**"),
    (DP, "`p_i*(delta_ij - p_j)`"),
    (Numbers("n", asked="[-0.138, 1.380]"), r"$[-0.138, 1.380]^T$"),
    (Numbers("n", asked="1234.5", significant=3), "1230"),
    (Choice("c", ("overfitting", "underfitting"), "overfitting"), "**Overfitting**, as it grows"),
    (Choice("c", ("batch", "mini-batch"), "mini-batch"), "Mini batch gradient descent"),
    (Choice("c", ("batch", "mini-batch"), "mini-batch"), "This is minibatch descent"),
    (Choice("c", ("batch", "mini-batch"), "batch"), "full-batch"),
    (Choice("c", ("P", "HP"), "P", aliases=NAMES), "a parameter"),
    (Choice("c", ("P", "HP"), "HP", aliases=NAMES), "Hyper-parameter, no parameter"),
    (Choice("c", ("a", "b", "c"), "b"), "(b)"),
    (Choice("c", ("a", "b", "c"), ("a", "c")), "a and c"),
    (Choice("c", tuple("ABCD"), ("A", "C")), "AC"),
    (Choice("c", tuple("ABCD"), ("A", "C")), "a and c, because a unit of B"),
    (Choice("c", tuple("ABCD"), ("A",)), "(A) Every unit of B"),
    (Choice("c", tuple("ABCD"), ("A",)), "A is right, B isn't"),
    (Choice("c", tuple("ABCD"), "B"), "B (False)"),
    (Choice("c", tuple("ABCD"), "B"), "B, since a unit"),
    (Choice("c", ("tanh", "ReLU"), ("tanh",)), "tanh, not ReLU"),
    (Choice("c", ("h1", "h2", "z"), ("h2", "z")), "$h_2$ and $z$"),
    (Choice("c", right="true"), "True."),
    (Choice("c", right="true"), "A (True)"),
    (Choice("c", right="false"), "no"),
    (Expression("s", SCALAR, "x", without=("s",)), "$x = s - s + x = x$"),
    (Expression("s", SIGMOID, "sigma(x)", without=("sigma",)), r"$\sigma(x) = 1/(1 + e^{-x})$"),
    (DS, r"$\frac{e^{-x}}{(1 + e^{-x})^2} = s(1-s)$"),  # the field's name is the left side
    (Shape("s", (3, 4)), "(3, 4)"),
    (Shape("s", (3, 4)), r"$3 \times 4$"),
    (Shape("s", (3, 4)), "3x4"),
    (Shape("s", (3, 4)), r"$3\times4$"),
    (Shape("s", (3, 4)), "3-by-4"),
    (Shape("s", (3,)), "a column of 3"),
    (Shape("s", (3, 1)), "a column of 3"),
    (Shape("s", (1, "d")), "row vector of length d"),
    (Shape("s", (6, 4)), "6 rows and 4 columns"),
    (Shape("s", (6, 4)), "6 x 4 rather than 4 x 6"),
    (Shape("s", (1, "d")), "1 x d because w is d x 1"),
    (Choice("c", ("b2", "W1", "W2"), "b2"), "only b2, since W1 and W2 stay"),
    (Choice("c", ("tanh", "ReLU"), "tanh"), "tanh. ReLU does not saturate"),
    (Choice("c", ("tanh", "ReLU"), "tanh"), "tanh, as it does not clip like ReLU"),
    (Shape("s", (3,)), r"$b \in \mathbb{R}^{3}$"),
    (Shape("s", ("n", "K")), r"$\mathbb{R}^{n \times K}$"),
    (Shape("s", ("n", "K")), r"The shape of $J$ is $n \times K$, as f has n entries."),
    (Shape("s", ("n", "K")), r"$J_f(w) \in \mathbb{R}^{n \times K}$"),
    (Shape("s", (1, "K")), "a row vector, 1 by K"),
    (Shape("s", (3, 4)), r"$3\times4$"),
    (Shape("s", ("d",)), r"$J \in \mathbb{R}^{d}$"),
    (Shape("s", (3,)), "R^3"),
    (Shape("s", ("n", "K", "batch")), "(n*K)*batch"),
    (Shape("s", ("n", "k", "k", "d")), r"$(n \times k) \times (k \times d)$"),
    (Shape("s", ("d",), (("d", 1),)), "(d, 1)"),
]  # fmt: skip

WRONG = [
    (DP, r"$p_i(1 - p_j)$", "not equal to the requested quantity"),
    (DP, r"$p_i \delta_{ij}$", "read as"),
    (DL, "y_j - p_j", "sign"),
    (DL, r"$\sum_k y_k \log p_k = p_j - y_j$", "step 1 is wrong"),
    (DH, "W2 @ (p - y)", "W2"),
    (DW, r"$h (p-y)^\top$", "transpose"),
    (DL, r"$y_j - p_j = \frac{\partial L}{\partial o_j}$", "step 1 is wrong"),
    (DL, r"$\frac{\partial L}{\partial o_j} = \frac{\partial L}{\partial o_j}$", "names what"),
    (DROW, r"$h (y-p)^\top$", "not equal to the requested quantity"),
    (DS, r"$s(1-s)$", "show 1 more step that changes something (2 are asked"),
    (DS, "s - s^2 = s(1+s) = 0.69 - 0.69^2", "step 1 is wrong"),
    (DS, r"$s(1-s) = s(1-s) = s(1-s)$", "1 more step"),
    (Expression("s", SCALAR, "s"), "s: $s = s$", "names what is asked"),
    (DS, r"$\frac{e^{-x}}{1+e^{-x}} = s = s(1-s)$", "the end is right, but step 1 is wrong"),
    (LIMIT, "1/4", "not equal"),
    (FAR, "1/4", "not equal to the requested"),
    (FAR, r"$\lim_{x \to \infty} \sigma'(x)$", "names what is asked"),
    (SLOPE, r"$\sigma'(x)$", "names what is asked"),
    (MEAN, r"$E[(y - R X w)^2]$", "names what is asked"),
    (CONDITION, "w + b > 0", "only where an expression switches"),
    (CONDITION, "w + b <= 0", "not equal"),
    (MEAN, "(y - p X w)^2 - p(1-p)(X w)^2", "not equal to the requested quantity"),
    (Numbers("n", asked="tanh(0.848)"), "0.731", "0.731"),
    (Numbers("n", asked="tanh(0.848)", carried=False), "0.692", "0.692"),
    (Numbers("n", asked="1234.5", significant=3), "1100", "1100"),
    (Numbers("n", asked="[1, 2]"), "[1, 2, 3]", ""),
    (
        Choice("c", ("overfitting", "underfitting"), "overfitting"),
        "underfitting",
        "this choice is wrong",
    ),
    (Choice("c", ("a", "b", "c"), ("a", "c")), "a", "this choice is wrong"),
    (Choice("c", tuple("ABCD"), ("A",)), "AC", "this choice is wrong"),
    (Expression("s", SIGMOID, "sigma(x)", without=("sigma",)), r"$\sigma(x)$", "without sigma"),
    (
        Expression("s", SIGMOID, r"\frac{d}{dx} \sigma(x)", without=("∂",)),
        r"$\sigma'(x) = \frac{d}{dx} \frac{1}{1 + e^{-x}}$",
        "without ∂",
    ),
    (
        Expression("s", SIGMOID, r"\frac{d}{dx} \sigma(x)", without=("sigma'",)),
        r"$\frac{d}{dx}\sigma(x) = \sigma'(x)$",
        "without sigma'",
    ),
    (Expression("s", SIGMOID, "sigma'(x)", without=("∂",)), r"$\sigma'(x)$", "without ∂"),
    (Shape("s", (3, 4)), "(4, 3)", "transposed"),
    (Shape("s", (3, 4)), "(3, 4, 1)", "the shape is wrong"),
    (Shape("s", (1, "d")), r"$J \in \mathbb{R}^d$", "the shape is wrong"),
]


@pytest.mark.parametrize(("check", "text"), RIGHT)
def test_a_right_answer_passes_in_any_form(check, text):
    found = judged(check, text)
    assert found.state == "passed", told(found)


@pytest.mark.parametrize(("check", "text", "words"), WRONG)
def test_a_wrong_answer_fails_and_is_told_why(check, text, words):
    found = judged(check, text)
    assert found.state in ("failed", "partial"), told(found)
    assert words in told(found)


@pytest.mark.parametrize(
    ("check", "text", "words"),
    [
        (DP, r"$p_i(\delta_{ij} - p_j$", "^"),
        (DP, r"$p_i \zeta$", "^"),
        (DP, "$p_i$ and $p_j$", "which of 2 formulas"),
        (DP, "see the back of the page", "can't be read"),
        (IDENTITY, "tanh(x) = sinh(x)/cosh(x) = 1/(cosh(x)/sinh(x))", "sigma doesn't occur in it"),
        (SLOPE, r"$\sigma(x)(1 - \sigma(x)) \leq 1/4$", "this is an inequality"),
        (DS, "s - s^2 = s(1-s) = 0.69 - 0.69^2 = 0.2139", "numbers are put in after"),
        (CONDITION, r"$w + b \geq 0, b < 0$", "which of several conditions"),
        (CONDITION, r"$b < 0, w + b \geq 0$", "which of several conditions"),
        (Numbers("n", asked="1"), "about one", "can't be read"),
        (Choice("c", ("a", "b"), "a"), "it isn't a", "it may deny this"),
        (Choice("c", ("a", "b"), "a"), "neither", "names none of: a, b"),
        (Choice("c", ("a", "b"), "a"), "a or b", "choose one of: a, b"),
        (Choice("c", right="true"), "not true", "may deny this"),
        (Choice("c", right="true"), "It isn't true", "may deny this"),
        (Choice("c", tuple("ABCD"), "A"), "a unit", "names none of"),
        (DS, r"$\frac{e^{-x}}{(1+e^{-x})^2} = s(1-s) = s - s^2 \leq 1/4$", "an inequality"),
        (GRAPH, "a: $w x$", "this can't be read"),
        (Shape("s", (3, 4)), "as before", "no shape was found"),
        (Shape("s", (3, 4)), "4 x 3 or 3 x 4", "which shape is meant?"),
        (Shape("s", (3, 4)), "not 3 x 4", "which shape is meant?"),
        (Choice("c", ("a1", "b1", "c1"), "a1"), "a1, or perhaps b1", "another choice is named"),
        (Choice("c", ("a1", "b1"), "a1"), "b1, no: a1", "another choice is named"),
        (Choice("c", right="true"), "true is wrong", "may deny this"),
        (Choice("c", right="true"), "It is far from true", "may deny this"),
        (Choice("c", right="false"), "True would need more, so false", "another choice is named"),
        (SLOPE, r"$\sigma(x)(1 - \sigma(x)) \approx 0.1 e^0$", "as far as its decimals"),
        (Expression("e", SIGMOID, "e"), "2.72", "a rounded number"),
        (Review("r", "a rubric"), "some words", "a person reads this"),
    ],
)
def test_what_cannot_be_decided_goes_to_a_person_and_not_to_zero_silently(check, text, words):
    found = judged(check, text)
    assert found.state == "pending"
    assert words in told(found)


SATURATE = Choice("functions", ("sigmoid", "tanh", "ReLU"), ("sigmoid", "tanh"))
INTO = Choice("into_h3", ("x", "y", "z", "h1", "h2", "h3"), ("h2", "z"))
MOVES = Choice("moves", ("W1", "b1", "W2", "b2"), ("b2",))
LETTER = Choice("answer", tuple("ABCD"), ("A",))
FALSE = Choice("answer", right="false")
WHEN = Choice("when", ("training", "evaluation", "both"), "training")
END = Choice("end", ("0", "1", "infinity"), "infinity", aliases={"infinity": ["∞", "infty"]})
LESS = Choice("closely", ("more", "less"), "less")


@pytest.mark.parametrize(
    ("check", "right", "pending", "wrong"),
    [
        (
            SATURATE,
            [
                "sigmoid and tanh saturate on both sides, ReLU only on the left",
                "sigmoid, tanh. ReLU only on the negative side.",
                "Sigmoid and tanh do, ReLU does not",
                "sigmoid and tanh; ReLU not",
                "sigmoid (0 and 1) and tanh (-1 and 1)",
                "sigmoid, tanh, ReLU does not",
                "- sigmoid\n- tanh",
            ],
            [
                "sigmoid, tanh, but ReLU as well",
                "sigmoid, tanh and ReLU do not saturate",
                "sigmoid or tanh",
                "sigmoid and tanh, and ReLU too",
                "sigmoid, tanh? ReLU?",
                "sigmoid and the hyperbolic one",
                "sigmoid, hyperbolic tangent",
            ],
            ["sigmoid", "ReLU and tanh", "sigmoid, tanh, ReLU"],
        ),
        (
            INTO,
            [
                "$h_2$ and $z$ have arrows into $h_3$",
                "$h_2$ and $z$ (h_3 = h_2 z)",
                "h2 (from y) and z",
                "h₂ and z",
                "the arrows come from h2 and z",
                r"\(h_2\) and \(z\)",
            ],
            ["h_2 -> h_3, z -> h_3", "y via h2, and z", "h2 and z, maybe y", "h2 z y x"],
            ["h1 and h2", "x, y, z"],
        ),
        (
            MOVES,
            [
                "only $b_2$ (W1, b1, W2 stay zero)",
                "b2. W1, b1, W2 have zero gradients",
                "$b_2$; $W_1$, $b_1$ and $W_2$ stay at zero",
                "b2, and W1, b1, W2 remain 0",
                "b2, the others are stuck",
            ],
            [
                "b2 W1 b1 W2",
                "b2 and then the others",
                "b2 first, then W2",
                "W1, b1, W2 stay 0; only b2 moves",
                "W1, b1 and W2 are stuck",
                "b2 stays zero",
            ],
            ["W1, b1, W2, b2", "b1 and b2", "W2"],
        ),
        (
            LETTER,
            [
                "A, all of them help",
                "A; the optimiser does the rest",
                "A, the others are wrong",
                "~~D~~ A",
                "A: B, C and D are false",
                "A, not B, C or D",
            ],
            [
                "A. My final answer is D.",
                "A. Changed to D",
                "A, correction: D",
                "~~A~~",
                "A (was D)",
                "A B C D",
                "A | D",
                "A? D?",
                "A–D",
                "A∨D",
                "A, and the others too",
                "A, D cannot be excluded",
                "A: 60 %, D: 40 %",
                "A since D holds",
            ],
            ["D", "D, not A", "A and D"],
        ),
        (
            FALSE,
            ["F", "B (False)", "false, not true", "No, a loop over layers is needed", "wrong"],
            [
                "false for some and true for others",
                "false? true?",
                "F T",
                "f or t",
                "false, or the opposite",
                "no loop is needed",
            ],
            ["true", "T", "True, no loop is needed"],
        ),
        (
            WHEN,
            ["in training, not in evaluation", "training, so that evaluation is unchanged"],
            [
                "training (evaluation too)",
                "training, in fact both",
                "training as well as in evaluation",
                "training, evaluation not excluded",
                "training, not just: evaluation as well",
            ],
            ["evaluation", "both"],
        ),
        (
            END,
            [
                r"$-\log 0 = \infty$",
                "∞ since log 0 = −∞",
                r"$+\infty$",
                "infinity, because log(0)",
            ],
            ["-infinity", r"$-\infty$", "infinity - 1", "infinity or 0", "1/infinity"],
            ["0", "it is 1"],
        ),
        (LESS, ["less closely than before"], ["less is more", "more or less", "no less"], ["more"]),
    ],
)
def test_a_choice_is_the_leading_list_and_others_must_be_denied(check, right, pending, wrong):
    for state, texts in (("passed", right), ("pending", pending), ("failed", wrong)):
        found = {text: judged(check, f"{check.field}: {text}").state for text in texts}
        assert found == dict.fromkeys(texts, state)


@pytest.mark.parametrize(
    ("right", "pending", "wrong"),
    [
        (
            [
                "one by d",
                "d entries in a row",
                "a row with d entries",
                "1 × D",
                "1 × d (rather than d × 1)",
                "1 × d, one row for the single output",
            ],
            [
                "1 × d, w is d × 1",
                r"$J$ is $1 \times d$, $w$ is $d \times 1$",
                "1 x d, transposed",
                "1 x d or its transpose",
                "1 x d; not sure, could be transposed",
                "1 × d, for column convention d × 1",
                "1 x d as d x 1",
                "(1, d), (d, 1)",
            ],
            ["d by one", "d entries in a column", "D × 1"],
        ),
    ],
)
def test_a_shape_is_stated_alone(right, pending, wrong):
    check = Shape("s", (1, "d"))
    for state, texts in (("passed", right), ("pending", pending), ("failed", wrong)):
        assert {t: judged(check, t).state for t in texts} == dict.fromkeys(texts, state)
    assert judged(Shape("s", ("n", "N")), "N × N").state == "failed"  # two sizes, not one


def test_a_blank_or_missing_answer_has_no_marks():
    assert judged(DP, "dp:").state == "failed"
    assert DP.judge(Context()).failure.absent


def test_how_an_answer_was_read_is_printed_back():
    assert judged(DL, r"$p_j - y_j$").reading.plain == "p_j - y_j"


def test_a_contradiction_on_the_way_leaves_the_share_of_the_end():
    text = r"$\sum_k y_k \log p_k = p_j - y_j$"
    assert judged(DL, text).earned == 0.5
    strict = Expression("dL", NETWORK, "dL/do_j", "j", end_share=0.0)
    assert judged(strict, text).earned == 0.0


STEP = Model(
    (
        Symbol("v", (), "positive"),
        Symbol("a", (), "positive"),
        Symbol("s", definition="1/sqrt(v + a)"),
    )
)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (r"$s = \frac{1}{\sqrt{v + a}}$", "passed"),
        (r"$s = \frac{1}{\sqrt{v} + a}$", "passed"),
        (r"$\frac{\sqrt{v} - a}{v - a^2}$", "passed"),
        (r"$s = \frac{1}{\sqrt{v + a}} = \frac{1}{\sqrt{v} + a}$", "partial"),
        (r"$s = \frac{1}{\sqrt{v}}$", "failed"),
        (r"$s$", "failed"),
    ],
)
def test_where_conventions_differ_each_is_right_but_they_are_not_equal(text, status):
    check = Expression("s", STEP, "s", also=["1/(sqrt(v) + a)"])
    assert judged(check, text).state == status
    assert check.without_key().also is None


def test_a_student_may_name_what_is_asked_without_being_told_what_it_is():
    step = Symbol("s", definition="w - a g", aliases=("w_{t+1}",), hidden=True)
    model = Model((Symbol("w"), Symbol("a"), Symbol("g"), step, Symbol("r", definition="2s")))
    handed_out = Expression("s", model, "s").without_key()
    assert "w - a g" not in repr(handed_out.model.symbols)
    assert handed_out.model.unknown == {"s", "r"}
    assert judged(handed_out, "$w_{t+1} = w - g a = -a g + w$").state == "pending"
    assert judged(handed_out, "$r = 2 w_{t+1} = 2 w - 2 a g$").state == "pending"
    assert judged(handed_out, "$w_{t+1} = w - g a = w + a g$").state == "failed"


def test_a_named_near_miss_has_its_own_hint():
    check = Expression(
        "dL", NETWORK, "dL/do_j", "j", near_misses=[("p_j", "Where has the label gone?")]
    )
    for answer in ("p_j", r"$\frac{\partial L}{\partial o_j} = p_j$"):
        assert "Where has the label gone?" in told(judged(check, answer))


def test_a_proof_is_an_upgrade():
    proved = judged(Expression("x", SCALAR, "ds/dx", proof=True), "s(1-s)")
    assert proved.state == "passed"
    assert proved.remarks[0].startswith("proved by SymPy")


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
        ("a: 2", 1 / 6, "✗ b: not submitted"),
        (r"a: $a = w x = 2$" + "\n" + r"b: $\tanh(a) = \tanh(2) \approx 0.964$", 2 / 6, "✓ b"),
    ],
)
def test_errors_are_carried_forward_through_a_graph(text, share, words):
    found = judged(GRAPH, text)
    assert found.earned == pytest.approx(share), told(found)
    assert words in told(found)


@pytest.mark.parametrize("number", ["0", "1", "0.5", "9"])
def test_nothing_follows_from_one_number_everywhere(number):
    found = judged(GRAPH, "\n".join(f"{name}: {number}" for name in GRAPH.fields))
    assert found.earned == 0


def test_a_chain_without_end_is_not_read():
    found = judged(GRAPH, "a: $" + " = ".join(["2"] * 3000) + "$")
    assert found.state == "pending"
    assert "a chain of more than" in told(found)


LAYER = Graph(
    "layer",
    given={"x1": "-1", "x2": "1", "W": "[1, -1]", "V": "[1, 1]", "y": "0"},
    nodes={
        "x": "(x1, x2)", "z": "W x", "h": "f(z)", "k": "(h, 2)", "o": "V k - 1",
        "p": "sigma(o)", "L": r"-y \log(p) - (1-y) \log(1-p)",
    },
    asked=["h", "p", "L"],
    gradients=["V", "W", "x1"],
    model=Model(functions=(Function("sigma", "sigmoid"), Function("f", "max(x, 0.1x)"))),
)  # fmt: skip
BEHIND = "h: -0.2\np: 0.690\nL: 1.171\ndL_dW: [-0.069, 0.069]\ndL_dx1: 0.069\n"


@pytest.mark.parametrize(
    ("text", "share", "words"),
    [
        (BEHIND + "dL_dV: [-0.138, 1.380]", 1, "✓ dL_dV = [-0.138, 1.38]"),
        (BEHIND + r"dL_dV: $0.690 \begin{pmatrix} -0.2 \\ 2 \end{pmatrix}$", 1, "✓ dL_dV"),
        (BEHIND + r"dL_dV: $[-0.138\;1.380]$", 1, "✓ dL_dV = [-0.138, 1.38]"),
        (BEHIND + "dL_dV: 1.380", 5 / 6, "✗ dL_dV = 1.38 has 1 entries, not 2"),
        # a dropped leak, carried through what isn't asked: z, k, o and their gradients
        (
            "h: 0\np: 0.731\nL: 1.313\ndL_dV: [0, 1.462]\ndL_dW: [-0.0731, 0.0731]",
            2.5 / 6,
            "~ dL_dV = [0, 1.462] follows",
        ),
    ],
)
def test_a_graph_has_vectors_and_nodes_that_are_not_asked(text, share, words):
    found = judged(LAYER, text)
    assert words in told(found)
    assert found.earned == pytest.approx(share), told(found)


@pytest.mark.parametrize(
    ("working", "mark"),
    [
        (r"$\hat p = \sigma(V k - 1) = \sigma(-0.2 + 2 - 1) \approx 0.690$", "✓"),
        (r"$\begin{aligned} s &= 0.8 \\ \sigma(s) &= \frac1{1+e^{-0.8}} \end{aligned}$", "✓"),
        (r"$\sigma(V k - 1) = \sigma([1 \quad 1][0; 2] - 1) = \sigma(0.8) = 0.690$", "~"),
        (r"$\sigma(0.8) = 0.731$", "✗"),
        (r"$0.690 = \sigma(V k - 1)$", "?"),
        (r"$\log(-1)$", "?"),
        (r"$0.690$, or $[0.690, 0.310]$ for both classes", "?"),
        (r"$0.690$ since $o=0.8$", "✓"),
        (r"$0.690$ (with $o = 0.8$)", "✓"),
        (r"$\hat p = \sigma(o) = 0.690$, $o = 0.8$", "✓"),
        (r"$0.690$ rounded to $3$ decimals", "✓"),
        ("0.690, from o = 0.8", "✓"),
        (r"$0.690$ (not $0.31$)", "✓"),
        (r"$e^{-0.8} = 0.449$, so $1/1.449 = 0.690$", "✓"),
        (r"$0.690$; $69\%$", "✓"),
        (r"$0.31$ since $o=0.8$", "✗"),
        (r"$0.690 > 0.5$", "?"),
        (r"$0.31$ or $0.690$", "?"),
        (r"$0.690$ $0.31$", "?"),
        (r"$0.31 = 0.690$", "?"),
        ("0.31 or 0.690", "?"),
        (r"$\hat p = 0.690$, in the table $0.731$", "?"),
    ],
)
def test_the_working_of_a_graphs_value_must_hold_where_it_is_all_numbers(working, mark):
    found = judged(LAYER, f"p: {working}")
    assert f"{mark} p" in told(found)
    assert (found.state == "pending") == (mark == "?")


def test_without_its_key_a_graph_still_says_what_it_read_and_which_working_fails():
    told_only = judged(LAYER.without_key(), "h: $\\max(-2, 0) = -0.2$\nL: about one")
    assert told_only.state == "pending"
    assert "h: but this step to it is wrong" in told(told_only)
    assert "L: this can't be read" in told(told_only)


def test_nothing_follows_from_values_that_no_formula_takes():
    found = judged(LAYER, "h: -0.2\np: 1.5\nL: 3\ndL_dW: [1, 2]")
    assert "✓ h" in told(found)
    assert "✗ L = 3 is wrong" in told(found)


def test_a_graph_that_makes_no_sense_is_the_authors_mistake():
    assert not LAYER.problems([])
    unknown = Graph("g", given={"x": "1"}, nodes={"L": "x"}, gradients=["w"], asked=["a"])
    assert unknown.problems([]) == ["there is no 'a' in the graph", "there is no 'w' in the graph"]
    assert Graph("g", given={"x": "0"}, nodes={"L": "1/x"}).problems([])


def xor(values):
    import numpy as np

    x = np.array([[1, 0, 1, 0], [0, 1, 1, 0]])
    out = values["a"] @ (values["w"] @ x + values["b"][:, None] >= 0)
    return None if np.allclose(out, [1, 1, 0, 0]) else f"the outputs are {out}"


WITNESS = Witness("xor", {"w": (2, 2), "b": (2,), "a": (2,)}, xor)


@pytest.mark.parametrize("value", ["[1/0, 1]", r"\infty", "9^{9^{9^9}}", r"\log 0"])
def test_a_witness_without_a_value_is_for_a_person(value):
    found = judged(Witness("some", {"b": (2,)}, lambda values: None), f"b: {value}")
    assert found.state == "pending"


def test_any_witness_passes_and_one_that_fails_is_shown_to():
    right = r"w: $\begin{bmatrix} -1 & 1 \\ 1 & -1 \end{bmatrix}$" + "\nb: [-0.9, -0.9]\na: [1, 1]"
    assert judged(WITNESS, right).state == "passed"
    other = "w: [[1, 1], [1, 1]]\nb: [-0.5, -1.5]\na: [1, -1]"
    assert (
        judged(
            WITNESS, other.replace("[[1, 1], [1, 1]]", r"$\begin{pmatrix}1&1\\1&1\end{pmatrix}$")
        ).state
        == "passed"
    )
    assert judged(WITNESS.without_key(), right).state == "passed"
    two = right.replace("[-0.9, -0.9]", "$[0, 0]$ or $[-0.9, -0.9]$")
    assert judged(WITNESS, two).state == "pending"
    one = right.replace("[-0.9, -0.9]", "$[-0.9 \\; -0.9]$, not $[0, 0]$")
    assert judged(WITNESS, one).state == "passed"
    wrong = judged(WITNESS, right.replace("[-0.9, -0.9]", "[0.9, -0.9]"))
    assert wrong.state == "failed"
    assert "the outputs are" in told(wrong)


def test_the_rubric_and_the_text_are_for_the_instructor_alone():
    found = judged(Review("r", "mentions the gap"), "because")
    assert (found.answer, found.rubric) == ("because", "mentions the gap")
    assert "gap" not in told(found)


def test_without_its_key_an_index_still_runs_over_what_the_key_says():
    blind = Expression("dh", NETWORK, "dL/dh_i", "i").without_key()
    assert judged(blind, r"$\sum_k W^{(2)}_{ki} (p_k - y_k)$").state == "pending"
    assert "out of range" in told(judged(blind, r"$p_i - y_i$"))


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
        Witness("w", {"a": ()}, xor, private=True),
        GRAPH,
    ],
)
def test_without_its_key_a_check_judges_no_answer(check):
    blind = check.without_key()
    assert not blind.has_key
    assert "secret" not in repr(blind)
    assert "dL/do" not in repr(blind)
    assert "xor" not in repr(blind)
    field = blind.fields[0]
    assert (
        judged(blind, f"{field}: a" if isinstance(check, Choice) else f"{field}: 1").state
        != "passed"
    )


@pytest.mark.parametrize(
    ("answer", "earned", "pending"),
    [
        (r"$\frac{\partial o}{\partial h} = W_2^T (p - y)$", 0, 1),
        (r"$\frac{\partial o}{\partial h} = W_2^T (p + y)$", 0, 0),
        (r"$\frac{\partial L}{\partial o} = W_2^T (p - y)$", 0.5, 0),
        (r"$2 W_2^T p = W_2^T (p - y)$", 0.5, 0),
        (r"$M = W_2^T (p - y)$", 1, 0),  # a size: no name that means anything else
    ],
)
def test_a_right_formula_under_another_name_is_for_a_person(answer, earned, pending):
    verdict = judged(DH, answer)
    assert (verdict.earned, verdict.pending) == (earned, pending)


def test_without_its_key_an_answer_that_has_no_value_is_for_a_person():
    found = judged(DL.without_key(), r"\sqrt{-1} p_j")
    assert found.state == "pending"
    assert "can't be worked out" in told(found)
    assert judged(DL.without_key(), "p_j + W2").state == "failed"


def test_without_its_key_an_index_runs_over_what_it_ran_over_before():
    hidden = Expression("dh", NETWORK, "dL/dh_j", "j").without_key()
    assert judged(hidden, r"$\sum_i W^{(2)}_{ij} (p_i - y_i)$").state == "pending"
    assert "out of range" in told(judged(hidden, r"$p_j - y_j$"))
    assert judged(hidden, r"$\log(-1 - h_j^2)$").state == "pending"


def test_without_its_key_shape_and_steps_are_still_judged():
    blind = DL.without_key()
    assert "read as: p_j - y_j" in told(judged(blind, "p_j - y_j"))
    assert judged(blind, "p_j - y_j").state == "pending"
    assert "the shape is" in told(judged(DH.without_key(), "p"))
    wrong_step = judged(blind, r"$\sum_k y_k \log p_k = p_j - y_j$")
    assert "step 1 is wrong" in told(wrong_step)
