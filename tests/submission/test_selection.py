"""Which file is the one asked for: duplicates, near names, packages and patterns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import SOURCE, WANTED, every_way, foldered, notebook, notes, refusal, zipped

from grader.submission import read
from grader.submission.files.gathering import Found
from grader.submission.files.naming import is_near, skeleton
from grader.submission.files.selection import Selection


@every_way
def test_the_file_nearest_to_the_top_is_taken(tmp_path, make, name):
    members = [("old/v1/mlp.py", "raise"), ("hw/mlp.py", SOURCE), ("tests/a/mlp.py", "raise")]
    found = read(make(tmp_path / name, members), WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert "old/v1/mlp.py: not used: hw/mlp.py is" in notes(found)


def test_equal_copies_are_one_file(tmp_path):
    found = read(foldered(tmp_path / "s", [("a/mlp.py", SOURCE), ("b/mlp.py", SOURCE)]), WANTED)
    assert found.files == {"mlp.py": SOURCE}


def test_two_different_files_equally_near_are_named(tmp_path):
    path = foldered(tmp_path / "s", [("a/mlp.py", SOURCE), ("b/mlp.py", "x"), ("net.py", SOURCE)])
    found = read(path, ["mlp.py", "net.py"])
    assert found.problems == {
        "mlp.py": "a/mlp.py, b/mlp.py could each be mlp.py; submit one of them"
    }
    assert set(found.files) == {"net.py"}


def test_of_equally_near_ones_that_beside_the_others_is_taken(tmp_path):
    members = [("a/mlp.py", "raise"), ("b/mlp.py", SOURCE), ("b/net.py", SOURCE)]
    found = read(foldered(tmp_path / "s", members), ["mlp.py", "net.py"])
    assert found.tree["mlp.py"].origin == "b/mlp.py"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_names_a_file_twice_is_ambiguous(tmp_path):
    path = zipped(tmp_path / "s.zip", [("mlp.py", SOURCE), ("mlp.py", "raise")])
    assert "could each be mlp.py" in refusal(path)


@every_way
@pytest.mark.parametrize(
    "near",
    ["MLP.py", "mlр.py", "mlp\u200b.py", "ｍlp.py", "mlp .py", "mlp (1).py", "mlp-2.py",
     "Copy of mlp.py", "HW1_Smith_mlp_final.py", "homework.py", "MLP.ipynb"],
)  # fmt: skip
def test_a_near_name_is_taken_if_it_is_the_only_one(tmp_path, make, name, near):
    text = notebook("a = 1") if near.endswith("ipynb") else SOURCE
    path = make(tmp_path / name, [(f"hw/{near}", text)])
    found = read(path, WANTED)
    assert set(found.files) == {"mlp.py"}
    assert any("taken as mlp.py" in line for line in notes(found))


@every_way
@pytest.mark.parametrize("near", ["mlр.py", "m1p.py", "mlp (1).py", "copy/MLP.py"])
def test_a_near_name_beside_the_right_one_is_not_taken(tmp_path, make, name, near):
    found = read(make(tmp_path / name, [(near, "raise"), ("a/mlp.py", SOURCE)]), WANTED)
    assert found.files == {"mlp.py": SOURCE}


def test_two_near_names_are_ambiguous(tmp_path):
    path = foldered(tmp_path / "s", [("mlp (1).py", SOURCE), ("mlp (2).py", "other")])
    assert "could each be mlp.py; submit one of them" in refusal(path)


@pytest.mark.parametrize(
    ("near", "asked"),
    [
        ("HW3_Smith_final.ipynb", "hw3.ipynb"),
        ("hw3.ipynb", "HW3.ipynb"),
        ("mlp (1).py", "mlp.py"),
        ("smith-mlp-final.py", "mlp.py"),
        ("simple ml.py", "simple_ml.py"),
    ],
)
def test_names_that_are_near(near, asked):
    assert is_near(near, asked)


@pytest.mark.parametrize("far", ["test_mlp.py", "mlp2.py", "xor.py", "mlpack.py", "data.py"])
def test_names_that_are_not_near(far):
    assert not is_near(far, "mlp.py")


def test_a_file_asked_for_is_not_taken_for_another(tmp_path):
    found = read(foldered(tmp_path / "s", [("layers.py", SOURCE)]), ["layers.py", "training.py"])
    assert set(found.files) == {"layers.py"}


@every_way
def test_a_notebook_stands_for_the_module(tmp_path, make, name):
    path = make(tmp_path / name, [("mlp.ipynb", notebook("a = 1", ["b = 2\n", "c = 3"]))])
    found = read(path, WANTED)
    assert found.files["mlp.py"] == "# cell 1\na = 1\n\n# cell 2\nb = 2\nc = 3\n"
    assert [cell.number for cell in found.tree["mlp.py"].cells] == [1, 2]
    assert read(path, ["mlp.ipynb"]).files == found.files


def test_a_module_goes_before_its_notebook(tmp_path):
    path = foldered(tmp_path / "s", [("mlp.py", SOURCE), ("mlp.ipynb", notebook("a = 1"))])
    found = read(path, WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert notes(found) == ["mlp.ipynb: not used: mlp.py is"]


@every_way
def test_a_file_in_a_folder_keeps_its_place(tmp_path, make, name):
    members = [("hw0/src/simple_ml.py", SOURCE), ("hw0/src/util.py", ""), ("hw0/data/x.csv", "1")]
    found = read(make(tmp_path / name, members), ["src/simple_ml.py"])
    assert set(found.tree) == {"src/simple_ml.py", "src/util.py", "data/x.csv"}


def test_a_folder_more_or_less_is_said(tmp_path):
    found = read(foldered(tmp_path / "s", [("simple_ml.py", SOURCE)]), ["src/simple_ml.py"])
    assert set(found.tree) == {"src/simple_ml.py"}
    assert notes(found) == ["simple_ml.py: taken as src/simple_ml.py"]


PACKAGE = [
    ("mytorch/__init__.py", ""),
    ("mytorch/nn/__init__.py", "from .linear import Linear"),
    ("mytorch/nn/linear.py", SOURCE),
    ("models/mlp.py", "import mytorch"),
]


@every_way
@pytest.mark.parametrize("top", ["", "hw1p1/", "mytorch/"])
def test_a_package_is_taken_whole(tmp_path, make, name, top):
    members = [(top + path, text) for path, text in PACKAGE]
    found = read(make(tmp_path / name, members), ["mytorch/", "models/mlp.py"])
    assert {name: file.content for name, file in found.tree.items()} == dict(PACKAGE)


def test_the_contents_of_a_package_stand_for_it(tmp_path):
    path = foldered(tmp_path / "s", [("nn/linear.py", SOURCE), ("__init__.py", "")])
    found = read(path, ["mytorch/"])
    assert set(found.tree) == {"mytorch/nn/linear.py", "mytorch/__init__.py"}
    assert "taken as the folder mytorch/" in notes(found)[0]


def test_a_pattern_takes_all_that_match(tmp_path):
    members = [("hw/layers/a.py", "1"), ("hw/layers/b.py", "2"), ("hw/other/c.py", "3")]
    found = read(foldered(tmp_path / "s", members), ["layers/*.py"])
    assert set(found.files) == {"layers/a.py", "layers/b.py"}
    assert "other/c.py" in found.tree


def test_a_file_never_lies_in_a_file(tmp_path):
    members = [("hw/src.py", ""), ("src.py/x.py", "raise"), ("hw/src.py/y.py", "")]
    found = read(zipped(tmp_path / "s.zip", members), ["src.py"])
    assert not any(path.startswith("src.py/") for path in found.tree)


def test_names_that_differ_to_the_eye_have_other_skeletons():
    names = ["mlp.py", "mlp2.py", "data.py", "test_mlp.py", "mlp_old.py", "xor.py"]
    assert len({skeleton(name) for name in names}) == len(names)


PARTS = st.sampled_from(
    ["mlp.py", "MLP.py", "mlp.ipynb", "src", "old", "mlp (1).py", "net.py", "a"]
)
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
FOUND = st.builds(Found, PATHS, st.none() | st.binary(max_size=2), st.just("too large"))


@given(st.lists(FOUND, max_size=8))
def test_any_files_give_each_name_one_file_or_a_reason(found):
    selection = Selection(found)
    names = ["mlp.py", "src/net.py"]
    selection.choose(names, names)
    selection.choose_package("src/")
    selection.choose_all("old/*.py")
    chosen = list(map(id, selection.chosen.values()))
    assert len(chosen) == len(set(chosen))
    assert all(file.data is not None for file in map(selection.chosen.get, names) if file)
    assert not selection.problems.keys() & selection.chosen.keys()
