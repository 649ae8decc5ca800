"""A student's mathematics as it was read, in the terminal: a step a line, the wrong one marked."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.reports.terminal import COLOURS
from grader.reports.text import MARKS, plain
from grader.results import QuestionResult, Reading, Results, Verdict

INDENT = (0, 0, 0, 4)


def show_readings(results: Results, console: Console) -> None:
    """Print how each written answer was read, and why some could not be."""
    console.print(Text(f"{results.assignment}: your answers as they were read", style="bold"))
    for question in results.questions:
        answered = [verdict for verdict in question.verdicts if _is_answer(verdict, question)]
        if answered:
            console.print()
            console.print(Text(f"{question.id} {question.title}", style="bold"))
        for verdict in answered:
            _show(verdict, console)


def _is_answer(verdict: Verdict, question: QuestionResult) -> bool:
    unread = question.kind != "code" and verdict.reason and not verdict.absent
    return bool(verdict.reading or unread)


def _show(verdict: Verdict, console: Console) -> None:
    reading = verdict.reading
    head = Text(f"{MARKS[verdict.state]} {verdict.check}", style=COLOURS[verdict.state])
    if reading and reading.source:
        head.append(f"  {plain(reading.source)}", style="dim")
    console.print(head)
    if reading:
        console.print(Padding(_steps(reading), INDENT))
    why = verdict.failure.summary if verdict.failure else verdict.reason
    if why:
        console.print(Padding(Text(plain(why.partition("\n")[0]), style="dim"), INDENT))


def _steps(reading: Reading) -> Table:
    """The relations in one column, the formulas in another."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    wrong = reading.wrong_step
    for number, step in enumerate(reading.steps):
        relation = reading.relations[number - 1] if number else ""
        style, note = ("red", "← this step is wrong") if number - 1 == wrong else ("", "")
        table.add_row(relation, Text(plain(step.plain), style=style), Text(note, style=style))
    return table
