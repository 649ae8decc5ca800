"""grader grade: a results.json for each submission, a gradebook, and a table of all."""

from __future__ import annotations

import argparse
import contextlib
import fnmatch
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from rich.console import Console

from grader import batch
from grader import submission as submissions
from grader.cluster import connected
from grader.commands import report
from grader.commands.options import chosen
from grader.errors import UsageError
from grader.files import write_atomically
from grader.gradebook import FILE, Gradebook, Key
from grader.grading import files_of
from grader.loading import AssignmentFolder, load
from grader.logs import LOG, logging_to
from grader.reports import summary
from grader.reports.gradescope import gradescope
from grader.reports.picture import can_draw, curves_of, picture
from grader.reports.progress import going
from grader.reports.text import points
from grader.results import Results
from grader.review import apply
from grader.sandbox.host.protection import LEVELS, Protection, probe
from grader.sandbox.host.server import start_server
from grader.seeds import course_seed
from grader.serialized import restore
from grader.submission import Location


def run(options: argparse.Namespace) -> int:
    """Return 0 if all were graded, 3 if one could not be."""
    assignment = load(options.assignment)
    questions = [question.id for question in assignment.assignment.questions]
    only = tuple(chosen(options.question, questions))
    wanted, others = files_of(assignment)
    path = Path(options.path).absolute() if options.cluster else Path(options.path)
    found = submissions.find(path, wanted + others, one=options.one)
    out = Path(options.out)
    _require_writable(out)
    if options.plots and not can_draw():
        raise UsageError("--plots needs matplotlib: pip install 'homework-grader[plots]'")
    seed = course_seed(assignment.folder) if options.seed is None else options.seed
    print(found.message, file=sys.stderr)
    began = time.monotonic()
    log = out / LOG
    order = batch.Order(
        str(assignment.folder.resolve()), seed, options.examples, only, str(log.resolve())
    )
    asked = json.dumps({"examples": options.examples, "questions": only or "all"})
    key = Key(assignment.digest, seed, asked)
    rows, changed, unchanged = {}, set[str](), 0
    with (
        logging_to(log),
        Gradebook(out / FILE, new=True) as book,
        _workers(options, order, assignment, len(found.locations)) as (executors, workers),
        going(len(found.locations)) as progress,
    ):

        def known(location: Location) -> str:
            again = options.regrade and fnmatch.fnmatchcase(location.name, options.regrade)
            return "" if again else book.known(location.name, key)

        decided = book.decisions(), book.overrides()
        for graded in batch.run(executors, workers, order, found.locations, known):
            location = graded.location
            if graded.unchanged:
                unchanged += 1
                results = book.keep(location, graded.digest, key)
            else:
                results = restore(graded.data)
                book.add(location, graded.digest, key, results)
            results = apply(results, *decided)
            if not graded.unchanged or not (out / location.name / "results.json").exists():
                _write(out / location.name, results, options)
                changed.add(location.name)
            rows[location.name] = row = summary.row(results)
            progress.add(row)
        if changed and options.report and report.can_draw():
            report.draw(out, book, changed=changed)
    console = Console(highlight=False, markup=False)
    summary.show(
        [rows[location.name] for location in found.locations],
        console,
        title=f"{assignment.assignment.title}: {points(_worth(assignment, only))}",
        unchanged=unchanged,
        seconds=time.monotonic() - began,
        out=out,
    )
    if any(row.erred for row in rows.values()):
        console.print(f"what the grader failed at is in {log}", style="red")
    return 3 if any(row.ungradable or row.erred for row in rows.values()) else 0


@contextlib.contextmanager
def _workers(
    options: argparse.Namespace, order: batch.Order, assignment: AssignmentFolder, count: int
) -> Iterator[tuple[Callable[[], Executor], int]]:
    """What makes executors, and how many submissions these grade at a time."""
    if options.cluster:
        with connected(options.cluster, order.assignment) as cluster:
            _require(options.require_confinement, cluster.protection, assignment)
            yield cluster.executors, cluster.workers
        return
    jobs = min(options.jobs or batch.cores(), count)
    with start_server(assignment.assignment.preload) as server:
        found = probe(server, assignment.folder)
        _require(options.require_confinement, found, assignment)
        if jobs == 1:
            with batch.desk(order, assignment, server):
                yield batch.Here, 1
            return
    yield partial(batch.local, jobs), jobs


def _worth(assignment: AssignmentFolder, only: tuple[str, ...]) -> float:
    questions = assignment.assignment.questions
    return sum(question.points for question in questions if not only or question.id in only)


def _require_writable(out: Path) -> None:
    """Make the folder for the results; raises UsageError before anything is graded."""
    probe_file = out / ".writable"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe_file.touch()
        probe_file.unlink()
    except OSError as error:
        raise UsageError(f"--out {out}: results can't be written: {error.strerror}") from None


def _write(folder: Path, results: Results, options: argparse.Namespace) -> None:
    """A submission's results.json; where it is asked for, a picture for each question's curves."""
    write_atomically(folder / "results.json", gradescope(results))
    for question in results.questions if options.plots else ():
        curves = curves_of(question)
        if curves:
            name = re.sub(r"[^\w.-]", "_", question.id)
            title = f"{question.id} {question.title}"
            write_atomically(folder / f"{name}.png", picture(title, curves))


def _require(level: str, found: Protection, assignment: AssignmentFolder) -> None:
    """Print how students' code is confined; raises UsageError if that is less than asked for."""
    if LEVELS.index(found.level) < LEVELS.index(level):
        closed = f"Close the assignment to other users: chmod -R go-rwx {assignment.folder}\n"
        raise UsageError(
            f"students' code would run with less than {level} confinement here: {found}\n"
            f"{closed if found.closing_helps else ''}"
            f"To run it all the same: --require-confinement {found.level}"
        )
    print(f"confinement: {found}", file=sys.stderr)
