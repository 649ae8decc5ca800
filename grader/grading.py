"""The pipeline: a homework and a submission in, results out.

for each question:  start a process  ─▶  run its checks  ─▶  verdicts  ─▶  marks
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import numpy as np

from grader.assignment import Question
from grader.checks.code import CodeCheck
from grader.checks.trial import Trial, file_module, load_failure, verdict
from grader.errors import AssignmentError
from grader.fixtures import Bank, keys
from grader.homework import Homework
from grader.results import Failure, QuestionResult, Results, Status, Verdict
from grader.sandbox.protection import Protection, protection
from grader.sandbox.server import ForkServer
from grader.sandbox.session import Source, StudentProcess
from grader.submission import Submission

EXAMPLES = 10  # generated inputs for each check, by default

Progress = Callable[[Question], None]


def grade(
    homework: Homework,
    submission: Submission,
    server: ForkServer,
    bank: Bank,
    *,
    seed: int = 0,
    examples: int = EXAMPLES,
    only: Sequence[str] = (),
    progress: Progress = lambda question: None,
) -> Results:
    """Grade every question (or those in `only`) of a submission.

    The same homework, submission, seed and number of examples give the same results, but for
    their time. What the student's code does never raises here.
    """
    began = time.monotonic()
    with _Student(homework, submission, server) as student:
        questions = []
        for question in homework.assignment.questions:
            if not only or question.id in only:
                progress(question)
                trial = Trial(
                    student.begin(question),
                    homework.reference,
                    start=seed,
                    examples=examples,
                    sources=student.files,
                )
                verdicts = [
                    _judge(check, student, replace(trial, recorded=bank.get(name, ())))
                    for check, name in zip(question.checks, keys(question), strict=True)
                    if isinstance(check, CodeCheck)
                ]
                questions.append(_result(question, verdicts, student.output))
    return Results(
        assignment=homework.assignment.title,
        submission=submission.name,
        questions=tuple(questions),
        seed=seed,
        seconds=time.monotonic() - began,
        facts=_facts(homework, submission.digest, examples, student.protection),
        drivers=homework.driver_texts,
    )


def ungradable(
    homework: Homework, name: str, problem: str, *, seed: int = 0, status: Status = "failed"
) -> Results:
    """The results of a submission that can't be read, or (`error`) that we failed on: no marks."""
    questions = [
        _result(q, [Verdict(c.name, status, 0.0, c.weight, problem) for c in q.checks], "")
        for q in homework.assignment.questions
    ]
    facts = _facts(homework, "", 0, None)
    return Results(homework.assignment.title, name, tuple(questions), seed, 0.0, problem, facts)


class _Student:
    """The student's process: a fresh one for each question, unless the question shares it."""

    def __init__(self, homework: Homework, submission: Submission, server: ForkServer) -> None:
        self.files = submission.files
        self.broken: Failure | None = None  # the files can't be loaded: nothing more is started
        self.protection: Protection | None = None
        self.process: StudentProcess | None = None
        self._server, self._homework = server, homework
        self._sources = [Source(file_module(n), n, text) for n, text in self.files.items()]

    def __enter__(self) -> _Student:
        return self

    def __exit__(self, *exception: object) -> None:
        if self.process is not None:
            self.process.close()

    def begin(self, question: Question) -> StudentProcess:
        """A process for a question."""
        if self.process and (self.broken or not question.own_process):
            return self.process
        self.__exit__()
        asked = self._homework.assignment
        drivers = Source("drivers", "drivers.py", self._homework.drivers_of(question))
        sources = [*self._sources, drivers]
        self.process = StudentProcess(self._server, sources, asked.limits, asked.imports)
        self.protection = protection(self.process.layers, self._homework.folder)
        if self.process.loaded:
            self.broken = load_failure(self.process.loaded, self.files)
        return self.process

    @property
    def output(self) -> str:
        """What the student's code printed."""
        return self.process.output if self.process else ""


def _judge(check: CodeCheck, student: _Student, trial: Trial) -> Verdict:
    if student.broken:
        return verdict(check, student.broken)
    try:
        with np.errstate(all="ignore"):  # a student's numbers may overflow ours
            return check.judge(trial)
    except AssignmentError as error:
        return Verdict(check.name, "error", 0.0, check.weight, note=str(error))


def _result(question: Question, verdicts: Sequence[Verdict], output: str) -> QuestionResult:
    return QuestionResult(
        question.id,
        question.title,
        question.kind,
        question.points,
        tuple(verdicts),
        question.visibility,
        output,
    )


def _facts(
    homework: Homework, digest: str, examples: int, held: Protection | None
) -> Mapping[str, Any]:
    packages = ("grader", "hypothesis", "numpy")
    return {
        "versions": {"python": platform.python_version(), **{p: version(p) for p in packages}},
        "digests": {"assignment": homework.digest, "submission": digest},
        "examples": examples,
        "confinement": held.facts() if held else {},
    }
