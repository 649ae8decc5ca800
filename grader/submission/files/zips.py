"""The files of a .zip, without trusting the sizes that it claims."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO

from grader.submission.files.entries import Entry, Refused
from grader.submission.limits import MAX_DIRECTORY, MAX_LISTED
from grader.submission.text import file_name

# Python bounds what it expands at once for these alone; a few kilobytes of bzip2 give gigabytes.
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def in_zip(file: BinaryIO) -> Iterator[Entry]:
    """The files, those nearest to the top first; raises Refused, or what zipfile raises."""
    with zipfile.ZipFile(_Guarded(file)) as archive:
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
        members.sort(key=lambda member: (member.filename.count("/"), member.filename))
        for member in members[:MAX_LISTED]:
            yield Entry(file_name(member.filename), _reader(archive, member))
        if len(members) > MAX_LISTED:
            raise Refused(f"there are over {MAX_LISTED:,} files; the others are not read")


def _reader(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[int], bytes]:
    kind = stat.S_IFMT(member.external_attr >> 16)  # 0 where a system has no such kinds

    def read(limit: int) -> bytes:
        if kind not in (0, stat.S_IFREG):
            raise Refused("this is not a regular file")
        if member.flag_bits & 1:
            raise Refused("this file is encrypted; submit it without a password")
        if member.compress_type not in _BOUNDED:
            raise Refused("this compression method is not supported; make an ordinary .zip")
        with archive.open(member) as file:
            return b"".join(_pieces(file, limit))

    return read


def _pieces(file: IO[bytes], limit: int) -> Iterator[bytes]:
    while limit > 0 and (piece := file.read(min(limit, MAX_DIRECTORY))):
        limit -= len(piece)
        yield piece


class _Guarded(io.BufferedIOBase):
    """A file that is never read in large pieces: zipfile reads a table of contents whole.

    Its size stands in the archive, in one of two places (APPNOTE.TXT, 4.3.14 and 4.3.16), of
    which a forged archive can make them disagree; what counts is how much is asked for.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int | None = -1) -> bytes:
        wanted = size if size is not None and size >= 0 else MAX_DIRECTORY + 1
        data = self._file.read(min(wanted, MAX_DIRECTORY + 1))
        if len(data) > MAX_DIRECTORY:
            raise Refused(f"there are over {MAX_LISTED:,} files, or the archive is damaged")
        return data

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(place, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True
