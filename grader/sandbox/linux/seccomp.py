"""A seccomp filter: the system calls that are allowed, by name, and all others refused.

https://docs.kernel.org/userspace-api/seccomp_filter.html, seccomp(2). A process puts it upon
itself for good; what is refused is a PermissionError in Python. It is a program in classic BPF.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from grader.sandbox.linux import kernel
from grader.sandbox.linux.syscalls import ALLOWED, NEWEST, RULED, WRITING

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, constant

# linux/bpf_common.h, linux/seccomp.h, linux/audit.h
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column of the table, arch
X32 = 0x40000000  # the bit of x86-64's second table of calls
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_STEP = "=HBBI"  # struct sock_filter
_ANYONE = 0x7FFFFFFE  # stands for a process: over any pid, and in no other instruction
SET_MODE_FILTER, GET_ACTION_AVAILABLE = 1, 2

# fcntl.h: writing, reading and writing, creating, truncating, appending, a nameless file
WRITES = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000 | 0o20000000
# A thread as glibc and as musl start it (clone(2)): no flag of a process or a namespace
THREAD = (0x003D0F00, 0x007D0F00)
# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: what opening and printing ask
IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW, F_DUPFD_CLOEXEC;
# not F_SETOWN, which signals others
FCNTLS = (0, 1, 2, 3, 4, 5, 6, 7, 1030)
PRCTLS = (3, 15, 16)  # PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME: never dumpable again


@dataclass(frozen=True)
class OneOf:
    """Allowed if the low word of an argument is one of these."""

    argument: int
    values: Sequence[int]

    def program(self) -> list[Instruction]:
        """Instructions that always end in an answer."""
        tests = [step for v in self.values for step in (_unless_equal(v), (RETURN, 0, 0, ALLOW))]
        return [_load(self.argument), *tests, _refuse(errno.EPERM)]


@dataclass(frozen=True)
class NoBits:
    """Allowed if none of the bits is set in an argument."""

    argument: int
    bits: int

    def program(self) -> list[Instruction]:
        """Instructions that always end in an answer."""
        test = (ANY_BIT, 0, 1, self.bits)
        return [_load(self.argument), test, _refuse(errno.EACCES), (RETURN, 0, 0, ALLOW)]


@dataclass(frozen=True)
class Refused:
    """Never allowed, with an error of its own."""

    error: int

    def program(self) -> list[Instruction]:
        """Instructions that always end in an answer."""
        return [_refuse(self.error)]


@dataclass(frozen=True)
class Null:
    """Allowed if an argument is a null pointer: both its words are zero."""

    argument: int

    def program(self) -> list[Instruction]:
        """Instructions that always end in an answer."""
        return [
            _load(self.argument),
            (EQUAL, 0, 3, 0),
            _load(self.argument, high=True),
            (EQUAL, 0, 1, 0),
            (RETURN, 0, 0, ALLOW),
            _refuse(errno.EPERM),
        ]


def rules(process: int, *, writable: bool) -> dict[str, OneOf | NoBits | Refused | Null]:
    """The calls that their arguments decide, for a process; `writable`: it has a folder for it."""
    opening = 0 if writable else WRITES  # else files are read-only, with or without Landlock
    return {
        "clone": OneOf(0, THREAD),
        "clone3": Refused(errno.ENOSYS),  # its flags are out of a filter's sight: libc falls back
        "fcntl": OneOf(1, FCNTLS),
        "ioctl": OneOf(1, IOCTLS),
        "kill": OneOf(0, (process,)),  # a process may only signal itself
        "open": NoBits(1, opening),
        "openat": NoBits(2, opening),
        "prctl": OneOf(0, PRCTLS),
        "prlimit64": Null(2),  # limits can be read, not set
        "tgkill": OneOf(0, (process,)),
    }


def program(machine: str, process: int, *, writable: bool = False) -> list[Instruction]:
    """The whole filter; raises KeyError for a machine that isn't in the tables."""
    column, architecture = MACHINES[machine]
    steps: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),  # calls of another machine have other numbers
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, X32),
        (RETURN, 0, 0, KILL),
    ]
    allowed = ALLOWED | WRITING if writable else ALLOWED
    numbers = sorted(n for n in (both[column] for both in allowed.values()) if n is not None)
    for number in numbers:
        steps += [_unless_equal(number), (RETURN, 0, 0, ALLOW)]
    for name, rule in rules(process, writable=writable).items():
        ruled = RULED[name][column]
        if ruled is not None:
            answer = rule.program()
            steps += [(EQUAL, 0, len(answer), ruled), *answer]
    unknown = [(AT_LEAST, 0, 1, NEWEST), _refuse(errno.ENOSYS)]
    return [*steps, *unknown, _refuse(errno.EPERM)]


@functools.cache
def compiled(machine: str, writable: bool) -> bytes:
    """The filter as the kernel takes it, with `_ANYONE` for the process: the rest is the same."""
    steps = program(machine, _ANYONE, writable=writable)
    return b"".join(struct.pack(_STEP, *step) for step in steps)


def available() -> bool:
    """Whether this kernel filters calls, on a machine that the tables have."""
    try:
        action = struct.pack("=I", ERROR)
        kernel.syscall(kernel.SECCOMP[kernel.MACHINE], GET_ACTION_AVAILABLE, 0, action)
    except (OSError, KeyError):
        return False
    return True


def install(process: int, writable: bool) -> None:
    """Filter this process's calls from now on; raises OSError where that can't be.

    `writable` leaves it to Landlock where files may be written.
    """
    if kernel.MACHINE not in MACHINES:
        raise OSError(errno.ENOSYS, f"no table of system calls for {kernel.MACHINE}")
    code = compiled(kernel.MACHINE, writable).replace(
        struct.pack("=I", _ANYONE), struct.pack("=I", process)
    )
    text = ctypes.create_string_buffer(code, len(code))
    count = len(code) // struct.calcsize(_STEP)
    header = struct.pack("@HP", count, ctypes.addressof(text))  # struct sock_fprog
    header_text = ctypes.create_string_buffer(header, len(header))
    kernel.syscall(kernel.SECCOMP[kernel.MACHINE], SET_MODE_FILTER, 0, header_text)


def _load(argument: int, *, high: bool = False) -> Instruction:
    return (LOAD, 0, 0, ARGUMENTS + 8 * argument + 4 * high)


def _unless_equal(value: int) -> Instruction:
    """Skip the next instruction unless equal."""
    return (EQUAL, 0, 1, value)


def _refuse(error: int) -> Instruction:
    return (RETURN, 0, 0, ERROR | error)
