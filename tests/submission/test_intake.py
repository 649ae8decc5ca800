"""What may be handed in, and what is refused with one clear line."""

import gzip
import io
import json
import os
import stat
import tarfile
import zipfile

import pytest

from grader.errors import UngradableError
from grader.submission import MAX_FILE, children, read
from grader.submission.container import MAX_ENTRIES
from grader.submission.naming import skeleton

SOURCE = "def f(x): return x\n"
WANTED = ["mlp.py"]


def zipped(path, members):
    """A zip of (name or ZipInfo, content) pairs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def tarred(path, members):
    """A tar.gz of (name or TarInfo, content) pairs."""
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content.encode()))
    return path


def foldered(path, members):
    """A folder of (name, content) pairs."""
    for name, content in members:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content)
    return path


WAYS = [(zipped, "s.zip"), (tarred, "s.tar.gz"), (tarred, "s.tgz"), (foldered, "s")]
every_way = pytest.mark.parametrize(("make", "name"), WAYS, ids=[name for _, name in WAYS])


def refusal(path, wanted=WANTED):
    with pytest.raises(UngradableError) as caught:
        read(path, wanted)
    message = str(caught.value)
    assert "\n" not in message
    return message


@every_way
def test_the_named_file_is_read_and_nothing_else(tmp_path, make, name):
    others = ["sitecustomize.py", "conftest.py", "numpy.py", "x.pth", "__pycache__/mlp.py",
              ".git/mlp.py", "__MACOSX/mlp.py", "._mlp.py"]  # fmt: skip
    path = make(tmp_path / name, [("mlp.py", SOURCE), *((other, "raise") for other in others)])
    assert read(path, WANTED).files == {"mlp.py": SOURCE}


@every_way
def test_a_nested_file_is_found(tmp_path, make, name):
    assert read(make(tmp_path / name, [("hw1/code/mlp.py", SOURCE)]), WANTED).files


@every_way
def test_two_files_of_the_name_are_refused(tmp_path, make, name):
    path = make(tmp_path / name, [("mlp.py", SOURCE), ("old/mlp.py", SOURCE)])
    assert "mlp.py is there twice" in refusal(path)


@every_way
@pytest.mark.parametrize(
    "odd", ["MLP.py", "mlр.py", "m1p.py", "mlp\u200b.py", "ｍlp.py", "mlp .py"]
)
def test_a_name_that_only_looks_right_is_refused(tmp_path, make, name, odd):
    path = make(tmp_path / name, [(odd, SOURCE), ("a/mlp.py", SOURCE)])
    assert "looks like mlp.py but isn't" in refusal(path)


@every_way
def test_a_huge_file_is_refused(tmp_path, make, name):
    path = make(tmp_path / name, [("mlp.py", "#" * (MAX_FILE + 1))])
    assert "mlp.py is over 1024 KiB" in refusal(path)


def test_a_table_of_curves_may_be_larger_than_a_module(tmp_path):
    table = "0.25," * (MAX_FILE // 4)
    foldered(tmp_path / "s", [("mlp.py", SOURCE), ("curves.csv", table)])
    assert read(tmp_path / "s", WANTED, ["curves.csv"]).files["curves.csv"] == table
    (tmp_path / "s" / "curves.csv").write_text(table * 8)
    with pytest.raises(UngradableError, match="over 8192 KiB"):
        read(tmp_path / "s", WANTED, ["curves.csv"])


@every_way
def test_too_many_files_are_refused(tmp_path, make, name):
    path = make(tmp_path / name, [(f"{n}.txt", "") for n in range(MAX_ENTRIES + 1)])
    assert "over 2000 files" in refusal(path)


@pytest.mark.parametrize(("make", "name"), WAYS[:3], ids=["zip", "tar.gz", "tgz"])
@pytest.mark.parametrize(
    "odd", ["/etc/mlp.py", "../mlp.py", "a/../../mlp.py", "..\\mlp.py", "C:\\mlp.py"]
)
def test_a_path_that_leaves_the_archive_is_refused(tmp_path, make, name, odd):
    path = make(tmp_path / name, [(odd, SOURCE)])
    assert "not a path inside the submission" in refusal(path)


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "secret.py").write_text(SOURCE)
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "mlp.py").symlink_to(tmp_path / "secret.py")
    assert "isn't a regular file" in refusal(tmp_path / "s")
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "code").symlink_to(tmp_path)
    assert "isn't in the submission" in refusal(tmp_path / "t")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "mlp.py")
    assert "isn't a regular file" in refusal(tmp_path)


def test_a_link_in_a_zip_is_refused(tmp_path):
    link = zipfile.ZipInfo("mlp.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "isn't a regular file" in refusal(zipped(tmp_path / "s.zip", [(link, "/etc/passwd")]))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_a_link_or_device_in_a_tar_is_refused(tmp_path, kind):
    info = tarfile.TarInfo("mlp.py")
    info.type, info.linkname = kind, "/etc/passwd"
    assert "isn't a regular file" in refusal(tarred(tmp_path / "s.tar.gz", [(info, "")]))


def test_a_zip_that_names_a_file_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped(tmp_path / "s.zip", [("mlp.py", SOURCE), ("mlp.py", "raise")])
    assert "twice" in refusal(path)


def test_a_bomb_is_read_no_further_than_its_limit(tmp_path):
    bomb = zipped(tmp_path / "s.zip", [("mlp.py", "0" * (64 << 20))])
    assert bomb.stat().st_size < 100_000
    assert "over 1024 KiB" in refusal(bomb)
    with gzip.open(tmp_path / "s.tar.gz", "wb", compresslevel=1) as file:
        info = tarfile.TarInfo("data.bin")
        info.size = 400 << 20
        file.write(info.tobuf())
        for _ in range(140):
            file.write(bytes(1 << 20))
    assert "expands to over 128 MiB" in refusal(tmp_path / "s.tar.gz")


@pytest.mark.parametrize("name", ["s.zip", "s.tar.gz"])
@pytest.mark.parametrize("content", [b"", b"PK\3\4 not a zip", b"\x1f\x8b\x08" + bytes(40)])
def test_a_damaged_archive_is_one_clear_line(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert "it can't be read" in refusal(tmp_path / name) or "isn't in" in refusal(tmp_path / name)


def test_an_archive_cut_short_is_one_clear_line(tmp_path):
    for make, name in WAYS[:2]:
        path = make(tmp_path / name, [("mlp.py", "".join(map(str, range(5000))))])
        path.write_bytes(path.read_bytes()[:-60])
        assert "it can't be read" in refusal(path)


def test_an_encrypted_zip_is_one_clear_line(tmp_path):
    path = zipped(tmp_path / "s.zip", [("mlp.py", SOURCE)])
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        data[data.index(mark) + flags] |= 1
    path.write_bytes(data)
    assert "it can't be read" in refusal(path)


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path):
    (tmp_path / "mlp.py").write_bytes(b"a = 1\nb = '\xff'\n")
    assert refusal(tmp_path) == "mlp.py, line 2: it isn't UTF-8 text"
    (tmp_path / "mlp.py").write_bytes(b"a = 1\n\n\0\n")
    assert "line 3: it has a null character" in refusal(tmp_path)


def test_a_single_file_may_have_any_name(tmp_path):
    (tmp_path / "homework (3).py").write_text(SOURCE)
    assert read(tmp_path / "homework (3).py", WANTED).files == {"mlp.py": SOURCE}


def notebook(*cells, kind="code"):
    return json.dumps({"cells": [{"cell_type": kind, "source": cell} for cell in cells]})


@every_way
def test_a_notebook_stands_for_the_module(tmp_path, make, name):
    path = make(tmp_path / name, [("mlp.ipynb", notebook("a = 1", ["b = 2\n", "c = 3"]))])
    text = read(path, WANTED).files["mlp.py"]
    assert text == "# code cell 1\na = 1\n\n# code cell 2\nb = 2\nc = 3\n"


def test_a_notebook_beside_the_module_is_ambiguous(tmp_path):
    foldered(tmp_path, [("mlp.py", SOURCE), ("mlp.ipynb", notebook("a = 1"))])
    assert "hand in one" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("!rm -rf ~", "pass  # !rm -rf ~"),
        ("%matplotlib inline", "pass  # %matplotlib inline"),
        ("if x:\n    !ls", "if x:\n    pass  # !ls"),
        ("files = !ls", "pass  # files = !ls"),
        ("t = %timeit f()", "pass  # t = %timeit f()"),
        ("np.dot?", "pass  # np.dot?"),
        ("?np.dot", "pass  # ?np.dot"),
        ("%%bash\nrm -rf ~", "# %%bash\n# rm -rf ~"),
        ("%%time\na = 1", "pass  # %%time\na = 1"),
        ("y = (7\n  % 3)", "y = (7\n  % 3)"),
        ("y = 7 \\\n  % 3", "y = 7 \\\n  % 3"),
        ("s = '''\n%d of them?\n!'''\n!ls", "s = '''\n%d of them?\n!'''\npass  # !ls"),
        ("s = '%d (' % 3  # why? (\n%time", "s = '%d (' % 3  # why? (\npass  # %time"),
        ("a = 'is it?'", "a = 'is it?'"),
    ],
)
def test_magics_and_shell_lines_of_a_notebook_do_nothing(tmp_path, cell, python):
    (tmp_path / "mlp.ipynb").write_text(notebook(cell))
    assert read(tmp_path, WANTED).files["mlp.py"] == f"# code cell 1\n{python}\n"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"cells": 3}', '{"cells": [{}]}', "[" * 200_000, '{"cells": [1e999]}',
     '{"cells": [{"cell_type": "code", "source": [[]]}]}', '{"a": ' * 100_000],
    ids=range(9),
)  # fmt: skip
def test_what_is_not_a_notebook_is_one_clear_line(tmp_path, text):
    (tmp_path / "mlp.ipynb").write_text(text)
    assert refusal(tmp_path) == "mlp.ipynb isn't a readable notebook"


def test_a_notebook_of_too_many_cells_or_too_much_code_is_refused(tmp_path):
    (tmp_path / "mlp.ipynb").write_text(notebook(*["a = 1"] * 1001))
    assert "over 1000 cells" in refusal(tmp_path)
    (tmp_path / "mlp.ipynb").write_text(notebook("#" * (MAX_FILE + 1)))
    assert "over 1024 KiB" in refusal(tmp_path)


def test_half_a_character_in_a_notebook_is_one_clear_line(tmp_path):
    (tmp_path / "mlp.ipynb").write_text(notebook("a = '\ud800'"))
    assert "it can't be read" in refusal(tmp_path)


def test_text_cells_of_a_notebook_are_left_out(tmp_path):
    (tmp_path / "mlp.ipynb").write_text(notebook("# My homework", kind="markdown"))
    assert read(tmp_path, WANTED).files["mlp.py"] == ""


def test_a_folder_of_submissions_of_every_kind(tmp_path):
    for name in ("a.zip", "b.py", "c.ipynb", "d.tar.gz", "e.txt", ".hidden.py"):
        (tmp_path / name).write_text("")
    (tmp_path / "f").mkdir()
    assert [path.name for path in children(tmp_path, WANTED)] == [
        "a.zip", "b.py", "c.ipynb", "d.tar.gz", "f"
    ]  # fmt: skip


def test_names_that_differ_to_the_eye_have_other_skeletons():
    names = ["mlp.py", "mlp2.py", "data.py", "test_mlp.py", "mlp_old.py", "xor.py"]
    assert len({skeleton(name) for name in names}) == len(names)
