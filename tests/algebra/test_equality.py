"""The judge is judged: no equal pair is rejected, no different pair accepted."""

from fractions import Fraction

import pytest
from algebra_corpus import DIFFERENT, EQUAL, MODELS, Pair, pairs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.algebra import (
    Function,
    Model,
    Outcome,
    Policy,
    Symbol,
    compare,
    judge,
    judge_derivation,
    question,
)  # fmt: skip
from grader.algebra.notation import readings
from grader.algebra.tree import (
    Equation,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)

SCALAR = MODELS["scalar"]
NETWORK = MODELS["network"]
FAST = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def judged(pair: Pair, seed: int = 0):
    model = MODELS[pair.model]
    asked = question(model, pair.truth, pair.free)
    return compare(model.read(pair.answer), asked, model, seed=seed)


def test_the_corpus_is_as_large_as_it_should_be():
    assert len(pairs(EQUAL)) >= 150
    assert len(pairs(DIFFERENT)) >= 150
    assert len(set(pairs(EQUAL)) | set(pairs(DIFFERENT))) == len(pairs(EQUAL) + pairs(DIFFERENT))


@pytest.mark.parametrize("pair", pairs(EQUAL), ids=lambda p: f"{p.truth}=={p.answer}"[:60])
def test_equal_pairs_pass(pair):
    found = judged(pair)
    assert found.outcome is Outcome.EQUAL, found
    assert found.passes


@pytest.mark.parametrize("pair", pairs(DIFFERENT), ids=lambda p: f"{p.truth}!={p.answer}"[:60])
def test_different_pairs_fail(pair):
    found = judged(pair)
    assert found.passes is False, found
    assert found.outcome in (Outcome.DIFFERENT, Outcome.WRONG_SHAPE)
    assert found.reason or found.counterexample


def verdict(truth, answer, policy=None, model=SCALAR, free=""):
    return judge(model.read(answer), question(model, truth, free, policy), model)


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("1[x>0]", "1[x>=0]"),
        (r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}", "1[x>=0]"),
        ("sign(x)", "2*1[x>0]-1"),
    ],
)
def test_a_difference_on_the_switch_alone_is_the_policys_affair(truth, answer):
    lenient = verdict(truth, answer)
    strict = verdict(truth, answer, Policy(at_switches=True))
    assert lenient.outcome is strict.outcome is Outcome.ALMOST_EVERYWHERE
    assert lenient.passes
    assert strict.passes is False
    assert lenient.counterexample is not None


def test_any_value_passes_where_the_truth_has_none():
    for value in ("0", "1", "7"):
        answer = rf"\begin{{cases}} 1 & x > 0 \\ 0 & x < 0 \\ {value} & x = 0 \end{{cases}}"
        assert verdict("ReLU'(x)", answer).outcome is Outcome.EQUAL


@pytest.mark.parametrize(
    ("truth", "answer"),
    [(r"\log(x^2)", r"2\log(x)"), ("x", r"\sqrt{x}^2"), (r"x", r"e^{\log x}")],
)
def test_different_domains_go_to_a_person_unless_the_policy_lets_them_pass(truth, answer):
    found = verdict(truth, answer)
    assert found.outcome is Outcome.WHERE_DEFINED
    assert found.passes is None
    assert verdict(truth, answer, Policy(domains=False)).passes


def test_an_answer_that_names_what_is_asked_is_no_answer():
    found = verdict("dL/dh_l", r"\frac{\partial L}{\partial h_l}", model=NETWORK, free="l")
    assert found.outcome is Outcome.RESTATED
    assert found.passes is False
    assert verdict("o", "o", model=NETWORK).outcome is Outcome.RESTATED
    assert verdict("o", "W2 h + b2", model=NETWORK).passes


@pytest.mark.parametrize(
    ("asked", "free", "answer", "passes"),
    [
        ("w_{kj}/2", "kj", r"\frac12 w_{kj}", True),
        ("w_{kj}/2", "kj", "w_{kj}", False),
        (r"w_{k0} + \sum_{j=1}^M w_{kj}", "k", r"w_{k0} + \sum_j w_{kj}", True),
        (r"w_{k0} + \sum_{j=1}^M w_{kj}", "k", r"\sum_{j=0}^M w_{kj}", True),
        (r"w_{k0} + \sum_{j=1}^M w_{kj}", "k", r"\sum_j w_{kj}", False),
    ],
)
def test_an_index_leaves_the_bias_at_0_out_where_the_model_says_what_it_runs_over(
    asked, free, answer, passes
):
    biased = Model((Symbol("w", ("K", "M+1"), start=(1, 0)),), indices={"k": "K", "j": "M"})
    assert verdict(asked, answer, model=biased, free=free).passes is passes


