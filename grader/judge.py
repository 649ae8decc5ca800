"""In a judge: hold what one submission has, its answers and its process, and evaluate its checks.

A judge evaluates one check at a time, and may be stopped at any (`grader.sandbox.host.judges`).
What it holds between two checks can all be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath

import numpy as np

from grader.assignment import Check, Question
from grader.context import Blocked, Context, failure_of
from grader.errors import AssignmentError
from grader.fixtures import keys
from grader.loading import AssignmentFolder
from grader.results import Failure, Note, Verdict
from grader.sandbox.host.protection import Protection, protection
from grader.sandbox.host.server import Server
from grader.sandbox.host.student_process import Source, StudentProcess
from grader.submission import SHEETS, Answers, Submission, written_answers

OURS = "the grader failed at this check, which is not your fault; your instructor decides"


@dataclass(frozen=True)
class Task:
    """What to evaluate: the check at an index of a question, for a submission."""

    submission: Submission
    question: str
    index: int
    seed: int
    examples: int


@dataclass(frozen=True)
class Judged:
    """A check's verdict, what the student's code printed so far, and how it is confined."""

    verdict: Verdict
    output: str = ""
    protection: Protection | None = None


def judge_of(assignment: AssignmentFolder) -> Callable[[Server], AbstractContextManager[Judge]]:
    """Return what makes a judge's memory when the judge starts."""
    return partial(_enter, assignment)


@contextmanager
def _enter(assignment: AssignmentFolder, server: Server) -> Iterator[Judge]:
    judge = Judge(assignment, server)
    try:
        yield judge
    finally:
        judge.end_process()


def open_answers(judge: Judge, submission: Submission) -> tuple[Note, ...]:
    """Return what is odd about a submission's answers."""
    return judge.take(submission).notes


def evaluate(judge: Judge, task: Task) -> Judged:
    """Return a check's verdict. Other exceptions than the two that checks may raise are ours."""
    judge.take(task.submission)
    question = judge.question(task.question)
    check = question.checks[task.index]
    context = judge.context(question, task)
    try:
        with np.errstate(all="ignore"):  # a student's numbers may overflow ours
            verdict = check.judge(context)
    except Blocked as blocked:
        verdict = check.lose(blocked.failure)
    except AssignmentError as error:
        verdict = failed(check, str(error))
    output = judge.output if question.runs_code else ""
    return Judged(verdict, output, judge.protection)


def failed(check: Check, error: str) -> Verdict:
    """Return the verdict on what the grader failed at: its points wait for a person."""
    return check.pend(OURS, error=error)


class Judge:
    """One submission at a time: its answers, and its process for one question at a time.

    A question has a fresh process, unless it shares that of the question before it.
    """

    def __init__(self, assignment: AssignmentFolder, server: Server) -> None:
        self._assignment, self._server = assignment, server
        self._questions = {question.id: question for question in assignment.assignment.questions}
        self._submission: Submission | None = None
        self._answers = Answers()
        self._context: tuple[str, Context] | None = None
        self._process: StudentProcess | None = None
        self.protection: Protection | None = None
        # why some files can't be loaded: then nothing more is started for them
        self._broken: dict[tuple[str, ...], Failure] = {}

    def question(self, id_: str) -> Question:
        """Return a question by its id."""
        return self._questions[id_]

    def take(self, submission: Submission) -> Answers:
        """Turn to a submission."""
        if self._submission != submission:
            self.end_process()
            self._broken, self._context = {}, None
            self._answers = self._read(submission)
            self._submission = submission
        return self._answers

    def context(self, question: Question, task: Task) -> Context:
        """Return what a check of the question may look at; its checks share what was run."""
        if self._context is None or self._context[0] != question.id:
            context = Context(
                answer=self._answers.by_question.get(question.id),
                files=task.submission.files,
                runner=self._begin(question) if question.runs_code else None,
                reference=self._assignment.reference,
                seed=task.seed,
                examples=task.examples,
            )
            self._context = question.id, context
        name = keys(question)[task.index]
        return replace(self._context[1], recorded=self._assignment.fixtures.get(name, ()))

    def end_process(self) -> None:
        """End the student's process, if there is one."""
        if self._process is not None:
            self._process.close()
            self._process = None

    @property
    def output(self) -> str:
        """What the student's code printed."""
        return self._process.output if self._process else ""

    def _read(self, submission: Submission) -> Answers:
        asked = self._assignment.assignment
        wanted = {q.id: q.fields for q in asked.questions if q.is_written}
        if wanted and not submission.sheets and not submission.papers:
            return Answers(notes=(Note(f"there is no {SHEETS[0]}"),))
        titles = {question.id: question.title for question in asked.questions}
        return written_answers(submission.sheets, wanted, titles, submission.papers)

    def _begin(self, question: Question) -> StudentProcess | Failure:
        """Return a process for a question, or why there is none."""
        assert self._submission is not None  # noqa: S101 - `take` came first
        needed = tuple(self._assignment.files_of(question))
        missing = [name for name in needed if name not in self._submission.files]
        refused = [name for name in missing if name in self._submission.problems]
        if missing:
            self.end_process()
        if refused:
            return Failure("; ".join(self._submission.problems[name] for name in refused))
        if missing:
            return Failure(f"{', '.join(missing)} is not in the submission", absent=True)
        if needed not in self._broken and not (self._process and not question.own_process):
            self._start(question, needed, self._submission)
        return self._broken.get(needed) or self._process or Failure("there is no process")

    def _start(self, question: Question, needed: Sequence[str], submission: Submission) -> None:
        self.end_process()
        asked = self._assignment.assignment
        files = [(n, submission.files[n]) for n in asked.files if n in submission.files]
        sources = [Source(_module(name), name, text) for name, text in files]
        drivers = Source("drivers", "drivers.py", self._assignment.drivers_of(question))
        self._process = StudentProcess(
            self._server,
            [*sources, drivers],
            asked.limits,
            asked.imports,
            [*map(_module, needed), drivers.module],
        )
        self.protection = protection(self._process.layers, self._assignment.folder)
        if self._process.loaded:
            failure = replace(failure_of(self._process.loaded, submission.files), loading=True)
            self._broken[tuple(needed)] = failure


def _module(file: str) -> str:
    """The module name of a submitted file: `mlp` for `mlp.py`."""
    return PurePosixPath(file).stem
