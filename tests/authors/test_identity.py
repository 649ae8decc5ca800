"""The digest of an assignment covers all that decides a grade."""

import pytest
from small import write

from grader import loading

DECIDES = {
    "assignment.py": b"\n# changed\n",
    "drivers.py": b"\n# changed\n",
    "inputs.py": b"\n# changed\n",
    "properties.py": b"\n# changed\n",
    "keys.py": b"\n# changed\n",
    "mlp.py": b"\n# changed\n",
    "fixtures.pkl": b"x",
    "data/train.csv": b"x",
    "library/__init__.py": b"x",
    "misconceptions.py": b"x",
}
PLAYS_NO_PART = ("starter/mlp.py", "starter/README.md", ".seed", "__pycache__/mlp.pyc", "README.md")


@pytest.fixture
def folder(tmp_path):
    present = dict.fromkeys([*PLAYS_NO_PART, "fixtures.pkl", "data/train.csv"], "\x80\x04}.")
    return write(tmp_path / "hw", {"library/__init__.py": "", **present})


def change(folder, name, more):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + more)


def test_it_is_the_same_wherever_the_folder_is(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    moved = folder.rename(tmp_path / "elsewhere" / "other")
    digest = loading.load(moved).digest
    assert digest == loading.load(moved.rename(folder)).digest


@pytest.mark.parametrize("name", DECIDES)
def test_a_file_that_decides_a_grade_changes_it(name, folder):
    before = loading.load(folder).digest
    change(folder, name, DECIDES[name])
    assert loading.load(folder).digest != before


@pytest.mark.parametrize("name", PLAYS_NO_PART)
def test_a_file_that_plays_no_part_does_not(name, folder):
    before = loading.load(folder).digest
    change(folder, name, b"\n# changed\n")
    assert loading.load(folder).digest == before


def test_a_renamed_file_changes_it(folder):
    before = loading.load(folder).digest
    (folder / "data" / "train.csv").rename(folder / "data" / "test.csv")
    assert loading.load(folder).digest != before
