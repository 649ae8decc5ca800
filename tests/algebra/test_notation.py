"""What is read, what is refused, and that nothing else happens."""

import string
import time

import algebra_spans
import pytest
from algebra_corpus import DIFFERENT, EQUAL, MODELS, pairs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.algebra import (
    Function,
    Model,
    NotationError,
    Symbol,
    judge_derivation,
    question,
    read_statements,
    show,
)
from grader.algebra.tree import depth

SCALAR = MODELS["scalar"]
NETWORK = MODELS["network"]
FUZZ = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def spans(mark):
    model = None
    for line in filter(None, algebra_spans.SPANS.splitlines()):
        if line.startswith("# "):
            model = algebra_spans.MODELS[line[2:]]
        elif mark in line:
            written, expected = line.split(mark)
            yield pytest.param(model, written, expected, id=written[:60])


READ = list(spans(" ==> "))
REFUSED = list(spans(" !!> "))


def test_there_are_enough_spans():
    assert len(READ) >= 120
    assert len(REFUSED) >= 12


@pytest.mark.parametrize(("model", "written", "expected"), READ)
def test_a_printed_span_is_read_right_and_its_showing_reads_the_same(model, written, expected):
    tree = model.read(written)
    assert show(tree) == expected
    assert model.read(expected) == tree


@pytest.mark.parametrize(("model", "written", "words"), REFUSED)
def test_a_span_that_cannot_be_read_is_refused_with_its_reason(model, written, words):
    with pytest.raises(NotationError) as refused:
        model.read(written)
    assert words in refused.value.message


@pytest.mark.parametrize(
    ("typed", "latex"),
    [
        ("p_i*(delta_ij - p_j)", r"p_i(\delta_{ij}-p_j)"),
        ("W2.T*(p - y)", r"W^{(2)\top}(\mathbf p - \mathbf y)"),
        ("W2^T*(p - y)", r"W_2^{\top}(p-y)"),
        ("W2ᵀ(p − y)", r"W^{[2]T}(p-y)"),
        ("2*h^T", r"2h^\top"),
        ("h**2", "h^2"),
        ("sqrt(q_1)", r"\sqrt{q_1}"),
        ("exp(-o_i)", r"\exp\left(-o_i\right)"),
        ("1[q>0]", r"\mathbf{1}_{q>0}"),
        ("[q>0]", r"\mathbf 1[q > 0]"),
        ("(q > 0)", r"1_{q>0}"),
        ("∂L/∂o_j", r"\frac{\partial L}{\partial o_j}"),
        ("dL/do_j", r"\frac{dL}{do_j}"),
        ("∑_k y_k", r"\sum_k y_k"),
        ("sum_{k=1}^M y_k", r"\sum_{k=1}^{M} y_k"),
        ("sum_k(y_k*log(p_k))", r"\sum_{k} y_k \log p_k"),
        ("δ_ij", r"\delta_{i,j}"),
        ("p ⊙ y", r"p \odot y"),
        ("||p||^2", r"\left\|p\right\|_2^2"),
        ("o_1/2", r"\frac{o_1}{2}"),
        ("max(0, q)", r"\max\{0, q\}"),
        ("cases(1 if i = j; 0 otherwise)", r"\begin{cases}1 & i=j\\0&\text{otherwise}\end{cases}"),
        ("diag(p) - p*p^T", r"\operatorname{diag}(p)-pp^\top"),
        ("W2_{i,j}", r"W_{ij}^{(2)}"),
        ("q₁² + 1", "q_1^{2}+1"),
        ("[[1, 2], [3, 4]]", r"\begin{pmatrix}1&2\\3&4\end{pmatrix}"),
        ("(1, 2)", r"\begin{bmatrix}1\\2\end{bmatrix}"),
        ("L(p,y)", "L"),
    ],
)
def test_what_is_typed_and_what_is_set_give_one_tree(typed, latex):
    assert NETWORK.read(typed) == NETWORK.read(latex)


@pytest.mark.parametrize(
    "text",
    [
        "x := x - y",
        r"x \leftarrow x - y",
        r"x \gets x - y",
        "x ← x - y",
        "x <- x - y",
        r"\begin{aligned} x &\coloneqq x - y \end{aligned}",
    ],
)
def test_of_an_assignment_the_new_value_is_read(text):
    assert SCALAR.read(text) == SCALAR.read("x - y")
    chain = text.replace("x - y", "x - y = -y + x")
    assert SCALAR.read(chain) == SCALAR.read("x - y = -y + x")


def test_a_comparison_with_a_negative_number_is_no_assignment():
    assert SCALAR.read("1[x<-1]") == SCALAR.read("1[x < (-1)]")


def test_a_starred_name_may_carry_its_star_after_a_subscript():
    model = Model((Symbol("u", aliases=("w_0^{*}",)),))
    assert model.read("w_0^*") == model.read("w_0^{*}") == model.read("u")


DESCENT = Model((Symbol("w"), Symbol("J", definition="w^3", aliases=("J(w)",))))


