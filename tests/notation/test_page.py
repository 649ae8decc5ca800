"""The notation page: every example is read as it says, in a student's answer too."""

from __future__ import annotations

import pytest

from grader.algebra import Model, Symbol, show
from grader.algebra.notation import page, readings

MODEL = Model(
    symbols=(
        Symbol("a"),
        Symbol("b"),
        Symbol("c"),
        Symbol("x"),
        Symbol("n", (), "natural"),
        Symbol("h", ("H",)),
        Symbol("q", ("H",)),
        Symbol("W2", ("M", "H")),
        Symbol("y", ("M",)),
        Symbol("o", ("M",), definition="W2 h"),
        Symbol("p", ("M",), definition="softmax(o)"),
        Symbol("yhat", ("M",)),
        Symbol("R", (), "bernoulli 1/2"),
        Symbol("L", definition=r"-\sum_k y_k \log p_k"),
    ),
    indices={"i": "M", "j": "M", "k": "M"},
)


@pytest.mark.parametrize(("text", "read"), list(page.examples()))
def test_an_example_is_read_as_it_says(text, read):
    found = readings(text, MODEL.vocabulary, [MODEL.read("x")])
    assert show(found.readings[0].tree) == read


def test_there_are_examples_of_most_constructs():
    assert len(list(page.examples())) >= 30


def test_a_page_is_brought_up_to_date():
    old = f"# How to submit\n{page.BEGIN}\nold\n{page.END}\nmore\n"
    new = page.updated(old)
    assert new.startswith("# How to submit\n")
    assert new.endswith("\nmore\n")
    assert page.section().rstrip("\n") in new
    assert page.updated(new) == new


def test_a_page_without_the_section_is_refused():
    with pytest.raises(ValueError, match="no section"):
        page.updated("# Nothing\n")
