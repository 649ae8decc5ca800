"""What one question's process may use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Caps for the student's process of one question. Seconds are wall time, but for CPU's.

    Those of CPU are more than the question's, so that with one thread it is always the
    question's that run out: which of two limits is named must not be a matter of luck.
    `replies_mb` is all that may come back: the grader's own memory is at stake. `scratch_mb` and
    `scratch_files` are for what the code writes, on top of the submission.
    """

    call_seconds: float = 5.0
    question_seconds: float = 60.0
    cpu_seconds: int = 90
    memory_mb: int = 1024
    output_kb: int = 64
    replies_mb: int = 256
    open_files: int = 64
    processes: int = 256
    scratch_mb: int = 32
    scratch_files: int = 2000

    def caps(self, submission: Sequence[int] = ()) -> dict[str, int]:
        """The same in the system's units, for a submission of files of these sizes."""
        return {
            "memory": self.memory_mb << 20,
            "cpu": self.cpu_seconds,
            "open_files": self.open_files,
            "processes": self.processes,
            "file": self.scratch_mb << 20,
            "files": self.scratch_files,
            "folder": (self.scratch_mb << 20) + sum(submission),
            "entries": self.scratch_files + 2 * len(submission),  # with their folders
        }
