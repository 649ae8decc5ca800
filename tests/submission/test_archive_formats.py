"""Archives: every format is read as the standard library writes it; damage costs only itself."""

import gzip
import io
import struct
import tarfile
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import SOURCE, WANTED, WAYS, foldered, notes, refusal, tarred, zipped

from grader.errors import UngradableError
from grader.submission import read
from grader.submission.files.gathering import Gathering
from grader.submission.files.tars import in_tar
from grader.submission.files.zips import in_zip
from grader.submission.limits import MAX_LISTED

NAMES = st.text(
    st.characters(exclude_categories=("C",), exclude_characters="/\\"), min_size=1, max_size=60
)
PATHS = st.lists(NAMES, min_size=1, max_size=5).map("/".join).filter(lambda p: p.strip("/ ."))
MEMBERS = st.dictionaries(PATHS, st.binary(max_size=1500), max_size=5)


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@given(members=MEMBERS)
def test_every_tar_is_read_as_it_was_written(format, members):  # noqa: A002 - tarfile's word
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=format) as archive:
        for name, data in dict(members).items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            try:
                archive.addfile(info, io.BytesIO(data))
            except ValueError:  # a name that this format can't hold
                del members[name]
    file.seek(0)
    assert {entry.path: entry.read(1 << 20) for entry in in_tar(file)} == members


@given(MEMBERS)
def test_every_zip_is_read_as_it_was_written(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    assert {entry.path: entry.read(1 << 20) for entry in in_zip(file)} == members


@settings(max_examples=300)
@given(st.sampled_from(["s.zip", "s.tar"]), st.data())
def test_damaged_archives_never_fail_otherwise(tmp_path_factory, name, data):
    folder = tmp_path_factory.mktemp("damaged")
    make = zipped if name == "s.zip" else tarred
    whole = make(folder / name, [("mlp.py", SOURCE), ("a/b.py", "x" * 900)]).read_bytes()
    damaged = bytearray(whole)
    places = st.integers(0, len(whole) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)):
        damaged[place] = byte
    (folder / name).write_bytes(damaged[: data.draw(st.integers(0, len(whole)))])
    with suppress(UngradableError):
        read(folder / name, WANTED)


def test_a_file_without_a_name_is_left_out(tmp_path):
    path = zipped(tmp_path / "s.zip", [("mlp.py", SOURCE), ("x", "")])
    data = path.read_bytes()
    path.write_bytes(data.replace(b"x", b"\0"))  # zipfile cuts names at a null character
    assert read(path, WANTED).files == {"mlp.py": SOURCE}


def test_what_comes_before_the_damage_is_kept(tmp_path):
    members = [("mlp.py", SOURCE), *((f"{n}.py", str(n) * 600) for n in range(9))]
    path = tarred(tmp_path / "s.tar", members)
    path.write_bytes(path.read_bytes()[:4000])
    found = read(path, WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert any("it ends too early" in line for line in notes(found))


def test_a_tar_that_expands_too_far_is_cut(tmp_path):
    bomb = tmp_path / "s.tar.gz"
    with gzip.open(bomb, "wb", compresslevel=1) as file:
        for name, size in (("mlp.py", len(SOURCE)), ("data.bin", 400 << 20)):
            info = tarfile.TarInfo(name)
            info.size = size
            file.write(info.tobuf())
            file.write(SOURCE.encode().ljust(512, b"\0") if name == "mlp.py" else b"")
        for _ in range(140):
            file.write(bytes(1 << 20))
    found = read(bomb, WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert notes(found) == ["s.tar.gz: the archive expands to over 128 MiB"]


@pytest.mark.parametrize("size", [(8 << 30) - 1, 1 << 62])
def test_a_header_that_claims_gigabytes_ends_at_once(tmp_path, size):
    info = tarfile.TarInfo("a.bin")
    info.size = size
    path = tmp_path / "s.tar.gz"
    path.write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT)))
    assert path.stat().st_size < 426
    assert "it ends too early" in refusal(path)


def test_a_long_name_of_megabytes_is_not_read(tmp_path):
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 100 << 20
    path = tmp_path / "s.tar.gz"
    path.write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + bytes(100 << 20), 1))
    assert "a name in the archive is over 64 KiB" in refusal(path)


