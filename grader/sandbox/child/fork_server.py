"""The fork server: one process with numpy loaded that forks a fresh child for each question.

It is started with a clean environment and holds no secret: no reference, key, fixture or seed
ever enters it. Control messages are JSON over a socket, strictly request and answer:
`start` (with the child's channel and output) -> pid, `end` -> exit code and usage.
One child lives at a time.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
from typing import Any

from grader.sandbox.child import start
from grader.sandbox.linux import confinement, kernel, reaping, sandbox_uid

CHANNEL = 3  # the child's descriptor for its requests, after standard input, output and error


def main(
    control_descriptor: int, preload: list[str], libraries: list[str], without: list[str]
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
    plan = confinement.plan(libraries, user, without)
    gc.collect()
    gc.freeze()  # the children share these objects' pages
    control.sendall(json.dumps("ready").encode())
    serve(control, plan, libraries)


def serve(control: socket.socket, plan: confinement.Plan, libraries: list[str]) -> None:
    """Start and end children as asked; the last one ends with the grader's end of the socket."""
    running = None
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 2)
        except ConnectionResetError:
            message = b""
        if not message:
            break
        request = json.loads(message)
        if request["do"] == "start":
            running = _start(control, plan, {**request, "path": libraries}, descriptors)
            answer: Any = running
        else:
            answer = reaping.end(request["pid"], request["grace"], plan.user)
            running = None
        control.sendall(json.dumps(answer).encode())
    if running is not None:
        reaping.end(running, 0.0, plan.user)


def _start(
    control: socket.socket,
    plan: confinement.Plan,
    request: dict[str, Any],
    descriptors: list[int],
) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            control.detach()
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
    start.serve(socket.socket(fileno=CHANNEL), plan, request["limits"], request["path"])
