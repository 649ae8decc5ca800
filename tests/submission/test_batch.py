"""One submission or many: which are there, and what each is called."""

import os

import pytest
from making import SOURCE, WANTED, foldered, zipped

from grader.errors import UngradableError, UsageError
from grader.submission import find, read


def names(path, wanted=WANTED, **options):
    return [location.name for location in find(path, wanted, **options).locations]


def batch(tmp_path, *files):
    return foldered(tmp_path / "in", [(name, SOURCE) for name in files])


def test_a_folder_of_submissions_of_every_kind(tmp_path):
    path = batch(tmp_path, "a.zip", "b.py", "c.ipynb", "d.tar.gz", "e.txt", ".h.py", "f/mlp.py")
    assert names(path) == ["a", "b", "c", "d", "f"]
    first, *others = find(path, WANTED).message.splitlines()
    assert first == "in: 5 submissions; --one grades the folder as a single one"
    assert others == [
        "not graded: e.txt: a submission is a folder, a .zip or a file such as mlp.py"
    ]


WRITTEN = [*WANTED, "answers.md", "answers.tex"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["ann.md", "ben.py", "cleo.pdf", "d/mlp.py"], ["ann", "ben", "cleo", "d"]),
        (["ann.md", "ben.md"], ["ann", "ben"]),
        (["ann.md", "ann/mlp.py", "ben/mlp.py", "ben.pdf"], ["ann", "ben"]),
        (["README.md", "ann/mlp.py", "ben/mlp.py"], ["ann", "ben"]),
    ],
)
def test_a_loose_answer_is_a_submission_where_answers_are_asked_for(tmp_path, files, expected):
    assert names(batch(tmp_path, *files), WRITTEN) == expected


def test_loose_files_that_are_not_graded_are_named_with_the_reason(tmp_path):
    others = ["a.rar", "b.7z", "ann.md", "readme.md", "x.txt", *(f"{k}.csv" for k in range(6))]
    path = batch(tmp_path, "ann/mlp.py", "ben/mlp.py", *others, ".DS_Store")
    _, *lines = find(path, WRITTEN).message.splitlines()
    assert lines == [
        "not graded: 0.csv, 1.csv, 2.csv, 3.csv, 4.csv and 3 more: "
        "a submission is a folder, a .zip or a file such as mlp.py",
        "not graded: a.rar, b.7z: this kind of archive can't be opened; make a .zip of its files",
        "not graded: ann.md: another submission has this name; "
        "put a student's files into one folder",
    ]
    only = batch(foldered(tmp_path / "only", []), "a.rar", "b.rar")
    with pytest.raises(UngradableError, match=r"not graded: a\.rar, b\.rar: this kind"):
        find(only, WRITTEN)


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        (["mlp.py"], WANTED),
        (["mlp.py", "old/mlp.py", "other/mlp.py"], WANTED),
        (["mlp.ipynb", "data/x.csv"], WANTED),
        (["src/mlp.py", "data/x.csv", "tests/test_mlp.py"], WANTED),
        (["src/mlp.py"], WANTED),
        (["code/simple.py", "data/x.csv"], WANTED),
        (["anything/mlp.py", "data/x.csv", "docs/a.md"], WANTED),
        (["src/simple_ml.py", "tests/a.py"], ["src/simple_ml.py"]),
        (["mytorch/nn/linear.py", "models/mlp.py", "autograder/runner.py"], ["mytorch/"]),
        (["layers/layers.py", "training/training.py"], ["layers.py", "training.py"]),
        (["HW3_Smith_final.py", "helpers.py"], ["hw3.py"]),
        (["homework.py"], WANTED),
        (["hw.zip", "report.pdf"], WANTED),
        (["answers.md"], ["mlp.py", "answers.md"]),
        (["layers/a.py", "other/b.py"], ["layers/*.py"]),
        (["hw.zip", "report.pdf"], ["mlp.py", "answers.md"]),
        (["mine.py", "report.pdf"], ["mlp.py", "answers.md"]),
        (["written.md"], ["mlp.py", "answers.md"]),
    ],
)
def test_a_folder_that_is_one_submission(tmp_path, files, wanted):
    path = batch(tmp_path, *files)
    found = find(path, wanted)
    assert [location.paths for location in found.locations] == [{"": path}]
    assert found.message == "in: one submission"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["anna/mlp.py", "ben/mlp.py"], ["anna", "ben"]),
        (["anna/src/mlp.py", "ben/mlp.ipynb", "cleo/report.pdf"], ["anna", "ben", "cleo"]),
        (["bad/mlpp.py", "correct/mlp.py"], ["bad", "correct"]),
        (["anna.py", "ben.py"], ["anna", "ben"]),
        (["anna_mlp.py", "ben_mlp.py"], ["anna_mlp", "ben_mlp"]),
        (["anna.zip"], ["anna"]),
        (["anna.zip", "ben.zip"], ["anna", "ben"]),
        (["anna/hw.zip", "ben/hw.zip"], ["anna", "ben"]),
        (["anna/other.py", "ben/x.txt"], ["anna", "ben"]),
        (["anna/layers/a.py", "ben/layers/a.py"], ["anna", "ben"]),
    ],
)
def test_a_folder_of_many_submissions(tmp_path, files, expected):
    path = batch(tmp_path, *files)
    assert names(path, ["mlp.py", "layers/*.py"]) == expected
    assert names(path, one=True) == ["in"]