def test_a_zip_bomb_is_read_no_further_than_its_limit(tmp_path):
    bomb = zipped(tmp_path / "s.zip", [("mlp.py", "0" * (64 << 20))])
    assert bomb.stat().st_size < 100_000
    assert peak(lambda: refusal(bomb)) < 16 << 20


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_without_a_bound_is_refused(tmp_path, method):
    with zipfile.ZipFile(tmp_path / "s.zip", "w", method) as archive:
        archive.writestr("mlp.py", "0" * (64 << 20))
    assert peak(lambda: refusal(tmp_path / "s.zip")) < 16 << 20
    assert "make an ordinary .zip" in refusal(tmp_path / "s.zip")


def test_a_zip64_record_doesnt_get_round_the_limit(tmp_path):
    """Its true table of contents is large; the record at the end says that it has 0 bytes."""
    names = 250_000
    entry = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\1\2", *[20, 0, 20, 0], *[0] * 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
    )
    directory = (entry + b"a") * names
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, names, names, len(directory), 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(directory), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0, 0, 0)
    path = tmp_path / "s.zip"
    path.write_bytes(directory + record + locator + end)
    with zipfile.ZipFile(path) as archive:  # or it would show nothing
        assert len(archive.infolist()) == names
    assert peak(lambda: refusal(path)) < 40 << 20
    assert "over 20,000 files, or the archive is damaged" in refusal(path)


def peak(call):
    """The most memory that a call holds, in bytes."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_archives_in_an_archive_are_read_within_one_limit(tmp_path):
    """Each of 20 archives expands to 100 MiB; one after another they'd take minutes."""
    inner = zipped(tmp_path / "i.zip", [(f"{n}.py", "0" * (1 << 20)) for n in range(100)])
    members = [("mlp.py", SOURCE), *((f"{n}.zip", inner.read_bytes()) for n in range(20))]
    gathering = Gathering(lambda path: 1 << 20)
    gathering.gather(zipped(tmp_path / "s.zip", members))
    assert (256 << 20) < gathering.read < (260 << 20)
    assert any("expands to over 256 MiB" in file.problem for file in gathering.found)


@pytest.mark.parametrize(("make", "name"), [WAYS[0], WAYS[1], WAYS[-1]])
def test_of_too_many_files_the_first_are_read(tmp_path, make, name):
    members = [("mlp.py", SOURCE), *((f"x/{n}.txt", "") for n in range(MAX_LISTED + 1))]
    found = read(make(tmp_path / name, members), WANTED)
    assert found.files == {"mlp.py": SOURCE}
    assert any("there are over 20,000 files" in line for line in notes(found))


@pytest.mark.parametrize("name", ["s.zip", "s.tar.gz"])
@pytest.mark.parametrize("content", [b"", b"PK\3\4 not a zip", b"\x1f\x8b\x08" + bytes(40)])
def test_what_is_not_an_archive_is_one_clear_line(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    message = refusal(tmp_path / name)
    assert "can't be read" in message or "damaged" in message or "is not in" in message


def test_an_archive_cut_short_is_one_clear_line(tmp_path):
    for make, name in WAYS[:2]:
        path = make(tmp_path / name, [("mlp.py", "".join(map(str, range(5000))))])
        path.write_bytes(path.read_bytes()[:-60])
        assert "can't be read" in refusal(path)


def test_an_encrypted_zip_is_one_clear_line(tmp_path):
    path = zipped(tmp_path / "s.zip", [("mlp.py", SOURCE)])
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        data[data.index(mark) + flags] |= 1
    path.write_bytes(data)
    assert "this file is encrypted; submit it without a password" in refusal(path)


def test_names_that_are_not_utf8_are_read_and_shown(tmp_path):
    foldered(tmp_path / "s", [("mlp.py", SOURCE)])
    with open(bytes(tmp_path / "s") + b"/caf\xe9.py", "w") as file:  # noqa: PTH123 - such a name
        file.write("a = 1")
    assert set(read(tmp_path / "s", WANTED).tree) == {"mlp.py", "caf%E9.py"}
    info = tarfile.TarInfo("caf\udce9/mlp.py")
    found = read(tarred(tmp_path / "s.tar", [(info, SOURCE)]), WANTED)
    assert found.tree["mlp.py"].origin == "caf%E9/mlp.py"


def test_a_reader_that_is_refused_leaves_the_rest(tmp_path):
    gathering = Gathering(lambda path: 10)
    gathering.gather(zipped(tmp_path / "s.zip", [("a.py", "1" * 11), ("b.py", "1" * 10)]))
    assert [(file.path, file.data is None) for file in gathering.found] == [
        ("a.py", True),
        ("b.py", False),
    ]
