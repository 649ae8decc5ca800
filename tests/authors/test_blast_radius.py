"""A check that fails in whatever way costs itself alone, and says so in a line."""

import json
from pathlib import Path

import pytest
from installing import install
from small import FILES, write

from grader import grading, loading, registry
from grader.errors import AssignmentError
from grader.numerics import backend  # loaded once, not in every judge
from grader.reports.gradescope import gradescope
from grader.sandbox.host.judges import JudgeLimits
from grader.submission import Submission

pytestmark = pytest.mark.end_to_end

HEAD = """\
from grader import *
from grader_misbehaving import Misbehaves, Passes
from . import drivers, inputs

"""
LIMITS = JudgeLimits(cpu_seconds=1.5, wall_seconds=20.0, memory_mb=256)
assert backend

NOT_JUDGED = [
    ("raises", "KeyError: 'nothing'"),
    ("raises_without_words", "Silent"),
    ("exits", "SystemExit"),
    ("recurses", "RecursionError"),
    ("ends_the_process", "its process exited with code 0"),
    ("returns_nothing", "Misbehaves.judge returns a NoneType: return self.earn()"),
    ("returns_true", "Misbehaves.judge returns a bool: return self.earn()"),
    ("returns_itself", "Misbehaves.judge returns a Misbehaves: return self.earn()"),
    ("returns_too_much", "shares 2.0 earned"),
    ("returns_nan", "shares nan earned"),
    ("returns_numbers_for_text", "failure.summary: write a string, not 5"),
    ("returns_functions", "remarks[0]: write a string, not <lambda>"),
    ("raises_text_without_end", "ValueError: xxx"),
]
OVER_A_LIMIT = [
    ("loops", "it took more than 1.5 seconds"),
    ("sleeps", "it took longer than 20 seconds"),
    ("eats_memory", "it needed more than 256 MB of memory"),
    ("returns_text_without_end", "its result takes more than 8 MB"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return install(Path(__file__).parent / "misbehaving", tmp_path_factory.mktemp("package"))


@pytest.fixture
def grade(site, tmp_path, monkeypatch, server):
    """Grade the right module in a homework of these questions."""
    monkeypatch.syspath_prepend(str(site))
    registry._registered.cache_clear()

    def graded(*questions):
        listed = "".join(f"    Question('{n}', 'Q', 4, [{q}]),\n" for n, q in enumerate(questions))
        text = f"{HEAD}homework = Assignment('Small', ['mlp.py'], [\n{listed}])\n"
        loaded = loading.load(write(tmp_path / "hw", {"assignment.py": text}))
        submission = Submission("mlp", {"mlp.py": FILES["mlp.py"]})
        with grading.judging(loaded, server, LIMITS) as judges:
            return grading.grade(loaded, submission, judges=judges)

    yield graded
    registry._registered.cache_clear()


RIGHT = "Agreement(drivers.double, inputs.xs)"


@pytest.mark.parametrize("how", [how for how, _ in NOT_JUDGED + OVER_A_LIMIT])
def test_it_costs_itself_alone(how, grade):
    results = grade(f"Misbehaves('{how}'), {RIGHT}", RIGHT)
    first, second = results.questions
    assert (first.earned, first.pending, first.lost) == (2, 2, 0)
    assert second.earned == 4
    told = first.verdicts[0].error + first.verdicts[0].reason
    assert dict(NOT_JUDGED + OVER_A_LIMIT)[how] in told
    assert first.verdicts[0].error.count("\n") == 0
    assert len(first.verdicts[0].error) <= 600
    assert len(gradescope(results)) < 1 << 20


@pytest.mark.parametrize("how", ["returns_another_weight", "returns_no_guard"])
def test_a_verdict_has_the_weight_that_is_declared(how, grade):
    (first,) = grade(f"Misbehaves('{how}'), Passes(0.0)").questions
    assert (first.earned, first.lost) == (2, 2)


def test_what_a_check_says_is_always_strict_json(grade):
    results = grade("Misbehaves('says_half_of_a_character')")
    json.loads(gradescope(results).encode("utf-8"))


def test_any_check_may_guard(grade):
    passing, failing, half = grade(
        f"Passes(guard=True), {RIGHT}",
        f"Passes(0.0, guard=True), {RIGHT}",
        f"Passes(0.0, guard=True, weight=3), {RIGHT}",
    ).questions
    assert [q.earned for q in (passing, failing, half)] == [4, 2, 1]


def test_a_guard_that_fails_to_judge_makes_its_share_pending(grade):
    (first,) = grade(f"Misbehaves('raises', guard=True), {RIGHT}").questions
    assert (first.earned, first.pending, first.lost) == (2, 2, 0)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Number", "Number is not a kind of check"),
        ("Broken", "the kind of check Broken can't be imported from grader_misbehaving:missing"),
        ("Nothing", "no kind of check is called 'Nothing': is its package installed?"),
    ],
)
def test_an_entry_point_that_is_no_check_is_refused(name, words, grade):
    with pytest.raises(AssignmentError) as caught:
        registry.kind(name)
    assert words in str(caught.value)
