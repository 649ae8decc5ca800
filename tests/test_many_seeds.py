"""Correct work loses no points, whatever the seed."""

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "submissions" / "cmu10417_hw1"
REFERENCE = Path(__file__).parents[1] / "reference" / "cmu10417_hw1"
CORRECT = [REFERENCE, *sorted(SAMPLES.glob("correct*"))]


@pytest.mark.slow
@pytest.mark.parametrize("folder", CORRECT, ids=lambda folder: folder.name)
def test_correct_work_loses_no_points_under_1000_seeds(folder, cmu, grade_cmu):
    questions = [q.id for q in cmu.assignment.questions if cmu.files_of(q) == ["mlp.py"]]
    source = (folder / "mlp.py").read_text()
    for seed in range(1000):
        results = grade_cmu(source, seed=seed, only=questions)
        assert results.full, (seed, [q for q in results.questions if q.state != "passed"])
        assert results.earned == 24
