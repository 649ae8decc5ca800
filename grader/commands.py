"""What each command does."""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import traceback
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader import fixtures as banks
from grader import homework as homeworks
from grader import starter as starters
from grader import submission as submissions
from grader.assignment import Question
from grader.errors import AssignmentError, UngradableError, UsageError
from grader.fixtures import Bank
from grader.grading import grade as run
from grader.grading import ungradable
from grader.homework import FIXTURES, Homework
from grader.reports.gradescope import gradescope
from grader.reports.picture import can_draw, curves_of, picture
from grader.reports.terminal import show
from grader.reports.text import plain
from grader.results import Results, Verdict
from grader.sandbox.protection import LEVELS, probe
from grader.sandbox.server import Server, start_server
from grader.submission import SHEETS

FIXTURE_SEED = 1


def check(options: argparse.Namespace) -> int:
    """A student's own check: the public questions, in the terminal."""
    homework = homeworks.load(homeworks.find(options.assignment))
    public = [q.id for q in homework.assignment.questions if q.visibility == "visible"]
    chosen = _chosen(options.question, public)
    submission = submissions.read(Path(options.path), *_names_of_files(homework))
    console, progress = Console(highlight=False), Console(stderr=True)
    with (
        start_server(homework.assignment.preload) as server,
        progress.status("starting") as status,
    ):

        def tell(question: Question) -> None:
            status.update(Text(f"{question.id} {question.title}"))

        results = run(
            homework,
            submission,
            server,
            _bank(homework),
            seed=options.seed,
            examples=options.examples,
            only=chosen or public,
            progress=tell,
        )
    again = f"grader check {options.assignment} {options.path} --seed {options.seed}"
    show(results, console, again)
    if any(question.status == "error" for question in results.questions):
        return 3
    return 0 if results.full_marks else 1


def grade(options: argparse.Namespace) -> int:
    """An instructor's grading: a results.json for each submission, and a table."""
    homework = homeworks.load(homeworks.find(options.assignment))
    chosen = _chosen(options.question, [q.id for q in homework.assignment.questions])
    wanted, others = _names_of_files(homework)
    paths = submissions.children(Path(options.path), wanted + others)
    names, out = submissions.names(paths), Path(options.out)
    bank, table, code = _bank(homework), _summary_table(), 0
    with (
        start_server(homework.assignment.preload) as server,
        Console(stderr=True).status("starting") as status,
    ):
        _require(options.require_confinement, server, homework)
        for path, name in zip(paths, names, strict=True):
            status.update(Text(plain(name)))
            results = _graded(homework, path, name, server, bank, chosen, options)
            write_atomically(out / name / "results.json", gradescope(results))
            _write_pictures(out / name, results)
            table.add_row(
                Text(plain(name)), f"{results.score:g}", f"{results.points:g}", _remark(results)
            )
            if results.problem or any(q.status == "error" for q in results.questions):
                code = 3
    Console(highlight=False, markup=False).print(table)
    return code


def fixtures(options: argparse.Namespace) -> int:
    """Record the fixtures, or verify them; then grade the reference against itself."""
    homework = homeworks.load(homeworks.find(options.assignment))
    if homework.reference is None:
        raise UsageError("a student's bundle has no reference to record")
    built = banks.build(homework.assignment.questions, homework.reference, seed=FIXTURE_SEED)
    path = homework.folder / FIXTURES
    if built and (options.write or not path.exists()):
        write_atomically(path, banks.dump(built))
        print(f"{path}: recorded {sum(map(len, built.values()))} cases")
    drifted = banks.drift(banks.read(path), built)
    if drifted:
        told = "\n".join(f"{path}: question {line}" for line in drifted)
        raise AssignmentError(f"{told}\nIf the reference is right now, record anew with --write.")
    wanted, others = _names_of_files(homework)
    names = wanted + others
    paths = [homework.folder / name for name in names if (homework.folder / name).is_file()]
    files = {path.name: path.read_text(encoding="utf-8") for path in paths}
    answered = any(name in files for name in SHEETS)
    reference = submissions.Submission("reference", files)
    with start_server(homework.assignment.preload) as server:
        results = run(homework, reference, server, _bank(homework))
    lost = [
        f"question {question.id}, {verdict.check}: {_why(verdict)}"
        for question in results.questions
        for verdict in question.verdicts
        if verdict.status not in ("passed", "review") and (answered or question.kind == "code")
    ]
    if lost:
        where = homework.folder / "assignment.py"
        raise AssignmentError(f"{where}: the reference fails its own checks\n" + "\n".join(lost))
    if built:
        print(f"{path}: as the reference gives them")
    print(f"{homework.folder}: the reference passes its own checks")
    return 0


