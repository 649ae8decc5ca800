"""Reports: strict, finite, clamped, capped, and safe to show."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.gradescope import MAX_OUTPUT, gradescope
from grader.reports.text import plain, question_text
from grader.results import Diagnosis, Difference, Failure, QuestionResult, Results, Verdict

WHY = Diagnosis("why", "Why.")
ALLOWED_TOP = {
    "score", "execution_time", "output", "output_format", "test_output_format",
    "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard",
}  # fmt: skip
ALLOWED_TEST = {
    "score", "max_score", "status", "name", "name_format", "number", "output", "output_format",
    "tags", "visibility", "extra_data",
}  # fmt: skip


def results(*verdicts, points=4.0, output="", **options):
    question = QuestionResult(
        "1a", "A question", "code", points, verdicts, output=output, **options
    )
    return Results("A homework", "someone", (question,), seed=0, seconds=1.25)


def strict(text):
    def refuse(word):
        raise AssertionError(word)

    return json.loads(text, parse_constant=refuse)


SHARES = st.tuples(st.floats(0, 1), st.floats(0, 1)).filter(lambda shares: sum(shares) <= 1)
VERDICTS = st.lists(
    st.builds(
        lambda shares, **options: Verdict(earned=shares[0], pending=shares[1], **options),
        SHARES,
        check=st.text(max_size=5),
        weight=st.floats(0.1, 10),
        guard=st.booleans(),
        reason=st.text(),
        failure=st.none() | st.builds(Failure, st.text(), st.text()),
    ),
    min_size=1,
    max_size=4,
)


@given(VERDICTS, st.floats(0, 100), st.text())
def test_results_file_follows_the_format_for_any_verdicts(verdicts, points, output):
    graded = results(*verdicts, points=points, output=output)
    report = strict(gradescope(graded))
    assert set(report) <= ALLOWED_TOP
    test = report["tests"][0]
    assert set(test) <= ALLOWED_TEST
    assert 0 <= test["score"] <= test["max_score"] + 1e-4
    assert math.isfinite(report["score"])
    assert test["number"] == "1a"
    assert test["tags"] == ["code"]
    assert test.get("status") in ("passed", "failed", None)
    assert ("status" in test) == (graded.questions[0].pending == 0)


def test_outputs_are_capped():
    report = strict(gradescope(results(Verdict("c", earned=1.0), output="x" * 100_000)))
    assert len(report["tests"][0]["output"]) < MAX_OUTPUT + 100
    assert "characters more" in report["tests"][0]["output"]


def test_hidden_questions_stay_hidden():
    report = strict(gradescope(results(Verdict("c", earned=1.0), visibility="hidden")))
    assert report["tests"][0]["visibility"] == "hidden"


def test_pending_points_are_neither_passed_nor_failed():
    report = strict(gradescope(results(Verdict("c", earned=0.25, pending=0.5))))
    assert report["output"] == "Needs review: 1a (2 points)."
    test = report["tests"][0]
    assert (test["score"], test["max_score"]) == (1, 4)
    assert "status" not in test
    assert "2 of 4 points need review" in test["output"]


def test_results_file_stays_under_1_mb():
    curves = {f"curve {k}": [0.1] * 10_000 for k in range(100)}
    huge = Verdict("c", pending=1.0, reason="x" * 100_000, answer="y" * 100_000, curves=curves)
    question = results(*[huge] * 20, output="z" * 100_000).questions[0]
    many = Results("A homework", "someone", (question,) * 60, seed=0)
    text = gradescope(many)
    assert len(text.encode()) < 1_000_000
    assert strict(text)["score"] == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("a\rb\bc\x00d", "abcd"),
        ("\u202eright to left", "right to left"),
        ("<object at 0x7f3a5c0012d0>", "<object at 0x…>"),
        ("kept\n\tas it is é ∂", "kept\n\tas it is é ∂"),
        ("\x1b", ""),
    ],
)
def test_student_text_is_made_plain(text, shown):
    assert plain(text) == shown


@given(st.text())
def test_plain_text_has_no_control_characters(text):
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in plain(text))


def test_large_arrays_are_shown_by_entry():
    small = np.array([[1.0, 2.0]])
    large = np.zeros((50, 40))
    wrong = large.copy()
    wrong[3, 4] = 7
    for array, other, entry in ((small, small + 1, (0, 0)), (large, wrong, (3, 4))):
        failure = Failure(
            "dW differs",
            "linear",
            {"W": array},
            Difference("dW", other, array, other != array, entry),
            WHY,
        )
        text = question_text(
            results(Verdict("c", failure=failure)).questions[0],
            results(Verdict("c")),
            "grader check",
        )
        assert "Why." in text
        assert "see it again: grader check" in text
        if array is small:
            assert "W = [[1., 2.]]" in text
            assert "dW = [[2., 3.]]" in text
        else:
            assert "W = array of shape (50, 40)" in text
            assert "[3, 4]" in text
            assert "yours     7" in text


def test_points_follow_the_weights():
    verdicts = Verdict("a", weight=3.0, earned=1.0), Verdict("b", weight=1.0)
    assert results(*verdicts).questions[0].earned == 3.0
    assert results(*verdicts).questions[0].state == "partial"


def test_a_guard_takes_points_and_earns_none():
    kept, broken = Verdict("g", guard=True, earned=1.0), Verdict("g", guard=True)
    assert results(Verdict("a"), kept).earned == 0
    assert results(Verdict("a", earned=1.0), kept).earned == 4
    assert results(Verdict("a", earned=1.0), broken).earned == 2
    assert results(Verdict("a", earned=0.5), kept).earned == 2


def test_pending_guard_makes_points_pending():
    found = results(Verdict("a", earned=1.0), Verdict("g", guard=True, pending=1.0))
    assert (found.earned, found.pending) == (2, 2)


@given(VERDICTS, st.floats(0, 100))
def test_points_are_earned_pending_or_lost_and_add_up(verdicts, points):
    question = results(*verdicts, points=points).questions[0]
    parts = question.earned, question.pending, question.lost
    assert all(part >= 0 for part in parts)
    assert math.isclose(sum(parts), points, abs_tol=2e-4)


def test_only_full_points_are_full():
    assert results(Verdict("a", earned=1.0)).full
    assert not results(Verdict("a", pending=1.0)).full
    assert not results(Verdict("a", earned=0.5)).full
