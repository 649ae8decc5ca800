"""Judges where there is no fork, as on Windows: a thread each, which can only be asked to stop."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from threading import Thread
from typing import Any, TypeVar

from grader.sandbox.host.judging import Crashed, JudgeLimits, Overrun, attempt
from grader.sandbox.host.spawn_server import SpawnServer

Result = TypeVar("Result")
Make = Callable[[SpawnServer], AbstractContextManager[Any]]
LOOK_SECONDS = 0.2  # between two looks at the time


class _Stop(BaseException):
    """Raised in a thread that has run for too long."""


class ThreadJudges:
    """Judgings in the grader's own process: time is limited for Python code, memory isn't."""

    def __init__(self, server: SpawnServer, make: Make, limits: JudgeLimits) -> None:
        self._server, self._make, self._limits = server, make, limits
        self._held: AbstractContextManager[Any] | None = None
        self._context: Any = None

    def __enter__(self) -> ThreadJudges:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            held.__exit__(None, None, None)

    def run(
        self,
        function: Callable[..., Result],
        *arguments: Any,
        seconds: float | None = None,
        megabytes: int | None = None,
    ) -> Result | Overrun | Crashed:
        """Return `function(context, *arguments)`, or why there is no result."""
        if self._held is None:
            self._held = self._make(self._server)
            self._context = self._held.__enter__()
        context, answers = self._context, []
        limit = self._limits.memory_mb if megabytes is None else megabytes

        def judge() -> None:
            answers.append(attempt(function, context, arguments, limit))

        thread = Thread(target=judge, daemon=True)
        thread.start()
        reason = self._wait(thread, self._limits.cpu_seconds if seconds is None else seconds)
        if reason is None and answers:
            return answers[0]
        self._give_up(thread)
        return Overrun(reason or "it was stopped")

    def _wait(self, thread: Thread, seconds: float) -> str | None:
        """Wait for the thread's end; if that takes too long, how long it took."""
        began, used = time.monotonic(), time.process_time()
        while True:
            thread.join(LOOK_SECONDS)
            if not thread.is_alive():
                return None
            if time.process_time() - used > seconds:
                return f"it took more than {seconds:g} seconds"
            if time.monotonic() - began > self._limits.wall_seconds:
                return f"it took longer than {self._limits.wall_seconds:g} seconds"

    def _give_up(self, thread: Thread) -> None:
        """Stop the thread at its next line of Python, and leave its context to it."""
        number = ctypes.c_ulong(thread.ident or 0)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(number, ctypes.py_object(_Stop))
        with suppress(Exception):  # the student's process, which the thread may be using
            self.__exit__()
