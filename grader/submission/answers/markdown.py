"""Markdown answer sheets: the lines under each heading that names a question.

A heading in a code fence is no heading, and neither is one in an HTML comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from grader.results import Note
from grader.submission.answers.lines import Line, Part, Unnamed, limited, lines_of
from grader.submission.answers.questions import (
    MAX_TITLE,
    Label,
    Questions,
    is_answer_heading,
    is_introduced,
    is_whole_label,
    label_of,
)
from grader.submission.notebooks.notebook import read_notebook

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_BOLD = re.compile(r"\s*(\*\*|__)(?P<title>[^*_]{1,200})\1[\s.:]*$")
_BOLD_BEGIN = re.compile(
    r"\s*(\*\*|__)(?P<title>[^*_]{1,20}?)(?:[.:)]\1|\1[.:)]|\1\s*$)(?P<rest>(?:\s.*)?)$"
)
_ITEM = re.compile(r"\s*(?:[-*+]\s+)?(?P<title>\((?:[a-z]|\d{1,2})\).*)", re.IGNORECASE)
_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})")
BOLD_LEVEL = 7  # a bold line is a heading below all others


def from_notebook(name: str, text: str) -> list[Line]:
    """The lines of a notebook's Markdown cells; raises NotebookError."""
    cells = [cell for cell in read_notebook(text) if cell.kind == "markdown"]
    return limited(line for cell in cells for line in from_markdown(name, cell.text, cell.number))


def from_markdown(name: str, text: str, cell: int = 0) -> list[Line]:
    """The lines of a Markdown text, and a blank one after them."""
    return without_fences(list(lines_of(name, f"{_without_comments(text)}\n", cell)))


def without_fences(lines: Sequence[Line]) -> list[Line]:
    """The lines without the fences around code, which is marked.

    A fence that is never closed is an ordinary line (CommonMark 0.31.2, section 4.5, would have
    it end with the file, and all answers after it with it).
    """
    longest = _longest_closing(lines)
    kept, fence = [], ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line.text)
        sign = found[1] if found else ""
        if fence and sign.startswith(fence) and not line.text.strip(" \t" + fence[0]):
            fence = ""
        elif not fence and sign and len(sign) <= longest[number + 1][sign[0]]:
            fence = sign
        else:
            kept.append(replace(line, is_code=True) if fence else line)
    return kept


def _longest_closing(lines: Sequence[Line]) -> list[dict[str, int]]:
    """For each place, the length of the longest fence after it that can close one, by its sign."""
    found = [{"`": 0, "~": 0}]
    for line in reversed(lines):
        fence = _FENCE.match(line.text)
        sign = fence[1][0] if fence else ""
        if fence and not line.text.strip(" \t" + sign):
            found.append({**found[-1], sign: max(found[-1][sign], len(fence[1]))})
        else:
            found.append(found[-1])
    return found[::-1]


def _without_comments(text: str) -> str:
    """The text without `<!-- … -->`, but with the newlines in it."""
    kept, place = [], 0
    while (begin := text.find("<!--", place)) >= 0 and (end := text.find("-->", begin)) >= 0:
        kept += [text[place:begin], "\n" * text.count("\n", begin, end)]
        place = end + 3
    return "".join([*kept, text[place:]])


def parts(lines: Iterable[Line], questions: Questions) -> Iterator[Part | Note | Unnamed]:
    """What stands under each heading that names a question, and the headings that name none.

    It goes on to the next heading that names one, or that isn't below its own.
    """
    part: Part | None = None
    level, above = 0, dict[int, Label]()
    opened: set[str] = set()
    for line in lines:
        found = None if line.is_code else _heading(line.text, questions)
        if found is None:
            if part:
                part.lines.append(line)
            elif item := _ITEM.match(line.text):
                yield Unnamed(item["title"], near=True)
            continue
        depth, title, rest = found
        label = questions.beside(title, above.get(depth, ())) or label_of(title)
        question = questions.named(title, _above(above, depth)) or questions.labelled(label)
        inside = part is not None and depth > level
        if (inside and (question is None or question in opened)) or is_answer_heading(title):
            if part:
                part.lines.append(line if rest.strip() else replace(line, text=title))
            continue
        if part:
            yield part
        above = {k: known for k, known in above.items() if k < depth} | {depth: label}
        part, level = Part(question, line) if question else None, depth
        if part:
            opened.add(part.question)
            part.lines += [replace(line, text=rest)] if rest.strip() else []
        else:
            yield from _unnamed(line, title, label, questions)
    if part:
        yield part


def _unnamed(
    line: Line, title: str, label: Label, questions: Questions
) -> Iterator[Note | Unnamed]:
    """A heading that names no question, and a note where it was meant to."""
    near = questions.begins(label)
    yield Unnamed(title, near=near)
    if label and label[0].isdigit() and not near:
        message = f"line {line.number}: there is no question {title.split()[0][:40]!r}"
        yield Note(message, line.whole)


def _above(labels: Mapping[int, Label], depth: int) -> Label:
    """The label of the heading over one of this depth."""
    over = max((known for known in labels if known < depth), default=0)
    return labels.get(over, ())


def _heading(text: str, questions: Questions) -> tuple[int, str, str] | None:
    """A heading's level, its title, and what follows it in its line.

    A bold line is one if it begins with 'Question' or the like; a bold `1d.` begins its answer.
    """
    found = _HEADING.match(text)
    if found:
        return len(found[1]), text[found.end() :].strip().rstrip("#").strip(), ""
    bold = _BOLD.match(text) if len(text) < MAX_TITLE else None
    if bold and is_introduced(bold["title"]):
        return BOLD_LEVEL, bold["title"], ""
    begin = _BOLD_BEGIN.match(text)
    if begin and is_whole_label(begin["title"]) and questions.labelled(label_of(begin["title"])):
        return BOLD_LEVEL, begin["title"], begin["rest"]
    return None