def test_the_whole_derivative_is_no_answer_to_its_entries():
    for answer in (r"\frac{\partial L}{\partial h}", r"\nabla_h[L]"):
        found = verdict("dL/dh_l", answer, model=NETWORK, free="l")
        assert found.outcome is Outcome.RESTATED


def test_a_derived_symbol_that_is_asked_is_no_answer_to_itself():
    for answer in ("L", "L + 0"):
        assert verdict("L", answer, model=NETWORK).outcome is Outcome.RESTATED
    assert verdict("L", r"-y^T \log(p)", model=NETWORK).passes
    assert verdict("x", "x", model=NETWORK).passes
    for answer in ("q", "q_l"):
        assert verdict("q_l", answer, model=NETWORK, free="l").outcome is Outcome.RESTATED


def test_no_entry_of_what_is_asked_is_an_answer_and_not_all_of_it_either():
    for answer in ("dp/do", "dp_i/do_j", "dp_j/do_i"):
        assert verdict("dp_i/do_j", answer, model=NETWORK, free="ij").outcome is Outcome.RESTATED
    assert verdict("dL/do_j", "dL/do", model=NETWORK, free="j").outcome is Outcome.RESTATED
    chain = question(NETWORK, "dL/do_j", "j")
    assert judge_derivation(NETWORK.read("p - y = dL/do"), chain, NETWORK).passes


def test_a_matrix_is_divided_by_another_only_where_that_has_one_reading():
    matrices = (Symbol("A", ("n", "m")), Symbol("B", ("n", "m")), Symbol("C", ("n", "n")))
    model = Model(matrices, indices={"i": "n", "j": "m"})
    assert verdict("A_ij/B_ij", r"\frac{A}{B}", model=model, free="ij").passes
    assert verdict("C", r"\frac{C}{C}", model=model).passes is None


def test_a_row_passes_for_a_column_only_where_the_policy_says_so():
    row = "(p-y)^T"
    assert verdict("dL/do", row, model=NETWORK).outcome is Outcome.WRONG_SHAPE
    assert verdict("dL/do", row, Policy(any_orientation=True), model=NETWORK).passes


@pytest.mark.parametrize("answer", ["p * y", "p y", r"p \cdot y", "(p - y)y + y ⊙ y"])
def test_products_of_columns_that_are_right_entry_by_entry_go_to_a_person(answer):
    found = verdict("p ⊙ y", answer, model=NETWORK)
    assert found.outcome is Outcome.UNDECIDED
    assert "entrywise" in found.reason or "entry by entry" in found.reason
    assert verdict("p ⊙ y", f"-({answer})", model=NETWORK).passes is False


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("W1 p", "doesn't fit"),
        ("W2 + b2", "a sum of"),
        ("p h", "write a^T b"),
        ("p y", "two readings"),
        ("p(1 - y)", "two readings"),
        ("p ⊙ h", "entrywise product"),
        ("p_k - y_k", "'k' is left over"),
        (r"\sum_{k=1}^{9} y_k p", "out of range"),
        ("h", "is asked"),
        ("p = y", ""),
    ],
)
def test_arrays_that_do_not_fit_are_of_the_wrong_shape_and_it_says_why(answer, words):
    if not words:
        with pytest.raises(ValueError, match="step by step"):
            verdict("dL/do", answer, model=NETWORK)
        return
    found = verdict("dL/do", answer, model=NETWORK)
    assert found.outcome is Outcome.WRONG_SHAPE
    assert words in found.reason


@pytest.mark.parametrize(
    ("truth", "answer", "words"),
    [
        ("p ⊙ y", "p y", "two readings"),
        (r"\sum_k p_k y_k", "p y", "two readings"),
        ("p y^T", "p y", "two readings"),
        ("p ⊙ p (p^T y)", r"(p * p)(p \cdot y)", "two readings"),
        ("do/db2", "diag(1)", "how long"),
        (
            "dL/dW2",
            r"\frac{\partial L}{\partial o} \frac{\partial o}{\partial W^{(2)}}",
            "which axes",
        ),
    ],
)
def test_a_product_or_diagonal_that_may_be_meant_rightly_goes_to_a_person(truth, answer, words):
    found = verdict(truth, answer, model=NETWORK)
    assert found.outcome is Outcome.UNDECIDED
    assert words in found.reason


