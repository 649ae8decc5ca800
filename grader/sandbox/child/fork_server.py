"""The fork server: one process with numpy loaded that forks a fresh child for each question.

It is started with a clean environment and holds no secret: no reference, key, fixture or seed
ever enters it. Control messages are JSON over a socket, a request and its answer:
`start` (with the child's channel and output) -> pid, `end` -> exit code and usage, `folder` -> that
of the child's files, `end_all`, and `connect` (with a further socket for such messages, which a
judge will use), which alone has no answer. One child lives at a time, and it ends with the
connection over which it was started.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
from typing import Any

from grader.sandbox.child import scratch, start
from grader.sandbox.linux import confinement, kernel, reaping, sandbox_uid

LOOK_SECONDS = 0.05  # between two looks at the files that a child has written
CHANNEL = 3  # the child's descriptor for its requests, after standard input, output and error


def main(
    control_descriptor: int,
    preload: list[str],
    libraries: list[str],
    without: list[str],
    parent: str,
) -> None:
    """Answer control messages until the grader closes its end, or dies."""
    control = socket.socket(fileno=control_descriptor)
    for option, value in ((kernel.SET_CHILD_SUBREAPER, 1), (kernel.SET_DUMPABLE, 0)):
        with contextlib.suppress(OSError):  # orphans come to us; nobody reads our memory
            kernel.prctl(option, value)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which then ends us
    reserved = None if "own user" in without else sandbox_uid.reserve(libraries)
    user = reserved.user if reserved else None
    start.load(preload)
    start.forget_the_grader(libraries)  # once, not in each child
    folder = scratch.create(parent)
    try:
        plan = confinement.plan(libraries, user, without, folder)
        gc.collect()
        gc.freeze()  # the children share these objects' pages
        serve(control, plan)
    finally:
        scratch.remove(folder)


def serve(control: socket.socket, plan: confinement.Plan) -> None:
    """Answer the grader and the judges it connects, until the grader's connection ends."""
    connections, children = [control], _Children(plan)
    while control in connections:
        patience = LOOK_SECONDS if children.running else None
        for connection in select.select(connections, (), (), patience)[0]:
            if not _serve_one(connection, connections, children):
                connections.remove(connection)
                children.abandoned_by(connection)
                connection.close()
        children.look()
    children.end_all()


def _serve_one(
    connection: socket.socket, connections: list[socket.socket], children: _Children
) -> bool:
    """Answer one message; False if there is nobody left to answer."""
    try:
        message, descriptors, _, _ = socket.recv_fds(connection, 1 << 16, 2)
        if not message:
            return False
        request = json.loads(message)
        if request["do"] == "connect":
            connections.append(socket.socket(fileno=descriptors[0]))
            return True
        answer = children.answer(connection, request, descriptors)
        connection.sendall(json.dumps(answer).encode())
    except ConnectionError:
        return False
    return True


class _Children:
    """The child that runs, if any, and whose it is. One lives at a time."""

    def __init__(self, plan: confinement.Plan) -> None:
        self._plan = plan
        self._running: int | None = None
        self._owner: socket.socket | None = None
        self._limits: dict[str, int] = {}
        self._reason = ""

    @property
    def running(self) -> bool:
        """Whether there is a child to look after."""
        return self._running is not None and not self._reason

    def answer(
        self, connection: socket.socket, request: dict[str, Any], descriptors: list[int]
    ) -> Any:
        """Do as asked."""
        if request["do"] == "start":
            self.end_all()
            self._running = _start(self._plan, request, descriptors)
            self._owner, self._limits, self._reason = connection, request["limits"], ""
            return self._running
        if request["do"] == "end":
            if request["pid"] != self._running:  # ended when the next one was started
                return {"code": -signal.SIGKILL, "killed": True, "cpu": 0.0, "reason": ""}
            return self._end(request["grace"])
        if request["do"] == "folder":
            return self._plan.folder
        if request["do"] == "end_all":
            self.end_all()
        return "done"

    def abandoned_by(self, connection: socket.socket) -> None:
        """End a child whose grader or judge has closed its connection, or has died."""
        if self._owner is connection:
            self.end_all()

    def look(self) -> None:
        """Kill the child if it has written too much: the kernel limits no folder."""
        if self._running is not None and self.running:
            self._reason = scratch.excess(self._plan.folder, self._limits) or ""
            if self._reason:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self._running, signal.SIGKILL)

    def end_all(self) -> None:
        """End the child that runs."""
        if self._running is not None:
            self._end(0.0)

    def _end(self, grace: float) -> dict[str, Any]:
        assert self._running is not None  # noqa: S101 - asked before
        pid, self._running = self._running, None
        ended = reaping.end(pid, grace, self._plan.user)
        scratch.empty(self._plan.folder)
        return {**ended, "reason": self._reason}


def _start(plan: confinement.Plan, request: dict[str, Any], descriptors: list[int]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            _child(plan, request, *descriptors)
        finally:
            os._exit(71)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def _child(
    plan: confinement.Plan, request: dict[str, Any], channel_descriptor: int, output: int
) -> None:
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    for target, source in enumerate((null, output, output, channel_descriptor)):
        os.dup2(source, target + 10)
    for target in range(CHANNEL + 1):
        os.dup2(target + 10, target)
    kept = CHANNEL if plan.rules is None else plan.rules  # `confine` closes it
    os.closerange(CHANNEL + 1, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    if request["core"] is not None:
        os.sched_setaffinity(0, {request["core"]})
    start.serve(socket.socket(fileno=CHANNEL), plan, request["limits"])
