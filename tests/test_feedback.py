"""Feedback: what students see is what the assignment allows, in every report for them."""

import json
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from grader.cli import main
from grader.feedback import LEVELS, Feedback
from grader.reports import fragment
from grader.reports.github import workflow_commands
from grader.reports.gradescope import gradescope
from grader.reports.html.submission import submission_page
from grader.reports.junit import junit
from grader.reports.markdown import markdown
from grader.reports.reading import show_readings
from grader.reports.student import for_student
from grader.reports.terminal import show
from grader.results import (
    Counterexample,
    DataDifference,
    Diagnosis,
    Difference,
    Failure,
    Formula,
    Item,
    Note,
    Place,
    QuestionResult,
    Reading,
    Results,
    Verdict,
)

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import declared, write

# what stands in the results, and the first level at which a student may read it
SECRETS = {
    "CHECK": "diagnosis",
    "SENTENCE": "diagnosis",
    "HINT": "diagnosis",
    "ITEM": "diagnosis",
    "READ": "diagnosis",
    "DRIVER": "case",
    "ARGUMENT": "case",
    "PASTE": "case",
    "RAISED": "case",
    "PRINTED": "case",
    "RETURNED": "case",
    "73501": "case",  # an argument
    "48213": "expected",  # an entry of an array
    "WANTED": "expected",  # a text
    "KEYVALUE": "expected",
    "ASSERTED": "expected",
    "CURVE": "expected",
}
STAFF = ("STAFFERROR", "STAFFANSWER", "STAFFNOTE")


def failures():
    wrong = Difference("y", np.zeros(1), np.array([48213.0]), np.ones(1, bool), (0,))
    diagnosis = Diagnosis("scaled", "SENTENCE")
    call = {"driver": "run", "arguments": {"ARGUMENT": np.array([73501.0])}, "hint": "HINT"}
    text = DataDifference("s", "", "mine", "WANTED")
    return [
        Failure("y is 0, expected 48213", difference=wrong, diagnosis=diagnosis, **call),
        Failure("s is 'mine', expected 'WANTED'", data=text, **call),
        Failure("the shape is 3, expected WANTED", malformed=True, shapes=((1,), (2,)), **call),
        Failure("ValueError: RAISED", places=(Place("mlp.py", 3),), malformed=True, **call),
        Failure("a.f(73501) is 0, expected 48213", code="PASTE\na.f(73501)"),
        Failure("a.f(73501) is wrong", code="PASTE\na.f(73501)", difference=wrong),
        Failure("over 1", outputs={"RETURNED": np.array([2.0])}, **call),
        Failure("y is wrong", telling=Failure("y", difference=wrong, diagnosis=diagnosis, **call)),
    ]


def verdicts():
    seen = Counterexample((("x", "1"),), (), "KEYVALUE", "0")
    shared = {"items": (Item("ITEM: ASSERTED", "failed"),), "remarks": ("ASSERTED",)}
    staff = {"error": "STAFFERROR", "answer": "STAFFANSWER"}
    for number, failure in enumerate(failures()):
        yield Verdict(
            f"CHECK {number}", failure=failure, curves={"CURVE": [1.0, 2.0]}, **shared, **staff
        )
    read = Reading((Formula("READ"),), counterexample=seen)
    yield Verdict("CHECK reading", failure=Failure("this is wrong"), reading=read)
    yield Verdict("CHECK passed", earned=1.0)


def results(level, visibility="visible", prefix=""):
    question = QuestionResult("1", "One", "Agreement", 8, tuple(verdicts()), output="PRINTED")
    plain = QuestionResult("2", "Two", "Choice", 1, (Verdict("CHECK two", earned=1.0),))
    return Results(
        "A homework",
        "ada",
        (replace(question, visibility=visibility), plain),
        seed=99173,
        notes=(Note("STAFFNOTE", audience="staff"),),
        drivers={"run": "DRIVER", "other": "UNUSED"},
        feedback=Feedback(before=level, after="expected"),
    )


def terminal(found):
    console = Console(file=StringIO(), width=200)
    show(for_student(found), console, "grader check")
    show_readings(for_student(found), console)
    return console.file.getvalue()


