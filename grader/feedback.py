"""What students see of their results: the assignment decides, before the due date and after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from grader.results import LEVELS, Failure, Level, QuestionResult, Results, Verdict

When = Literal["before", "after"]  # the due date

EXPECTED = ", expected "  # a sentence's part that says what is right


def shown(results: Results, when: When) -> Results:
    """Return the results with no more than students may see at that time."""
    level = results.feedback.before if when == "before" else results.feedback.after
    if level == LEVELS[-1]:
        return results
    return replace(results, questions=tuple(_question(q, level) for q in results.questions))


def _question(question: QuestionResult, level: Level) -> QuestionResult:
    blocked = question.blocked_by
    return replace(
        question,
        verdicts=tuple(_verdict(verdict, level) for verdict in question.verdicts),
        blocked_by=blocked if blocked is None else _failure(blocked, level),
    )


def _verdict(verdict: Verdict, level: Level) -> Verdict:
    failure = verdict.failure if verdict.failure is None else _failure(verdict.failure, level)
    reading = verdict.reading and replace(verdict.reading, counterexample=None)
    if level == "points":
        return replace(verdict, failure=failure, reading=None, items=(), remarks=())
    return replace(verdict, failure=failure, reading=reading)


def _failure(failure: Failure, level: Level) -> Failure:
    """A failure without what is right; and without its call, and what is wrong, at lower levels."""
    if failure.absent or failure.loading:  # nothing was compared: it gives nothing away
        return failure
    if level == "points":
        return Failure("points were lost", ended=failure.ended)
    kept = replace(
        failure,
        summary=failure.summary.partition(EXPECTED)[0],
        difference=None,
        data=None,
        telling=None,
        shapes=None,
    )
    if level == "case":
        return kept
    return replace(kept, driver="", arguments={}, sizes={}, seed=None, code="")
