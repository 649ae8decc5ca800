"""A person decides once for equal answers, and nothing that a person decided is lost."""

import csv
import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import reviewsheet
from grader.cli import main
from grader.errors import UsageError
from grader.gradebook import FILE, Gradebook
from grader.results import Failure, Formula, Item, QuestionResult, Reading, Results, Verdict
from grader.review import Decision, Override, apply, groups

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import declared, write

TEXT = Verdict("why", "Review", pending=1.0, answer="because", rubric="2 for a reason")


def graded(name, *verdicts, points=6.0, **details):
    question = QuestionResult("1", "Why?", "review", points, verdicts)
    return Results("A homework", name, (question,), seed=0, **details)


def filled(found, points, name="Grace", reason="as the rubric says", **others):
    """The sheet with the same entries in each row."""
    rows = [*csv.DictReader(io.StringIO(reviewsheet.write(found)))]
    entries = {"points": points, "name": name, "reason": reason, **others}
    text = io.StringIO()
    table = csv.DictWriter(text, reviewsheet.COLUMNS)
    table.writeheader()
    table.writerows({**row, **entries} for row in rows)
    return text.getvalue()


def test_a_person_decides_twelve_times_for_a_hundred_and_twenty_answers():
    answers = [f"kind {number % 12}" for number in range(120)]
    everyone = [
        *(graded(f"p{n}", replace(TEXT, answer=answer)) for n, answer in enumerate(answers)),
        *(graded(f"s{n}", replace(TEXT, pending=0.0, earned=1.0)) for n in range(180)),
    ]
    found = groups(everyone)
    assert len(found) == 12
    assert sum(len(group.submissions) for group in found) == 120
    decisions = reviewsheet.read(filled(found, "4,5"), found)
    assert len(decisions) == 12
    reviewed = [apply(results, decisions) for results in everyone]
    assert [results.earned for results in reviewed] == [4.5] * 120 + [6.0] * 180
    assert not any(results.pending for results in reviewed)


def test_a_decision_holds_for_the_same_answer_only():
    (group,) = groups([graded("ada", TEXT)])
    decision = Decision(group.subject.id, 0.5, "Grace", "half of it")
    assert apply(graded("later", TEXT), [decision]).earned == 3
    formula = Reading((Formula("p - y"),), source="answers.md, line 3")
    others = [
        replace(TEXT, answer="something else"),
        replace(TEXT, check="another check"),
        replace(TEXT, earned=0.25, pending=0.75),
        replace(TEXT, reading=formula, reason="another value is given too: 2 p"),
    ]
    for other in others:
        results = graded("ada", other)
        assert apply(results, [decision]) is results


def test_answers_that_were_not_read_are_never_equal():
    unread = replace(TEXT, answer="", reason="this can't be read")
    digests = [{"digests": {"submission": digest}} for digest in ("a", "b")]
    ada, eve = (graded(n, unread, facts=f) for n, f in zip(("ada", "eve"), digests, strict=True))
    found = groups([ada, eve])
    assert len(found) == 2
    decision = Decision(found[0].subject.id, 1.0, "Grace", "I read the scan")
    assert apply(ada, [decision]).earned == 6
    assert apply(eve, [decision]) is eve
    assert apply(graded("ada", unread, facts=digests[1]), [decision]).pending == 6


def test_the_later_decision_holds_and_an_override_beats_both():
    results = graded("ada", TEXT, Verdict("code", earned=1.0))
    (group,) = groups([results])
    decisions = [Decision(group.subject.id, s, "Grace", "see the rubric") for s in (0.0, 1.0)]
    assert apply(results, decisions).earned == 6
    override = Override("ada", "1", 1.5, "Grace", "regrade request of 3 May")
    reviewed = apply(results, decisions, [override])
    assert (reviewed.earned, reviewed.pending) == (1.5, 0)
    assert apply(replace(results, submission="eve"), decisions, [override]).earned == 6


def test_what_is_decided_looks_decided():
    pending = replace(
        TEXT, earned=0.5, pending=0.5, items=(Item("a", "passed"), Item("b", "pending")), error="x"
    )
    (group,) = groups([graded("ada", pending)])
    for share, states in ((1.0, "passed"), (0.5, "failed"), (0.75, "partial")):
        decision = Decision(group.subject.id, share, "Grace", "too short")
        (question,) = apply(graded("ada", pending), [decision]).questions
        (verdict,) = question.verdicts
        assert [item.state for item in verdict.items] == ["passed", states]
        assert (verdict.failure == Failure("too short")) == (share < 1)
        assert not question.erred
        assert verdict.remarks == ("reviewed: too short",)


shares = st.floats(0, 1)


@settings(deadline=None)  # a busy machine is no failure
@given(shares, shares, shares, shares, st.booleans(), st.floats(0.01, 3))
def test_no_decision_takes_what_is_earned_or_gives_more_than_is_pending(
    earned, part, other, decided, guard, weight
):
    pending = part * (1 - earned)
    verdict = replace(TEXT, earned=earned, pending=pending, guard=guard, weight=weight)
    before = graded("ada", verdict, Verdict("code", earned=other))
    decisions = [Decision(g.subject.id, decided, "G", "r") for g in groups([before])]
    after = apply(before, decisions)
    if decisions:
        assert after.pending <= 1e-3
    assert before.earned - 1e-3 <= after.earned <= before.earned + before.pending + 1e-3


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ({"points": "6.5"}, "6.5 points: write 0 to 6"),
        ({"points": "-1"}, "-1 points: write 0 to 6"),
        ({"points": "nan"}, "'nan' is no number"),
        ({"points": "five"}, "'five' is no number"),
        ({"points": ""}, "a reason, but no points"),
        ({"points": "3", "name": ""}, "no name"),
        ({"points": "3", "name": "", "reason": " "}, "no name and no reason"),
        ({"points": "3", "id": "r0"}, "no pending answer has the id 'r0'"),
    ],
)
def test_a_row_that_contradicts_itself_is_one_line(entries, problem):
    found = groups([graded("ada", TEXT)])
    with pytest.raises(UsageError) as raised:
        reviewsheet.read(filled(found, **entries), found)
    assert problem in str(raised.value)
    assert str(raised.value).startswith("row 2: ")
    assert "\n" not in str(raised.value)