def on_gradescope(found):
    """What a student is shown of results.json: no `extra_data`, no hidden test."""
    report = json.loads(gradescope(found))
    tests = [test for test in report["tests"] if test["visibility"] == "visible"]
    shown = [(test["name"], test["output"], test["tags"]) for test in tests]
    return json.dumps([report["output"], shown], ensure_ascii=False)


REPORTS = {
    "terminal": terminal,
    "gradescope": on_gradescope,
    "page": lambda found: submission_page(found, "student"),
    "ci": lambda found: "\n".join(
        [
            *workflow_commands(for_student(found)),
            junit(for_student(found)),
            markdown(for_student(found)),
        ]
    ),
    "notebook": lambda found: fragment.html(for_student(found)) + fragment.text(for_student(found)),
}


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("level", LEVELS)
def test_no_report_shows_more_than_its_level(report, level):
    text = REPORTS[report](results(level))
    later = LEVELS[LEVELS.index(level) + 1 :]
    kept = [secret for secret, first in SECRETS.items() if first in later]
    assert [secret for secret in (*kept, *STAFF, "UNUSED", "99173") if secret in text] == []


@pytest.mark.parametrize(("level", "words"), [("diagnosis", "SENTENCE"), ("case", "73501")])
def test_a_level_shows_what_it_names(level, words):
    assert all(words in REPORTS[name](results(level)) for name in ("terminal", "gradescope"))
    assert "48213" in terminal(results("expected"))


@pytest.mark.parametrize("level", LEVELS)
def test_points_are_the_same_at_every_level(level):
    whole, seen = results(level), for_student(results(level))
    assert (seen.earned, seen.pending, seen.points) == (whole.earned, whole.pending, whole.points)
    assert seen.absent == whole.absent


@pytest.mark.parametrize("report", REPORTS)
def test_nothing_tells_of_a_hidden_question(report):
    found = results("expected", "hidden")
    pending = replace(found.questions[0], id="HIDDENID", title="HIDDENTITLE")
    waits = replace(pending, verdicts=(Verdict("CHECK", pending=1.0),))
    absent = replace(pending, verdicts=(Verdict("CHECK", failure=Failure("", absent=True)),))
    for hidden in (pending, waits, absent):
        text = REPORTS[report](replace(found, questions=(hidden, found.questions[1])))
        # of all the secrets, the other question's own check may show
        hidden_words = {*SECRETS, "HIDDEN"} - {"CHECK"}
        assert [word for word in sorted(hidden_words) if word in text] == []


def test_a_question_for_after_the_due_date_shows_then_only():
    found = results("points", "after_due_date")
    assert "48213" not in str(for_student(found))
    assert "48213" in str(for_student(found, closed=True))


def test_gradescope_shows_the_rest_after_the_due_date():
    tests = json.loads(gradescope(results("points")))["tests"]
    later = [test for test in tests if test["visibility"] == "after_due_date"]
    assert [test["number"] for test in later] == ["1", "2"]
    assert "48213" in later[0]["output"]
    assert not any("score" in test for test in later)
    for nothing_more in (results("expected"), results("points", "hidden")):
        tests = json.loads(gradescope(nothing_more))["tests"]
        assert not any("48213" in test["output"] for test in tests if "score" not in test)


def test_a_students_page_can_show_what_the_due_date_releases():
    found = results("points", "after_due_date")
    assert "48213" not in submission_page(found, "student")
    assert "48213" in submission_page(found, "student", closed=True)


def test_a_handout_shows_no_more_than_its_assignment(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    quiet = """Assignment("Small", ["mlp.py"], feedback=Feedback(before="points"), questions=["""
    write(tmp_path / "hw", {"assignment.py": declared(assignment=quiet)})
    assert main(["starter", "hw", "-o", "handout"]) == 0
    (tmp_path / "handout" / "mlp.py").write_text("def double(x):\n    return 3 * x\n")
    monkeypatch.chdir(tmp_path / "handout")
    capsys.readouterr()
    assert main(["check"]) == 1
    printed = capsys.readouterr().out
    assert "0 of 4 points earned" in printed
    assert [word for word in ("Agreement", "wrong", "called", "yours") if word in printed] == []
