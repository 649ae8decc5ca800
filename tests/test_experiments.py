"""An experiment end to end: answer sheet, submitted curves, results and picture."""

import json

import pytest

from grader import loading
from grader.cli import main
from grader.grading import grade as run
from grader.reports import picture
from grader.submission import Submission

ASSIGNMENT = """
from grader import *
homework = Assignment("Curves", [], [
    Question("5.1", "Depth & width", points=4, text="Vary the depth:\\n∂ & all.", checks=[
        Experiment("depth", {"one": "1 layer", "two": "2 layers"}, 3, weight=3, claims=[
            Final("accuracy", "test_accuracy", "one"), Best("best", "test_accuracy"),
        ]),
        Review("discussion", "SECRET: depth hardly matters"),
    ]),
])
"""
CURVES = {
    setting: {
        "train_loss": [2.0, 1.0, 0.5],
        "train_accuracy": [0.3, 0.6, 0.8],
        "test_loss": [2.1, 1.5, 1.0 + k],
        "test_accuracy": [0.2, 0.5, 0.7 - 0.1 * k],
    }
    for k, setting in enumerate(["one", "two"])
}
ANSWERS = "## 5.1\naccuracy: 70 %\nbest: one\ndiscussion: deeper is no better\n"


@pytest.fixture
def course(tmp_path, monkeypatch):
    folder = tmp_path / "reference" / "curves"
    folder.mkdir(parents=True)
    (folder / "assignment.py").write_text(ASSIGNMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def graded(course, *options, **files):
    (course / "in").mkdir(exist_ok=True)
    for name, text in files.items():
        (course / "in" / name.replace("__", ".")).write_text(text)
    assert main(["grade", "curves", "in", "--out", "out", *options]) == 0
    return json.loads((course / "out" / "in" / "results.json").read_text())["tests"][0]


def test_discussion_is_pending_beside_curves_and_claims(course):
    question = graded(course, depth__json=json.dumps(CURVES), answers__md=ANSWERS)
    assert question["score"] == 0  # a table and claims alone show no run
    assert question["extra_data"]["pending"] == 4
    assert question["tags"] == ["experiment"]
    curves, discussion = question["extra_data"]["checks"]
    assert curves["state"] == "pending"
    assert curves["curves"]["two test_loss"] == [2.1, 1.5, 2.0]
    assert discussion["rubric"].startswith("SECRET")


def test_curves_count_without_an_answer_sheet(course):
    question = graded(course, depth__json=json.dumps(CURVES))
    assert question["extra_data"]["pending"] == pytest.approx(1.5)
    assert "✗ accuracy: not submitted" in question["output"]


def test_picture_is_drawn_whatever_the_settings_are_named(course):
    odd = {"$x_{$": CURVES["one"], "_\x1b[31m" + "z" * 200: CURVES["two"]}
    graded(course, "--plots", depth__json=json.dumps(odd), answers__md=ANSWERS)
    drawn = (course / "out" / "in" / "5.1.png").read_bytes()
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) > 10_000


def test_equal_curves_give_equal_pictures(course, server):
    loaded = loading.load(course / "reference" / "curves")
    pictures = []
    for curves in (CURVES, CURVES, CURVES | {"two": CURVES["one"] | {"test_loss": [3, 3, 3]}}):
        submitted = Submission("x", {"depth.json": json.dumps(curves)})
        question = run(loaded, submitted, server=server).questions[0]
        pictures.append(picture.picture("5.1", picture.curves_of(question)))
    assert pictures[0] == pictures[1] != pictures[2]


def test_pictures_are_drawn_only_on_request(course):
    assert graded(course, depth__json=json.dumps(CURVES), answers__md=ANSWERS)["score"] == 0
    assert not list((course / "out").rglob("*.png"))


def test_plots_without_matplotlib_stops_before_grading(course, monkeypatch, capsys):
    monkeypatch.setattr("grader.commands.grade.can_draw", lambda: False)
    (course / "in").mkdir()
    (course / "in" / "answers.md").write_text(ANSWERS)
    assert main(["grade", "curves", "in", "--out", "out", "--plots"]) == 2
    assert "homework-grader[plots]" in capsys.readouterr().err
    assert not list((course / "out").rglob("results.json"))


def test_handout_holds_the_results_table_and_checks_it(course, capsys):
    assert main(["starter", "curves", "-o", "handout"]) == 0
    handout = course / "handout"
    header = "setting,epoch,train_loss,train_accuracy,test_loss,test_accuracy\n"
    assert (handout / "depth.csv").read_text() == header
    sheet = (handout / "answers.md").read_text()
    assert "each of 3 epochs" in sheet
    assert "one: 1 layer; two: 2 layers" in sheet
    latex = (handout / "answers.tex").read_text()
    assert r"Depth \& width" in latex
    assert "% Vary the depth:\n% ∂ & all.\n" in latex  # LaTeX has no letter for one of these
    assert all(b"SECRET" not in p.read_bytes() for p in handout.rglob("*") if p.is_file())
    rows = "".join(
        f"{setting},{k + 1},{','.join(str(values[k]) for values in columns.values())}\n"
        for setting, columns in CURVES.items()
        for k in range(3)
    )
    (handout / "answers.tex").unlink()
    (handout / "answers.md").write_text(ANSWERS)
    (handout / "depth.csv").write_text(header + rows)
    assert main(["check", "handout", "handout"]) == 1
    assert "0 of 4 points earned, 4 pending" in capsys.readouterr().out
    (handout / "depth.csv").write_text(header + rows.replace("two,3", "two,4"))
    capsys.readouterr()
    assert main(["check", "handout", "handout"]) == 1
    assert "'two': 1 of 3 epochs are missing: 3" in capsys.readouterr().out


def test_instructor_sees_which_submissions_share_curves(course, capsys):
    other = CURVES | {"two": CURVES["one"]}
    for name, curves in (("ada", CURVES), ("bob", CURVES), ("eve", other)):
        (course / "in" / name).mkdir(parents=True)
        (course / "in" / name / "depth.json").write_text(json.dumps(curves))
    assert main(["grade", "curves", "in", "--out", "out"]) == 0
    assert "the same learning curves (5.1, depth): ada, bob\n" in capsys.readouterr().out
    for name in ("ada", "bob"):
        report = (course / "out" / name / "results.json").read_text()
        assert "the same learning curves" not in report
