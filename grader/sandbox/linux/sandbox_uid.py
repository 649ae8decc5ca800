"""A uid for the student's processes of one fork server, that no other grader here uses.

It imports nothing of ours.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Free by https://systemd.io/UIDS-GIDS, and below 65536: a container may map no more.
FIRST, LAST = 60706, 61183


@dataclass(frozen=True)
class SandboxUid:
    """A uid and the lock on it, which the kernel gives back when this process ends.

    The lock is a name in the abstract namespace of sockets, see unix(7): it is machine-wide
    (a container has its own, as it has its own processes) and leaves no file behind.
    """

    user: int
    lock: socket.socket


def reserve(libraries: Sequence[str]) -> SandboxUid | None:
    """A uid of our own; None unless we are root and another user can read the libraries."""
    if os.name != "posix" or os.geteuid() != 0 or not hasattr(os, "setresuid"):
        return None
    for user in range(FIRST, LAST + 1):
        lock = _lock(user)
        if lock is not None:
            if _can_read(user, libraries):
                return SandboxUid(user, lock)
            lock.close()
            return None
    return None


def _lock(user: int) -> socket.socket | None:
    lock = socket.socket(socket.AF_UNIX)
    try:
        lock.bind(f"\0grader-user-{user}")
    except OSError:
        lock.close()
        return None
    return lock


def _can_read(user: int, libraries: Sequence[str]) -> bool:
    """Tried out in a process of that user: an interpreter under /root can't be read, say."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.setgroups([])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
            for library in libraries:
                _first_file(Path(library))
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(pid, 0)[1] == 0


def _first_file(folder: Path) -> None:
    """Read a little of a folder's first module; raises OSError if that is refused."""
    for path in folder.iterdir():
        if path.suffix == ".py" and path.is_file():
            with path.open("rb") as file:
                file.read(1)
            return
