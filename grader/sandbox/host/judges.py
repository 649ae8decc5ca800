"""Where the grader evaluates checks, so that one that fails costs itself alone.

A check is our code and the author's, but it works on what a student wrote: it may raise, loop,
take hours over a formula or ask for all the memory. So the grader doesn't evaluate it itself. It
asks a *judge*, a process of ours with limits on time and memory, and gets a result, an `Overrun`
or a `Crashed`.

    with start_judges(server, make) as judges:
        verdict = judges.run(evaluate, question, check, seconds=10, megabytes=1024)

calls `evaluate(context, question, check)` in the judge, where `context` is what `make` returned
(a context manager) when that judge started. The context is the judge's memory between judgings:
a student's process that several checks use, caches, the reference's outputs.

    grader ──fork──▶ judge ──▶ evaluates checks, holds the reference
       │               │ channel
       └─exec─▶ fork server ──fork──▶ student's process, holds nothing

- A judge is a fork of the grader, so it has the homework, its drivers and all that was loaded.
  Only arguments and results are pickled, functions by name.
- It is used for many judgings, so its caches stay warm over a batch, and replaced when it dies or
  exceeds a limit. The next judge starts with a new context.
- It has its own connection to the fork server, which ends the student's process when that
  connection closes: whatever kills a judge ends the student's process too.
- Time is the judge's own CPU time. Waiting for the student's process doesn't count, since that has
  limits of its own, nor does a busy machine. A longer limit on the clock ends a judge that sleeps.
- Memory is address space on top of what the judge had when the judging began (Linux).
- Where there is no fork, judgings run in a thread: Python code is stopped when its time is up,
  a single long call isn't, and memory is unlimited.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from grader.sandbox.host.judging import Crashed, JudgeLimits, Judges, Overrun
from grader.sandbox.host.server import ForkServer, Server

__all__ = ["Crashed", "JudgeLimits", "Judges", "Overrun", "start_judges"]

Make = Callable[[Server], AbstractContextManager[Any]]


def start_judges(server: Server, make: Make, limits: JudgeLimits | None = None) -> Judges:
    """Judges for this machine. `make` is called in each new judge, with a server of its own."""
    limits = limits or JudgeLimits()
    if isinstance(server, ForkServer):
        from grader.sandbox.host.judge_process import ForkedJudges

        return ForkedJudges(server, make, limits)
    from grader.sandbox.host.judge_thread import ThreadJudges

    return ThreadJudges(server, make, limits)
