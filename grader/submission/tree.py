"""A submission as it is graded: an importable tree of files, answer sheets, and notes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.results import Note
from grader.submission.identity import Identity


@dataclass(frozen=True)
class Cell:
    """A code cell as Python; line n of `source` is line n of the cell.

    `number` counts all cells of the notebook from 1, as editors show it. The cell may still have
    a syntax error: that costs this cell alone.
    """

    number: int
    source: str


@dataclass(frozen=True)
class File:
    """A Python file as text, anything else as bytes.

    `origin` is the student's own path, for messages. A notebook has `cells`; its `content` is
    then the cells joined. `author` marks a support file of the assignment's.
    """

    content: str | bytes
    origin: str
    cells: tuple[Cell, ...] = ()
    author: bool = False

    @property
    def data(self) -> bytes:
        """The content as bytes."""
        return self.content.encode() if isinstance(self.content, str) else self.content


Tree = Mapping[str, File]


def with_support(tree: Tree, support: Mapping[str, bytes]) -> dict[str, File]:
    """Return a tree with the assignment's own files: they win. Python is text, the rest bytes."""
    own = {
        path: File(data.decode() if path.endswith(".py") else data, path, author=True)
        for path, data in support.items()
    }
    return {**tree, **own}


SHEETS = ("answers.md", "answers.tex", "answers.ipynb")  # the files that students fill in
HANDOUT = "checks"  # the folder of a student's handout that holds the public assignment


@dataclass(frozen=True)
class Sheet:
    r"""A file with written answers; `asked` if it is the file that students are given to fill in.

    `included` are the texts of other LaTeX files by path, which the file may `\input`.
    """

    name: str
    text: str
    asked: bool = True
    included: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """What one student submitted.

    `files` are the texts of the asked files by the names that the assignment gives; `problems`
    says of others why they can't be read. `tree` goes to the student's process, `sheets` hold the
    written answers; by default they are those among `files`. `papers` are what only a person can
    read: digests by their names. `members` are the students, if an export names them,
    `submitted` is the time in ISO format, and `late` what the course platform says.
    """

    name: str
    files: Mapping[str, str]
    tree: Tree = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    members: tuple[Identity, ...] = ()
    submitted: str = ""
    late: bool = False

    def __post_init__(self) -> None:
        if not self.tree:
            sources = {name: text for name, text in self.files.items() if name.endswith(".py")}
            tree = {name: File(text, name) for name, text in sources.items()}
            object.__setattr__(self, "tree", tree)
        if not self.sheets:
            sheets = tuple(Sheet(name, self.files[name]) for name in SHEETS if name in self.files)
            object.__setattr__(self, "sheets", sheets)

    @property
    def digest(self) -> str:
        """SHA-256 of the names and contents of all that is graded."""
        digest = hashlib.sha256()
        contents = {name: text.encode() for name, text in self.files.items()}
        contents |= {f"tree/{path}": file.data for path, file in self.tree.items()}
        contents |= {f"sheets/{sheet.name}": sheet.text.encode() for sheet in self.sheets}
        contents |= {f"papers/{name}": paper.encode() for name, paper in self.papers.items()}
        for name, data in sorted(contents.items()):
            digest.update(b"%b\0%d\0%b" % (name.encode(), len(data), data))
        return digest.hexdigest()
