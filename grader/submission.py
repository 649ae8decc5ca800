"""A submission: find the files that the assignment names, and read them as text."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.errors import UngradableError, UsageError

MAX_FILE = 1 << 20  # bytes of one source file
MAX_MEMBERS = 2000  # files of a folder or an archive
MAX_DEPTH = 4


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
    if path.is_file() or any((path / name).is_file() for name in wanted):
        return [path]
    found = [child for child in sorted(path.iterdir()) if not child.name.startswith((".", "_"))]
    found = [c for c in found if c.is_dir() or c.suffix in (".zip", ".py")]
    if not found:
        raise UngradableError(f"{path}: no submission in it (a folder, a .zip or {wanted[0]})")
    return found


def read(path: Path, wanted: Sequence[str], others: Sequence[str] = ()) -> Submission:
    """Read a folder, a .zip or a single file; raises UngradableError with one clear line.

    All of `wanted` should be there, and perhaps some of `others`; what is missing costs only the
    questions that need it, unless nothing is there.
    """
    names = [*wanted, *others]
    try:
        found = _zipped(path, names) if path.suffix == ".zip" else _in_folder(path, names)
    except (OSError, zipfile.BadZipFile) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UngradableError(f"{path.name}: it can't be read: {reason}") from None
    if not found:
        raise UngradableError(f"{path.name}: {', '.join(wanted or others)} isn't in the submission")
    return Submission(path.stem, {name: _decode(name, data) for name, data in found.items()})


def _in_folder(path: Path, wanted: Sequence[str]) -> dict[str, bytes]:
    if path.is_file():
        return {path.name if path.name in wanted else wanted[0]: _regular(path)}
    found: dict[str, Path] = {}
    for count, file in enumerate(sorted(path.rglob("*"))):
        if count > MAX_MEMBERS:
            raise UngradableError(f"{path.name}: over {MAX_MEMBERS} files")
        name = str(PurePosixPath(file.relative_to(path)))
        if file.name in wanted and not _skipped(name):
            _once(found, file.name, path.name)
            found[file.name] = file
    if not found:
        next(path.iterdir(), None)  # a folder that can't be opened looks empty to rglob
    return {name: _regular(file) for name, file in found.items()}


def _regular(path: Path) -> bytes:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise UngradableError(f"{path.name} isn't a regular file")
    with path.open("rb") as file:
        return _capped(path.name, file.read(MAX_FILE + 1))


def _zipped(path: Path, wanted: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise UngradableError(f"{path.name}: over {MAX_MEMBERS} files")
        for member in members:
            name = PurePosixPath(member.filename).name
            if name in wanted and not member.is_dir() and not _skipped(member.filename):
                _once(found, name, path.name)
                with archive.open(member) as file:
                    found[name] = _capped(name, file.read(MAX_FILE + 1))
    return found


def _skipped(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) > MAX_DEPTH or any(part.startswith((".", "__")) for part in parts)


def _once(found: Collection[str], name: str, where: str) -> None:
    if name in found:
        raise UngradableError(f"{where}: {name} is there twice: hand in one")


def _capped(name: str, data: bytes) -> bytes:
    if len(data) > MAX_FILE:
        raise UngradableError(f"{name} is over {MAX_FILE >> 10} KiB")
    return data


def _decode(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UngradableError(f"{name}, line {line}: it isn't UTF-8 text") from None
