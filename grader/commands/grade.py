"""grader grade: a results.json for each submission, and a table of all."""

from __future__ import annotations

import argparse
import logging
import re
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader import submission as submissions
from grader.commands.options import chosen
from grader.errors import UngradableError, UsageError
from grader.files import write_atomically
from grader.grading import files_of, judging, read, ungradable
from grader.grading import grade as run_checks
from grader.loading import AssignmentFolder, load
from grader.logs import LOG, logging_to
from grader.reports import summary
from grader.reports.gradescope import gradescope
from grader.reports.picture import can_draw, curves_of, picture
from grader.reports.text import plain
from grader.results import Results
from grader.sandbox.host.judges import Judges
from grader.sandbox.host.protection import LEVELS, probe
from grader.sandbox.host.server import Server, start_server
from grader.seeds import course_seed
from grader.submission import Location

log = logging.getLogger("grader")


def run(options: argparse.Namespace) -> int:
    """Return 0 if all were graded, 3 if one could not be."""
    assignment = load(options.assignment)
    questions = [question.id for question in assignment.assignment.questions]
    only = chosen(options.question, questions)
    wanted, others = files_of(assignment)
    batch = submissions.find(Path(options.path), wanted + others, one=options.one)
    out = Path(options.out)
    _require_writable(out)
    if options.plots and not can_draw():
        raise UsageError("--plots needs matplotlib: pip install 'homework-grader[plots]'")
    seed = course_seed(assignment.folder) if options.seed is None else options.seed
    print(batch.message, file=sys.stderr)
    began = time.monotonic()
    preload = assignment.assignment.preload
    with logging_to(out / LOG) as path_of_log, start_server(preload) as server:
        _require(options.require_confinement, server, assignment)
        with judging(assignment, server) as judges, Console(stderr=True).status("") as status:
            graded = []
            for location in batch.locations:
                status.update(Text(plain(location.name)))
                results = _graded(assignment, location, judges, only, seed, options)
                write_atomically(out / location.name / "results.json", gradescope(results))
                if options.plots:
                    _write_pictures(out / location.name, results)
                graded.append(results)
    console = Console(highlight=False, markup=False)
    summary.show(graded, console, seconds=time.monotonic() - began, out=out)
    if any(results.erred for results in graded):
        console.print(f"what the grader failed at is in {path_of_log}", style="red")
    return 3 if any(results.problem or results.erred for results in graded) else 0


def _graded(
    assignment: AssignmentFolder,
    location: Location,
    judges: Judges,
    only: list[str],
    seed: int,
    options: argparse.Namespace,
) -> Results:
    """The results of one submission, whatever happens."""
    try:
        submission = read(assignment, location)
        return run_checks(
            assignment,
            submission,
            judges=judges,
            seed=seed,
            examples=options.examples,
            only=only,
        )
    except UngradableError as error:
        return ungradable(assignment, location.name, str(error), seed=seed)
    except Exception as error:  # a mistake of ours in one submission must not stop the others
        log.exception("%s", location.name)
        problem = f"the grader failed ({type(error).__name__}), which is not your fault"
        return ungradable(assignment, location.name, problem, seed=seed, ours=True)


def _require_writable(out: Path) -> None:
    """Make the folder for the results; raises UsageError before anything is graded."""
    probe_file = out / ".writable"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe_file.touch()
        probe_file.unlink()
    except OSError as error:
        raise UsageError(f"--out {out}: results can't be written: {error.strerror}") from None


def _write_pictures(folder: Path, results: Results) -> None:
    """A picture for each question that has curves."""
    for question in results.questions:
        curves = curves_of(question)
        if curves:
            name = re.sub(r"[^\w.-]", "_", question.id)
            title = f"{question.id} {question.title}"
            write_atomically(folder / f"{name}.png", picture(title, curves))


def _require(level: str, server: Server, assignment: AssignmentFolder) -> None:
    """Print how students' code is confined; raises UsageError if that is less than asked for."""
    found = probe(server, assignment.folder)
    if LEVELS.index(found.level) < LEVELS.index(level):
        closed = f"Close the assignment to other users: chmod -R go-rwx {assignment.folder}\n"
        raise UsageError(
            f"students' code would run with less than {level} confinement here: {found}\n"
            f"{closed if found.closing_helps else ''}"
            f"To run it all the same: --require-confinement {found.level}"
        )
    print(f"confinement: {found}", file=sys.stderr)
