"""The corpus of written formulas: right answers are accepted, wrong ones never are."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import NamedTuple

import corpus_models
import formulas
import pytest
from typing_extensions import override

from grader.algebra import Question, question, show
from grader.algebra.tree import Apply, Derivative, walk
from grader.checks.written.expression import Expression
from grader.context import Context
from grader.submission.answers import Answer, Written

ENTRIES = list(formulas.entries())
ACCEPTED = 0.95  # of the right answers


class Given(Expression):
    """A question that may be answered in terms of derivatives that its model or its key names."""

    @cached_property
    @override
    def question(self) -> Question:
        definitions = self.model.definitions
        named = [d for name, d in definitions.items() if name != self.asked]
        given = [show(d) for d in named if isinstance(d, Derivative) and "new" in definitions]
        rates = "beta1" in self.model.by_name
        given += [show(d) for d in named if isinstance(d, Derivative) and rates]
        key = self.model.read(self.asked or "")
        inside = [n for n in walk(key) if isinstance(n, Apply) and n.order and n != key]
        given += [node.function + "'" * node.order for node in inside] + [*self.in_terms_of]
        return question(self.model, self.asked or "", self.free, self.policy, in_terms_of=given)


class Judged(NamedTuple):
    """How an entry was judged: `accepted`, `pending` or `refused`, and what it was read as."""

    entry: formulas.Entry
    outcome: str
    reading: str


def judged(entry: formulas.Entry) -> Judged:
    model = corpus_models.model(entry.model)
    check = Given("f", model, entry.asked, entry.free, in_terms_of=entry.given)
    verdict = check.judge(Context(answer=Answer("", {"f": Written(entry.text, entry.place)})))
    outcome = "pending" if verdict.pending else "accepted" if verdict.earned == 1 else "refused"
    return Judged(entry, outcome, verdict.reading.plain if verdict.reading else verdict.reason)


@pytest.fixture(scope="module", params=[pytest.param(1, marks=pytest.mark.slow), 24])
def outcomes(request: pytest.FixtureRequest) -> list[Judged]:
    """Every entry in the slow run, every 24th in the ordinary one."""
    return [judged(entry) for entry in ENTRIES[:: request.param]]


def described(found: list[Judged]) -> str:
    return "\n".join(
        f"{j.entry.place}: {j.outcome}: {j.entry.text}\n  -> {j.reading}" for j in found
    )


def test_the_corpus_is_large():
    count = Counter(entry.right for entry in ENTRIES)
    assert count[True] >= 600
    assert count[False] >= 300


def test_right_answers_are_accepted(outcomes):
    right = [j for j in outcomes if j.entry.right]
    rest = [j for j in right if j.outcome != "accepted"]
    assert len(rest) <= (1 - ACCEPTED) * len(right), described(rest)


def test_no_wrong_answer_is_accepted(outcomes):
    wrong = [j for j in outcomes if not j.entry.right and j.outcome == "accepted"]
    assert not wrong, described(wrong)


def test_hardly_any_right_answer_is_refused(outcomes):
    right = [j for j in outcomes if j.entry.right]
    refused = [j for j in right if j.outcome == "refused"]
    assert len(refused) <= 0.01 * len(right), described(refused)
