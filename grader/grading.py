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
from grader.checks.code.base import CodeCheck
from grader.checks.code.trial import Recorded, Trial, file_module, load_failure, verdict
from grader.checks.written.base import WrittenCheck
from grader.errors import AssignmentError
from grader.fixtures import Bank, keys
from grader.homework import Homework
from grader.results import Failure, QuestionResult, Results, Status, Verdict
from grader.sandbox.protection import Protection, protection
from grader.sandbox.server import Server
from grader.sandbox.session import Source, StudentProcess
from grader.submission import SHEETS, Answer, Answers, Note, Submission, written_answers

EXAMPLES = 6  # generated inputs for each check, by default

Progress = Callable[[Question], None]


def grade(
    homework: Homework,
    submission: Submission,
    server: Server,
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
    answers = _answers(homework, submission)
    with _Student(homework, submission, server) as student:
        questions = []
        for question in homework.assignment.questions:
            if not only or question.id in only:
                progress(question)
                answer = answers.by_question.get(question.id)
                verdicts = _verdicts(question, answer, student, bank, seed, examples)
                output = student.output if question.has_code else ""
                questions.append(_result(question, verdicts, output))
    return Results(
        assignment=homework.assignment.title,
        submission=submission.name,
        questions=tuple(questions),
        seed=seed,
        seconds=time.monotonic() - began,
        notes=answers.problems,
        facts=_facts(homework, submission.digest, examples, student.protection),
        drivers=homework.driver_texts,
    )


def _verdicts(
    question: Question,
    answer: Answer | None,
    student: _Student,
    bank: Bank,
    seed: int,
    examples: int,
) -> list[Verdict]:
    """Each check's verdict on what is written, or on what the code does in its process."""
    trial = _trial(question, student, seed, examples) if question.has_code else None
    verdicts = []
    for check, name in zip(question.checks, keys(question), strict=True):
        if isinstance(check, WrittenCheck):
            verdicts.append(check.judge(answer, seed))
        elif isinstance(check, CodeCheck) and trial:
            verdicts.append(_judge(check, trial, bank.get(name, ())))
    return verdicts


def _trial(question: Question, student: _Student, seed: int, examples: int) -> Trial | Failure:
    """What the question's checks of code look at: a process of the student's, or why not."""
    broken = student.begin(question)
    if broken or student.process is None:
        return broken or Failure("there is no process")
    return Trial(
        student.process,
        student.homework.reference,
        start=seed,
        examples=examples,
        sources=student.handed_in,
    )


def _judge(check: CodeCheck, trial: Trial | Failure, recorded: Sequence[Recorded]) -> Verdict:
    if isinstance(trial, Failure):
        return verdict(check, trial)
    try:
        with np.errstate(all="ignore"):  # a student's numbers may overflow ours
            return check.judge(replace(trial, recorded=recorded))
    except AssignmentError as error:
        return Verdict(check.name, "error", 0.0, check.weight, note=str(error))


def _answers(homework: Homework, submission: Submission) -> Answers:
    """What is written, by question."""
    wanted = {
        question.id: [name for c in question.checks for name in getattr(c, "fields", ())]
        for question in homework.assignment.questions
        if question.is_written
    }
    titles = {question.id: question.title for question in homework.assignment.questions}
    answers = written_answers(submission.sheets, wanted, titles, submission.papers)
    if wanted and not submission.sheets and not submission.papers:
        answers = replace(answers, notes=(Note(f"there is no {SHEETS[0]}"),))
    return replace(answers, by_question=_with_files(homework, submission, answers))


def _with_files(
    homework: Homework, submission: Submission, answers: Answers
) -> Mapping[str, Answer]:
    """The answers, and beside them the data files that each question reads."""
    by_question = dict(answers.by_question)
    for question in homework.assignment.questions:
        names = [name for c in question.checks for name in getattr(c, "files", ())]
        files = {name: submission.files[name] for name in names if name in submission.files}
        if files:
            answer = by_question.get(question.id, Answer(next(iter(files))))
            by_question[question.id] = replace(answer, files=files)
    return by_question


def ungradable(
    homework: Homework, name: str, problem: str, *, seed: int = 0, status: Status = "failed"
) -> Results:
    """The results of a submission that can't be read, or (`error`) that we failed on: no marks."""
    questions = [
        _result(q, [Verdict(c.name, status, 0.0, c.weight, problem) for c in q.checks], "")
        for q in homework.assignment.questions
    ]
    facts = _facts(homework, "", 0, None)
    return Results(
        homework.assignment.title, name, tuple(questions), seed, problem=problem, facts=facts
    )


class _Student:
    """The student's process: a fresh one for each question, unless the question shares it."""

    def __init__(self, homework: Homework, submission: Submission, server: Server) -> None:
        self.homework, self._server = homework, server
        wanted = homework.assignment.files
        self.handed_in = submission.files
        self.files = {name: text for name, text in submission.files.items() if name in wanted}
        self.protection: Protection | None = None
        self.process: StudentProcess | None = None
        # why some files can't be loaded: then nothing more is started for them
        self._broken: dict[tuple[str, ...], Failure] = {}

    def __enter__(self) -> _Student:
        return self

    def __exit__(self, *exception: object) -> None:
        if self.process is not None:
            self.process.close()

    def begin(self, question: Question) -> Failure | None:
        """Have a process for a question, or say why there is none."""
        needed = tuple(self.homework.files_of(question))
        missing = ", ".join(name for name in needed if name not in self.files)
        if missing:
            self.__exit__()
            self.process = None
            return Failure(f"{missing} isn't in the submission", absent=True)
        if needed not in self._broken and not (self.process and not question.own_process):
            self._start(question, needed)
        return self._broken.get(needed)

    def _start(self, question: Question, needed: Sequence[str]) -> None:
        self.__exit__()
        sources = [Source(file_module(name), name, text) for name, text in self.files.items()]
        drivers = Source("drivers", "drivers.py", self.homework.drivers_of(question))
        asked = self.homework.assignment
        self.process = StudentProcess(
            self._server,
            [*sources, drivers],
            asked.limits,
            asked.imports,
            [*map(file_module, needed), drivers.module],
        )
        self.protection = protection(self.process.layers, self.homework.folder)
        if self.process.loaded:
            self._broken[tuple(needed)] = load_failure(self.process.loaded, self.files)

    @property
    def output(self) -> str:
        """What the student's code printed."""
        return self.process.output if self.process else ""


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
