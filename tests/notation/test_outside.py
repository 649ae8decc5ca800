"""Mathematics outside its signs counts, and numbers among words are values where they are."""

import pytest

from grader.algebra import Model, Symbol
from grader.checks.written.expression import Expression
from grader.checks.written.graph import Graph
from grader.context import Context
from grader.submission.answers import Answer, Written

MODEL = Model(
    (
        Symbol("W", ("M", "H"), aliases=("W^{(2)}",)), Symbol("h", ("H",)), Symbol("x"),
        Symbol("p", (), "unit"), Symbol("sigma", ("H",), aliases=(r"\sigma",)),
    ),
    indices={"i": "M", "j": "H"},
)  # fmt: skip


def state(text, key, free=""):
    check = Expression("f", MODEL, key, free)
    return check.judge(Context(answer=Answer("", {"f": Written(text, "line 1")}))).state


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2$x$", "2 x"), ("2 $x^2$", "2 x^2"), ("1/$(1-p)$", "1/(1 - p)"), ("1-$p$", "1 - p"),
        ("-$x$", "-x"), ("$x$/2", "x/2"), ("$x$ / 2, since it is halved", "x/2"),
        ("$x$ + $p$", "x + p"), ("$x$ ($p - 1$)", "x (p - 1)"), (r"2\(x\)", "2 x"),
        ("$x$ * ($p$ - $x$).", "x (p - x)"), ("1/2 $x$", "x/2"), ("−$x^2$", "-x^2"),
        ("$x$ if $x > 0$, else 0", r"\max(0, x)"),
        ("$x$ for $x > 0$ and 0 otherwise", r"\max(0, x)"),
        ("1 if $x>0$, 0 otherwise", "[x > 0]"), ("$x$ if $x > 0$, 0.1$x$ otherwise",
         r"\max(x, 0.1 x)"), ("0.25 at $x = 0$", "1/4"), ("it is 1/4, at $x = 0$", "1/4"),
        ("Step 2: $x^2$", "x^2"), ("By equation (2), $x^2$", "x^2"), ("(1) $x^2$", "x^2"),
        ("For layer 2 we get $x^2$", "x^2"), ("with 12 classes, $x^2$", "x^2"),
        ("$x$(1-$p$)", "x (1 - p)"), ("$x$ ($p$ − 1)", "x (p - 1)"), ("1 – $p$", "1 - p"),
        ("$x$ - $p$ $x$", "x - p x"), ("$-$ $x$", "-x"), ("−$x$/$p$²", "-x/p^2"),
        ("½ $x$", "x/2"), ("$x$⁄2", "x/2"), ("2$x$($x p$)²", "2 x (x p)^2"), ("|$x$|", "|x|"),
        ("| $x$ | yes |", "x"), ("part p $x$", "x"), ("with respect to p $x$", "x"), ("a $x$", "x"),
        ("the answer - $x^2$", "x^2"), ("- $x^2$", "x^2"), ("which is $x^2$ (see 3.2)", "x^2"),
    ],
)  # fmt: skip
def test_what_is_outside_the_signs_belongs_to_the_formula(text, key):
    assert state(text, key) == "passed"


@pytest.mark.parametrize(
    "text",
    [
        "-$x^2$", "2$x^2$", "1/$x^2$", "$x^2$/2", "$x^2$ + 1", "$x^2$ * 3", "$x^2$ - 1",
        "$x^2$ if $x > 0$, else 5", "$x^2$ + $x^2$", "7 since $x^2 = x^2$", "-2$x^2$",
    ],
)  # fmt: skip
def test_a_factor_or_a_term_outside_makes_another_formula(text):
    assert state(text, "x^2") == "failed"


@pytest.mark.parametrize(
    "text",
    [
        "∓$x^2$", "Σ $x^2$", "∂ $x^2$", "($x^2$)²", "p $x^2$", "$x^2$ p", "$p$ $x^2$", "$M$ $x^2$",
        "$x^2$ mod 2", "– $x^2$ + 0 = $x$", r"$\pm$ $x^2$",
        "5% of $x^2$", "($x^2$)/2", "1 over $x^2$", "the log of $x^2$", "the cube of $x^2$",
        "the absolute value of $x^2$", "sum over i of $x^2$", "bigger than $x^2$", "$x^2$ doubled",
        "proportional to $x^2$", "$x^2$, squared", "$x^2$ to the power of two", "$x^2$? No.",
        "$x^2$, then take the log", "$x^2$ for the true class and 0 for the others",
        "anything but $x^2$", "$x^2$ with the signs swapped", "~~$x^2$~~", "<s>$x^2$</s>",
        r"$\cancel{x^2}$", "Second guess: $x^2$",
    ],
)  # fmt: skip
def test_words_that_change_or_strike_out_a_formula_leave_it_to_a_person(text):
    assert state(text, "x^2") == "pending"


