"""Experiments: complete and possible curves earn their parts, and true claims theirs."""

import math

import pytest

from grader import Best, Experiment, Final, Trend
from grader.context import Context
from grader.reports.text import verdict_lines
from grader.submission.answers import Answer, Written

EPOCHS = 40
SETTINGS = {"plain": "no momentum", "momentum": "momentum 0.4"}
CHECK = Experiment(
    "curves",
    SETTINGS,
    EPOCHS,
    claims=[
        Final("accuracy", "test_accuracy", "plain"),
        Trend("test_loss", "test_loss", "momentum"),
        Best("best", "test_accuracy"),
    ],
    cross_entropy=True,
)
RIGHT = {"accuracy": "81.7%", "test_loss": "it increases again", "best": "momentum, by far"}


def rows(change=lambda setting, epoch, row: row, settings=SETTINGS, epochs=EPOCHS):
    """A CSV of two settings; `momentum` is quicker and overfits."""
    lines = [CHECK.header]
    for setting in settings:
        for epoch in range(1, epochs + 1):
            t = epoch / epochs * (2 if setting == "momentum" else 1)
            row = {
                "train_loss": 2.4 * math.exp(-2 * t),
                "train_accuracy": 1 - 0.9 * math.exp(-2 * t),
                "test_loss": 1 + math.exp(-3 * t) + 0.2 * t**2,
                "test_accuracy": 0.1 + 0.83 * (1 - math.exp(-2 * t)),
            }
            row = change(setting, epoch, row)
            lines.append(",".join([setting, str(epoch), *(f"{v:.4f}" for v in row.values())]))
            lines.append("\n")
    return "".join(lines)


def judged(text, said=RIGHT, name="curves.csv", check=CHECK):
    fields = {field: Written(words, "answers.md, line 1") for field, words in said.items()}
    answer = Answer("answers.md, line 1", fields)
    return check.judge(Context(answer, {name: text}))


def seen(verdict):
    """What the student sees."""
    return "\n".join(verdict_lines(verdict, {}))


def changed(**values):
    """One value of one row of `plain`, changed."""

    def change(setting, epoch, row):
        return row | values if (setting, epoch) == ("plain", 7) else row

    return change


def test_complete_curves_with_true_claims_lose_nothing_and_are_pending():
    verdict = judged(rows())
    assert (verdict.pending, verdict.lost) == (1.0, 0.0), seen(verdict)
    assert set(verdict.curves) == {f"{s} {c}" for s in SETTINGS for c in CHECK.columns}
    assert len(verdict.curves["plain test_loss"]) == EPOCHS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (rows(settings=["plain"]), "✗ there is no curve of 'momentum'"),
        (rows(epochs=38), "✗ 'plain': 2 of 40 epochs are missing: 39, 40"),
        (rows(changed(train_loss=-0.1)), "✗ 'plain': train_loss is -0.1 in epoch 7"),
        (rows(changed(train_accuracy=-0.1)), "✗ 'plain': train_accuracy is -0.1 in epoch 7"),
        (rows(changed(train_accuracy=130)), "✗ 'plain': train_accuracy is 1.3 in epoch 7"),
        (rows(changed(test_accuracy=math.nan)), "✗ 'plain': test_accuracy is nan in epoch 7"),
    ],
)
def test_what_is_missing_or_impossible_costs_its_part(text, told):
    verdict = judged(text, RIGHT | {"best": "plain"})
    assert told in seen(verdict)
    assert verdict.lost > 0


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        (
            "accuracy",
            "0.9",
            "✗ accuracy: you wrote 0.9, but test_accuracy of 'plain' ends at 0.817",
        ),
        ("accuracy", "90 %", "✗ accuracy: you wrote 90 %"),
        ("test_loss", "decreases", None),  # on the whole it does
        ("test_loss", "It decreases at first and increases later.", None),
        ("test_loss", "steady", "✗ test_loss: you wrote 'steady', but test_loss of 'momentum'"),
        ("best", "plain", "✗ best: you wrote 'plain', but its test_accuracy ends at 0.8177"),
    ],
)
def test_a_claim_that_no_reading_makes_true_costs_its_part(field, said, told):
    verdict = judged(rows(), RIGHT | {field: said})
    if told is None:
        assert verdict.state == "pending"
    else:
        assert told in seen(verdict)
        assert verdict.lost == pytest.approx(1 / 5)


