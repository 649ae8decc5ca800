"""Read a submission: gather its files, choose those asked for, and make them a tree."""

from __future__ import annotations

import contextlib
import fnmatch
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from grader.errors import UngradableError
from grader.results import Note
from grader.submission.files.gathering import Found, Gathering, is_archive
from grader.submission.files.selection import NOTEBOOK, SOURCE, Selection
from grader.submission.identity import Location
from grader.submission.limits import MAX_NOTEBOOK, MAX_PAPERS, MAX_SOURCE, MAX_TABLE
from grader.submission.notebooks.notebook import NotebookError, as_file, read_notebook
from grader.submission.notebooks.writefile import WRITE_CELL, defines_something, written_files
from grader.submission.notes import capped
from grader.submission.text import TextError, decode, decode_python, file_name, shown
from grader.submission.tree import HANDOUT, SHEETS, File, Sheet, Submission, with_support

LATEX = ".tex"
WRITTEN = (".md", LATEX, NOTEBOOK)
DOCUMENT = "\\documentclass"
MAX_OTHER_SHEETS = 5
PAPERS = (".pdf", ".png", ".jpg", ".jpeg", ".heic", ".webp", ".gif", ".docx", ".odt", ".rtf")
TABLES = (".csv", ".json")
ODD_NAME, MAX_PART = "its name is too long, or has a colon or backslash", 256
_WORD = re.compile(r"\w+")
# What a module may read, and what comes along unless the assignment says what does.
DATA = (
    *TABLES, ".tsv", ".txt", ".dat", ".npy", ".npz", ".pkl", ".pickle", ".mat", ".h5", ".hdf5",
    ".yaml", ".yml", ".toml", ".ini", ".cfg", ".xml",
)  # fmt: skip


def read(
    where: Path | Location,
    files: Sequence[str],
    others: Sequence[str] = (),
    *,
    support: Mapping[str, bytes] | None = None,
    keep: Sequence[str] | None = None,
) -> Submission:
    """Read a submission.

    Args:
        where: A folder, an archive or a single file; or one of many, as `find` finds them.
        files: The modules asked for, by path: `mlp.py`, `src/mlp.py`, a package `mytorch/`, or a
            pattern `layers/*.py`. A notebook can stand for any of them.
        others: Answer sheets and results tables that may be there.
        support: The assignment's own files, by path: they win over the student's.
        keep: Patterns of what else comes along; None: Python files and small data files.

    Raises:
        UngradableError: Nothing asked for can be read. Anything less costs only itself, and is
            said in the submission's notes and problems.

    """
    location = (
        where if isinstance(where, Location) else Location(file_name(where.stem), {"": where})
    )
    reading = _Reading(tuple(files), tuple(others), keep)
    reading.gather(location)
    for name in [*reading.selection.chosen]:
        reading.take(name)
    reading.take_along()
    reading.take_sheets()
    return reading.submission(location, support or {})


