"""The fork server: one process with numpy loaded that forks a fresh child for each question.

It is started with a clean environment and holds no secret: no reference, key, fixture or seed
ever enters it. Control messages are JSON over a socket, strictly request and answer:
`start` (with the child's channel and output pipe) -> pid, `end` -> exit status and usage.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import sysconfig
import time
from typing import Any

from grader.sandbox import confinement, wire, worker

CHANNEL = 3  # the child's descriptor for its requests, after standard input, output and error


def main(control_descriptor: int, preload: list[str]) -> None:
    """Answer control messages until the grader closes its end."""
    control = socket.socket(fileno=control_descriptor)
    for name in preload:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the children share these objects' pages
    control.sendall(b"ready")
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 2)
        if not message:
            return
        request = json.loads(message)
        if request["do"] == "start":
            answer: Any = _start(control, request, descriptors)
        else:
            answer = _end(request["pid"], request["grace"])
        control.sendall(json.dumps(answer).encode())


def _start(control: socket.socket, request: dict[str, Any], descriptors: list[int]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            control.detach()
            _child(request, *descriptors)
        finally:
            os._exit(71)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def _child(request: dict[str, Any], channel_descriptor: int, output: int) -> None:
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    for target, source in enumerate((null, output, output, channel_descriptor)):
        os.dup2(source, target + 10)
    for target in range(CHANNEL + 1):
        os.dup2(target + 10, target)
    os.closerange(CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    if request["core"] is not None:
        os.sched_setaffinity(0, {request["core"]})
    os.chdir(request["folder"])
    sys.argv[:] = [""]
    library = set(sysconfig.get_paths().values())
    sys.path[:] = [entry for entry in sys.path if _is_library(entry, library)]
    channel = wire.Channel(socket.socket(fileno=CHANNEL))
    channel.send(["confined", confinement.confine(request["limits"])])
    with contextlib.suppress(wire.ChannelClosed):
        worker.serve(channel)
    os._exit(0)


def _is_library(entry: str, library: set[str]) -> bool:
    """Whether a path holds installed libraries, not a course's own folders."""
    return entry.endswith(".zip") or any(entry.startswith(folder) for folder in library)


def _end(pid: int, grace: float) -> dict[str, Any]:
    """Kill the child and its session; one that closed its channel gets a moment to end itself."""
    patience = time.monotonic() + grace
    while time.monotonic() < patience and not _has_ended(pid):
        time.sleep(0.001)
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return {"status": status, "cpu": usage.ru_utime + usage.ru_stime}


def _has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
