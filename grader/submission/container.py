"""What is in a folder, a .zip or a .tar.gz: names, and regular files to read a part of."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UngradableError

ARCHIVES = (".zip", ".tar.gz", ".tgz")
MAX_ENTRIES = 2000
MAX_DIRECTORY = MAX_ENTRIES * 512
MAX_ARCHIVE = 64 << 20  # bytes of the archive itself
MAX_EXPANDED = 128 << 20  # bytes of a tar, all of which must be passed through

# What the standard library raises for archives that are damaged, encrypted or forged.
_DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class Entry:
    """A file by its path inside; `read` gives up to so many bytes, None if it isn't regular.

    It must be read before the next entry is asked for.
    """

    name: str
    read: Callable[[int], bytes] | None


def entries(path: Path, *, archived: bool) -> Iterator[Entry]:
    """The files of a folder or an archive, or a file itself; UngradableError for too many."""
    for count, entry in enumerate(_found(path, archived=archived)):
        if count == MAX_ENTRIES:
            raise UngradableError(f"{path.name}: over {MAX_ENTRIES} files")
        yield entry


@contextmanager
def damage_in_one_line(name: str) -> Iterator[None]:
    """Whatever the standard library raises for a damaged file, as an UngradableError."""
    try:
        yield
    except _DAMAGED as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        line = " ".join(str(reason).split())[:200]
        raise UngradableError(f"{name}: it can't be read: {line}") from None


def _found(path: Path, *, archived: bool) -> Iterator[Entry]:
    if not archived:
        return _in_folder(path) if path.is_dir() else iter([_on_disk(path, path.name)])
    if path.stat().st_size > MAX_ARCHIVE:
        raise UngradableError(f"{path.name} is over {MAX_ARCHIVE >> 20} MiB")
    return _in_zip(path) if path.name.lower().endswith(".zip") else _in_tar(path)


def _in_folder(folder: Path) -> Iterator[Entry]:
    def refuse(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(folder, onerror=refuse):  # links aren't followed
        folders.sort()
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted([*files, *linked]):
            path = Path(place) / name
            yield _on_disk(path, path.relative_to(folder).as_posix())


def _on_disk(path: Path, name: str) -> Entry:
    """Opened without following a link or waiting for a pipe, and looked at when open."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return Entry(name, None)

    def read(limit: int) -> bytes:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UngradableError(f"{name} isn't a regular file")
            return file.read(limit)

    return Entry(name, read)


def _in_zip(path: Path) -> Iterator[Entry]:
    if _directory_size(path) > MAX_DIRECTORY:  # zipfile reads it whole before anything is counted
        raise UngradableError(f"{path.name}: over {MAX_ENTRIES} files")
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            kind = stat.S_IFMT(member.external_attr >> 16)  # 0 where a system has no such kinds
            if not member.is_dir():
                regular = kind in (0, stat.S_IFREG)
                yield Entry(member.filename, _zip_reader(archive, member) if regular else None)


def _directory_size(path: Path) -> int:
    """Bytes of a zip's table of contents, by the record at its end (APPNOTE.TXT, 4.3.16)."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, 22 + 0xFFFF), os.SEEK_END)
        tail = file.read()
    place = tail.rfind(b"PK\5\6")
    return int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 else 0


def _zip_reader(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        with archive.open(member) as file:
            return file.read(limit)

    return read


def _in_tar(path: Path) -> Iterator[Entry]:
    with gzip.open(path) as expanded, tarfile.open(fileobj=_Metered(expanded), mode="r|") as tar:
        for member in tar:
            if not member.isdir():
                regular = member.isreg() and not member.issparse()
                yield Entry(member.name, _tar_reader(tar, member) if regular else None)


def _tar_reader(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        file = tar.extractfile(member)
        return file.read(limit) if file else b""

    return read


class _Metered(io.RawIOBase):
    """A stream that refuses to give more than MAX_EXPANDED bytes."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream, self._left = stream, MAX_EXPANDED

    def read(self, size: int = -1) -> bytes:
        """As `io.RawIOBase.read`; raises UngradableError past the limit."""
        data = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise UngradableError(f"the archive expands to over {MAX_EXPANDED >> 20} MiB")
        return data
