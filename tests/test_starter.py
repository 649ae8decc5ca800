"""The student's bundle: it works where no reference is, and holds nothing that it mustn't."""

import ast
import json
import pickle
import re
import shutil
from pathlib import Path

import pytest

from grader.cli import main

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[1]
HOMEWORK = ROOT / "reference" / "cmu10417_hw1"
SAMPLES = ROOT / "submissions" / "cmu10417_hw1"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    import os

    folder = tmp_path_factory.mktemp("student") / "hw1"
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        assert main(["starter", "cmu10417_hw1", "-o", str(folder)]) == 0
    finally:
        os.chdir(before)
    return folder


def checked(bundle, tmp_path, sample, monkeypatch):
    folder = tmp_path / "mine"
    shutil.copytree(bundle, folder)
    tables = [table.name for table in HOMEWORK.glob("*.csv")]
    for name in ("mlp.py", "construction.py", "answers.md", *tables):
        theirs = SAMPLES / sample / name
        shutil.copy(theirs if theirs.is_file() else HOMEWORK / name, folder / name)
    monkeypatch.chdir(folder)
    return main(["check"])


@pytest.mark.parametrize(
    "sample",
    ["correct", "correct_loops", "correct_functional", "correct_single_precision"],
)
def test_correct_work_loses_nothing(bundle, tmp_path, sample, monkeypatch, capsys):
    assert checked(bundle, tmp_path, sample, monkeypatch) == 1  # hidden keys: points are pending
    summary = re.search(r"\d+ of 108 points earned.*", capsys.readouterr().out)[0]
    assert re.fullmatch(r"\d+ of 108 points earned, \d+ pending \(needs review\)", summary)


@pytest.mark.parametrize(
    "sample",
    sorted(
        path.name
        for path in SAMPLES.iterdir()
        if path.name.startswith("wrong") and path.name != "wrong_shared_parameters"
    ),
)
def test_every_public_mistake_is_found(bundle, tmp_path, sample, monkeypatch, capsys):
    assert checked(bundle, tmp_path, sample, monkeypatch) == 1
    printed = capsys.readouterr().out
    assert "called:" in printed or "run:" in printed
    assert "see it again: grader check . . --seed 0 --question" in printed


def test_skeleton_earns_nothing(bundle, monkeypatch, capsys):
    monkeypatch.chdir(bundle)
    assert main(["check"]) == 1
    printed = capsys.readouterr().out
    assert "NotImplementedError" in printed
    assert "total" in printed
    assert re.search(r"total +0 +108\b", printed)


def definitions(path):
    """The bodies of a module's functions, as text without comments or layout."""
    tree = ast.parse(path.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {ast.unparse(statement) for f in functions for statement in f.body[1:] or f.body}


def test_handout_holds_no_reference_and_no_hidden_question(bundle):
    everything = b"\0".join(path.read_bytes() for path in bundle.rglob("*") if path.is_file())
    text = everything.decode("utf-8", "replace")
    references = definitions(HOMEWORK / "mlp.py") | definitions(HOMEWORK / "construction.py")
    secret = {line for line in references if len(line) > 25}
    assert len(secret) > 30
    public = "\n".join(
        (bundle / name).read_text() for name in ("mlp.py", "construction.py", "checks/drivers.py")
    )
    for statement in secret:
        assert statement not in text or statement in public, statement
        assert statement not in public.replace("raise NotImplementedError", ""), statement
    for hidden in ("5.1.6", "Loaded parameters", "shared_parameters", "W_of_the_other"):
        assert hidden not in text
    for answer in ("dp_i/do_j", "w1 / 2", "finitely many hyperplanes", "there is a middle term"):
        assert answer not in text
    for name in ("assignment.py", "written.py", "keys.py", "misconceptions.py", "dataset.py"):
        assert not list(bundle.rglob(name))


def test_handout_has_cases_of_its_own(bundle):
    theirs = pickle.loads((bundle / "checks" / "fixtures.pkl").read_bytes())
    ours = pickle.loads((HOMEWORK / "fixtures.pkl").read_bytes())
    seen = {case["inputs"]["x"].tobytes() for case in ours["5.1.2a/6"]}
    assert not seen & {case["inputs"]["x"].tobytes() for case in theirs["5.1.2a/6"]}


def test_handout_describes_only_public_questions(bundle):
    described = json.loads((bundle / "checks" / "assignment.json").read_text())
    assert "5.1.6" not in [question["id"] for question in described["questions"]]
    assert sum(question["points"] for question in described["questions"]) == 108


def test_folder_with_files_is_left_alone(tmp_path, capsys):
    (tmp_path / "mlp.py").write_text("mine")
    assert main(["starter", "cmu10417_hw1", "-o", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert (tmp_path / "mlp.py").read_text() == "mine"
