"""What a student's process is held to, applied in the forked child before their file is read.

It imports nothing of ours: it runs beside the student's code.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Mapping


def confine(limits: Mapping[str, int]) -> list[str]:
    """Apply every layer that this machine allows; the names of those that hold."""
    return [layer.__name__ for layer in (resource_limits,) if layer(limits)]


def resource_limits(limits: Mapping[str, int]) -> bool:
    """Caps on address space, CPU, files and processes; no core dump.

    The address space of the forked server (numpy's libraries) comes on top of the memory cap.
    """
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - no pathlib here
        inherited = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 1))  # XCPU, then KILL
    for kind, value in (
        (resource.RLIMIT_AS, inherited + limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["file_size"]),
        (resource.RLIMIT_NOFILE, limits["open_files"]),
        (resource.RLIMIT_NPROC, limits["processes"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing too much is an OSError, not a death
    return True
