"""The trusted side: start a fresh process for a student's code and run drivers in it."""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Sequence
from typing import Any

from grader.sandbox.child import scratch, wire
from grader.sandbox.host.limits import Limits
from grader.sandbox.host.runner import (
    Call,
    CellFailure,
    LoadFailure,
    Outcome,
    Raised,
    Stopped,
    cell_failures,
    outcome,
)
from grader.sandbox.host.server import START_SECONDS, Server
from grader.sandbox.host.source import Source, as_data
from grader.sandbox.linux.reaping import Ended

GRACE_SECONDS = 1.0  # for a process that closed its channel, to end by itself
LAST_WORDS_SECONDS = 0.5  # for what an ended process has printed, to arrive
CRASHED = 0xC0000000  # and above: what Windows says in place of a signal, an NTSTATUS


class StudentProcess:
    """A fresh process that has loaded the student's files: the `Runner` for code we don't trust.

    Whatever the student's code does becomes an outcome; once the process has ended, every
    further call answers `Stopped` with the same reason. A context manager.

    Args:
        server: starts the process.
        sources: the submission's files and the drivers.
        limits: what the process may use.
        imports: what the student may import beside their own modules; None is anything.
        needed: the modules that are loaded, None is all that have a name; the others are there to
            be imported.
        programs: the modules that are scripts: drivers run them.

    Raises:
        ConnectionError: no process can be started, which is never the student's doing.

    """

    def __init__(
        self,
        server: Server,
        sources: Sequence[Source],
        limits: Limits,
        imports: Sequence[str] | None = None,
        needed: Sequence[str] | None = None,
        programs: Sequence[str] = (),
    ) -> None:
        self.limits, self._server = limits, server
        self._output, self._overflowed = bytearray(), False
        self._stopped: Stopped | None = None
        self._waited = 0.0
        self.cell_failures: list[CellFailure] = []
        ours, theirs = socket.socketpair()
        self._channel = wire.Channel(ours)
        self._printed, their_output = socket.socketpair()
        self._printed.setblocking(False)
        self._watched = [ours, self._printed]
        self._cores, core = _share_a_core()
        submission = as_data(sources, limits, imports, needed, programs)
        sizes = [content.size for content in submission["contents"].values()]
        with theirs, their_output:
            self._pid = server.start(limits.caps(sizes), core, theirs, their_output)
        self._folder = server.folder
        self._send(submission, (START_SECONDS, "it did not start"))
        self.layers: tuple[str, ...] = self._hello()
        self._waited = 0.0  # seconds of the question: the grader's own work doesn't count
        self.load_failure = self._load(sources, submission["needed"])

    def __enter__(self) -> StudentProcess:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; its output stays."""
        self._stop("ended by the grader")
        if self._cores:
            os.sched_setaffinity(0, self._cores)

    @property
    def loaded(self) -> Raised | Stopped | None:
        """Why the files can't be loaded, if they can't."""
        return self.load_failure.cause if self.load_failure else None

    @property
    def output(self) -> str:
        """What the student's code printed so far, capped; how much more is a matter of time."""
        text = self._without_folder(self._output.decode("utf-8", "replace"))
        return f"{text}\n… and more" if self._overflowed else text

    def run(self, *calls: Call) -> list[Outcome]:
        """One outcome for each step of each call. All are sent at once: waking a process costs."""
        if self._stopped is None:
            self._send([call.as_data() for call in calls])
        return [self._next(call) for call in calls for _ in call.steps]

    def _hello(self) -> tuple[str, ...]:
        match self._receive((START_SECONDS, "it did not start")):
            case ["confined", list(layers)]:
                return tuple(map(str, layers))
            case _:
                self.close()
                why = self.output.strip().rpartition("\n")[2]  # no code of the student's has run
                raise ConnectionError(f"a process for the student's code didn't start: {why}")

    def _load(self, sources: Sequence[Source], needed: Sequence[str]) -> LoadFailure | None:
        files = {source.module: source for source in sources}
        for name in needed:
            source = files.get(name, Source(name, name, ""))
            cause = self._failed_to_load(source)
            if cause:
                return LoadFailure(source.filename, cause)
        return None

    def _failed_to_load(self, source: Source) -> Raised | Stopped | None:
        """Wait for a module to be loaded; each cell of a notebook may take a call's time."""
        left = self.limits.question_seconds - self._waited
        reply = self._receive((left, self._left()[1]) if source.cells else None)
        if self._stopped:
            return self._stopped
        try:
            failures = cell_failures(reply)
        except wire.ProtocolError:
            return self._forged()
        if failures is not None:
            self.cell_failures += failures
            return None
        result = self._read(reply)
        return result if isinstance(result, Raised) else self._forged()

    def _next(self, call: Call) -> Outcome:
        reply = self._receive(most_bytes=call.reply_bytes)
        return self._stopped or self._read(reply, call)

    def _read(self, reply: Any, call: Call | None = None) -> Outcome:
        try:
            found = outcome(reply, call)
        except wire.ProtocolError:
            return self._forged()
        if isinstance(found, Raised):
            lines = tuple((self._without_folder(file), line) for file, line in found.lines)
            return Raised(found.kind, self._without_folder(found.message), lines)
        return found

    def _without_folder(self, text: str) -> str:
        """Name files as in the submission: our folder is called otherwise each time."""
        for inner in (scratch.SUBMISSION, scratch.TEMPORARY):
            text = text.replace(os.path.join(self._folder, inner, ""), "")  # noqa: PTH118 - ends in /
        return text

    def _forged(self) -> Stopped:
        return self._stop("it sent something that isn't a reply over the grader's channel")

    def _send(self, request: Any, patience: tuple[float, str] | None = None) -> None:
        left, why = patience or self._left()
        self._channel.stream.settimeout(left)
        try:
            self._channel.send(request)
        except TimeoutError:
            self._stop(why)
        except (wire.ChannelClosed, OSError):
            self._stop(None)

    def _receive(
        self, patience: tuple[float, str] | None = None, most_bytes: int = wire.MAX_TOTAL
    ) -> Any:
        """The next reply, or None when the process is stopped."""
        if self._stopped:
            return None
        left, why = patience or self._left()
        began = time.monotonic()
        deadline = began + left
        try:
            reply = self._channel.receive(lambda: self._wait(deadline), most_bytes)
        except TimeoutError:
            self._stop(why)
        except wire.ChannelClosed:
            self._stop(None)
        except wire.ProtocolError:
            self._forged()
        else:
            if self._channel.received <= self.limits.replies_mb << 20:
                return reply
            self._stop(f"it returned over {self.limits.replies_mb} MiB of arrays in one question")
        finally:
            self._waited += time.monotonic() - began
        return None

    def _left(self) -> tuple[float, str]:
        question = self.limits.question_seconds - self._waited
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
            ready = select.select(self._watched, (), (), left)[0] if left > 0 else []
            if not ready:
                raise TimeoutError
            if self._printed in ready and not self._drain():
                self._watched.remove(self._printed)
            if self._channel.stream in ready:
                return

    def _drain(self) -> bool:
        """Take one piece of the output, keep it up to the cap; False at its end."""
        try:
            piece = self._printed.recv(1 << 16)
        except BlockingIOError:
            return True
        except ConnectionError:
            return False
        room = max((self.limits.output_kb << 10) - len(self._output), 0)
        self._output += piece[:room]
        self._overflowed |= len(piece) > room
        return bool(piece)

    def _stop(self, reason: str | None) -> Stopped:
        """End the process; the reason is how it ended, unless one is given."""
        if self._stopped is None:
            try:
                ended = self._server.end(self._pid, 0.0 if reason else GRACE_SECONDS)
                self._stopped = Stopped(reason or ended.reason or _how_it_ended(ended, self.limits))
            except OSError as error:
                self._stopped = Stopped(f"the grader lost its fork server: {error}")
            self._take_last_words()
            self._channel.stream.close()
            self._printed.close()
        return self._stopped

    def _take_last_words(self) -> None:
        """All that was printed; not for ever, since what it left behind may hold on to it."""
        until = time.monotonic() + LAST_WORDS_SECONDS
        while (left := until - time.monotonic()) > 0:
            if not select.select([self._printed], (), (), left)[0] or not self._drain():
                return


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


def _how_it_ended(ended: Ended, limits: Limits) -> str:
    if ended.killed:
        return "the process closed the grader's channel"
    if ended.code >= CRASHED:
        return f"the process crashed (Windows' status {ended.code:X})"
    if ended.code >= 0:
        return f"the process exited with code {ended.code} (os._exit, or the channel closed)"
    number = -ended.code
    if number == signal.SIGXCPU:
        return f"the limit of {limits.cpu_seconds} seconds of CPU time was reached"
    return f"the process was ended by signal {number} ({signal.strsignal(number)})"
