"""The trusted side's hold on the fork server: start it, start and end children through it."""

from __future__ import annotations

import contextlib
import json
import os
import site
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import UsageError
from grader.sandbox import kernel
from grader.sandbox.limits import Limits

ENVIRONMENT = {
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    # one thread each: BLAS on two cores is slower at a homework's sizes, and not repeatable
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # each thread would reserve 64 MiB of the address space that is limited: mallopt(3)
    "MALLOC_ARENA_MAX": "2",
}
PRELOAD = ("numpy", "numpy.linalg", "numpy.random", "collections", "dataclasses", "typing")
START_SECONDS = 60.0  # importing torch from a cold disk takes its time
ANSWER_SECONDS = 20.0  # a sweep of many orphans at most, see `ending`
# Read from standard input, so that the command line, which anyone may see, names no folder.
PROGRAM = """\
import sys
sys.path[:] = {path!r}
from grader.sandbox.forkserver import main
main({control}, {preload!r}, {libraries!r}, {without!r})
"""


@dataclass(frozen=True)
class Ended:
    """How a child ended: its wait status, and whether it had to be killed for it."""

    status: int
    killed: bool


class ForkServer:
    """The process that forks students' processes; a context manager, usable many times.

    `preload` names modules to start with beside numpy, where they are installed. `without` names
    layers of the confinement to leave off, to see what each is good for. Raises UsageError where
    there is no fork.
    """

    def __init__(self, preload: Sequence[str] = (), without: Collection[str] = ()) -> None:
        if not hasattr(os, "fork"):
            raise UsageError("students' code can't be run on Windows itself: use WSL")
        self._preload, self._without = [*PRELOAD, *preload], sorted(without)
        with contextlib.suppress(OSError):  # our memory holds the answers: keep it from the user's
            kernel.prctl(kernel.SET_DUMPABLE, 0)  # other processes, where only seccomp holds
        self.cpu_seconds = 0.0  # of the children that have ended
        self._launch()

    def _launch(self) -> None:
        self.control, theirs = socket.socketpair()
        known = libraries()
        program = PROGRAM.format(
            path=[str(Path(__file__).resolve().parents[2]), *known],
            control=theirs.fileno(),
            preload=self._preload,
            libraries=known,
            without=self._without,
        )
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-s", "-"],  # not -I, which would ignore PYTHONHASHSEED
                env=ENVIRONMENT,
                cwd="/",
                pass_fds=[theirs.fileno()],
                stdin=subprocess.PIPE,
            )
        assert self.process.stdin is not None  # noqa: S101 - it was asked for
        with self.process.stdin as standard_input:
            standard_input.write(program.encode())
        self.control.settimeout(START_SECONDS)
        self._answer()
        self.control.settimeout(ANSWER_SECONDS)

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *exception: object) -> None:
        self.control.close()
        try:
            self.process.wait(START_SECONDS)  # it ends the last child first
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def start(self, limits: Limits, core: int | None, channel: int, output: int) -> int:
        """Fork a child that serves `channel` and prints to `output`; its pid."""
        caps = {
            "memory": limits.memory_mb << 20,
            "cpu": limits.cpu_seconds,
            "open_files": limits.open_files,
            "processes": limits.processes,
        }
        message = [json.dumps({"do": "start", "core": core, "limits": caps}).encode()]
        try:
            socket.send_fds(self.control, message, [channel, output])
            return int(self._answer())
        except OSError:  # it has died: nothing was started, so start it anew
            self.__exit__()
            self._launch()
            socket.send_fds(self.control, message, [channel, output])
            return int(self._answer())

    def end(self, pid: int, grace: float = 0.0) -> Ended:
        """Kill a child and all it started, after `grace` seconds.

        Raises OSError if the server has died, or was stopped by a student's process.
        """
        try:
            self.control.sendall(json.dumps({"do": "end", "pid": pid, "grace": grace}).encode())
            answer = self._answer()
        except OSError:
            self.process.kill()  # what it would still say is no answer to a later question
            raise
        self.cpu_seconds += float(answer["cpu"])
        return Ended(int(answer["status"]), bool(answer["killed"]))

    def _answer(self) -> Any:
        answer = self.control.recv(1 << 16)
        if not answer:
            raise ConnectionError("the fork server has ended")
        return json.loads(answer)


def libraries() -> list[str]:
    """The folders on this process's path that hold Python's library and what was installed.

    Not those that an editable installation or PYTHONPATH adds: a course's own files lie there.
    """
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    known = {sysconfig.get_path(name) for name in names}
    known |= {*site.getsitepackages([sys.prefix, sys.base_prefix]), site.getusersitepackages()}
    known |= {str(Path(path) / "lib-dynload") for path in known}
    found = [path for path in sys.path if path in known and Path(path).is_dir()]
    return list(dict.fromkeys(found))
