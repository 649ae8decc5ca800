"""The check Sequences in a student's process, and in a handout on recorded programs."""

import shutil
from pathlib import Path

import pytest

from grader import grading, loading
from grader.cli import main
from grader.errors import AssignmentError
from grader.reports.text import question_text
from grader.submission import Submission

ROOT = Path(__file__).parents[2]

REFERENCE = """
import numpy as np

class Counter:
    def __init__(self, size, start=0.0):
        self.total = np.full(size, start)
        self.seen = 0
    def add(self, x):
        self.total = self.total + x
        self.seen += 1
        return self.total.sum()
    def reset(self):
        self.total = np.zeros_like(self.total)
    def value(self):
        return self.total
    def calls(self):
        return [self.seen, "so far"]
"""
LIVES = """
from grader import Life, call, new, one_of, read, reals, size

counter = Life(
    "mlp.Counter",
    new(size=size("n"), start=one_of(0.0, 1.5)),
    call("add", x=reals("n")),
    call("reset"),
    read("value"),
    read("calls"),
)
"""
CHECK = "Sequences(lives.counter)"


@pytest.fixture
def counted(course):
    course.write("mlp.py", REFERENCE)
    course.write("lives.py", LIVES)
    course.write("drivers.py", "")
    course.question(CHECK)
    text = (course.folder / "assignment.py").read_text()
    course.write("assignment.py", text.replace("properties", "properties, lives", 1))
    return course


def failure(course, old, new, **options):
    assert old in REFERENCE
    (verdict,) = course.first(REFERENCE.replace(old, new), **options).verdicts
    assert verdict.earned == 0
    return verdict.failure


@pytest.mark.parametrize("seed", range(5))
def test_the_reference_passes(counted, seed):
    (verdict,) = counted.first(REFERENCE, seed=seed).verdicts
    assert (verdict.earned, verdict.cases) == (1.0, 24)


def test_a_failure_has_code_to_paste_and_both_values(counted):
    found = failure(counted, "        self.total = np.zeros_like(self.total)", "        pass")
    *_, reset, _ = found.code.splitlines()
    assert reset == "a.reset()"
    assert "from mlp import Counter" in found.code
    assert not found.difference.expected.any()


def test_an_exception_is_placed_in_the_students_file(counted):
    found = failure(
        counted, "        self.seen += 1", "        self.seen += 1; [0, 0, 0][self.seen]"
    )
    assert "a.add(x" in found.summary
    assert "IndexError" in found.summary
    assert [(p.file, p.line) for p in found.places] == [("mlp.py", 10)]


def test_what_is_no_number_is_compared_exactly(counted):
    found = failure(counted, '"so far"', '"so  far"')
    assert found.summary == "a.calls()[1] is 'so  far', expected 'so far'"


def test_another_length_of_a_list_is_named(counted):
    found = failure(counted, '[self.seen, "so far"]', '[self.seen, "so far", 1]')
    assert found.summary == "a.calls() is 3 entries, expected a list of 2"


def test_an_argument_that_is_changed_is_named(counted):
    found = failure(counted, "self.total = self.total + x", "x += self.total; self.total = x")
    assert "your code changed its argument x" in found.summary


def test_a_class_that_is_missing_is_an_exception_of_the_first_step(counted):
    found = failure(counted, "class Counter", "class Kounter")
    assert "AttributeError" in found.summary


def test_a_process_that_ends_costs_the_check_alone(counted):
    found = failure(counted, "        self.seen += 1", "        import os; os._exit(3)")
    assert found.ended


def test_an_endless_call_ends_with_a_reason(counted):
    found = failure(counted, "        self.seen += 1", "        while True: pass")
    assert found.ended


def test_a_huge_result_is_refused(counted):
    found = failure(counted, "        return self.total.sum()", "        return np.zeros(10**7)")
    assert found is not None


def test_results_are_the_same_for_the_same_seed(counted):
    one, other = (
        failure(counted, "self.total = np.zeros_like(self.total)", "self.total *= 0.5", seed=3)
        for _ in range(2)
    )
    assert (one.code, one.summary) == (other.code, other.summary)