def test_a_jacobian_layout_makes_a_scalars_derivative_a_row():
    model = Model((Symbol("w", ("d",)),), layout="jacobian")
    asked = question(model, r"\frac{\partial}{\partial w}(w^T w)")
    assert judge(model.read("2*w^T"), asked, model).passes
    assert judge(model.read("2w"), asked, model).outcome is Outcome.WRONG_SHAPE


def test_entries_stand_for_a_row_in_a_jacobian_layout_alone():
    for layout, passes in (("jacobian", True), ("gradient", False)):
        model = Model((Symbol("w", ("d",)),), indices={"j": "d"}, layout=layout)
        asked = question(model, "2w^T", "j")
        assert judge(model.read("2w_j"), asked, model).passes is passes
        assert judge(model.read("w_j"), asked, model).passes is False
        assert judge(model.read("2w"), asked, model).passes is False


def test_a_letter_may_stand_for_a_fixed_whole_number():
    model = Model((Symbol("z", ("K",)),), sizes={"i": 1, "j": 2})
    asked = question(model, r"\frac{\partial (z_i z_j)}{\partial z_j}")
    assert judge(model.read("z_i"), asked, model).passes
    assert judge(model.read(r"z_i + \delta_{ij} z_j"), asked, model).passes
    assert judge(model.read("z_j"), asked, model).passes is False


def test_letters_may_stand_for_one_pair_of_numbers_after_another():
    model = Model((Symbol("z", ("K",)),), sizes={"i": (1, 3, 2), "j": (2, 1, 3)})
    asked = question(model, "z_i z_j")
    assert judge(model.read("z_j z_i"), asked, model).passes
    for wrong in ("z_1 z_2", "i z_i z_j", "z_i z_{i+1}", "(j - i) z_i z_j", "(j - i)^2 z_i z_j"):
        assert judge(model.read(wrong), asked, model).passes is False, wrong
    assert Model.from_dict(model.to_dict()).sizes == model.sizes
    with pytest.raises(ValueError, match="as many"):
        Model(sizes={"i": (1, 2), "j": (1, 2, 3)})


def test_arithmetic_with_infinity_is_undecided():
    model = Model((Symbol("x"),))
    asked = question(model, "0 x")
    assert judge(model.read(r"1/\infty"), asked, model).passes is None
    assert judge(model.read(r"-\infty"), asked, model).passes is False


def test_the_arguments_of_an_entry_are_no_factor():
    model = Model((Symbol("x", ("n",)), Symbol("f", ("n",), definition="x^2", aliases=("f(x)",))),
                  indices={"i": "n"})  # fmt: skip
    assert model.read("f_i(x)") == model.read("f(x)_i") == model.read("f_i")


def test_a_size_is_not_the_number_it_happens_to_have():
    model = Model((Symbol("x", ("N",)),))
    asked = question(model, r"\frac{1}{N}\sum_i x_i")
    for number in (2, 3, 4, 5):
        assert judge(model.read(rf"\frac{{1}}{{{number}}}\sum_i x_i"), asked, model).passes is False


def test_a_rare_branch_is_visited():
    assert verdict("max(x - 1000, 0)", "0").outcome is Outcome.DIFFERENT
    assert verdict(r"\begin{cases} x & x > 3000 \\ 0 & x \le 3000\end{cases}", "0").passes is False


def test_zero_stands_for_an_array_of_zeros():
    model = MODELS["matrix"]
    assert verdict(r"\frac{\partial y}{\partial w}", "0", model=model).passes


def test_what_cannot_be_worked_out_is_undecided_and_never_wrong():
    found = verdict("x", r"\sum_{m=1}^{10000} x")
    assert found.outcome is Outcome.UNDECIDED
    assert found.passes is None
    assert verdict("w^T (X^T X)(X^T X) w", "w^T (X^TX)^2 w", model=MODELS["matrix"]).passes is None


def test_the_same_seed_gives_the_same_judgement():
    pair = pairs(DIFFERENT)[80]
    assert judged(pair, 5) == judged(pair, 5)
    assert judged(pair, 5) != judged(pair, 6)


def test_a_counterexample_says_where_and_what():
    found = verdict("dp_i/do_j", "p_i(1-p_j)", model=NETWORK, free="ij").counterexample
    assert found is not None
    assert len(found.index) == 2
    assert found.index[0] != found.index[1]
    assert found.answer != found.truth
    assert dict(found.point)["M"] in ("2", "4")


# --- chains -----------------------------------------------------------------------------------


