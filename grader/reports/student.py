"""What a student may see of results: no hidden question, and of the others what feedback allows.

Every report for students shows the results that `for_student` returns, or the questions that
`shown` returns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.audience import for_students
from grader.feedback import LEVELS, Level
from grader.results import Failure, Item, QuestionResult, Reading, Results, Verdict

NOT_SUBMITTED = Failure("not submitted", absent=True)


def for_student(results: Results, *, closed: bool = False) -> Results:
    """Return the results as a student may see them; `closed`: the due date has passed."""
    level = results.feedback.after if closed else results.feedback.before
    seen = ("visible", "after_due_date") if closed else ("visible",)
    questions = tuple(shown(q, level) for q in results.questions if q.visibility in seen)
    called = set(_drivers(questions))
    return replace(
        results,
        questions=questions,
        notes=tuple(note for note in results.notes if note.audience == "student"),
        drivers={name: text for name, text in results.drivers.items() if name in called},
        seed=0,
        facts={name: fact for name, fact in results.facts.items() if name == "confinement"},
    )


def shown(question: QuestionResult, level: Level) -> QuestionResult:
    """Return a question with what a level of feedback allows; its points stay."""
    rank = LEVELS.index(level)
    if level == "points":
        verdicts: tuple[Verdict, ...] = (_points(question),)
    else:
        verdicts = tuple(shown_verdict(verdict, level) for verdict in question.verdicts)
    blocked = question.blocked_by
    return replace(
        question,
        verdicts=verdicts,
        # what the student's code prints may be its arguments
        output=question.output if rank >= LEVELS.index("case") else "",
        blocked_by=_failure(blocked, rank) if blocked and level != "points" else None,
    )


def _drivers(questions: tuple[QuestionResult, ...]) -> Iterator[str]:
    for question in questions:
        for failure in (question.blocked_by, *(v.failure for v in question.verdicts)):
            if failure:
                yield failure.driver


def _points(question: QuestionResult) -> Verdict:
    """All checks as one: neither their number nor their names show."""
    earned, pending = question.shares
    failure = NOT_SUBMITTED if question.absent else None
    return Verdict(question.title, question.kind, earned=earned, pending=pending, failure=failure)


def shown_verdict(verdict: Verdict, level: Level) -> Verdict:
    """Return one check's verdict with what a level of feedback allows."""
    verdict, rank = for_students(verdict), LEVELS.index(level)
    if level == "expected":
        return verdict
    if level == "points":
        lost = Failure("points were lost") if verdict.lost else None
        bare = Verdict(verdict.check, verdict.kind, verdict.weight, verdict.guard)
        return replace(bare, earned=verdict.earned, pending=verdict.pending, failure=lost)
    return replace(
        verdict,
        failure=_failure(verdict.failure, rank) if verdict.failure else None,
        remarks=(),  # a test's own words, which quote values
        reading=_reading(verdict.reading, rank) if verdict.reading else None,
        items=tuple(Item(item.text.partition(": ")[0], item.state) for item in verdict.items),
        curves={},
    )


def _reading(reading: Reading, rank: int) -> Reading:
    """Two sides of a student's own step are a case; the value of the answer is expected."""
    own = reading.wrong_step is not None
    keep = own and rank >= LEVELS.index("case")
    return reading if keep else replace(reading, counterexample=None)


def _failure(failure: Failure, rank: int) -> Failure:
    if rank == LEVELS.index("expected"):
        return failure
    found = replace(
        failure,
        summary=_summary(failure, rank),
        difference=None,
        data=None,
        telling=_failure(failure.telling, rank) if failure.telling else None,
    )
    if rank >= LEVELS.index("case"):
        return found
    return replace(found, driver="", arguments={}, code="", sizes={}, seed=None, outputs={})


def _summary(failure: Failure, rank: int) -> str:
    """The fault without the values in it."""
    differs = failure.difference or failure.data
    if differs and not (failure.code and rank < LEVELS.index("case")):
        return f"{differs.name} is wrong"
    summary = failure.summary.partition(", expected ")[0]
    if failure.loading or failure.ended or rank >= LEVELS.index("case"):
        return summary
    if failure.code:  # the call that goes wrong is named with its arguments
        return "a sequence of calls goes wrong"
    # the message of an exception may hold the arguments
    return summary.partition(":")[0] if failure.malformed else summary
