"""Everything at a path that may matter, read into memory within limits; archives are opened."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from grader.results import Note
from grader.submission.files.entries import Entry, Refused, in_folder, is_ignored, on_disk
from grader.submission.files.tars import in_tar
from grader.submission.files.zips import in_zip
from grader.submission.limits import (
    MAX_ARCHIVE,
    MAX_DEPTH,
    MAX_EXTRA,
    MAX_KEPT,
    MAX_KEPT_FILES,
    MAX_LISTED,
    MAX_NESTED,
    MAX_PAPER,
    MAX_PAPERS,
    MAX_READ,
)
from grader.submission.text import file_name, shown

ZIP, TARS = ".zip", (".tar.gz", ".tgz", ".tar")
ARCHIVES = (ZIP, *TARS)

# What the standard library raises for archives that are damaged or forged.
_DAMAGED = (
    OSError,
    EOFError,
    LookupError,
    ArithmeticError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class Found:
    """A file of a submission: its bytes, or `problem`, why they aren't there.

    With neither it is of no interest, but for its `digest`. An archive inside counts as a folder
    of its `path`.
    """

    path: str
    data: bytes | None = None
    problem: str = ""
    digest: str = ""

    @property
    def depth(self) -> int:
        """How many folders it lies in."""
        return self.path.count("/")

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The path without its last part, and with a `/` at its end unless it is empty."""
        return self.path.removesuffix(self.name)


@dataclass
class Gathering:
    """The files found so far, and what must be said about them.

    `limit_of` gives the bytes that a file of a name may have, 0 where it is of no interest.
    `is_extra` tells files that only come along: they can't take up the room of the asked ones;
    `is_paper` those that only a person can read, of which a digest is kept.
    """

    limit_of: Callable[[str], int]
    is_extra: Callable[[str], bool] = lambda path: False
    is_paper: Callable[[str], bool] = lambda path: False
    papers: int = 0
    found: list[Found] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    kept: Counter[bool] = field(default_factory=Counter)
    read: int = 0
    kept_files: Counter[bool] = field(default_factory=Counter)

    def gather(self, path: Path, inside: str = "") -> None:
        """Take in a folder, an archive or a single file; `inside` is its name in the submission."""
        name = file_name(path.name)
        with self._noting(name):
            if path.is_dir():
                self._take_all(in_folder(path), f"{inside}/" if inside else "", 0)
            elif inside:
                self._take(on_disk(path, file_name(inside)), "", 0)
            elif is_archive(name):
                with path.open("rb") as file:
                    self._take_all(_opened(name, file), "", 1)
            else:
                self._take(on_disk(path, name), "", 0)

    def add(self, path: str, data: bytes) -> None:
        """Take in a file that another one holds."""
        self._take(Entry(path, lambda limit: data[:limit]), "", 0)

    def _take_all(self, entries: Iterator[Entry], where: str, nested: int) -> None:
        for entry in entries:
            if len(self.found) >= MAX_LISTED:
                raise Refused(f"there are over {MAX_LISTED:,} files; the others are not read")
            self._take(entry, where, nested)

    def _take(self, entry: Entry, where: str, nested: int) -> None:
        if not _is_inside(entry.path):
            message = f"{shown(entry.path)!r} is not a path inside the submission; it is left out"
            self.notes.append(Note(message, shown(where.rstrip("/"))))
            return
        inside = "/".join(PurePosixPath(entry.path.replace("\\", "/")).parts)
        path = where + inside
        if not inside or is_ignored(inside) or path.count("/") > MAX_DEPTH:
            return
        if is_archive(path) and nested < MAX_NESTED:
            with self._noting(path):
                archive = io.BytesIO(self._whole(entry, MAX_ARCHIVE))
                self._take_all(_opened(path, archive), f"{path}/", nested + 1)
            return
        limit = self.limit_of(path)
        data, problem = self._read(entry, limit, self.is_extra(path)) if limit else (None, "")
        self.found.append(Found(path, data, problem, self._digest(path, entry)))

    def _digest(self, path: str, entry: Entry) -> str:
        """The SHA-256 of a paper, or of as much of it as is looked at."""
        if not self.is_paper(path) or self.papers >= MAX_PAPERS:
            return ""
        self.papers += 1
        try:
            return hashlib.sha256(entry.read(MAX_PAPER)).hexdigest()
        except (Refused, *_DAMAGED):
            return ""

    def _read(self, entry: Entry, limit: int, extra: bool) -> tuple[bytes | None, str]:
        try:
            data = self._whole(entry, limit)
        except (Refused, *_DAMAGED) as error:
            return None, _reason(error)
        room = MAX_EXTRA if extra else MAX_KEPT
        if self.kept[extra] + len(data) > room or self.kept_files[extra] == MAX_KEPT_FILES:
            size = f"{MAX_KEPT_FILES:,} files or {room >> 20} MiB"
            return None, f"the submission holds over {size}; this file is left out"
        self.kept[extra] += len(data)
        self.kept_files[extra] += 1
        return data, ""

    def _whole(self, entry: Entry, limit: int) -> bytes:
        """All of a file; raises Refused if that is too much, or too much was read already."""
        if self.read > MAX_READ:
            raise Refused(f"the submission expands to over {MAX_READ >> 20} MiB; this is left out")
        data = entry.read(limit + 1)
        self.read += len(data)
        if len(data) > limit:
            raise Refused(f"this file is over {limit >> 10:,} KiB")
        return data

    @contextmanager
    def _noting(self, name: str) -> Iterator[None]:
        """Keep what was read so far of something damaged, and say so."""
        try:
            yield
        except (Refused, *_DAMAGED) as error:
            self.notes.append(Note(_reason(error), shown(name)))


def is_archive(name: str) -> bool:
    """Whether a file of this name is opened."""
    return name.lower().endswith(ARCHIVES)


def _opened(name: str, file: BinaryIO) -> Iterator[Entry]:
    if file.seek(0, io.SEEK_END) > MAX_ARCHIVE:
        raise Refused(f"this archive is over {MAX_ARCHIVE >> 20} MiB")
    file.seek(0)
    return in_zip(file) if name.lower().endswith(ZIP) else in_tar(file)


def _is_inside(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return not (path.startswith(("/", "\\")) or ".." in parts or path[1:2] == ":" or "\0" in path)


def _reason(error: Exception) -> str:
    if isinstance(error, Refused):
        return str(error)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return f"this can't be read: {shown(' '.join(str(reason).split()))}"
