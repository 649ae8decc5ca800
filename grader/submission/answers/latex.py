r"""LaTeX answer sheets: the handed-out one with its boxes, or a document of the student's own.

What a question's heading is: `\section{Problem 2}` and the like, `\question`, `\problem`, or
`\begin{problem}`; by its words, or by the number that the document prints for it. Inside, only
what is in `soln`, `solution` and similar environments counts, if there are any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.results import Note
from grader.submission.answers.lines import Line, Part, Unnamed, limited, lines_of
from grader.submission.answers.questions import Label, Questions, label_of

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%.*")
_INCLUDE = re.compile(r"\\(?:input|include|subfile)\s{0,9}\{([^{}]{1,200})\}")
MAX_INCLUDED = 3  # files inside each other
_SECTIONS = ("section", "subsection", "subsubsection", "paragraph", "subparagraph")
_NUMBERED = ("question", "part", "subpart", "subsubpart")  # of the class `exam`
_PROBLEMS = ("problem", "exercise", "question", "homeworkProblem", "prob", "task")
_SOLUTIONS = ("soln", "solution", "solutions", "answer", "ans", "solutionbox", "mdsoln", "sol")
_LAYOUT = (
    r"(?:begin|end)\{(?:parts|subparts|questions|enumerate|itemize|description|center|document|"
    + "|".join(_PROBLEMS)
    + r")\*?\}(?:\[[^\]]{0,200}\])?"
    r"|(?:newpage|clearpage|pagebreak|smallskip|medskip|bigskip|noindent|hfill|qed)(?![a-zA-Z])"
    r"|[vh]space\*?\{[^}]{0,50}\}"
)
_FORMATTING = re.compile(r"\\[a-zA-Z]{1,20}\*?|[{}$]")
_COMMAND = re.compile(
    rf"\\(?P<section>{'|'.join(_SECTIONS)})(?P<star>\*?)(?=\s*[\[{{])"
    rf"|\\(?P<numbered>{'|'.join(_NUMBERED)})(?![a-zA-Z*])"
    rf"|\\begin\{{(?P<problem>{'|'.join(_PROBLEMS)})\*?\}}"
    rf"|\\begin\{{(?P<solution>{'|'.join(_SOLUTIONS)})\*?\}}"
    rf"|\\end\{{(?P<end>{'|'.join(_SOLUTIONS)})\*?\}}"
    r"|(?P<item>\\item\s{0,9}(?=\[))"
    rf"|\\(?P<layout>{_LAYOUT})"
)
_ARGUMENT = re.compile(
    r"\s{0,9}(?:\[(?P<option>[^\]]{0,300})\]|\{(?P<braces>[^{}]{0,300}(?:\{[^{}]{0,300}\}[^{}]{0,300}){0,9})\})"
)
_LEVELS = {name: level for level, name in enumerate(_SECTIONS, 1)}
_LEVELS |= {"problem": 1} | {name: level for level, name in enumerate(_NUMBERED, 6)} | {"item": 10}


def from_latex(name: str, text: str, included: Mapping[str, str] | None = None) -> list[Line]:
    """The lines of a document's body, without comments, and with those of the files it includes."""
    lines = limited(_with_included(name, text, included or {}, MAX_INCLUDED))
    begins = (k for k, line in enumerate(lines) if r"\begin{document}" in line.text)
    ends = (k for k, line in enumerate(lines) if r"\end{document}" in line.text)
    return lines[next(begins, 0) : next(ends, len(lines))]


def _with_included(name: str, text: str, included: Mapping[str, str], depth: int) -> Iterator[Line]:
    for line in lines_of(name, text):
        shown = replace(line, text=_COMMENT.sub(r"\1", line.text))
        found = _INCLUDE.search(shown.text)
        path = _included(name, found[1], included) if found and depth else None
        if path:
            yield from _with_included(path, included[path], included, depth - 1)
        else:
            yield shown


def _included(name: str, asked: str, included: Mapping[str, str]) -> str | None:
    """The path of an included file: beside the one that includes it, or else from the top."""
    file = asked.strip().removeprefix("./").removesuffix(".tex") + ".tex"
    folder = name[: name.rfind("/") + 1]
    return next((path for path in (folder + file, file) if path in included), None)


@dataclass
class _Heading:
    """A heading's depth, its words, and the number that the document prints for it."""

    depth: int
    title: str
    printed: Label


