"""In a judge: hold what one submission has, its answers and its process, and evaluate its checks.

A judge evaluates one check at a time, and may be stopped at any (`grader.sandbox.host.judges`).
What it holds between two checks can all be made again.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from grader import mistakes
from grader.assignment import Question
from grader.context import Blocked, Context, failure_of
from grader.declaration import misfits
from grader.errors import AssignmentError
from grader.fixtures import build, drift, keys
from grader.loading import FIXTURES, AssignmentFolder, module_name
from grader.protocol import Check
from grader.results import Failure, Note, Verdict
from grader.sandbox.host.judging import LOG_CHARACTERS
from grader.sandbox.host.protection import Protection, protection
from grader.sandbox.host.server import Server
from grader.sandbox.host.source import Source
from grader.sandbox.host.student_process import StudentProcess
from grader.submission import SHEETS, Answers, Sheet, Submission, Tree, written_answers

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
    """A check's verdict, what the student's code printed so far, and how it is confined.

    `trace` is the traceback of what a check raised, for the log.
    """

    verdict: Verdict
    trace: str = ""
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


def stale_fixtures(judge: Judge) -> list[str]:
    """Return where the recorded cases are not what the reference returns now."""
    return judge.stale_fixtures()


def open_answers(judge: Judge, submission: Submission) -> tuple[Note, ...]:
    """Return what is odd about a submission's answers."""
    judge.take(submission)
    return judge.answers.notes


def evaluate(judge: Judge, task: Task) -> Judged:
    """Return a check's verdict, whatever the check does."""
    judge.take(task.submission)
    question = judge.question(task.question)
    check = question.checks[task.index]
    context, trace = judge.context(question, task), ""
    noted = len(context.notes)  # by the question's checks before this one
    try:
        with np.errstate(all="ignore"):  # a student's numbers may overflow ours
            verdict = _sound(check.judge(context), check)
    except Blocked as blocked:
        verdict = check.lose(blocked.failure)
    except MemoryError:
        raise  # over the limit: this judge ends
    except AssignmentError as error:
        verdict = failed(check, str(error))
    except (Exception, SystemExit) as error:
        verdict = failed(check, judge.described(error))
        lines = traceback.format_exception(type(error), error, error.__traceback__)
        trace = "".join(lines)[-LOG_CHARACTERS:]
    if verdict.failure and verdict.failure.ours:
        verdict = check.pend(verdict.failure.summary)
    remarks = (*verdict.remarks, *[*context.notes.values()][noted:])
    verdict = replace(verdict, remarks=remarks)
    output = judge.output if question.runs_code else ""
    return Judged(verdict, trace, output, judge.protection)


