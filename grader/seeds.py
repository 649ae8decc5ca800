"""The secret seed of a course: nobody can prepare answers for the inputs it generates.

It is made once, beside the course's assignments, and is the same for all submissions. No handout
holds it. Whoever grades elsewhere (a cluster, CI) takes it along, or passes it as `--seed`.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from grader.errors import UsageError
from grader.files import write_atomically

FILE = ".seed"
BITS = 63


def course_seed(assignment: Path) -> int:
    """Return the seed of the course that an assignment's folder belongs to; make it if need be.

    Raises UsageError if it can't be read or written.
    """
    path = assignment.resolve().parent / FILE
    try:
        if not path.exists():
            write_atomically(path, f"{secrets.randbits(BITS)}\n", mode=0o600)
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: no secret seed ({error}): pass --seed NUMBER") from None
