"""System calls and facts of Linux that Python has no function for.

It imports nothing of ours: it runs beside the student's code.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from pathlib import Path

LINUX = sys.platform == "linux"
MACHINE = platform.machine()

# prctl(2): option numbers from linux/prctl.h
SET_PDEATHSIG, SET_DUMPABLE, SET_CHILD_SUBREAPER, SET_NO_NEW_PRIVS = 1, 4, 36, 38

# The numbers that these two machines share since Linux 5.1, and seccomp's, which they don't.
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
SECCOMP = {"x86_64": 317, "aarch64": 277}
CAPSET = {"x86_64": 126, "aarch64": 91}

_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def syscall(number: int, *arguments: int | bytes | ctypes.Array[ctypes.c_char]) -> int:
    """Make a system call of Linux; raises OSError with its errno."""
    if not LINUX or _libc is None:
        raise OSError(38, "not Linux")
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = int(_libc.syscall(ctypes.c_long(number), *words))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def prctl(option: int, value: int) -> None:
    """Set an attribute of this process, as in the manual page; raises OSError."""
    if not LINUX or _libc is None:
        raise OSError(38, "not Linux")
    if _libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def mapped_bytes() -> int:
    """The address space of this process in bytes; 0 where it is unknown: proc_pid_statm(5)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