@dataclass
class _Reading:
    files: tuple[str, ...]
    others: tuple[str, ...]
    keep: Sequence[str] | None
    selection: Selection = field(init=False)
    texts: dict[str, str] = field(default_factory=dict)
    tree: dict[str, File] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def problems(self) -> dict[str, str]:
        """Why an asked file can't be read, by its name."""
        return self.selection.problems

    def gather(self, location: Location) -> None:
        """Choose a file for every name that the assignment gives."""
        gathering = Gathering(self._limit_of, self._is_extra, _is_paper)
        for inside, path in location.paths.items():
            gathering.gather(path, inside)
        self._add_written(gathering)
        self.notes += gathering.notes
        paths = list(location.paths.values())
        alone = len(paths) == 1 and paths[0].is_file() and not is_archive(paths[0].name)
        self.selection = Selection(_without_handouts(gathering.found), alone)
        single = [name for name in self.files if not (name.endswith("/") or _is_pattern(name))]
        self.selection.choose([*single, *self.others], single)
        for name in self.files:
            if name.endswith("/"):
                self.selection.choose_package(name)
            elif _is_pattern(name):
                self.selection.choose_all(name)
        self.notes += self.selection.notes
        self._note_unwritten([name for name in single if name not in self.selection.chosen])

    def _add_written(self, gathering: Gathering) -> None:
        """Add the files that notebooks write, unless they were submitted too."""
        there = {file.path for file in gathering.found}
        for notebook in [f for f in gathering.found if f.data and WRITE_CELL.search(f.data)]:
            with contextlib.suppress(TextError, NotebookError):  # said where it is read
                files = written_files(read_notebook(decode(_data(notebook))))
                for name in [name for name in files if notebook.folder + name not in there]:
                    gathering.add(notebook.folder + name, files[name].encode("utf-8", "replace"))
                    self.notes.append(
                        Note(f"taken from a cell of {shown(notebook.path)}", shown(name))
                    )

    def _note_unwritten(self, missing: Sequence[str]) -> None:
        """Say of a notebook that defines something that it is none of the missing modules."""
        chosen = {id(found) for found in self.selection.chosen.values()}
        for found in self.selection.found if missing else ():
            if id(found) not in chosen and _is_code(found):
                cell = f"begin the cell of {missing[0]} with '%%writefile {missing[0]}'"
                message = f"not taken as {', '.join(missing)}; {cell}"
                self.notes.append(Note(message, shown(found.path)))

    def take(self, name: str) -> None:
        """Read a chosen file: a module into the tree, another as text."""
        found = self.selection.chosen[name]
        try:
            if not _is_portable(name):
                raise TextError(ODD_NAME)
            if name in self.others:
                self.texts[name] = decode(_data(found))
            else:
                module = str(PurePosixPath(name).with_suffix(SOURCE))
                self.tree[module] = file = _source(found)
                self.texts[module] = str(file.content)
        except (TextError, NotebookError) as error:
            self.problems[name] = f"{shown(found.path)}: {error}"

    def take_along(self) -> None:
        """Take what else comes along: of the tree's own folder, and what its files speak of.

        That is imported or opened by its path from the top of the submission.
        """
        taken, root = {id(found) for found in self.selection.chosen.values()}, self.selection.root
        for found in self.selection.found:
            if found.path.startswith(root) and id(found) not in taken:
                self._take_as(found.path.removeprefix(root), found)
        if root:
            texts = [f.content for f in self.tree.values() if isinstance(f.content, str)]
            words = {word for text in texts for word in _WORD.findall(text)}
            words -= {path.partition("/")[0] for path in self.tree}  # they mean these
            for found in self.selection.found:
                top, stem = found.path.partition("/")[0], PurePosixPath(found.path).stem
                if found.path.startswith(root):
                    wanted = top in words and found.path.endswith(SOURCE)
                else:
                    wanted = top in words or stem in words
                if wanted:
                    self._take_as(found.path, found)

    def _take_as(self, path: str, found: Found) -> None:
        path = unicodedata.normalize("NFC", path)
        if not self._is_kept(path) or not _has_room(path, self.tree):
            return
        try:
            if found.problem or not _is_portable(path):
                raise TextError(found.problem or ODD_NAME)
            self.tree[path] = _source(found) if path.endswith(SOURCE) else _as_data(found)
        except TextError as error:
            self.notes.append(Note(f"left out: {error}", shown(found.path)))

    def take_sheets(self) -> None:
        """Take the answer sheets that are asked for, and what else may hold the answers."""
        if not self._asks_for_answers:
            return
        asked = [self.selection.chosen[name] for name in SHEETS if name in self.texts]
        others = [found for found in self.selection.found if _may_hold_answers(found)]
        texts = {found.path: self._text(found) for found in [*asked, *others]}
        latex = {path: text for path, text in texts.items() if text and path.endswith(LATEX)}
        whole = any(DOCUMENT in text for text in latex.values())
        paths = list(dict.fromkeys(found.path for found in asked))
        others.sort(key=lambda found: (found.depth, found.path))
        for path in [*paths, *(found.path for found in others if found.path not in paths)]:
            text = texts[path]
            part = path in latex and whole and DOCUMENT not in latex[path]
            if text and (path in paths or not part):
                included = latex if path in latex else {}
                self.sheets.append(Sheet(path, text, path in paths, included))
        self.sheets = self.sheets[: len(paths) + MAX_OTHER_SHEETS]

    def submission(self, location: Location, support: Mapping[str, bytes]) -> Submission:
        """All that was read; raises UngradableError if that is nothing."""
        papers = [found for found in self.selection.found if _is_paper(found.name)][:MAX_PAPERS]
        if not self._asks_for_answers:
            papers = []
        if not (self.texts or self.sheets or papers):
            raise UngradableError(f"{shown(location.name)}: {self._why_nothing()}")
        tree = with_support(self.tree, support)
        return Submission(
            location.name,
            {name: self.texts[name] for name in sorted(self.texts)},
            {path: tree[path] for path in sorted(tree)},
            tuple(self.sheets),
            capped(self.notes),
            self.problems,
            {shown(found.path): found.digest for found in papers},
            location.members,
            location.submitted,
            location.late,
        )

    @property
    def _asks_for_answers(self) -> bool:
        return any(name in SHEETS for name in self.others)

    def _text(self, found: Found) -> str:
        """A file's text; nothing if it has none, which is said."""
        try:
            return decode(_data(found))
        except TextError as error:
            self.notes.append(Note(str(error), shown(found.path)))
            return ""

    def _why_nothing(self) -> str:
        reasons = [*self.problems.values(), *map(str, self.notes)]
        asked = [*self.files, *self.others]
        missing = f"{asked[0]} is not" if len(asked) == 1 else f"none of {', '.join(asked)} is"
        return reasons[0] if reasons else f"{missing} in the submission"

    def _limit_of(self, path: str) -> int:
        name = path.rpartition("/")[2].lower()
        if name.endswith(NOTEBOOK):
            return MAX_NOTEBOOK
        if name.endswith(TABLES) and self._is_asked(path):
            return MAX_TABLE
        kept = self.keep is not None and _matches(path, self.keep)
        return MAX_SOURCE if kept or name.endswith((SOURCE, *WRITTEN, *DATA)) else 0

    def _is_extra(self, path: str) -> bool:
        return not (path.lower().endswith((SOURCE, *WRITTEN)) or self._is_asked(path))

    def _is_asked(self, path: str) -> bool:
        endings = {PurePosixPath(name).suffix for name in self.others}
        return PurePosixPath(path).suffix in endings

    def _is_kept(self, path: str) -> bool:
        if self.keep is not None:
            return _matches(path, self.keep)
        return bool(self.files) and path.endswith((SOURCE, *DATA))


