"""Kinds of writing that the corpus has few of: sums with dots, code, values among words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.algebra import Model, NotationError, Symbol, judge, question
from grader.algebra.budget import Budget
from grader.algebra.evaluation.numeric import value_at
from grader.algebra.notation import readings
from grader.algebra.tree import Name, Number, Tree
from grader.algebra.tree.plain import show
from grader.checks.written.expression import Expression
from grader.checks.written.formulas import end, stated
from grader.context import Context
from grader.submission.answers import Answer, Written

COUNTING = Model((Symbol("n", (), "natural"),))
DATA = Model((Symbol("X", ("N", "d")), Symbol("w", ("d",)), Symbol("p", ("N",))))


def first_reading(text: str, model: Model) -> Tree:
    return readings(text, model.vocabulary, [Number(Fraction(0))]).readings[0].tree


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 9), st.integers(1, 4), st.integers(3, 7))
def test_dots_go_on_by_the_step_of_the_terms_shown(first, step, count):
    terms = [first + step * k for k in range(count)]
    text = f"{terms[0]} + {terms[1]} + ... + {terms[-1]}"
    found = value_at(first_reading(text, COUNTING), COUNTING)
    assert found.entries[0] == pytest.approx(sum(terms))


@pytest.mark.parametrize(
    "text", [r"1 + 2 + \dots + 2^n", r"1 + \dots + n^2", r"1 + 3 + 7 + \dots + n", r"2 + 1 + \dots"]
)
def test_dots_that_may_go_on_in_several_ways_are_not_read(text):
    with pytest.raises(NotationError):
        first_reading(f"${text}$", COUNTING)


@pytest.mark.parametrize(
    ("code", "mathematics"),
    [
        ("np.exp(X * w)", r"\exp(X \operatorname{diag}(w))"),
        ("X * p[:, None]", r"\operatorname{diag}(p) X"),
        ("p[:, np.newaxis] * w[None, :]", "p w^T"),
        ("X / X.sum(axis=1, keepdims=True)", r"\operatorname{diag}(1/(X \mathbf 1_d)) X"),
        ("q = X @ w\nq[q < 0] = 0\nq *= len(p)", r"N \operatorname{relu}(X w)"),
        ("p = 2 * p + 1\ng = X.T @ p", r"X^T (2 p + \mathbf 1_N)"),
        ("X * X.sum(-1, keepdims=True)", r"\operatorname{diag}(X \mathbf 1_d) X"),
    ],
)
def test_code_is_read_as_numpy_computes_it(code, mathematics):
    asked = question(DATA, mathematics)
    assert judge(first_reading(code, DATA), asked, DATA).passes


@pytest.mark.parametrize(
    ("written", "mathematics"),
    [
        (r"\log 2\pi p_1", r"\log(2 \pi p_1)"),
        (r"\operatorname{diag}(p)^{-1/2} p", r"\sqrt{p}"),
        (r"(X)^\top 1", r"X^T \mathbf 1_N"),
        (r"\mathcal{N}(p_1 \mid p_2, 4)", r"\exp(-(p_1 - p_2)^2/8)/\sqrt{8 \pi}"),
        (r"D w where D_{ii} = w_i", r"w \odot w"),
        (r"w_t - w_{t,1} w", "w - w_1 w"),
        ("1./N (elementwise)", "1/N"),
        ("p_1 // 2 + 1", r"\lfloor p_1/2 \rfloor + 1"),
        ("np.std(p)", r"\sqrt{p^T p/N - (\mathbf 1_N^T p/N)^2}"),
    ],
)
def test_what_is_written_in_short_is_read(written, mathematics):
    asked = question(DATA, mathematics)
    found = readings(written, DATA.vocabulary, [asked.truth]).readings
    assert any(judge(reading.tree, asked, DATA).passes for reading in found), found


def test_numbers_in_code_count_from_0_or_from_1():
    found = readings("p[0] + p[1]", DATA.vocabulary, [Number(Fraction(0))]).readings
    values = {show(reading.tree) for reading in found}
    assert values == {"p_{0} + p_{1}", "p_{1} + p_{2}"}


def test_an_operation_in_words_is_never_refused():
    found = readings("minus twice the sum of $p_i$", DATA.vocabulary, [Number(Fraction(0))])
    assert found.unread


def test_a_density_that_they_define_themselves_is_not_the_known_one():
    text = r"\mathcal{N}(p_1 \mid p_2, 4), where \mathcal{N}(x \mid m, s) = e^{-(x - m)^2}"
    with pytest.raises(NotationError):
        readings(text, DATA.vocabulary, [Number(Fraction(0))])


def test_code_that_numpy_would_refuse_has_no_value():
    found = judge(first_reading("X * p", DATA), question(DATA, "X"), DATA)
    assert not found.passes


@pytest.mark.parametrize(
    ("text", "value"),
    [("about 0.35", 0.35), ("loss = 0.35", 0.35), ("np.array([0.35])", 0.35), ("the loss is 2", 2)],
)
def test_a_value_is_read_among_words_and_in_code(text, value):
    assert value_at(end(stated(text, Model())), Model()).entries == (value,)


@pytest.mark.parametrize("text", ["not 0.35", "0.3 or 0.4", "0.35, I guess", "fortytwo"])
def test_a_value_with_words_that_may_turn_it_is_not_read(text):
    with pytest.raises(NotationError):
        stated(text, Model())


def test_reading_ends_where_its_budget_does():
    with pytest.raises(NotationError, match="too long"):
        readings("n + n^2", COUNTING.vocabulary, [Number(Fraction(0))], budget=Budget(work=10))


@pytest.mark.parametrize(
    ("code", "mathematics"),
    [
        ("np.einsum('nd,n->d', X, p)", "X^T p"),
        ("np.einsum('nd,nd->n', X, X)", r"(X \odot X) \mathbf 1_d"),
        ("np.einsum('nd,d->nd', X, w)", r"X \operatorname{diag}(w)"),
        ("sum(p[n] * X[n] for n in range(N))", "X^T p"),
        ("sum(a * b for a, b in zip(w, w))", "w^T w"),
        ("sum(p[n] for n in range(1, N) if n != 2)", r"\sum_n p_n - p_1 - p_2"),
        ("Z = X * 2\nZ = Z @ w", "2 X w"),
    ],
)
def test_loops_and_subscripts_are_read_as_sums(code, mathematics):
    asked = question(DATA, mathematics)
    assert judge(first_reading(code, DATA), asked, DATA).passes


@pytest.mark.parametrize(
    "code", ["np.einsum('ndk->n', X)", "sum(p[n] for n, m in w)", "sum(p for p in range(1, 2, 3))"]
)
def test_loops_and_subscripts_beyond_these_are_not_read(code):
    with pytest.raises(NotationError):
        first_reading(code, DATA)


@pytest.mark.parametrize(
    ("code", "mathematics"),
    [
        ("sum(k * p[k] for k in range(N))", r"\sum_n (n - 1) p_n"),
        ("sum(N**k / math.factorial(k) for k in range(3))", "1 + N + N^2/2"),
        ("sum(k**2 for k in range(2, 5))", "29"),
        ("f = lambda v: v**2 + 1\nf(f(p))", r"(p \odot p + \mathbf 1_N)^2 + \mathbf 1_N"),
        ("def f(v):\n    return 2 * v\nf(p) + 1", r"2 p + \mathbf 1_N"),
        ("softmax(X, axis=1)", r"\operatorname{diag}(1/(\exp(X) \mathbf 1_d)) \exp(X)"),
        ("scipy.special.expit(p)", r"\operatorname{sigmoid}(p)"),
    ],
)
def test_code_counts_and_names_functions_as_python_does(code, mathematics):
    model = replace(DATA, indices={"n": "N", "j": "d"})
    asked = question(model, mathematics)
    assert judge(first_reading(code, model), asked, model).passes


@pytest.mark.parametrize(
    ("text", "mathematics"),
    [
        (r"$\mathbf 1^\top X$", r"\mathbf 1_N^T X"),
        (r"$X \mathbf 1 \mathbf 1^\top$", r"X \mathbf 1_d \mathbf 1_d^T"),
        (r"$\mathbf{1}^T (X \odot X) \mathbf{1}$", r"\operatorname{tr}(X^T X)"),
        (r"${p_1 + p_2 \over 2}$", "(p_1 + p_2)/2"),
        (r"$p_1 + p_2 \over 2 N$", "(p_1 + p_2)/(2 N)"),
        (r"$X^{\rm t} p$", "X^T p"),
        ("Xᵀ p / 𝑁", "X^T p / N"),
        ("𝟙ᵀ p", r"\sum_n p_n"),
        ("𝐗 𝐰", "X w"),
        ("p₁ − p₂ + w₁", "p_1 - p_2 + w_1"),
        (r"$a_n$ where $a_n = (Xw)_n - p_n$, so $X^T a$", "X^T (X w - p)"),
        ("X^T (X w - p), p = X w", "X^T (X w - p)"),
        (r"The second derivative is $w_1^2 + 1 > 0$", "w_1^2 + 1"),
        (r"$(1 + z) N, \quad z = w_1 w_2$", "(1 + w_1 w_2) N"),
        (r"$\hat m = \frac1M \sum_n p_n, \qquad M = 2 N$", r"\frac{1}{2 N} \sum_n p_n"),
        ('2 w_1 (twice the "first" weight)', "2 w_1"),
        (
            "Let D_n = sum_j X_nj w_j. Then p_1 ( (X X^T)_12 - D_1 )",
            r"p_1 (\sum_j X_{1j} X_{2j} - \sum_j X_{1j} w_j)",
        ),
    ],
)
def test_sizes_signs_and_definitions_are_read_as_they_fit(text, mathematics):
    model = replace(DATA, indices={"n": "N", "j": "d"})
    check = Expression("f", model=model, asked=mathematics)
    found = check.judge(Context(answer=Answer("", {"f": Written(text, "answers.md")})))
    assert found.earned == 1


def test_no_size_of_a_1_is_tried_that_does_not_fit():
    found = readings(r"$\mathbf 1^\top X \mathbf 1$", DATA.vocabulary, [Number(Fraction(0))])
    assert [show(reading.tree) for reading in found.readings] == ["ones(N)ᵀ * X * ones(d)"]


def test_a_row_stands_for_the_entries_that_are_asked():
    model = replace(DATA, indices={"n": "N", "j": "d"})
    check = Expression("f", model=model, asked=r"\sum_n X_{nj}", free="j")
    row = Context(answer=Answer("", {"f": Written(r"$\mathbf 1^\top X$", "answers.md")}))
    assert check.judge(row).earned == 1


def test_a_row_that_is_said_to_be_the_array_is_not_a_column():
    model = Model((Symbol("a", ("m",)), Symbol("W", ("m",)), Symbol("L", definition="W^T a")),
                  indices={"i": "m"})  # fmt: skip
    check = Expression("f", model=model, asked="dL/da_i", free="i")
    for text, earned in ((r"$\nabla_a L = W$", 1), (r"$\nabla_a L = W^\top$", 0), (r"$W^\top$", 1)):
        found = check.judge(Context(answer=Answer("", {"f": Written(text, "answers.md")})))
        assert found.earned == earned, text


def test_a_function_without_its_argument_keeps_its_power():
    found = readings(r"$1 - \tanh^2$", replace(DATA.vocabulary, argument=Name("w")), [Name("w")])
    assert show(found.readings[0].tree) == "1 - tanh(w)^{2}"


def test_a_wrong_formula_beside_another_is_not_refused_where_neither_names_what_is_asked():
    found = readings(r"$p_1 = w_1$ and $p_2 = 3 w_1$", DATA.vocabulary, [Number(Fraction(0))])
    assert [unread.kind for unread in found.unread] == ["open"]


def test_a_list_of_definitions_ends_with_its_sentence():
    model = Model((Symbol("x"), Symbol("k", definition="e^{-x^2}")))
    text = "k = e^u with u = -x^2, du/dx = -2x. Hence dk/dx = -2x e^{-x^2}"
    check = Expression("f", model=model, asked="dk/dx")
    assert check.judge(Context(answer=Answer("", {"f": Written(text, "answers.md")}))).earned == 1


def state(text: str, check: Expression) -> str:
    return check.judge(Context(answer=Answer("", {"f": Written(text, "answers.md")}))).state


CLIPPED = Model(
    (
        Symbol("g", ("m",)), Symbol("x", ("m",)), Symbol("y", ("m",)), Symbol("z"),
        Symbol("c", (), "positive"), Symbol("t", ("m",), "onehot"),
    ),
    indices={"i": "m", "j": "m", "k": "m"},
)  # fmt: skip
CLIP, POSITIVE = r"g \min(1, c/\|g\|)", r"\sum_i g_i x_i [y_i > 0]"


def clipped(text, key, free=""):
    return state(text, Expression("f", CLIPPED, key, free))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("n = np.linalg.norm(g)\nif n > c:\n    g = g * (c / n)", CLIP),
        ("n = np.linalg.norm(g)\nif n > c:\n    g *= c / n\nreturn g", CLIP),
        ("n = np.linalg.norm(g)\nif n <= c:\n    u = g\nelse:\n    u = c * g / n\nreturn u", CLIP),
        ("def f(z):\n    if z > 0:\n        return z\n    return 0.1 * z", r"\max(z, 0.1 z)"),
        ("if z > 0: u = z\nelse: u = 0.1 * z", r"\max(z, 0.1 z)"),
    ],
)
def test_code_with_a_condition_keeps_it(text, key):
    assert clipped(text, key) == "passed"
    assert clipped(text, "c g" if key is CLIP else "z") != "passed"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("T = 0\nfor i in range(m):\n    T += x[i] * y[i]\nreturn T", "x^T y"),
        ("T = 0\nfor i in range(m):\n    T = T - x[i]", "nothing"),
        ("T = 0\nfor i in range(m - 1):\n    T += x[i+1] * y[i]",
         r"\sum_{i=1}^{m-1} x_{i+1} y_i"),
        ("T = 0\nfor i in range(m):\n    if y[i] > 0:\n        T += g[i] * x[i]", POSITIVE),
        ("u = np.zeros(m)\nfor i in range(m):\n    for j in range(m):\n        u[i] += x[i] * y[j]",
         r"x \sum_j y_j"),
        ("u = np.zeros(m)\nfor i in range(m):\n    u[i] = x[i] * y[i]\nu = u / m", r"x \odot y/m"),
        ("u = np.zeros(m)\nfor i in range(m - 1):\n    u[i] = x[i]", "nothing"),
        ("u = np.zeros(m)\nfor i in range(m):\n    u[i] = i * x[i]", "nothing"),
        ("T = 0\nfor i in range(m):\n    T += x[i] + T", "nothing"),
        ("T = 0\nfor i in range(m):\n    T += x[i]\n    T += y[i]", "nothing"),
    ],
)  # fmt: skip
def test_a_loop_adds_up_or_fills_or_is_left_to_a_person(text, key):
    assert clipped(text, "x" if key == "nothing" else key) == (
        "pending" if key == "nothing" else "passed"
    )
    assert clipped(text, "x + 1") != "passed"


def test_a_loop_that_uses_the_array_which_it_fills_is_left_to_a_person():
    text = "g = np.zeros(m)\nfor i in range(m):\n    g[i] = x[i] * g[i]"
    assert clipped(text, r"x \odot g") == "pending"


def test_code_with_a_longer_condition_is_left_to_a_person():
    assert clipped("u = 0.1 * z\nif z > 0:\n    u = z\n    u = u + 1", "z") == "pending"


@pytest.mark.parametrize(
    "text",
    [
        r"Set $\delta_i = g_i$ if $y_i > 0$ and $\delta_i = 0$ otherwise.",
        r"Set $\delta_i = 0$ if $y_i \le 0$. Set $\delta_i = g_i$ otherwise.",
        r"Let $\delta_i = g_i$ when $y_i > 0$; $\delta_i = 0$ when $y_i \le 0$.",
    ],
)
def test_a_name_may_be_defined_case_by_case(text):
    assert clipped(text + r" Then $\sum_i \delta_i x_i$.", POSITIVE) == "passed"


def test_a_name_defined_for_some_cases_alone_refuses_nothing():
    assert (
        clipped(r"Set $\delta_i = g_i$ if $y_i > 0$. Then $\sum_i \delta_i x_i$.", POSITIVE)
        == "pending"
    )


@pytest.mark.parametrize(
    ("text", "key", "free"),
    [
        ("g . x", "g^T x", ""), (r"x_t - x_k", r"\sum_i t_i x_i - x_k", "k"),
        (r"1[k = t] - x_k", "t_k - x_k", "k"), (r"\delta_{kt}", "t_k", "k"),
        (r"\sum_{i=\max(1, k-1)}^{\min(m, k+1)} 1", r"\sum_i [|i - k| \le 1]", "k"),
    ],
)  # fmt: skip
def test_a_dot_a_class_and_a_bound_are_what_they_are_meant_to_be(text, key, free):
    assert clipped(text, key, free) == "passed"


LAYERS = Model(
    (Symbol("w2", ("K", "M"), aliases=("w^{(2)}", "w")),), indices={"k": "K", "j": "M"}
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w_kj^(2)/2", "passed"), ("0.5*w_kj^(2)", "passed"), ("w_kj^{(2)}/2", "passed"),
        ("$w_{kj}^{(2)}/2$", "passed"), ("w_kj^2/2", "failed"), ("w_kj^(1)/2", "pending"),
    ],
)  # fmt: skip
def test_a_number_in_brackets_behind_indices_is_a_declared_layer(text, expected):
    assert state(text, Expression("f", LAYERS, "w2_{kj}/2", "kj")) == expected


MAP = Model(
    (
        Symbol("A", ("m", "n")), Symbol("x", ("n",)),
        Symbol("f", ("m",), aliases=("f(x)",), definition="tanh(A x)"),
    ),
    sizes={"i": (2, 1, 3), "j": (1, 3, 2)}, layout="jacobian",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$\frac{\partial f_i}{\partial x_j}(x)$", "passed"), (r"$\partial_j f_i(x)$", "passed"),
        (r"$\frac{\partial f_i(x_1, \dots, x_n)}{\partial x_j}$", "passed"),
        (r"$\partial_i f_j$", "failed"), (r"$\frac{\partial f_i}{\partial x_j} x_j$", "failed"),
        (r"$\partial f_2/\partial x_1$", "failed"), (r"$\partial f_{j+1}/\partial x_j$", "failed"),
        (r"$(i-j) \partial f_i/\partial x_j$", "failed"),
    ],
)  # fmt: skip
def test_the_point_after_a_derivative_is_no_factor_and_its_indices_are_any(text, expected):
    check = Expression("f", MAP, "df_i/dx_j", in_terms_of=["df/dx"])
    assert state(text, check) == expected


SKIP = Model((Symbol("x"), Symbol("y", definition="x + x^2")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$dy/dx = 1 + 2x$, which is $1$ if $x = 0$", "passed"),
        ("$1 + 2x$, which is $1$ if $x = 0$", "passed"),
        ("$dy/dx = 1 + 2x$, which is $5$ if $x > 0$", "pending"),
        ("$dy/dx = 1 + x$, which is $1$ if $x = 0$", "failed"),
        ("$x$, which is $1 + 2x$ if $x > 0$", "pending"),
        ("$dy/dx - 1 = 2x$", "passed"), ("$1 - dy/dx = -2x$", "passed"),
        ("$dy/dx - 1 = x$", "failed"), (r"$\frac{dy/dx}{2} = x + 1/2$", "pending"),
        (r"$1 + 2x + 1/\infty$", "pending"), (r"$\infty$", "failed"),
    ],
)  # fmt: skip
def test_an_answer_is_told_from_its_special_cases_and_solved_for(text, expected):
    assert state(text, Expression("f", SKIP, "dy/dx")) == expected


CONSTANT = Model(
    (Symbol("w", ("d",)), Symbol("c"), Symbol("f", definition="c + 0 w^T w"),
     Symbol("J", (1, "d"), definition="df/dw")),
    indices={"j": "d"}, layout="jacobian",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$J$ is zero", "passed"), ("$J$ vanishes", "passed"), ("np.zeros((1, d))", "passed"),
        (r"$J = 0 \cdot w^T = 0$", "passed"), (r"$0$ ($1 \times d$)", "passed"),
        ("$c$ is zero", "failed"), ("$J$ isn't zero", "pending"), ("np.ones((1, d))", "failed"),
        (r"$w^T$ ($1 \times d$)", "failed"), ("w^T (1*d)", "pending"),
    ],
)  # fmt: skip
def test_zeros_in_words_and_code_and_shapes_in_brackets_are_read(text, expected):
    check = Expression("f", CONSTANT, "df/dw", "j", without=["J", "∂"], any_orientation=True)
    assert state(text, check) == expected


def test_a_size_whose_letter_is_the_unit_step_is_one_where_it_is_applied():
    model = Model((Symbol("q", ("H",)), Symbol("h", ("H",), definition="ReLU(q)")),
                  indices={"i": "H", "j": "H"})  # fmt: skip
    check = Expression("f", model, "dh_i/dq_j", "ij")
    for text, expected in (("δ_ij H(q_i)", "passed"), ("δ_ij H q_i", "failed"),
                           ("δ_ij H(-q_i)", "failed"), ("δ_ij H(H + 1)", "failed")):  # fmt: skip
        assert state(text, check) == expected, text


def test_what_a_condition_follows_from_is_not_the_condition():
    check = Expression("f", Model((Symbol("b"),)), "[b < 0]", at_switches=True)
    assert state(r"$\sigma(b) = 0 \Rightarrow b < 0$", check) == "passed"
    assert state(r"$\sigma(b) = 0 \Rightarrow b > 0$", check) != "passed"
