"""The files at a path, in a folder, an archive or alone: by name, each to be read in part.

Nothing is written to disk and no link is followed.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.submission.limits import MAX_DEPTH, MAX_LISTED
from grader.submission.text import file_name

# What no student writes: version control, caches, installed packages, a Mac's own files.
_NOT_WRITTEN = ("__MACOSX", "__pycache__", "node_modules", "site-packages", "venv", "env")


class Refused(Exception):
    """A file or an archive that isn't read: one line that says why, without its name."""


@dataclass(frozen=True)
class Entry:
    """A file by its path inside, with `/`; `read` gives up to so many bytes or raises Refused.

    It must be read before the next entry is asked for.
    """

    path: str
    read: Callable[[int], bytes]


def is_ignored(path: str) -> bool:
    """Whether a path inside a submission belongs to a tool, not to the student."""
    folders = PurePosixPath(path).parts
    return any(part.startswith(".") or part in _NOT_WRITTEN for part in folders)


def on_disk(path: Path, name: str) -> Entry:
    """A file that is opened without following a link or waiting for a pipe."""

    def read(limit: int) -> bytes:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Refused("this is not a regular file")
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refused("this is not a regular file")
            return file.read(limit)

    return Entry(name, read)


def in_folder(folder: Path) -> Iterator[Entry]:
    """The files of a folder, those nearest to its top first; raises Refused for too many."""
    level, count = [folder], 0
    for _ in range(MAX_DEPTH):
        below: list[Path] = []
        for place in level:
            for found in sorted(os.scandir(place), key=lambda entry: entry.name):
                path = Path(found.path)
                name = file_name(path.relative_to(folder).as_posix())
                if is_ignored(name):
                    continue
                count += 1
                if count > MAX_LISTED:
                    raise Refused(f"there are over {MAX_LISTED:,} files; the others are not read")
                if found.is_dir(follow_symlinks=False):
                    below.append(path)
                else:
                    yield on_disk(path, name)
        level = below
    if level:
        raise Refused(f"there are over {MAX_DEPTH} levels of folders; deeper files are not read")


def in_memory(data: bytes) -> io.BytesIO:
    """An archive inside another, as a file."""
    return io.BytesIO(data)