def test_a_right_derivation_passes():
    text = r"""\frac{\partial L}{\partial h_l} = \sum_k \frac{\partial L}{\partial o_k}
        \frac{\partial o_k}{\partial h_l} = \sum_k (p_k-y_k) W^{(2)}_{kl}"""
    found = judge_derivation(NETWORK.read(text), question(NETWORK, "dL/dh_l", "l"), NETWORK)
    assert found.passes
    assert found.first_wrong is None


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (r"p_j - y_j = \sum_k y_k (p_j - \delta_{jk}) = \frac{\partial L}{\partial o_j}", True),
        (r"p_j - y_j = p_j + y_j = \frac{\partial L}{\partial o_j}", False),
        (r"\frac{\partial L}{\partial o_j} = p_j - y_j = \frac{\partial L}{\partial o_j}", True),
        (r"\frac{\partial L}{\partial o_j} = \frac{\partial L}{\partial o_j}", False),
    ],
)
def test_a_derivation_may_lead_from_the_result_to_what_is_asked(text, passes):
    found = judge_derivation(NETWORK.read(text), question(NETWORK, "dL/do_j", "j"), NETWORK)
    assert found.passes is passes


def test_the_first_wrong_step_is_named_though_the_end_is_right():
    text = r"\frac{\partial L}{\partial o_j} = -(p_j - y_j) = p_j + y_j = p_j - y_j"
    found = judge_derivation(NETWORK.read(text), question(NETWORK, "dL/do_j", "j"), NETWORK)
    assert found.first_wrong == 0
    assert [step.judgement.passes for step in found.steps] == [False, False, False]
    assert found.end is not None
    assert found.end.passes
    assert found.passes is False


@pytest.mark.parametrize(
    ("chain", "end", "passes"),
    [
        ("(dL/dh)(dh/dq)", r"W_2^T (p - y) \odot [q > 0]", True),
        ("(dL/dh)(dh/dq)", "W_2^T (p - y)", False),
        ("(dL/dh)(dq/dh)", r"W_2^T (p - y) \odot [q > 0]", None),
    ],
)
def test_a_chain_rule_is_right_in_any_layout(chain, end, passes):
    tree = NETWORK.read(f"dL/dq = {chain} = {end}")
    assert judge_derivation(tree, question(NETWORK, "dL/dq"), NETWORK).passes is passes


@pytest.mark.parametrize(
    ("answer", "passes"),
    [
        ("f'(x) ≈ (f(x + h) - f(x))/h", True),
        ("f'(x) ≈ (f(x + h) - f(x))/(2 h)", False),
        ("f'(x) ≈ x + h ≈ (f(x + h) - f(x))/h", False),  # no step to be counted
    ],
)
def test_an_approximation_is_judged_by_its_end(answer, passes):
    model = Model((Symbol("x"), Symbol("h", (), "positive")), (Function("f", "x^3"),))
    asked = question(model, "(f(x + h) - f(x))/h")
    assert judge_derivation(model.read(answer), asked, model).passes is passes


@pytest.mark.parametrize(("answer", "passes"), [("p_i", False), ("p_u", None)])
def test_a_letter_that_the_question_does_not_know_is_for_a_person(answer, passes):
    model = Model((Symbol("p", ("M",)),), indices={"i": "M"})
    tree = readings(answer, model.vocabulary, [model.read("p^T p")]).readings[0].tree
    assert judge(tree, question(model, "p^T p"), model).passes is passes


def test_an_equality_that_may_be_an_assignment_is_for_a_person():
    for text, passes in (("x = x - y", None), ("x := x - y", True), ("x = x + y", False)):
        found = judge_derivation(SCALAR.read(text), question(SCALAR, "x - y"), SCALAR)
        assert found.passes is passes


def test_a_symbol_that_is_the_key_may_end_a_derivation():
    model = Model((Symbol("b"), Symbol("z"), Symbol("y", definition="z - z + b")))
    found = judge_derivation(model.read("y = (z - z) + b = b"), question(model, "b"), model)
    assert found.passes
    wrong = judge_derivation(model.read("y = z - z + b"), question(model, "2b"), model)
    assert wrong.passes is False


