r"""Written answers out of a Markdown file, a LaTeX file or a notebook's Markdown cells.

Markdown: a heading that begins with a question's id opens its answer; LaTeX: a box
`\begin{soln}{id} … \end{soln}`. Inside, a line that begins with a field's name and `:` or `=`
(or `\answer{name}`, or a table row) opens that field, which goes on to the next. A question with
a single field needs no name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.errors import UngradableError

FILES = ("answers.md", "answers.tex", "answers.ipynb")
MAX_CHARACTERS = 20_000  # of one field

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<title>.*)")
_BEGIN = re.compile(r"\\begin\{soln\}\s*[\[{](?P<title>[^\]}]*)[\]}]")
_END = re.compile(r"\\end\{soln\}")
_COMMENT = re.compile(r"(?<!\\)%.*")
_INTRODUCTION = re.compile(r"(question|problem|part|exercise|q)\b[\s.:]*", re.IGNORECASE)
_SPAN = re.compile(
    r"\$\$(.+?)\$\$|\$(.+?)\$|\\\[(.+?)\\\]|\\\((.+?)\\\)"
    r"|\\begin\{(?:equation|align|gather|eqnarray|multline)\*?\}(.+?)"
    r"\\end\{(?:equation|align|gather|eqnarray|multline)\*?\}",
    re.DOTALL,
)
_SET_OFF = re.compile(r"\A(\*\*|`)([^`]+)\1\Z")  # as code, or bold


@dataclass(frozen=True)
class Written:
    """The text of one field, and where it begins."""

    text: str
    place: str

    @property
    def formulas(self) -> tuple[str, ...]:
        """What is between mathematics signs; without any, the whole text, also set off."""
        found = tuple(next(filter(None, match)).strip() for match in _SPAN.findall(self.text))
        whole = _SET_OFF.sub(r"\2", self.text.strip())
        return found or ((whole,) if whole else ())

    @property
    def prose(self) -> str:
        """What is outside mathematics signs; without any, nothing."""
        return _SPAN.sub(" ", self.text) if _SPAN.search(self.text) else ""

    @property
    def words(self) -> str:
        """The text without mathematics signs and emphasis."""
        return re.sub(r"\\text(?:bf|it)?|[*`${}]", "", self.text).strip()


@dataclass(frozen=True)
class Answer:
    """What is handed in for one question: its fields, or why they can't be told apart.

    `files` are texts of data files by name, such as curves.
    """

    place: str
    fields: Mapping[str, Written] = field(default_factory=dict)
    problem: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answers:
    """The answers of a file by question, and what was found that answers none."""

    by_question: Mapping[str, Answer] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing is filled in: a sheet as it was handed out."""
        return not any(answer.fields or answer.problem for answer in self.by_question.values())


@dataclass(frozen=True)
class _Line:
    place: str
    text: str


def read_answers(name: str, text: str, wanted: Mapping[str, Sequence[str]]) -> Answers:
    """The answers in a file; `wanted` gives each question's fields.

    Raises UngradableError for a notebook that can't be read.
    """
    if name.endswith(".ipynb"):
        boxes = _headed(_cells(name, text), wanted)
    elif name.endswith(".tex"):
        boxes = _boxed(_lines(name, text))
    else:
        boxes = _headed(_lines(name, text), wanted)
    answers: dict[str, Answer] = {}
    problems = []
    for title, lines in boxes:
        question, place = _question(title, wanted), lines[0].place
        if question is None:
            problems.append(f"{place}: there is no question {title.split()[0]!r}")
        elif question in answers:
            told = f"question {question} is answered twice: here and at {answers[question].place}"
            answers[question] = Answer(answers[question].place, problem=f"{place}: {told}")
            problems.append(f"{place}: {told}")
        else:
            answers[question] = _answer(lines, wanted[question])
    return Answers(answers, tuple(problems))


