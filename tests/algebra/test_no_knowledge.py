"""What a sheet earns that knows nothing: the questions dressed up, trivial steps, constants."""

from functools import cache
from pathlib import Path

import pytest

from grader import loading
from grader.algebra import show
from grader.algebra.tree import Derivative, Entry, Name
from grader.checks.written.expression import Expression
from grader.checks.written.numbers import Numbers
from grader.context import Context
from grader.submission.answers import Answer, Written

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[2]
HOMEWORKS = sorted(path.parent.name for path in (ROOT / "reference").glob("*/assignment.py"))


@cache
def loaded(name):
    return loading.load(ROOT / "reference" / name).assignment


def checks(name):
    """Each check of a formula with the points that it is worth."""
    for question in loaded(name).questions:
        whole = sum(check.weight for check in question.checks)
        for check in question.checks:
            if isinstance(check, Expression) and not isinstance(check, Numbers):
                yield check, question.points * check.weight / whole


def asked(check):
    """What the question says is asked; an explicit key isn't said."""
    truth = check.question.truth
    said = truth.base if isinstance(truth, Entry) else truth
    named = isinstance(said, Name) and said.name in check.model.definitions
    return show(truth) if named or isinstance(said, Derivative) else r"\zeta"


def definition(check):
    """What is asked, with the definition put in that the question gives."""
    truth = check.question.truth
    of = truth.of if isinstance(truth, Derivative) else truth
    name = of.base if isinstance(of, Entry) else of
    given = check.model.definitions.get(name.name) if isinstance(name, Name) else None
    if given is None or not isinstance(truth, Derivative) or of != name:
        return asked(check)
    return show(Derivative(given, truth.by))


def derivative(check, form):
    """What is asked in another notation of derivatives, if it is one."""
    truth = check.question.truth
    if not isinstance(truth, Derivative):
        return asked(check)
    return form.replace("OF", show(truth.of)).replace("BY", show(truth.by))


def longest_symbol(check):
    return max((s.name for s in check.model.symbols), key=len, default="x")


PRINTED = {  # what is asked, its definition, and the end that the question prints
    "sigma'(x)": (r"\frac{d}{dx} \frac{1}{1+e^{-x}}", r"\sigma(x) (1 - \sigma(x))"),
    "tanh(x)": (r"\frac{e^x - e^{-x}}{e^x + e^{-x}}", r"2\sigma(2x) - 1"),
    "∂L/∂o": (r"\nabla_o L", "p - y"),
    "∂L/∂b2": (r"\nabla_{b^{(2)}} L", "p - y"),
    "∂L/∂h": (r"\nabla_h L", r"W^{(2)\top} \nabla_o L"),
    "∂L/∂W2": (r"\nabla_{W^{(2)}} L", r"\nabla_o L h^\top"),
    "L": (r"E_R[\|y - (R \odot X) w\|^2]", r"\|y - p X w\|^2 + p (1 - p) \|\Gamma w\|^2"),
}


def printed(check, form):
    """The end that the question prints, if it does, in a form."""
    if not check.printed:
        return asked(check)
    truth = show(check.question.truth)
    definition, end = PRINTED[truth]
    if truth == "L" and "Gamma" not in check.model.by_name:
        definition, end = "E[(y - R X w)^2]", "(y - p X w)^2 + p (1 - p) (X w)^2"
    return form.replace("ASKED", truth).replace("DEFINED", definition).replace("END", end)


SHEETS = {
    "the question": asked,
    "its end": lambda check: printed(check, "END"),
    "its end as a chain": lambda check: printed(check, "ASKED = DEFINED = END"),
    "its end, and an identity": lambda check: printed(
        check, "(x + 1)^2 = x^2 + 2x + 1$. Therefore $END"
    ),
    "and nothing added": lambda check: f"{asked(check)} + 0",
    "as a chain": lambda check: f"{asked(check)} = 1*({asked(check)}) = 0 + ({asked(check)})",
    "the definition": definition,
    "with a constant": lambda check: f"({definition(check)}) + 1 - 1",
    "under another name": lambda check: rf"\gamma$ where $\gamma = {asked(check)}",
    "under a name before": lambda check: rf"\text{{Let }} \gamma = {asked(check)}$, then $\gamma",
    "as a name's chain": lambda check: rf"\gamma = {asked(check)} = \gamma + 0",
    "by a macro": lambda check: rf"\newcommand{{\ans}}{{{asked(check)}}} \ans",
    "among words": lambda check: f"Clearly, it is ${asked(check)}$ as was to be shown",
    "with a sum of zeros": lambda check: rf"({asked(check)}) + \sum_{{m=1}}^{{3}} 0",
    "as a limit": lambda check: rf"\lim_{{\epsilon \to 0}} ({asked(check)} + \epsilon)",
    "as an integral": lambda check: rf"\int_0^1 ({asked(check)}) dt",
    "as bounds": lambda check: rf"\int_0^{{{asked(check)}}} 1 dt",
    "as a mean": lambda check: f"E[{asked(check)}]",
    "as a maximum": lambda check: rf"\max({asked(check)}, {asked(check)})",
    "undone": lambda check: rf"\log(\exp({asked(check)}))",
    "turned twice": lambda check: f"(({asked(check)})^T)^T",
    "in cases": lambda check: (
        rf"\begin{{cases}} {asked(check)} & x > 0 \\ "
        rf"{asked(check)} & \text{{otherwise}} \end{{cases}}"
    ),
    "as a gradient": lambda check: derivative(check, r"\nabla_{BY} (OF + 3)"),
    "as a total derivative": lambda check: derivative(check, r"\frac{d}{d BY} [OF + 7]"),
    "with an index": lambda check: derivative(check, r"\partial_{BY} OF"),
    "with a prime": lambda check: derivative(check, "OF'(BY)"),
    "in numpy": lambda check: derivative(check, "np.gradient(OF, BY)"),
    "as a quotient": lambda check: derivative(
        check, r"\lim_{h \to 0} \frac{OF(BY + h) - OF(BY)}{h}"
    ),
    "one": lambda check: "1",
    "a constant": lambda check: "0.7391",
    "the longest name": longest_symbol,
    "a name twice": lambda check: f"{longest_symbol(check)} = {longest_symbol(check)} + 0",
}


def earned(check, text):
    answer = Answer("answers.md", {check.field: Written(f"${text}$", "answers.md, line 1")})
    return check.judge(Context(answer=answer)).earned


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("name", HOMEWORKS)
def test_a_sheet_that_knows_nothing_earns_under_one_percent(name, sheet):
    total = sum(question.points for question in loaded(name).questions)
    found = [
        (check, points * earned(check, SHEETS[sheet](check))) for check, points in checks(name)
    ]
    paid = [(check.field, SHEETS[sheet](check), points) for check, points in found if points]
    assert sum(points for _, points in found) < 0.01 * total, paid