@pytest.mark.parametrize(
    "said", ["0.82", "0.817", "$81.7\\%$", "82", "81.8 %", ".82", r"$\approx 0.82$"]
)
def test_a_final_accuracy_in_every_spelling(said):
    assert judged(rows(), RIGHT | {"accuracy": said}).lost == 0


def test_curves_may_be_in_percent_count_from_0_and_diverge():
    def percent(setting, epoch, row):
        return {k: v * 100 if "accuracy" in k else v for k, v in row.items()}

    def diverges(setting, epoch, row):
        return row | ({"train_loss": math.nan} if epoch > 5 else {})

    from_0 = "".join(
        f"{s},{int(e) - 1},{rest}"
        for s, e, rest in (line.split(",", 2) for line in rows().splitlines(True)[1:])
    )
    for text in (rows(percent), rows(diverges), CHECK.header + from_0):
        assert judged(text).lost == 0


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        ("not,curves\n1,2\n", RIGHT, "curves.csv, line 2: there is no setting"),
        (rows(), RIGHT | {"best": "the second"}, "? answers.md, line 1: best can't be read"),
        (rows(), RIGHT | {"best": "not plain but momentum"}, "best can't be read"),
        (rows(), RIGHT | {"accuracy": "rather good"}, "accuracy can't be read"),
        (rows(), RIGHT | {"test_loss": "it wiggles"}, "test_loss can't be read"),
        (rows(), RIGHT | {"test_loss": "it doesn't increase"}, "test_loss can't be read"),
        (
            rows(changed(test_loss=0.1, test_accuracy=0.2)),
            RIGHT,
            "? 'plain', epoch 7: a test_loss of 0.1 is too low for a test_accuracy of 0.2",
        ),
        (
            rows(settings=["plain"]) + rows(settings=["plain"]).replace("plain", "momentum")[64:],
            RIGHT,
            "? 'plain' and 'momentum' are the same curves to the last digit",
        ),
    ],
)
def test_what_cant_be_read_or_believed_is_for_a_person(text, said, told):
    verdict = judged(text, said)
    assert told in seen(verdict)
    assert (verdict.state, verdict.earned) == ("pending", 0.0)


def test_no_curves_no_marks():
    verdict = CHECK.judge(Context(Answer("answers.md, line 1", {"best": Written("plain", "")})))
    assert verdict.state == "failed"
    assert verdict.failure.summary == "curves.csv is missing"
    assert CHECK.judge(Context()).state == "failed"
    both = {"curves.csv": rows(), "curves.json": "[]"}
    assert "submit one" in CHECK.judge(Context(Answer(""), both)).reason


def test_settings_that_the_student_names_are_counted():
    check = Experiment("own", 3, EPOCHS, claims=[Final("first", "test_accuracy", 0)])
    verdict = judged(rows(), {"first": "0.82"}, "own.csv", check)
    assert "✗ there is no curve of a setting 3" in seen(verdict)
    assert verdict.lost == pytest.approx(1 / 4)


def test_an_authors_mistakes_are_said():
    wrong = Experiment(
        "../x",
        {"a": ""},
        claims=[Final("f", "test_acc", "a"), Best("b", "loss"), Trend("t", "test_loss", "z")],
        columns=["test_loss"],
        cross_entropy=True,
    )
    told = "\n".join(wrong.problems([]))
    for part in ("'../x' can't be", "'test_acc'", "'loss'", "setting 'z'", "cross_entropy needs"):
        assert part in told
