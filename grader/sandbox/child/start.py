"""A student's process from its start on: it forgets the grader, is confined, and serves."""

from __future__ import annotations

import contextlib
import importlib
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import BuiltinImporter, FrozenImporter, PathFinder
from typing import NoReturn

from grader.sandbox.child import scratch, wire, worker
from grader.sandbox.linux import confinement


def main(
    channel: int | bytes,
    preload: Sequence[str],
    libraries: list[str],
    without: Sequence[str],
    limits: Mapping[str, int],
    folder: str,
) -> None:
    """Be a student's process in an interpreter of its own, not a fork of the fork server's.

    `channel` is a descriptor, or on Windows what `socket.share` made.
    """
    if sys.platform == "win32":
        stream = socket.fromshare(channel)
    else:
        stream = socket.socket(fileno=int(channel))
    load(preload)
    forget_the_grader(libraries)
    serve(stream, confinement.plan(libraries, None, without, folder), limits)


def load(names: Sequence[str]) -> None:
    """Import modules beforehand, where they are installed: who needs no tensors has no torch."""
    for name in names:
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)


def serve(
    stream: socket.socket,
    plan: confinement.Plan,
    limits: Mapping[str, int],
) -> NoReturn:
    """Take in a submission, say which layers hold, answer the grader, and end."""
    channel = wire.Channel(stream)
    with contextlib.suppress(wire.ChannelClosed):
        submission = channel.receive()
        contents = {path: content.tobytes() for path, content in submission["contents"].items()}
        folder = scratch.fill(plan.folder, contents, plan.user)  # later it may be read-only
        scratch.settle(plan.folder)
        channel.send(["confined", confinement.confine(plan, limits)])
        worker.serve(channel, {**submission, "contents": contents}, folder)
    os._exit(0)


def forget_the_grader(libraries: list[str]) -> None:
    """Leave nothing of ours to import, and only the libraries to import from."""
    sys.argv[:] = [""]
    sys.path[:] = libraries
    sys.path_importer_cache.clear()
    sys.meta_path[:] = [BuiltinImporter, FrozenImporter, PathFinder]  # no hooks of installations
    for name in [name for name in sys.modules if name.partition(".")[0] == "grader"]:
        del sys.modules[name]
    sys.modules["__main__"].__dict__.clear()
