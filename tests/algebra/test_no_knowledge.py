"""What a sheet earns that knows nothing: the questions said again, trivial steps, 0, constants."""

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
    return show(truth) if isinstance(said, (Name, Derivative)) else r"\zeta"


def definition(check):
    """What is asked, with the definition put in that the question gives."""
    truth = check.question.truth
    of = truth.of if isinstance(truth, Derivative) else truth
    name = of.base if isinstance(of, Entry) else of
    given = check.model.definitions.get(name.name) if isinstance(name, Name) else None
    if given is None or not isinstance(truth, Derivative) or of != name:
        return asked(check)
    return show(Derivative(given, truth.by))


def longest_symbol(check):
    return max((s.name for s in check.model.symbols), key=len, default="x")


SHEETS = {
    "the question": asked,
    "and nothing added": lambda check: f"{asked(check)} + 0",
    "as a chain": lambda check: f"{asked(check)} = 1*({asked(check)}) = 0 + ({asked(check)})",
    "the definition": definition,
    "with a constant": lambda check: f"({definition(check)}) + 1 - 1",
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
