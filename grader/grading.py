"""The pipeline: an assignment and a submission in, results out.

for each question:  start a process  ─▶  run its checks  ─▶  verdicts  ─▶  points
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from grader import submission as submissions
from grader.answers import FILES, Answers, read_answers
from grader.assignment import Check, Question
from grader.context import EXAMPLES, Blocked, Context, failure_of
from grader.errors import AssignmentError, UngradableError
from grader.fixtures import keys
from grader.loading import AssignmentFolder, load
from grader.results import Failure, Note, QuestionResult, Results, Verdict
from grader.sandbox.protection import Protection, protection
from grader.sandbox.server import Server, start_server
from grader.sandbox.session import Source, StudentProcess
from grader.submission import Submission

DISTRIBUTION = "homework-grader"
OURS = "the grader failed at this check, which is not your fault; your instructor decides"

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

    Raises:
        UsageError, AssignmentError: there is no such assignment, or it has mistakes.
        UngradableError: nothing in the submission can be graded.

    """
    if not isinstance(assignment, AssignmentFolder):
        assignment = load(assignment)
    if not isinstance(submission, Submission):
        submission = submissions.read(Path(submission), *files_of(assignment))
    began, now = time.monotonic(), dt.datetime.now(dt.timezone.utc)
    answers = _answers(assignment, submission)
    with contextlib.ExitStack() as stack:
        if server is None:
            server = start_server(assignment.assignment.preload)
            stack.enter_context(server)
        student = stack.enter_context(_Student(assignment, submission, server))
        questions = []
        for question in assignment.assignment.questions:
            if not only or question.id in only:
                progress(question)
                context = Context(
                    answer=answers.by_question.get(question.id),
                    files=submission.files,
                    runner=student.begin(question) if question.drivers else None,
                    reference=assignment.reference,
                    seed=seed,
                    examples=examples,
                )
                questions.append(_graded(question, context, assignment, student))
    return Results(
        assignment=assignment.assignment.title,
        submission=submission.name,
        questions=tuple(questions),
        seed=seed,
        seconds=time.monotonic() - began,
        graded=now.isoformat(timespec="seconds"),
        notes=tuple(Note(problem) for problem in answers.problems),
        facts=_facts(assignment, submission.digest, examples, student.protection),
        drivers=assignment.driver_texts,
    )


def evaluate(check: Check, context: Context) -> Verdict:
    """Return a check's verdict, whatever happens; what we fail at is pending, and logged."""
    try:
        with np.errstate(all="ignore"):  # a student's numbers may overflow ours
            return check.judge(context)
    except Blocked as blocked:
        return check.lose(blocked.failure)
    except AssignmentError as error:
        return check.pend(OURS, error=str(error))
    except (Exception, SystemExit) as error:
        log.exception("%s: %s", check.place, check.name)
        return check.pend(OURS, error=f"{check.place}: {type(error).__name__}: {error}")


def files_of(assignment: AssignmentFolder) -> tuple[list[str], list[str]]:
    """Return the modules that students submit, and what else they may: answers and tables."""
    asked = assignment.assignment
    return list(asked.files), [*(FILES if asked.written else ()), *asked.data_files]


def ungradable(
    assignment: AssignmentFolder, name: str, problem: str, *, seed: int = 0, ours: bool = False
) -> Results:
    """Return the results of a submission that can't be read: no points; pending if it is `ours`."""
    questions = []
    for question in assignment.assignment.questions:
        verdicts = [
            check.pend(problem, error=problem) if ours else check.lose(problem)
            for check in question.checks
        ]
        questions.append(_result(question, verdicts))
    title, facts = assignment.assignment.title, _facts(assignment, "", 0, None)
    return Results(title, name, tuple(questions), seed, problem=problem, facts=facts)


def _graded(
    question: Question, context: Context, assignment: AssignmentFolder, student: _Student
) -> QuestionResult:
    verdicts = [
        evaluate(check, replace(context, recorded=assignment.fixtures.get(name, ())))
        for check, name in zip(question.checks, keys(question), strict=True)
    ]
    output = student.output if question.drivers else ""
    return _result(question, verdicts, output)


