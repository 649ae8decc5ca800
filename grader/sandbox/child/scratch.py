"""The private folder of a student's process: the submitted files, and what their code writes.

It exists for one process, and all in it goes with the process. It imports nothing of ours.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

SUBMISSION, TEMPORARY = "submission", "tmp"
MEMORY, ROOM = "/dev/shm", 256 << 20  # noqa: S108 - a private folder is made in it


def create(parent: str | None = None) -> str:
    """Make the folder that a server's processes use, one after the other: in memory if it can be.

    Its owner may do what they like; others may only pass through it.
    """
    base = tempfile.mkdtemp(prefix="grader-", dir=_memory() or parent)
    Path(base).chmod(0o711)  # mkdtemp closes it to the user that a process may become
    return str(Path(base).resolve())


def _memory() -> str | None:
    """A file system in memory with room enough: on disk, removing a folder can take 4 ms."""
    with contextlib.suppress(OSError, AttributeError):  # no such folder, or no POSIX
        found = os.statvfs(MEMORY)
        if found.f_bavail * found.f_frsize >= ROOM and os.access(MEMORY, os.W_OK):
            return MEMORY
    return None


def fill(base: str, files: Mapping[str, bytes], user: int | None) -> str:
    """Write a submission's files, as the user's own; the folder that they are in.

    Raises ValueError for a path that leads out of it.
    """
    root = Path(base, SUBMISSION)
    for folder in (root, Path(base, TEMPORARY)):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
        _give(folder, user)
    for name, content in files.items():
        path = root.joinpath(*_inside(name))
        for parent in reversed(path.relative_to(root).parents[:-1]):
            if not (root / parent).is_dir():
                (root / parent).mkdir()
                _give(root / parent, user)
        path.write_bytes(content)
        _give(path, user)
    return str(root)


def settle(base: str) -> None:
    """Make this process work in the folder, and put its temporary files there."""
    os.chdir(Path(base, SUBMISSION))
    os.environ["TMPDIR"] = os.environ["TEMP"] = str(Path(base, TEMPORARY))
    tempfile.tempdir = None


def empty(base: str) -> None:
    """Remove all that was written, whatever it is called and however deep it lies.

    The folder itself stays, which Landlock knows by its inode, and the two in it.
    """
    _remove([path for path in Path(base).iterdir() if path.name not in (SUBMISSION, TEMPORARY)])
    for folder in (Path(base, SUBMISSION), Path(base, TEMPORARY)):
        if folder.is_symlink() or not folder.is_dir():
            folder.unlink(missing_ok=True)
        else:
            folder.chmod(0o700)
            _remove(list(folder.iterdir()))


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError, RecursionError):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    left = [str(path) for path in paths if os.path.lexists(path)]
    if left and os.name == "posix":  # too deep, or closed
        for command in (["chmod", "-R", "u+rwX"], ["rm", "-rf"]):
            subprocess.run([*command, "--", *left], check=False, stderr=subprocess.DEVNULL)  # noqa: S603


def remove(base: str) -> None:
    """Remove the folder itself."""
    _remove([Path(base)])


def excess(base: str, limits: Mapping[str, int]) -> str | None:
    """Return why the folder holds too much, if it does; looking costs 20 µs."""
    total = entries = 0
    try:
        for size in _sizes(base):
            total, entries = total + size, entries + 1
            if total > limits["folder"] or entries > limits["entries"]:
                return _excess(limits)
    except FileNotFoundError:  # gone since: there will be another look
        return None
    except OSError:  # closed, or too deep to look at
        return _excess(limits)
    return None


def _excess(limits: Mapping[str, int]) -> str:
    megabytes, files = limits["file"] >> 20, limits["files"]
    return f"it wrote more files than it may ({megabytes} MB, {files:,} files and folders)"


def _sizes(base: str) -> Iterator[int]:
    """The size of each file, and zeros for folders."""
    folders = [base]
    while folders:
        with os.scandir(folders.pop()) as listed:
            for entry in listed:
                folder = entry.is_dir(follow_symlinks=False)
                if folder:
                    folders.append(entry.path)
                yield 0 if folder else entry.stat(follow_symlinks=False).st_size


def _inside(name: str) -> tuple[str, ...]:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
        raise ValueError(f"{name!r} is no path in a submission")
    return parts


def _give(path: Path, user: int | None) -> None:
    if user is not None:
        os.chown(path, user, user)
