"""Work in torch's tensors: no dependency of ours, and graded like arrays where it is installed."""

import importlib.util
import json
from pathlib import Path

import pytest

from grader import grading, loading
from grader.submission import Submission

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "submissions" / "nyu_dl_hw1"
TORCH = importlib.util.find_spec("torch") is not None


@pytest.fixture(scope="module")
def grade(server):
    nyu = loading.load(ROOT / "reference" / "nyu_dl_hw1")

    def graded(source, *questions):
        handed_in = Submission("mlp", {"mlp.py": source})
        return grading.grade(nyu, handed_in, server=server, only=questions).questions

    return graded


@pytest.mark.skipif(not TORCH, reason="torch isn't installed")
def test_tensors_of_single_precision_get_the_marks_that_arrays_get(grade):
    sample = SAMPLES / "correct_torch"
    marks = json.loads((sample / "expected.json").read_text())["points"]
    code = [name for name in marks if name.startswith("mlp")]
    found = grade((sample / "mlp.py").read_text(), *code)
    assert {question.id: question.earned for question in found} == {n: marks[n] for n in code}


@pytest.mark.skipif(TORCH, reason="torch is installed")
def test_where_torch_is_missing_a_person_decides(grade):
    (question,) = grade((SAMPLES / "correct_torch" / "mlp.py").read_text(), "mlp.4")
    assert (question.earned, question.pending) == (0, question.points)
    assert "torch isn't installed here" in question.verdicts[0].reason


@pytest.mark.parametrize(
    ("sample", "question", "words"),
    [
        ("wrong_sum_for_mean", "mlp.4", "times too large"),
        ("wrong_gradient_by_rows", "mlp.4", "a division by outdim is missing"),
        ("wrong_relu_skipped", "mlp.2", "dW1 is not the derivative of y_hat with respect to W1"),
        ("wrong_gradients_pile_up", "mlp.3", "a gradient isn't zero after clear_grad_and_cache"),
        ("wrong_bce_infinite", "mlp.5", "infinite or nan"),
        ("wrong_relu_times_five", "mlp.1", "the 5 of Problem 1 isn't in it"),
    ],
)
def test_the_message_points_at_the_fault(sample, question, words, grade):
    (found,) = grade((SAMPLES / sample / "mlp.py").read_text(), question)
    failures = [verdict.failure for verdict in found.verdicts if verdict.failure]
    assert any(words in f"{f.summary} {f.diagnosis} {f.telling} {f.hint}" for f in failures)
