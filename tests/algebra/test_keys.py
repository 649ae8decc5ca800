"""A derived key can be written out."""

import pytest
from algebra_corpus import MODELS

from grader.algebra import question
from grader.algebra.proving.keys import derived_key_latex


@pytest.mark.parametrize(
    ("model", "truth", "free", "parts"),
    [
        ("scalar", r"\frac{\partial}{\partial x}(x^2 y)", "", ["2 x", "y"]),
        ("scalar", r"\sigma'(x)", "", [r"\frac{", "e^{"]),
        ("scalar", r"\lim_{x\to\infty}\sigma(x)", "", ["1"]),
        ("line", "dRSS/dw_0", "", ["w_{0}", "x_{1}", "y_{1}"]),
        ("scalar", r"\mathrm{ReLU}'(x)", "", ["1", r"\text{where } x > 0"]),
        ("scalar", "[x + y >= 0]", "", [r"\mathbf{1}\left[x + y \ge 0\right]"]),
        ("network", "dp_i/do_j", "ij", ["e^{o_{1}}", "e^{o_{2}}"]),
        ("network", "dL/dh", "", ["W", "h"]),
    ],
)
def test_a_derived_key_is_written_in_what_isnt_worked_out_on_the_way(model, truth, free, parts):
    written = derived_key_latex(question(MODELS[model], truth, free), MODELS[model])
    assert all(part in written for part in parts), written