def test_an_answer_with_two_decisions_is_refused():
    found = groups([graded("ada", TEXT)])
    first, second = filled(found, "3"), filled(found, "4").partition("\n")[2]
    with pytest.raises(UsageError, match="twice"):
        reviewsheet.read(first + second, found)
    assert len(reviewsheet.read(first + filled(found, "3.0").partition("\n")[2], found)) == 1


def test_a_sheet_of_a_spreadsheet_with_semicolons_is_read():
    found = groups([graded("ada", TEXT)])
    rows = csv.reader(io.StringIO(filled(found, "2,5")))
    text = "\ufeff" + "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows)
    (decision,) = reviewsheet.read(text, found)
    assert decision.share == pytest.approx(2.5 / 6)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\0", "id,points,name,why\nr1,1,G,r\n"])
def test_what_is_no_sheet_is_refused(text):
    with pytest.raises(UsageError, match=r"no column|no CSV table"):
        reviewsheet.read(text, groups([graded("ada", TEXT)]))


@settings(deadline=None)  # a busy machine is no failure
@given(st.text())
def test_no_answer_acts_in_a_spreadsheet(answer):
    found = groups([graded("ada", replace(TEXT, answer=answer or "="))])
    rows = csv.reader(io.StringIO(reviewsheet.write(found), newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)
    assert reviewsheet.read(reviewsheet.write(found), found) == []


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A homework with a question for a person, and three answers, two of them equal."""
    write(tmp_path / "hw", {"assignment.py": declared(check='Review("why", rubric="a reason")')})
    for name, answer in (("ada", "Because  it is."), ("eve", "Because it is."), ("sam", "=1+1")):
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        (folder / "answers.md").write_text(f"# Question 1\n\nwhy: {answer}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def grade(*options):
    return main(["grade", "hw", "class", "--out", "out", "--seed", "1", "--jobs", "1", *options])


def fill(sheet, **points):
    """Fill in points by the submission that a row names first."""
    text = sheet.read_text("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(text, newline=""))]
    for row in rows:
        given = points[row["from"].split(",")[0]]
        row.update(points=given, name="Grace", reason="the rubric")
    with sheet.open("w", newline="") as file:
        table = csv.DictWriter(file, reviewsheet.COLUMNS)
        table.writeheader()
        table.writerows(rows)


def reviewed(folder):
    with Gradebook(folder / "out" / FILE) as book:
        return {r.submission: (r.earned, r.pending) for r in book.reviewed()}


def test_decisions_reach_the_results_and_survive_every_run(course, capsys):
    grade()
    assert main(["review", "out"]) == 1
    assert "2 different answers need review, in 3 places" in capsys.readouterr().out
    sheet = course / "out" / "review.csv"
    fill(sheet, ada="3", sam="0")
    assert main(["review", "out", "--apply", str(sheet)]) == 0
    capsys.readouterr()
    expected = {"ada": (3, 0), "eve": (3, 0), "sam": (0, 0)}
    assert reviewed(course) == expected
    assert '"score": 3.0' in (course / "out" / "eve" / "results.json").read_text()

    (course / "class" / "sam" / "answers.md").write_text("# Question 1\n\nwhy: Because it is.\n")
    (course / "class" / "eve" / "answers.md").write_text("# Question 1\n\nwhy: No idea.\n")
    grade("--regrade")
    assert reviewed(course) == {"ada": (3, 0), "eve": (0, 4), "sam": (3, 0)}
    assert '"score": 3.0' in (course / "out" / "sam" / "results.json").read_text()


def test_a_sheet_that_is_there_is_never_overwritten(course):
    grade()
    main(["review", "out"])
    sheet = course / "out" / "review.csv"
    fill(sheet, ada="3", sam="1")
    filled_in = sheet.read_bytes()
    main(["review", "out"])
    assert sheet.read_bytes() == filled_in
    assert (course / "out" / "review-2.csv").exists()
    assert main(["review", "out", "-o", str(sheet)]) == 2


def test_a_wrong_sheet_decides_nothing(course, capsys):
    grade()
    main(["review", "out"])
    sheet = course / "out" / "review.csv"
    fill(sheet, ada="3", sam="50")
    capsys.readouterr()
    assert main(["review", "out", "--apply", str(sheet)]) == 2
    assert "50 points: write 0 to 4" in capsys.readouterr().err
    assert reviewed(course)["ada"] == (0, 4)


def test_an_override_holds_through_a_new_submission(course, capsys):
    grade()
    override = ["review", "out", "--override", "ada", "1"]
    assert main([*override, "9", "--name", "Grace", "--reason", "r"]) == 2
    assert main([*override, "2.5"]) == 2
    assert "--override needs --name and --reason" in capsys.readouterr().err
    main([*override, "2.5", "--name", "Grace", "--reason", "regrade request"])
    (course / "class" / "ada" / "answers.md").write_text("# Question 1\n\nwhy: Who knows.\n")
    grade()
    assert reviewed(course)["ada"] == (2.5, 0)
