"""One run on Gradescope: a submission in, its results.json out."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.autograder import metadata as described
from grader.autograder.metadata import LIMITED, Metadata
from grader.autograder.upload import Configuration, configuration_in
from grader.errors import GraderError, UngradableError
from grader.files import write_atomically
from grader.grading import grade, judging, read, ungradable
from grader.loading import AssignmentFolder, load
from grader.logs import LOG, logging_to
from grader.reports.gradescope import failed, gradescope
from grader.reports.text import points
from grader.results import Note, Results
from grader.sandbox.host.protection import LEVELS, probe
from grader.sandbox.host.server import Server, start_server
from grader.submission import Location

log = logging.getLogger("grader")

OURS = "The autograder failed, which is not your fault. Your instructor sees this too."


def run(root: Path) -> int:
    """Grade what lies in `root/submission`, and write `root/results/results.json`.

    Whatever happens, a valid file is left. Returns 0 if the submission was graded, else 3.
    """
    target = root / "results" / "results.json"
    with logging_to(root / "results" / LOG):
        try:
            text = _results(root)
        except GraderError as error:
            write_atomically(target, failed(f"{OURS}\n{error}"))
            return 3
        except Exception as error:
            log.exception("the upload failed")
            write_atomically(target, failed(f"{OURS}\n{type(error).__name__}: {error}"))
            return 3
    write_atomically(target, text)
    return 0


def _results(root: Path) -> str:
    configuration = configuration_in(root / "source")
    assignment = load(root / "source" / "reference" / configuration.assignment)
    known = described.read(root / "submission_metadata.json")
    today = known.within_a_day()
    if configuration.per_day and len(today) >= configuration.per_day:
        return _refused(configuration, known, secret=_is_secret(assignment))
    results = _graded(root, assignment, configuration, known)
    notes, score = [], None
    if known.late:
        notes.append(Note("This was submitted after the due date."))
    best = known.best if configuration.counts == "best" else None
    if best and best.score > results.earned:
        worth = "" if _is_secret(assignment) else f": {points(best.score)}"
        notes.append(Note(f"Your best score so far counts{worth}."))
        score = best.score
    if configuration.per_day:
        left = configuration.per_day - len(today) - 1
        notes.append(Note(f"{left} more can be graded within 24 hours of your first today."))
    extra: dict[str, Any] = {"members": [member.email or member.name for member in known.members]}
    results = replace(results, notes=(*notes, *results.notes), facts={**results.facts, **extra})
    return gradescope(results, score=score)


def _graded(
    root: Path, assignment: AssignmentFolder, configuration: Configuration, known: Metadata
) -> Results:
    name = known.id or "submission"
    submitted = known.submitted.isoformat() if known.submitted else ""
    location = Location(name, {"": root / "submission"}, known.members, submitted, known.late)
    with start_server(assignment.assignment.preload) as server:
        _require(configuration, server, assignment)
        try:
            submission = read(assignment, location)
        except UngradableError as error:
            return ungradable(assignment, name, str(error), seed=configuration.seed)
        with judging(assignment, server) as judges:
            return grade(
                assignment,
                submission,
                judges=judges,
                seed=configuration.seed,
                examples=configuration.examples,
            )


def _require(configuration: Configuration, server: Server, assignment: AssignmentFolder) -> None:
    """Raise GraderError where students' code would be confined less than the upload demands."""
    found = probe(server, assignment.folder)
    if LEVELS.index(found.level) < LEVELS.index(configuration.confinement):
        raise GraderError(
            f"students' code would run with less than {configuration.confinement} confinement "
            f"here: {found}"
        )


def _is_secret(assignment: AssignmentFolder) -> bool:
    """Whether the total is kept from students: it would tell the points of a hidden question."""
    return any(q.visibility != "visible" for q in assignment.assignment.questions)


def _refused(configuration: Configuration, known: Metadata, *, secret: bool) -> str:
    """Too many in a day: nothing is graded, and what was earned before counts."""
    pick: Callable[[Metadata], described.Earlier | None] = (
        (lambda m: m.best) if configuration.counts == "best" else (lambda m: m.last)
    )
    earlier = pick(known)
    score = earlier.score if earlier else 0.0
    first = min(one.submitted for one in known.within_a_day())
    again = (first + described.DAY).isoformat(timespec="minutes")
    text = (
        f"This was not graded: {configuration.per_day} submissions were graded in the 24 hours "
        f"before it. The next is graded from {again} on. Your score stays"
        f"{' as it was' if secret else f' {points(score)}'}."
    )
    return failed(text, score=score if math.isfinite(score) else 0.0, extra={LIMITED: True})
