"""The trusted side of the fork server: start it, start and end students' processes through it.

Where there is no fork, `start_server` returns one that does without.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from grader.sandbox.host import interpreter
from grader.sandbox.host.spawn_server import SpawnServer
from grader.sandbox.linux import kernel
from grader.sandbox.linux.reaping import Ended

START_SECONDS = 60.0  # importing torch from a cold disk takes its time
ANSWER_SECONDS = 20.0  # a sweep of many orphans at most, see `ending`


class ForkServer:
    """The process that forks students' processes; a context manager, usable many times.

    `preload` names modules to start with beside numpy, where they are installed. `without` names
    layers of the confinement to leave off, to see what each is good for.
    """

    def __init__(self, preload: Sequence[str] = (), without: Collection[str] = ()) -> None:
        self._preload, self._without = [*interpreter.PRELOAD, *preload], sorted(without)
        with contextlib.suppress(OSError):  # our memory holds the answers: keep it from the user's
            kernel.prctl(kernel.SET_DUMPABLE, 0)  # other processes, where only seccomp holds
        self.cpu_seconds = 0.0  # of the children that have ended
        self._launch()

    process: subprocess.Popen[bytes] | None

    def _launch(self) -> None:
        self._folder = ""
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = interpreter.launch([theirs.fileno()])
            interpreter.feed(
                self.process,
                "fork_server",
                theirs.fileno(),
                self._preload,
                interpreter.libraries(),
                self._without,
                tempfile.gettempdir(),
            )
        self.control.settimeout(START_SECONDS)

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *exception: object) -> None:
        self.control.close()
        if self.process is None:
            return
        try:
            self.process.wait(START_SECONDS)  # it ends the last child first
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def start(
        self,
        limits: Mapping[str, int],
        core: int | None,
        channel: socket.socket,
        output: socket.socket,
    ) -> int:
        """Fork a child that serves `channel` and prints to `output`; its pid."""
        request = {"do": "start", "core": core, "limits": limits}
        return int(self._ask(request, [channel.fileno(), output.fileno()]))

    @property
    def folder(self) -> str:
        """The folder of the running child's files: one for as long as the server runs."""
        self._folder = self._folder or str(self._ask({"do": "folder"}, []))
        return self._folder

    def connect(self) -> ForkServer:
        """A further connection, for a judge. Children started over it end with it.

        It doesn't wait for the server, which is still starting while a judge does.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            self._send({"do": "connect"}, [theirs.fileno()])
        ours.settimeout(START_SECONDS)
        judges = copy.copy(self)
        judges.control, judges.process, judges.cpu_seconds = ours, None, 0.0
        return judges

    def end(self, pid: int, grace: float = 0.0) -> Ended:
        """Kill a child and all it started, after `grace` seconds.

        Raises OSError if the server has died, or was stopped by a student's process.
        """
        try:
            self.control.sendall(json.dumps({"do": "end", "pid": pid, "grace": grace}).encode())
            answer = self._answer()
        except OSError:
            self._abandon()  # what it would still say is no answer to a later question
            with contextlib.suppress(OSError):  # the child can outlive a server that was killed
                os.killpg(pid, signal.SIGKILL)
            raise
        self.cpu_seconds += float(answer["cpu"])
        return Ended(int(answer["code"]), bool(answer["killed"]), str(answer["reason"]))

    def end_all(self) -> None:
        """End the child of a judge that has died, and return when it is gone with its files."""
        with contextlib.suppress(OSError):
            self._ask({"do": "end_all"}, [])

    def _abandon(self) -> None:
        if self.process is not None:
            self.process.kill()
        else:
            self.control.close()

    def _ask(self, request: dict[str, Any], descriptors: list[int]) -> Any:
        self._send(request, descriptors)
        try:
            return self._answer()
        except OSError:  # it died before it did anything
            self._restart()
            self._send(request, descriptors)
            return self._answer()

    def _send(self, request: dict[str, Any], descriptors: list[int]) -> None:
        message = [json.dumps(request).encode()]
        try:
            socket.send_fds(self.control, message, descriptors)
        except OSError:  # it has died
            self._restart()
            socket.send_fds(self.control, message, descriptors)

    def _restart(self) -> None:
        self.__exit__()
        self._launch()

    def _answer(self) -> Any:
        answer = self.control.recv(1 << 16)
        if not answer:
            raise ConnectionError("the fork server has ended")
        self.control.settimeout(ANSWER_SECONDS)  # from now on it runs
        return json.loads(answer)


Server = ForkServer | SpawnServer


def start_server(preload: Sequence[str] = (), without: Collection[str] = ()) -> Server:
    """What starts students' processes on this machine: by forking, where there is fork."""
    if hasattr(os, "fork"):
        return ForkServer(preload, without)
    return SpawnServer(preload, without)