def _without_handouts(found: Sequence[Found]) -> list[Found]:
    """Leave out the checks of a handout, in whose folder students work."""
    paths = {file.path for file in found}
    declared = [path for path in paths if f"/{path}".endswith(f"/{HANDOUT}/assignment.json")]
    folders = [path.removesuffix("assignment.json") for path in declared]
    ours = tuple(folder for folder in folders if f"{folder}fixtures.pkl" in paths)
    return [file for file in found if not file.path.startswith(ours)]


def _source(found: Found) -> File:
    if found.name.lower().endswith(NOTEBOOK):
        return as_file(shown(found.path), decode(_data(found)))
    return File(decode_python(_data(found)), shown(found.path))


def _is_code(found: Found) -> bool:
    """Whether a file is a notebook that defines something."""
    with contextlib.suppress(TextError, NotebookError):  # said where it is read
        if found.name.lower().endswith(NOTEBOOK):
            return defines_something(read_notebook(decode(_data(found))))
    return False


def _as_data(found: Found) -> File:
    return File(_data(found), shown(found.path))


def is_answer_file(name: str) -> bool:
    """Whether a file of this name may be a whole answer: a sheet, or a paper for a person."""
    return _is_paper(name) or _is_sheet(name)


def _is_sheet(name: str) -> bool:
    return name.lower().endswith(WRITTEN) and not name.lower().startswith("readme")


def _may_hold_answers(found: Found) -> bool:
    return found.data is not None and _is_sheet(found.name)


def _data(found: Found) -> bytes:
    return found.data or b""


def _has_room(path: str, tree: Mapping[str, File]) -> bool:
    """Whether a path is neither taken, nor a folder of another, nor in a file."""
    folders = [str(parent) for parent in PurePosixPath(path).parents]
    return not (path in tree or any(f in tree for f in folders)) and not any(
        name.startswith(f"{path}/") for name in tree
    )


def _is_portable(path: str) -> bool:
    """Whether a file of this name can be written where the code runs."""
    short = all(len(part.encode()) < MAX_PART for part in path.split("/"))
    return short and not any(sign in path for sign in "\\:")


def _matches(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def _is_pattern(name: str) -> bool:
    return any(c in name for c in "*?[")


def _is_paper(name: str) -> bool:
    return name.lower().endswith(PAPERS)
