"""The log: tracebacks of what the grader itself failed at, for whoever maintains it."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOG = "grader.log"


@contextmanager
def logging_to(path: Path) -> Iterator[Path]:
    """Write this package's log to a file, which is made when there is something to write."""
    handler = logging.FileHandler(path, delay=True, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger = logging.getLogger("grader")
    before, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield path
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
        handler.close()


@contextmanager
def logging_to_a_temporary_file() -> Iterator[Path]:
    """Write the log beside other temporary files; it is kept if anything was written."""
    with tempfile.NamedTemporaryFile(prefix="grader-", suffix=".log", delete=False) as file:
        path = Path(file.name)
    try:
        with logging_to(path):
            yield path
    finally:
        if not path.stat().st_size:
            path.unlink()
