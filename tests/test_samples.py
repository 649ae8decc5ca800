"""Every sample submission gets the points that its `expected.json` states."""

import json
from pathlib import Path

import pytest

from grader import grading, submission
from grader.submission import SHEETS

pytestmark = pytest.mark.end_to_end

SUBMISSIONS = Path(__file__).parents[1] / "submissions"
CMU = SUBMISSIONS / "cmu10417_hw1"
SAMPLES = sorted(SUBMISSIONS.glob("*/*/expected.json"))


@pytest.mark.parametrize("expected", SAMPLES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_sample_gets_its_points(expected, reference, server):
    about, folder = json.loads(expected.read_text()), expected.parent
    for library in about.get("requires", ()):
        pytest.importorskip(library)
    loaded = reference(folder.parent.name)
    asked = loaded.assignment
    submitted = submission.read(folder, asked.files, [*SHEETS, *asked.data_files])
    results = grading.grade(loaded, submitted, server=server)
    assert {q.id: points(q) for q in results.questions} == about["points"]


def points(question):
    """What is earned, and what is pending if anything needs review."""
    if not question.pending:
        return question.earned
    return {"earned": question.earned, "pending": question.pending}


def available(points):
    """What isn't lost."""
    return points if isinstance(points, float) else sum(points.values())


def answered(loaded, folder):
    """The questions that the files of a sample can answer."""
    written = any((folder / name).is_file() for name in SHEETS)
    for question in loaded.assignment.questions:
        files = loaded.files_of(question)
        if all((folder / name).is_file() for name in files) if files else written:
            yield question


def test_only_correct_samples_lose_nothing(reference):
    for expected in SAMPLES:
        points, folder = json.loads(expected.read_text())["points"], expected.parent
        asked = answered(reference(folder.parent.name), folder)
        full = all(available(points[question.id]) == question.points for question in asked)
        assert full == expected.parent.name.startswith("correct"), expected


def test_mistake_worth_no_points_is_still_reported(cmu, server, grade_cmu):
    source = (CMU / "wrong_sum_for_mean" / "mlp.py").read_text()
    training = grade_cmu(source, only=["5.1.5c"]).questions[0]
    assert training.points == 0
    assert training.state == "failed"


def test_unused_imports_of_the_standard_library_cost_nothing(cmu, grade_cmu):
    own = [name for name in cmu.assignment.imports if name != "numpy"]
    source = (CMU / "correct" / "mlp.py").read_text()
    results = grade_cmu(f"import {', '.join(own)}\n{source}", only=["5.1.2b"])
    assert {"os", "sys", "pickle"} <= set(own)
    assert results.questions[0].earned == 2


@pytest.mark.parametrize(
    ("sample", "question", "words"),
    [
        ("wrong_sum_for_mean", "5.1.2c", "times too large: a division by batch"),
        ("wrong_gradient_not_averaged", "5.1.2c", "times too large: a division by batch"),
        (
            "wrong_no_accumulation",
            "5.1.2a",
            "a.backward(grad_wrt_out1)\n        a.step()",
        ),
        ("wrong_zerograd_clears_momentum", "5.1.3", "zerograd clears g, never v"),
        ("wrong_default_rate", "5.1.3", "with the lr given to LinearMap"),
        ("wrong_dropout_keeps_p", "5.1.4", "p is the chance to be dropped"),
        ("wrong_inverted_dropout", "5.1.4", "divides what it keeps by 1 - p"),
        ("wrong_mask_redrawn", "5.1.4", "gradients through entries that forward dropped"),
        ("wrong_softmax_overflows", "5.1.2c", "subtract each column's largest logit"),
        ("wrong_bias_mean", "5.1.2a", "times too small: divided by batch"),
        ("wrong_input_changed", "5.1.2b", "your code changed its argument x1"),
        ("wrong_shared_parameters", "5.1.6", "loadparams should copy"),
        ("broken_syntax", "5.1.1", "in mlp.py, line 34"),
        ("broken_missing_class", "5.1.5b", "has no attribute 'TwoLayerMLP'"),
        ("broken_endless_loop", "5.1.2c", "an endless loop?"),
        ("hostile_exit", "5.1.1", "exited with code 0"),
    ],
)
def test_message_names_the_mistake(sample, question, words, grade_cmu):
    from grader.reports.text import question_text

    source = (CMU / sample / "mlp.py").read_text()
    results = grade_cmu(source, only=[question])
    assert words in question_text(results.questions[0], results)