def test_a_file_is_one_submission(tmp_path):
    path = zipped(tmp_path / "anna.zip", [("mlp.py", SOURCE)])
    assert find(path, WANTED).locations[0].paths == {"": path}
    assert read(find(path, WANTED).locations[0], WANTED).files == {"mlp.py": SOURCE}


def test_nothing_there_is_usage_and_an_empty_folder_ungradable(tmp_path):
    with pytest.raises(UsageError, match="there is no"):
        find(tmp_path / "nothing", WANTED)
    with pytest.raises(UngradableError, match="no submission in it"):
        find(tmp_path, WANTED)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["a.zip", "a.py", "b.zip"], ["a.py", "a.zip", "b"]),
        (["v1.2.zip", "smith.jones.py"], ["smith.jones", "v1.2"]),
        (["v1.2/mlp.py", "v1.3/mlp.py"], ["v1.2", "v1.3"]),
        ([f"s{k:02}/mlp.py" for k in range(50)], [f"s{k:02}" for k in range(50)]),
        (["caf\udce9/mlp.py", "caf%E9/mlp.py"], ["caf%E9", "caf%E9 (2)"]),
    ],
)
def test_every_submission_has_a_name_of_its_own(tmp_path, files, expected):
    path = batch(tmp_path, *files)
    found = find(path, WANTED)
    assert [location.name for location in found.locations] == expected
    for location in found.locations:  # and it belongs to the right files
        stem = location.name.removesuffix(" (2)")[:2]
        assert location.paths[""].name.startswith(stem)


def test_a_linked_folder_keeps_its_own_name(tmp_path):
    path = batch(tmp_path, "target/mlp.py", "v1.2/mlp.py")
    (path / "anna").symlink_to(path / "target")
    (path / "ben").symlink_to(path / "target")
    assert names(path) == ["anna", "ben", "target", "v1.2"]


def test_the_current_folder_has_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(batch(tmp_path, "mlp.py"))
    assert names(type(tmp_path)()) == ["in"]


def test_a_name_that_is_not_utf8_can_be_written(tmp_path):
    for name in (b"caf\xe9", b"other"):
        foldered(tmp_path / os.fsdecode(name), [("mlp.py", SOURCE)])
    (name, _) = names(tmp_path)
    assert name == "caf%E9"
    (tmp_path / name).write_text(name, encoding="utf-8")
