"""grader check: a student's own check of the public questions, in the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader.assignment import Question
from grader.commands import ci
from grader.commands.options import chosen
from grader.commands.watching import submissions_as_saved
from grader.grading import grade, judging, read
from grader.loading import AssignmentFolder, load
from grader.logs import logging_to_a_temporary_file
from grader.reports.reading import show_readings
from grader.reports.reproduction import reproduction
from grader.reports.student import for_student
from grader.reports.terminal import show, show_changes
from grader.results import Results
from grader.sandbox.host.judges import Judges
from grader.submission import Submission


def run(options: argparse.Namespace) -> int:
    """Return 0 at full points (or those asked for), 1 below, 3 if the grader failed at a check."""
    assignment = load(options.assignment)
    public = [q.id for q in assignment.assignment.questions if q.visibility == "visible"]
    only = chosen(options.question, public) or public
    path = Path(options.path)
    if options.watch:
        submissions = submissions_as_saved(assignment, path)
    else:
        submissions = iter([read(assignment, path)])
    console, results = Console(highlight=False), None
    with logging_to_a_temporary_file() as log, judging(assignment) as judges:
        try:
            for submission in submissions:
                before, results = results, _graded(assignment, submission, judges, only, options)
                with ci.without_commands(options):
                    _show(
                        for_student(results),
                        for_student(before) if before else None,
                        assignment,
                        console,
                        options,
                    )
        except KeyboardInterrupt:
            if not options.watch:  # else it is the way to end
                raise
    if results is None:
        return 3
    ci.write(for_student(results), options)
    if results.erred:
        console.print(Text(f"what the grader failed at is in {log}", style="red"))
        return 3
    return 0 if ci.enough(results, options) else 1


def _graded(
    assignment: AssignmentFolder,
    submission: Submission,
    judges: Judges,
    only: Sequence[str],
    options: argparse.Namespace,
) -> Results:
    with Console(stderr=True).status("starting") as status:

        def progress(question: Question) -> None:
            status.update(Text(f"{question.id} {question.title}"))

        return grade(
            assignment,
            submission,
            seed=options.seed,
            examples=options.examples,
            only=only,
            progress=progress,
            judges=judges,
        )


def _show(
    results: Results,
    before: Results | None,
    assignment: AssignmentFolder,
    console: Console,
    options: argparse.Namespace,
) -> None:
    again = f"grader check {options.assignment} {options.path} --seed {options.seed}"
    if options.reproduce:
        asked = assignment.assignment
        script = reproduction(results, asked.files, assignment.source_of, asked.scripts)
        print(script or f"# no failing call\n# {again}")
    elif options.reading:
        show_readings(results, console)
    elif before is None:
        show(results, console, again)
    else:
        show_changes(before, results, console, again)
