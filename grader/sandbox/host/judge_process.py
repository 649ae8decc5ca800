"""Judges that are forks of the grader: they have all that it has loaded, and can be killed.

Pickles pass only between the grader and its own forks, never from a student's process.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import Connection, Pipe
from typing import Any, NoReturn, TypeVar

from grader.sandbox.host.judging import Crashed, JudgeLimits, Overrun, attempt
from grader.sandbox.host.server import ForkServer
from grader.sandbox.linux import kernel

Result = TypeVar("Result")
Make = Callable[[ForkServer], AbstractContextManager[Any]]


class ForkedJudges:
    """One judge at a time, for many judgings; after an overrun or a crash the next is a new one."""

    def __init__(self, server: ForkServer, make: Make, limits: JudgeLimits) -> None:
        self._server, self._make, self._limits = server, make, limits
        self._pid: int | None = None
        self._pipe: Connection

    def __enter__(self) -> ForkedJudges:
        self._start()
        return self

    def __exit__(self, *exception: object) -> None:
        if self._pid is not None:
            self._kill()

    def run(
        self,
        function: Callable[..., Result],
        *arguments: Any,
        seconds: float | None = None,
        megabytes: int | None = None,
    ) -> Result | Overrun | Crashed:
        """Return `function(context, *arguments)` as a judge evaluates it, or why it can't."""
        limits = self._limits
        seconds = limits.cpu_seconds if seconds is None else seconds
        megabytes = limits.memory_mb if megabytes is None else megabytes
        call = pickle.dumps((function, arguments))
        self._send(pickle.dumps((seconds, megabytes, call)))
        try:
            answer = self._receive()
        except (EOFError, OSError):
            return _how_it_died(self._kill(), seconds)
        except BaseException:  # Ctrl-C: what the judge still says answers no later question
            self._kill()
            raise
        if isinstance(answer, Overrun):
            self._kill()
        return pickle.loads(answer) if isinstance(answer, bytes) else answer  # noqa: S301

    def _receive(self) -> bytes | Overrun | Crashed:
        if not self._pipe.poll(self._limits.wall_seconds):
            return Overrun(f"it took longer than {self._limits.wall_seconds:g} seconds")
        most = (self._limits.result_mb + 1) << 20
        return pickle.loads(self._pipe.recv_bytes(most))  # type: ignore[no-any-return] # noqa: S301

    def _send(self, question: bytes) -> None:
        if self._pid is None:
            self._start()
        try:
            self._pipe.send_bytes(question)
        except OSError:  # it died while nothing was asked of it
            self._kill()
            self._start()
            self._pipe.send_bytes(question)

    def _start(self) -> None:
        connection = self._server.connect()
        ours, theirs = Pipe()
        gc.freeze()  # a collection in the judge would copy every page
        self._pid = _fork()
        if self._pid == 0:
            ours.close()
            self._server.control.close()
            _judge(theirs, connection, self._make, self._limits)
        gc.unfreeze()
        theirs.close()
        connection.control.close()
        self._pipe = ours

    def _kill(self) -> int:
        """End the judge, and the student's process with it; how the judge ended."""
        assert self._pid is not None  # noqa: S101 - there is one
        pid, self._pid = self._pid, None
        self._pipe.close()
        ended, status = os.waitpid(pid, os.WNOHANG)
        if not ended:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
        self._server.end_all()  # the fork server does so by itself too, but in its own time
        return os.waitstatus_to_exitcode(status)


def _fork() -> int:
    with warnings.catch_warnings():  # the threads here draw the progress bar: no judge does
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _judge(pipe: Connection, connection: ForkServer, make: Make, limits: JudgeLimits) -> NoReturn:
    """Answer questions until the grader closes its end, or dies."""
    code = 1
    try:
        with suppress(OSError):  # elsewhere than on Linux it ends with the pipe
            kernel.prctl(kernel.SET_PDEATHSIG, signal.SIGKILL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which ends us
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        with make(connection) as context, suppress(EOFError, ConnectionError):
            while True:
                pipe.send_bytes(_answer(pipe.recv_bytes(), context, limits))
        code = 0
    finally:
        os._exit(code)


def _answer(question: bytes, context: Any, limits: JudgeLimits) -> bytes:
    """The result, pickled, or an Overrun or Crashed."""
    seconds, megabytes, call = pickle.loads(question)  # noqa: S301 - the grader made it

    def evaluate(context: Any, call: bytes) -> bytes | Overrun:
        function, arguments = pickle.loads(call)  # noqa: S301 - as above
        data = pickle.dumps(function(context, *arguments))
        if len(data) > limits.result_mb << 20:
            return Overrun(f"its result takes more than {limits.result_mb} MB")
        return data

    with _limited(seconds, megabytes):
        return pickle.dumps(attempt(evaluate, context, (call,), megabytes))


@contextmanager
def _limited(seconds: float, megabytes: int) -> Iterator[None]:
    """Limit the CPU time, by a signal that ends this process, and the memory on top of ours.

    The timer isn't inherited by other processes, and macOS ignores the limit on memory.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    mapped = kernel.mapped_bytes()
    with suppress(OSError, ValueError):
        if mapped:
            resource.setrlimit(resource.RLIMIT_AS, (mapped + (megabytes << 20), hard))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _how_it_died(code: int, seconds: float) -> Overrun | Crashed:
    if code == -signal.SIGPROF:
        return Overrun(f"it took more than {seconds:g} seconds")
    if code < 0:
        reason = f"signal {-code} ({signal.strsignal(-code)}) ended its process"
    else:
        reason = f"its process exited with code {code}"
    return Crashed(reason, f"{reason}\n")