def _answers(assignment: AssignmentFolder, submission: Submission) -> Answers:
    """What is written, by question; raises UngradableError where that can't be told."""
    wanted = {q.id: q.fields for q in assignment.assignment.questions if q.is_written}
    found = [name for name in FILES if name in submission.files]
    read = {name: read_answers(name, submission.files[name], wanted) for name in found}
    filled = [name for name in found if not read[name].blank]
    if len(filled) > 1:
        raise UngradableError(f"both {filled[0]} and {filled[1]} are filled in: submit one")
    if found:
        return read[(filled or found)[0]]
    return Answers(problems=(f"there is no {FILES[0]}",) if wanted else ())


@dataclass
class _Student:
    """The student's process: a fresh one for each question, unless the question shares it."""

    assignment: AssignmentFolder
    submission: Submission
    server: Server

    def __post_init__(self) -> None:
        self.protection: Protection | None = None
        self.process: StudentProcess | None = None
        wanted = self.assignment.assignment.files
        self._files = {n: text for n, text in self.submission.files.items() if n in wanted}
        # why some files can't be loaded: then nothing more is started for them
        self._broken: dict[tuple[str, ...], Failure] = {}

    def __enter__(self) -> _Student:
        return self

    def __exit__(self, *exception: object) -> None:
        if self.process is not None:
            self.process.close()
            self.process = None

    def begin(self, question: Question) -> StudentProcess | Failure:
        """Return a process for a question, or why there is none."""
        needed = tuple(self.assignment.files_of(question))
        missing = ", ".join(name for name in needed if name not in self._files)
        if missing:
            self.__exit__()
            return Failure(f"{missing} is not in the submission", absent=True)
        if needed not in self._broken and not (self.process and not question.own_process):
            self._start(question, needed)
        return self._broken.get(needed) or self.process or Failure("there is no process")

    def _start(self, question: Question, needed: Sequence[str]) -> None:
        self.__exit__()
        sources = [Source(_module(name), name, text) for name, text in self._files.items()]
        drivers = Source("drivers", "drivers.py", self.assignment.drivers_of(question))
        asked = self.assignment.assignment
        self.process = StudentProcess(
            self.server,
            [*sources, drivers],
            asked.limits,
            asked.imports,
            [*map(_module, needed), drivers.module],
        )
        self.protection = protection(self.process.layers, self.assignment.folder)
        if self.process.loaded:
            failure = replace(failure_of(self.process.loaded, self._files), loading=True)
            self._broken[tuple(needed)] = failure

    @property
    def output(self) -> str:
        """What the student's code printed."""
        return self.process.output if self.process else ""


def _module(file: str) -> str:
    """The module name of a submitted file: `mlp` for `mlp.py`."""
    return PurePosixPath(file).stem


def _result(question: Question, verdicts: Sequence[Verdict], output: str = "") -> QuestionResult:
    return QuestionResult(
        question.id,
        question.title,
        question.kind,
        question.points,
        tuple(verdicts),
        question.visibility,
        output,
        _blocked_by(verdicts),
    )


def _blocked_by(verdicts: Sequence[Verdict]) -> Failure | None:
    """The one failure that stopped more than one check: it is told once."""
    for verdict in verdicts:
        failure = verdict.failure
        if failure and (failure.loading or (failure.ended and len(verdicts) > 1)):
            return failure
    return None


def _facts(
    assignment: AssignmentFolder, digest: str, examples: int, held: Protection | None
) -> Mapping[str, Any]:
    packages = (DISTRIBUTION, "hypothesis", "numpy")
    return {
        "versions": {"python": platform.python_version(), **{p: version(p) for p in packages}},
        "digests": {"assignment": assignment.digest, "submission": digest},
        "examples": examples,
        "confinement": held.facts() if held else {},
    }
