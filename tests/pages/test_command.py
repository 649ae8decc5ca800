"""`grader report` draws the pages of a folder from its gradebook."""

from pathlib import Path

import pytest

from grader.cli import main
from grader.commands import report
from grader.gradebook import FILE, Gradebook, Key
from grader.reports.html.writing import write
from grader.results import Results
from grader.review import Decision, groups
from grader.submission import Location


@pytest.fixture
def graded(tmp_path: Path, a_class: list[Results]) -> Path:
    """A folder with a gradebook, as `grader grade` leaves it."""
    with Gradebook(tmp_path / FILE, new=True) as book:
        for results in a_class:
            location = Location(results.submission, {})
            book.add(location, "digest", Key("assignment", 1, "all"), results)
    return tmp_path


def texts(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text("utf-8") for p in folder.rglob("*.html")}


def test_pages_from_the_gradebook_are_those_of_the_results(
    graded: Path,
    tmp_path_factory: pytest.TempPathFactory,
    a_class: list[Results],
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path_factory.mktemp("same")
    write(folder, sorted(a_class, key=lambda results: results.submission), students=True)
    assert main(["report", str(graded), "--students"]) == 0
    assert capsys.readouterr().out == f"{graded / 'index.html'}\n"
    assert texts(graded) == texts(folder)


def test_pages_show_what_a_person_decided(graded: Path, a_class: list[Results]) -> None:
    waiting = groups(a_class)
    with Gradebook(graded / FILE) as book:
        found = [Decision(g.subject.id, 0.5, "A person", "a good reason") for g in waiting]
        book.add_decisions(found, [])
    assert main(["report", str(graded), "--students"]) == 0
    assert "Nothing needs review" in (graded / "review.html").read_text("utf-8")
    student = (graded / "student 01" / "student.html").read_text("utf-8")
    assert "reviewed: a good reason" in student
    assert "need review" not in student


def test_students_pages_are_written_only_when_asked_for(graded: Path) -> None:
    assert main(["report", str(graded)]) == 0
    assert {Path(name).name for name in texts(graded)} == {
        "index.html",
        "review.html",
        "report.html",
    }


def test_folder_without_a_gradebook_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(tmp_path)]) == 2
    assert "grader grade" in capsys.readouterr().err


def test_missing_extra_is_named(
    graded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(report, "find_spec", lambda name: None)
    assert main(["report", str(graded)]) == 2
    assert "homework-grader[report]" in capsys.readouterr().err


def test_pages_that_did_not_change_are_left(tmp_path: Path, a_class: list[Results]) -> None:
    write(tmp_path, a_class)
    for path in tmp_path.glob("*/report.html"):
        path.write_text("old")
    write(tmp_path, a_class, changed={"student 01"})
    redrawn = [p.parent.name for p in tmp_path.glob("*/report.html") if p.read_text() != "old"]
    assert redrawn == ["student 01"]
