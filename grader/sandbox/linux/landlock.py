"""Landlock: the files that a process may read, the folder to write in; no TCP, no signals out.

https://docs.kernel.org/userspace-api/landlock.html, landlock(7). A process restricts itself, for
good, without any privilege. It imports nothing of ours but the system calls.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

from grader.sandbox.linux import kernel

# linux/landlock.h. All rights on files of an ABI are handled, that is refused unless granted.
RIGHTS_BY_ABI = (0, 13, 14, 15, 15, 16)  # how many: REFER came with 2, TRUNCATE 3, IOCTL_DEV 5
READ_FILE, READ_DIR = 1 << 2, 1 << 3
# write, remove folder and file, make folder and file, move between folders, truncate
WRITING = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 13 | 1 << 14
GUARDS_TRUNCATION = 3  # the ABI from which no file outside can be emptied
TCP = 0b11  # bind, connect: from ABI 4. UDP and the rest are left to seccomp
SCOPES = 0b11  # abstract sockets, signals to processes outside: from ABI 6
_VERSION = 1  # landlock_create_ruleset's flag that only asks for the ABI
_PATH_BENEATH = 1
OUT_OF_THE_WAY = 100  # of the descriptors that a child arranges for itself


def abi() -> int:
    """The kernel's version of Landlock; raises OSError without it, or where it is turned off."""
    return kernel.syscall(kernel.LANDLOCK_CREATE_RULESET, 0, 0, _VERSION)


def ruleset(readable: Iterable[str], writable: str) -> int:
    """A descriptor of rules: these files may be read, and folders with all in them.

    In the folder `writable` files may be made, changed and removed too, but not run. Made once by
    the fork server, for all its children. Paths that don't exist are skipped. Raises OSError where
    Landlock isn't.
    """
    version = abi()
    import fcntl  # only now: Windows has none

    made = _ruleset(version)
    handled = _handled(version)
    for path in readable:
        _grant(made, path, READ_FILE | READ_DIR)
    _grant(made, writable, (READ_FILE | READ_DIR | WRITING) & handled)
    high = fcntl.fcntl(made, fcntl.F_DUPFD_CLOEXEC, OUT_OF_THE_WAY)
    os.close(made)
    return high


def restrict(rules: int) -> None:
    """Keep this process to the rules from now on, and close their descriptor; raises OSError."""
    try:
        kernel.syscall(kernel.LANDLOCK_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _handled(version: int) -> int:
    return (1 << RIGHTS_BY_ABI[min(version, len(RIGHTS_BY_ABI) - 1)]) - 1


def _ruleset(version: int) -> int:
    fields = [_handled(version)] + [TCP] * (version >= 4) + [SCOPES] * (version >= 6)
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    return kernel.syscall(
        kernel.LANDLOCK_CREATE_RULESET,
        ctypes.create_string_buffer(attributes, len(attributes)),
        len(attributes),
        0,
    )


def _grant(ruleset: int, path: str, rights: int) -> None:
    """Running a file is never granted, so no other program can be started."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - no pathlib here
            rights = READ_FILE
        rule = struct.pack("=Qi", rights, place)
        beneath = ctypes.create_string_buffer(rule, len(rule))
        kernel.syscall(kernel.LANDLOCK_ADD_RULE, ruleset, _PATH_BENEATH, beneath, 0)
    finally:
        os.close(place)
