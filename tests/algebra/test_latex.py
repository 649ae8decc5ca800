"""What is typeset reads back as what was read."""

import pytest
from algebra_corpus import EQUAL, MODELS, pairs

from grader.algebra import NotationError, latex, question
from grader.algebra.judging.equality import compare

TEXTS = sorted({(pair.model, pair.free, text) for pair in pairs(EQUAL) for text in pair[2:]})


@pytest.mark.parametrize(
    ("model", "text", "expected"),
    [
        ("scalar", "x^2/(y+1)", r"\frac{x^{2}}{y + 1}"),
        ("scalar", "-(x - y) z", r"-\left(x - y\right) z"),
        ("scalar", "2*0.5", r"2 \cdot 0.5"),
        ("scalar", "sqrt(x) + |y|", r"\sqrt{x} + |y|"),
        ("logistic", "W2^T(yhat - y)", r"W_{2}^\top \left(\hat{y} - y\right)"),
        ("network", "dL/dW1_{lm}", r"\frac{\partial L}{\partial W^{(1)}_{l,m}}"),
        ("network", "sum_k y_k log(p_k)", r"\sum_{k} \left(y_{k} \log\left(p_{k}\right)\right)"),
    ],
)
def test_formulas_are_typeset_as_one_writes_them(model, text, expected):
    assert latex(MODELS[model].read(text)) == expected


@pytest.mark.parametrize(("name", "free", "text"), TEXTS, ids=lambda t: str(t)[:50])
def test_what_is_typeset_is_read_as_the_same(name, free, text):
    model = MODELS[name]
    tree = model.read(text)
    try:
        again = model.read(latex(tree))
    except NotationError as error:
        pytest.fail(f"{latex(tree)}: {error}")
    if again != tree:
        asked = question(model, tree, free)
        assert compare(again, asked, model).passes