@pytest.mark.parametrize(
    "text",
    [
        "$x^2$ averaged", "$x^2$, averaged over all", "$x^2$ normalised", "reciprocal: $x^2$",
        "Transpose: $x^2$", "$x^2$, sign could be flipped", "$x^2$ where the sign may be $+$",
        "$x^2$; the sign might be different", "$x^2$ (negated)", "$x^2$ up to a factor",
        "$x^2$ where $x = 0$", "$x^2$, ignoring the sign", "$x^2$ and then averaged",
    ],
)  # fmt: skip
def test_words_that_unsay_a_formula_leave_it_to_a_person(text):
    assert state(text, "x^2") == "pending"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$\delta_{ij} W_{11}$ with $\delta_{ij} = 0$", "pending"),
        (r"$\delta_{ij} W_{11}$ where $\delta_{ij} = 1$", "pending"),
        (r"$\delta_{ij} W_{11}$ for $i \neq j$", "pending"),
        (r"$\delta_{ij} W_{11}$, where $\delta_{ij} = 1$ if $i = j$ and $0$ otherwise", "passed"),
    ],
)
def test_a_delta_that_is_said_to_be_one_number_is_left_to_a_person(text, expected):
    assert state(text, r"\delta_{ij} W_{11}", "ij") == expected


@pytest.mark.parametrize(
    "text",
    [
        "$x^2$ as required", "$x^2$, obtained by the chain rule", "$x^2$ simplified",
        "The derivative: $x^2$", "$x^2$; note the sign", "$x^2$ (as expected)",
        "$x^2$, which may be written differently",
    ],
)  # fmt: skip
def test_words_that_say_something_of_a_formula_change_nothing(text):
    assert state(text, "x^2") == "passed"


@pytest.mark.parametrize("text", ["2 $x^2$", "2.1 $x^2$", "**2.1** $x^2$", r"3 \(x^2\)"])
def test_a_number_that_may_be_the_questions_is_left_to_a_person(text):
    assert state(text, "x^2") == "pending"


@pytest.mark.parametrize(
    "text",
    [
        "$0, 1, x, x^2$", "$x$\n\n$x^2$", "(a) $x$\n\n(b) $x^2$", "x, x^2", "$2x$ $x^2$",
    ],
)  # fmt: skip
def test_a_list_of_guesses_is_no_answer(text):
    assert state(text, "x^2") == "pending"


@pytest.mark.parametrize("text", ["$x^2, x x$", "$x x$\n\n$x^2$", "$f = x x = x^2$, so $x^2$"])
def test_a_list_of_equal_formulas_is_one_answer(text):
    assert state(text, "x^2") == "passed"


def test_an_index_out_of_range_beside_the_answer_is_another_value():
    text = "(a) $W_{ji}$\n\n(b) $W_{ij}$"
    assert state(text, "W_ij", "ij") == "pending"
    assert state("(b) $W_{ij}$", "W_ij", "ij") == "passed"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (r"$x p$, where $x = 2 p + 1$", "(2 p + 1) p"),
        (r"$\sum_j M_j h_j, \quad M = \sigma + h$", r"\sum_j (sigma_j + h_j) h_j"),
    ],
)
def test_a_text_may_give_a_declared_name_another_meaning(text, key):
    assert state(text, key) == "passed"


def test_a_sign_outside_counts_at_the_nodes_of_a_graph():
    graph = Graph("g", given={"x": "2"}, nodes={"z": "-x", "L": "z^2"}, asked=["z"])
    for text, expected in (("-$2$", "passed"), ("$-2$", "passed"), ("2", "failed")):
        found = graph.judge(Context(answer=Answer("", {"z": Written(text, "line 1")})))
        assert found.state == expected


@pytest.mark.parametrize(
    "text",
    [
        "1" * 15_000 + "x$x^2$", "y " * 9000 + "$x^2$", "+" * 15_000 + "$x^2$",
        "$x^2$" + "?" * 9000,
        "$x^2$/(" + "1" * 15_000 + "x", "<s>" * 6000 + "$x^2$", r"\sout{" * 3000 + "$x^2$",
        "$x^2$" + ", 1" * 5000, "$x^2$, " * 900, "$x^2$, " * 190,
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_a_long_text_round_a_right_formula_is_taken_apart_and_not_refused(text):
    assert state(text, "x^2") != "failed"
