"""What one question's process may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Caps for the student's process of one question. Seconds are wall time, but for CPU's."""

    call_seconds: float = 5.0
    question_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_mb: int = 1024
    output_kb: int = 64
    file_kb: int = 1024
    open_files: int = 64
    processes: int = 256
