"""Pages are functions of results: safe, the same again, and a student's without staff's words."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from hostile_class import HIDDEN, blocked
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.reports.html import page
from grader.reports.html.arrays import as_code
from grader.reports.html.classroom import class_page
from grader.reports.html.curves import panels
from grader.reports.html.formulas import mathml
from grader.reports.html.submission import submission_page
from grader.reports.html.writing import write
from grader.results import (
    Diagnosis,
    Difference,
    Failure,
    Formula,
    QuestionResult,
    Reading,
    Results,
    Verdict,
)

TEMPLATES = Path(page.__file__).parent / "templates"


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))


def test_same_results_give_the_same_pages(a_class: list[Results]) -> None:
    assert class_page(iter(a_class)) == class_page(iter(a_class))
    assert submission_page(a_class[1]) == submission_page(a_class[1])


def test_students_page_holds_nothing_of_the_staffs(folder: Path) -> None:
    pages = sorted(folder.glob("*/student.html"))
    assert len(pages) == 12
    for path in pages:
        student, staff = path.read_text("utf-8"), path.with_name("report.html").read_text("utf-8")
        assert staff.count(HIDDEN) >= 4  # the rubric, the answer, our error, the hidden question
        assert HIDDEN not in student
        assert "7654321" in staff
        assert "7654321" not in student
        assert "index.html" not in student


def test_hostile_texts_make_no_tag_no_handler_and_no_style(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        tags = Tags(text).found
        assert {tag for tag, _ in tags}.isdisjoint({"img", "b<script", "iframe", "object", "base"})
        assert sum(tag == "script" for tag, _ in tags) == text.count("\n<script>") <= 2
        names = {name for _, attributes in tags for name in attributes}
        assert not [name for name in names if name == "style" or name.startswith("on")]
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", text)


def test_every_link_leads_to_a_file_of_the_folder(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        for tag, attributes in Tags(path.read_text("utf-8")).found:
            link = attributes.get("href") if tag == "a" else None
            if link and link[0] != "#":
                assert (path.parent / unquote(link.partition("#")[0])).resolve().is_file(), link


def test_templates_trust_nothing() -> None:
    for template in TEMPLATES.iterdir():
        text = template.read_text("utf-8")
        assert not re.search(
            r"\|\s*safe|autoescape|innerHTML|outerHTML|insertAdjacent|eval\(", text
        )
        assert not re.search(r"\sstyle=|\son\w+=", text)


def test_formula_keeps_its_structure_and_loses_links_and_styles() -> None:
    hostile = r"\href{javascript:alert(1)}{x} \style{color:red}{y} \text{<script>}"
    assert set(re.findall(r"(\w+)=", mathml(Formula("", hostile)))) <= {"xmlns", "display"}
    assert "<script" not in mathml(Formula("", hostile))
    assert "<mfrac>" in mathml(Formula("", r"\frac{a}{b}"))


@pytest.mark.parametrize("latex", ["", r"x^2^3", r"\left("])
def test_formula_that_cannot_be_typeset_is_shown_as_text(latex: str) -> None:
    assert mathml(Formula("a < b", latex)) == "<code>a &lt; b</code>"


def test_what_stops_many_questions_is_said_once() -> None:
    text = submission_page(blocked())
    assert text.count("SyntaxError: expected &#39;:&#39;") == 1
    assert text.count("Not run: see the top of this page.") == 4


def test_checks_with_the_same_failure_are_merged(a_class: list[Results]) -> None:
    text = submission_page(a_class[1], "student")
    assert text.count("It is batch = 2 times too small.</p>") == 2  # once in 1.1, once in 2.1
    assert "The same shows in: recorded" in text


def test_arguments_can_be_pasted_or_are_named_by_their_shape() -> None:
    small = {"x": np.array([[1.0, -2.5]]), "layers": [np.array([True]), "it's"], "rate": 0.5}
    read: dict[str, object] = {"np": np}
    exec(as_code({**small, "large": np.zeros((40, 50))}), read)
    np.testing.assert_equal({name: read[name] for name in small}, small)
    assert "large" not in read


@given(
    st.dictionaries(
        st.sampled_from(["yours train_loss", "expected train_loss", "a test_accuracy", "loss"]),
        st.lists(st.floats(), max_size=200),
    )
)
def test_any_curves_can_be_drawn(curves: dict[str, list[float]]) -> None:
    for panel in panels(curves):
        assert 2 <= len(panel.axes.ticks) <= 12
        heights = re.findall(r"[ML]\S+ (\S+?)(?=[ML]|$)", "".join(x.path for x in panel.lines))
        assert all(0 <= float(y) <= panel.axes.height for y in heights)


ARRAYS = st.sampled_from(
    [
        np.array(2.5),
        np.zeros((0, 3)),
        np.array([[1 + 2j, np.nan]]),
        np.array(["<b>", "x"]),
        np.array([True, False]),
        np.ones((2, 3, 2)),
        np.array([{"a": 1}, None], dtype=object),
    ]
)
FAILURES = st.builds(
    Failure,
    st.text(max_size=5),
    driver=st.sampled_from(["", "f"]),
    arguments=st.dictionaries(st.text(max_size=3), ARRAYS | st.floats(), max_size=2),
    difference=st.none()
    | ARRAYS.map(lambda a: Difference("out", a, a, np.ones(a.shape, bool), (0,) * a.ndim)),
    diagnosis=st.none() | st.builds(Diagnosis, st.text(max_size=3), st.text(max_size=3)),
    shapes=st.none() | st.just(((2,), (3, 1))),
)
READINGS = st.builds(
    Reading,
    st.just((Formula("a", "a"), Formula("b", r"\frac{b}"))),
    st.sampled_from([("=",), ("<",)]),
    st.none() | st.just(0),
    st.none() | st.booleans(),
)
ANY = st.builds(
    lambda earned, **options: Verdict("a check", earned=earned, **options),
    st.sampled_from([0.0, 0.5, 1.0]),
    guard=st.booleans(),
    failure=st.none() | FAILURES,
    reading=st.none() | READINGS,
    reason=st.text(max_size=5),
    curves=st.dictionaries(st.text(max_size=8), st.lists(st.floats(), max_size=4), max_size=2),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ANY, max_size=3), st.none() | FAILURES, st.sampled_from([0.0, 3.0]))
def test_any_results_can_be_drawn(
    verdicts: list[Verdict], blocked_by: Failure | None, points: float
) -> None:
    question = QuestionResult("1", "One", "code", points, tuple(verdicts), blocked_by=blocked_by)
    results = Results("A homework", "someone", (question,) * 3, seed=0)
    for text in (submission_page(results), submission_page(results, "student")):
        assert text.rstrip().endswith("</html>")
    assert class_page([results]).rstrip().endswith("</html>")
    assert class_page([]).rstrip().endswith("</html>")


def test_page_that_cannot_be_drawn_shows_the_points(
    tmp_path: Path, a_class: list[Results], caplog: pytest.LogCaptureFixture
) -> None:
    unrelated = Reading((Formula("a"), Formula("b")))  # no relation between its steps
    broken = replace(a_class[1].questions[0], verdicts=(Verdict("odd", reading=unrelated),))
    write(tmp_path, [replace(a_class[1], questions=(broken,)), a_class[2]])
    assert "odd" in (tmp_path / a_class[1].submission / "report.html").read_text("utf-8")
    assert "the page for staff" in caplog.text