def test_a_gradient_without_a_subscript_is_by_the_argument_that_is_written():
    assert DESCENT.read(r"\nabla J(w)") == DESCENT.read(r"\nabla_w J(w)") == DESCENT.read("dJ/dw")
    for text, words in ((r"\nabla J", "by what"), (r"\nabla J(2)", "declared symbol")):
        with pytest.raises(NotationError, match=words):
            DESCENT.read(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "ends too soon"),
        ("x + 1 := x", "only a name"),
        ("x +", "ends too soon"),
        ("x + * y", "operand is expected"),
        ("(x + y", "is expected here"),
        ("x + y)", "nothing to do with"),
        ("foo + x", "isn't a name that is known"),
        ("x/2y", "two readings"),
        ("1/2 (x+y)", "two readings"),
        (r"\log 2x", "where does the argument"),
        (r"\sin^{-1}(x)", "inverse or a reciprocal"),
        ("1e-8", "power of ten"),
        ("x^y^z", "braces"),
        ("9**9**9", "two powers"),
        ("x 2", "put a sign"),
        ("e^x_1", "0 indices"),
        (r"\sum x", "a sum over what"),
        (r"\sum_{m=1} x", "upper bound"),
        (r"\frac{\partial^2 x}{\partial y}", "second derivatives"),
        ("dx", "on its own"),
        (r"\begin{cases} x & y \end{cases}", "a condition is expected"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", "different lengths"),
        (r"\begin{verbatim} 1 \end{verbatim}", "can't be read"),
        (r"\mathbf 1 + x", "how long"),
        (r"\input{secret}", "isn't one that can be read"),
        ("\u0445 + 1", "CYRILLIC SMALL LETTER HA"),
        ("x + \u0251", "LATIN SMALL LETTER ALPHA"),
        ("x\u202e + y", "RIGHT-TO-LEFT OVERRIDE"),
        ("x\u200b + y", "ZERO WIDTH SPACE"),
        ("x\x00", "control character"),
        ("x + \uff12", "FULLWIDTH DIGIT TWO"),
        ("x^{(2)}", "isn't declared"),
        ("x = y; y = z", "2 statements"),
        (r"\mathbf 1_{n0}", "one index or size"),
        ("(x)_1", "0 indices"),
        ("sigma(x)_1_1", "two subscripts"),
    ],
)
def test_what_cannot_be_read_says_why_and_where(text, words):
    with pytest.raises(NotationError) as refused:
        SCALAR.read(text)
    assert words in refused.value.message
    assert 0 <= refused.value.position <= len(text)
    assert not text.strip() or refused.value.shown.endswith("^")


def test_the_caret_stands_under_the_place():
    with pytest.raises(NotationError) as refused:
        SCALAR.read("x + y + foo + z")
    line, caret = refused.value.shown.splitlines()
    assert line[caret.index("^")] == "f"
    with pytest.raises(NotationError) as refused:
        SCALAR.read("x" + " + x" * 300 + " + foo")
    line, caret = refused.value.shown.splitlines()
    assert line[caret.index("^") :].startswith("foo")


def test_the_declared_symbols_decide():
    scalars = Model((Symbol("W"), Symbol("h"), Symbol("x")))
    layers = Model((Symbol("W2", (2, 3)), Symbol("h", (3,))))
    assert show(scalars.read("h(x)")) == "h * x"
    assert show(scalars.read("W^2 h")) == "W^{2} * h"
    assert show(layers.read("W^{(2)}h")) == "W2 * h"
    with pytest.raises(NotationError):
        scalars.read("W^{(2)}h")
    with pytest.raises(NotationError):
        Model((Symbol("T"), Symbol("x", (2,)))).read("x^T")


def test_letters_run_together_are_a_product_only_where_that_is_the_one_reading():
    model = Model((Symbol("a"), Symbol("b"), Symbol("ab"), Symbol("c")))
    assert show(model.read("ab")) == "ab"
    assert show(model.read("bc")) == "b * c"
    with pytest.raises(NotationError, match="may be"):
        model.read("abc")


def test_a_bare_subscript_takes_one_letter_or_all_indices():
    assert show(NETWORK.read("p_iy_i")) == "p_i * y_i"
    assert show(NETWORK.read("W2_ij")) == "W2_{i,j}"
    assert show(NETWORK.read("q_1h_2")) == "q_{1} * h_{2}"
    with pytest.raises(NotationError, match="in braces"):
        NETWORK.read("p_ij + 1")


def test_several_statements_come_one_by_one():
    text = r"\begin{aligned} x &= y + z \\ &= z + y \\ y &= 2 \end{aligned}"
    first, second = read_statements(text, SCALAR.vocabulary)
    assert show(first) == "x = y + z = z + y"
    assert show(second) == "y = 2"