def _sound(verdict: object, check: Check) -> Verdict:
    """Return a check's verdict as its own; raises AssignmentError if it isn't one."""
    name = type(check).__name__
    if not isinstance(verdict, Verdict):
        kind = type(verdict).__name__
        raise AssignmentError(
            f"{name}.judge returns a {kind}: return self.earn(), self.lose(…) or self.pend(…)"
        )
    for problem in misfits(verdict):
        raise AssignmentError(f"{name}.judge returns a verdict that makes no sense: {problem}")
    return replace(verdict, weight=check.weight, guard=check.guard)


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
        self._handout = _handout(assignment)
        self._submission: Submission | None = None
        self._answers: Answers | None = None
        self._context: tuple[str, Context] | None = None
        self._process: StudentProcess | None = None
        self.protection: Protection | None = None
        # why some files can't be loaded: then nothing more is started for them
        self._broken: dict[tuple[str, ...], Failure] = {}

    def stale_fixtures(self) -> list[str]:
        """Return where the recorded cases are not what the reference returns now."""
        assignment = self._assignment
        if assignment.reference is None:
            return []
        try:
            questions = assignment.assignment.questions
            built = build(questions, assignment.reference, folder=assignment.folder)
            found = drift(assignment.fixtures, built) if built else []
        except AssignmentError as error:
            return [str(error)]
        missing = not (assignment.folder / FIXTURES).exists()
        return ["there is no such file"] if found and missing else [f"question {t}" for t in found]

    def described(self, error: BaseException) -> str:
        """Return an exception of the author's files or of ours, in one line."""
        return mistakes.described(error, self._assignment.folder)

    def question(self, id_: str) -> Question:
        """Return a question by its id."""
        return self._questions[id_]

    def take(self, submission: Submission) -> None:
        """Turn to a submission."""
        if self._submission != submission:
            self.end_process()
            self._broken, self._context, self._answers = {}, None, None
            self._submission = submission

    @property
    def answers(self) -> Answers:
        """What is written; it is read when a question first asks for it."""
        assert self._submission is not None  # noqa: S101 - `take` came first
        if self._answers is None:
            self._answers = self._read(self._submission)
        return self._answers

    def context(self, question: Question, task: Task) -> Context:
        """Return what a check of the question may look at; its checks share what was run."""
        if self._context is None or self._context[0] != question.id:
            context = Context(
                answer=self.answers.by_question.get(question.id) if question.is_written else None,
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
        papers, handout = [*submission.papers], self._handout
        return written_answers(submission.sheets, wanted, titles, papers, handout)

    def _begin(self, question: Question) -> StudentProcess | Failure:
        """Return a process for a question, or why there is none."""
        assert self._submission is not None  # noqa: S101 - `take` came first
        needed = tuple(self._assignment.files_of(question))
        missing = [name for name in needed if not _is_there(name, self._submission.tree)]
        if missing:
            self.end_process()
            return _why_missing(missing, self._submission.problems)
        if needed not in self._broken and not (self._process and not question.own_process):
            self._start(question, needed, self._submission)
        return self._broken.get(needed) or self._process or Failure("there is no process")

    def _start(self, question: Question, needed: Sequence[str], submission: Submission) -> None:
        self.end_process()
        asked = self._assignment.assignment
        drivers = Source("drivers", "drivers.py", self._assignment.drivers_of(question))
        sources = sources_of(submission.tree, asked.files)
        self._process = StudentProcess(
            self._server,
            [*sources, drivers],
            asked.limits,
            asked.imports,
            [*map(module_name, needed), drivers.module],
            [*map(module_name, asked.scripts)],
        )
        self.protection = protection(self._process.layers, self._assignment.folder)
        if self._process.loaded:
            failure = replace(failure_of(self._process.loaded, submission.files), loading=True)
            self._broken[tuple(needed)] = failure


def _handout(assignment: AssignmentFolder) -> list[Sheet]:
    """What students start from: its lines are no answers."""
    texts = [Sheet("questions.md", q.text) for q in assignment.assignment.questions if q.text]
    starter = sorted((assignment.folder / "starter").glob("*"))
    written = [path for path in starter if path.suffix in (".md", ".tex", ".ipynb")]
    return texts + [Sheet(path.name, path.read_text("utf-8", "replace")) for path in written]


def _is_there(file: str, tree: Tree) -> bool:
    return any(path == file or (file[-1] == "/" and path.startswith(file)) for path in tree)


def _why_missing(files: Sequence[str], problems: Mapping[str, str]) -> Failure:
    """Files that were never submitted are absent; one that can't be read is a failure."""
    known = [problems[file] for file in files if file in problems]
    if known:
        return Failure("; ".join(known), loading=True)
    verb = "is" if len(files) == 1 else "are"
    return Failure(f"{', '.join(files)} {verb} not in the submission", absent=True)


def sources_of(tree: Tree, asked: Sequence[str]) -> list[Source]:
    """Return a tree of files as a process takes it; those asked for are known by their names."""
    return [
        Source(
            module_name(path) if path in asked else "",
            path,
            file.content,
            file.origin,
            [(cell.number, cell.source) for cell in file.cells],
        )
        for path, file in tree.items()
    ]
