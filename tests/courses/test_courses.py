"""Seven courses' homeworks: every right solution gets full points, each mistake costs its question.

Each folder is an assignment as an author writes it, with other right solutions in `also_right/`,
and `wrong.py`: mistakes in the reference, each with the questions that it must cost, and no others.
"""

import runpy
from pathlib import Path

import pytest

from grader import soundness
from grader.grading import grade, judging
from grader.loading import load
from grader.submission import Submission

COURSES = sorted(path.parent for path in Path(__file__).parent.glob("*/assignment.py"))
AUTHORS = ("assignment.py", "drivers.py", "inputs.py", "keys.py", "properties.py")
LINES = 12  # that an author writes for a question, on average

pytestmark = pytest.mark.end_to_end


@pytest.fixture(params=COURSES, ids=lambda folder: folder.name)
def folder(request):
    if request.param.name == "training":
        pytest.importorskip("torch")
    return request.param


def test_right_solutions_get_full_points(folder):
    assignment = load(folder)
    assert len(soundness.solutions(assignment)) >= 3
    wrong, results = soundness.losses(assignment, range(2), examples=6)
    assert not wrong
    assert results.full


def test_each_mistake_costs_its_question(folder):
    assignment = load(folder)
    mistakes = runpy.run_path(str(folder / "wrong.py"))["WRONG"]
    assert len(mistakes) >= 5
    right, found = soundness.solutions(assignment)[0].files, {}
    with judging(assignment) as judges:
        for name, (file, old, new, _) in mistakes.items():
            assert old in right[file], name
            files = {**right, file: right[file].replace(old, new)}
            results = grade(assignment, Submission(name, files), judges=judges)
            found[name] = " ".join(q.id for q in results.questions if q.state != "passed")
            assert not results.erred, name
    wanted = {name: lost for name, (*_, lost) in mistakes.items()}
    assert {n: q for n, q in found.items() if q != wanted[n]} == {}


def test_a_question_takes_an_author_few_lines(folder):
    """Without imports, docstrings of files, and lines of brackets alone."""
    texts = [folder / name for name in AUTHORS if (folder / name).exists()]
    lines = [
        line
        for path in texts
        for line in path.read_text().splitlines()[1:]
        if any(map(str.isalpha, line)) and not line.startswith(("import ", "from "))
    ]
    assert len(lines) <= LINES * len(load(folder).assignment.questions)
