"""A submission again whenever it is saved, for `grader check --watch`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from grader.errors import UngradableError, UsageError
from grader.grading import read
from grader.loading import AssignmentFolder
from grader.submission import Submission

LOOK_MILLISECONDS = 1000  # a file saved before the watch began is found at the next look


def submissions_as_saved(assignment: AssignmentFolder, path: Path) -> Iterator[Submission]:
    """Yield the submission as it is, and again after each change, until Ctrl-C.

    Raises:
        UsageError: watchfiles is not installed, or there is no such path.

    """
    try:
        import watchfiles
    except ImportError:
        raise UsageError("--watch needs watchfiles: pip install 'homework-grader[watch]'") from None
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder")
    folder = path if path.is_dir() else path.parent  # an editor may replace a file by another
    known = ""
    print(f"watching {folder}: save a file to check it, Ctrl-C to end", file=sys.stderr)
    changes = watchfiles.watch(
        folder, rust_timeout=LOOK_MILLISECONDS, yield_on_timeout=True, raise_interrupt=False
    )
    for _ in chain([None], changes):
        try:
            submission = read(assignment, path)
        except UngradableError as error:
            print(f"grader: {error}", file=sys.stderr)
            continue
        if submission.digest != known:  # what was saved may be no part of it
            known = submission.digest
            yield submission
