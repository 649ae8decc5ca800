"""A submission: find the files that the assignment names, and read them as text.

Nothing is extracted to disk, no link is followed, and every size is capped while reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UngradableError, UsageError
from grader.submission.container import ARCHIVES, Entry, damage_in_one_line, entries
from grader.submission.naming import NOTEBOOK, Names
from grader.submission.notebook import as_module

MAX_FILE = 1 << 20  # bytes of one source file
MAX_NOTEBOOK = 8 << 20  # its pictures count too
MAX_DATA = 8 << 20  # a table of curves
DATA = (".csv", ".json")


@dataclass(frozen=True)
class Submission:
    """The texts of the files handed in, by the names that the assignment gives."""

    name: str
    files: dict[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 of the files' names and texts."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(name.encode() + b"\0" + self.files[name].encode())
        return digest.hexdigest()


def children(path: Path, wanted: Sequence[str]) -> list[Path]:
    """The submissions at a path: itself, or each child of a folder that isn't one."""
    if not path.exists():
        raise UsageError(f"there is no {path}")
    notebooks = [str(Path(name).with_suffix(NOTEBOOK)) for name in wanted]
    if path.is_file() or any((path / name).is_file() for name in [*wanted, *notebooks]):
        return [path]
    found = [child for child in sorted(path.iterdir()) if not child.name.startswith((".", "_"))]
    endings = (".py", NOTEBOOK, *ARCHIVES)
    found = [c for c in found if c.is_dir() or c.name.lower().endswith(endings)]
    if not found:
        raise UngradableError(f"{path}: no submission in it (a folder, a .zip or {wanted[0]})")
    return found


def read(path: Path, wanted: Sequence[str], others: Sequence[str] = ()) -> Submission:
    """Read a folder, an archive, a notebook or a single file.

    All of `wanted` should be there, and perhaps some of `others`; what is missing costs only the
    questions that need it, unless nothing is there. Raises UngradableError, with one clear line,
    for that and for what is ambiguous or refused.
    """
    found: dict[str, str] = {}
    archived = path.is_file() and path.name.lower().endswith(ARCHIVES)
    names = Names(path.name, [*wanted, *others], alone=path.is_file() and not archived)
    with damage_in_one_line(path.name):
        for entry in entries(path, archived=archived):
            name = names.of(entry.name)
            if name is not None:
                found[name] = _text(entry, name)
    if not found:
        asked = [*wanted, *others]
        told = f"{asked[0]} isn't" if len(asked) == 1 else f"none of {', '.join(asked)} is"
        raise UngradableError(f"{path.name}: {told} in the submission")
    return Submission(path.stem, {name: found[name] for name in sorted(found)})


def _text(entry: Entry, name: str) -> str:
    if entry.read is None:
        raise UngradableError(f"{entry.name} isn't a regular file")
    if not entry.name.endswith(NOTEBOOK):
        limit = MAX_DATA if name.endswith(DATA) else MAX_FILE
        return _decode(entry.name, _capped(entry.name, entry.read(limit + 1), limit))
    data = _capped(entry.name, entry.read(MAX_NOTEBOOK + 1), MAX_NOTEBOOK)
    if name.endswith(NOTEBOOK):  # written answers, not a module
        return _decode(entry.name, data)
    module = as_module(entry.name, _decode(entry.name, data))
    _capped(entry.name, module.encode(), MAX_FILE)
    return module


def _capped(name: str, data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise UngradableError(f"{name} is over {limit >> 10} KiB")
    return data


def _decode(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UngradableError(f"{name}, line {line}: it isn't UTF-8 text") from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise UngradableError(f"{name}, line {line}: it has a null character")
    return text