def _lines(name: str, text: str) -> list[_Line]:
    return [_Line(f"{name}, line {n}", line) for n, line in enumerate(text.splitlines(), 1)]


def _cells(name: str, text: str) -> list[_Line]:
    try:
        cells = json.loads(text)["cells"]
        sources = [
            (n, "".join(cell["source"]))
            for n, cell in enumerate(cells, 1)
            if cell["cell_type"] == "markdown"
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UngradableError(f"{name} isn't a notebook that can be read") from None
    return [
        _Line(f"{name}, cell {n}, line {k}", line)
        for n, source in sources
        for k, line in enumerate([*source.splitlines(), ""], 1)
    ]


def _headed(
    lines: Sequence[_Line], wanted: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, list[_Line]]]:
    """Markdown: a box from each heading that names a question to the next heading.

    A heading of another kind is skipped over, unless it begins like a question's number.
    """
    box: tuple[str, list[_Line]] | None = None
    for line in lines:
        heading = _HEADING.match(line.text)
        if heading is None:
            if box:
                box[1].append(line)
            continue
        if box:
            yield box
        title = heading["title"].strip()
        named = _question(title, wanted) or re.match(r"\d", _INTRODUCTION.sub("", title))
        box = (title, [_Line(line.place, "")]) if named else None
    if box:
        yield box


def _boxed(lines: Sequence[_Line]) -> Iterator[tuple[str, list[_Line]]]:
    r"""LaTeX: what is between `\begin{soln}{id}` and `\end{soln}`."""
    box: tuple[str, list[_Line]] | None = None
    for line in lines:
        text = _COMMENT.sub("", line.text)
        begin = _BEGIN.search(text)
        if begin:
            box = (begin["title"].strip(), [_Line(line.place, text[begin.end() :])])
            text = box[1][0].text
        elif box:
            box[1].append(_Line(line.place, text))
        if box and (end := _END.search(text)):
            box[1][-1] = _Line(line.place, text[: end.start()])
            yield box
            box = None


def _question(title: str, wanted: Mapping[str, Sequence[str]]) -> str | None:
    """The question that a title begins with, if it names one."""
    plain = _INTRODUCTION.sub("", title.strip("*_` "), count=1)
    for question in sorted(wanted, key=len, reverse=True):
        if re.match(re.escape(question) + r"(?![\w.]*\w)", plain):
            return question
    return None


def _answer(lines: Sequence[_Line], fields: Sequence[str]) -> Answer:
    """Part a question's text into its fields."""
    found: dict[str, tuple[str, list[str]]] = {}
    current: list[str] | None = None
    before: list[str] = []
    for line in lines:
        name, rest = _field(line.text, fields)
        if name is None:
            (before if current is None else current).append(line.text)
        elif name in found:
            return Answer(lines[0].place, problem=f"{line.place}: {name} is there twice")
        else:
            current = [rest]
            found[name] = (line.place, current)
    if not found and len(fields) == 1:
        found[fields[0]] = (lines[0].place, before)
    written = {
        name: Written("\n".join(texts).strip()[:MAX_CHARACTERS], place)
        for name, (place, texts) in found.items()
    }
    return Answer(lines[0].place, {n: w for n, w in written.items() if w.text})


def _field(line: str, fields: Sequence[str]) -> tuple[str | None, str]:
    """The field that a line opens, and what follows on it."""
    marked = re.match(r"\s*\\answer\{([^}]*)\}\s*[:=]?\s*(.*)", line)
    if marked:
        return (marked[1], marked[2]) if marked[1] in fields else (None, line)
    for name in fields:
        opened = re.match(
            rf"\s*(?:[-*|]\s+)?(?:\*\*|`|\$)?{re.escape(name)}(?:\*\*|`|\$)?\s*[:=|]\s*(.*)", line
        )
        if opened:
            return name, opened[1].rstrip().removesuffix("|") if "|" in line[:3] else opened[1]
    return None, line
