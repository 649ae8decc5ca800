"""Modules that know nothing, made from the skeletons, earn nothing in any homework."""

import math
from pathlib import Path

import pytest
from stubs import STUBS, stubs

from grader import grading
from grader.audit import WAYS, know_nothing
from grader.submission import Submission

ROOT = Path(__file__).parents[2]
HOMEWORKS = ["cmu10417_hw1", "nyu_dl_hw1", "inzva_dlsg_hw1", "jhu_ssm_a3"]
SHARE = 0.02  # of the points for code


@pytest.mark.parametrize("name", HOMEWORKS)
def test_knowing_nothing_earns_under_two_percent_of_the_code(name, reference, server):
    assert_worth_nothing(reference(name), know_nothing(ROOT / "reference" / name), server)


@pytest.mark.parametrize("name", STUBS)
def test_right_shapes_and_a_memory_earn_under_two_percent_of_the_code(name, reference, server):
    assert_worth_nothing(reference(name), dict(enumerate(stubs(name))), server)


def assert_worth_nothing(assignment, modules, server):
    code = [question for question in assignment.assignment.questions if question.runs_code]
    points = math.fsum(question.points for question in code)
    with grading.judging(assignment, server) as judges:
        for way, files in modules.items():
            results = grading.grade(
                assignment, Submission("x", files), judges=judges, only=[q.id for q in code]
            )
            earned = {q.id: q.earned for q in results.questions if q.earned}
            assert results.earned < SHARE * points, (way, earned)


def test_each_way_is_a_module_that_runs():
    folder = ROOT / "reference" / "nyu_dl_hw1"
    for way, files in know_nothing(folder).items():
        assert way in WAYS
        for text in files.values():
            namespace = {}
            exec(compile(text, way, "exec"), namespace)
            assert "MLP" in namespace
