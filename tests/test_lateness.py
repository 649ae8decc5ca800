"""Days late are counted from the platform's time and the deadline that holds for the student."""

import sys
from pathlib import Path

import pytest

from grader.cli import main
from grader.errors import UsageError
from grader.lateness import Deadline, checked, days_late

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import write

CLASS = Deadline("all", "2026-05-01T23:59:00-04:00", "Grace", "the syllabus")


def late(submitted, *deadlines, names=("s1", "ada@x.org")):
    return days_late(submitted, names, [CLASS, *deadlines])


@pytest.mark.parametrize(
    ("submitted", "days"),
    [
        ("2026-05-02 03:59:00.861687000 Z", 0),  # the very second, in another zone
        ("2026-05-02 03:59:01.5 Z", 1),
        ("2026-05-02T23:59:00-0400", 1),
        ("2026-05-02 23:59:01 -04:00", 2),
        ("2026-01-01 00:00 UTC", 0),
        ("2026-05-09 12:00:00", None),  # no zone: nobody knows
        ("yesterday", None),
        ("2026-13-40 99:99 Z", None),
        ("", None),
    ],
)
def test_a_day_that_has_begun_counts(submitted, days):
    assert late(submitted) == days


def test_an_extension_holds_for_its_student_and_the_later_entry_wins():
    first = Deadline("ada@x.org", "2026-05-08T23:59:00-04:00", "Grace", "ill")
    second = Deadline("ada@x.org", "2026-05-03T23:59:00-04:00", "Grace", "a mistake before")
    assert late("2026-05-05 00:00 Z", first) == 0
    assert late("2026-05-05 00:00 Z", first, second) == 1
    assert late("2026-05-05 00:00 Z", first, names=("s2", "", "eve@x.org")) == 3
    assert days_late("2026-05-05 00:00 Z", ["s1"], []) is None


def test_a_group_has_the_latest_deadline_of_its_members():
    given = [Deadline(n, f"2026-05-0{d}T00:00+00:00", "G", "r") for n, d in (("a", 8), ("b", 4))]
    assert late("2026-05-06 00:00 Z", *given, names=("a", "b")) == 0


def test_a_deadline_without_a_zone_is_refused():
    assert checked("2026-05-01 23:59 -0400") == CLASS.due
    with pytest.raises(UsageError, match="write a time with its zone"):
        checked("2026-05-01T23:59")


def test_deadlines_stay_in_the_gradebook_and_reach_its_table(tmp_path, monkeypatch, capsys):
    write(tmp_path / "hw")
    for number in (1, 2):
        folder = tmp_path / "class" / f"submission_{number}"
        folder.mkdir(parents=True)
        (folder / "mlp.py").write_text("def double(x):\n    return 2 * x\n")
    (tmp_path / "class" / "submission_metadata.yml").write_text(
        "submission_1:\n  :submitters:\n  - :name: Ada\n    :sid: '7'\n"
        "  :created_at: 2026-05-05 00:00:00.5 Z\n"
        "submission_2:\n  :submitters:\n  - :name: Eve\n    :sid: '8'\n"
        "  :created_at: 2026-05-05 00:00:00.5 Z\n"
    )
    monkeypatch.chdir(tmp_path)
    grade = ["grade", "hw", "class", "--out", "out", "--seed", "1", "--jobs", "1"]
    main(grade)
    signed = ("--name", "Grace", "--reason", "the syllabus")
    assert main(["review", "out", "--deadline", "nobody", CLASS.due, *signed]) == 2
    assert main(["review", "out", "--deadline", "all", CLASS.due]) == 2
    assert main(["review", "out", "--deadline", "all", CLASS.due, *signed]) == 0
    assert main(["review", "out", "--deadline", "7", "2026-05-06T00:00Z", *signed]) == 0
    main([*grade, "--regrade"])
    main(["gradebook", "out", "--csv", "points.csv"])
    lines = [line.split(",") for line in Path("points.csv").read_text().splitlines()]
    assert [(line[1], line[-1]) for line in lines] == [
        ("name", "days late"), ("Ada", "0"), ("Eve", "3"),
    ]  # fmt: skip
