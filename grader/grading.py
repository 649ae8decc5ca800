"""The pipeline: an assignment and a submission in, results out.

for each question:  for each check:  a judge evaluates it  ─▶  verdicts  ─▶  points  ─▶  results
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from grader import distribution, loading, registry
from grader import submission as submissions
from grader.assignment import Assignment, Question
from grader.context import EXAMPLES
from grader.errors import AssignmentError, UsageError
from grader.judge import Judged, Task, evaluate, failed, judge_of, open_answers, stale_fixtures
from grader.loading import AssignmentFolder
from grader.numerics import layout
from grader.protocol import Check
from grader.results import Failure, Note, QuestionResult, Results, Verdict
from grader.sandbox.host.judges import Crashed, JudgeLimits, Judges, Overrun, start_judges
from grader.sandbox.host.protection import Protection
from grader.sandbox.host.server import Server, start_server
from grader.submission import SHEETS, Location, Submission
from grader.submission.notes import capped

Progress = Callable[[Question], None]

log = logging.getLogger("grader")


def grade(
    assignment: AssignmentFolder | str | Path,
    submission: Submission | str | Path,
    *,
    seed: int = 0,
    examples: int = EXAMPLES,
    only: Sequence[str] = (),
    progress: Progress = lambda question: None,
    server: Server | None = None,
    judges: Judges | None = None,
) -> Results:
    """Grade every question of a submission, or those in `only`.

    The same assignment, submission, seed and number of examples give the same results, but for
    their time. What the submission does never raises here.

    Args:
        assignment: as `load` returns it, or what `load` takes.
        submission: as `grader.submission.read` returns it, or the path of a folder, an archive
            or a file.
        seed: starts the generated cases.
        examples: how many cases each check generates.
        only: the ids of the questions to grade.
        progress: called with each question before it is graded.
        server: starts students' processes; by default one of its own.
        judges: as `judging` starts them, for many submissions; by default some of its own.

    Raises:
        UsageError: there is no such assignment, submission or question.
        AssignmentError: the assignment has mistakes.
        UngradableError: nothing in the submission can be graded.

    """
    if not isinstance(assignment, AssignmentFolder):
        assignment = loading.load(assignment)
    if not isinstance(submission, Submission):
        submission = read(assignment, Path(submission))
    known = [question.id for question in assignment.assignment.questions]
    unknown = [id_ for id_ in only if id_ not in known]
    if unknown:
        raise UsageError(f"no question {', '.join(unknown)} (there are {', '.join(known)})")
    began, now = time.monotonic(), dt.datetime.now(dt.timezone.utc)
    with (
        judging(assignment, server) if judges is None else contextlib.nullcontext(judges) as judges
    ):
        notes = _notes(judges, submission)
        chosen = [q for q in assignment.assignment.questions if not only or q.id in only]
        questions, held = [], None
        for question in chosen:
            progress(question)
            tasks = [
                Task(submission, question.id, index, seed, examples)
                for index in range(len(question.checks))
            ]
            judged = [_judged(judges, question, task, assignment.assignment) for task in tasks]
            questions.append(_result(question, [j.verdict for j in judged], judged[-1].output))
            held = judged[-1].protection or held
    said, layouts = layout.said_once(questions)
    return Results(
        assignment=assignment.assignment.title,
        submission=submission.name,
        questions=said,
        seed=seed,
        seconds=time.monotonic() - began,
        graded=now.isoformat(timespec="seconds"),
        notes=(*layouts, *notes),
        facts=_facts(assignment, submission.digest, examples, held),
        drivers=assignment.driver_texts,
        feedback=assignment.assignment.feedback,
    )


@contextlib.contextmanager
def judging(
    assignment: AssignmentFolder,
    server: Server | None = None,
    limits: JudgeLimits | None = None,
) -> Iterator[Judges]:
    """Start what evaluates checks, for one or many submissions.

    Args:
        assignment: it is loaded already, so that judges need not load it.
        server: starts students' processes; by default one of its own.
        limits: what evaluating one check may take.

    """
    _ = assignment.fixtures  # a damaged file is noticed here, and judges inherit what is read
    with contextlib.ExitStack() as stack:
        if server is None:
            server = start_server(assignment.assignment.preload)
            stack.enter_context(server)
        judges = stack.enter_context(start_judges(server, judge_of(assignment), limits))
        _require_fixtures(assignment, judges)
        yield judges


def _require_fixtures(assignment: AssignmentFolder, judges: Judges) -> None:
    """Raise AssignmentError if the recorded cases are not what the reference returns now."""
    path = assignment.folder / loading.FIXTURES
    if assignment.reference is None:
        return
    match judges.run(stale_fixtures, seconds=assignment.assignment.limits.question_seconds):
        case Overrun(reason) | Crashed(reason):
            raise AssignmentError(f"{path}: they can't be verified: {reason}")
        case []:
            return
        case [first, *_]:
            again = f"run `grader fixtures {assignment.folder}`"
            raise AssignmentError(f"{path}: {first}: {again}")


def evaluated(
    judges: Judges,
    assignment: AssignmentFolder,
    submission: Submission,
    question: Question,
    index: int,
    *,
    seed: int = 0,
    examples: int = EXAMPLES,
) -> Judged:
    """Evaluate the check at an index of a question by itself."""
    task = Task(submission, question.id, index, seed, examples)
    return _judged(judges, question, task, assignment.assignment)


def _judged(judges: Judges, question: Question, task: Task, assignment: Assignment) -> Judged:
    """Evaluate one check: whatever happens costs this check alone."""
    check = question.checks[task.index]
    match judges.run(evaluate, task, seconds=_patience(check, assignment)):
        case Overrun(reason):
            return Judged(check.pend(f"it could not be judged: {reason}"))
        case Crashed(reason, trace):
            _log(task, check, trace)
            return Judged(failed(check, f"{check.place}: {reason}"))
        case judged:
            if judged.verdict.error:
                _log(task, check, judged.trace or judged.verdict.error)
            return judged


def _log(task: Task, check: Check, trace: str) -> None:
    log.error("%s, %s: %s\n%s", task.submission.name, task.question, check.name, trace)


def _patience(check: Check, assignment: Assignment) -> float | None:
    """Seconds of CPU for a check: what the student's code has, where the reference runs too."""
    runs_code = check.needs.drivers or check.needs.modules
    return assignment.limits.question_seconds if runs_code else None


