"""The words that people put around a formula: a right one is accepted in each, a wrong one in none.

In `phrases.txt` the second group says for which indices a formula holds.
"""

from pathlib import Path

import corpus_models
import pytest

from grader.checks.written.expression import Expression
from grader.context import Context
from grader.submission.answers import Answer, Written

TEXT = Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8")
ANY, OF_ENTRIES = (group.splitlines() for group in TEXT.split("\n\n"))


def earned(model, free, asked, text):
    check = Expression("f", corpus_models.model(model), asked, free)
    return check.judge(Context(answer=Answer("", {"f": Written(text, "answers.md:1")}))).earned


def said(phrase, left, formula):
    return phrase.replace("⏎", "\n").replace("FORMULA", formula).replace("LEFT", left)


@pytest.mark.parametrize("phrase", ANY + OF_ENTRIES)
def test_an_entry_is_found_among_the_words(phrase):
    left, right = r"\frac{\partial p_i}{\partial o_j}", r"p_i(\delta_{ij} - p_j)"
    asked = ("cmu.output", "ij", right)
    assert earned(*asked, said(phrase, left, right)) == 1
    assert earned(*asked, said(phrase, left, r"p_i(\delta_{ij} + p_j)")) == 0


@pytest.mark.parametrize("phrase", ANY)
def test_an_array_is_found_among_the_words(phrase):
    left, right = r"\nabla_w L", r"\frac{2}{N}X^\top(Xw - y)"
    asked = ("linear", "", right)
    assert earned(*asked, said(phrase, left, right)) == 1
    assert earned(*asked, said(phrase, left, r"\frac{2}{N}X(Xw - y)")) == 0
