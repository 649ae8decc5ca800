"""What a student sees in the terminal: a table of marks, then each failure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.reports.text import MARKS, plain, question_text
from grader.results import Results

COLOURS = {
    "passed": "green",
    "failed": "red",
    "partial": "yellow",
    "review": "cyan",
    "error": "magenta",
}


def show(results: Results, console: Console, again: str) -> None:
    """Print the table and the failures; `again` is the command that shows one question again."""
    console.print(_table(results))
    for question in results.questions:
        if question.absent or (question.status == "passed" and question.kind == "code"):
            continue
        console.print()
        console.print(Text(f"{question.id} {question.title}", style="bold"))
        lines = question_text(question, results, f"{again} --question {question.id}").split("\n")
        for line in lines:
            console.print(_coloured(line), soft_wrap=True)
    if results.absent:
        console.print()
        told = f"nothing is handed in for {', '.join(results.absent)}"
        console.print(Text(plain(told), style="yellow"))
    for note in results.notes:
        console.print(Text(plain(note), style="yellow"))
    confined = results.facts.get("confinement")
    if confined:
        console.print()
        console.print(Text(_confinement(confined), style="dim"), soft_wrap=True)
    if results.problem:
        console.print(Text(plain(results.problem), style="red"))


def _confinement(facts: Mapping[str, Any]) -> str:
    missing = "; ".join(facts["not_stopped"])
    return f"your code ran with {facts['level']} confinement" + (
        f", which doesn't stop: {missing}" if missing else ""
    )


def _table(results: Results) -> Table:
    table = Table(title=results.assignment, title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    table.add_column("question")
    table.add_column("")
    table.add_column("marks", justify="right")
    table.add_column("of", justify="right")
    for question in results.questions:
        style = COLOURS[question.status]
        table.add_row(
            Text(MARKS[question.status], style=style),
            question.id,
            question.title,
            Text(f"{question.score:g}", style=style),
            f"{question.points:g}",
        )
    table.add_row("", "", "total", f"{results.score:g}", f"{results.points:g}", style="bold")
    return table


def _coloured(line: str) -> Text:
    for status, mark in MARKS.items():
        if line.startswith(mark + " "):
            return Text(line, style=COLOURS[status])
    return Text(line)
