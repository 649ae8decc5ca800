"""The fields of an answer: which line opens which, and the text that goes with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from grader.results import Note
from grader.submission.answers.lines import Line, Part
from grader.submission.answers.questions import after_answer_word
from grader.submission.answers.written import Answer, Written
from grader.submission.limits import MAX_ANSWER

MAX_OPENING = 200  # characters of a line in which a field's name is looked for

_PICTURE = re.compile(
    r"\s*(?:!\[[^\]]{0,500}\]\([^)]{0,500}\)|\\includegraphics(?:\[[^\]]{0,500}\])?\{[^}]{0,500}\}"
    r"|<img [^>]{0,500}>)"
)


class Fields:
    r"""How the fields of one question are opened. Lines that are `given` don't begin an answer.

    By `name:`, `name =`, `- **name**:`, `| name | … |` or `\answer{name}` at the start of a line.
    """

    def __init__(self, names: Sequence[str], given: Collection[str] = ()) -> None:
        self.names, self.given = tuple(names), given
        known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "$^"
        mark = r"(?:\*\*|__|`|\$|\\textbf\{|\\texttt\{)?"
        self._named = re.compile(
            rf"\s{{0,20}}(?:[-*|+]\s{{1,4}}|\\item\s{{0,4}}\[?)?{mark}\s?(?P<name>{known})\s?"
            rf"(?P<inside>:)?(?:\*\*|__|`|\$|\}}|\])*\s{{0,20}}(?(inside)[:=|]?|[:=|])"
        )
        self._marked = re.compile(rf"\s{{0,20}}\\answer\{{\s?({known})\s?\}}\s{{0,9}}[:=]?")

    def opened(self, text: str) -> tuple[str, str] | None:
        """The field that a line opens, and the rest of the line."""
        begin = text[:MAX_OPENING]
        if marked := self._marked.match(begin):
            return marked[1], text[marked.end() :]
        if named := self._named.match(begin):
            rest = text[named.end() :].rstrip()
            return named["name"], rest.removesuffix("|") if "|" in text[:3] else rest
        return None


@dataclass
class _Draft:
    """A field as it is read, and the line that opened it."""

    line: Line
    lines: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return self.line.place

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    def note(self, message: str) -> Note:
        """A message about the field."""
        return Note(f"line {self.line.number}: {message}", self.line.whole)


def answer_of(parts: Sequence[Part], fields: Fields, macros: str) -> tuple[Answer, list[Note]]:
    """A question's answer out of all the parts of one sheet that are about it."""
    drafts: dict[str, list[_Draft]] = {}
    for part in parts:
        for name, draft in _drafts(part, fields).items():
            drafts.setdefault(name, []).extend(d for d in draft if d.text)
    place = parts[0].heading.place
    written, unread, notes = {}, {}, []
    for name, found in drafts.items():
        if not found:
            continue
        if len({draft.text for draft in found}) > 1:
            what = f"{name} is answered twice: here and at {found[0].place}"
            return Answer(place, problem=f"{found[1].place}: {what}"), [found[1].note(what)]
        text = found[0].text
        if len(text) > MAX_ANSWER:
            cut = f"{name} is over {MAX_ANSWER:,} characters; only the first are read"
            notes.append(found[0].note(cut))
            unread[name] = f"{found[0].place}: {cut}"
        elif _PICTURE.match(text) and not _PICTURE.sub("", text, count=1).strip():
            unread[name] = f"{found[0].place}: {name} is a picture and needs review"
        written[name] = Written(text[:MAX_ANSWER], found[0].place, macros)
    return Answer(place, written, unread=unread), notes


def _drafts(part: Part, fields: Fields) -> dict[str, list[_Draft]]:
    """The fields that a part opens; a single field needs no name."""
    found: dict[str, list[_Draft]] = {}
    before = current = _Draft(part.heading)
    for line in part.lines:
        opened = fields.opened(line.text)
        if opened:
            current = _Draft(line, [opened[1]])
            found.setdefault(opened[0], []).append(current)
        elif current is before and (rest := after_answer_word(line.text)) is not None:
            before = current = _Draft(line, [rest])  # what stood before is what is asked
        elif current is not before or before.text or line.text.strip() not in fields.given:
            current.lines.append(line.text)
    if not found and len(fields.names) == 1:
        found[fields.names[0]] = [before]
    return found