def _notes(judges: Judges, submission: Submission) -> tuple[Note, ...]:
    """What must be said about the submission; unreadable answers cost only what reads them."""
    match judges.run(open_answers, submission):
        case Overrun(reason):
            return (*submission.notes, Note(f"the written answers can't be read: {reason}"))
        case Crashed(reason, trace):
            log.error("%s: reading the answers\n%s", submission.name, trace)
            return (*submission.notes, Note(f"the written answers can't be read: {reason}"))
        case notes:
            problems = map(Note, submission.problems.values())
            return capped([*submission.notes, *problems, *notes])


def read(assignment: AssignmentFolder, where: Path | Location) -> Submission:
    """Read a submission's files; raises UngradableError if nothing asked for can be read."""
    files, others = files_of(assignment)
    keep = assignment.assignment.keep
    return submissions.read(where, files, others, support=assignment.support, keep=keep)


def files_of(assignment: AssignmentFolder) -> tuple[list[str], list[str]]:
    """Return the modules that students submit, and what else they may: answers and tables."""
    asked = assignment.assignment
    return list(asked.files), [*(SHEETS if asked.written else ()), *asked.data_files]


def ungradable(
    assignment: AssignmentFolder, name: str, problem: str, *, seed: int = 0, ours: bool = False
) -> Results:
    """Return the results of a submission that can't be read: no points; pending if it is `ours`."""
    questions = []
    for question in assignment.assignment.questions:
        verdicts = [
            failed(check, problem) if ours else check.lose(problem) for check in question.checks
        ]
        questions.append(_result(question, verdicts))
    title, facts = assignment.assignment.title, _facts(assignment, "", 0, None)
    return Results(title, name, tuple(questions), seed, problem=problem, facts=facts)


def _result(question: Question, verdicts: Sequence[Verdict], output: str = "") -> QuestionResult:
    return QuestionResult(
        question.id,
        question.title,
        question.kind,
        question.points,
        tuple(_hinted(question, verdicts)),
        question.visibility,
        output,
        _blocked_by(verdicts),
    )


def _hinted(question: Question, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield the verdicts, without an author's hint where an earlier check of the driver failed.

    A hint says what its check asks beyond those before it; their mistake is another one.
    """
    failed_drivers: set[Callable[..., Any]] = set()
    for check, verdict in zip(question.checks, verdicts, strict=True):
        failure = verdict.failure
        again = not failed_drivers.isdisjoint(check.needs.drivers)
        if failure and again and failure.hint == check.hint:
            yield replace(verdict, failure=replace(failure, hint=""))
        else:
            yield verdict
        if failure:
            failed_drivers.update(check.needs.drivers)


def _blocked_by(verdicts: Sequence[Verdict]) -> Failure | None:
    """The one failure that stopped more than one check: reports show it once."""
    for verdict in verdicts:
        failure = verdict.failure
        if failure and (failure.loading or (failure.ended and len(verdicts) > 1)):
            return failure
    return None


def _facts(
    assignment: AssignmentFolder, digest: str, examples: int, held: Protection | None
) -> Mapping[str, Any]:
    versions = {package: version(package) for package in ("hypothesis", "numpy")}
    versions |= registry.versions(c for q in assignment.assignment.questions for c in q.checks)
    ours = {distribution.NAME: distribution.version(), "python": platform.python_version()}
    return {
        "versions": {**ours, **versions},
        "digests": {"assignment": assignment.digest, "submission": digest},
        "examples": examples,
        "confinement": held.facts() if held else {},
    }
