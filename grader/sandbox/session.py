"""The trusted side: start a fresh process for a student's code and run drivers in it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.sandbox import wire
from grader.sandbox.limits import Limits
from grader.sandbox.runner import Call, Outcome, Raised, Stopped, outcome

ENVIRONMENT = {
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    # one thread each: BLAS on two cores is slower at a homework's sizes, and not repeatable
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
PRELOAD = ("numpy", "numpy.linalg", "numpy.random", "collections", "dataclasses", "typing")
START_SECONDS = 60.0
GRACE_SECONDS = 0.5  # for a process that closed its channel, to end by itself


@dataclass(frozen=True)
class Source:
    """A file's text as a module for the student's process."""

    module: str
    filename: str
    text: str


class ForkServer:
    """The process that forks students' processes; a context manager, usable many times."""

    def __init__(self, preload: Sequence[str] = ()) -> None:
        self._preload = [*PRELOAD, *preload]
        self.cpu_seconds = 0.0  # of the children that have ended
        self._launch()

    def _launch(self) -> None:
        self.control, theirs = socket.socketpair()
        root = str(Path(__file__).resolve().parents[2])
        program = (
            f"import sys; sys.path.insert(0, {root!r});"
            "from grader.sandbox.forkserver import main;"
            f"main({theirs.fileno()}, {self._preload!r})"
        )
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                [sys.executable, "-I", "-c", program],
                env=ENVIRONMENT,
                cwd="/",
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self.control.settimeout(START_SECONDS)
        self._answer()

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *exception: object) -> None:
        self.control.close()
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def start(
        self, limits: Limits, folder: str, core: int | None, channel: int, output: int
    ) -> int:
        """Fork a child that serves `channel` and prints to `output`; its pid."""
        caps = {
            "memory": limits.memory_mb << 20,
            "cpu": limits.cpu_seconds,
            "file_size": limits.file_kb << 10,
            "open_files": limits.open_files,
            "processes": limits.processes,
        }
        request = {"do": "start", "folder": folder, "core": core, "limits": caps}
        message = [json.dumps(request).encode()]
        try:
            socket.send_fds(self.control, message, [channel, output])
            return int(self._answer())
        except OSError:  # it has died: nothing was started, so start it anew
            self.__exit__()
            self._launch()
            socket.send_fds(self.control, message, [channel, output])
            return int(self._answer())

    def end(self, pid: int, grace: float = 0.0) -> int:
        """Kill a child and all it started, after `grace` seconds; its exit status."""
        self.control.sendall(json.dumps({"do": "end", "pid": pid, "grace": grace}).encode())
        answer = json.loads(self._answer())
        self.cpu_seconds += float(answer["cpu"])
        return int(answer["status"])

    def _answer(self) -> bytes:
        answer = self.control.recv(1 << 16)
        if not answer:
            raise ConnectionError("the fork server has ended")
        return answer


