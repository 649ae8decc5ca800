"""The files of a .tar or .tar.gz, in one pass, with little memory whatever a header says.

The format is POSIX's (IEEE Std 1003.1, pax, 'ustar Interchange Format'), with GNU's long names
and large numbers. The standard library's reader follows whatever size a header claims: 8 GiB of
nothing, or a name of 100 MB.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from grader.submission.files.entries import Entry, Refused
from grader.submission.limits import MAX_EXPANDED, MAX_LISTED
from grader.submission.text import file_name

BLOCK = 512
MAX_HEADER = 64 << 10  # bytes of a long name or of pax attributes
TOO_SHORT = "the archive is damaged: it ends too early"

MAGIC = b"\x1f\x8b"  # of gzip

REGULAR, LONG_NAME, PAX, FOLDER = b"\x0007", b"L", b"x", b"5"
SKIPPED = b"gK"  # what is said of all files, and where a link goes
WITHOUT_DATA = b"123456"  # links, devices, folders, pipes: whatever size they claim


def in_tar(file: BinaryIO) -> Iterator[Entry]:
    """The files, as they come; raises Refused, or what gzip raises."""
    packed = file.read(2) == MAGIC
    file.seek(0)
    stream, named = _Stream(gzip.GzipFile(fileobj=file) if packed else file), _Named()
    for _ in range(MAX_LISTED):
        header = stream.block()
        if header is None:
            return
        kind, size = header[156:157], _size(header)
        if kind in SKIPPED:
            stream.skip(size + -size % BLOCK)
        elif kind in (LONG_NAME, PAX):
            named.take(kind, stream.read(_bounded(size)))
            stream.skip(-size % BLOCK)
        else:
            size = 0 if kind in WITHOUT_DATA else size if named.size is None else named.size
            path, named, stream.file_read = named.path or _path(header), _Named(), 0
            if kind != FOLDER and not path.endswith("/"):
                yield Entry(path, _reader(stream, size) if kind in REGULAR else _refuse)
            stream.skip(size + -size % BLOCK - stream.file_read)
    raise Refused(f"there are over {MAX_LISTED:,} files; the others are not read")


def _refuse(limit: int) -> bytes:
    raise Refused("this is not a regular file")


@dataclass
class _Named:
    """What an extended header says of the file after it."""

    path: str = ""
    size: int | None = None

    def take(self, kind: bytes, data: bytes) -> None:
        """Take in a long name, or pax records such as `30 path=a/b.py`."""
        if kind == LONG_NAME:
            self.path = _decoded(data.split(b"\0")[0])
            return
        at = 0
        while (space := data.find(b" ", at, at + 6)) > 0 and data[at:space].isdigit():
            end = at + int(data[at:space])
            key, _, value = data[space + 1 : end - 1].partition(b"=")
            if key == b"path":
                self.path = _decoded(value)
            elif key == b"size" and value.isdigit() and len(value) < 20:
                self.size = int(value)
            at = max(end, space + 1)


@dataclass
class _Stream:
    """The expanded bytes, up to MAX_EXPANDED of them; `file_read` are those of the last file."""

    source: BinaryIO | gzip.GzipFile
    passed: int = 0
    file_read: int = 0

    def block(self) -> bytes | None:
        """The next header, or None at the end: a block of zeros, or nothing."""
        data = self.read(BLOCK)
        if len(data) < BLOCK or not data.strip(b"\0"):
            return None
        return data

    def read(self, size: int) -> bytes:
        """Up to so many bytes; raises Refused past the limit."""
        data = self.source.read(min(size, MAX_EXPANDED - self.passed + 1))
        self.passed += len(data)
        self.file_read += len(data)
        if self.passed > MAX_EXPANDED:
            raise Refused(f"the archive expands to over {MAX_EXPANDED >> 20} MiB")
        return data

    def skip(self, size: int) -> None:
        """Pass over so many bytes; raises Refused if there are fewer."""
        while size > 0 and (data := self.read(min(size, 1 << 20))):
            size -= len(data)
        if size > 0:
            raise Refused(TOO_SHORT)


def _reader(stream: _Stream, size: int) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        data = stream.read(min(size, limit))
        if len(data) < min(size, limit):
            raise Refused(TOO_SHORT)
        return data

    return read


def _size(header: bytes) -> int:
    """Octal digits, or (GNU) a binary number after a byte 0x80; raises Refused for no header."""
    plain = header[:148] + b" " * 8 + header[156:]
    digits = header[124:136]
    try:
        if int(header[148:156].strip(b"\0 "), 8) != sum(plain):
            raise ValueError
        if digits[0] == 0x80:
            return int.from_bytes(digits[1:], "big")
        return int(digits.strip(b"\0 ") or b"0", 8)
    except ValueError:
        raise Refused("the archive is damaged: this is not a header of a .tar") from None


def _bounded(size: int) -> int:
    if size > MAX_HEADER:
        raise Refused(f"a name in the archive is over {MAX_HEADER >> 10} KiB")
    return size


def _path(header: bytes) -> str:
    """The name, after POSIX's prefix where there is one."""
    name, prefix = header[:100].split(b"\0")[0], header[345:500].split(b"\0")[0]
    posix = header[257:263] == b"ustar\0"
    return _decoded(prefix + b"/" + name if posix and prefix else name)


def _decoded(name: bytes) -> str:
    return file_name(name.decode("utf-8", "surrogateescape"))
