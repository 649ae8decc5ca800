"""Results as a fragment of HTML, for a notebook: each question, and what is wrong with it."""

from __future__ import annotations

from html import escape

from grader.reports.terminal import summary
from grader.reports.text import MARKS, plain, question_text
from grader.results import QuestionResult, Results

COLOURS = {"passed": "#1a7f37", "failed": "#cf222e", "partial": "#9a6700", "pending": "#0969da"}
PAGE = '<div style="max-width: 60em"><b>{title}</b>{questions}{notes}<p>{summary}</p></div>'
QUESTION = """\
<details{open}><summary><span style="color: {colour}">{mark}</span> {title}: {points}</summary>
<pre style="white-space: pre-wrap">{text}</pre></details>"""


def html(results: Results) -> str:
    """Return the results as HTML; whatever a student wrote is text in it."""
    return PAGE.format(
        title=escape(results.assignment),
        questions="".join(_question(question, results) for question in results.questions),
        notes="".join(
            f"<p>{escape(plain(str(note)))}</p>"
            for note in results.notes
            if note.audience == "student"
        ),
        summary=escape(summary(results)),
    )


def text(results: Results) -> str:
    """Return the same as plain text."""
    parts = [
        f"{MARKS[question.state]} {_title(question)}\n{question_text(question, results)}"
        for question in results.questions
    ]
    return "\n\n".join([results.assignment, *parts, summary(results)])


def _question(question: QuestionResult, results: Results) -> str:
    return QUESTION.format(
        open="" if question.state == "passed" else " open",
        colour=COLOURS[question.state],
        mark=MARKS[question.state],
        title=escape(f"{question.id} {question.title}"),
        points=f"{question.earned:g} of {question.points:g}",
        text=escape(question_text(question, results)),
    )


def _title(question: QuestionResult) -> str:
    return f"{question.id} {question.title}: {question.earned:g} of {question.points:g}"