class StudentProcess:
    """A fresh process that has loaded the student's files: the `Runner` for code we don't trust.

    Whatever the student's code does becomes an outcome; once the process has ended, every
    further call answers `Stopped` with the same reason. A context manager.
    """

    def __init__(self, server: ForkServer, sources: Sequence[Source], limits: Limits) -> None:
        self.limits, self._server = limits, server
        self._output, self._dropped = bytearray(), 0
        self._stopped: Stopped | None = None
        self._deadline = time.monotonic() + limits.question_seconds
        self._folder = tempfile.TemporaryDirectory(prefix="student-")
        ours, theirs = socket.socketpair()
        self._channel = wire.Channel(ours)
        self._pipe, their_output = os.pipe()
        os.set_blocking(self._pipe, False)
        self._poll = select.poll()
        self._poll.register(ours, select.POLLIN)
        self._poll.register(self._pipe, select.POLLIN)
        self._cores, core = _share_a_core()
        with theirs:
            self._pid = server.start(limits, self._folder.name, core, theirs.fileno(), their_output)
        os.close(their_output)
        self.layers: tuple[str, ...] = self._hello()
        self.loaded: Raised | Stopped | None = self._load(sources)

    def __enter__(self) -> StudentProcess:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; its output stays."""
        self._stop("ended by the grader")
        self._folder.cleanup()
        if self._cores:
            os.sched_setaffinity(0, self._cores)

    @property
    def output(self) -> str:
        """What the student's code printed so far, capped."""
        text = self._output.decode("utf-8", "replace")
        return text + (f"\n… and {self._dropped} bytes more" if self._dropped else "")

    def run(self, *calls: Call) -> list[Outcome]:
        """As `Runner.run`; the calls go out together, which saves waking the process for each."""
        if self._stopped is None:
            self._send({"do": "run", "calls": [call.as_data() for call in calls]})
        return [self._next() for call in calls for _ in call.steps]

    def _hello(self) -> tuple[str, ...]:
        match self._receive():
            case ["confined", list(layers)]:
                return tuple(map(str, layers))
            case _:
                return ()

    def _load(self, sources: Sequence[Source]) -> Raised | Stopped | None:
        files = [[source.module, source.filename, source.text] for source in sources]
        self._send({"do": "load", "sources": files})
        reply = self._receive()
        if self._stopped or reply == ["loaded"]:
            return self._stopped
        result = self._read(reply)
        return result if isinstance(result, Raised) else self._forged()

    def _next(self) -> Outcome:
        reply = self._receive()
        return self._stopped or self._read(reply)

    def _read(self, reply: Any) -> Outcome:
        try:
            return outcome(reply)
        except wire.ProtocolError:
            return self._forged()

    def _forged(self) -> Stopped:
        return self._stop("it sent something that isn't a reply over the grader's channel")

    def _send(self, request: dict[str, Any]) -> None:
        self._channel.stream.settimeout(self._left()[0])
        try:
            self._channel.send(request)
        except (wire.ChannelClosed, OSError):
            self._stop(None)

    def _receive(self) -> Any:
        """The next reply, or None when the process is stopped."""
        if self._stopped:
            return None
        left, why = self._left()
        deadline = time.monotonic() + left
        try:
            return self._channel.receive(lambda: self._wait(deadline))
        except TimeoutError:
            self._stop(why)
        except wire.ChannelClosed:
            self._stop(None)
        except wire.ProtocolError:
            self._forged()
        return None

    def _left(self) -> tuple[float, str]:
        question = self._deadline - time.monotonic()
        if question < self.limits.call_seconds:
            return max(question, 0.001), (
                f"the question's {self.limits.question_seconds:g} seconds were used up"
            )
        return self.limits.call_seconds, (
            f"one call took longer than {self.limits.call_seconds:g} seconds: an endless loop?"
        )

    def _wait(self, deadline: float) -> None:
        """Return when the channel can be read; meanwhile take in what the student prints."""
        while True:
            left = deadline - time.monotonic()
            ready = dict(self._poll.poll(left * 1000)) if left > 0 else {}
            if not ready:
                raise TimeoutError
            if self._pipe in ready and not self._drain():
                self._poll.unregister(self._pipe)
            if self._channel.stream.fileno() in ready:
                return

    def _drain(self) -> bool:
        """Take one piece of the output, keep it up to the cap; False at its end."""
        try:
            piece = os.read(self._pipe, 1 << 16)
        except BlockingIOError:
            return True
        room = max((self.limits.output_kb << 10) - len(self._output), 0)
        self._output += piece[:room]
        self._dropped += len(piece[room:])
        return bool(piece)

    def _stop(self, reason: str | None) -> Stopped:
        """End the process; the reason is how it ended, unless one is given."""
        if self._stopped is None:
            try:
                status = self._server.end(self._pid, 0.0 if reason else GRACE_SECONDS)
                self._stopped = Stopped(reason or _how_it_ended(status))
            except OSError as error:
                self._stopped = Stopped(f"the grader lost its fork server: {error}")
            with contextlib.suppress(OSError):
                while self._drain() and select.select([self._pipe], [], [], 0)[0]:
                    pass
            self._channel.stream.close()
            os.close(self._pipe)
        return self._stopped


def _share_a_core() -> tuple[set[int], int | None]:
    """Put this thread on one core, where the child will join it; the cores it had, and the core.

    The two take turns, so a second core would only add the time to wake it: a round trip takes
    half as long on one.
    """
    if not hasattr(os, "sched_setaffinity"):
        return set(), None
    cores = os.sched_getaffinity(0)
    core = sorted(cores)[os.getpid() % len(cores)]  # a batch's workers spread over the cores
    os.sched_setaffinity(0, {core})
    return cores, core


def _how_it_ended(status: int) -> str:
    if os.WIFEXITED(status):
        code = os.WEXITSTATUS(status)
        return f"the process exited with code {code} (os._exit, or the channel closed)"
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return "the limit on CPU time was reached"
    if number == signal.SIGKILL:
        return "the process was killed: it closed its channel, or ran out of CPU time or memory"
    return f"the process crashed: {signal.strsignal(number)} (signal {number})"
