"""grader check: a student's own check of the public questions, in the terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader.assignment import Question
from grader.commands.options import chosen
from grader.grading import grade, read
from grader.loading import load
from grader.logs import logging_to_a_temporary_file
from grader.reports.terminal import show


def run(options: argparse.Namespace) -> int:
    """Return 0 at full points, 1 below, 3 if the grader failed at a check."""
    assignment = load(options.assignment)
    public = [q.id for q in assignment.assignment.questions if q.visibility == "visible"]
    only = chosen(options.question, public) or public
    submission = read(assignment, Path(options.path))
    with logging_to_a_temporary_file() as log, Console(stderr=True).status("starting") as status:

        def progress(question: Question) -> None:
            status.update(Text(f"{question.id} {question.title}"))

        results = grade(
            assignment,
            submission,
            seed=options.seed,
            examples=options.examples,
            only=only,
            progress=progress,
        )
    again = f"grader check {options.assignment} {options.path} --seed {options.seed}"
    console = Console(highlight=False)
    show(results, console, again)
    if results.erred:
        console.print(Text(f"what the grader failed at is in {log}", style="red"))
        return 3
    return 0 if results.full else 1
