"""How a student's process ends, with all that it may have started: nothing outlives a question.

It imports nothing of ours.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SWEEP_SECONDS = 10.0


@dataclass(frozen=True)
class Ended:
    """How a process ended, whether it had to be killed for it, and why its server ended it.

    The code is as `subprocess` gives it: negative is the signal that ended it.
    """

    code: int
    killed: bool
    reason: str = ""


def end(pid: int, grace: float, user: int | None) -> dict[str, Any]:
    """Kill a child and its session, after a moment to end by itself, and what it left behind.

    Its exit code, whether it took our kill to end it, and its CPU seconds. `user` is the uid
    that is the children's alone, if there is one.
    """
    patience = time.monotonic() + grace
    ended, status, usage = os.wait4(pid, os.WNOHANG)
    while not ended and time.monotonic() < patience:
        time.sleep(0.001)
        ended, status, usage = os.wait4(pid, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: EPERM for a zombie
        os.killpg(pid, signal.SIGKILL)
    if not ended:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
    sweep(user)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "killed": not ended,
        "cpu": usage.ru_utime + usage.ru_stime,
    }


def sweep(user: int | None) -> None:
    """End the orphans: on Linux they have become our children (PR_SET_CHILD_SUBREAPER).

    Where seccomp held there are none, and this costs one system call.
    """
    patience = time.monotonic() + SWEEP_SECONDS
    while _have_children() and time.monotonic() < patience:
        if user is not None:
            _kill_all_of(user)
        for orphan in _children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(orphan, 0)


def _have_children() -> bool:
    """Also of zombies, which are taken in."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def _children() -> list[int]:
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    try:
        return [int(pid) for pid in path.read_text(encoding="ascii").split()]
    except OSError:  # a kernel without the file: the sweep ends with its patience
        time.sleep(0.01)
        return []


def _kill_all_of(user: int) -> None:
    """All of a user's processes at once: what forks faster than it is killed can't get away."""
    pid = os.fork()
    if pid == 0:
        try:
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
