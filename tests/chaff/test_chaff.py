"""Wrong modules that strangers might write lose points in the right question."""

from importlib.util import find_spec

import pytest
from chaff_corpus import CORPUS

from grader import grading
from grader.submission import Submission

EVERY = 12  # one of so many is graded each time; `-m slow` grades them all, under more seeds
SEEDS = (1, 2)
TORCH = find_spec("torch") is not None
ALL = [
    (homework, name)
    for homework, mistakes in CORPUS.items()
    for name, wrong in mistakes.items()
    if TORCH or "torch" not in wrong.base
]
MISSED = 0.01  # the share that a seed may miss: what is rare is not in every program of calls


def losing(loaded, judges, homework, name, seed):
    """The questions that lose points, of those that should."""
    wrong = CORPUS[homework][name]
    submission = Submission(name, wrong.files(homework))
    asked = wrong.questions.split()
    results = grading.grade(loaded, submission, judges=judges, only=asked, seed=seed)
    return [q.id for q in results.questions if q.earned + q.pending < q.points]


def missed(reference, server, cases, seed):
    found = []
    for homework in CORPUS:
        with grading.judging(reference(homework), server) as judges:
            found += [
                name
                for asked, name in cases
                if asked == homework
                and not losing(reference(homework), judges, homework, name, seed)
            ]
    return found


def test_there_are_many_in_every_homework():
    assert len(ALL) > 250
    assert all(len(mistakes) >= 20 for mistakes in CORPUS.values())


@pytest.mark.end_to_end
def test_wrong_modules_lose_points_in_the_right_question(reference, server):
    assert not missed(reference, server, ALL[::EVERY], seed=0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_all_wrong_modules_lose_points(reference, server, seed):
    assert len(missed(reference, server, ALL, seed)) <= MISSED * len(ALL)