def starter(options: argparse.Namespace) -> int:
    """Write a student's bundle."""
    homework = homeworks.load(homeworks.find(options.assignment))
    written = starters.write(homework, Path(options.out))
    print(f"{options.out}: {len(written)} files")
    return 0


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, and make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            Path(name).chmod(0o644)
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _graded(
    homework: Homework,
    path: Path,
    name: str,
    server: Server,
    bank: Bank,
    chosen: list[str],
    options: argparse.Namespace,
) -> Results:
    """The results of one submission, whatever happens."""
    try:
        submission = replace(submissions.read(path, *_names_of_files(homework)), name=name)
        return run(
            homework,
            submission,
            server,
            bank,
            seed=options.seed,
            examples=options.examples,
            only=chosen,
        )
    except UngradableError as error:
        return ungradable(homework, name, str(error), seed=options.seed)
    except Exception as error:  # a mistake of ours in one submission must not stop the others
        traceback.print_exc()
        problem = f"the grader itself failed ({type(error).__name__}); this is not your mark"
        return ungradable(homework, name, problem, seed=options.seed, status="error")


def _write_pictures(folder: Path, results: Results) -> None:
    """A picture for each question that has curves, where matplotlib is installed."""
    for question in results.questions:
        curves = curves_of(question)
        if curves and can_draw():
            name = re.sub(r"[^\w.-]", "_", question.id)
            title = f"{question.id} {question.title}"
            write_atomically(folder / f"{name}.png", picture(title, curves))


def _require(level: str, server: Server, homework: Homework) -> None:
    """Say how students' code is confined; raises UsageError if that is less than asked for."""
    found = probe(server, homework.folder)
    if LEVELS.index(found.level) < LEVELS.index(level):
        closed = f"Close the homework to other users: chmod -R go-rwx {homework.folder}\n"
        raise UsageError(
            f"students' code would run with less than {level} confinement here: {found}\n"
            f"{closed if found.closing_helps else ''}"
            f"To run it all the same: --require-confinement {found.level}"
        )
    print(f"confinement: {found}", file=sys.stderr)


def _why(verdict: Verdict) -> str:
    failure = verdict.failure
    return f"{failure.summary} {failure.diagnosis}".strip() if failure else verdict.note


def _names_of_files(homework: Homework) -> tuple[list[str], list[str]]:
    """The modules that must be handed in, and what may be: answers and curves."""
    asked = homework.assignment
    return list(asked.files), [*(SHEETS if asked.written else ()), *asked.data_files]


def _bank(homework: Homework) -> Bank:
    return banks.read(homework.folder / FIXTURES)


def _chosen(asked: list[str], known: list[str]) -> list[str]:
    unknown = [question for question in asked if question not in known]
    if unknown:
        raise UsageError(f"no question {', '.join(unknown)} (there are {', '.join(known)})")
    return asked


def _summary_table() -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("submission")
    table.add_column("marks", justify="right")
    table.add_column("of", justify="right")
    table.add_column("")
    return table


def _remark(results: Results) -> str:
    if results.problem:
        return plain(results.problem)
    lost = [q.id for q in results.questions if q.status in ("failed", "partial") and not q.absent]
    waiting = [question.id for question in results.questions if question.waits]
    told = [f"lost marks in {', '.join(lost)}"] if lost else []
    told += [f"look at {', '.join(waiting)}"] if waiting else []
    told += [f"nothing for {len(results.absent)} questions"] if results.absent else []
    return "; ".join(told)