HOSTILE = {
    "braces": "{" * 10_000,
    "closed braces": "{" * 10_000 + "x" + "}" * 10_000,
    "brackets": "(" * 3_000 + "x" + ")" * 3_000,
    "few brackets": "(" * 150 + "x" + ")" * 150,
    "a megabyte": "x+" * 500_000,
    "many terms": "x" + "+x" * 5_000,
    "minus signs": "-" * 3_900 + "x",
    "transposes": "x" + "^T" * 1_900,
    "primes": "x" + "'" * 3_900,
    "fractions": r"\frac{1}{" * 500 + "x" + "}" * 500,
    "roots": r"\sqrt{" * 500 + "x" + "}" * 500,
    "indices": "x_{" * 1_000 + "1" + "}" * 1_000,
    "powers": "2^{" * 500 + "2" + "}" * 500,
    "tower": "9**9**9**9",
    "factorials": "factorial(" * 900 + "9" + ")" * 900,
    "digits": "9" * 100_000,
    "letters": "x" * 19_000,
    "bars": "|" * 3_900,
    "double bars": "||" * 1_900,
    "cases": r"\begin{cases}" * 900,
    "matrix": r"\begin{pmatrix}" + "&".join("1" * 900) + r"\end{pmatrix}",
    "sums": r"\sum_{m=1}^{9} " * 900 + "x",
    "functions": r"\exp " * 3_000 + "x",
    "subscripts": "_" * 3_000,
    "spaces": " " * 19_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_is_refused_within_a_second(text):
    start = time.perf_counter()
    with pytest.raises(NotationError) as refused:
        SCALAR.read(text)
    assert time.perf_counter() - start < 1
    assert len(str(refused.value)) < 1_000


def test_long_answers_within_the_caps_are_read_in_time():
    start = time.perf_counter()
    tree = SCALAR.read("x" + " + x y" * 1_000)
    assert time.perf_counter() - start < 1
    assert depth(tree) < 5


PIECES = [
    "x", "y", "z", "a", "2", "0.5", "+", "-", "*", "/", "^", "_", "(", ")", "[", "]", "{", "}", "|",
    ",", "=", "<", "'", "&", " ", "\\", "\\\\", r"\frac", r"\sqrt", r"\log", r"\sum", r"\max",
    r"\left(", r"\right)", r"\partial", r"\hat", r"\text{if}", r"\begin{cases}", r"\end{cases}",
    r"\begin{pmatrix}", r"\end{pmatrix}", r"\mathbf", r"\mathbf{1}", "delta", "sigma", "^T", "ᵀ",
    "sum_", "1[", "d", "dx", "∂x", "E[", "lim_", "cases(", "otherwise", "||", "**", "∑",
]  # fmt: skip


def reads_or_refuses(text):
    try:
        tree = SCALAR.read(text)
    except NotationError:
        return
    assert SCALAR.read(show(tree)) == tree


@FUZZ
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_mixture_of_pieces_is_read_or_refused(text):
    reads_or_refuses(text)


@FUZZ
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    reads_or_refuses(text)


@FUZZ
@given(st.text(alphabet=string.printable, max_size=80))
def test_any_typed_text_is_read_or_refused(text):
    reads_or_refuses(text)


@FUZZ
@given(st.data())
def test_answers_with_a_slip_of_the_pen_are_read_or_refused(data):
    pair = data.draw(st.sampled_from([*pairs(EQUAL), *pairs(DIFFERENT)]))
    text = list(pair.answer)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text)))
        text[place : place + data.draw(st.integers(0, 1))] = data.draw(
            st.sampled_from("x_^{}()|1i-/' ")
        )
    model = MODELS[pair.model]
    try:
        tree = model.read("".join(text))
    except NotationError:
        return
    assert model.read(show(tree)) == tree
    judge_derivation(tree, question(model, "0"), model)


def test_a_function_is_known_by_its_subscript_or_by_a_sign_raised_after_its_argument():
    model = Model(
        (Symbol("x", ("n",)), Symbol("theta"), Symbol("l")),
        functions=(
            Function("F", "theta u", ("u",), aliases=(r"F_\theta",)),
            Function("mse", "(u - v)^2", ("u", "v"), aliases=(r"\ell_{MSE}",)),
            Function("plus", "relu", ("u",), aliases=(r"(\cdot)^+",)),
        ),
    )
    assert model.read(r"F_{\theta}(x_1)") == model.read("F(x_1)")
    assert model.read(r"\ell_{MSE}(F_\theta(x_1), l)") == model.read("mse(F(x_1), l)")
    assert model.read("5(x - 1)^+ + x^{+}") == model.read("5 plus(x - 1) + plus(x)")
    with pytest.raises(NotationError, match="an operand is expected"):
        SCALAR.read("x^+")


def test_the_index_of_a_norm_may_follow_its_power():
    model = MODELS["matrix"]
    assert model.read(r"\|w\|^2_2") == model.read(r"\|w\|_2^2")
    assert model.read(r"\|X\|^2_F") == model.read(r"\|X\|_F^2")
    with pytest.raises(NotationError, match="isn't known"):
        model.read(r"\|w\|^2_3")
