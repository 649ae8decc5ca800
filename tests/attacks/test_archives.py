"""No hostile archive or notebook gains a point, writes a file or costs an honest one a point.

They lie in one folder with an honest submission, and are graded as a batch.
"""

import gzip
import io
import json
import os
import stat
import struct
import tarfile
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli import main

HONEST = "def double(x):\n    return 2 * x\n"
REFERENCE = Path("reference/small/mlp.py")
ATTACKS: dict[str, Callable[[Path], None]] = {}
NEAR = {"cyrillic", "other_case", "twice_alike"}  # honest work that isn't named as it should be


def attack(ending: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register what writes a hostile file of this ending."""

    def register(write: Callable[[Path], None]) -> Callable[[Path], None]:
        ATTACKS[f"{write.__name__}{ending}"] = write
        return write

    return register


def write_zip(path: Path, *members: tuple[str | zipfile.ZipInfo, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, text in members:
            archive.writestr(name, text)


def write_tar(path: Path, *members: tuple[str, bytes, str]) -> None:
    """Members are (name, type, link)."""
    with tarfile.open(path, "w:gz") as archive:
        for name, kind, link in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, link
            info.size = len(HONEST) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(HONEST.encode()))


@attack(".zip")
def absolute(path: Path) -> None:
    write_zip(path, (str(path.with_name("written.py")), HONEST), ("/mlp.py", HONEST))


@attack(".zip")
def parents(path: Path) -> None:
    write_zip(path, ("../../mlp.py", HONEST))


@attack(".zip")
def backslashes(path: Path) -> None:
    write_zip(path, ("..\\..\\mlp.py", HONEST))


@attack(".zip")
def link_to_the_reference(path: Path) -> None:
    link = zipfile.ZipInfo("mlp.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    write_zip(path, (link, str(REFERENCE.resolve())))


@attack(".zip")
def twice(path: Path) -> None:
    write_zip(path, ("mlp.py", HONEST), ("mlp.py", "raise SystemExit"))


@attack(".zip")
def in_two_folders(path: Path) -> None:
    write_zip(path, ("a/mlp.py", HONEST), ("b/mlp.py", "raise SystemExit"))


@attack(".zip")
def cyrillic(path: Path) -> None:
    write_zip(path, ("mlр.py", HONEST))


@attack(".zip")
def other_case(path: Path) -> None:
    write_zip(path, ("MLP.py", HONEST))


@attack(".zip")
def twice_alike(path: Path) -> None:
    write_zip(path, ("a/mlp.py", HONEST), ("b/mlp.py", HONEST))


@attack(".zip")
def bomb(path: Path) -> None:
    write_zip(path, ("mlp.py", "#" * (64 << 20)))


@attack(".zip")
def many(path: Path) -> None:
    write_zip(path, *((f"{k}.py", "") for k in range(5000)), ("mlp.py", HONEST))


@attack(".zip")
def forged_size(path: Path) -> None:
    write_zip(path, ("mlp.py", "#" * (4 << 20)))
    data = bytearray(path.read_bytes())
    directory = data.index(b"PK\1\2")
    data[directory + 24 : directory + 28] = (20).to_bytes(4, "little")  # 'it has 20 bytes'
    path.write_bytes(data)


@attack(".zip")
def encrypted(path: Path) -> None:
    write_zip(path, ("mlp.py", HONEST))
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        data[data.index(mark) + flags] |= 1
    path.write_bytes(data)


@attack(".zip")
def cut_short(path: Path) -> None:
    write_zip(path, ("mlp.py", HONEST * 100))
    path.write_bytes(path.read_bytes()[:-30])


@attack(".zip")
def deep(path: Path) -> None:
    write_zip(path, ("a/" * 1000 + "mlp.py", HONEST))


@attack(".zip")
def markup_in_its_name(path: Path) -> None:
    write_zip(path, ("../<script>\x1b[2J\n[bold]mlp.py", HONEST))


@attack(".zip")
def only_what_acts_by_itself(path: Path) -> None:
    acting = f"open({str(path.with_name('written.py'))!r}, 'w')\n"
    names = ("sitecustomize.py", "conftest.py", "numpy.py", "x.pth", "__init__.py")
    write_zip(path, *((name, acting) for name in names))


@attack(".tar.gz")
def tar_parents(path: Path) -> None:
    write_tar(path, ("../mlp.py", tarfile.REGTYPE, ""))


@attack(".tar.gz")
def tar_link_to_the_reference(path: Path) -> None:
    write_tar(path, ("mlp.py", tarfile.SYMTYPE, str(REFERENCE.resolve())))


@attack(".tar.gz")
def tar_through_a_link(path: Path) -> None:
    write_tar(path, ("a", tarfile.SYMTYPE, ".."), ("a/mlp.py", tarfile.LNKTYPE, "../x"))


@attack(".tar.gz")
def tar_device(path: Path) -> None:
    write_tar(path, ("mlp.py", tarfile.CHRTYPE, ""))


@attack(".tar.gz")
def tar_pipe(path: Path) -> None:
    write_tar(path, ("mlp.py", tarfile.FIFOTYPE, ""))


@attack(".tar.gz")
def tar_bomb(path: Path) -> None:
    info = tarfile.TarInfo("data.bin")
    info.size = 200 << 20
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(info.tobuf())
        for _ in range(130):
            file.write(bytes(1 << 20))


@attack(".tar.gz")
def not_a_tar(path: Path) -> None:
    path.write_bytes(b"\x1f\x8b\x08" + bytes(64))


def notebook(*cells: str) -> str:
    sources = [{"cell_type": "code", "source": [cell]} for cell in cells]
    return json.dumps({"cells": sources, "nbformat": 4})


@attack(".zip")
def bzip2_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("mlp.py", "#" * (200 << 20))


@attack(".zip")
def zip64_record(path: Path) -> None:
    """The record that everybody reads says 0 files; the other one says 400,000."""
    entry = struct.pack("<4s4B4H3L5H2L", b"PK\1\2", *[20, 0, 20, 0, *[0] * 7, 1, *[0] * 6]) + b"a"
    count, size = 400_000, 400_000 * len(entry)
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, size, 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0, 0, 0)
    path.write_bytes(entry * count + record + locator + end)


@attack(".tar.gz")
def claims_exabytes(path: Path) -> None:
    info = tarfile.TarInfo("mlp.py")
    info.size = 1 << 62
    path.write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT)))


@attack(".tar.gz")
def endless_name(path: Path) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 100 << 20
    path.write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + b"a" * (100 << 20), 1))


@attack(".ipynb")
def magics(path: Path) -> None:
    written = path.with_name("written.py")
    path.write_text(notebook(f"!touch {written}", f"%%bash\ntouch {written}", "x = 1"))


@attack(".ipynb")
def endless_line(path: Path) -> None:
    path.write_text(notebook(" " * 150_000, " " * 150_000 + "a", "'" * 150_000, "a." * 75_000))


@attack(".ipynb")
def half_a_character(path: Path) -> None:
    path.write_text('{"cells": [{"cell_type": "code", "source": "\\ud800 = \'\\udfff\'"}]}')


@attack(".ipynb")
def json_bomb(path: Path) -> None:
    path.write_text('{"cells": [' + "[]," * 10_000_000 + "[]]}")


@attack(".ipynb")
def nested(path: Path) -> None:
    path.write_text("[" * 100_000)


@attack(".ipynb")
def bomb_of_cells(path: Path) -> None:
    path.write_text(notebook(*["x = 1"] * 100_000))


@attack(".ipynb")
def not_text(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\0{")


@pytest.fixture
def homework(course):
    """The folder of one with one question."""
    course.write("drivers.py", "def double(mlp, x):\n    return {'out': mlp.double(x)}\n")
    course.write("inputs.py", "from grader import *\nx = Inputs(x=reals('n'))\n")
    course.write("mlp.py", HONEST)
    course.question("Agreement(drivers.double, inputs.x)")
    return str(course.folder)


def test_each_costs_only_itself(homework, tmp_path):
    handed_in = tmp_path / "handed_in"
    (handed_in / "honest").mkdir(parents=True)
    (handed_in / "honest" / "mlp.py").write_text(HONEST)
    for name, write in ATTACKS.items():
        write(handed_in / name)
    began, before = time.monotonic(), {*tmp_path.rglob("*")}
    options = [
        "--out",
        str(tmp_path / "out"),
        "--require-confinement",
        "process-only",
        "--seed",
        "0",
    ]
    assert main(["grade", homework, str(handed_in), *options]) == 3
    assert time.monotonic() - began < 60
    new = {path for path in {*tmp_path.rglob("*")} - before if "__pycache__" not in path.parts}
    assert {path for path in new if tmp_path / "out" not in (path, *path.parents)} == set()
    reports = {
        path.parent.name: json.loads(path.read_text())
        for path in (tmp_path / "out").glob("*/results.json")
    }
    assert reports.pop("honest")["score"] == 8
    assert len(reports) == len(ATTACKS) >= 25
    for name, report in reports.items():
        assert report["score"] == (8 if name in NEAR else 0), name
        told = report["output"] or report["tests"][0]["output"]
        assert told, name
        assert "\x1b" not in told
        assert "the grader itself failed" not in told, name


def test_odd_and_linked_folders_are_graded_under_their_own_names(homework, tmp_path):
    submitted = tmp_path / "submitted"
    submitted.mkdir()
    for name in ("honest", os.fsdecode(b"caf\xe9")):
        (submitted / name).mkdir()
        (submitted / name / "mlp.py").write_text(HONEST if name == "honest" else "x = 1")
    for name in ("anna", "bob"):
        (submitted / name).symlink_to(submitted / "honest")
    options = ["--out", str(tmp_path / "out"), "--require-confinement", "process-only"]
    assert main(["grade", homework, str(submitted), *options]) == 0
    scores = {
        path.parent.name: json.loads(path.read_text())["score"]
        for path in (tmp_path / "out").glob("*/results.json")
    }
    assert scores == {"honest": 8, "anna": 8, "bob": 8, "caf%E9": 0}


@pytest.mark.parametrize("name", ATTACKS)
def test_each_alone_ends_with_one_line(name, homework, tmp_path, capsys):
    ATTACKS[name](tmp_path / name)
    code = main(["check", homework, str(tmp_path / name)])
    told = capsys.readouterr()
    assert code == 0 if name.removesuffix(".zip") in NEAR else code in (1, 3)
    assert "Traceback" not in told.err
    if code == 3:
        assert len(told.err.strip().splitlines()) == 1, told.err
