"""Reading a submission: what is taken, what is left out, and what is said about it."""

import os
import stat
import tarfile
import zipfile

import pytest
from making import SOURCE, WANTED, every_way, foldered, notebook, notes, refusal, tarred, zipped

from grader.errors import UngradableError
from grader.submission import File, Submission, read
from grader.submission.limits import MAX_DEPTH, MAX_SOURCE, MAX_TABLE


@every_way
def test_files_of_tools_are_left_out(tmp_path, make, name):
    others = ["__pycache__/mlp.py", ".git/mlp.py", "__MACOSX/mlp.py", "._mlp.py", "venv/lib/mlp.py",
              ".ipynb_checkpoints/mlp-checkpoint.ipynb"]  # fmt: skip
    path = make(tmp_path / name, [("mlp.py", SOURCE), *((other, "raise") for other in others)])
    found = read(path, WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert found.tree == {"mlp.py": File(SOURCE, "mlp.py")}
    assert not found.notes


@every_way
def test_a_nested_file_is_found(tmp_path, make, name):
    found = read(make(tmp_path / name, [("hw1/code/mlp.py", SOURCE)]), WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert found.tree["mlp.py"].origin == "hw1/code/mlp.py"


@every_way
@pytest.mark.parametrize("top", ["", "hw1/"])
def test_the_checks_of_a_handout_are_left_out(tmp_path, make, name, top):
    checks = ["assignment.json", "drivers.py", "fixtures.pkl"]
    handout = [(f"{top}checks/{file}", "x" * (MAX_SOURCE + 1)) for file in checks]
    found = read(make(tmp_path / name, [(f"{top}mlp.py", SOURCE), *handout]), WANTED)
    assert set(found.tree) == {"mlp.py"}
    assert not found.notes


@every_way
def test_helper_modules_and_small_data_come_along(tmp_path, make, name):
    kept = [("hw/mlp.py", SOURCE), ("hw/nn/layers.py", "a = 1"), ("hw/x.npy", b"\x93NUMPY\0")]
    left = [("hw/report.pdf", b"%PDF"), ("hw/notes.md", "# hi"), ("other/far.py", "b = 2")]
    members = kept + left
    found = read(make(tmp_path / name, members), WANTED)
    assert set(found.tree) == {"mlp.py", "nn/layers.py", "x.npy"}
    assert found.tree["x.npy"].content == b"\x93NUMPY\0"
    assert found.files == {"mlp.py": SOURCE}


def test_what_comes_along_can_be_declared(tmp_path):
    members = [("mlp.py", SOURCE), ("helper.py", ""), ("data/a.bin", b"\1"), ("data/b.csv", "1")]
    found = read(foldered(tmp_path / "s", members), WANTED, keep=["data/*"])
    assert set(found.tree) == {"mlp.py", "data/a.bin", "data/b.csv"}
    assert set(read(tmp_path / "s", WANTED, keep=[]).tree) == {"mlp.py"}


def test_the_assignments_own_files_win(tmp_path):
    path = foldered(tmp_path / "s", [("mlp.py", SOURCE), ("checks.py", "theirs")])
    found = read(path, WANTED, support={"checks.py": b"ours", "d/x.bin": b"\0"})
    assert found.tree["checks.py"] == File("ours", "checks.py", author=True)
    assert found.tree["d/x.bin"].content == b"\0"


@every_way
def test_a_large_file_costs_only_itself(tmp_path, make, name):
    members = [("mlp.py", "#" * (MAX_SOURCE + 1)), ("net.py", SOURCE)]
    path = make(tmp_path / name, members)
    assert "mlp.py: this file is over 1,024 KiB" in refusal(path)
    found = read(path, ["mlp.py", "net.py"])
    assert found.files == {"net.py": SOURCE}
    assert found.problems == {"mlp.py": "mlp.py: this file is over 1,024 KiB"}


def test_a_results_table_may_be_larger_than_a_module(tmp_path):
    table = "0.25," * (MAX_SOURCE // 4)
    foldered(tmp_path / "s", [("mlp.py", SOURCE), ("curves.csv", table)])
    assert read(tmp_path / "s", WANTED, ["curves.csv"]).files["curves.csv"] == table
    (tmp_path / "s" / "curves.csv").write_text("0" * (MAX_TABLE + 1))
    found = read(tmp_path / "s", WANTED, ["curves.csv"])
    assert found.problems == {"curves.csv": "curves.csv: this file is over 8,192 KiB"}
    assert found.files == {"mlp.py": SOURCE}


def test_data_files_cant_take_the_room_of_what_is_asked(tmp_path):
    megabyte = b"0" * MAX_SOURCE
    members = [*((f"a{n}.csv", megabyte) for n in range(20)), ("mlp.py", SOURCE)]
    found = read(zipped(tmp_path / "s.zip", members), WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert sum(len(file.data) for file in found.tree.values()) <= (16 << 20) + len(SOURCE)
    assert "a20.csv" not in found.tree
    assert sum("over 2,000 files or 16 MiB" in line for line in notes(found)) == 4


@pytest.mark.parametrize(
    "odd", ["/etc/mlp.py", "../mlp.py", "a/../../mlp.py", "..\\mlp.py", "C:\\mlp.py"]
)
@pytest.mark.parametrize(("make", "name"), [(zipped, "s.zip"), (tarred, "s.tgz")])
def test_a_path_that_leaves_the_archive_is_left_out(tmp_path, make, name, odd):
    path = make(tmp_path / name, [(odd, SOURCE)])
    assert "not a path inside the submission" in refusal(path)
    found = read(make(tmp_path / name, [("mlp.py", SOURCE), (odd, "raise")]), WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert "is left out" in notes(found)[0]


def test_backslashes_are_folders(tmp_path):
    found = read(zipped(tmp_path / "s.zip", [("hw\\mlp.py", SOURCE)]), WANTED)
    assert found.files == {"mlp.py": SOURCE}


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "secret.py").write_text(SOURCE)
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "mlp.py").symlink_to(tmp_path / "secret.py")
    assert "this is not a regular file" in refusal(tmp_path / "s")
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "code").symlink_to(tmp_path)
    assert "is not in the submission" in refusal(tmp_path / "t")


def test_a_link_beside_the_file_costs_nothing(tmp_path):
    foldered(tmp_path / "s", [("code/mlp.py", SOURCE)])
    (tmp_path / "s" / "mlp.py").symlink_to(tmp_path / "nowhere.py")
    assert read(tmp_path / "s", WANTED).files == {"mlp.py": SOURCE}


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "mlp.py")
    assert "this is not a regular file" in refusal(tmp_path)


def test_a_link_in_a_zip_is_refused(tmp_path):
    link = zipfile.ZipInfo("mlp.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "not a regular file" in refusal(zipped(tmp_path / "s.zip", [(link, "/etc/passwd")]))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_a_link_or_device_in_a_tar_is_refused(tmp_path, kind):
    info = tarfile.TarInfo("mlp.py")
    info.type, info.linkname = kind, "/etc/passwd"
    assert "not a regular file" in refusal(tarred(tmp_path / "s.tar.gz", [(info, "")]))


@pytest.mark.parametrize("name", ["inner.zip", "inner.tar.gz"])
def test_an_archive_inside_a_submission_is_opened(tmp_path, name):
    make = zipped if name.endswith(".zip") else tarred
    make(tmp_path / name, [("hw/mlp.py", SOURCE), ("hw/util.py", "")])
    inner = (tmp_path / name).read_bytes()
    for outer in (foldered, zipped):
        path = outer(tmp_path / f"s-{outer.__name__}.zip", [(name, inner), ("report.pdf", "")])
        found = read(path, WANTED)
        assert set(found.tree) == {"mlp.py", "util.py"}
        assert found.tree["mlp.py"].origin == f"{name}/hw/mlp.py"


def test_archives_are_opened_two_deep_and_no_deeper(tmp_path):
    data = SOURCE.encode()
    for depth in range(4):
        zipped(tmp_path / f"{depth}.zip", [("mlp.py" if not depth else "inner.zip", data)])
        data = (tmp_path / f"{depth}.zip").read_bytes()
    assert read(tmp_path / "1.zip", WANTED).files
    assert "is not in the submission" in refusal(tmp_path / "3.zip")


def test_a_damaged_archive_beside_the_file_is_said(tmp_path):
    path = foldered(tmp_path / "s", [("mlp.py", SOURCE), ("more.zip", b"PK\3\4 broken")])
    found = read(path, WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert notes(found) == ["more.zip: this can't be read: File is not a zip file"]


def test_folders_too_deep_are_said(tmp_path):
    deep = "/".join(["d"] * (MAX_DEPTH + 1))
    found = read(foldered(tmp_path / "s", [("mlp.py", SOURCE), (f"{deep}/x.py", "")]), WANTED)
    assert set(found.tree) == {"mlp.py"}
    assert any("deeper files are not read" in line for line in notes(found))


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path):
    (tmp_path / "mlp.py").write_bytes(b"a = 1\nb = '\xff'\n")
    assert "mlp.py: line 2: this is not UTF-8 text" in refusal(tmp_path)
    (tmp_path / "mlp.py").write_bytes(b"a = 1\n\n\0\n")
    assert "mlp.py: line 3: there is a null character" in refusal(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_what_windows_editors_save_is_read(tmp_path, encoding, newline):
    (tmp_path / "mlp.py").write_bytes(f"a = 'é'{newline}b = 2{newline}".encode(encoding))
    assert read(tmp_path, WANTED).files["mlp.py"] == "a = 'é'\nb = 2\n"


def test_a_single_file_may_have_any_name(tmp_path):
    (tmp_path / "homework (3).py").write_text(SOURCE)
    assert read(tmp_path / "homework (3).py", WANTED).files == {"mlp.py": SOURCE}
    (tmp_path / "mine.ipynb").write_text(notebook("a = 1"))
    assert read(tmp_path / "mine.ipynb", WANTED).files["mlp.py"] == "# cell 1\na = 1\n"


def test_nothing_that_is_asked_is_one_line(tmp_path):
    foldered(tmp_path / "s", [("notes.txt", "")])
    assert refusal(tmp_path / "s") == "s: mlp.py is not in the submission"
    with pytest.raises(UngradableError, match=r"none of a\.py, b\.py is in the submission"):
        read(tmp_path / "s", ["a.py", "b.py"])


def test_a_pdf_is_for_a_person_and_never_refused(tmp_path):
    foldered(tmp_path / "s", [("written.pdf", b"%PDF-1.7")])
    before = read(tmp_path / "s", WANTED, ["answers.md"])
    assert [*before.papers] == ["written.pdf"]
    (tmp_path / "s" / "written.pdf").write_bytes(b"%PDF-1.7 another")
    assert read(tmp_path / "s", WANTED, ["answers.md"]).digest != before.digest
    assert "mlp.py is not in the submission" in refusal(tmp_path / "s")  # nothing written is asked


def test_the_digest_covers_all_that_is_graded(tmp_path):
    first = read(foldered(tmp_path / "s", [("mlp.py", SOURCE), ("util.py", "a = 1")]), WANTED)
    second = read(foldered(tmp_path / "s", [("util.py", "a = 2")]), WANTED)
    assert first.digest != second.digest
    texts = [{"a": "b\0c"}, {"a\0b": "c"}, {"a": "bc"}, {"ab": "c"}]
    assert len({Submission("s", files).digest for files in texts}) == len(texts)
