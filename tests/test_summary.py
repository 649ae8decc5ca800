"""The table that `grader grade` prints: a row for each submission, whose points add up."""

import io
from pathlib import Path

from rich.console import Console

from grader.reports.summary import remark, row, show
from grader.results import Failure, QuestionResult, Results, Verdict

EARNED = Verdict("one", earned=1.0)
PENDING = Verdict("one", pending=1.0)
LOST = Verdict("one", failure=Failure("wrong"))
ABSENT = Verdict("one", failure=Failure("not submitted", absent=True))


def graded(name, *verdicts, problem=""):
    questions = tuple(
        QuestionResult(str(number), "A question", "code", 2.0 ** (number - 1), (verdict,))
        for number, verdict in enumerate(verdicts, 1)
    )
    return Results("A homework", name, questions, seed=0, problem=problem)


def printed(*results, unchanged=0):
    text = io.StringIO()
    title = f"A homework: {results[0].points:g} points"
    console = Console(width=120, file=text)
    rows = [row(one) for one in results]
    show(rows, console, title=title, unchanged=unchanged, seconds=1.0, out=Path("out"))
    return [" ".join(line.split()) for line in text.getvalue().splitlines()]


def test_points_are_earned_pending_lost_or_missing():
    lines = printed(graded("ada", EARNED, PENDING, LOST, ABSENT), graded("eve", *[EARNED] * 4))
    assert lines[:4] == [
        "A homework: 15 points",
        "submission earned pending lost missing",
        "ada 1 2 4 8 lost in 3",
        "eve 15",
    ]


def test_last_line_counts_what_needs_review_and_where_results_are():
    lines = printed(graded("ada", PENDING), graded("eve", EARNED))
    assert lines[-1] == (
        "2 submissions graded in 1.0 s; 1 with points that need review. "
        "Results: out/<submission>/results.json"
    )


def test_last_line_counts_what_has_not_changed():
    lines = printed(graded("ada", EARNED), graded("eve", EARNED), unchanged=1)
    assert lines[-1].startswith("1 submission graded in 1.0 s; 1 unchanged since they were graded")


def test_remark_lists_at_most_four_questions():
    assert remark(graded("ada", *[LOST] * 7)) == "lost in 1, 2, 3, 4 and 3 more"


def test_remark_says_why_a_submission_could_not_be_graded():
    assert remark(graded("ada", LOST, problem="not a notebook")) == "not a notebook"


def trained(name, *curve):
    verdict = Verdict("Experiment 'losses'", kind="Experiment", pending=1.0, curves={"loss": curve})
    return graded(name, verdict)


def test_students_with_the_same_curves_are_named():
    rows = trained("ada", 0.5, 0.25), trained("eve", 0.5, 0.26), trained("kim", 0.5, 0.25)
    lines = [line for line in printed(*rows) if "curves" in line]
    assert lines == ["the same learning curves (1, Experiment 'losses'): ada, kim"]
