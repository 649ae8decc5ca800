"""One submission or many: which are there, and what each is called."""

import os
from pathlib import Path

import pytest
from making import WANTED

from grader.submission import children, names


def test_a_folder_of_submissions_of_every_kind(tmp_path):
    for name in ("a.zip", "b.py", "c.ipynb", "d.tar.gz", "e.txt", ".hidden.py"):
        (tmp_path / name).write_text("")
    (tmp_path / "f").mkdir()
    paths = children(tmp_path, WANTED)
    assert [path.name for path in paths] == ["a.zip", "b.py", "c.ipynb", "d.tar.gz", "f"]
    assert names(paths) == ["a", "b", "c", "d", "f"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a.zip", "a.py", "b.zip"], ["a.zip", "a.py", "b"]),
        (["v1.2.zip", "smith.jones.py"], ["v1.2", "smith.jones"]),
        (["x", "x"], ["x", "x (2)"]),
        (["caf\udce9", "caf%E9"], ["caf%E9", "caf%E9 (2)"]),
        ([f"s{k}" for k in range(50)], [f"s{k}" for k in range(50)]),
    ],
)
def test_every_submission_has_a_name_of_its_own(paths, expected):
    assert names([Path(path) for path in paths]) == expected


def test_a_linked_folder_keeps_its_own_name(tmp_path):
    for name in ("target", "v1.2"):
        (tmp_path / name).mkdir()
    (tmp_path / "anna").symlink_to(tmp_path / "target")
    (tmp_path / "bob").symlink_to(tmp_path / "target")
    paths = children(tmp_path, WANTED)
    assert names(paths) == ["anna", "bob", "target", "v1.2"]


def test_the_current_folder_has_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert names([Path()]) == [tmp_path.name]


def test_a_name_that_is_not_utf8_can_be_written(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9")).mkdir()
    (name,) = names(children(tmp_path, WANTED))
    assert name == "caf%E9"
    (tmp_path / name).write_text(name, encoding="utf-8")