def test_a_true_derivation_of_something_else_fails_at_its_end():
    found = judge_derivation(
        NETWORK.read("p_j = p_j + 0"), question(NETWORK, "dL/do_j", "j"), NETWORK
    )
    assert found.first_wrong is None
    assert found.end is not None
    assert found.end.passes is False


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (r"\frac{1}{1+e^{-0.8}} \approx 0.690", True),
        (r"\frac{1}{1+e^{-0.8}} \approx 0.69", True),
        (r"\frac{1}{1+e^{-0.8}} \approx 0.691", False),
        (r"\frac{1}{1+e^{-0.8}} = 0.690", False),
        (r"2 e^3 \approx 2 \cdot 20.086 \approx 40.171", True),  # 20.086 is up to 0.0005 off
        (r"2 e^3 \approx 2 \cdot 20.09 \approx 40.18", True),
        (r"2 e^3 \approx 2 \cdot 20.1 \approx 40.171", False),
        (r"0.690 \cdot 0.1 \approx 0.069", True),
        (r"0.622 \cdot 2 \approx 1.245", True),
        (r"0.622 \cdot 2 \approx 1.254", False),
        (r"0.5 \cdot 2.489 \approx 1.250", False),
        (r"-1.452 \cdot 1.5 - 1.245 \cdot 2 \approx -4.668", True),
    ],
)
def test_decimals_after_an_approximate_sign_are_rounded_numbers(text, passes):
    model = Model()
    found = judge_derivation(model.read(text), None, model)
    assert found.passes is passes


# --- generated pairs --------------------------------------------------------------------------

LEAVES = st.sampled_from(
    [Name("x"), Name("y"), Name("a"), Number(Fraction(2)), Number(Fraction(3))]
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda a, b: Sum((a, b)), inner, inner),
        st.builds(lambda a, b: Product((a, b)), inner, inner),
        st.builds(Negative, inner),
        st.builds(lambda a: Power(a, Number(Fraction(2))), inner),
    ),
    max_leaves=6,
)


@FAST
@given(TREES, TREES, TREES)
def test_rearranged_expressions_are_equal(a, b, c):
    left = Product((a, Sum((b, c))))
    right = Sum((Product((c, a)), Negative(Product((Negative(b), a)))))
    assert judge(right, question(SCALAR, left), SCALAR).passes


@FAST
@given(TREES, st.sampled_from([1, -1, 2]), st.integers(1, 9))
def test_expressions_that_are_a_little_off_are_different(tree, sign, power):
    small = Quotient(
        Number(Fraction(sign)) if sign > 0 else Negative(Number(Fraction(1))),
        Number(Fraction(10**power)),
    )
    found = judge(Sum((tree, small)), question(SCALAR, tree), SCALAR)
    assert found.outcome is Outcome.DIFFERENT


@FAST
@given(TREES)
def test_an_expression_and_its_derivative_by_hand_agree(tree):
    x = Name("x")
    asked = question(SCALAR, SCALAR.read("0"))
    assert judge(Sum((tree, Negative(tree))), asked, SCALAR).passes
    chain = Equation((Product((x, tree)), Product((tree, x))), ("=",))
    assert judge_derivation(chain, None, SCALAR).passes


def test_a_declared_function_stands_for_its_body():
    model = Model((Symbol("x"),), (Function("phi", "x^2 + 1", aliases=(r"\phi",)),))
    assert judge(model.read("x^2+1"), question(model, r"\phi(x)"), model).passes
    assert judge(model.read("2x"), question(model, r"\phi'(x)"), model).passes


SERIES = Model((Symbol("g", (), "unit"), Symbol("x")))


@pytest.mark.parametrize(
    ("series", "value"),
    [
        (r"\sum_{t=0}^\infty g^t", "1/(1 - g)"),
        (r"\sum_{k=1}^\infty k g^k", "g/(1 - g)^2"),
        (r"\sum_{k=0}^\infty \frac{x^k}{k!}", "e^x"),
        (r"\sum_{k=0}^\infty \frac{(-1)^k x^{2k+1}}{(2k+1)!}", r"\sin(x)"),
        (r"\sum_{k=0}^\infty (1/2)^k", "2"),
    ],
)
def test_an_infinite_series_is_summed(series, value):
    for one, other in ((series, value), (value, series)):
        assert judge(SERIES.read(one), question(SERIES, other), SERIES).passes
    wrong = SERIES.read(f"{value} + x/1000")
    assert judge(wrong, question(SERIES, series), SERIES).passes is False


@pytest.mark.parametrize(
    ("series", "value"),
    [(r"\sum_{k=1}^\infty 1/k^2", r"\pi^2/6"), (r"\sum_{k=1}^\infty x^k", "x/(1 - x)")],
)
def test_a_series_that_falls_slowly_or_grows_is_not_refused(series, value):
    assert judge(SERIES.read(series), question(SERIES, value), SERIES).passes is not False
