"""Hints say what a wrong answer agrees with, and only what was tested."""

import pytest
from algebra_corpus import DIFFERENT, MODELS, pairs

from grader.algebra import NearMiss, hints, judge, question

NETWORK = MODELS["network"]


def said(truth, answer, free="", model="network", misses=()):
    chosen = MODELS[model]
    return hints(chosen.read(answer), question(chosen, truth, free), chosen, misses)


@pytest.mark.parametrize(
    ("truth", "answer", "free", "model", "hint"),
    [
        ("dL/do_j", "y_j - p_j", "j", "network", "sign is flipped"),
        ("dL/do_j", "2(p_j - y_j)", "j", "network", "2 times what"),
        ("dL/do_j", "(p_j - y_j)/2", "j", "network", "1/2 times"),
        ("dL/do", "(p-y)/M", "", "network", "M times too small"),
        ("dL/do", "M (p-y)", "", "network", "M times too large"),
        ("dp_i/do_j", "p_i(1-p_j)", "ij", "network", "right where i = j, and wrong where i ≠ j"),
        ("dp_i/do_j", "-p_i p_j", "ij", "network", "right where i ≠ j, and wrong where i = j"),
        ("dp/do", "diag(p)", "", "network", ""),
        ("dL/dW2", "h (p-y)^T", "", "network", "transpose of what is asked"),
        ("dL/dq", "W2^T(p-y)", "", "network", "a mask missing"),
        ("dL/dh_l", r"W^{(2)}_{kl}(p_k - y_k)", "l", "network", "summed over k"),
        ("dL/do_j", r"\sum_{j=1}^M (p_j - y_j)", "j", "network", "sum over j were dropped"),
        ("dL/do_j", "p_j + y_j", "j", "network", "wrong sign"),
        ("w^T v", "w v^T", "", "matrix", ""),
        ("Xw", "X^T w", "", "matrix", "transpose is in the wrong place"),
        (r"\sigma(x)", "x^2", "", "scalar", ""),
    ],
)
def test_a_hint_names_the_mistake(truth, answer, free, model, hint):
    found = said(truth, answer, free, model)
    if hint:
        assert any(hint in text for text in found), found
    else:
        assert found == ()


def test_a_near_miss_of_the_author_goes_first():
    miss = NearMiss(NETWORK.read("y - p"), "which of the two is the prediction?")
    assert said("dL/do", "-p + y", misses=[miss]) == ("which of the two is the prediction?",)
    assert said("dL/do", "2y - 2p", misses=[miss]) == ("it is -2 times what it should be",)


@pytest.mark.parametrize("pair", pairs(DIFFERENT)[::3], ids=lambda p: p.answer[:40])
def test_no_hint_prints_the_key(pair):
    found = said(pair.truth, pair.answer, pair.free, pair.model)
    assert all(len(text) < 90 for text in found)
    assert all("\\" not in text and "∂" not in text for text in found)


def test_a_right_answer_gets_no_hint():
    asked = question(NETWORK, "dL/do")
    assert judge(NETWORK.read("p - y"), asked, NETWORK).passes
    assert hints(NETWORK.read("p - y"), asked, NETWORK) == ()
