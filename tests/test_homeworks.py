"""The five homeworks: every item is asked, and each printed answer gets what it deserves.

`tests/homeworks/<assignment>.csv` lists every item of a document with the question and field
that ask for it, and whether what is printed there is `right`, `imprecise`, `wrong`,
`contradictory`, free `text`, or `none` (lost drawings, placeholders, code).
`submissions/<assignment>/published/` submits the printed answers.
"""

import csv
import dataclasses
import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from grader import grading, loading, submission
from grader.checks.written.base import WrittenCheck
from grader.cli import main
from grader.results import Results, Verdict
from grader.submission import SHEETS, Submission

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[1]
ITEMS = {  # how many there are in each document
    "backprop_graphs_ps2": 57,
    "nyu_dl_hw1": 30,
    "inzva_dlsg_hw1": 26,
    "jhu_ssm_a3": 49,
    "cmu10417_hw1": 37,
}
SEEDS = 3


@dataclasses.dataclass(frozen=True)
class Row:
    """One field that asks for an item, or for a part of it."""

    assignment: str
    item: str
    question: str
    field: str
    published: str


def rows(name: str) -> Iterator[Row]:
    with (ROOT / "tests" / "homeworks" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Row(name, **row)


@cache
def loaded(name: str) -> loading.AssignmentFolder:
    return loading.load(ROOT / "reference" / name)


def place(row: Row) -> int:
    """The place, in its question, of the check that a row's field belongs to."""
    questions = loaded(row.assignment).assignment.questions
    question = next((q for q in questions if q.id == row.question), None)
    assert question, f"there is no question {row.question}: {row}"
    found = [
        k
        for k, check in enumerate(question.checks)
        if row.field in (*getattr(check, "fields", ()), check.name)
    ]
    assert found, f"no check of question {row.question} has such a field: {row}"
    return found[0]


def written(name: str, folder: Path) -> Submission:
    """The answers alone: nothing is run."""
    files = submission.read(folder, [], [*SHEETS, *loaded(name).assignment.data_files]).files
    return Submission(folder.name, files)


def grade(name: str, submitted: Submission, server, seed: int = 0, judges=None) -> Results:
    asked = [q.id for q in loaded(name).assignment.questions if not q.drivers]
    return grading.grade(
        loaded(name), submitted, server=server, seed=seed, only=asked, judges=judges
    )


def outcome(verdict: Verdict, field: str) -> str:
    """A check of several fields has an item for each."""
    for item in verdict.items:
        if re.match(rf"{re.escape(field)}(?!\w)", item.text):
            return {"passed": "accepted", "pending": "needs review"}.get(item.state, "refused")
    return {"passed": "accepted", "pending": "needs review"}.get(verdict.state, "refused")


@pytest.fixture(scope="module")
def outcomes(server):
    """What each printed answer gets, by homework and row."""

    @cache
    def of(name: str) -> dict[Row, str]:
        results = grade(name, written(name, ROOT / "submissions" / name / "published"), server)
        verdicts = {question.id: question.verdicts for question in results.questions}
        return {
            row: outcome(verdicts[row.question][place(row)], row.field)
            for row in rows(name)
            if row.published not in ("text", "none")
        }

    return of


@pytest.mark.parametrize("name", ITEMS)
def test_every_item_is_asked(name):
    for row in rows(name):
        assert place(row) >= 0
    assert len({row.item for row in rows(name)}) == ITEMS[name]
    assert sum(ITEMS.values()) == 199


def test_32_printed_answers_are_wrong_and_12_contradict_themselves():
    printed = Counter(
        kind
        for name in ITEMS
        for kind, items in _items_by_kind(name).items()
        for _ in items
        if kind != "right"
    )
    assert printed == {"wrong": 32, "contradictory": 12}


def _items_by_kind(name: str) -> dict[str, set[str]]:
    kinds = defaultdict(set)
    for row in rows(name):
        if row.published in ("right", "wrong", "contradictory"):
            kinds[row.published].add(row.item)
    kinds["right"] -= kinds["wrong"] | kinds["contradictory"]
    return kinds


@pytest.mark.parametrize("name", ITEMS)
def test_only_right_printed_answers_are_accepted(name, outcomes):
    found = outcomes(name)
    lost = [row for row, what in found.items() if row.published == "right" and what != "accepted"]
    assert not lost
    missed = [row for row, what in found.items() if row.published != "right" and what == "accepted"]
    assert not missed


def _table(outcomes) -> list[list[str]]:
    """Each homework, its items, and what became of the answers that are printed of them."""
    lines, total = [], Counter()
    for name in ITEMS:
        became = Counter({("items", ""): ITEMS[name]})
        for kind, items in _items_by_kind(name).items():
            for item in items:
                found = {
                    what
                    for row, what in outcomes(name).items()
                    if (row.item, row.published) == (item, kind)
                }
                worst = next(w for w in ("refused", "needs review", "accepted") if w in found)
                became[kind, worst] += 1
        total += became
        lines.append([name, *_cells(became)])
    return [*lines, ["all", *_cells(total)]]


def _cells(became: Counter) -> list[str]:
    cells = [str(became["items", ""])]
    for kind in ("right", "wrong", "contradictory"):
        printed = [
            f"{became[kind, what]} {what}"
            for what in ("accepted", "refused", "needs review")
            if became[kind, what]
        ]
        cells.append(", ".join(printed) or "none")
    return cells


def test_page_states_what_printed_answers_get(outcomes):
    readme = (ROOT / "reference" / "README.md").read_text(encoding="utf-8")
    for cells in _table(outcomes):
        assert f"| {' | '.join(cells)} |" in readme
    right, wrong, contradictory = (_count(cell) for cell in _table(outcomes)[-1][2:])
    first = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"all {right} correct ones are accepted" in first
    assert f"none of the {wrong + contradictory} that are wrong or contradict themselves" in first


def _count(cell: str) -> int:
    return sum(map(int, re.findall(r"\d+", cell)))


def models(name: str) -> list[Path]:
    """Folders of right answers: the reference's, and other right forms of them."""
    correct = (ROOT / "submissions" / name).glob("correct*/answers.*")
    return [ROOT / "reference" / name, *(path.parent for path in correct)]


def needs_review(check) -> bool:
    """Whether a person decides: free text, and learning curves that nothing confirms."""
    return check.kind in ("review", "experiment")


def assert_full_points(name: str, server, seeds: range) -> None:
    assert len(models(name)) > 1
    checks = {question.id: question.checks for question in loaded(name).assignment.questions}
    with grading.judging(loaded(name), server) as judges:
        for folder, seed in itertools.product(models(name), seeds):
            results = grade(name, written(name, folder), server, seed, judges)
            lost = [
                (folder.name, seed, question.id, verdict.check, verdict.reason)
                for question in results.questions
                for check, verdict in zip(checks[question.id], question.verdicts, strict=True)
                if verdict.state != "passed" and not (needs_review(check) and not verdict.lost)
            ]
            assert not lost


@pytest.mark.parametrize("name", ITEMS)
def test_model_answers_have_full_points(name, server):
    assert_full_points(name, server, range(SEEDS))


def test_value_given_twice_needs_review(server):
    name = "backprop_graphs_ps2"
    results = grade(name, written(name, ROOT / "submissions" / name / "published"), server)
    question = next(q for q in results.questions if q.id == "3a")
    graph = next(verdict for verdict in question.verdicts if verdict.check == "graph")
    states = {item.text.split()[0].rstrip(":"): item.state for item in graph.items}
    assert (states["Yhat"], states["L"]) == ("pending", "pending")  # 0.690, in the table 0.731
    assert {states[f"dL_d{node}"] for node in ("H1", "H2", "X1", "X2")} == {"passed"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ITEMS)
def test_model_answers_have_full_points_under_200_seeds(name, server):
    assert_full_points(name, server, range(200))


def test_model_answers_are_in_markdown_latex_and_a_notebook():
    endings = {path.suffix for name in ITEMS for f in models(name) for path in f.glob("answers.*")}
    assert endings == {".md", ".tex", ".ipynb"}


@pytest.mark.parametrize("name", ITEMS)
def test_handout_holds_no_key(name, tmp_path):
    assert main(["starter", name, "-o", str(tmp_path / "handout")]) == 0
    described = json.loads((tmp_path / "handout" / "checks" / "assignment.json").read_text())
    by_id = {q.id: q for q in loaded(name).assignment.questions}
    for question in described["questions"]:
        for check, given in zip(by_id[question["id"]].checks, question["checks"], strict=False):
            if isinstance(check, WrittenCheck) and not check.public_key:
                keys = [e.name for e in dataclasses.fields(check) if e.metadata.get("key")]
                assert [given["fields"].get(key) for key in keys] == [None] * len(keys)


@pytest.mark.parametrize("name", ITEMS)
def test_model_answers_lose_nothing_in_a_handout(name, tmp_path, server):
    main(["starter", name, "-o", str(tmp_path / "handout")])
    bundle = loading.load(loading.find(str(tmp_path / "handout")))
    asked = [q.id for q in bundle.assignment.questions if not q.drivers]
    for folder in models(name):
        results = grading.grade(bundle, written(name, folder), server=server, only=asked)
        lost = [
            (folder.name, question.id, verdict.check, verdict.failure or verdict.reason)
            for question in results.questions
            for verdict in question.verdicts
            if verdict.lost or verdict.error
        ]
        assert not lost


@pytest.mark.parametrize("name", ITEMS)
def test_sheets_ask_for_every_field(name, tmp_path):
    main(["starter", name, "-o", str(tmp_path / "handout")])
    for ending in ("md", "tex"):
        sheet = (tmp_path / "handout" / f"answers.{ending}").read_text(encoding="utf-8")
        for question in loaded(name).assignment.questions:
            for check in question.checks:
                for field in getattr(check, "fields", ()):
                    assert f"{field}:" in sheet or rf"\answer{{{field}}}" in sheet
