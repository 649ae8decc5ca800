"""The confinement of a student's process, applied in the forked child before their code runs.

A layer that this machine doesn't have is left out and not reported as held; nothing here is
fatal. It imports nothing of ours but the layers: it runs beside the student's code.
"""

from __future__ import annotations

import contextlib
import os
import signal
import struct
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.sandbox.linux import kernel, landlock, seccomp

UNLIMITED_TASKS = 1 << 20
READ_ANY_FILE = 1 << 2  # CAP_DAC_READ_SEARCH, see `no_capabilities`
_CAPABILITIES_VERSION = 0x20080522  # linux/capability.h, version 3

# What the C library, locales, numpy and torch open by themselves, beside the libraries.
SYSTEM_FILES = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/urandom",
    "/dev/zero",
    "/proc/cpuinfo",
)


@dataclass(frozen=True)
class Plan:
    """What the fork server found out beforehand, the same for all its children.

    `user` is a uid kept for this server and `rules` a descriptor of Landlock's, None where there
    is none; `mapped` is the server's address space, on top of which memory counts; `folder` holds
    the submission, and is `writable` where no other place is; `without` names layers to leave off,
    so that tests can show what each is good for.
    """

    user: int | None
    rules: int | None
    mapped: int
    folder: str
    writable: bool
    without: frozenset[str] = frozenset()


Limits = Mapping[str, int]
Layer = Callable[[Plan, Limits], None]


def plan(libraries: Sequence[str], user: int | None, without: Collection[str], folder: str) -> Plan:
    """Prepare what all children share; after numpy is loaded, whose libraries are mapped then."""
    rules, writable = None, not kernel.LINUX
    with contextlib.suppress(OSError):
        rules = landlock.ruleset([*libraries, *SYSTEM_FILES], folder)
        writable = landlock.abi() >= landlock.GUARDS_TRUNCATION and "Landlock" not in without
    with contextlib.suppress(KeyError):
        for either in (False, True):
            seccomp.compiled(kernel.MACHINE, either)  # kept
    return Plan(user, rules, kernel.mapped_bytes(), folder, writable, frozenset(without))


def confine(plan: Plan, limits: Limits) -> list[str]:
    """Apply every layer that this machine allows; the names of those that hold."""
    if plan.rules is not None and "Landlock" in plan.without:
        os.close(plan.rules)
    held = []
    for name, layer in LAYERS.items():
        if name not in plan.without and (kernel.LINUX or layer is resource_limits):
            with contextlib.suppress(OSError, ValueError, NotImplementedError, ImportError):
                layer(plan, limits)
                held.append(name)
        if name == "Landlock" and name not in held and kernel.LINUX:
            plan = replace(plan, writable=False)
    return held


def resource_limits(plan: Plan, limits: Limits) -> None:
    """Caps on memory, CPU time, files and processes: getrlimit(2).

    Each stands by itself: macOS refuses the one on memory. Windows has none: ImportError.
    """
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing is then an OSError, not a death
    for kind, soft, hard in (
        (resource.RLIMIT_CPU, limits["cpu"], limits["cpu"] + 1),  # XCPU, and a second later KILL
        (resource.RLIMIT_AS, *2 * [plan.mapped + limits["memory"]]),
        (resource.RLIMIT_FSIZE, *2 * [limits["file"] if plan.writable else 0]),
        (resource.RLIMIT_NOFILE, *2 * [limits["open_files"]]),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NPROC, *2 * [limits["processes"] + _tasks(plan)]),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (soft, hard))


def _tasks(plan: Plan) -> int:
    """How many processes and threads the user has already: the limit counts them all."""
    if plan.user is not None and "own user" not in plan.without:
        return 0
    if "seccomp" not in plan.without and seccomp.available():
        return UNLIMITED_TASKS  # no process can be started, and memory limits the threads
    processes = [p for p in Path("/proc").glob("[0-9]*") if _owner(p) == os.getuid()]
    return sum(_threads(process) for process in processes)


def _owner(process: Path) -> int | None:
    with contextlib.suppress(OSError):  # it has just ended
        return process.stat().st_uid
    return None


def _threads(process: Path) -> int:
    with contextlib.suppress(OSError):
        return (process / "task").stat().st_nlink - 2
    return 0


def no_new_privileges(plan: Plan, limits: Limits) -> None:
    """No setuid program gives any; the next layers ask for this. PR_SET_NO_NEW_PRIVS(2const)."""
    kernel.prctl(kernel.SET_NO_NEW_PRIVS, 1)


def only_libraries(plan: Plan, limits: Limits) -> None:
    """Landlock: read the interpreter and the libraries, write in one folder, run nothing."""
    if plan.rules is None:
        raise NotImplementedError("no Landlock")
    landlock.restrict(plan.rules)


def own_user(plan: Plan, limits: Limits) -> None:
    """A uid and gid that own no file and no other process, and no other groups."""
    if plan.user is None:
        raise NotImplementedError("not root, or the interpreter is out of another user's reach")
    os.setgroups([])
    os.setresgid(plan.user, plan.user, plan.user)
    os.setresuid(plan.user, plan.user, plan.user)


def no_capabilities(plan: Plan, limits: Limits) -> None:
    """Root's powers given up where root stays root: capset(2). A change of uid drops them all.

    The right to read any file is kept: an interpreter in a user's home needs it. Landlock, not
    this, keeps it to the libraries.
    """
    kept = READ_ANY_FILE if os.geteuid() == 0 else 0
    header = struct.pack("=Ii", _CAPABILITIES_VERSION, 0)
    sets = struct.pack("=6I", kept, kept, 0, 0, 0, 0)  # effective, permitted, inheritable; twice
    kernel.syscall(kernel.CAPSET.get(kernel.MACHINE, -1), header, sets)


def not_dumpable(plan: Plan, limits: Limits) -> None:
    """No one of the same user can attach to it or read its memory; ptrace(2)."""
    kernel.prctl(kernel.SET_DUMPABLE, 0)


def ends_with_its_parent(plan: Plan, limits: Limits) -> None:
    """Killed when the fork server ends. After the change of uid, which clears it: prctl(2)."""
    parent = os.getppid()
    kernel.prctl(kernel.SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended just before
        os.kill(os.getpid(), signal.SIGKILL)


def filtered_calls(plan: Plan, limits: Limits) -> None:
    """Seccomp: last, because it refuses the calls that install the other layers."""
    seccomp.install(os.getpid(), plan.writable)


LAYERS: dict[str, Layer] = {  # in the order in which they can be applied
    "resource limits": resource_limits,
    "no new privileges": no_new_privileges,
    "Landlock": only_libraries,
    "own user": own_user,
    "no capabilities": no_capabilities,
    "not dumpable": not_dumpable,
    "ends with its parent": ends_with_its_parent,
    "seccomp": filtered_calls,
}
