"""One submission or a folder of them, and a name for each."""

from __future__ import annotations

import fnmatch
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from grader.errors import UngradableError, UsageError
from grader.submission import loose
from grader.submission.exports import export_at
from grader.submission.files.entries import Refused, in_folder, is_ignored
from grader.submission.files.gathering import ARCHIVES, is_archive
from grader.submission.files.naming import is_near
from grader.submission.files.selection import NOTEBOOK, SOURCE
from grader.submission.identity import Location
from grader.submission.text import file_name, shown

# Folders that are a part of a submission, not a student's name.
_PART = re.compile(
    r"(?:src|source|code|python|lib|scripts?|notebooks?|data|datasets?|tests?|docs?|utils?|models?"
    r"|img|images|figures?|plots|results|outputs?|logs|checkpoints|reports?|tex|latex|written"
    r"|solutions?|submission|starter|handout|(?:hw|homework|assignment|ps|lab|project)[-_ ]?\d*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Batch:
    """The submissions at a path, and lines that say how they were told apart."""

    locations: tuple[Location, ...]
    message: str


def find(path: Path, wanted: Sequence[str], *, one: bool = False) -> Batch:
    """Find the submissions at a path: it may be one, or a folder of many.

    A folder is one submission if an asked file is at its place in it, or if its subfolders are
    parts of one. Otherwise every folder and archive in it is a submission, and every file that
    can be a whole one; the message names the other files.

    Args:
        path: A file, an archive or a folder, perhaps as a course platform exports it.
        wanted: The files that the assignment asks for.
        one: Take the folder as one submission, whatever is in it.

    Raises:
        UsageError: There is nothing at the path.
        UngradableError: No submission is in the folder.

    """
    if not path.exists():
        raise UsageError(f"there is no {path}")
    alone = one or path.is_file() or _is_at_place(path, wanted)
    export = None if alone else export_at(path, wanted)
    if alone or not (export or _are_many(path, wanted)):
        return Batch((_location(path),), f"{_name(path)}: one submission")
    submitted, skipped = ([], {}) if export else loose.sorted_out(_children(path), wanted)
    locations = export.locations if export else tuple(map(_location, submitted))
    if not locations:
        asked = wanted[0] if wanted else "a file"
        none = f"{path}: no submission in it (a folder, a .zip or {asked})"
        raise UngradableError("\n".join([none, *loose.lines(skipped)]))
    locations = tuple(_with_different_names(locations))
    kind = f"a {export.platform} export of " if export else ""
    plural = "submission" if len(locations) == 1 else "submissions"
    hint = "--one grades the folder as a single one"
    message = f"{_name(path)}: {kind}{len(locations)} {plural}; {hint}"
    return Batch(locations, "\n".join([message, *loose.lines(skipped)]))


def _location(path: Path) -> Location:
    """A whole folder or archive, or a single file."""
    return Location(_name(path), {"": path})


def _name(path: Path) -> str:
    """A path's own name, never that of a folder it links to; the current folder has one too."""
    return shown(file_name(Path(os.path.abspath(path)).name))  # noqa: PTH100 - it follows no link


def _children(folder: Path) -> list[Path]:
    return [child for child in sorted(folder.iterdir()) if not child.name.startswith((".", "_"))]


def _is_at_place(folder: Path, wanted: Sequence[str]) -> bool:
    """Whether an asked file is where the assignment has it."""
    names = [name for asked in wanted for name in _with_notebook(asked)]
    return any((folder / name).exists() for name in names) or any(
        next(folder.glob(name), None) for name in wanted if "*" in name
    )


def _are_many(folder: Path, wanted: Sequence[str]) -> bool:
    """Whether a folder with no asked file at its place holds submissions, not parts of one."""
    everything = [child for child in _children(folder) if not is_ignored(child.name)]
    children = [*filter(loose.is_whole, everything)] or loose.sorted_out(everything, wanted)[0]
    parts = [child for child in children if child.is_dir()]
    if any(is_archive(child.name) for child in children):
        return len(children) > 1 or len(list(folder.iterdir())) == 1
    if not parts:
        return not _are_one(children, wanted)
    held = {part: _held(part, wanted) for part in parts}
    counts = Counter(name for names in held.values() for name in names)
    holding = [part for part in parts if held[part]]
    if len(holding) > 1:
        return max(counts.values()) > 1
    others = [part for part in parts if part not in holding]
    return not (_are_parts(holding or others) or (holding and others and _are_parts(others)))


def _are_parts(folders: Sequence[Path]) -> bool:
    return all(_PART.fullmatch(folder.name) for folder in folders)


def _are_one(files: Sequence[Path], wanted: Sequence[str]) -> bool:
    """Whether loose files are one submission: each asked name is near to one of them at most."""
    counts = [sum(is_near(file.name, name) for file in files) for name in wanted]
    return len(files) == 1 or (max(counts, default=0) == 1)


def _held(folder: Path, wanted: Sequence[str]) -> set[str]:
    """The asked names that are somewhere in a folder."""
    found = set()
    try:
        for entry in in_folder(folder):
            path = f"/{entry.path}"
            found |= {a for a in wanted for name in _with_notebook(a) if path.endswith(f"/{name}")}
            found |= {a for a in wanted if a.endswith("/") and f"/{a}" in path}
            found |= {a for a in wanted if "*" in a and fnmatch.fnmatchcase(path, f"*/{a}")}
    except (OSError, Refused):  # it is said when the submission is read
        pass
    return found


def _with_notebook(name: str) -> tuple[str, ...]:
    module = name.endswith((SOURCE, NOTEBOOK))
    return (name, str(PurePosixPath(name).with_suffix(NOTEBOOK))) if module else (name,)


def _with_different_names(locations: Sequence[Location]) -> list[Location]:
    """The locations without endings in their names, unless two would then have the same."""
    own = [shown(file_name(location.name)) for location in locations]
    short = [_without_ending(name, location) for name, location in zip(own, locations, strict=True)]
    count = Counter(short)
    chosen = [s if count[s] == 1 else name for s, name in zip(short, own, strict=True)]
    return [replace(e, name=n) for e, n in zip(locations, _different(chosen), strict=True)]


def _without_ending(name: str, location: Location) -> str:
    whole = location.paths.get("")
    if whole is None or whole.is_dir():
        return name
    ending = next((e for e in ARCHIVES if name.lower().endswith(e)), PurePosixPath(name).suffix)
    return name[: -len(ending) or None]


def _different(found: Sequence[str]) -> list[str]:
    taken: dict[str, None] = {}  # in order
    for name in found:
        candidates = (name, *(f"{name} ({number})" for number in range(2, len(found) + 2)))
        taken[next(candidate for candidate in candidates if candidate not in taken)] = None
    return list(taken)
