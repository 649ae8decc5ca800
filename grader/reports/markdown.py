"""Results as Markdown, for the summary of a step on GitHub and the like."""

from __future__ import annotations

import re

from grader.reports.text import MARKS, plain, points, question_text
from grader.results import Results

MAX_BYTES = 900_000  # of one summary: GitHub takes 1 MiB


def markdown(results: Results) -> str:
    """Return a table of the questions, and what is wrong below it."""
    lines = [f"## {_cell(results.assignment)}: {results.earned:g} of {points(results.points)}", ""]
    if results.problem:
        lines += [_cell(results.problem), ""]
    lines += ["| question | | earned | pending | of |", "|---|---|---:|---:|---:|"]
    for question in results.questions:
        mark = "–" if question.absent else MARKS[question.state]
        pending = f"{question.pending:g}" if question.pending else ""
        title = f"{question.id} {_cell(question.title)}"
        numbers = f"{question.earned:g} | {pending} | {question.points:g}"
        lines.append(f"| {title} | {mark} | {numbers} |")
    for note in results.notes:
        if note.audience == "student":
            lines += ["", _cell(str(note))]
    size = sum(len(line.encode("utf-8", "replace")) + 1 for line in lines)
    for question in results.questions:
        if question.state != "passed" and not question.absent:
            title = _cell(f"{question.id} {question.title}")
            found = ["", f"### {title}", "", *_fenced(question_text(question, results))]
            size += sum(len(line.encode("utf-8", "replace")) + 1 for line in found)
            if size > MAX_BYTES:
                lines += ["", "… the rest is too long for this page"]
                break
            lines += found
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text that is no Markdown and stays in its cell."""
    return re.sub(r"([\\`*_{}\[\]<>|#!@])", r"\\\1", " ".join(plain(text).split()))


def _fenced(text: str) -> list[str]:
    """Text as it is, between fences that are longer than any in it."""
    longest = max((len(found) for found in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}text", text, fence]
