"""SymPy proves what agrees, never what doesn't, and says for which sizes."""

import pytest
from algebra_corpus import DIFFERENT, EQUAL, MODELS, Pair, pairs

from grader.algebra import Model, Outcome, Symbol, judge, judge_derivation, prove, question
from grader.algebra.judging.equality import compare
from grader.algebra.proving.proof import prove as prove_here
from grader.algebra.proving.prover import Found, Prover, prove_derivation
from grader.algebra.proving.task import task_of
from grader.algebra.proving.worker import counted

SCALAR, NETWORK = MODELS["scalar"], MODELS["network"]


@pytest.fixture(scope="module")
def prover():
    found = Prover(seconds=20)
    yield found
    found.close()


def proved(pair, prover):
    model = MODELS[pair.model]
    asked, answer = question(model, pair.truth, pair.free), model.read(pair.answer)
    return prover.prove(answer, asked, model).proof


@pytest.mark.parametrize("pair", pairs(EQUAL)[::4], ids=lambda p: f"{p.truth}=={p.answer}"[:60])
def test_equal_pairs_are_proved(pair, prover):
    assert proved(pair, prover) is not None


@pytest.mark.slow
def test_at_least_95_of_a_hundred_equal_pairs_are_proved(prover):
    found = [proved(pair, prover) is not None for pair in pairs(EQUAL)]
    assert sum(found) >= 0.95 * len(found)


@pytest.mark.parametrize("pair", pairs(DIFFERENT)[::9], ids=lambda p: f"{p.truth}!={p.answer}"[:60])
def test_different_pairs_are_not_proved(pair, prover):
    assert proved(pair, prover) is None


@pytest.mark.slow
def test_no_different_pair_is_proved(prover):
    assert [pair for pair in pairs(DIFFERENT) if proved(pair, prover)] == []


FREED = Model(
    (
        Symbol("x", ("n",)),
        Symbol("W", ("m", "n")),
        Symbol("q", ("m",), definition="W x"),
        Symbol("h", ("m",), definition="relu(q)"),
        Symbol("L", definition=r"\sum_i h_i^2"),
    ),
    indices={"i": "m", "j": "m"},
)


@pytest.mark.parametrize(
    ("truth", "answer"),
    [("dL/dq", "0 q"), ("dL/dx", "0 x"), ("dh_i/dq_j", "0"), ("dL/dW", r"\mathbf 0_{m \times n}")],
)
def test_what_hangs_on_a_quantity_isnt_cut_loose_from_it(truth, answer):
    free = "ij" if "_i" in truth else ""
    asked = question(FREED, truth, free)
    assert prove_here(FREED.read(answer), asked, FREED) is None


def test_a_proof_by_cases_and_through_definitions():
    asked = question(FREED, "dL/dx")
    found = prove_here(FREED.read("2 W^T h"), asked, FREED)
    assert found is not None
    assert found.regions > 1
    assert str(found) == "proved by SymPy for n = 2, m = 3, wherever both sides are defined"


@pytest.mark.parametrize(
    ("truth", "answer"),
    [
        ("x^2 - 1", "(x-1)(x+1)"),
        (r"\sigma'(x)", r"\sigma(x)(1-\sigma(x))"),
        (r"\tanh(x)", r"2\sigma(2x) - 1"),
        (r"\log(a b^2)", r"\log a + 2 \log b"),
        (r"\sqrt{a^2 b}", r"a \sqrt{b}"),
        (r"\cos(x+y)", r"\cos x \cos y - \sin x \sin y"),
        ("|x y|", "|x| |y|"),
        (r"\max(x, y)", r"\frac{x + y + |x - y|}{2}"),
        (r"\lim_{x \to 0} \frac{\sin x}{x}", "1"),
        (r"\lim_{x \to \infty} \tanh(x)", "1"),
        ("a^{x+y}", "a^x a^y"),
        ("Y^2", "Y"),
        ("(-1)^{n} (-1)^{n}", "1"),
        ("e^{2 x}", "(e^x)^2"),
    ],
)
def test_identities_of_every_kind(truth, answer):
    assert prove_here(SCALAR.read(answer), question(SCALAR, truth), SCALAR) is not None


@pytest.mark.parametrize(
    ("truth", "answer"),
    [("N(N-1)/2", "2N-3"), ("max(x)", "max(x_1, x_2)"), ("x_i", "x_i 1[i<=3]")],
)
def test_sizes_of_a_proof_tell_apart_what_agrees_at_small_ones(truth, answer):
    model = Model((Symbol("x", ("N",)),), indices={"i": "N"})
    asked = question(model, truth, "i" if "i" in truth else "")
    assert prove_here(model.read(answer), asked, model) is None


def test_a_judgement_gets_its_proof_and_keeps_its_outcome(prover):
    asked, answer = question(NETWORK, "dL/do_j", "j"), NETWORK.read("p_j - y_j")
    found = judge(answer, asked, NETWORK)
    assert not found.proved
    with_proof = prove(found, answer, asked, NETWORK, prover)
    assert with_proof.proved
    assert with_proof.passes
    wrong = judge(NETWORK.read("p_j"), asked, NETWORK)
    assert prove(wrong, NETWORK.read("p_j"), asked, NETWORK, prover) == wrong


def test_an_answer_in_another_order_is_proved_from_memory(prover):
    pair = Pair("scalar", "", "(x+1)^2", "x^2 + 2x + 1")
    assert proved(pair, prover)
    before = len(prover._known)
    assert proved(pair._replace(answer="1 + 2x + x^2 + 0"), prover)
    assert len(prover._known) == before


HARD = ("(x + y + z + 1)^{12}", "((x + y)^2 + 2(x + y)(z + 1) + (z + 1)^2)^6")


def test_a_proof_that_takes_too_long_costs_its_time_and_the_next_one_is_found():
    impatient = Prover(seconds=0.001)
    asked, answer = question(SCALAR, HARD[0]), SCALAR.read(HARD[1])
    assert impatient.prove(answer, asked, SCALAR) == (None, True)
    impatient.seconds = 20
    assert impatient.prove(SCALAR.read("2x"), question(SCALAR, "x + x"), SCALAR).proof
    impatient.close()


def test_a_proof_ends_by_a_count_of_work():
    task = task_of(SCALAR.read(HARD[1]), question(SCALAR, HARD[0]), SCALAR)
    assert counted(task, 5_000) == {"proof": None, "spent": True}
    assert counted(task) == {"proof": {"sizes": ({},), "regions": 1}, "spent": False}


class Untiring(Prover):
    """Finds nothing, at the cost of all its work."""

    asked = 0

    def prove(self, answer, asked, model):
        self.asked += 1
        return Found(None, spent=True)


def test_nothing_more_of_a_derivation_is_proved_after_what_took_too_much_work():
    asked, answer = question(SCALAR, "2x"), SCALAR.read("x + x = 2x = x + x = 2x")
    prover = Untiring()
    judged = judge_derivation(answer, asked, SCALAR)
    assert prove_derivation(judged, answer, asked, SCALAR, prover) == judged
    assert prover.asked == 1


def test_what_cant_be_proved_keeps_its_outcome(prover):
    asked, answer = question(SCALAR, r"\arctan(x)"), SCALAR.read(r"\arctan(\tan(\arctan(x)))")
    found = compare(answer, asked, SCALAR)
    kept = prove(found, answer, asked, SCALAR, prover)
    assert kept.outcome is found.outcome is Outcome.EQUAL
    assert not kept.proved
