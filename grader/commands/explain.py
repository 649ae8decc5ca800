"""grader explain: what an assignment checks, how, and for how many points, as Markdown."""

from __future__ import annotations

import argparse
import inspect
import math
from collections.abc import Iterator, Sequence
from dataclasses import fields

from grader import bundle
from grader.assignment import Assignment, Question
from grader.loading import AssignmentFolder, load
from grader.protocol import Check
from grader.reports.text import points


def run(options: argparse.Namespace) -> int:
    """Print it for staff, with the keys and the hidden questions, or for students."""
    print("\n".join(explanation(load(options.assignment), staff=not options.students)))
    return 0


def explanation(folder: AssignmentFolder, *, staff: bool) -> Iterator[str]:
    """Yield the lines of a page in Markdown."""
    assignment = folder.assignment
    questions: Sequence[Question] = assignment.questions
    if not staff:
        questions = [question for question, _ in bundle.public(assignment, folder.folder)]
    yield f"# {assignment.title}"
    yield ""
    yield from _table(assignment, questions)
    for question in questions:
        hidden = f" ({question.visibility})" if question.visibility != "visible" else ""
        yield f"\n## {question.id} {question.title}{hidden}\n"
        if question.text.strip():
            yield f"{question.text.strip()}\n"
        for check in question.checks:
            yield from _check(check, question, staff=staff)


def _table(assignment: Assignment, questions: Sequence[Question]) -> Iterator[str]:
    if assignment.files:
        yield f"Files: {', '.join(f'`{file}`' for file in assignment.files)}\n"
    yield "| question | | points |"
    yield "|---|---|---|"
    for question in questions:
        yield f"| {question.id} | {question.title} | {question.points:g} |"
    yield f"| | total | {math.fsum(question.points for question in questions):g} |"


def _check(check: Check, question: Question, *, staff: bool) -> Iterator[str]:
    how = f": {_how(check)}" if staff else ""
    yield f"- **{check.name}** ({_worth(check, question)}){how}"
    for driver in check.needs.drivers:
        if driver.__doc__:
            yield f"  Called: {' '.join(driver.__doc__.split())}"
    if staff:
        declared = ", ".join(_declared(check))
        if declared:
            yield f"  Declared: {declared}"
        for key in check.derived_keys():
            name, _, formula = key.partition(" = ")
            yield f"  Key: `{name}` $= {formula}$"


def _worth(check: Check, question: Question) -> str:
    earning = math.fsum(other.weight for other in question.checks if not other.guard)
    if not check.guard:
        return points(round(question.points * check.weight / earning, 4))
    total = math.fsum(other.weight for other in question.checks)
    at_stake = round(question.points * check.weight / total, 4)
    return f"a guard: earns nothing, and takes up to {points(at_stake)}"


def _declared(check: Check) -> Iterator[str]:
    """Yield what its declaration says in a word or a number, where that is no default."""
    common = {field.name for field in fields(Check)}
    for field in fields(check):  # each kind is a dataclass, as `Check` is
        value = getattr(check, field.name)
        parts = value if isinstance(value, (list, tuple)) else [value]
        plain = all(isinstance(part, (str, int, float)) for part in parts)
        if field.name in common or not plain or value in (field.default, (), [], ""):
            continue
        if not (isinstance(value, str) and "\n" in value):  # a text such as a rubric is long
            yield f"`{field.name}={value!r}`"


def _how(check: Check) -> str:
    """The first paragraph of the documentation of its kind."""
    text = inspect.getdoc(type(check)) or type(check).__name__
    return f"{' '.join(text.partition(chr(10) * 2)[0].split())} (`{type(check).__name__}`)"