@dataclass
class _Counters:
    """The numbers that a document gives to its sections and questions."""

    counts: dict[int, int] = field(default_factory=dict)

    def label(self, depth: int) -> Label:
        """The number of the next heading of this depth, such as ('2', 'a')."""
        self.counts = {k: n for k, n in self.counts.items() if k <= depth}
        self.counts[depth] = self.counts.get(depth, 0) + 1
        return tuple(self._shown(k) for k in sorted(self.counts))

    def _shown(self, depth: int) -> str:
        count = self.counts[depth]
        letters = depth == _LEVELS["part"] and count <= 26
        return chr(ord("a") + count - 1) if letters else str(count)


@dataclass
class _Reader:
    """The parts so far. A part's text is its solutions' alone from the first one on."""

    questions: Questions
    by_number: bool
    parts: list[Part] = field(default_factory=list)
    notes: list[Note | Unnamed] = field(default_factory=list)
    counters: _Counters = field(default_factory=_Counters)
    above: dict[int, Label] = field(default_factory=dict)
    part: Part | None = None
    depth: int = 0
    inside: bool = False
    solved: set[int] = field(default_factory=set)
    opened: set[str | None] = field(default_factory=lambda: {None})

    def read(self, line: Line) -> None:
        """Take in a line: its headings and boxes, and the text between them."""
        place = 0
        for command in _COMMAND.finditer(line.text):
            if command.start() < place:
                continue
            self._text(line, line.text[place : command.start()])
            place = self._command(command, line)
        self._text(line, line.text[place:])

    def _command(self, command: re.Match[str], line: Line) -> int:
        """Take in a command with its arguments; where they end."""
        if command["end"] or command["layout"]:
            self.inside = self.inside and not command["end"]
            return command.end()
        title, place = _arguments(line.text, command.end(), several=bool(command["solution"]))
        if command["solution"]:
            self._open_solution(title, line)
            return place
        kind = (
            command["section"] or command["numbered"] or ("item" if command["item"] else "problem")
        )
        unnumbered = command["star"] or kind in ("item", "paragraph", "subparagraph")
        printed = () if unnumbered else self.counters.label(_LEVELS[kind])
        heading = _Heading(_LEVELS[kind], title, printed)
        if not self._open(heading, line):
            self._text(line, line.text[command.start() : place])
        return place

    def _open(self, heading: _Heading, line: Line) -> bool:
        """Begin a question, or end one; False for a heading inside one that names none."""
        over = max((k for k in self.above if k < heading.depth), default=0)
        question = self.questions.named(heading.title, self.above.get(over, ()))
        if question is None and self.by_number:
            question = self.questions.labelled(heading.printed)
        if self.part and heading.depth > self.depth and question in self.opened:
            return False
        self.above = {k: label for k, label in self.above.items() if k < heading.depth}
        self.above[heading.depth] = label_of(heading.title) or heading.printed
        self._begin(question, line, heading.depth)
        if question is None and heading.title:
            near = self.questions.begins(self.above[heading.depth])
            self.notes.append(Unnamed(heading.title, near=near))
        return True

    def _begin(self, question: str | None, line: Line, depth: int) -> None:
        self.part, self.depth, self.inside = None, depth, False
        if question is not None:
            self.part = Part(question, line)
            self.parts.append(self.part)
            self.opened.add(question)

    def _open_solution(self, title: str, line: Line) -> None:
        """A box: of the question that it names, or else of the heading above it."""
        question = self.questions.named(title) if title else None
        if question:
            self._begin(question, line, 0)
        elif title and title[0].isdigit():
            message = f"line {line.number}: there is no question {title.split()[0][:40]!r}"
            self.notes.append(Note(message, line.file))
            self.part = None
        if self.part:
            self.inside = True
            if id(self.part) not in self.solved:
                self.solved.add(id(self.part))
                self.part.lines.clear()  # what stood there is what is asked

    def _text(self, line: Line, text: str) -> None:
        if self.part and (self.inside or id(self.part) not in self.solved):
            self.part.lines.append(replace(line, text=text))


def parts(lines: Sequence[Line], questions: Questions) -> Iterator[Part | Note | Unnamed]:
    """What answers each question; numbers count only in a document that names no question."""
    for by_number in (False, True):
        reader = _Reader(questions, by_number)
        for line in lines:
            reader.read(line)
        if reader.parts or by_number:
            yield from reader.parts
            yield from reader.notes
            return


def _arguments(text: str, place: int, *, several: bool) -> tuple[str, int]:
    """The last argument that isn't empty, in brackets or braces, and where they end."""
    title = ""
    while found := _ARGUMENT.match(text, place):
        place = found.end()
        title = (found["braces"] or found["option"] or title).strip()
        if found["braces"] is not None and not several:
            break
    return _FORMATTING.sub("", title).strip(), place
