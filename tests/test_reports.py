"""Reports: strict, finite, clamped, capped, and safe to show."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.gradescope import MAX_OUTPUT, gradescope
from grader.reports.text import plain, question_text
from grader.results import Difference, Failure, QuestionResult, Results, Verdict

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


VERDICTS = st.lists(
    st.builds(
        Verdict,
        st.text(max_size=5),
        st.sampled_from(["passed", "failed", "partial", "review", "error"]),
        st.floats(0, 1),
        st.floats(0.1, 10),
        st.text(),
        st.none() | st.builds(Failure, st.text(), st.text()),
    ),
    min_size=1,
    max_size=4,
)


@given(VERDICTS, st.floats(0, 100), st.text())
def test_whatever_the_verdicts_the_file_is_strict_and_keeps_to_the_format(verdicts, points, output):
    graded = results(*verdicts, points=points, output=output)
    report = strict(gradescope(graded))
    assert set(report) <= ALLOWED_TOP
    test = report["tests"][0]
    assert set(test) <= ALLOWED_TEST
    assert 0 <= test["score"] <= test["max_score"] + 1e-4
    assert math.isfinite(report["score"])
    assert test["number"] == "1a"
    assert test["tags"] == ["code"]
    assert test["status"] in ("passed", "failed")


def test_outputs_are_capped():
    report = strict(gradescope(results(Verdict("c", "passed", 1.0), output="x" * 100_000)))
    assert len(report["tests"][0]["output"]) < MAX_OUTPUT + 100
    assert "characters more" in report["tests"][0]["output"]


def test_hidden_questions_stay_hidden():
    report = strict(gradescope(results(Verdict("c", "passed", 1.0), visibility="hidden")))
    assert report["tests"][0]["visibility"] == "hidden"


def test_what_a_person_must_look_at_is_said_first():
    report = strict(gradescope(results(Verdict("c", "review", 1.0))))
    assert report["output"] == "A person must look at: 1a."
    assert report["tests"][0]["score"] == 4


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
def test_text_of_a_students_is_made_plain(text, shown):
    assert plain(text) == shown


@given(st.text())
def test_plain_text_has_no_control_characters(text):
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in plain(text))


def test_small_arrays_are_shown_in_full_and_large_ones_by_entry():
    small = np.array([[1.0, 2.0]])
    large = np.zeros((50, 40))
    wrong = large.copy()
    wrong[3, 4] = 7
    for array, other, entry in ((small, small + 1, (0, 0)), (large, wrong, (3, 4))):
        failure = Failure(
            "dW differs", "linear", {"W": array}, Difference("dW", other, array, entry, 1), "Why."
        )
        text = question_text(
            results(Verdict("c", "failed", 0.0, failure=failure)).questions[0],
            results(Verdict("c", "failed", 0.0)),
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


def test_marks_are_the_weighted_share_of_the_points():
    verdicts = Verdict("a", "passed", 1.0, 3.0), Verdict("b", "failed", 0.0, 1.0)
    assert results(*verdicts).questions[0].score == 3.0
    assert results(*verdicts).questions[0].status == "partial"


def test_a_check_that_does_not_earn_counts_only_beside_one_that_does():
    kept = Verdict("contract", "passed", 1.0, 1.0, earns=False)
    assert results(Verdict("a", "failed", 0.0), kept).score == 0
    assert results(Verdict("a", "passed", 1.0), kept).score == 4
