"""Students' processes where there is no fork, as on Windows: each is an interpreter of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from threading import Thread
from typing import IO

from grader.sandbox.child import scratch
from grader.sandbox.host import interpreter
from grader.sandbox.linux.reaping import Ended

LOOK_SECONDS = 0.2  # between two looks at the files that a process has written


class SpawnServer:
    """Starts and ends students' processes as `ForkServer` does; each loads numpy again."""

    def __init__(self, preload: Sequence[str] = (), without: Collection[str] = ()) -> None:
        self._preload, self._without = [*interpreter.PRELOAD, *preload], sorted(without)
        self._started: dict[int, tuple[subprocess.Popen[bytes], str]] = {}
        self._reasons: dict[int, str] = {}  # why some had to be ended
        self.folder = ""  # of the files of the process started last

    def __enter__(self) -> SpawnServer:
        return self

    def __exit__(self, *exception: object) -> None:
        for pid in list(self._started):
            self.end(pid)

    def connect(self) -> SpawnServer:
        """Itself: a judge runs in the grader's own process where there is no fork."""
        return self

    def start(
        self,
        limits: Mapping[str, int],
        core: int | None,
        channel: socket.socket,
        output: socket.socket,
    ) -> int:
        """Start a process that serves `channel` and prints to `output`; its pid.

        It inherits this thread's `core`.
        """
        passed = [channel.fileno()] if sys.platform != "win32" else []
        process = interpreter.launch(passed, subprocess.PIPE)
        self.folder = scratch.create()
        self._started[process.pid] = process, self.folder
        forwarding = (process.stdout, output.dup())
        Thread(target=_forward, args=forwarding, daemon=True).start()
        watching = (process, self.folder, limits)
        Thread(target=self._watch, args=watching, daemon=True).start()
        interpreter.feed(
            process,
            "start",
            _handle(channel, process.pid),
            self._preload,
            interpreter.libraries(),
            self._without,
            dict(limits),
            self.folder,
        )
        return process.pid

    def end(self, pid: int, grace: float = 0.0) -> Ended:
        """Kill a process after `grace` seconds. What it started itself may outlive it."""
        process, folder = self._started.pop(pid)
        try:
            return Ended(process.wait(grace), False, self._reasons.pop(pid, ""))
        except subprocess.TimeoutExpired:
            process.kill()
            return Ended(process.wait(), True)
        finally:
            scratch.remove(folder)

    def _watch(
        self, process: subprocess.Popen[bytes], folder: str, limits: Mapping[str, int]
    ) -> None:
        """Kill a process that has written too much: nothing else limits that."""
        while process.poll() is None:
            reason = scratch.excess(folder, limits)
            if reason:
                self._reasons[process.pid] = reason
                process.kill()
                return
            time.sleep(LOOK_SECONDS)


def _handle(channel: socket.socket, pid: int) -> int | bytes:
    """What a process needs to have the channel too; the caller may close it then."""
    if sys.platform == "win32":
        return channel.share(pid)
    return channel.fileno()


def _forward(pipe: IO[bytes], output: socket.socket) -> None:
    """What is printed, on its way to a socket: Windows can wait for no other descriptor."""
    with pipe, output, contextlib.suppress(OSError):  # nobody listens any more
        while piece := os.read(pipe.fileno(), 1 << 16):
            output.sendall(piece)
