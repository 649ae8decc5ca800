"""All written answers of a submission: every sheet read, and one answer for each question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath

from grader.results import Note
from grader.submission.answers import latex, markdown
from grader.submission.answers.fields import Fields, answer_of
from grader.submission.answers.lines import Line, Part, Unnamed
from grader.submission.answers.mathematics import macros
from grader.submission.answers.questions import Questions
from grader.submission.answers.written import Answer, Answers
from grader.submission.limits import MAX_LINES
from grader.submission.notebooks.notebook import NotebookError
from grader.submission.notes import capped
from grader.submission.text import shown
from grader.submission.tree import Sheet

MAX_NAMED, MAX_SHOWN = 4, 40  # headings that are listed, and characters of one

Wanted = Mapping[str, Sequence[str]]  # each question's fields


def read_answers(
    name: str, text: str, wanted: Wanted, titles: Mapping[str, str] | None = None
) -> Answers:
    """The answers in one text; `titles` are the questions' own, by which headings may go."""
    return _answers(Sheet(name, text), wanted, titles, frozenset())


def _answers(
    sheet: Sheet, wanted: Wanted, titles: Mapping[str, str] | None, given: frozenset[str]
) -> Answers:
    """The answers in one sheet, without the lines that are `given` in the handout."""
    name, text = sheet.name, sheet.text
    questions = Questions(list(wanted), titles)
    try:
        found = list(_parts(sheet, questions))
    except NotebookError as error:
        return Answers(notes=(Note(str(error), shown(name)),))
    notes = [part for part in found if isinstance(part, Note)]
    defined = macros("\n".join([text, *sheet.included.values()]))
    answers = {}
    for question, its_parts in _by_question(found).items():
        answer, its_notes = answer_of(its_parts, Fields(wanted[question], given), defined)
        answers[question] = answer
        notes += its_notes
    if text.count("\n") > MAX_LINES:
        notes.insert(0, Note(f"over {MAX_LINES:,} lines; only the first are read", shown(name)))
    unnamed = [] if answers else _unnamed(sheet, found, next(iter(wanted), ""))
    return Answers(answers, capped(notes), tuple(unnamed))


def _unnamed(sheet: Sheet, found: Sequence[Part | Note | Unnamed], example: str) -> Iterator[Note]:
    """What to say of a sheet that answers no question: an asked one, or one that tries to."""
    headings = [heading for heading in found if isinstance(heading, Unnamed)]
    if (sheet.asked and sheet.text.strip()) or any(heading.near for heading in headings):
        latex_ = PurePosixPath(sheet.name).suffix.lower() == ".tex"
        write = rf"\section{{{example}}}" if latex_ else f"## {example}"
        titles = [f"'{shown(' '.join(heading.title.split())[:MAX_SHOWN])}'" for heading in headings]
        more = f" and {len(titles) - MAX_NAMED} more" if len(titles) > MAX_NAMED else ""
        these = f" (found: {', '.join(titles[:MAX_NAMED])}{more})" if titles else ""
        message = f"no heading names a question{these}; write '{write}' above an answer"
        yield Note(message, shown(sheet.name))


def written_answers(
    sheets: Sequence[Sheet],
    wanted: Wanted,
    titles: Mapping[str, str] | None = None,
    papers: Sequence[str] = (),
    handout: Sequence[Sheet] = (),
) -> Answers:
    """The answers of a submission, whatever they are written in.

    A question that two sheets answer differently needs review. So does every unanswered one where
    there are papers, which only a person can read.

    Args:
        sheets: The asked ones count; the others only if none of those is filled in.
        wanted: Each question's fields.
        titles: The questions' titles, by which headings may go.
        papers: Names of PDFs and pictures. Pictures count only if nothing is typed: else they
            are likely plots.
        handout: The texts that students start from: what stands there is no answer.

    """
    given = frozenset(line for sheet in handout for line in _lines(sheet))
    read = [(s, _answers(s, wanted, titles, given)) for s in sheets if s.asked]
    used = [(sheet, answers) for sheet, answers in read if not answers.is_blank]
    others = (
        [] if used else [(s, _answers(s, wanted, titles, given)) for s in sheets if not s.asked]
    )
    used = used or [(sheet, answers) for sheet, answers in others if not answers.is_blank]
    filled = bool(used)
    notes = [note for sheet, answers in used or read if sheet.asked for note in answers.notes]
    notes += [note for _, a in [*read, *others] if not filled for note in a.unnamed]
    notes += [Note("read as the answer sheet", shown(s.name)) for s, _ in used if not s.asked]
    by_question = _merged([answers for _, answers in used or read])
    papers = [paper for paper in papers if not filled or paper.lower().endswith(".pdf")]
    if papers:
        names = ", ".join(map(shown, papers))
        notes.append(Note("this needs review by a person", names))
        for question in wanted:
            if not (question in by_question and _has_text(by_question[question])):
                by_question[question] = Answer(names, problem=f"{names}: this needs review")
    return Answers(by_question, capped(notes))


def _parts(sheet: Sheet, questions: Questions) -> Iterator[Part | Note | Unnamed]:
    if PurePosixPath(sheet.name).suffix.lower() == ".tex":
        return latex.parts(latex.from_latex(sheet.name, sheet.text, sheet.included), questions)
    return markdown.parts(_markdown(sheet), questions)


def _markdown(sheet: Sheet) -> list[Line]:
    notebook = PurePosixPath(sheet.name).suffix.lower() == ".ipynb"
    return (markdown.from_notebook if notebook else markdown.from_markdown)(sheet.name, sheet.text)


def _lines(sheet: Sheet) -> Iterator[str]:
    """The lines of a handout, but blank ones."""
    texts = sheet.text.split("\n")
    if PurePosixPath(sheet.name).suffix.lower() == ".ipynb":
        with suppress(NotebookError):
            texts = [line.text for line in _markdown(sheet)]
    return (text.strip() for text in texts if text.strip())


def _by_question(found: Sequence[Part | Note | Unnamed]) -> dict[str, list[Part]]:
    parts: dict[str, list[Part]] = {}
    for part in found:
        if isinstance(part, Part):
            parts.setdefault(part.question, []).append(part)
    return parts


def _merged(read: Sequence[Answers]) -> dict[str, Answer]:
    merged: dict[str, Answer] = {}
    for answers in read:
        for question, answer in answers.by_question.items():
            known = merged.get(question)
            merged[question] = answer if known is None else _both(known, answer)
    return merged


def _both(first: Answer, second: Answer) -> Answer:
    """The answer of two sheets: the one with text, or both if they don't contradict each other."""
    if not _has_text(second):
        return first
    if not _has_text(first):
        return second
    for name in first.fields.keys() & second.fields.keys():
        if first.fields[name].text != second.fields[name].text:
            places = f"{first.fields[name].place} and {second.fields[name].place}"
            return replace(first, problem=f"{name} is answered twice: at {places}")
    return replace(
        first,
        fields={**second.fields, **first.fields},
        unread={**second.unread, **first.unread},
        problem=first.problem or second.problem,
    )


def _has_text(answer: Answer) -> bool:
    return bool(answer.fields or answer.problem)
