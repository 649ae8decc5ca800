"""grader gradescope: the zip to upload, a run of it, and a results.json held to the contract."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.errors import UsageError
from grader.files import write_atomically
from grader.loading import load
from grader.seeds import course_seed


def run(options: argparse.Namespace) -> int:
    """Return 0; 1 if a results.json breaks the contract, 3 if a run could not grade."""
    if options.check:
        return _check(Path(options.check))
    if options.run:
        from grader.autograder import session

        return session.run(Path(options.run))
    if not (options.assignment and options.out):
        raise UsageError("gradescope: write ASSIGNMENT -o autograder.zip")
    from grader.autograder.upload import Configuration, upload

    folder = load(options.assignment)
    configuration = Configuration(
        assignment=folder.folder.name,
        seed=course_seed(folder.folder) if options.seed is None else options.seed,
        examples=options.examples,
        counts=options.counts,
        per_day=options.per_day,
        confinement=options.require_confinement,
    )
    out = Path(options.out)
    data = upload(folder, configuration, 60 * options.minutes - 15)
    write_atomically(out, data, mode=0o600)  # the reference and the seed are in it
    print(f"{out}: {len(data) / 1e6:.1f} MB; upload it under Configure Autograder")
    return 0


def _check(path: Path) -> int:
    from grader.reports.contract import broken

    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    problems = broken(data)
    for problem in problems:
        print(f"{path}: {problem}")
    if not problems:
        print(f"{path}: Gradescope can read it")
    return 1 if problems else 0
