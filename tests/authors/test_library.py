"""The library: one list of exported names, each documented for an author."""

import dataclasses
import inspect
import pydoc
import re
from pathlib import Path

import pytest
from small import FILES, write

import grader
from grader.errors import AssignmentError, UngradableError, UsageError
from grader.protocol import Check
from grader.results import Results

EXPORTED = re.findall(
    r"\bimport (\w+) as \1\b|^    (\w+) as \2,$",
    (Path(grader.__file__).with_suffix(".pyi")).read_text(),
    re.MULTILINE,
)
NAMES = sorted(one or other for one, other in EXPORTED)
CHECKS = [
    name
    for name in NAMES
    if inspect.isclass(getattr(grader, name)) and issubclass(getattr(grader, name), Check)
]


def helped(name: str) -> str:
    return pydoc.plain(pydoc.render_doc(getattr(grader, name)))


def test_there_is_one_list_of_exported_names():
    assert NAMES == sorted(grader.__all__) == sorted(dir(grader))
    assert len(NAMES) == len(set(NAMES)) > 40


def test_a_star_import_gives_all_of_them():
    names: dict[str, object] = {}
    exec("from grader import *", names)
    assert set(NAMES) <= names.keys()


@pytest.mark.parametrize("name", NAMES)
def test_each_is_documented(name):
    assert (getattr(grader, name).__doc__ or "").strip()
    assert not (getattr(grader, name).__doc__ or "").startswith(f"{name}(")


@pytest.mark.parametrize("name", CHECKS)
def test_the_help_on_a_check_has_every_parameter_and_the_guard_rule(name):
    told = helped(name)
    kind = getattr(grader, name)
    for field in dataclasses.fields(kind):
        if field.init:
            assert re.search(rf"\b{field.name}\b[`:]|`{field.name}`|`<{field.name}>", told), field
    assert "a guard earns nothing and takes points from what other checks earn" in told
    assert not {"place", "recorded"} & set(inspect.signature(kind).parameters)


def test_the_help_on_agreement_says_what_a_driver_returns_and_shows_one():
    told = helped("Agreement")
    assert "It returns a dict of plain data" in told
    assert ">>> Agreement(drivers.linear, inputs.xs, weight=2)" in told


def test_the_help_on_the_package_lists_its_classes_and_functions():
    told = pydoc.plain(pydoc.render_doc(grader))
    for name in NAMES:
        assert name in told
    assert "grader.load(" in told
    assert "grader.grade(" in told


@pytest.fixture
def homework(tmp_path):
    return write(tmp_path / "hw")


def test_grade_takes_paths_or_what_load_returns(homework, tmp_path):
    (tmp_path / "mlp.py").write_text(FILES["mlp.py"])
    results = grader.grade(homework, tmp_path / "mlp.py")
    assert isinstance(results, Results)
    assert (results.earned, results.pending, results.points, results.full) == (4, 0, 4, True)
    again = grader.grade(grader.load(homework), str(tmp_path / "mlp.py"), only=["1"])
    assert [q.verdicts for q in again.questions] == [q.verdicts for q in results.questions]


def test_what_the_student_does_never_raises(homework, tmp_path):
    (tmp_path / "mlp.py").write_text("raise SystemExit")
    results = grader.grade(homework, tmp_path / "mlp.py")
    assert (results.earned, results.pending) == (0, 0)


def test_what_the_caller_does_raises(homework, tmp_path):
    with pytest.raises(UsageError, match="no assignment"):
        grader.load(tmp_path / "nothing")
    (tmp_path / "mlp.py").write_text(FILES["mlp.py"])
    with pytest.raises(UsageError, match="no question 7"):
        grader.grade(homework, tmp_path / "mlp.py", only=["7"])
    with pytest.raises((UngradableError, UsageError)):
        grader.grade(homework, tmp_path / "nothing")
    (homework / "inputs.py").write_text("1 / 0")
    with pytest.raises(AssignmentError, match=r"inputs.py:1: ZeroDivisionError"):
        grader.load(homework)
