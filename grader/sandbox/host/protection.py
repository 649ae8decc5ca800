"""How well a student's process was confined: the level, and what it can't stop."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from grader.sandbox.host.limits import Limits
from grader.sandbox.host.server import Server
from grader.sandbox.host.student_process import StudentProcess

Level = Literal["process-only", "partial", "strong"]
LEVELS: tuple[Level, ...] = ("process-only", "partial", "strong")  # from the weakest


@dataclass(frozen=True)
class Protection:
    """The layers that hold, and whether other users of this machine can read the assignment."""

    layers: tuple[str, ...]
    exposed: bool

    @property
    def level(self) -> Level:
        """The level that these layers amount to.

        strong: a filter on system calls, and the assignment out of reach, by Landlock or by a uid
        of its own that may not read it. No attack in the corpus of tests gets through.
        partial: one of the two. process-only: a separate process and little else.
        """
        filtered, hidden = "seccomp" in self.layers, self._hidden
        if filtered and hidden:
            return "strong"
        separate = hidden or "own user" in self.layers
        return "partial" if filtered or separate else "process-only"

    @property
    def _hidden(self) -> bool:
        return "Landlock" in self.layers or ("own user" in self.layers and not self.exposed)

    @property
    def gaps(self) -> list[str]:
        """What isn't stopped, a phrase each; empty if strong."""
        found = []
        if not self._hidden:
            found.append("reading files that this machine's users can read, the assignment's too")
        if "seccomp" not in self.layers:
            found.append("the network and raw system calls")
        if self.level == "process-only":
            found.append("writing files, running programs, signals to other processes")
        return found

    @property
    def closing_helps(self) -> bool:
        """Whether closing the assignment's folder to other users would make this strong."""
        return self.exposed and replace(self, exposed=False).level == "strong" != self.level

    def facts(self) -> dict[str, Any]:
        """For a report."""
        return {"level": self.level, "layers": list(self.layers), "not_stopped": self.gaps}

    def __str__(self) -> str:
        held = f"{self.level} ({', '.join(self.layers) or 'a separate process'})"
        return f"{held}; not stopped: {'; '.join(self.gaps)}" if self.gaps else held


def protection(layers: Sequence[str], folder: Path) -> Protection:
    """The protection that layers give an assignment in a folder."""
    return Protection(tuple(layers), readable_by_others(folder))


def probe(server: Server, folder: Path) -> Protection:
    """Find out how a server's processes are confined, by starting one that runs nothing."""
    with StudentProcess(server, [], Limits()) as process:
        return protection(process.layers, folder)


def readable_by_others(folder: Path) -> bool:
    """Whether any file of a folder can be reached and read by a user who is in no group of it."""
    folder = folder.resolve()
    if os.name != "posix" or not all(_others(f, stat.S_IXOTH) for f in (folder, *folder.parents)):
        return os.name != "posix"
    return any(_others(f, stat.S_IROTH) for f in folder.iterdir() if f.is_file())


def _others(path: Path, right: int) -> bool:
    return bool(path.stat().st_mode & right)
