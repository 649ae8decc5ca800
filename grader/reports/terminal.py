"""What a student sees in the terminal: a table of points, then each failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.reports.text import MARKS, plain, points, question_text
from grader.results import QuestionResult, Results, State

COLOURS: Mapping[State, str] = {
    "passed": "green",
    "failed": "red",
    "partial": "yellow",
    "pending": "cyan",
}
NOT_SUBMITTED = "–"


def show(results: Results, console: Console, again: str) -> None:
    """Print the table, the failures and a summary line.

    Args:
        results: of one submission.
        console: where to print.
        again: the command that shows the results again.

    """
    console.print(_table(results))
    for loading in _failed_to_load(results):
        console.print()
        console.print(Text(plain(loading), style="red"))
    for question in results.questions:
        if not _is_quiet(question):
            _show_question(question, results, console, again)
    console.print()
    if results.absent:
        console.print(Text(plain(f"not submitted: {', '.join(results.absent)}"), style="yellow"))
    for note in results.notes:
        if note.audience == "student":
            console.print(Text(plain(str(note)), style="yellow"))
    if results.problem:
        console.print(Text(plain(results.problem), style="red"))
    console.print(Text(summary(results), style="bold"))
    confined = results.facts.get("confinement")
    if confined:
        console.print(Text(_confinement(confined), style="dim"), soft_wrap=True)


def show_changes(before: Results, results: Results, console: Console, again: str) -> None:
    """Print the questions whose points or messages are no longer as before, and a summary line."""
    known = {question.id: _seen(question, before) for question in before.questions}
    for question in results.questions:
        was = known.get(question.id)
        now = _seen(question, results)
        if now == was:
            continue
        if was and was.earned != question.earned:
            state = f"{MARKS[question.state]} {question.id} {question.title}"
            gained = f"{state}: {was.earned:g} → {question.earned:g} of {points(question.points)}"
            console.print(Text(gained, style=COLOURS[question.state]))
        if question.state != "passed":
            _show_question(question, results, console, again)
    console.print(Text(summary(results), style="bold"))


class _Seen(NamedTuple):
    """What a reader sees of a question."""

    earned: float
    pending: float
    text: str


def _seen(question: QuestionResult, results: Results) -> _Seen:
    return _Seen(question.earned, question.pending, question_text(question, results))


def summary(results: Results) -> str:
    """Return one line: what is earned, pending and lost."""
    lost = round(results.points - results.earned - results.pending, 4)
    parts = [f"{results.earned:g} of {points(results.points)} earned"]
    parts += [f"{results.pending:g} pending (needs review)"] if results.pending else []
    parts += [f"{lost:g} lost"] if lost > 0 else []
    return ", ".join(parts)


def _failed_to_load(results: Results) -> Iterator[str]:
    """Each failure to load the student's files, once."""
    for failure in dict.fromkeys(
        (q.blocked_by.summary, q.blocked_by.places[-1:])
        for q in results.questions
        if q.blocked_by and q.blocked_by.loading
    ):
        message, places = failure
        where = "".join(f" ({place.file}, line {place.line})" for place in places)
        yield f"your code can't be loaded: {message}{where}"


def _is_quiet(question: QuestionResult) -> bool:
    """Whether the table says it all: not submitted, all code passed, or nothing could load."""
    blocked = question.blocked_by is not None and question.blocked_by.loading
    only_code = all(verdict.reading is None for verdict in question.verdicts)
    only_blocked = blocked and all(verdict.failure for verdict in question.verdicts)
    return question.absent or only_blocked or (question.state == "passed" and only_code)


def _show_question(
    question: QuestionResult, results: Results, console: Console, again: str
) -> None:
    console.print()
    console.print(Text(f"{question.id} {question.title}", style="bold"))
    blocked = not (question.blocked_by and question.blocked_by.loading)
    command = f"{again} --question {question.id}"
    for line in question_text(question, results, command, blocked=blocked).split("\n"):
        console.print(_coloured(line), soft_wrap=True)


def _confinement(facts: Mapping[str, Any]) -> str:
    missing = "; ".join(facts["not_stopped"])
    return f"your code ran with {facts['level']} confinement" + (
        f", which doesn't stop: {missing}" if missing else ""
    )


def _table(results: Results) -> Table:
    table = Table(title=results.assignment, title_justify="left", box=None, pad_edge=False)
    for column in ("", "question", ""):
        table.add_column(column)
    for column in ("points", "pending", "of"):
        table.add_column(column, justify="right")
    for question in results.questions:
        style = "dim" if question.absent else COLOURS[question.state]
        table.add_row(
            Text(NOT_SUBMITTED if question.absent else MARKS[question.state], style=style),
            question.id,
            question.title,
            Text(f"{question.earned:g}", style=style),
            f"{question.pending:g}" if question.pending else "",
            f"{question.points:g}",
        )
    pending = f"{results.pending:g}" if results.pending else ""
    row = ("", "", "total", f"{results.earned:g}", pending, f"{results.points:g}")
    table.add_row(*row, style="bold")
    return table


def _coloured(line: str) -> Text:
    for state, mark in MARKS.items():
        if line.startswith(mark + " "):
            return Text(line, style=COLOURS[state])
    return Text(line)
