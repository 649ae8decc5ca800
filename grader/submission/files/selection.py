"""Which file of a submission is the one asked for: by name, by place, or as the only candidate."""

from __future__ import annotations

import fnmatch
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grader.results import Note
from grader.submission.files.gathering import Found
from grader.submission.files.naming import is_near
from grader.submission.text import shown

SOURCE, NOTEBOOK = ".py", ".ipynb"


@dataclass
class Selection:
    """The files chosen so far, by the names that the assignment gives; each is taken once.

    `problems` says of a name why there is no file for it. `roots` counts the folders under which
    asked files were found at their places.
    """

    found: Sequence[Found]
    alone: bool = False
    chosen: dict[str, Found] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    roots: Counter[str] = field(default_factory=Counter)

    @property
    def root(self) -> str:
        """The folder, with `/` at its end unless it is the top, that stands for the tree's own."""
        return min(self.roots, key=lambda root: (-self.roots[root], root.count("/")), default="")

    def choose(self, names: Sequence[str], modules: Sequence[str]) -> None:
        """Choose a file for each name; a notebook can stand for one of the `modules`."""
        endings = {name: _endings(name, module=name in modules) for name in names}
        exact = {name: _at_place(self.found, name, endings[name]) for name in names}
        for name in sorted(names, key=lambda name: len(_nearest(exact[name]))):
            self._settle(name, exact[name], "")
        for name in names:
            if name not in self.chosen and name not in self.problems:
                self._look_around(name, endings[name], modules)

    def choose_all(self, pattern: str) -> list[str]:
        """Choose every file of a pattern such as `layers/*.py`; the names they get."""
        length = pattern.count("/") + 1
        by_name: dict[str, list[Found]] = {}
        for file in self._free():
            name = "/".join(file.path.split("/")[-length:])
            if name.count("/") == length - 1 and fnmatch.fnmatchcase(name, pattern):
                by_name.setdefault(name, []).append(file)
        for name in sorted(by_name.keys() - self.chosen.keys()):
            self._settle(name, by_name[name], "")
        return list(by_name)

    def choose_package(self, package: str) -> list[str]:
        """Choose every Python file of a package such as `mytorch/`; the names they get."""
        sources = [file for file in self._free() if file.name.endswith(SOURCE)]
        folder = self._folder_of(package, sources)
        if folder is None:
            return []
        inside = [file for file in sources if file.path.startswith(folder)]
        by_name: dict[str, list[Found]] = {}  # a .zip may have several files of one name
        for file in inside:
            by_name.setdefault(package + file.path.removeprefix(folder), []).append(file)
        for name in sorted(by_name.keys() - self.chosen.keys()):
            self._settle(name, by_name[name], "")
        return list(by_name)

    def _folder_of(self, package: str, sources: Sequence[Found]) -> str | None:
        """Where a package lies: the nearest folder of its name that has a Python file itself.

        Without a folder of that name it is the one in which all the Python files are.
        """
        ends = {file.folder: f"/{file.folder}".rfind(f"/{package}") for file in sources}
        found = {folder[: end + len(package)] for folder, end in ends.items() if end >= 0}
        own = {file.folder for file in sources}
        if found:
            return min(found, key=lambda folder: (folder not in own, folder.count("/"), folder))
        tops = {file.folder.split("/")[0] for file in sources}
        if not tops or self.chosen:
            return None
        folder = f"{tops.pop()}/" if len(tops) == 1 and "" not in own else ""
        self.notes.append(Note(f"taken as the folder {package}", shown(folder or "this folder")))
        return folder

    def _look_around(self, name: str, endings: Sequence[str], modules: Sequence[str]) -> None:
        """Take a file under a near name, if it is the only candidate."""
        free = [file for file in self._free() if file.name.endswith(tuple(endings))]
        asked = PurePosixPath(name)
        kinds: tuple[Callable[[Found], bool], ...] = (
            lambda file: PurePosixPath(file.name).stem == asked.stem,
            lambda file: is_near(file.name, name),
        )
        for kind in kinds:
            candidates = [file for file in free if kind(file)]
            if candidates:
                self._settle(name, candidates, f"taken as {name}")
                return
        missing = [other for other in modules if other not in self.chosen]
        if free and (self.alone or (len(free) == 1 and missing == [name])):
            self._settle(name, free, "" if self.alone else f"taken as {name}")

    def _settle(self, name: str, candidates: Sequence[Found], note: str) -> None:
        """Take the nearest to the top of those that can be read, if it is only one."""
        readable = [file for file in candidates if file.data is not None]
        if not readable:
            for file in candidates[:1]:
                self.problems[name] = f"{shown(file.path)}: {file.problem}"
            return
        nearest = list(self._preferred(_nearest(readable)))
        if len({file.data for file in nearest}) > 1:
            paths = ", ".join(shown(file.path) for file in nearest[:3])
            self.problems[name] = f"{paths} could each be {name}; submit one of them"
            return
        file = nearest[0]
        self._take(name, file)
        if note:
            self.notes.append(Note(note, shown(file.path)))
        for other in readable:
            if other is not file and not note:
                self.notes.append(Note(f"not used: {shown(file.path)} is", shown(other.path)))

    def _preferred(self, files: Sequence[Found]) -> Iterator[Found]:
        """Of equally near ones a module before its notebook, and those beside other files."""
        sources = [file for file in files if not file.name.endswith(NOTEBOOK)]
        kept = sources or files
        beside = [file for file in kept if any(file.path.startswith(r) for r in self.roots if r)]
        return iter(beside or kept)

    def _take(self, name: str, file: Found) -> None:
        self.chosen[name] = file
        self.problems.pop(name, None)
        folder = name[: name.rfind("/") + 1]
        if file.folder.endswith(folder):
            self.roots[file.folder.removesuffix(folder)] += 1

    def _free(self) -> list[Found]:
        taken = {id(file) for file in self.chosen.values()}
        return [file for file in self.found if id(file) not in taken]


def _endings(name: str, *, module: bool) -> tuple[str, ...]:
    return (SOURCE, NOTEBOOK) if module else (PurePosixPath(name).suffix,)


def _at_place(found: Sequence[Found], name: str, endings: Sequence[str]) -> list[Found]:
    """The files whose paths end with the name, or with that of its notebook."""
    stem = name.removesuffix(PurePosixPath(name).suffix)
    wanted = [f"/{stem}{ending}" for ending in endings]
    return [file for file in found if f"/{file.path}".endswith(tuple(wanted))]


def _nearest(files: Sequence[Found]) -> list[Found]:
    depth = min((file.depth for file in files), default=0)
    return [file for file in files if file.depth == depth]