def test_what_is_not_repeatable_is_told_alike_each_time(counted):
    noisy = "return self.total.sum() + np.random.default_rng().normal()"
    one, other = (failure(counted, "return self.total.sum()", noisy, seed=3) for _ in range(2))
    assert one == other
    assert one.summary == "Counter.add gives something else when the same calls are made again"
    assert one.difference is None
    assert "a generator of its own" in one.hint


def mistake(counted):
    """What the author is told: at load, or where the check is judged."""
    try:
        return counted.first(REFERENCE).verdicts[0].error
    except AssignmentError as error:
        return str(error)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('read("value")', 'read("valeu")', "Counter has no method valeu"),
        ('call("reset")', 'call("reset", after="begin")', "'begin', which is no call"),
        ("start=one_of", "begin=one_of", "see begin"),
        ('"mlp.Counter"', '"mpl.Counter"', "is of 'mpl'"),
        ('call("add", x=', 'call("add", y=', "has no argument y"),
    ],
)
def test_a_wrong_declaration_is_told_to_the_author(counted, old, new, words):
    counted.write("lives.py", LIVES.replace(old, new))
    assert words in mistake(counted)


@pytest.fixture(scope="module")
def handouts(tmp_path_factory):
    """Handouts of the homeworks with objects, loaded."""
    found = {}
    for name in ("cmu10417_hw1", "nyu_dl_hw1", "inzva_dlsg_hw1"):
        folder = tmp_path_factory.mktemp("handout") / name
        assert main(["starter", str(ROOT / "reference" / name), "-o", str(folder)]) == 0
        found[name] = loading.load(folder)
    return found


def with_sequences(assignment):
    return [
        question.id
        for question in assignment.assignment.questions
        if any(type(check).__name__ == "Sequences" for check in question.checks)
    ]


def graded(assignment, name, sample, server):
    folder = ROOT / "submissions" / name / sample
    files = {path.name: path.read_text() for path in folder.glob("*.py")}
    asked = with_sequences(assignment)
    results = grading.grade(assignment, Submission(sample, files), server=server, only=asked)
    return {
        question.id: verdict
        for question in results.questions
        for verdict in question.verdicts
        if verdict.kind == "Sequences"
    }, results


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("cmu10417_hw1", "correct"),
        ("cmu10417_hw1", "correct_loops"),
        ("cmu10417_hw1", "correct_functional"),
        ("cmu10417_hw1", "correct_single_precision"),
        ("nyu_dl_hw1", "correct"),
        ("nyu_dl_hw1", "correct_other_forms"),
        ("inzva_dlsg_hw1", "correct"),
        ("inzva_dlsg_hw1", "correct_other_forms"),
    ],
)
def test_right_work_loses_nothing_in_a_handout(handouts, name, sample, server):
    verdicts, _ = graded(handouts[name], name, sample, server)
    assert len(verdicts) == {"cmu10417_hw1": 7, "nyu_dl_hw1": 1, "inzva_dlsg_hw1": 3}[name]
    assert {verdict.earned for verdict in verdicts.values()} == {1.0}
    assert {verdict.cases for verdict in verdicts.values()} == {12}


@pytest.mark.parametrize(
    ("name", "sample", "question"),
    [
        ("cmu10417_hw1", "wrong_zerograd_clears_momentum", "5.1.3"),
        ("cmu10417_hw1", "wrong_mask_redrawn", "5.1.4"),
        ("cmu10417_hw1", "wrong_evaluation_ignored", "5.1.5a"),
        ("nyu_dl_hw1", "wrong_gradients_pile_up", "mlp.2"),
        ("inzva_dlsg_hw1", "wrong_shared_memory", "C1"),
    ],
)
def test_a_mistake_is_found_and_shown_in_a_handout(handouts, name, sample, question, server):
    verdicts, results = graded(handouts[name], name, sample, server)
    assert verdicts[question].earned == 0.0
    told = question_text(next(q for q in results.questions if q.id == question), results)
    assert "run:" in told
    assert "import numpy as np" in told


def test_a_handout_without_recorded_programs_is_refused(handouts, tmp_path):
    folder = tmp_path / "handout"
    shutil.copytree(handouts["inzva_dlsg_hw1"].folder.parent, folder)
    (folder / "checks" / "fixtures.pkl").unlink()
    with pytest.raises(AssignmentError, match="is missing: unpack the handout again"):
        loading.load(folder)
